// Fills an empty database with members by set-based SQL: customers, the facts that made them, their ledger and their tiers,
// consistent with the reducer, so that `verify` holds before anything is measured. Nothing here is measured.
import type pg from 'pg';

export type SeedKind =
  /** Joined 40 days ago, 20 beans from a deposit of 10 days ago; nothing is due. */
  | 'members'
  /** Joined 400 days ago; the one deposit of each has just expired. */
  | 'expiry'
  /** Like members, with a birthday a week from now. */
  | 'birthday'
  /** At Roast for a year and an hour: half of them earned enough to stay, half fall. */
  | 'maintenance';

export type Seed = {
  readonly customers: number;
  readonly kind: SeedKind;
  /** When the seeding takes place, epoch milliseconds. */
  readonly at: number;
  /** Version of the programme and number of the engine that the facts name. */
  readonly programme: number;
  readonly engine: number;
};

type History = {
  readonly joined: string;
  /** When the one deposit was made, and how much it was for customer number n. */
  readonly deposited: string;
  readonly amount: string;
  /** The next anniversary of joining, in whole years. */
  readonly years: number;
  readonly roastSince: string | null;
  readonly bornOn?: string;
};

const MEMBERS: History = {
  joined: `$2::timestamptz - interval '40 days'`,
  deposited: `$2::timestamptz - interval '10 days'`,
  amount: '20',
  years: 1,
  roastSince: null,
};

const HISTORIES: Readonly<Record<SeedKind, History>> = {
  members: MEMBERS,
  // A day early: whatever the hour and the time zone of the programme, the week before has begun.
  birthday: { ...MEMBERS, bornOn: `($2::timestamptz + interval '6 days')::date - interval '30 years'` },
  expiry: {
    joined: `$2::timestamptz - interval '400 days'`,
    // Twelve months and a day before today began: good through yesterday.
    deposited: `date_trunc('day', $2::timestamptz) - interval '1 day' - interval '12 months' + interval '10 hours'`,
    amount: '20',
    years: 2,
    roastSince: null,
  },
  maintenance: {
    joined: `$2::timestamptz - interval '400 days'`,
    deposited: `$2::timestamptz - interval '100 days'`,
    amount: 'case when n % 2 = 0 then 60 else 10 end',
    years: 2,
    roastSince: `$2::timestamptz - interval '1 year' - interval '1 hour'`,
  },
};

/** As the owner. The temporary table lives as long as the connection. */
export async function seedMembers(client: pg.ClientBase, seed: Seed): Promise<void> {
  await client.query('begin');
  await client.query(membersSql(HISTORIES[seed.kind]), [seed.customers, new Date(seed.at)]);
  for (const statement of TABLES) await client.query(statement);
  await client.query(FACTS, [seed.programme, seed.engine]);
  if (HISTORIES[seed.kind].roastSince !== null) await client.query(MANUAL_MOVES, [seed.programme, seed.engine]);
  await client.query('commit');
  await client.query('drop table seeded');
  await client.query('vacuum analyze');
}

/** Ids as the engine makes them: customers random (version 4), facts by time (version 7, the last 16 bits zero). */
function membersSql(history: History): string {
  const factId = (at: string, salt: string): string =>
    `(lpad(to_hex((extract(epoch from ${at}) * 1000)::bigint), 12, '0') || '70008'
      || substr(md5('${salt}' || n), 1, 11) || '0000')::uuid`;
  return `
    create temporary table seeded as
    select n, customer_id, joined_at, deposited_at, amount, roast_at, born_on,
           ${factId('joined_at', 'join')} as join_id,
           ${factId('deposited_at', 'deposit')} as deposit_id,
           ${factId('coalesce(roast_at, joined_at)', 'move')} as move_id,
           date_trunc('day', deposited_at) + interval '12 months' + interval '1 day' as expires_at,
           joined_at + interval '${history.years} years' as joined_anniversary_at,
           roast_at + interval '2 years' as roast_anniversary_at
    from (
      select n,
             overlay(overlay(md5('member ' || n) placing '4' from 13) placing '8' from 17)::uuid as customer_id,
             date_trunc('milliseconds', ${history.joined}) as joined_at,
             date_trunc('milliseconds', ${history.deposited}) as deposited_at,
             ${history.amount} as amount,
             (${history.bornOn ?? 'null'})::date as born_on,
             date_trunc('milliseconds', (${history.roastSince ?? 'null'})::timestamptz) as roast_at
      from   generate_series(1, $1::int) as n
    ) as member
    order by customer_id`;
}

/** Nth id that a fact made. */
function effect(fact: string, position: number): string {
  return `(left(${fact}::text, 32) || '${position.toString(16).padStart(4, '0')}')::uuid`;
}

const ISO = `'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`;

