// How the families of records (domain/records.ts) lie in their tables, and how they are read for deciding. Each family gives
// its table, an expression that makes one JSON array of a row, and the function that reads it.
import type pg from 'pg';
import { type AnyRecord, type Family, nameOf, type Records } from '../domain/records.ts';
import type { CustomerState } from '../domain/state.ts';
import { uuids } from './arrays.ts';
import { CARD_ENTRIES, CARDS } from './cards.ts';
import { EXCLUSIONS } from './exclusions.ts';
import { EXTERNAL_ACCOUNTS } from './external-accounts.ts';
import { NOTES } from './notes.ts';
import { ORDERS } from './orders.ts';
import { PRIVACY_REQUESTS } from './privacy/requests.ts';
import { PROMO_CLAIMS } from './promo-claims.ts';
import { PURCHASES } from './purchases.ts';
import type { Table } from './tables.ts';
import { TICKETS } from './tickets.ts';

export type RecordTable<F extends Family, Item = never> = {
  readonly family: F;
  readonly table: Table<Records[F] & { readonly customerId: string }>;
  /** Of a row `r`. */
  readonly item: string;
  readonly rowOf: (item: Item) => Records[F];
  /** Which rows a slice of the family has: those that may still change. */
  readonly open: string;
};

type States = ReadonlyMap<string, CustomerState>;
type Found = { readonly customerId: string; readonly record: AnyRecord };
type Named = { readonly customerId: string; readonly id: string };
type Source = {
  readonly readOpen: (client: pg.PoolClient, customerIds: readonly string[]) => Promise<readonly Found[]>;
  readonly readNamed: (client: pg.PoolClient, named: readonly Named[]) => Promise<readonly Found[]>;
};

function sourceOf<F extends Family, Item>(
  { table: { name: table }, item, open, rowOf }: RecordTable<F, Item>,
  wrap: (row: Records[F]) => AnyRecord,
): Source {
  type Row = { readonly customer_id: string; readonly item: Item };
  const found = (rows: readonly Row[]): readonly Found[] =>
    rows.map((row) => ({ customerId: row.customer_id, record: wrap(rowOf(row.item)) }));
  return {
    async readOpen(client, customerIds) {
      const { rows } = await client.query<Row>({
        name: `load-open-${table}`,
        text: `select r.customer_id, ${item} as item from laurel.${table} r
               where r.customer_id = any($1::uuid[]) and ${open}
               order by r.customer_id, r.id`,
        values: [uuids(customerIds)],
      });
      return found(rows);
    },
    async readNamed(client, named) {
      const { rows } = await client.query<Row>({
        name: `load-${table}`,
        text: `select r.customer_id, ${item} as item
               from   unnest($1::uuid[], $2::uuid[]) as n(customer_id, id)
                      join laurel.${table} r on r.customer_id = n.customer_id and r.id = n.id
               order by r.customer_id, r.id`,
        values: [uuids(named.map(({ customerId }) => customerId)), uuids(named.map(({ id }) => id))],
      });
      return found(rows);
    },
  };
}

const SOURCES: { readonly [F in Family]: Source } = {
  external_account: sourceOf(EXTERNAL_ACCOUNTS, (row) => ({ family: 'external_account', row })),
  card: sourceOf(CARDS, (row) => ({ family: 'card', row })),
  card_entry: sourceOf(CARD_ENTRIES, (row) => ({ family: 'card_entry', row })),
  note: sourceOf(NOTES, (row) => ({ family: 'note', row })),
  order: sourceOf(ORDERS, (row) => ({ family: 'order', row })),
  exclusion: sourceOf(EXCLUSIONS, (row) => ({ family: 'exclusion', row })),
  promo_claim: sourceOf(PROMO_CLAIMS, (row) => ({ family: 'promo_claim', row })),
  ticket: sourceOf(TICKETS, (row) => ({ family: 'ticket', row })),
  purchase: sourceOf(PURCHASES, (row) => ({ family: 'purchase', row })),
  privacy_request: sourceOf(PRIVACY_REQUESTS, (row) => ({ family: 'privacy_request', row })),
};

/** The rows of a family that may still change, of some customers. */
export async function loadOpenRecords(
  client: pg.PoolClient,
  { family, customerIds }: { readonly family: Family; readonly customerIds: readonly string[] },
  states: States,
): Promise<void> {
  addFound(await SOURCES[family].readOpen(client, customerIds), states);
  for (const id of customerIds) states.get(id)?.has.add(`records:${family}`);
}

/** Rows that facts name by id. */
export async function loadNamedRecords(
  client: pg.PoolClient,
  { family, named }: { readonly family: Family; readonly named: readonly Named[] },
  states: States,
): Promise<void> {
  addFound(await SOURCES[family].readNamed(client, named), states);
}

/** What a decision has changed already stays as the decision left it. */
function addFound(found: readonly Found[], states: States): void {
  for (const { customerId, record } of found) {
    const records = states.get(customerId)?.records;
    const name = nameOf(record.family, record.row.id);
    if (records !== undefined && !records.has(name)) records.set(name, record);
  }
}
