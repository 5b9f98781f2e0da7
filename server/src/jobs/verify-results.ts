// Holds the figures of campaigns against the facts. The engine goes on counting meanwhile, so the figures are read before and
// after: what the facts tell lies between the two, and where nothing was given in between it is exactly both.
import type pg from 'pg';
import type { Difference } from '../domain/verify.ts';
import type { CampaignFigures } from '../storage/campaign-results.ts';
import type { CustomerRange } from '../storage/verify.ts';
import { type DayFigures, readStoredFigures, readToldFigures } from '../storage/verify-results.ts';

const FIGURES = [
  'given',
  'control',
  'points',
  'offers',
  'messages',
] as const satisfies readonly (keyof CampaignFigures)[];
const NONE: CampaignFigures = { given: 0, control: 0, points: 0, offers: 0, messages: 0 };

type Figures = { -readonly [figure in keyof CampaignFigures]: number };

export class ResultsCheck {
  readonly #pool: pg.Pool;
  readonly #before: ReadonlyMap<string, CampaignFigures>;
  readonly #told = new Map<string, Figures>();
  /** Messages of a day that some campaign or other sent. */
  readonly #forgotten = new Map<string, number>();

  private constructor(pool: pg.Pool, before: ReadonlyMap<string, CampaignFigures>) {
    this.#pool = pool;
    this.#before = before;
  }

  static async begin(pool: pg.Pool): Promise<ResultsCheck> {
    return new ResultsCheck(pool, byKey(await readStoredFigures(pool)));
  }

  /** Each customer must be in exactly one of the ranges. */
  async add(client: pg.PoolClient, range: CustomerRange): Promise<void> {
    const { figures, forgotten } = await readToldFigures(client, range);
    for (const row of figures) {
      const sums = this.#told.get(keyOf(row)) ?? { ...NONE };
      for (const figure of FIGURES) sums[figure] += row[figure];
      this.#told.set(keyOf(row), sums);
    }
    for (const { day, count } of forgotten) this.#forgotten.set(day, (this.#forgotten.get(day) ?? 0) + count);
  }

  /** To be called when all customers were gone through. */
  async end(): Promise<readonly Difference[]> {
    const after = byKey(await readStoredFigures(this.#pool));
    const keys = [...new Set([...this.#before.keys(), ...this.#told.keys(), ...after.keys()])].sort();
    return keys.flatMap((key) => {
      const [before, told, stored] = [
        this.#before.get(key) ?? NONE,
        this.#told.get(key) ?? NONE,
        after.get(key) ?? NONE,
      ];
      const forgotten = this.#forgotten.get(dayOf(key)) ?? 0;
      return FIGURES.flatMap((figure): readonly Difference[] => {
        const most = told[figure] + (figure === 'messages' ? forgotten : 0);
        if (before[figure] <= most && told[figure] <= stored[figure]) return [];
        const found = { stored: stored[figure], rebuilt: told[figure] };
        return [{ table: 'campaign_result', customerId: null, key, column: figure, ...found }];
      });
    });
  }
}

function byKey(rows: readonly DayFigures[]): ReadonlyMap<string, CampaignFigures> {
  return new Map(rows.map((row) => [keyOf(row), row]));
}

/** `birthday 2026-05-10`: no name of a campaign has a space in it. */
function keyOf({ campaign, day }: Pick<DayFigures, 'campaign' | 'day'>): string {
  return `${campaign} ${day}`;
}

function dayOf(key: string): string {
  return key.slice(key.lastIndexOf(' ') + 1);
}
