// Sums up what the decisions of a batch gave for each campaign: one row per campaign, however large the batch. It is written
// under one of the partitions that the batch has locked, so that no other batch is at that row. Test personas do not count.
import type { Decision, Effect } from '../domain/decision.ts';
import type { DateText } from '../domain/time.ts';
import type { CampaignFigures, CampaignResult } from '../storage/campaign-results.ts';

const PREFIX = 'campaign/';
const CONTROL = 'control:';

type Decided = Extract<Decision, { kind: 'decided' }>;
type Figures = { -readonly [figure in keyof CampaignFigures]: number };

export class CampaignResults {
  readonly #day: DateText;
  readonly #figures = new Map<string, Figures>();
  #partition = 0;

  constructor(day: DateText) {
    this.#day = day;
  }

  add(partition: number, { state, record, effects }: Decided): void {
    if (state.profile?.testPersona === true) return;
    this.#partition = partition;
    for (const [rule, verdict] of record.trace) {
      if (verdict === 'given') this.#count(rule, 'given', 1);
    }
    for (const effect of effects) this.#addEffect(effect);
  }

  rows(): readonly CampaignResult[] {
    const [day, partition] = [this.#day, this.#partition];
    return [...this.#figures].map(([campaign, figures]) => ({ campaign, day, partition, ...figures }));
  }

  #addEffect(effect: Effect): void {
    switch (effect.kind) {
      case 'count':
        if (effect.key.startsWith(CONTROL)) this.#count(effect.key.slice(CONTROL.length), 'control', 1);
        return;
      case 'entry':
        if (effect.entry.kind === 'deposit') this.#count(effect.entry.rule, 'points', effect.entry.amount);
        return;
      case 'offer':
        if (effect.offer.status === 'issued') this.#count(effect.offer.rule, 'offers', 1);
        return;
      case 'message':
        this.#count(effect.message.rule, 'messages', 1);
        return;
      default:
        return;
    }
  }

  #count(rule: string | null, figure: keyof CampaignFigures, by: number): void {
    if (rule === null || !rule.startsWith(PREFIX)) return;
    const campaign = rule.slice(PREFIX.length);
    const figures = this.#figures.get(campaign) ?? { given: 0, control: 0, points: 0, offers: 0, messages: 0 };
    figures[figure] += by;
    this.#figures.set(campaign, figures);
  }
}
