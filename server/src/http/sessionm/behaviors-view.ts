// What a decision gave, as the reply to an event tells it: each behavior that was completed or advanced with the points that
// came of it, and everything that followed without a behavior of its own, such as a new tier.
import type { DecisionRecord, OutcomeRecord } from '../../domain/decision.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { accountView } from './balances-view.ts';
import type { Call } from './call.ts';

export function behaviorsView(call: Call, customerId: string, record: DecisionRecord) {
  return record.trace.flatMap(([rule, verdict, detail]) => {
    if (verdict !== 'given' && verdict !== 'progress') return [];
    const { guids } = call.site;
    const campaign = /^campaign\/(.+)$/.exec(rule)?.[1];
    const isCompleted = verdict === 'given';
    return [
      {
        campaign_id: campaign === undefined ? null : guids.of('campaign', campaign),
        behavior_id: guids.of('behavior', rule),
        name: titleOf(call.programme, rule),
        state: isCompleted ? 'completed' : 'in_progress',
        count: isCompleted ? 1 : numberIn(detail?.has),
        ...(isCompleted ? {} : { required: numberIn(detail?.need) }),
        outcomes: record.outcomes
          .filter((outcome) => ruleOf(outcome) === rule)
          .map((outcome) => outcomeView(call, customerId, outcome)),
      },
    ];
  });
}

/** Outcomes that no behavior of the reply has. */
export function outcomesView(call: Call, customerId: string, record: DecisionRecord) {
  const rules = new Set(record.trace.filter(([, verdict]) => verdict === 'given').map(([rule]) => rule));
  return record.outcomes
    .filter((outcome) => outcome.kind !== 'profile' && outcome.kind !== 'hold')
    .filter((outcome) => !rules.has(ruleOf(outcome) ?? ''))
    .map((outcome) => outcomeView(call, customerId, outcome));
}

/** The rule that gave points or an offer; of other outcomes it is not recorded. */
function ruleOf(outcome: OutcomeRecord): string | null {
  return outcome.kind === 'points' || outcome.kind === 'offer' ? outcome.rule : null;
}

function titleOf(programme: Programme, rule: string): string {
  return programme.rulesById.get(rule)?.title ?? rule;
}

function numberIn(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

function outcomeView(call: Call, customerId: string, outcome: OutcomeRecord) {
  const { guids } = call.site;
  switch (outcome.kind) {
    case 'points':
      return {
        type: 'points',
        amount: outcome.amount,
        ...accountView(call, customerId, outcome.account),
        point_source_id: outcome.source === null ? null : guids.of('source', outcome.source),
        expires_at: outcome.expires_at,
      };
    case 'tier':
      return {
        type: 'tier',
        tier_system_id: guids.of('tier_system', outcome.system),
        tier_level_id: guids.of('tier_level', `${outcome.system}/${outcome.to}`),
        tier: outcome.to,
        previous_tier: outcome.from,
        reason: outcome.reason,
      };
    case 'tag':
      return { type: 'tag', tag: outcome.tag, count: outcome.count, expires_at: outcome.expires_at };
    case 'attribute':
      return { type: 'attribute', attribute: outcome.attribute, value: outcome.value };
    case 'event':
      return { type: 'event', event: outcome.name };
    case 'offer':
      return {
        type: 'offer',
        offer_id: guids.of('offer', outcome.offer),
        user_offer_id: outcome.user_offer_id,
        expires_at: outcome.expires_at,
      };
    case 'message':
      return { type: 'message', message: outcome.message, message_id: outcome.message_id };
    case 'campaign':
      return { type: 'campaign', campaign_id: guids.of('campaign', outcome.campaign), action: outcome.action };
    case 'hold':
    case 'profile':
      return { type: outcome.kind };
  }
}
