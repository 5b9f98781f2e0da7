-- What customers bought in reward stores: one row for each order, as it now is.

create table laurel.reward_order (
  customer_id   uuid        not null,
  id            uuid        not null,
  store         text        not null,
  item          text        not null,
  offer         text        not null,
  -- Of the offer, as they were.
  title         text        not null,
  type          text        not null,
  quantity      integer     not null,
  points        bigint      not null,
  status        text        not null,
  -- Null where nothing is sent.
  delivery      text,
  tracking      text,
  ordered_at    timestamptz not null,
  updated_at    timestamptz not null,
  updated_by    text        not null,
  cancel_reason text,
  constraint reward_order_pkey primary key (customer_id, id),
  constraint reward_order_status check (status in ('placed', 'cancelled')),
  constraint reward_order_delivery check (delivery in ('pending', 'shipped', 'delivered', 'cancelled')),
  constraint reward_order_amounts check (quantity > 0 and points >= 0)
);
create index user_offer_order on laurel.user_offer (customer_id, order_id) where order_id is not null;

select laurel.place('laurel.reward_order', 'customer_id', 'laurel.customer');

grant select, insert, update, delete on laurel.reward_order to laurel_app;
