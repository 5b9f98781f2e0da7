// The codes of promo lists against the customers' rows of them, for `laurel verify`: whoever holds a code has a row that says so,
// and the other way round. The two live apart, so both are read and compared here.
import type pg from 'pg';
import type { Difference } from '../domain/verify.ts';
import { type CustomerRange, readRange, type Statement } from './verify.ts';

type HeldRow = { readonly customer_id: string; readonly code: string; readonly status: string };

/** Of one range of customers; nobody holds so many. */
const HELD_MAX = 1_000_000;

const CODES: Statement = {
  name: 'verify-promo-codes',
  text: `select p.customer_id, p.code, p.status
         from   laurel.promo_code p
         where  p.customer_id > $1 and p.customer_id <= $2
         order  by p.customer_id, p.code
         limit  ${HELD_MAX}`,
};

const ROWS: Statement = {
  name: 'verify-promo-claims',
  text: `select c.customer_id, c.code, c.status
         from   laurel.promo_claim c
         where  c.customer_id > $1 and c.customer_id <= $2 and c.is_single and c.status <> 'failed'
         order  by c.customer_id, c.code
         limit  ${HELD_MAX}`,
};

export async function findPromoDifferences(
  client: pg.PoolClient,
  range: CustomerRange,
): Promise<readonly Difference[]> {
  const stored = await readRange<HeldRow>(client, CODES, range);
  const told = new Map((await readRange<HeldRow>(client, ROWS, range)).map((row) => [nameOf(row), row]));
  const differences = stored.flatMap((row) => {
    const rebuilt = told.get(nameOf(row))?.status ?? null;
    told.delete(nameOf(row));
    return rebuilt === row.status ? [] : [differenceOf(row, { stored: row.status, rebuilt })];
  });
  return [...differences, ...[...told.values()].map((row) => differenceOf(row, { stored: null, rebuilt: row.status }))];
}

function nameOf({ customer_id, code }: HeldRow): string {
  return `${customer_id} ${code}`;
}

function differenceOf(
  { customer_id: customerId, code }: HeldRow,
  { stored, rebuilt }: { readonly stored: string | null; readonly rebuilt: string | null },
): Difference {
  return { table: 'promo_code', customerId, key: code, column: 'status', stored, rebuilt };
}
