-- One draft of the programme, shared by everybody who may write it: edited entry by entry, looked at as a whole, published or
-- discarded. And who approved a version, where a second person has to.

create table laurel.programme_draft (
  name         text        not null,
  -- Never counted back, so that nobody mistakes the next draft for this one.
  revision     integer     not null,
  -- The version that the files were taken from; null while there is no draft.
  base_version integer,
  files        jsonb,
  -- By entry: who changed it last, when, and with which revision.
  edits        jsonb       not null,
  -- The plan that somebody handed in for approval, and who agreed to it; gone with the next change.
  submitted    jsonb,
  approved     jsonb,
  updated_at   timestamptz not null,
  updated_by   text        not null,
  constraint programme_draft_pkey primary key (name),
  constraint programme_draft_files check ((files is null) = (base_version is null))
);

alter table laurel.programme_version add column approved_by text;

grant select, insert, update, delete on laurel.programme_draft to laurel_app;
