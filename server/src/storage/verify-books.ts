// Reads the books of customers and what is stored beside them, in one snapshot. It compares no value: the domain rebuilds and
// compares.
import type pg from 'pg';
import type { Balance, EntryKind, Hold, Lot, PointEntry, TierMembership, TierMove } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import type { Books, RecordedMove, Stored } from '../domain/verify.ts';
import { type CustomerRange, readRange, type Statement } from './verify.ts';

/** One customer's books and stored rows, as the snapshot has them. */
export type VerifyItem = { readonly books: Books; readonly stored: Stored };

/** Everything about the customers of a range, customer by customer. Customers without any points or tiers are left out. */
export async function readVerifyItems(client: pg.PoolClient, range: CustomerRange): Promise<readonly VerifyItem[]> {
  const found = new Map<string, Gathered>();
  const of = (customerId: string): Gathered => {
    const gathered = found.get(customerId) ?? emptyGathered();
    found.set(customerId, gathered);
    return gathered;
  };
  for (const row of await readRange<EntryRow>(client, ENTRIES, range)) of(row.customer_id).entries.push(entryOf(row));
  for (const row of await readRange<MoveRow>(client, MOVES, range)) of(row.customer_id).moves.push(moveOf(row));
  for (const row of await readRange<BalanceRow>(client, BALANCES, range))
    of(row.customer_id).balances.push(balanceOf(row));
  for (const row of await readRange<LotRow>(client, LOTS, range)) of(row.customer_id).lots.push(lotOf(row));
  for (const row of await readRange<HoldRow>(client, HOLDS, range)) {
    of(row.customer_id).holds.push(holdOf(row));
    if (row.placed_until !== null) of(row.customer_id).holdEnds.set(row.id, Date.parse(row.placed_until));
  }
  for (const row of await readRange<TierRow>(client, TIERS, range)) of(row.customer_id).tiers.push(tierOf(row));
  return [...found].map(([customerId, { entries, moves, holdEnds, ...stored }]) => ({
    books: { customerId, entries, moves, holdEnds },
    stored,
  }));
}

type Gathered = {
  readonly entries: PointEntry[];
  readonly moves: RecordedMove[];
  readonly holdEnds: Map<string, Instant>;
  readonly balances: Balance[];
  readonly lots: (Lot & { readonly isOpen: boolean })[];
  readonly holds: (Hold & { readonly isOpen: boolean })[];
  readonly tiers: TierMembership[];
};

function emptyGathered(): Gathered {
  return { entries: [], moves: [], holdEnds: new Map(), balances: [], lots: [], holds: [], tiers: [] };
}

type EntryRow = {
  readonly customer_id: string;
  readonly id: string;
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
};

const ENTRIES: Statement = {
  name: 'verify-entries',
  text: `select customer_id, id, kind, account, lot_id, hold_id, source, amount, occurred_at, available_at, expires_at,
                reference_type
         from   laurel.point_entry
         where  customer_id > $1 and customer_id <= $2
         order  by customer_id, id`,
};

/** What the reducer reads of an entry; the texts that only people read are left where they are. */
function entryOf(row: EntryRow): PointEntry {
  return {
    id: row.id,
    movementId: row.id,
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
    referenceId: null,
    transactionId: null,
    rule: null,
  };
}

type MoveRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly system: string;
  readonly from_level: string | null;
  readonly to_level: string;
  readonly reason: TierMove['reason'];
  readonly occurred_at: Instant;
  readonly recorded_at: Instant;
  readonly maintenance_at: Instant | null;
  readonly counts_since: Instant | null;
};

const MOVES: Statement = {
  name: 'verify-moves',
  text: `select customer_id, id, system, from_level, to_level, reason, occurred_at, recorded_at, maintenance_at, counts_since
         from   laurel.tier_move
         where  customer_id > $1 and customer_id <= $2
         order  by customer_id, id`,
};

function moveOf(row: MoveRow): RecordedMove {
  return {
    id: row.id,
    system: row.system,
    from: row.from_level,
    to: row.to_level,
    reason: row.reason,
    occurredAt: row.occurred_at,
    recordedAt: row.recorded_at,
    maintenanceAt: row.maintenance_at,
    countsSince: row.counts_since,
    note: null,
  };
}

