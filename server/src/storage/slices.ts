// Parts of a customer's state that only some facts need: every open lot or hold, the wallet, the tier moves so far, and what a
// reversal names. Each is one statement for all customers that need it, added to the states that load has made.
import type pg from 'pg';
import { EFFECTS_MAX, effectId, factIdOf } from '../domain/ids.ts';
import { type CustomerState, type EntryKind, REVERSAL, type ReversibleEntry } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { uuids } from './arrays.ts';
import * as rows from './state-rows.ts';

type ItemRow<Item> = { readonly customer_id: string; readonly item: Item };
type States = ReadonlyMap<string, CustomerState>;

/** What a decision has changed already stays as the decision left it. */
function addAbsent<T>(known: Map<string, T> | undefined, id: string, make: () => T): void {
  if (known !== undefined && !known.has(id)) known.set(id, make());
}

export async function loadOpenLots(
  client: pg.PoolClient,
  customerIds: readonly string[],
  states: States,
): Promise<void> {
  const { rows: found } = await client.query<ItemRow<rows.LotItem>>({
    name: 'load-open-lots',
    text: `select l.customer_id, ${rows.LOT_ITEM} as item from laurel.lot l
           where l.customer_id = any($1::uuid[]) and l.is_open
           order by l.customer_id, l.id`,
    values: [uuids(customerIds)],
  });
  for (const { customer_id, item } of found) addAbsent(states.get(customer_id)?.lots, item[0], () => rows.lotOf(item));
  for (const id of customerIds) states.get(id)?.has.add('open_lots');
}

/** Every lot, used up or not: what a merge carries over. A customer with more is not merged. */
const ALL_LOTS_MAX = 10_000;

export async function loadAllLots(
  client: pg.PoolClient,
  customerIds: readonly string[],
  states: States,
): Promise<void> {
  const { rows: found } = await client.query<ItemRow<rows.LotItem>>({
    name: 'load-all-lots',
    text: `select l.customer_id, ${rows.LOT_ITEM} as item from laurel.lot l
           where l.customer_id = any($1::uuid[])
           order by l.customer_id, l.id
           limit $2`,
    values: [uuids(customerIds), ALL_LOTS_MAX],
  });
  for (const { customer_id, item } of found) addAbsent(states.get(customer_id)?.lots, item[0], () => rows.lotOf(item));
  for (const id of customerIds) states.get(id)?.has.add('all_lots').add('open_lots');
}

export async function loadOpenHolds(
  client: pg.PoolClient,
  customerIds: readonly string[],
  states: States,
): Promise<void> {
  const { rows: found } = await client.query<ItemRow<rows.HoldItem>>({
    name: 'load-open-holds',
    text: `select h.customer_id, ${rows.HOLD_ITEM} as item from laurel.hold h
           where h.customer_id = any($1::uuid[]) and h.is_open
           order by h.customer_id, h.id`,
    values: [uuids(customerIds)],
  });
  for (const { customer_id, item } of found)
    addAbsent(states.get(customer_id)?.holds, item[0], () => rows.holdOf(item));
  for (const id of customerIds) states.get(id)?.has.add('holds');
}

/** One hold of each customer, open or not: a capture of a closed one is told so, not that there is none. */
export async function loadHolds(
  client: pg.PoolClient,
  named: readonly { customerId: string; holdId: string }[],
  states: States,
): Promise<void> {
  const { rows: found } = await client.query<ItemRow<rows.HoldItem>>({
    name: 'load-holds',
    text: `select h.customer_id, ${rows.HOLD_ITEM} as item
           from   unnest($1::uuid[], $2::uuid[]) as r(customer_id, id)
                  join laurel.hold h on h.customer_id = r.customer_id and h.id = r.id
           order by h.customer_id, h.id`,
    values: [uuids(named.map(({ customerId }) => customerId)), uuids(named.map(({ holdId }) => holdId))],
  });
  for (const { customer_id, item } of found)
    addAbsent(states.get(customer_id)?.holds, item[0], () => rows.holdOf(item));
}

/** In the order in which they came into force: ids of two processes' facts within one millisecond have no order. */
export async function loadTierMoves(
  client: pg.PoolClient,
  customerIds: readonly string[],
  states: States,
): Promise<void> {
  const { rows: found } = await client.query<ItemRow<rows.TierMoveItem>>({
    name: 'load-tier-moves',
    text: `select m.customer_id, ${rows.TIER_MOVE_ITEM} as item from laurel.tier_move m
           where m.customer_id = any($1::uuid[])
           order by m.customer_id, m.occurred_at, m.id`,
    values: [uuids(customerIds)],
  });
  for (const id of customerIds) {
    const state = states.get(id);
    if (state !== undefined && !state.has.has('tier_moves')) state.tierMoves = [];
  }
  for (const { customer_id, item } of found) states.get(customer_id)?.tierMoves.push(rows.tierMoveOf(item));
  for (const id of customerIds) states.get(id)?.has.add('tier_moves');
}

