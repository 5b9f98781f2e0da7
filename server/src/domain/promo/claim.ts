// A customer claims a promo code. A try that fails is kept with its error and may count as a bad one; it gives nothing and uses
// nothing up. The code itself was reserved for this customer before deciding: that nobody else gets it is not decided here.

import { type Draft, emit, nextId, note, quotaLeft, refuse, rollBack, savepoint, useQuota } from '../draft.ts';
import { checkMaySpend } from '../points/spend.ts';
import type { PromoList } from '../programme/programme.ts';
import { promoCapKey } from '../quotas.ts';
import { recordsOf } from '../records.ts';
import { dayOf, periodOf } from '../time.ts';
import { normalCode, shownCode } from './code.ts';
import { CLAIMS, checkNotLockedOut, countBadTry, limiterOf } from './lockout.ts';
import type { PromoClaim, PromoCode, PromoError } from './promo.ts';

/** Those that somebody who guesses would make. */
const BAD: ReadonlySet<PromoError> = new Set(['promo_code_unknown', 'promo_code_used', 'promo_code_cancelled']);
const ONCE = { times: 1, per: 'ever' } as const;

export function claimCode(draft: Draft, written: string): void {
  if (draft.state.profile?.optedIn !== true) refuse('opted_out');
  checkMaySpend(draft);
  checkNotLockedOut(draft);
  const code = normalCode(written);
  const list = draft.programme.promoListByCode.get(code);
  const found = list === undefined ? draft.state.promoCodes.get(code) : undefined;
  const attempt: Attempt = {
    code,
    written,
    list: list ?? (found === undefined ? null : (draft.programme.promoLists.get(found.list) ?? null)),
    listName: list?.name ?? found?.list ?? null,
    found: found ?? null,
  };
  const error = whyNot(draft, attempt) ?? give(draft, attempt);
  if (error !== null) fail(draft, attempt, error);
}

type Attempt = {
  readonly code: string;
  readonly written: string;
  readonly list: PromoList | null;
  readonly listName: string | null;
  /** The code of its own; null for a multi-use one and for what nobody knows. */
  readonly found: PromoCode | null;
};

function whyNot(draft: Draft, { list, found }: Attempt): PromoError | null {
  if (list === null && found === null) return 'promo_code_unknown';
  const taken = found === null ? null : whyTaken(found);
  if (taken !== null) return taken;
  // A list that the programme dropped is over.
  if (list === null || list.definition.paused) return 'promo_code_expired';
  if (list.startsAt !== null && draft.now < list.startsAt) return 'promo_code_not_yet_valid';
  if (list.endsAt !== null && draft.now >= list.endsAt) return 'promo_code_expired';
  return whyTooMany(draft, list);
}

/** That a code is kept for somebody else is nobody's business: it is as unknown as any other. */
function whyTaken({ status, holder }: PromoCode): PromoError | null {
  switch (status) {
    case 'free':
      return null;
    case 'assigned':
      return holder === 'this' ? null : 'promo_code_unknown';
    case 'claimed':
      return holder === 'this' ? 'promo_code_claimed' : 'promo_code_used';
    default:
      return 'promo_code_cancelled';
  }
}

function whyTooMany(draft: Draft, list: PromoList): PromoError | null {
  const limit = limitOf(list);
  const used = limit === null ? 0 : (draft.state.counters.get(`${periodIn(draft, limit.per)}|${counterOf(list)}`) ?? 0);
  if (limit !== null && used >= limit.times)
    return list.code !== null && limit.times === 1 && limit.per === 'ever'
      ? 'promo_code_claimed'
      : 'promo_list_limit_reached';
  const limiter = limiterOf(draft.programme, draft.state, draft);
  if (limiter !== null && limiter.used >= limiter.times) return 'promo_limit_reached';
  const { global_entry_cap: cap } = list.definition;
  return cap !== undefined && quotaLeft(draft, promoCapKey(list.name), 'e', 1) < 1 ? 'promo_cap_reached' : null;
}

