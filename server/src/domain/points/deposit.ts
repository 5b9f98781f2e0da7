// Deposits: into which account, how much fits, when they expire, and what they fill first.

import type { Code } from '../codes.ts';
import { type Draft, emit, note, quotaLeft, refuse, useQuota } from '../draft.ts';
import type { DepositItem, JsonObject } from '../facts.ts';
import { declared } from '../programme/programme.ts';
import type { AccountDefinition, SourceDefinition } from '../programme/schema.ts';
import { type EntryKind, emptyBalance, netOf, type PointEntry, remainingOf } from '../state.ts';
import { dayOf, type Instant, periodOf } from '../time.ts';
import { isPastExpiry } from './available.ts';
import { book, type Movement, movement, tell } from './book.ts';
import { expiryOf } from './expiry.ts';

export type DepositRequest = {
  readonly account: string;
  readonly source: string;
  readonly amount: number;
  readonly availableAt: Instant | null;
  /** Null: by the account's policy. */
  readonly expiresAt: Instant | null;
  readonly within: Movement;
};

/** What was given; `blocked` says why it was less than asked for. */
export type Deposited = {
  readonly given: number;
  readonly entry: PointEntry | null;
  readonly blocked: { readonly code: Code; readonly detail: JsonObject } | null;
};

/** A deposit asked for over an API: refused when nothing of it fits, or skipped where a partial success is wanted. */
export function depositItem(draft: Draft, item: DepositItem): Deposited {
  const account = item.account ?? draft.programme.defaultAccounts[0] ?? refuse('no_default_account');
  checkSource(draft, item.source, account);
  const within = movement(draft.fact.occurredAt, 'Deposit', { reference: item.reference });
  const { source, amount, availableAt, expiresAt } = item;
  const deposited = deposit(draft, { account, source, amount, availableAt, expiresAt, within });
  if (deposited.given === 0 && deposited.blocked !== null) refuse(deposited.blocked.code, deposited.blocked.detail);
  return deposited;
}

export function accountOf(draft: Draft, name: string): AccountDefinition {
  return draft.programme.accounts.get(name) ?? refuse('unknown_account', { account: name });
}

export function checkSource(draft: Draft, name: string, account: string): SourceDefinition {
  const source = declared(draft.programme.document.sources, name) ?? refuse('unknown_source', { source: name });
  accountOf(draft, account);
  if (source.accounts !== undefined && !source.accounts.includes(account)) {
    refuse('source_not_linked', { source: name, account });
  }
  return source;
}

export function deposit(draft: Draft, request: DepositRequest): Deposited {
  const account = accountOf(draft, request.account);
  const source = checkSource(draft, request.source, request.account);
  const limited = limitBySource(draft, request, source);
  const fits = limitByBalance(draft, request.account, account, limited.amount);
  const given = fits.amount;
  const blocked = fits.blocked ?? limited.blocked;
  if (given < request.amount) {
    note(draft, `source/${request.source}`, 'clipped', { asked: request.amount, given, code: blocked?.code ?? null });
  }
  if (given <= 0) return { given: 0, entry: null, blocked };
  useSourceLimits(draft, request, source, given);
  const entry = bookDeposit(draft, { ...request, amount: given }, account, 'deposit');
  return { given, entry, blocked };
}

type Cut = { readonly amount: number; readonly blocked: Deposited['blocked'] };

function limitBySource(draft: Draft, request: DepositRequest, source: SourceDefinition): Cut {
  let amount = request.amount;
  const day = dayOf(request.within.at, draft.timeZone);
  for (const limit of source.limits) {
    if (limit.scope === 'customer') {
      const used = draft.state.counters.get(`${periodOf(day, limit.per)}|source:${request.source}`) ?? 0;
      amount = Math.min(amount, Math.max(0, limit.points - used));
    } else {
      amount = quotaLeft(
        draft,
        `source:${request.source}:${limit.per}`,
        totalPeriod(draft, request.within.at, limit.per),
        amount,
      );
    }
  }
  if (source.inventory !== undefined && amount > 0) {
    amount = quotaLeft(draft, `source:${request.source}:inventory`, 'e', amount);
  }
  return {
    amount,
    blocked: amount < request.amount ? { code: 'source_limit_reached', detail: { source: request.source } } : null,
  };
}

function limitByBalance(draft: Draft, name: string, account: AccountDefinition, amount: number): Cut {
  if (account.max_balance === undefined) return { amount, blocked: null };
  const room = account.max_balance - netOf(draft.state.balances.get(name) ?? emptyBalance(name));
  if (room >= amount) return { amount, blocked: null };
  const detail = { account: name, max_balance: account.max_balance };
  return { amount: Math.max(0, room), blocked: { code: 'max_balance_reached', detail } };
}

function useSourceLimits(draft: Draft, request: DepositRequest, source: SourceDefinition, given: number): void {
  const day = dayOf(request.within.at, draft.timeZone);
  const periods = new Set(
    source.limits.filter((limit) => limit.scope === 'customer').map((limit) => periodOf(day, limit.per)),
  );
  for (const period of periods) emit(draft, { kind: 'count', key: `source:${request.source}`, period, by: given });
  for (const limit of source.limits) {
    if (limit.scope !== 'total') continue;
    useQuota(draft, `source:${request.source}:${limit.per}`, totalPeriod(draft, request.within.at, limit.per), given);
  }
  if (source.inventory !== undefined) useQuota(draft, `source:${request.source}:inventory`, 'e', given);
}

/** Limits in total count by the programme's calendar, whatever zone a customer lives in. */
export function totalPeriod(draft: Draft, at: Instant, per: Parameters<typeof periodOf>[1]): string {
  return periodOf(dayOf(at, draft.programme.document.time_zone), per);
}

/** Books a deposit that is known to fit: the lot, what it fills of a debt, and its expiry if that has passed already. */
export function bookDeposit(
  draft: Draft,
  request: DepositRequest,
  account: AccountDefinition,
  kind: EntryKind,
): PointEntry {
  const { within, amount, source } = request;
  const entry = book(draft, within, {
    kind,
    account: request.account,
    amount,
    source,
    availableAt: request.availableAt !== null && request.availableAt > draft.now ? request.availableAt : null,
    expiresAt: request.expiresAt ?? expiryOf(account, within.at, draft.timeZone),
  });
  tell(draft, within, { kind, account: request.account, amount, source, entry });
  fillDebt(draft, within, entry);
  expireIfPast(draft, within, entry.id);
  return entry;
}

/** A deposit first fills what was spent beyond the lots. */
export function fillDebt(draft: Draft, within: Movement, entry: PointEntry): void {
  const debt = draft.state.balances.get(entry.account)?.debt ?? 0;
  const lot = draft.state.lots.get(entry.id);
  const amount = lot === undefined ? 0 : Math.min(debt, remainingOf(lot));
  if (amount <= 0 || lot === undefined) return;
  book(draft, within, { kind: 'settle', account: entry.account, amount, lot });
}

/** A late deposit whose expiry has passed is deposited and expired in the same decision. */
export function expireIfPast(draft: Draft, within: Movement, lotId: string): void {
  const lot = draft.state.lots.get(lotId);
  if (lot === undefined || !isPastExpiry(lot, draft.now)) return;
  const amount = remainingOf(lot) - lot.held;
  if (amount <= 0) return;
  const expired = movement(lot.expiresAt ?? within.at, 'Expiration');
  const entry = book(draft, expired, { kind: 'expire', account: lot.account, amount, lot });
  tell(draft, expired, { kind: 'expire', account: lot.account, amount: -amount, source: lot.source, entry });
}