/** The wallet: all offers that are issued or locked. */
export async function loadWallets(
  client: pg.PoolClient,
  customerIds: readonly string[],
  states: States,
): Promise<void> {
  const { rows: found } = await client.query<ItemRow<rows.OfferItem>>({
    name: 'load-wallets',
    text: `select o.customer_id, ${rows.OFFER_ITEM} as item from laurel.user_offer o
           where o.customer_id = any($1::uuid[]) and o.is_open
           order by o.customer_id, o.id`,
    values: [uuids(customerIds)],
  });
  for (const { customer_id, item } of found)
    addAbsent(states.get(customer_id)?.offers, item[0], () => rows.offerOf(item));
  for (const id of customerIds) states.get(id)?.has.add('wallet');
}

/** Offers that facts name, by their ids or by the order that bought them, in whatever state. */
export async function loadNamedOffers(
  client: pg.PoolClient,
  named: readonly { readonly customerId: string; readonly id: string }[],
  states: States,
): Promise<void> {
  const { rows: found } = await client.query<ItemRow<rows.OfferItem>>({
    name: 'load-offers',
    text: `select o.customer_id, ${rows.OFFER_ITEM} as item
           from   unnest($1::uuid[], $2::uuid[]) as n(customer_id, id)
                  join laurel.user_offer o on o.customer_id = n.customer_id and (o.id = n.id or o.order_id = n.id)
           order by o.customer_id, o.id`,
    values: [uuids(named.map(({ customerId }) => customerId)), uuids(named.map(({ id }) => id))],
  });
  for (const { customer_id, item } of found)
    addAbsent(states.get(customer_id)?.offers, item[0], () => rows.offerOf(item));
}

type ReversibleRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly movement_id: string;
  readonly kind: EntryKind;
  readonly account: string;
  readonly lot_id: string | null;
  readonly hold_id: string | null;
  readonly source: string | null;
  readonly amount: number;
  readonly occurred_at: Instant;
  readonly available_at: Instant | null;
  readonly expires_at: Instant | null;
  readonly reference_type: string;
  readonly reference_id: string | null;
  readonly transaction_id: string | null;
  readonly rule: string | null;
  readonly reversed: number;
  readonly lot: rows.LotItem | null;
};

/** The entries with an id, of a movement, or of a whole fact, each with its lot and what was reversed of it before. */
export async function loadReversible(
  client: pg.PoolClient,
  named: readonly { readonly customerId: string; readonly entryId: string }[],
  states: States,
): Promise<void> {
  const { rows: found } = await client.query<ReversibleRow>({
    name: 'load-reversible',
    text: `select e.customer_id, e.id, e.movement_id, e.kind, e.account, e.lot_id, e.hold_id, e.source, e.amount, e.occurred_at,
                  e.available_at, e.expires_at, e.reference_type, e.reference_id, e.transaction_id, e.rule,
                  (select coalesce(sum(x.amount), 0)::bigint from laurel.point_entry x
                   where x.customer_id = e.customer_id and x.id > e.id and x.reference_type = $5 and x.reference_id = e.id::text) as reversed,
                  (select ${rows.LOT_ITEM} from laurel.lot l
                   where l.customer_id = e.customer_id and l.id = coalesce(e.lot_id, e.id)) as lot
           from   unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[]) as r(customer_id, named, first_id, last_id)
                  join laurel.point_entry e
                    on e.customer_id = r.customer_id and e.id >= r.first_id and e.id <= r.last_id
                   and (r.named = r.first_id or e.id = r.named or e.movement_id = r.named)
           order by e.customer_id, e.id`,
    values: [
      uuids(named.map(({ customerId }) => customerId)),
      uuids(named.map(({ entryId }) => entryId)),
      uuids(named.map(({ entryId }) => factIdOf(entryId))),
      uuids(named.map(({ entryId }) => effectId(entryId, EFFECTS_MAX))),
      REVERSAL,
    ],
  });
  for (const { customerId } of named) {
    const state = states.get(customerId);
    if (state === undefined) continue;
    state.reversible = found.filter((row) => row.customer_id === customerId).map(reversibleOf);
    state.has.add('reversal');
  }
}

function reversibleOf(row: ReversibleRow): ReversibleEntry {
  return {
    entry: {
      id: row.id,
      movementId: row.movement_id,
      kind: row.kind,
      account: row.account,
      lotId: row.lot_id,
      holdId: row.hold_id,
      source: row.source,
      amount: row.amount,
      occurredAt: row.occurred_at,
      availableAt: row.available_at,
      expiresAt: row.expires_at,
      referenceType: row.reference_type,
      referenceId: row.reference_id,
      transactionId: row.transaction_id,
      rule: row.rule,
    },
    lot: row.lot === null ? null : rows.lotOf(row.lot),
    reversed: row.reversed,
  };
}
