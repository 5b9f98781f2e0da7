-- Purchases as they now are, one row for each customer that a transaction is attributed to, with its lines; and the catalogue
-- of items and stores that they name. Money is in the smallest unit of the programme's currency.

create table laurel.purchase (
  customer_id    uuid        not null,
  -- Made of the transaction's id, so that a return finds the purchase without looking.
  id             uuid        not null,
  transaction_id text        not null,
  -- The fact that booked it: what it gave is found under this id.
  fact_id        uuid        not null,
  store          text,
  channel        text,
  occurred_at    timestamptz not null,
  recorded_at    timestamptz not null,
  subtotal       bigint      not null,
  tax            bigint      not null,
  total          bigint      not null,
  -- This customer's share of the amount without tax: what is left of it after returns, and what was returned.
  net            bigint      not null,
  net_returned   bigint      not null,
  status         text        not null,
  -- Header, items, payments and discounts as they were sent.
  data           jsonb       not null,
  -- What each rule gave for it, and for which lines.
  earned         jsonb       not null,
  constraint purchase_pkey primary key (customer_id, id),
  constraint purchase_transaction unique (customer_id, transaction_id),
  constraint purchase_status check (status in ('completed', 'partly_returned', 'returned', 'voided')),
  constraint purchase_net check (net >= 0 and net_returned >= 0)
);
create index purchase_by_time on laurel.purchase (customer_id, occurred_at);
create index purchase_by_transaction on laurel.purchase (transaction_id);
create index purchase_by_store on laurel.purchase (store, occurred_at);

create table laurel.purchase_line (
  customer_id uuid    not null,
  purchase_id uuid    not null,
  line        text    not null,
  position    integer not null,
  -- Null where only amounts were sent.
  item        text,
  categories  jsonb   not null,
  quantity    bigint  not null,
  returned    bigint  not null,
  -- What is left of this customer's share after returns.
  net_amount  bigint  not null,
  -- The share as it was bought.
  net_bought  bigint  not null,
  constraint purchase_line_pkey primary key (customer_id, purchase_id, line),
  constraint purchase_line_returned check (returned between 0 and quantity)
);

-- Items and stores that nobody declared are recorded without a name when a transaction first mentions them.
create table laurel.item (
  id         text        not null,
  name       text,
  categories jsonb       not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint item_pkey primary key (id)
);

create table laurel.store (
  id         text        not null,
  name       text,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  constraint store_pkey primary key (id)
);

select laurel.place('laurel.purchase', 'customer_id', 'laurel.customer');
select laurel.place('laurel.purchase_line', 'customer_id', 'laurel.customer');
select laurel.place('laurel.item');
select laurel.place('laurel.store');

grant select, insert, update, delete on laurel.purchase, laurel.purchase_line, laurel.item, laurel.store to laurel_app;
