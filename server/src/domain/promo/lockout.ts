// Bad tries and what they lead to: after so many within a time that begins with the first of them, the customer claims nothing
// for a while. Kept in counters, so that a decision has them at hand.

import { type Draft, emit, refuse } from '../draft.ts';
import type { Programme } from '../programme/programme.ts';
import type { CustomerState } from '../state.ts';
import { dayOf, type Instant, isoText, type Period, periodOf, shift } from '../time.ts';

const BAD = 'promo:bad';
const BAD_SINCE = 'promo:bad_since';
const LOCKED_UNTIL = 'promo:locked_until';
export const CLAIMS = 'promo:claims';

type Counted = Pick<CustomerState, 'counters'>;

function counted({ counters }: Counted, key: string): number {
  return counters.get(`e|${key}`) ?? 0;
}

function set(draft: Draft, key: string, value: number): void {
  emit(draft, { kind: 'count', key, period: 'e', by: value, set: true });
}

export type Lockout = {
  /** Null: not locked out. */
  readonly lockedUntil: Instant | null;
  readonly badTries: number;
  /** Bad tries that are left before a lockout. */
  readonly left: number;
};

export function lockoutOf(programme: Programme, state: Counted, now: Instant): Lockout {
  const { tries, within } = programme.document.settings.promo_codes.lockout;
  const until = counted(state, LOCKED_UNTIL);
  const isPast = shift(counted(state, BAD_SINCE), within, 1) <= now;
  const badTries = isPast ? 0 : counted(state, BAD);
  return { lockedUntil: until > now ? until : null, badTries, left: Math.max(0, tries - badTries) };
}

export type Limiter = { readonly times: number; readonly per: Period; readonly used: number };

/** How many codes the customer has claimed in the period that now lies in; null where nothing limits them. */
export function limiterOf(
  programme: Programme,
  state: Counted,
  { now, timeZone }: { readonly now: Instant; readonly timeZone: string },
): Limiter | null {
  const { limiter } = programme.document.settings.promo_codes;
  if (limiter === undefined) return null;
  const period = periodOf(dayOf(now, timeZone), limiter.per);
  return { ...limiter, used: state.counters.get(`${period}|${CLAIMS}`) ?? 0 };
}

export function checkNotLockedOut(draft: Draft): void {
  const { lockedUntil } = lockoutOf(draft.programme, draft.state, draft.now);
  if (lockedUntil !== null) refuse('promo_locked_out', { until: isoText(lockedUntil) });
}

export function countBadTry(draft: Draft): void {
  const { programme, now } = draft;
  const { for: duration } = programme.document.settings.promo_codes.lockout;
  const { badTries, left } = lockoutOf(programme, draft.state, now);
  if (badTries === 0) set(draft, BAD_SINCE, now);
  if (left > 1) return set(draft, BAD, badTries + 1);
  const until = shift(now, duration, 1);
  set(draft, BAD, 0);
  set(draft, LOCKED_UNTIL, until);
  draft.outcomes.push({ kind: 'promo_lockout', status: 'locked', until: isoText(until) });
}

/** By an agent; refused where there is nothing to take back. */
export function unlock(draft: Draft): void {
  const { lockedUntil, badTries } = lockoutOf(draft.programme, draft.state, draft.now);
  if (lockedUntil === null && badTries === 0) refuse('promo_not_locked_out');
  set(draft, BAD, 0);
  set(draft, LOCKED_UNTIL, 0);
  draft.outcomes.push({ kind: 'promo_lockout', status: 'reset', until: null });
}
