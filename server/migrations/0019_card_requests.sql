-- What card processors were asked before a fact was handed in, so that each is confirmed or cancelled, whoever died in between.
create table laurel.card_request (
  customer_id uuid        not null,
  id          uuid        not null,
  processor   text        not null,
  action      text        not null,
  -- `open`: asked, the fact is under way. `settling`: found left over, and to be confirmed or cancelled.
  status      text        not null,
  asked_at    timestamptz not null,
  next_at     timestamptz not null,
  tries       integer     not null default 0,
  constraint card_request_pkey primary key (customer_id, id),
  constraint card_request_status check (status in ('open', 'settling', 'confirmed', 'cancelled'))
);
create index card_request_next on laurel.card_request (next_at) where status in ('open', 'settling');

select laurel.place('laurel.card_request', 'customer_id', 'laurel.customer');

grant select, insert, update, delete on laurel.card_request to laurel_app;
