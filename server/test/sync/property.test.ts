// Random facts in random order, with random faults between engine and platform: answers that get lost after the work was done,
// 429, 500, connections that break, the sync killed in the middle and begun anew. In the end the platform has of everybody what
// the engine has, every event once, and nobody who should not be there.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { FactBody } from '../../src/domain/facts.ts';
import { EngineError } from '../../src/pipeline/submission.ts';
import type { FactPlace } from '../../src/storage/fact-feed.ts';
import { readLanes } from '../../src/storage/sync-lanes.ts';
import { startBackfill } from '../../src/sync/backfill.ts';
import { readStatus } from '../../src/sync/status.ts';
import { eventually } from '../delivery/harness.ts';
import { creation, deposit, event, spend, submission } from '../pipeline/harness.ts';
import { differencesOf } from './differences.ts';
import { ACTOR, openSyncHarness, type SyncHarness } from './harness.ts';

const RUNS = 40;
const PLAY_MS = 40_000;
const SETTLED_WITHIN_MS = 60_000;
const MERGE = { kind: 'customer.merge', reason: 'the same person', tiers: 'highest' } as const satisfies FactBody;
const NAMES = ['ann', 'bob', 'cleo', 'dan'] as const;
/** Two customers may have the same number. */
const PHONES = [[], [{ number: '+41791234567', type: null, flags: [], verified: false }]];
const FAULTS = ['too_many', 'error', 'unavailable', 'reset', 'reset_after'] as const;

const name = fc.constantFrom(...NAMES);
const points = fc.integer({ min: 1, max: 50 });
const save = (patch: Extract<FactBody, { kind: 'customer.save' }>['patch']): FactBody => ({
  kind: 'customer.save',
  mode: 'update',
  patch,
});
const identity = { method: 'other', by: 'test' } as const;

/** A fact of somebody; `address` is taken from a few that all of a story want. */
type Deed = { readonly body: FactBody } | { readonly address: string };
const deed: fc.Arbitrary<Deed> = fc.oneof(
  { weight: 4, arbitrary: fc.constant({ body: event('visit') }) },
  { weight: 2, arbitrary: points.map((amount) => ({ body: deposit(amount) })) },
  { weight: 2, arbitrary: points.map((amount) => ({ body: spend(amount) })) },
  { weight: 4, arbitrary: fc.record({ address: fc.constantFrom('one', 'two', 'ann', 'bob') }) },
  { weight: 2, arbitrary: fc.constantFrom('Jo', 'Zoë; <3', null).map((firstName) => ({ body: save({ firstName }) })) },
  { weight: 4, arbitrary: fc.boolean().map((optedIn) => ({ body: save({ optedIn }) })) },
  { weight: 1, arbitrary: fc.constant({ body: { kind: 'customer.delete' } as const }) },
  { weight: 2, arbitrary: fc.constant({ body: { kind: 'customer.restore' } as const }) },
  { weight: 2, arbitrary: fc.constantFrom(...PHONES).map((phones) => ({ body: save({ phones }) })) },
  { weight: 1, arbitrary: fc.constant({ body: { kind: 'processing.stop', identity: null, note: null } as const }) },
  { weight: 2, arbitrary: fc.constant({ body: { kind: 'processing.resume', identity: null, note: null } as const }) },
  {
    weight: 1,
    arbitrary: fc.constant({ body: { kind: 'customer.forget', identity, reason: 'requested', note: null } as const }),
  },
);

type Step =
  | { readonly kind: 'deed'; readonly name: string; readonly deed: Deed }
  | { readonly kind: 'merge'; readonly name: string; readonly from: string }
  | { readonly kind: 'settle' }
  | { readonly kind: 'backfill' }
  | { readonly kind: 'kill' };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: fc.record({ kind: fc.constant('deed' as const), name, deed }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), name, from: name }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('settle' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('kill' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('backfill' as const) }) },
);

const story = fc.record({
  joins: fc.array(fc.constantFrom('in', 'in', 'in', 'out', 'persona'), {
    minLength: NAMES.length,
    maxLength: NAMES.length,
  }),
  steps: fc.array(step, { minLength: 4, maxLength: 18 }),
  seed: fc.integer(),
  probability: fc.constantFrom(0, 0.15, 0.3),
});

let bench: SyncHarness;
let sync: ReturnType<SyncHarness['start']>;
let since: FactPlace;
let stories = 0;

before(async () => {
  bench = await openSyncHarness();
  await bench.setUp();
  const [lane] = await readLanes(bench.harness.database.pool, 'infobip');
  assert.ok(lane !== undefined);
  since = lane.place;
  sync = bench.start();
});
after(() => bench.close());

