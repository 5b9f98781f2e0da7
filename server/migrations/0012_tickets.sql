-- Tickets of a support system outside, as it last told of them; what it told before stands in the facts.

create table laurel.ticket (
  customer_id  uuid        not null,
  id           uuid        not null,
  reference    text        not null,
  status       text        not null,
  type         text,
  subject      text,
  link         text,
  submitted_at timestamptz,
  updated_at   timestamptz not null,
  updates      integer     not null,
  constraint ticket_pkey primary key (customer_id, id)
);
create index ticket_updated on laurel.ticket (customer_id, updated_at desc, id desc);

select laurel.place('laurel.ticket', 'customer_id', 'laurel.customer');

grant select, insert, update, delete on laurel.ticket to laurel_app;
