// The parts of a customer's state as they come out of the database: compact JSON arrays, read by position.
// Each SQL expression stands beside the function that reads it, so that the two change together.
import type { JsonObject } from '../domain/facts.ts';
import type { Balance, Hold, Lot, Tag, TallyEntry, TierMembership, TierMove, UserOffer } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';

export type BalanceItem = readonly [
  account: string,
  deposited: number,
  transferredIn: number,
  spent: number,
  expired: number,
  reversed: number,
  transferredOut: number,
  held: number,
  debt: number,
  uncollected: number,
  activeAt: string | null,
];
export const BALANCE_ITEM = `json_build_array(b.account, b.deposited, b.transferred_in, b.spent, b.expired, b.reversed,
         b.transferred_out, b.held, b.debt, b.uncollected, b.active_at)`;

export function balanceOf(item: BalanceItem): Balance {
  const [
    account,
    deposited,
    transferredIn,
    spent,
    expired,
    reversed,
    transferredOut,
    held,
    debt,
    uncollected,
    activeAt,
  ] = item;
  return {
    account,
    deposited,
    transferredIn,
    spent,
    expired,
    reversed,
    transferredOut,
    held,
    debt,
    uncollected,
    activeAt: instantOf(activeAt),
  };
}

export type LotItem = readonly [
  id: string,
  account: string,
  source: string,
  amount: number,
  spent: number,
  expired: number,
  reversed: number,
  moved: number,
  held: number,
  occurredAt: string,
  availableAt: string | null,
  expiresAt: string | null,
  earned: boolean,
  noticed: boolean,
];
export const LOT_ITEM = `json_build_array(l.id, l.account, l.source, l.amount, l.spent, l.expired, l.reversed, l.moved, l.held,
         l.occurred_at, l.available_at, l.expires_at, l.is_earned, l.is_noticed)`;

export function lotOf(item: LotItem): Lot {
  const [id, account, source, amount, spent, expired, reversed, moved, held, occurredAt, availableAt, expiresAt] = item;
  return {
    id,
    account,
    source,
    amount,
    spent,
    expired,
    reversed,
    moved,
    held,
    occurredAt: Date.parse(occurredAt),
    availableAt: instantOf(availableAt),
    expiresAt: instantOf(expiresAt),
    earned: item[12],
    noticed: item[13],
  };
}

export type HoldItem = readonly [
  id: string,
  amount: number,
  status: Hold['status'],
  expiresAt: string,
  parts: Hold['parts'],
];
export const HOLD_ITEM = 'json_build_array(h.id, h.amount, h.status, h.expires_at, h.parts)';

export function holdOf([id, amount, status, expiresAt, parts]: HoldItem): Hold {
  return { id, amount, status, expiresAt: Date.parse(expiresAt), parts };
}

export type TierItem = readonly [
  system: string,
  level: string,
  since: string,
  maintainedAt: string,
  maintenanceAt: string | null,
  anniversaryAt: string,
  countsSince: string | null,
];
export const TIER_ITEM = `json_build_array(t.system, t.level, t.since, t.maintained_at, t.maintenance_at, t.anniversary_at,
         t.counts_since)`;

export function tierOf(item: TierItem): TierMembership {
  const [system, level, since, maintainedAt, maintenanceAt, anniversaryAt, countsSince] = item;
  return {
    system,
    level,
    since: Date.parse(since),
    maintainedAt: Date.parse(maintainedAt),
    maintenanceAt: instantOf(maintenanceAt),
    anniversaryAt: Date.parse(anniversaryAt),
    countsSince: instantOf(countsSince),
  };
}

export type TierMoveItem = readonly [
  id: string,
  system: string,
  from: string | null,
  to: string,
  reason: TierMove['reason'],
  occurredAt: string,
  maintenanceAt: string | null,
  countsSince: string | null,
  note: string | null,
];
export const TIER_MOVE_ITEM = `json_build_array(m.id, m.system, m.from_level, m.to_level, m.reason, m.occurred_at, m.maintenance_at,
         m.counts_since, m.note)`;

export function tierMoveOf(item: TierMoveItem): TierMove {
  const [id, system, from, to, reason, occurredAt, maintenanceAt, countsSince, note] = item;
  return {
    id,
    system,
    from,
    to,
    reason,
    occurredAt: Date.parse(occurredAt),
    maintenanceAt: instantOf(maintenanceAt),
    countsSince: instantOf(countsSince),
    note,
  };
}

export type CounterItem = readonly [period: string, key: string, value: number];
export const COUNTER_ITEM = 'json_build_array(n.period, n.key, n.value)';

export type TallyItem = readonly [metric: string, at: string, factId: string, value: number];
export const TALLY_ITEM = 'json_build_array(y.metric, y.at, y.fact_id, y.value)';

export function tallyOf([, at, factId, value]: TallyItem): TallyEntry {
  return { at: Date.parse(at), factId, value };
}

export type TagItem = readonly [tag: string, count: number, expiresAt: string | null];
export const TAG_ITEM = 'json_build_array(g.tag, g.count, g.expires_at)';

export function tagOf([tag, count, expiresAt]: TagItem): Tag {
  return { tag, count, expiresAt: instantOf(expiresAt) };
}

export type OfferItem = readonly [
  id: string,
  offer: string,
  status: UserOffer['status'],
  issuedAt: string,
  startsAt: string | null,
  expiresAt: string | null,
  rule: string | null,
  redeemedAt: string | null,
  transactionId: string | null,
  orderId: string | null,
  customData: JsonObject,
  codeHash: string | null,
  codeExpiresAt: string | null,
];
export const OFFER_ITEM = `json_build_array(o.id, o.offer, o.status, o.issued_at, o.starts_at, o.expires_at, o.rule, o.redeemed_at,
         o.transaction_id, o.order_id, o.custom_data, o.code_hash, o.code_expires_at)`;

export function offerOf(item: OfferItem): UserOffer {
  const [id, offer, status, issuedAt, startsAt, expiresAt, rule, redeemedAt, ...rest] = item;
  const [transactionId, orderId, customData, codeHash, codeExpiresAt] = rest;
  return {
    id,
    offer,
    status,
    issuedAt: Date.parse(issuedAt),
    startsAt: instantOf(startsAt),
    expiresAt: instantOf(expiresAt),
    rule,
    redeemedAt: instantOf(redeemedAt),
    transactionId,
    orderId,
    customData,
    codeHash,
    codeExpiresAt: instantOf(codeExpiresAt),
  };
}

function instantOf(text: string | null): Instant | null {
  return text === null ? null : Date.parse(text);
}
