-- The life of an offer after it was issued: locks, redemptions, orders, data kept with it, codes for the point of sale; and the
-- exclusions that agents set.

alter table laurel.user_offer
  add column redeemed_at     timestamptz,
  add column transaction_id  text,
  add column order_id        uuid,
  add column code_hash       text,
  add column code_expires_at timestamptz;

-- The point of sale knows an offer by its code, and not whose it is.
create index user_offer_code on laurel.user_offer (code_hash) where code_hash is not null;

create table laurel.offer_exclusion (
  customer_id   uuid        not null,
  id            uuid        not null,
  offer         text        not null,
  user_offer_id uuid        not null,
  status        text        not null,
  reason        text        not null,
  excluded_by   text        not null,
  excluded_at   timestamptz not null,
  lifted_reason text,
  lifted_by     text,
  lifted_at     timestamptz,
  constraint offer_exclusion_pkey primary key (customer_id, id),
  constraint offer_exclusion_status check (status in ('excluded', 'lifted'))
);

select laurel.place('laurel.offer_exclusion', 'customer_id', 'laurel.customer');

grant select, insert, update, delete on laurel.offer_exclusion to laurel_app;
