-- The engine's ground: programme versions, customers, the fact log, the points ledger, tiers, limits, runs and API keys.
-- Every customer table begins its keys with customer_id; fact, point_entry and tier_move are append-only for the application.

-- On Citus a table is placed by its distribution column (or copied to every node); on plain PostgreSQL nothing happens.
create function laurel.place(table_name text, column_name text default null, beside text default null) returns void
language plpgsql as $$
begin
  if not exists (select 1 from pg_extension where extname = 'citus') then
    return;
  end if;
  if column_name is null then
    execute format('select create_reference_table(%L)', table_name);
  elsif beside is null then
    execute format('select create_distributed_table(%L, %L)', table_name, column_name);
  else
    execute format('select create_distributed_table(%L, %L, colocate_with => %L)', table_name, column_name, beside);
  end if;
end
$$;

-- Configuration: small, read often, never written on the road of a fact.

create table laurel.setting (
  name  text  not null constraint setting_pkey primary key,
  value jsonb not null
);

create table laurel.engine_version (
  id             integer not null constraint engine_version_pkey primary key,
  engine         text    not null,
  time_zone_data text    not null,
  constraint engine_version_name unique (engine, time_zone_data)
);

create table laurel.programme_version (
  version    integer     not null constraint programme_version_pkey primary key,
  live_from  timestamptz not null,
  document   jsonb       not null,
  files      jsonb       not null,
  hash       text        not null,
  applied_by text        not null,
  note       text
);

create table laurel.api_key (
  id          uuid        not null constraint api_key_pkey primary key,
  key         text        not null constraint api_key_key unique,
  secret_hash bytea       not null,
  name        text        not null,
  scopes      text[]      not null,
  rate_limit  integer,
  created_at  timestamptz not null,
  revoked_at  timestamptz
);

-- Customers.

create table laurel.customer (
  customer_id    uuid        not null constraint customer_pkey primary key,
  email          text,
  confirmed_at   timestamptz,
  first_name     text,
  last_name      text,
  gender         text,
  birth_on       date,
  address        text,
  address2       text,
  city           text,
  state          text,
  zip            text,
  country        text,
  language       text,
  locale         text,
  time_zone      text,
  photo_url      text,
  referrer_code  text,
  phones         jsonb       not null default '[]',
  phone_digits   text[]      not null default '{}',
  status         text        not null,
  opted_in       boolean     not null,
  opted_in_at    timestamptz,
  opt_in_source  text,
  opted_out_at   timestamptz,
  consents       jsonb       not null default '{}',
  test_persona   boolean     not null default false,
  identifiers    jsonb       not null default '[]',
  custom         jsonb       not null default '{}',
  custom_version integer     not null default 0,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  deleted_at     timestamptz,
  constraint customer_status check (status in ('good', 'suspended', 'closed'))
);
create index customer_last_name on laurel.customer
  ((lower(coalesce(last_name, '')) collate "C"), (lower(coalesce(first_name, '')) collate "C"), customer_id);
create index customer_first_name on laurel.customer
  ((lower(coalesce(first_name, '')) collate "C"), (lower(coalesce(last_name, '')) collate "C"), customer_id);
create index customer_birth_on on laurel.customer (birth_on, customer_id);
create index customer_phone on laurel.customer using gin (phone_digits);
create index customer_created on laurel.customer (created_at, customer_id);
-- Deleted customers have given their keys up, and are searched by what their profile still says.
create index customer_deleted_email on laurel.customer (lower(email)) where deleted_at is not null;
create index customer_deleted_identifiers on laurel.customer using gin (identifiers jsonb_path_ops) where deleted_at is not null;
-- Left out of figures over all customers.
create index customer_uncounted on laurel.customer (customer_id) where deleted_at is not null or test_persona;

-- Uniqueness across customers: e-mail (`email`) and identifiers (`id:<type>`), each value claimed by one conditional insert.
create table laurel.customer_key (
  value       text not null,
  kind        text not null,
  customer_id uuid not null,
  constraint customer_key_pkey primary key (value, kind)
);

