-- Imports of files: how far each has come, what it added up, and the rows that it could not take, without their content.

create table laurel.import (
  id          uuid        not null constraint import_pkey primary key,
  kind        text        not null,
  -- Rows are known again by (source, row): the same row of the same source is never booked twice.
  source      text        not null,
  -- Where the file lies, and on which machine: only a process there can go on with it.
  host        text        not null,
  file        text        not null,
  is_uploaded boolean     not null,
  file_bytes  bigint      not null,
  file_hash   text        not null,
  options     jsonb       not null,
  status      text        not null,
  -- Rows of the file; null until counted.
  total       bigint,
  -- Rows that are over, one way or the other: where a process that takes over goes on.
  done        bigint      not null,
  created     bigint      not null,
  changed     bigint      not null,
  unchanged   bigint      not null,
  rejected    bigint      not null,
  sums        jsonb       not null,
  started_at  timestamptz not null,
  updated_at  timestamptz not null,
  finished_at timestamptz,
  lease_by    text,
  lease_until timestamptz,
  error       text,
  actor_kind  text        not null,
  actor_name  text        not null,
  constraint import_status check (status in ('waiting', 'running', 'done', 'failed', 'cancelled'))
);
create index import_started on laurel.import (started_at desc, id);
create index import_open on laurel.import (started_at, id) where status in ('waiting', 'running');

create table laurel.import_rejection (
  import_id   uuid   not null,
  row_number  bigint not null,
  -- Lines differ from rows where a text goes over several lines.
  line        bigint not null,
  column_name text   not null,
  code        text   not null,
  expected    text   not null,
  constraint import_rejection_pkey primary key (import_id, row_number)
);

grant select, insert, update, delete on laurel.import, laurel.import_rejection to laurel_app;