test('whatever happens, and whatever fails, the platform ends with what the engine has', async () => {
  const property = fc.asyncProperty(story, async ({ joins, steps, seed, probability }) => {
    stories += 1;
    const cast = new Cast(`s${stories}`);
    bench.infobip.faults.byChance({ seed, probability, faults: FAULTS });
    for (const [at, how] of joins.entries()) await cast.join(NAMES[at] ?? '', how);
    for (const one of steps) await cast.play(one);
    bench.infobip.faults.clear();
    await cast.settled();
    assert.deepEqual(bench.infobip.violations, []);
  });
  await fc.assert(property, {
    numRuns: RUNS,
    endOnFailure: true,
    interruptAfterTimeLimit: PLAY_MS,
    markInterruptAsFailure: false,
  });
  assert.ok(stories >= 3, `only ${stories} stories were played`);
});

/** The customers of one story, whose names and addresses no other has. */
class Cast {
  readonly #story: string;
  readonly #ids = new Map<string, string>();
  readonly #faithful = new Set<string>();

  constructor(story: string) {
    this.#story = story;
  }

  async join(one: string, how: string): Promise<void> {
    const patch = { email: this.#address(one), optedIn: how !== 'out', testPersona: how === 'persona', firstName: one };
    const known = `${this.#story}-${one}`;
    const { customerId } = await bench.engine.submit(submission(known, creation(known, patch)));
    this.#ids.set(one, customerId);
    if (how === 'in') this.#faithful.add(customerId);
  }

  #address(one: string): string {
    return `${one}@${this.#story}.example`;
  }

  async play(one: Step): Promise<void> {
    if (one.kind === 'settle') return await goOnUntil(isCaughtUp, () => 'the lanes are behind');
    if (one.kind === 'backfill') return await askForEverybody();
    if (one.kind === 'kill') {
      await sync.kill();
      sync = bench.start();
      return;
    }
    const id = this.#ids.get(one.name) ?? '';
    if (one.kind === 'merge') return await this.#submit(id, MERGE, this.#ids.get(one.from));
    await this.#submit(id, 'body' in one.deed ? one.deed.body : save({ email: this.#address(one.deed.address) }));
  }

  /** What the engine refuses is part of the story. */
  async #submit(id: string, body: FactBody, from?: string): Promise<void> {
    if (id === from) return;
    if (['processing.stop', 'customer.forget', 'customer.merge', 'customer.delete'].includes(body.kind))
      this.#faithful.delete(id);
    if (body.kind === 'customer.save' && body.patch.optedIn === false) this.#faithful.delete(id);
    if (from !== undefined) this.#faithful.delete(from);
    const peer = from === undefined ? {} : { peer: { kind: 'id', id: from } as const };
    await bench.engine.submit(submission({ kind: 'id', id }, body, peer)).catch((error: unknown) => {
      if (!(error instanceof EngineError)) throw error;
    });
  }

  async settled(): Promise<void> {
    let differences: readonly string[] = [];
    const compared = { customerIds: [...this.#ids.values()], faithful: this.#faithful, since };
    await goOnUntil(
      async () => {
        if (!(await isCaughtUp())) return false;
        differences = await differencesOf(bench, compared);
        return differences.length === 0;
      },
      () => differences.join('\n'),
    );
  }
}

/** One at a time: a second one is refused. */
async function askForEverybody(): Promise<void> {
  await startBackfill(bench.desk, 'infobip', { ask: { isForced: true }, actor: ACTOR }).catch((error: unknown) => {
    if (!(error instanceof EngineError)) throw error;
  });
}

let standing = '';

async function isCaughtUp(): Promise<boolean> {
  const { lanes, isServed, backfill } = await readStatus(bench.desk, 'infobip');
  standing = JSON.stringify({ isServed, lanes, backfill: backfill?.run.status });
  if (backfill !== null && backfill.run.status !== 'done') return false;
  return lanes.length === 2 && lanes.every(({ lagMs, failures }) => lagMs === null && failures === 0);
}

/** Time goes on meanwhile: lanes that wait, and customers who are to be tried again, come to their turn. */
function goOnUntil(isTrue: () => Promise<boolean>, words: () => string): Promise<void> {
  const goOn = (): Promise<boolean> => {
    bench.harness.now += 1_000;
    return isTrue();
  };
  return eventually(goOn, SETTLED_WITHIN_MS, () => [words(), standing, ...bench.logs.slice(-10)].join('\n'));
}
