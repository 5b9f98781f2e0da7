-- Notes that agents keep on customers, as they now are; what they said before stands in the facts.

create table laurel.note (
  customer_id uuid        not null,
  id          uuid        not null,
  text        text        not null,
  reason      text,
  author      text        not null,
  created_at  timestamptz not null,
  updated_at  timestamptz not null,
  updated_by  text        not null,
  edits       integer     not null,
  status      text        not null,
  constraint note_pkey primary key (customer_id, id),
  constraint note_status check (status in ('kept', 'removed'))
);

select laurel.place('laurel.note', 'customer_id', 'laurel.customer');

grant select, insert, update, delete on laurel.note to laurel_app;