type BalanceRow = {
  readonly customer_id: string;
  readonly account: string;
  readonly deposited: number;
  readonly transferred_in: number;
  readonly spent: number;
  readonly expired: number;
  readonly reversed: number;
  readonly transferred_out: number;
  readonly held: number;
  readonly debt: number;
  readonly uncollected: number;
  readonly active_at: Instant | null;
};

const BALANCES: Statement = {
  name: 'verify-balances',
  text: `select customer_id, account, deposited, transferred_in, spent, expired, reversed, transferred_out, held, debt,
                uncollected, active_at
         from   laurel.balance
         where  customer_id > $1 and customer_id <= $2
         order  by customer_id, account`,
};

function balanceOf(row: BalanceRow): Balance {
  return {
    account: row.account,
    deposited: row.deposited,
    transferredIn: row.transferred_in,
    spent: row.spent,
    expired: row.expired,
    reversed: row.reversed,
    transferredOut: row.transferred_out,
    held: row.held,
    debt: row.debt,
    uncollected: row.uncollected,
    activeAt: row.active_at,
  };
}

type LotRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly account: string;
  readonly source: string;
  readonly amount: number;
  readonly spent: number;
  readonly expired: number;
  readonly reversed: number;
  readonly moved: number;
  readonly held: number;
  readonly occurred_at: Instant;
  readonly available_at: Instant | null;
  readonly expires_at: Instant | null;
  readonly is_earned: boolean;
  readonly is_noticed: boolean;
  readonly is_open: boolean;
};

const LOTS: Statement = {
  name: 'verify-lots',
  text: `select customer_id, id, account, source, amount, spent, expired, reversed, moved, held, occurred_at, available_at,
                expires_at, is_earned, is_noticed, is_open
         from   laurel.lot
         where  customer_id > $1 and customer_id <= $2
         order  by customer_id, id`,
};

function lotOf(row: LotRow): Lot & { readonly isOpen: boolean } {
  return {
    id: row.id,
    account: row.account,
    source: row.source,
    amount: row.amount,
    spent: row.spent,
    expired: row.expired,
    reversed: row.reversed,
    moved: row.moved,
    held: row.held,
    occurredAt: row.occurred_at,
    availableAt: row.available_at,
    expiresAt: row.expires_at,
    earned: row.is_earned,
    noticed: row.is_noticed,
    isOpen: row.is_open,
  };
}

type HoldRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly amount: number;
  readonly status: Hold['status'];
  readonly expires_at: Instant;
  readonly parts: Hold['parts'];
  readonly is_open: boolean;
  readonly placed_until: string | null;
};

/** A hold has the id of the fact that placed it, and that fact's record says until when. */
const HOLDS: Statement = {
  name: 'verify-holds',
  text: `select h.customer_id, h.id, h.amount, h.status, h.expires_at, h.parts, h.is_open,
                (select o->>'expires_at'
                 from   laurel.fact f cross join json_array_elements(f.record->'outcomes') as o
                 where  f.customer_id = h.customer_id and f.id = h.id and o->>'hold_id' = h.id::text
                 order  by 1 limit 1) as placed_until
         from   laurel.hold h
         where  h.customer_id > $1 and h.customer_id <= $2
         order  by h.customer_id, h.id`,
};

function holdOf(row: HoldRow): Hold & { readonly isOpen: boolean } {
  return {
    id: row.id,
    amount: row.amount,
    status: row.status,
    expiresAt: row.expires_at,
    parts: row.parts,
    isOpen: row.is_open,
  };
}

type TierRow = {
  readonly customer_id: string;
  readonly system: string;
  readonly level: string;
  readonly since: Instant;
  readonly maintained_at: Instant;
  readonly maintenance_at: Instant | null;
  readonly anniversary_at: Instant;
  readonly counts_since: Instant | null;
};

const TIERS: Statement = {
  name: 'verify-tiers',
  text: `select customer_id, system, level, since, maintained_at, maintenance_at, anniversary_at, counts_since
         from   laurel.tier
         where  customer_id > $1 and customer_id <= $2
         order  by customer_id, system`,
};

function tierOf(row: TierRow): TierMembership {
  return {
    system: row.system,
    level: row.level,
    since: row.since,
    maintainedAt: row.maintained_at,
    maintenanceAt: row.maintenance_at,
    anniversaryAt: row.anniversary_at,
    countsSince: row.counts_since,
  };
}
