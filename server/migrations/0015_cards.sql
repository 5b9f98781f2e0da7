-- Stored value cards, and the history of their balances.

-- Derived: `laurel verify` compares it with the outcomes that facts record, and the balance with the history.
create table laurel.card (
  customer_id   uuid        not null,
  id            uuid        not null,
  number        text        not null,
  type          text        not null,
  design        text,
  nickname      text,
  status        text        not null,
  balance       bigint      not null,
  currency      text        not null,
  expires_at    timestamptz,
  registered_at timestamptz not null,
  updated_at    timestamptz not null,
  -- Of a removed card: what was on it.
  left_with     bigint,
  is_open       boolean     not null,
  constraint card_pkey primary key (customer_id, id),
  constraint card_status check (status in ('registered', 'lost', 'reported_stolen', 'stolen', 'expired', 'removed')),
  constraint card_balance check (balance >= 0),
  constraint card_ended check (balance = 0 or status not in ('expired', 'removed'))
);
create index card_due on laurel.card (customer_id, expires_at) where is_open;
-- Whoever registers a number that was removed before finds what was on the card.
create index card_removed on laurel.card (number) where status = 'removed';

-- Append-only.
create table laurel.card_entry (
  customer_id   uuid        not null,
  id            uuid        not null,
  card_id       uuid        not null,
  at            timestamptz not null,
  activity      text        not null,
  change        bigint      not null,
  balance       bigint      not null,
  reason        text,
  author        text        not null,
  other_card_id uuid,
  reference     text,
  constraint card_entry_pkey primary key (customer_id, id)
);
create index card_entry_card on laurel.card_entry (customer_id, card_id, id);

select laurel.place('laurel.card', 'customer_id', 'laurel.customer');
select laurel.place('laurel.card_entry', 'customer_id', 'laurel.customer');

grant select on laurel.card, laurel.card_entry to laurel_app;
grant insert, update, delete on laurel.card to laurel_app;
grant insert on laurel.card_entry to laurel_app;
