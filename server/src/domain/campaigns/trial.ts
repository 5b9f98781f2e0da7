// A campaign tried on what customers did: facts of the past are decided anew, with this campaign as the only rule, and what it
// would have given is told. Nothing follows into other rules or tiers, and nothing is saved.

import { type DecideContext, decide, decideHappening } from '../decide.ts';
import type { Decision, DecisionRecord, Quota, QuotaNeed } from '../decision.ts';
import type { Happening } from '../draft.ts';
import type { Fact, FactBody, FactKind } from '../facts.ts';
import { PLATFORM_PREFIX } from '../programme/platform-events.ts';
import type { Programme, ProgrammeHistory, Rule } from '../programme/programme.ts';
import { type CustomerState, emptyState, type Slice } from '../state.ts';
import { DAY_MS, type DateText, dayOf, type Instant } from '../time.ts';
import { openOccasion } from './occasions.ts';

/** What one decision would have given. */
export type Gain = {
  readonly customerId: string;
  readonly at: Instant;
  readonly isControl: boolean;
  readonly points: number;
  readonly offers: number;
  readonly messages: number;
  /** Of the offers, in the smallest unit of money. */
  readonly cost: number;
};

export type PastFact = {
  readonly id: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly body: FactBody;
};

const FACTS_OF: { readonly [event: string]: FactKind } = {
  '__platform.user.created': 'customer.save',
  '__platform.user.updated': 'customer.save',
  '__platform.user.opted_in': 'customer.save',
  '__platform.user.opted_out': 'customer.save',
  '__platform.user.referred': 'customer.referred',
  '__platform.points.deposited': 'points.deposit',
  '__platform.transaction.completed': 'transaction',
};

export type Replayed = {
  readonly kinds: readonly FactKind[];
  /** Names of the events that matter; of other kinds every fact does. */
  readonly events: readonly string[];
  /** Events that only the engine raises on its way, which nothing of the past can raise anew. */
  readonly left: readonly string[];
};

/** Which facts of the past a campaign listens to. */
export function replayedBy({ leaves }: Pick<Rule, 'leaves'>): Replayed {
  const names = [...new Set(leaves.map(({ event }) => event))];
  const events = names.filter((name) => !name.startsWith(PLATFORM_PREFIX));
  const kinds = names.flatMap((name) => FACTS_OF[name] ?? []);
  const left = names.filter((name) => name.startsWith(PLATFORM_PREFIX) && FACTS_OF[name] === undefined);
  return { kinds: [...new Set([...kinds, ...(events.length > 0 ? (['event'] as const) : [])])], events, left };
}

/** The programme with this campaign as its only rule, open at any time: what is tried is not live, or not yet. */
export function trialHistory(programme: Programme, rule: Rule): ProgrammeHistory {
  const open: Rule = { ...rule, standing: 'open', isPaused: false, startsAt: null, endsAt: null };
  const alone: Programme = {
    ...programme,
    rulesByEvent: new Map([...new Set(rule.leaves.map(({ event }) => event))].map((event) => [event, [open]])),
    rulesById: new Map([[open.id, open]]),
    occasions: [],
    tierSystems: [],
    taggedAudiences: [],
  };
  return { live: alone, at: () => alone, version: () => alone };
}

export type Trial = {
  readonly history: ProgrammeHistory;
  readonly rule: Rule;
  readonly from: Instant;
  readonly to: Instant;
};

/** What the campaign would have given a customer, whose state is as it is today, between two instants. */
export function tryOnPast(trial: Trial, today: CustomerState, facts: readonly PastFact[]): readonly Gain[] {
  const { profile } = today;
  if (profile === null || profile.deletedAt !== null || profile.testPersona) return [];
  if (trial.rule.trigger !== null) return tryOnOccasions(trial, today);
  // Who signed up meanwhile does so again; all others are judged as who they are today.
  const isNew = profile.createdAt >= trial.from && facts.some(({ body }) => body.kind === 'customer.save');
  const gains: Gain[] = [];
  let state = isNew ? withAllSlices(emptyState(today.id)) : asBefore(today, trial.rule);
  for (const { id, occurredAt, recordedAt, body } of facts) {
    const fact = { id, customerId: today.id, peerId: null, body, occurredAt, actor: SYSTEM };
    const decided = decideAnyhow({ history: trial.history, now: recordedAt, state }, (context) =>
      decide(context, state, fact),
    );
    if (decided?.kind !== 'decided') continue;
    state = decided.state;
    gains.push(...gainOf(trial, today.id, occurredAt, decided.record));
  }
  return gains;
}

function tryOnOccasions(trial: Trial, today: CustomerState): readonly Gain[] {
  const { rule, history } = trial;
  const { profile } = today;
  if (rule.trigger === null || profile === null) return [];
  const { document } = history.live;
  const timeZone = profile.timeZone ?? document.time_zone;
  const gains: Gain[] = [];
  let state = asBefore(today, rule);
  for (let day = trial.from; day <= trial.to; day += DAY_MS) {
    const now = firingTime(dayOf(day, timeZone), rule.trigger.at, timeZone);
    // Only what fired on that very day: what was open already was fired before.
    const occasion = openOccasion({ trigger: rule.trigger, profile, document, now });
    if (occasion?.at !== now || now < profile.createdAt) continue;
    const campaign = rule.id.slice('campaign/'.length);
    const fact = factAt(today.id, now, { kind: 'campaign.occasion', campaign });
    const decided = decideAnyhow({ history, now, state }, (context) => decide(context, state, fact));
    if (decided?.kind !== 'decided') continue;
    state = decided.state;
    gains.push(...gainOf(trial, today.id, now, decided.record));
  }
  return gains;
}