-- The fact log. `tx` is the transaction that wrote the fact: readers of the log follow it up to the oldest running one.
create table laurel.fact (
  customer_id uuid        not null,
  id          uuid        not null,
  kind        text        not null,
  name        text,
  key_hash    uuid,
  body_hash   uuid,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  booked_on   date        not null,
  programme   integer     not null,
  engine      integer     not null,
  actor_kind  text        not null,
  actor_name  text        not null,
  is_refused  boolean     not null,
  body        jsonb,
  record      jsonb       not null,
  tx          bigint      not null,
  constraint fact_pkey primary key (customer_id, id)
);
create unique index fact_key on laurel.fact (customer_id, key_hash) where key_hash is not null;
create index fact_tx on laurel.fact using brin (tx) with (pages_per_range = 16, autosummarize = on);

-- The ledger: one row per movement and lot. The kind names both sides: the customer's account and the programme's.
create table laurel.point_entry (
  customer_id    uuid        not null,
  id             uuid        not null,
  movement_id    uuid        not null,
  kind           text        not null,
  account        text        not null,
  lot_id         uuid,
  hold_id        uuid,
  source         text,
  amount         bigint      not null,
  occurred_at    timestamptz not null,
  recorded_at    timestamptz not null,
  booked_on      date        not null,
  available_at   timestamptz,
  expires_at     timestamptz,
  reference_type text        not null,
  reference_id   text,
  transaction_id text,
  rule           text,
  constraint point_entry_pkey primary key (customer_id, id),
  constraint point_entry_amount check (amount > 0)
);

-- Derived from the ledger; `laurel verify` rebuilds and compares them.

create table laurel.lot (
  customer_id  uuid        not null,
  id           uuid        not null,
  account      text        not null,
  source       text        not null,
  amount       bigint      not null,
  spent        bigint      not null,
  expired      bigint      not null,
  reversed     bigint      not null,
  moved        bigint      not null,
  held         bigint      not null,
  occurred_at  timestamptz not null,
  available_at timestamptz,
  expires_at   timestamptz,
  is_earned    boolean     not null,
  is_noticed   boolean     not null,
  is_open      boolean     not null,
  constraint lot_pkey primary key (customer_id, id),
  constraint lot_amounts check (
    spent >= 0 and expired >= 0 and reversed >= 0 and moved >= 0 and held >= 0
    and spent + expired + reversed + moved + held <= amount
  )
) with (fillfactor = 80);
create index lot_open on laurel.lot (customer_id, expires_at) where is_open;
create index lot_pending on laurel.lot (customer_id, available_at) where is_open and available_at is not null;

create table laurel.balance (
  customer_id     uuid   not null,
  account         text   not null,
  deposited       bigint not null,
  transferred_in  bigint not null,
  spent           bigint not null,
  expired         bigint not null,
  reversed        bigint not null,
  transferred_out bigint not null,
  held            bigint not null,
  debt            bigint not null,
  uncollected     bigint not null,
  active_at       timestamptz,
  constraint balance_pkey primary key (customer_id, account)
) with (fillfactor = 80);

create table laurel.hold (
  customer_id uuid        not null,
  id          uuid        not null,
  amount      bigint      not null,
  status      text        not null,
  expires_at  timestamptz not null,
  parts       jsonb       not null,
  is_open     boolean     not null,
  constraint hold_pkey primary key (customer_id, id),
  constraint hold_status check (status in ('open', 'captured', 'released', 'expired'))
);
create index hold_open on laurel.hold (customer_id, expires_at) where is_open;

create table laurel.tier_move (
  customer_id    uuid        not null,
  id             uuid        not null,
  system         text        not null,
  from_level     text,
  to_level       text        not null,
  reason         text        not null,
  occurred_at    timestamptz not null,
  recorded_at    timestamptz not null,
  maintenance_at timestamptz,
  counts_since   timestamptz,
  note           text,
  constraint tier_move_pkey primary key (customer_id, id)
);

create table laurel.tier (
  customer_id    uuid        not null,
  system         text        not null,
  level          text        not null,
  since          timestamptz not null,
  maintained_at  timestamptz not null,
  maintenance_at timestamptz,
  anniversary_at timestamptz not null,
  counts_since   timestamptz,
  constraint tier_pkey primary key (customer_id, system)
) with (fillfactor = 80);

