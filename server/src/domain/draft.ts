// The working copy of one decision: a state that may change, the effects so far, and fuel. Lives only inside `decide`.

import type { Code } from './codes.ts';
import type {
  Decision,
  DecisionRecord,
  Effect,
  OutcomeRecord,
  Quota,
  QuotaNeed,
  ToldEvent,
  TraceEntry,
  Verdict,
} from './decision.ts';
import type { Fact, JsonObject } from './facts.ts';
import { effectId } from './ids.ts';
import { availableIn } from './points/available.ts';
import type { Outcome, Programme, ProgrammeHistory } from './programme/programme.ts';
import type { Basket } from './purchases/basket.ts';
import type { Grant } from './purchases/purchase.ts';
import { copyState, reduce } from './reduce.ts';
import { type CustomerState, MERGE, type PointEntry, type Slice } from './state.ts';
import { type Instant, shift } from './time.ts';

export type DecideContext = {
  readonly history: ProgrammeHistory;
  readonly now: Instant;
  /** By `${key}|${period}`; what this partition may still spend of limits in total. */
  readonly quotas: ReadonlyMap<string, Quota>;
  /** History is booked without outcomes and without the lateness limit. */
  readonly isHistory: boolean;
  /** By `${subject} ${name}`; what actors with limits have given by hand today. */
  readonly goodwill?: ReadonlyMap<string, number>;
};

/** Cascades deeper than this are refused: rules that set each other off. */
const DEPTH_MAX = 8;
/** Rules looked at and effects made in one decision; far above what sane programmes need. */
const FUEL = 2_000;

/** Something that rules may listen to: a customer's event, or one that followed from a decision. */
export type Happening = {
  readonly name: string;
  readonly quantity: number;
  readonly properties: JsonObject;
  readonly at: Instant;
  /** The purchase, of the event that one was completed. */
  readonly basket?: Basket;
};

export type Given = {
  /** The rule that gives, for traces and the ledger. */
  readonly rule: string;
  readonly outcomes: readonly Outcome[];
  /** When the giving counts as done: the event's time, or now. */
  readonly at: Instant;
  readonly happening: Happening | null;
  readonly referenceType: string;
};

/** How one thing leads to the next. Handed in by `decide`, so that rules, outcomes and tiers need not import each other. */
export type Cascade = {
  raise(draft: Draft, happening: Happening): void;
  judgeTiers(draft: Draft): void;
  /** True when something was given. */
  giveOutcomes(draft: Draft, given: Given): boolean;
};

export type Draft = {
  readonly context: DecideContext;
  readonly cascade: Cascade;
  /** The live version: entrance, limits of accounts, what is due. */
  readonly programme: Programme;
  /** The version that was live when the fact happened: its rules and rates. */
  readonly programmeThen: Programme;
  readonly fact: Fact;
  readonly now: Instant;
  readonly timeZone: string;
  state: CustomerState;
  effects: Effect[];
  trace: TraceEntry[];
  outcomes: OutcomeRecord[];
  told: ToldEvent[];
  quotaUsed: Map<string, number>;
  touched: Set<string>;
  position: number;
  fuel: number;
  depth: number;
  /** What has changed since entrance was last judged: `points:<account>`, `event:<metric>`, `customer`. */
  stale: Set<string>;
  /** What rules gave for the purchase that is decided. */
  grants: Grant[];
};

/** Ends a decision early: with a refusal, or asking for what was not loaded. Caught in `settle`, never seen outside. */
class Stop extends Error {
  readonly decision: (draft: Draft) => Decision;

  constructor(decision: (draft: Draft) => Decision) {
    super('stop');
    this.decision = decision;
  }
}

export function openDraft(context: DecideContext, cascade: Cascade, state: CustomerState, fact: Fact): Draft {
  const programme = context.history.live;
  return {
    context,
    cascade,
    programme,
    programmeThen: fact.occurredAt < programme.liveFrom ? context.history.at(fact.occurredAt) : programme,
    fact,
    now: context.now,
    timeZone: state.profile?.timeZone ?? programme.document.time_zone,
    state: copyState(state),
    effects: [],
    trace: [],
    outcomes: [],
    told: [],
    quotaUsed: new Map(),
    touched: new Set(),
    position: 0,
    fuel: FUEL,
    depth: 0,
    stale: new Set(),
    grants: [],
  };
}

/** Runs the steps of a decision and turns its ending, early or not, into a value. */
export function settle(draft: Draft, steps: (draft: Draft) => void): Decision {
  try {
    steps(draft);
  } catch (stop) {
    if (stop instanceof Stop) return stop.decision(draft);
    throw stop;
  }
  return { kind: 'decided', state: draft.state, effects: draft.effects, record: recordOf(draft) };
}

function recordOf(draft: Draft): DecisionRecord {
  const balances: { [account: string]: number } = {};
  for (const account of draft.touched) balances[account] = availableIn(draft.state, account, draft.now);
  return {
    outcomes: draft.outcomes,
    trace: draft.trace,
    balances,
    ...(draft.told.length === 0 ? {} : { events: draft.told }),
    ...(draft.context.isHistory ? { history: true } : {}),
  };
}

export function refuse(code: Code, detail: JsonObject = {}): never {
  throw new Stop((draft) => ({
    kind: 'refused',
    record: { refusal: { code, detail }, outcomes: [], trace: draft.trace, balances: {} },
  }));
}

