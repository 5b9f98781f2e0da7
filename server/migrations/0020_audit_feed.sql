-- How far the account audit log was told to the support system. Facts are told in the order of their transactions, each
-- only once all that began before its own have ended: then no fact can still appear before it.

create table laurel.audit_feed (
  name           text        not null,
  tx             bigint      not null,
  after_fact     uuid        not null,
  after_customer uuid        not null,
  delivered      bigint      not null,
  delivered_at   timestamptz,
  -- Tries that failed since the last delivery, why the last one did, and when it is tried again.
  failures       integer     not null,
  reason         text,
  next_at        timestamptz not null,
  holder         text,
  held_until     timestamptz not null,
  constraint audit_feed_pkey primary key (name)
);

grant select, insert, update, delete on laurel.audit_feed to laurel_app;
