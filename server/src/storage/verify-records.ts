// Families of records against the facts: what the newest outcome said of a row, and what the row says. One entry in the list
// for each family; which columns are compared is what its outcomes tell.
import type pg from 'pg';
import type { Difference } from '../domain/verify.ts';
import type { CustomerRange } from './verify.ts';

type RecordCheck = {
  readonly table: string;
  /** The outcomes that tell of a row, and the field that names it. */
  readonly outcome: string;
  readonly id: string;
  /** Each column of the table beside the outcome's field, which is compared as text. */
  readonly columns: readonly (readonly [column: string, field: string])[];
};

const CHECKS: readonly RecordCheck[] = [
  {
    table: 'ticket',
    outcome: 'ticket',
    id: 'ticket_id',
    columns: [
      ['reference', 'reference'],
      ['status', 'status'],
      ['updates', 'updates'],
    ],
  },
  {
    table: 'external_account',
    outcome: 'external_account',
    id: 'account_id',
    columns: [
      ['system', 'system'],
      ['external_id', 'external_id'],
      ['direction', 'direction'],
    ],
  },
  {
    table: 'card',
    outcome: 'card',
    id: 'card_id',
    columns: [
      ['type', 'type'],
      ['status', 'status'],
      ['balance', 'balance'],
      ['currency', 'currency'],
    ],
  },
  {
    table: 'card_entry',
    outcome: 'card_entry',
    id: 'entry_id',
    columns: [
      ['card_id', 'card_id'],
      ['activity', 'activity'],
      ['change', 'change'],
      ['balance', 'balance'],
    ],
  },
  {
    table: 'note',
    outcome: 'note',
    id: 'note_id',
    columns: [
      ['status', 'status'],
      ['edits', 'edits'],
    ],
  },
  {
    table: 'reward_order',
    outcome: 'order',
    id: 'order_id',
    columns: [
      ['store', 'store'],
      ['item', 'item'],
      ['offer', 'offer'],
      ['quantity', 'quantity'],
      ['points', 'points'],
      ['status', 'status'],
      ['delivery', 'delivery'],
      ['tracking', 'tracking'],
    ],
  },
  {
    table: 'offer_exclusion',
    outcome: 'exclusion',
    id: 'exclusion_id',
    columns: [
      ['offer', 'offer'],
      ['status', 'status'],
    ],
  },
  {
    table: 'promo_claim',
    outcome: 'promo_code',
    id: 'claim_id',
    columns: [
      ['written', 'code'],
      ['list', 'list'],
      ['status', 'status'],
      ['error', 'error'],
      ['rule', 'rule'],
    ],
  },
  {
    table: 'purchase',
    outcome: 'purchase',
    id: 'purchase_id',
    columns: [
      ['status', 'status'],
      ['net', 'net'],
      ['net_returned', 'net_returned'],
    ],
  },
  {
    table: 'privacy_request',
    outcome: 'privacy',
    id: 'request_id',
    columns: [
      ['kind', 'request'],
      ['status', 'status'],
      ['downloads', 'downloads'],
    ],
  },
];

/** Differences found of one family in one range of customers at most. */
const DIFFERENCES_MAX = 1_000;

function checkStatement({ table, outcome, id, columns }: RecordCheck): string {
  // What was erased is empty in the one and missing in the other.
  const told = columns.map(([column, field]) => `nullif(o->>'${field}', '') as ${column}`);
  const stored = columns.map(([column]) => `nullif(w.${column}::text, '') as ${column}`);
  const pairs = columns.map(([column]) => `('${column}', s.${column}, t.${column})`);
  return `
  with told as (
    select distinct on (f.customer_id, o->>'${id}') f.customer_id, o->>'${id}' as id, ${told.join(', ')}
    from   laurel.fact f
           cross join json_array_elements(f.record->'outcomes') with ordinality as x(o, position)
    where  f.customer_id > $1 and f.customer_id <= $2 and not f.is_refused and o->>'kind' = '${outcome}'
    order  by f.customer_id, o->>'${id}', f.recorded_at desc, f.id desc, x.position desc
  ), stored as (
    select w.customer_id, w.id::text as id, ${stored.join(', ')}
    from   laurel.${table} w
    where  w.customer_id > $1 and w.customer_id <= $2
  )
  select coalesce(s.customer_id, t.customer_id) as customer_id, coalesce(s.id, t.id) as key, c."column", c.stored, c.rebuilt
  from   stored s full join told t on t.customer_id = s.customer_id and t.id = s.id
         cross join lateral (values
           ('row', case when s.id is not null then 'there' end, case when t.id is not null then 'there' end),
           ${pairs.join(',\n           ')}
         ) as c("column", stored, rebuilt)
  where  c.stored is distinct from c.rebuilt and (c."column" = 'row' or (s.id is not null and t.id is not null))
  order  by 1, 2, 3
  limit  ${DIFFERENCES_MAX}`;
}

const STATEMENTS = CHECKS.map((check) => ({
  table: check.table,
  name: `verify-${check.table}`,
  text: checkStatement(check),
}));

type DifferenceRow = {
  readonly customer_id: string;
  readonly key: string;
  readonly column: string;
  readonly stored: string | null;
  readonly rebuilt: string | null;
};

/** Every value of a record that is stored otherwise than the facts tell it. */
export async function findRecordDifferences(
  db: Pick<pg.Pool, 'query'>,
  range: CustomerRange,
): Promise<readonly Difference[]> {
  const differences: Difference[] = [];
  for (const { table, name, text } of STATEMENTS) {
    const { rows } = await db.query<DifferenceRow>({ name, text, values: [range.after, range.last] });
    for (const { customer_id: customerId, key, column, stored, rebuilt } of rows)
      differences.push({ table, customerId, key, column, stored, rebuilt });
  }
  return differences;
}
