-- Accounts that customers have in other systems, as they were last synchronised.

create table laurel.external_account (
  customer_id uuid        not null,
  id          uuid        not null,
  system      text        not null,
  external_id text        not null,
  direction   text        not null,
  linked_at   timestamptz not null,
  synced_at   timestamptz not null,
  synced_by   text        not null,
  constraint external_account_pkey primary key (customer_id, id),
  constraint external_account_direction check (direction in ('take', 'push', 'link'))
);

select laurel.place('laurel.external_account', 'customer_id', 'laurel.customer');

grant select, insert, update, delete on laurel.external_account to laurel_app;
