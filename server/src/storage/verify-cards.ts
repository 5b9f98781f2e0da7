// The balances of cards against their history: what was put on a card less what was taken off it is what is on it.
import type pg from 'pg';
import type { Difference } from '../domain/verify.ts';
import type { CustomerRange } from './verify.ts';

/** Differences found in one range of customers at most. */
const DIFFERENCES_MAX = 1_000;

const BALANCE_AGAINST_HISTORY = `
  with history as (
    select e.customer_id, e.card_id, sum(e.change)::bigint as balance
    from   laurel.card_entry e
    where  e.customer_id > $1 and e.customer_id <= $2
    group  by e.customer_id, e.card_id
  ), stored as (
    select c.customer_id, c.id as card_id, c.balance
    from   laurel.card c
    where  c.customer_id > $1 and c.customer_id <= $2
  )
  select customer_id, card_id, stored.balance as stored, history.balance as rebuilt
  from   stored full join history using (customer_id, card_id)
  where  stored.balance is distinct from history.balance
  order  by 1, 2
  limit  ${DIFFERENCES_MAX}`;

type DifferenceRow = {
  readonly customer_id: string;
  readonly card_id: string;
  readonly stored: number | null;
  readonly rebuilt: number | null;
};

export async function findCardDifferences(
  db: Pick<pg.Pool, 'query'>,
  range: CustomerRange,
): Promise<readonly Difference[]> {
  const { rows } = await db.query<DifferenceRow>({
    name: 'verify-cards',
    text: BALANCE_AGAINST_HISTORY,
    values: [range.after, range.last],
  });
  return rows.map(({ customer_id: customerId, card_id: key, stored, rebuilt }) => ({
    table: 'card',
    customerId,
    key,
    column: 'history',
    stored,
    rebuilt,
  }));
}