function firingTime(day: DateText, at: string, timeZone: string): Instant {
  return Temporal.PlainDate.from(day).toZonedDateTime({ timeZone, plainTime: at }).epochMilliseconds;
}

function gainOf({ rule, history }: Trial, customerId: string, at: Instant, record: DecisionRecord): readonly Gain[] {
  const verdicts = record.trace.filter(([id]) => id === rule.id).map(([, verdict]) => verdict);
  const isControl = verdicts.includes('control');
  if (!isControl && !verdicts.includes('given')) return [];
  const gain = { points: 0, offers: 0, messages: 0, cost: 0 };
  for (const outcome of record.outcomes) {
    if (outcome.kind === 'message') gain.messages += 1;
    if (!('rule' in outcome) || outcome.rule !== rule.id) continue;
    if (outcome.kind === 'points') gain.points += Math.max(0, outcome.amount);
    if (outcome.kind === 'offer') {
      gain.offers += 1;
      gain.cost += history.live.document.offers[outcome.offer]?.cost ?? 0;
    }
  }
  return [{ customerId, at, isControl, ...gain }];
}

/** One event tried now on one customer, among all the other rules; for campaigns of occasions, the next occasion is. */
export function tryOnCustomer(
  programme: Programme,
  rule: Rule,
  { state, now, happening }: { readonly state: CustomerState; readonly now: Instant; readonly happening: Happening },
): { readonly at: Instant; readonly record: DecisionRecord } {
  const open: Rule = { ...rule, standing: 'open', isPaused: false, startsAt: null, endsAt: null };
  const swap = (one: Rule): Rule => (one.id === rule.id ? open : one);
  const live: Programme = {
    ...programme,
    rulesByEvent: new Map([...programme.rulesByEvent].map(([event, rules]) => [event, rules.map(swap)])),
    rulesById: new Map([...programme.rulesById].map(([id, one]) => [id, swap(one)])),
    occasions: programme.occasions.map(swap),
  };
  const history = { live, at: () => live, version: () => live };
  const ready = withAllSlices(state);
  const at = rule.trigger === null ? now : (nextOccasion(live, open, state, now) ?? now);
  const decided = decideAnyhow({ history, now: at, state: ready }, (context) => {
    const campaign = rule.id.slice('campaign/'.length);
    const fact = factAt(state.id, at, { kind: 'campaign.occasion', campaign });
    return rule.trigger === null ? decideHappening(context, ready, fact, happening) : decide(context, ready, fact);
  });
  if (decided === null) throw new Error('Deciding asked again for what it was given.');
  return { at, record: decided.record };
}

const DAYS_AHEAD = 400;

/** When the occasion comes next for a customer, within the next year; null when it does not. */
function nextOccasion(programme: Programme, rule: Rule, state: CustomerState, now: Instant): Instant | null {
  const { trigger } = rule;
  const { profile } = state;
  if (trigger === null || profile === null) return null;
  const { document } = programme;
  const timeZone = profile.timeZone ?? document.time_zone;
  for (let day = 0; day <= DAYS_AHEAD; day += 1) {
    const at = firingTime(dayOf(now + day * DAY_MS, timeZone), trigger.at, timeZone);
    if (at >= now && openOccasion({ trigger, profile, document, now: at })?.at === at) return at;
  }
  return null;
}

const SYSTEM = { kind: 'run', name: 'trial' } as const;
const FACT_ID = '01900000-0000-7000-8000-000000000000';

function factAt(customerId: string, occurredAt: Instant, body: FactBody): Fact {
  return { id: FACT_ID, customerId, peerId: null, body, occurredAt, actor: SYSTEM };
}

/** What a trial leaves out of account: how often the campaign gave already. What the customer agreed to stays. */
function asBefore(state: CustomerState, rule: Rule): CustomerState {
  const marks = [`|${rule.limitKey}`, `|round:${rule.id}`, `|occasion:${rule.id}`, `|control:${rule.id}`];
  const counters = [...state.counters].filter(([key]) => !marks.some((mark) => key.endsWith(mark)));
  const own = new Set(rule.leaves.map(({ metric }) => metric));
  const tallies = [...state.tallies].filter(([metric]) => !own.has(metric));
  return withAllSlices({ ...state, counters: new Map(counters), tallies: new Map(tallies) });
}

const SLICES: readonly Slice[] = ['all_lots', 'open_lots', 'holds', 'tier_moves', 'windows', 'wallet'];

function withAllSlices(state: CustomerState): CustomerState {
  return { ...state, has: new Set([...state.has, ...SLICES]) };
}

const ROUNDS = 6;

/** What is not there is taken for empty, and totals for inexhaustible: they are held against the sums afterwards. */
function decideAnyhow(
  given: { readonly history: ProgrammeHistory; readonly now: Instant; readonly state: CustomerState },
  attempt: (context: DecideContext) => Decision,
): Exclude<Decision, { kind: 'needs' }> | null {
  const { history, now, state } = given;
  const quotas = new Map<string, Quota>();
  for (let round = 0; round < ROUNDS; round += 1) {
    const decision = attempt({ history, now, quotas, isHistory: false });
    if (decision.kind !== 'needs') return decision;
    for (const slice of decision.slices) state.has.add(slice);
    for (const need of decision.quotas) quotas.set(`${need.key}|${need.period}`, plenty(need));
  }
  return null;
}

function plenty({ amount }: QuotaNeed): Quota {
  const limit = Math.max(amount, Number.MAX_SAFE_INTEGER / 2);
  return { left: limit, used: 0, isFinal: true, limit };
}
