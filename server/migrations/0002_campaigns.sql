-- Campaigns: offers in wallets, and messages on their way out with what was sent of them, what came of each attempt, and
-- the state and secrets of providers.

-- The wallet. Derived: `laurel verify` rebuilds it from the outcomes that facts record.
create table laurel.user_offer (
  customer_id uuid        not null,
  id          uuid        not null,
  offer       text        not null,
  status      text        not null,
  issued_at   timestamptz not null,
  starts_at   timestamptz,
  expires_at  timestamptz,
  rule        text,
  custom_data jsonb       not null default '{}',
  is_open     boolean     not null,
  constraint user_offer_pkey primary key (customer_id, id),
  constraint user_offer_status check (status in ('issued', 'locked', 'redeemed', 'expired', 'revoked'))
) with (fillfactor = 80);
create index user_offer_open on laurel.user_offer (customer_id, expires_at) where is_open;

-- The outbox: written with the decision, finished by the dispatcher. A message whose request is frozen or under way is still
-- `waiting`, so that nothing has to be given back when a process dies.
create table laurel.message (
  customer_id     uuid        not null,
  id              uuid        not null,
  message         text        not null,
  provider        text        not null,
  purpose         text        not null,
  rule            text        not null,
  programme       integer     not null,
  lane            text        not null,
  is_test         boolean     not null,
  variables       jsonb       not null,
  created_at      timestamptz not null,
  due_at          timestamptz not null,
  until_attribute text,
  until_at        timestamptz,
  status          text        not null default 'waiting',
  next_at         timestamptz not null,
  -- All attempts, and how many of them were made before the last replay.
  attempts        integer     not null default 0,
  attempts_before integer     not null default 0,
  -- The provider's own name for the message.
  reference       text,
  -- Why it waits, was suppressed, or is dead.
  reason          text,
  finished_at     timestamptz,
  constraint message_pkey primary key (customer_id, id),
  constraint message_purpose check (purpose in ('programme', 'marketing')),
  constraint message_lane check (lane in ('live', 'bulk')),
  constraint message_status check (status in ('waiting', 'delivered', 'tray', 'suppressed', 'cancelled', 'dead'))
);
-- What is to be sent next, by provider and lane. Finished messages are not in it.
create index message_ready on laurel.message (provider, lane, next_at, id) where status = 'waiting';
-- Ids begin with the time at which they were made: lists by time, and callbacks that know nothing but the id.
create index message_id on laurel.message (id);
create index message_failed on laurel.message (provider, id) where status in ('dead', 'suppressed', 'cancelled');
create index message_tray on laurel.message (id) where status = 'tray';
create index message_reference on laurel.message (provider, reference) where reference is not null;

-- What is sent, frozen before the first attempt, without address and secrets: every attempt sends the same bytes.
create table laurel.message_request (
  customer_id uuid        not null,
  id          uuid        not null,
  connector   text        not null,
  request     jsonb       not null,
  frozen_at   timestamptz not null,
  constraint message_request_pkey primary key (customer_id, id)
);

-- The log: one row per attempt.
create table laurel.delivery (
  customer_id uuid        not null,
  message_id  uuid        not null,
  attempt     integer     not null,
  at          timestamptz not null,
  result      text        not null,
  status      integer,
  response    text        not null,
  reason      text,
  duration_ms integer     not null,
  constraint delivery_pkey primary key (customer_id, message_id, attempt),
  constraint delivery_result check (result in ('delivered', 'retry', 'dead', 'pause'))
);

-- Address and secrets of providers that are not given by settings, encrypted under the key named `key_id`.
create table laurel.provider_secret (
  provider   text        not null constraint provider_secret_pkey primary key,
  key_id     text        not null,
  nonce      bytea       not null,
  sealed     bytea       not null,
  updated_at timestamptz not null,
  updated_by text        not null
);

-- Who sends to a provider, and whether anything is sent at all. `epoch` counts the senders: an earlier one freezes nothing.
create table laurel.provider_state (
  provider      text        not null constraint provider_state_pkey primary key,
  is_paused     boolean     not null default false,
  paused_reason text,
  paused_at     timestamptz,
  paused_by     text,
  -- The circuit breaker: failures in a row, and until when nothing is tried.
  failures      integer     not null default 0,
  open_until    timestamptz,
  open_reason   text,
  lease_by      text,
  lease_until   timestamptz,
  epoch         bigint      not null default 0
) with (fillfactor = 50);

select laurel.place('laurel.user_offer', 'customer_id', 'laurel.customer');
select laurel.place('laurel.message', 'customer_id', 'laurel.customer');
select laurel.place('laurel.message_request', 'customer_id', 'laurel.customer');
select laurel.place('laurel.delivery', 'customer_id', 'laurel.customer');
select laurel.place('laurel.provider_secret');

grant select on all tables in schema laurel to laurel_app;
grant insert, update, delete on
  laurel.user_offer, laurel.message, laurel.message_request, laurel.provider_secret, laurel.provider_state
  to laurel_app;
-- A log: attempts are added, and dropped when their time is over.
grant insert, delete on laurel.delivery to laurel_app;
