-- Customer-data platforms are kept in step by following the log: where each lane of a connection stands, what the platform was
-- told of each customer, and the few events that could not be delivered as they came. The road of facts writes nothing of it.

create table laurel.sync_connection (
  name           text        not null,
  connector      text        not null,
  -- `new`: not set up yet; `running`; `paused`: by a person, or because the platform refuses the key.
  status         text        not null,
  -- What differs from the connector's defaults.
  mapping        jsonb       not null,
  options        jsonb       not null,
  pause_reason   text,
  paused_by      text,
  paused_at      timestamptz,
  set_up_at      timestamptz,
  -- From then on types of attributes stand.
  first_sent_at  timestamptz,
  updated_at     timestamptz not null,
  updated_by     text        not null,
  lease_by       text,
  lease_until    timestamptz,
  constraint sync_connection_pkey primary key (name),
  constraint sync_connection_status check (status in ('new', 'running', 'paused'))
) with (fillfactor = 50);
select laurel.place('laurel.sync_connection');

-- Where `profiles` and `events` of a connection stand in the log of facts; events never go ahead of profiles.
create table laurel.sync_lane (
  connection     text        not null,
  lane           text        not null,
  tx             bigint      not null,
  after_fact     uuid        not null,
  after_customer uuid        not null,
  failures       integer     not null,
  reason         text,
  next_at        timestamptz not null,
  moved_at       timestamptz not null,
  sent           bigint      not null,
  constraint sync_lane_pkey primary key (connection, lane),
  constraint sync_lane_lane check (lane in ('profiles', 'events'))
) with (fillfactor = 50);
select laurel.place('laurel.sync_lane');

-- What a platform was told of a customer.
create table laurel.sync_customer (
  customer_id uuid        not null,
  connection  text        not null,
  -- `pending`: to be sent; `synced`; `failed`: refused, see reason; `left`: not a member there any more; `erased`.
  status      text        not null,
  -- By which the platform knows them.
  key         text        not null,
  -- Of what was sent last; null while that is not known for sure.
  hash        bytea,
  -- Addresses that the platform may have of them, so that they can be taken off.
  emails      text[]      not null,
  phones      text[]      not null,
  remote_id   text,
  -- Told to be a member there (the tag).
  is_member   boolean     not null,
  -- A person took the tag off; it stays off until it is given again.
  is_untagged boolean     not null,
  result      text,
  reason      text,
  synced_at   timestamptz,
  tried_at    timestamptz,
  attempts    integer     not null,
  -- When it is to be looked at again without a fact: asked for by hand, to be retried, or because time alone changes something.
  next_at     timestamptz,
  constraint sync_customer_pkey primary key (customer_id, connection),
  constraint sync_customer_status check (status in ('pending', 'synced', 'failed', 'left', 'erased'))
) with (fillfactor = 70);
create index sync_customer_next on laurel.sync_customer (connection, next_at) where next_at is not null;
create index sync_customer_status on laurel.sync_customer (connection, status, customer_id);
select laurel.place('laurel.sync_customer', 'customer_id', 'laurel.customer');

-- Events that were set aside: refused (`dead`), waiting for their customer to be known there, or too old to be taken.
create table laurel.sync_event (
  customer_id uuid        not null,
  connection  text        not null,
  id          uuid        not null,
  event       text        not null,
  occurred_at timestamptz not null,
  properties  jsonb       not null,
  status      text        not null,
  reason      text        not null,
  attempts    integer     not null,
  set_aside_at timestamptz not null,
  constraint sync_event_pkey primary key (customer_id, connection, id),
  constraint sync_event_status check (status in ('waiting', 'dead', 'expired'))
);
create index sync_event_status on laurel.sync_event (connection, status, set_aside_at, id);
select laurel.place('laurel.sync_event', 'customer_id', 'laurel.customer');

-- Limits of an account, shared by all processes: so many requests may go at once, filled up by the second.
create table laurel.sync_bucket (
  account   text             not null,
  operation text             not null,
  tokens    double precision not null,
  filled_at timestamptz      not null,
  constraint sync_bucket_pkey primary key (account, operation)
) with (fillfactor = 50);
select laurel.place('laurel.sync_bucket');

grant select, insert, update, delete on
  laurel.sync_connection, laurel.sync_lane, laurel.sync_customer, laurel.sync_event, laurel.sync_bucket to laurel_app;