/** True when a thrown value is a refusal of this decision; gives its code and detail to callers that go on without the part. */
export function refusalOf(thrown: unknown, draft: Draft): { code: Code; detail: JsonObject } | null {
  if (!(thrown instanceof Stop)) return null;
  const decision = thrown.decision(draft);
  return decision.kind === 'refused' ? decision.record.refusal : null;
}

export function requireSlice(draft: Pick<Draft, 'state'>, ...slices: readonly Slice[]): void {
  const missing = slices.filter((slice) => !draft.state.has.has(slice));
  if (missing.length > 0) throw new Stop(() => ({ kind: 'needs', slices: missing, quotas: [] }));
}

function requireQuota(need: QuotaNeed): never {
  throw new Stop(() => ({ kind: 'needs', slices: [], quotas: [need] }));
}

/** Test personas use up no stock, budget or limit in total. */
function isCounted({ state }: Draft): boolean {
  return state.profile?.testPersona !== true;
}

/**
 * Takes up to `amount` of a limit in total; fewer only when nothing more is to be had anywhere. The caller decides whether
 * a part will do, and books it with `useQuota`.
 */
export function quotaLeft(draft: Draft, key: string, period: string, amount: number): number {
  if (!isCounted(draft)) return amount;
  const name = `${key}|${period}`;
  const quota = draft.context.quotas.get(name);
  const left = (quota?.left ?? 0) - (draft.quotaUsed.get(name) ?? 0);
  if (left >= amount) return amount;
  if (quota === undefined || !quota.isFinal)
    requireQuota({ key, period, amount: amount + (draft.quotaUsed.get(name) ?? 0) });
  return Math.max(0, left);
}

export function useQuota(draft: Draft, key: string, period: string, amount: number): void {
  if (amount === 0 || !isCounted(draft)) return;
  const name = `${key}|${period}`;
  draft.quotaUsed.set(name, (draft.quotaUsed.get(name) ?? 0) + amount);
  emit(draft, { kind: 'quota', key, period, by: amount });
}

/** Gives back what was taken of a limit in total; never more than this partition took. */
export function giveBackQuota(draft: Draft, key: string, period: string, amount: number): void {
  const name = `${key}|${period}`;
  const used = (draft.context.quotas.get(name)?.used ?? 0) + (draft.quotaUsed.get(name) ?? 0);
  useQuota(draft, key, period, -Math.min(amount, Math.max(0, used)));
}

export function nextId(draft: Draft): string {
  draft.position += 1;
  return effectId(draft.fact.id, draft.position);
}

export function emit(draft: Draft, effect: Effect): void {
  burn(draft, '');
  if (effect.kind === 'entry') {
    shiftWindows(draft, effect.entry);
    draft.touched.add(effect.entry.account);
    draft.stale.add(`points:${effect.entry.account}`);
  }
  draft.effects.push(effect);
  reduce(draft.state, effect);
}

export function note(draft: Draft, rule: string, verdict: Verdict, detail?: JsonObject): void {
  draft.trace.push(detail === undefined ? [rule, verdict] : [rule, verdict, detail]);
}

/** Spends fuel; out of it the whole fact is refused, naming the rule that ran last. */
export function burn(draft: Draft, rule: string): void {
  draft.fuel -= 1;
  if (draft.fuel < 0) refuse('cascade_too_deep', { rule });
}

/** Runs what follows from something, one level deeper. */
export function deeper(draft: Draft, rule: string, steps: () => void): void {
  draft.depth += 1;
  if (draft.depth > DEPTH_MAX) refuse('cascade_too_deep', { rule });
  steps();
  draft.depth -= 1;
}

export type Savepoint = Pick<
  Draft,
  'state' | 'effects' | 'trace' | 'outcomes' | 'told' | 'quotaUsed' | 'touched' | 'depth' | 'stale' | 'grants'
>;

export function savepoint(draft: Draft): Savepoint {
  return {
    state: copyState(draft.state),
    effects: [...draft.effects],
    trace: [...draft.trace],
    outcomes: [...draft.outcomes],
    told: [...draft.told],
    quotaUsed: new Map(draft.quotaUsed),
    touched: new Set(draft.touched),
    depth: draft.depth,
    stale: new Set(draft.stale),
    grants: [...draft.grants],
  };
}

/** Undoes everything since the savepoint, but keeps the positions used, so that ids are never given twice. */
export function rollBack(draft: Draft, to: Savepoint): void {
  Object.assign(draft, to);
}

/** Keeps the sums over windows in step with what this decision books; load computed them up to now. */
function shiftWindows(draft: Draft, entry: PointEntry): void {
  const { state, programme, now } = draft;
  if (!state.has.has('windows')) return;
  const isCarried = entry.kind === 'transfer_in' && entry.referenceType === MERGE;
  const isGain = entry.kind === 'deposit' || entry.kind === 'roll_in' || isCarried;
  if (!isGain && entry.kind !== 'reverse' && entry.kind !== 'uncount') return;
  const lot = entry.lotId === null ? undefined : state.lots.get(entry.lotId);
  if (!isGain && lot?.earned !== true) return;
  const occurredAt = isGain ? entry.occurredAt : (lot?.occurredAt ?? entry.occurredAt);
  for (const window of programme.windows) {
    if (window.account !== entry.account || occurredAt > now) continue;
    if (window.span !== null && occurredAt <= shift(now, window.span, -1)) continue;
    const since = state.tiers.get(window.system)?.countsSince ?? null;
    if (since !== null && occurredAt <= since) continue;
    const before = state.earned.now.get(window.key) ?? 0;
    state.earned.now.set(window.key, before + (isGain ? entry.amount : -entry.amount));
  }
}