const TABLES: readonly string[] = [
  `insert into laurel.customer (customer_id, email, first_name, birth_on, status, opted_in, opted_in_at, identifiers, created_at, updated_at)
   select customer_id, 'member-' || n || '@bench.example', 'Member ' || n, born_on, 'good', true, joined_at,
          jsonb_build_array(jsonb_build_object('type', 'external', 'value', 'bench-' || n)), joined_at, joined_at
   from   seeded`,
  `insert into laurel.customer_key (value, kind, customer_id)
   select 'bench-' || n, 'id:external', customer_id from seeded
   union all
   select 'member-' || n || '@bench.example', 'email', customer_id from seeded`,
  `insert into laurel.tier_move (customer_id, id, system, from_level, to_level, reason, occurred_at, recorded_at)
   select customer_id, ${effect('join_id', 1)}, 'club', null, 'green', 'joined', joined_at, joined_at from seeded
   union all
   select customer_id, ${effect('join_id', 2)}, 'explorer', null, 'taster', 'joined', joined_at, joined_at from seeded`,
  `insert into laurel.tier_move (customer_id, id, system, from_level, to_level, reason, occurred_at, recorded_at,
                                 maintenance_at, note)
   select customer_id, ${effect('move_id', 1)}, 'club', 'green', 'roast', 'manual', roast_at, roast_at,
          roast_at + interval '1 year', 'bench'
   from   seeded
   where  roast_at is not null`,
  `insert into laurel.tier (customer_id, system, level, since, maintained_at, maintenance_at, anniversary_at)
   select customer_id, 'club', case when roast_at is null then 'green' else 'roast' end,
          coalesce(roast_at, joined_at), coalesce(roast_at, joined_at), roast_at + interval '1 year',
          coalesce(roast_anniversary_at, joined_anniversary_at)
   from   seeded
   union all
   select customer_id, 'explorer', 'taster', joined_at, joined_at, null, joined_anniversary_at from seeded`,
  `insert into laurel.point_entry (customer_id, id, movement_id, kind, account, source, amount, occurred_at, recorded_at,
                                   booked_on, expires_at, reference_type)
   select customer_id, ${effect('deposit_id', 1)}, ${effect('deposit_id', 1)}, 'deposit', 'beans', 'web', amount, deposited_at,
          deposited_at, deposited_at::date, expires_at, 'Deposit'
   from   seeded`,
  `insert into laurel.lot (customer_id, id, account, source, amount, spent, expired, reversed, moved, held, occurred_at,
                           expires_at, is_earned, is_noticed, is_open)
   select customer_id, ${effect('deposit_id', 1)}, 'beans', 'web', amount, 0, 0, 0, 0, 0, deposited_at, expires_at, true, false, true
   from   seeded`,
  `insert into laurel.balance (customer_id, account, deposited, transferred_in, spent, expired, reversed, transferred_out,
                               held, debt, uncollected, active_at)
   select customer_id, 'beans', amount, 0, 0, 0, 0, 0, 0, 0, 0, deposited_at
   from   seeded`,
];

const FACT_COLUMNS = `customer_id, id, kind, occurred_at, recorded_at, booked_on, programme, engine, actor_kind, actor_name,
                           is_refused, body, record, tx`;
const RECORDED = `$1::int, $2::int, 'cli', 'bench', false`;
const TX = 'pg_current_xact_id()::text::bigint';

const FACTS = `
  insert into laurel.fact (${FACT_COLUMNS})
  select customer_id, join_id, 'customer.save', joined_at, joined_at, joined_at::date, ${RECORDED},
         '{"kind": "customer.save", "mode": "create", "patch": {}}'::jsonb,
         '{"outcomes": [{"kind": "profile", "action": "created"},
                        {"kind": "tier", "system": "club", "from": null, "to": "green", "reason": "joined"},
                        {"kind": "tier", "system": "explorer", "from": null, "to": "taster", "reason": "joined"}],
           "trace": [], "balances": {}}'::json, ${TX}
  from   seeded
  union all
  select customer_id, deposit_id, 'points.deposit', deposited_at, deposited_at, deposited_at::date, ${RECORDED},
         '{"kind": "points.deposit", "items": [], "partial": false, "silent": true}'::jsonb,
         json_build_object(
           'outcomes', json_build_array(json_build_object(
             'kind', 'points', 'account', 'beans', 'amount', amount, 'source', 'web', 'entry', 'deposit',
             'entry_id', ${effect('deposit_id', 1)}, 'movement_id', ${effect('deposit_id', 1)}, 'rule', null,
             'expires_at', to_char(expires_at at time zone 'UTC', ${ISO}), 'available_at', null)),
           'trace', json_build_array(), 'balances', json_build_object('beans', amount)), ${TX}
  from   seeded`;

const MANUAL_MOVES = `
  insert into laurel.fact (${FACT_COLUMNS})
  select customer_id, move_id, 'tier.move', roast_at, roast_at, roast_at::date, ${RECORDED},
         '{"kind": "tier.move", "system": "club", "level": "roast"}'::jsonb,
         '{"outcomes": [{"kind": "tier", "system": "club", "from": "green", "to": "roast", "reason": "manual"}],
           "trace": [], "balances": {}}'::json, ${TX}
  from   seeded`;
