// What the bulk lane is measured against: a sign-in of every customer as hand-written set-based SQL, one insert … select for
// each table in one transaction. It writes the rows that the engine writes and decides nothing.
import type pg from 'pg';
import { createPool } from '../server/src/storage/connection.ts';
import type { Database } from './databases.ts';

/** A fact that the engine has stored: the record of each row is made after it. */
export type SampleFact = { readonly id: string; readonly record: string; readonly body: string };

const NO_LIMITS = { statementMs: 0, lockMs: 0, idleInTransactionMs: 0 };

/** One sign-in that the engine decided in a database, whichever came first. */
export async function sampleFact(database: Database): Promise<SampleFact> {
  return withOwner(database, async (pool) => {
    const { rows } = await pool.query<SampleFact>(
      `select id, record::text, body::text
       from   laurel.fact
       where  kind = 'event' and not is_refused
       order  by recorded_at, id
       limit  1`,
    );
    const [row] = rows;
    if (row === undefined) throw new Error(`There is no sign-in in ${database.name}.`);
    return row;
  });
}

/** Gives the seconds of the transaction. */
export async function runRawSql(database: Database, sample: SampleFact): Promise<number> {
  return withOwner(database, async (pool) => {
    const client = await pool.connect();
    try {
      const startMs = performance.now();
      await client.query('begin');
      await client.query(INSERT_FACTS, [sample.record, sample.id.slice(0, 32), sample.body]);
      for (const statement of STATEMENTS) await client.query(statement);
      await client.query('commit');
      return (performance.now() - startMs) / 1000;
    } finally {
      client.release();
    }
  });
}

async function withOwner<T>(database: Database, work: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const pool = createPool({ url: database.ownerUrl, max: 1, applicationName: 'raw SQL', limits: NO_LIMITS });
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** `now()` is the start of the transaction, so that every statement makes the same ids. */
const AT = `date_trunc('milliseconds', now())`;
const PREFIX = `substr(translate(customer_id::text, '-', ''), 1, 11)`;
const FACT_ID = `(lpad(to_hex((extract(epoch from ${AT}) * 1000)::bigint), 12, '0') || '70008' || ${PREFIX} || '0000')::uuid`;
const ENTRY_ID = `(lpad(to_hex((extract(epoch from ${AT}) * 1000)::bigint), 12, '0') || '70008' || ${PREFIX} || '0001')::uuid`;
const EXPIRES_AT = `date_trunc('day', ${AT}) + interval '12 months' + interval '1 day'`;

const INSERT_FACTS = `
  insert into laurel.fact (customer_id, id, kind, name, occurred_at, recorded_at, booked_on, programme, engine, actor_kind,
                           actor_name, is_refused, body, record, tx)
  select customer_id, ${FACT_ID}, 'event', 'web_login', ${AT}, ${AT}, now()::date, 1, 1, 'run',
         'bench', false, $3::jsonb, replace($1, $2, left((${FACT_ID})::text, 32))::json, pg_current_xact_id()::text::bigint
  from   laurel.customer
  order  by customer_id`;

const STATEMENTS = [
  `insert into laurel.point_entry (customer_id, id, movement_id, kind, account, source, amount, occurred_at, recorded_at,
                                   booked_on, expires_at, reference_type, rule)
   select customer_id, ${ENTRY_ID}, ${ENTRY_ID}, 'deposit', 'beans', 'web', 10, ${AT}, ${AT},
          now()::date, ${EXPIRES_AT}, 'Event', 'club/green/sign-in'
   from   laurel.customer
   order  by customer_id`,
  `insert into laurel.lot (customer_id, id, account, source, amount, spent, expired, reversed, moved, held, occurred_at,
                           expires_at, is_earned, is_noticed, is_open)
   select customer_id, ${ENTRY_ID}, 'beans', 'web', 10, 0, 0, 0, 0, 0, ${AT}, ${EXPIRES_AT}, true, false, true
   from   laurel.customer
   order  by customer_id`,
  `insert into laurel.balance (customer_id, account, deposited, transferred_in, spent, expired, reversed, transferred_out,
                               held, debt, uncollected, active_at)
   select customer_id, 'beans', 30, 0, 0, 0, 0, 0, 0, 0, 0, ${AT}
   from   laurel.customer
   order  by customer_id
   on conflict (customer_id, account) do update
   set deposited = excluded.deposited, active_at = excluded.active_at`,
  `insert into laurel.counter (customer_id, period, key, value)
   select customer_id, 'd' || now()::date, 'club/green/sign-in', 1
   from   laurel.customer
   order  by customer_id`,
];