-- Uses of limits per customer and calendar period, and marks that rules keep (the last completion of a round).
create table laurel.counter (
  customer_id uuid   not null,
  period      text   not null,
  key         text   not null,
  value       bigint not null,
  constraint counter_pkey primary key (customer_id, period, key)
) with (fillfactor = 80);

-- Occurrences of events that rules and tiers count.
create table laurel.tally (
  customer_id uuid        not null,
  metric      text        not null,
  at          timestamptz not null,
  fact_id     uuid        not null,
  value       bigint      not null,
  constraint tally_pkey primary key (customer_id, metric, at, fact_id)
);

create table laurel.tag (
  customer_id uuid        not null,
  tag         text        not null,
  count       bigint      not null,
  expires_at  timestamptz,
  constraint tag_pkey primary key (customer_id, tag)
);

-- Limits in total: the centre hands out portions to partitions, which spend them under their own lock.

create table laurel.quota (
  key    text   not null,
  period text   not null,
  handed bigint not null,
  constraint quota_pkey primary key (key, period)
);

create table laurel.quota_slice (
  key       text     not null,
  period    text     not null,
  partition smallint not null,
  granted   bigint   not null,
  used      bigint   not null,
  constraint quota_slice_pkey primary key (key, period, partition),
  constraint quota_slice_used check (used >= 0 and used <= granted)
) with (fillfactor = 50);

-- Facts that the database refused, kept for a person to look at and replay.
create table laurel.rejected_fact (
  id          uuid        not null constraint rejected_fact_pkey primary key,
  customer_id uuid        not null,
  fact        jsonb       not null,
  sqlstate    text        not null,
  message     text        not null,
  recorded_at timestamptz not null,
  replayed_at timestamptz
);

create table laurel.run (
  id          uuid        not null constraint run_pkey primary key,
  kind        text        not null,
  params      jsonb       not null,
  status      text        not null,
  cursor      jsonb       not null,
  total       bigint,
  visited     bigint      not null,
  changed     bigint      not null,
  started_at  timestamptz not null,
  updated_at  timestamptz not null,
  finished_at timestamptz,
  lease_by    text,
  lease_until timestamptz,
  error       text,
  actor_name  text        not null,
  constraint run_status check (status in ('waiting', 'running', 'done', 'failed', 'cancelled'))
);
create index run_open on laurel.run (kind, started_at) where status in ('waiting', 'running');
create index run_started on laurel.run (started_at desc, id);

select laurel.place('laurel.setting');
select laurel.place('laurel.engine_version');
select laurel.place('laurel.programme_version');
select laurel.place('laurel.customer', 'customer_id');
select laurel.place('laurel.customer_key', 'value');
select laurel.place('laurel.fact', 'customer_id', 'laurel.customer');
select laurel.place('laurel.point_entry', 'customer_id', 'laurel.customer');
select laurel.place('laurel.lot', 'customer_id', 'laurel.customer');
select laurel.place('laurel.balance', 'customer_id', 'laurel.customer');
select laurel.place('laurel.hold', 'customer_id', 'laurel.customer');
select laurel.place('laurel.tier_move', 'customer_id', 'laurel.customer');
select laurel.place('laurel.tier', 'customer_id', 'laurel.customer');
select laurel.place('laurel.counter', 'customer_id', 'laurel.customer');
select laurel.place('laurel.tally', 'customer_id', 'laurel.customer');
select laurel.place('laurel.tag', 'customer_id', 'laurel.customer');

-- The application reads everything, changes state, and only ever adds to the log, the ledger and the tier history.
grant usage on schema laurel to laurel_app;
grant select on all tables in schema laurel to laurel_app;
grant insert, update, delete on
  laurel.setting, laurel.engine_version, laurel.programme_version, laurel.api_key, laurel.customer, laurel.customer_key,
  laurel.lot, laurel.balance, laurel.hold, laurel.tier, laurel.counter, laurel.tally, laurel.tag,
  laurel.quota, laurel.quota_slice, laurel.rejected_fact, laurel.run
  to laurel_app;
grant insert on laurel.fact, laurel.point_entry, laurel.tier_move to laurel_app;
