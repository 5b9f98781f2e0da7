// Fills an empty database with customers and their purchases by set-based SQL, for the run of metrics: no facts and no points,
// which it does not read. Nothing here is measured.
import type pg from 'pg';

/** Items to buy; some sell far more often than others. */
const ITEMS = 500;
/** The same customers every time. */
const SEED = 0.42;

/** As the owner. Four fifths have bought something within two years, about four times, one to three lines each. */
export async function seedShoppers(
  client: pg.ClientBase,
  { customers, at }: { customers: number; at: number },
): Promise<void> {
  await client.query('begin');
  await client.query(`select setseed(${SEED})`);
  await client.query(
    `insert into laurel.customer (customer_id, email, first_name, status, opted_in, opted_in_at, created_at, updated_at)
     select customer_id, 'member-' || n || '@bench.example', 'Member ' || n, 'good', true, $2, $2, $2
     from  (select n, overlay(overlay(md5('member ' || n) placing '4' from 13) placing '8' from 17)::uuid as customer_id
            from   generate_series(1, $1::int) as n) as member
     order  by customer_id`,
    [customers, new Date(at)],
  );
  await client.query(PURCHASES, [new Date(at)]);
  await client.query(LINES);
  await client.query('commit');
  await client.query('vacuum analyze');
}

/**
 * As the model has it that is fitted: each buys at a rate of their own (exponential about 1.4 a month) from a first purchase
 * on, and may stop for good after each one, with a chance of their own.
 */
const PURCHASES = `
  insert into laurel.purchase (customer_id, id, transaction_id, fact_id, occurred_at, recorded_at, subtotal, tax, total, net,
                               net_returned, status, data, earned)
  select customer_id, md5(customer_id || '/' || visit)::uuid, 't-' || visit, md5(customer_id || visit::text)::uuid, bought_at,
         bought_at, cents, 0, cents, cents, 0, 'completed', '{}', '{}'
  from (select customer_id, visit, (spends * (0.4 + 1.2 * random()))::bigint as cents,
               $1::timestamptz + make_interval(secs => 86400 * (
                 sum(case visit when 1 then 0 else -ln(1 - random()) * every end) over (partition by customer_id order by visit)
                 - began)) as bought_at
        from  (select customer_id, began, every, spends,
                      least(60, 1 + floor(ln(1 - chance) / ln(1 - stops)))::int as visits
               from  (select customer_id, 1 + 729 * random() as began, least(2000, 22 / -ln(1 - random())) as every,
                             300 + 4000 * random() as spends, random() as chance,
                             0.01 + 0.98 * power(random(), 3) as stops
                      from   laurel.customer
                      where  get_byte(uuid_send(customer_id), 15) < 205) as joined) as shopper
        cross  join lateral generate_series(1, visits) as visit) as sold
  where  bought_at <= $1
  order  by 1, 2`;

const LINES = `
  insert into laurel.purchase_line (customer_id, purchase_id, line, position, item, categories, quantity, returned, net_amount,
                                    net_bought)
  select customer_id, id, line::text, line, 'item-' || floor(${ITEMS} * power(random(), 2))::int, '[]', 1, 0, 0, 0
  from   laurel.purchase
  cross  join lateral generate_series(1, 1 + get_byte(uuid_send(id), 0) % 3) as line
  order  by customer_id, id`;