function limitOf({ definition, code }: PromoList) {
  return definition.per_customer ?? (code === null ? null : ONCE);
}

function counterOf({ name }: PromoList): string {
  return `promo:${name}`;
}

function periodIn(draft: Draft, per: Parameters<typeof periodOf>[1]): string {
  return periodOf(dayOf(draft.now, draft.timeZone), per);
}

/** Null when it was given; else nothing has changed. What a claim would give and cannot is not given next time by chance. */
function give(draft: Draft, attempt: Attempt): PromoError | null {
  const { list } = attempt;
  if (list === null) throw new Error('a claim without a list was not turned away');
  const before = savepoint(draft);
  count(draft, list);
  const rule = `promo/${list.name}`;
  note(draft, rule, 'given');
  const properties = { list: list.name, code: shown(attempt) };
  const happening = { name: '__platform.promo.claimed', quantity: 1, properties, at: draft.now };
  if (list.outcomes.length > 0) {
    const given = { rule, outcomes: list.outcomes, at: draft.now, happening, referenceType: 'Promo Code' };
    if (!draft.cascade.giveOutcomes(draft, given)) {
      const reasons = draft.trace.slice(before.trace.length).filter(([, verdict]) => verdict !== 'given');
      rollBack(draft, before);
      draft.trace.push(...reasons);
      return 'promo_not_given';
    }
  }
  keepClaimed(draft, attempt);
  draft.cascade.raise(draft, happening);
  return null;
}

function count(draft: Draft, list: PromoList): void {
  const limit = limitOf(list);
  if (limit !== null) emit(draft, { kind: 'count', key: counterOf(list), period: periodIn(draft, limit.per), by: 1 });
  const { limiter } = draft.programme.document.settings.promo_codes;
  if (limiter !== undefined) emit(draft, { kind: 'count', key: CLAIMS, period: periodIn(draft, limiter.per), by: 1 });
  if (list.definition.global_entry_cap !== undefined) useQuota(draft, promoCapKey(list.name), 'e', 1);
}

function keepClaimed(draft: Draft, attempt: Attempt): void {
  const { code, found } = attempt;
  if (found !== null) emit(draft, { kind: 'promo_code', code, status: 'claimed' });
  const assigned = assignedRow(draft, code);
  const row = assigned ?? newRow(draft, attempt);
  setPromoClaim(draft, { ...row, status: 'claimed', error: null, claimedAt: draft.now });
}

function fail(draft: Draft, attempt: Attempt, error: PromoError): void {
  if (BAD.has(error)) countBadTry(draft);
  note(draft, attempt.listName === null ? 'promo' : `promo/${attempt.listName}`, 'refused', { code: error });
  setPromoClaim(draft, { ...newRow(draft, attempt), status: 'failed', error });
}

function newRow(draft: Draft, attempt: Attempt): PromoClaim {
  return {
    id: nextId(draft),
    code: attempt.code,
    written: shown(attempt),
    list: attempt.listName,
    isSingle: attempt.found !== null,
    status: 'failed',
    error: null,
    rule: null,
    reason: null,
    by: draft.fact.actor.name,
    at: draft.now,
    claimedAt: null,
  };
}

function shown({ found, list, written, code }: Attempt): string {
  return found === null ? (list?.definition.code ?? written) : shownCode(code, found.written);
}

/** The row that says the code was assigned to this customer. */
export function assignedRow(draft: Draft, code: string): PromoClaim | undefined {
  return recordsOf(draft.state, 'promo_claim').find((row) => row.code === code && row.status === 'assigned');
}

export function setPromoClaim(draft: Draft, row: PromoClaim): void {
  emit(draft, { kind: 'record', record: { family: 'promo_claim', row } });
  const { id: claim_id, written: code, list, status, error, rule } = row;
  draft.outcomes.push({ kind: 'promo_code', claim_id, code, list, status, error, rule });
}
