// What an export holds, read row by row: one section for each table that the personal-data map gives out, and beside the
// profile what is nested in it. Values come as text; who of the staff did something is left out.
import type pg from 'pg';
import { uuids } from '../arrays.ts';
import { classOf, DATA_MAP, isGivenOut, type TableData } from './data-map.ts';

export type Section = {
  /** Also the name of its file. */
  readonly name: string;
  readonly columns: readonly string[];
  /** Rows of the customers `$1`. */
  readonly text: string;
};

/** Rows of one read: what is in memory of a customer, however many there are. */
const ROWS_AT_ONCE = 500;

/** Instants as ISO 8601, JSON written out, everything else as it is. */
const asText = (column: string): string => `to_jsonb(t.${column}) #>> '{}' as ${column}`;

/** In the order of their keys, where those are columns of ours: texts that somebody typed, and JSON, give no order. */
function sectionOf(name: string, table: string, { columns }: TableData): Section {
  const given = Object.entries(columns).filter(([column, found]) => column !== 'customer_id' && isGivenOut(found));
  const names = ['customer_id', ...given.map(([column]) => column)];
  const [second] = given.filter(([, found]) => classOf(found) === 'id' || classOf(found) === 'ledger');
  return {
    name,
    columns: names,
    text: `select ${names.map(asText).join(', ')} from laurel.${table} t
           where t.customer_id = any($1::uuid[])
           order by ${['customer_id', ...(second === undefined ? [] : [second[0]])].map((column) => `t.${column}`).join(', ')}`,
  };
}

const TABLES: readonly Section[] = Object.entries(DATA_MAP).flatMap(([table, data]) =>
  data.export === null ? [] : [sectionOf(data.export, table, data)],
);

/** Events with their properties, beside the log of everything. */
const EVENTS: Section = {
  name: 'events',
  columns: ['customer_id', 'id', 'name', 'occurred_at', 'quantity', 'properties'],
  text: `select t.customer_id::text, t.id::text, t.name, to_jsonb(t.occurred_at) #>> '{}' as occurred_at,
                t.body->>'quantity' as quantity, t.body->>'properties' as properties
         from   laurel.fact t
         where  t.customer_id = any($1::uuid[]) and t.kind = 'event' and not t.is_refused
         order  by t.customer_id, t.id`,
};

/** Lists and maps that lie in the profile, one row for each entry. */
function nested(name: string, columns: readonly string[], from: string): Section {
  return {
    name,
    columns: ['customer_id', ...columns],
    text: `select t.customer_id::text, ${columns.map((column) => `x.${column}`).join(', ')}
           from   laurel.customer t cross join lateral (${from}) as x(${columns.join(', ')})
           where  t.customer_id = any($1::uuid[])
           order  by t.customer_id, 2`,
  };
}

const NESTED: readonly Section[] = [
  nested(
    'identifiers',
    ['type', 'value'],
    `select i->>'type', i->>'value' from jsonb_array_elements(t.identifiers) as i`,
  ),
  nested('phones', ['number', 'type'], `select p->>'number', p->>'type' from jsonb_array_elements(t.phones) as p`),
  nested(
    'consents',
    ['channel', 'given', 'at', 'source'],
    `select c.key, c.value->>'given', (to_jsonb(to_timestamp((c.value->>'at')::bigint / 1000.0)) #>> '{}'), c.value->>'source'
     from jsonb_each(t.consents) as c`,
  ),
  nested('attributes', ['attribute', 'value'], `select a.key, a.value #>> '{}' from jsonb_each(t.custom) as a`),
];

export const SECTIONS: readonly Section[] = [...TABLES, ...NESTED, EVENTS];

type SectionRow = { readonly [column: string]: string | null };

/** In the transaction of the client, so that all sections are of one moment. */
export async function* readSection(
  client: pg.PoolClient,
  { columns, text }: Section,
  customerIds: readonly string[],
): AsyncGenerator<readonly (string | null)[]> {
  await client.query({ text: `declare export_rows no scroll cursor for ${text}`, values: [uuids(customerIds)] });
  for (;;) {
    const { rows } = await client.query<SectionRow>(`fetch ${ROWS_AT_ONCE} from export_rows`);
    for (const row of rows) yield columns.map((column) => row[column] ?? null);
    if (rows.length < ROWS_AT_ONCE) break;
  }
  await client.query('close export_rows');
}
