-- Campaigns as people steer them: every step (submit, approve, pause, resume, end) is a version of its own with the same files,
-- so that a batch decides with exactly one state and a decision says which. And what each campaign gave, counted as it gives.

-- `campaigns`: what people did to each. `published`: the version that brought these files.
alter table laurel.programme_version add column campaigns jsonb not null default '{}';
alter table laurel.programme_version add column published integer;
update laurel.programme_version set published = version;
alter table laurel.programme_version alter column published set not null;

-- Tills and old clients name an offer without its customer.
create index user_offer_id on laurel.user_offer (id);

-- One row per campaign, day of the programme and partition, added to by a batch under the lock of one of its partitions. Test
-- personas are left out.
create table laurel.campaign_result (
  campaign  text     not null,
  day       date     not null,
  partition smallint not null,
  given     bigint   not null,
  control   bigint   not null,
  points    bigint   not null,
  offers    bigint   not null,
  messages  bigint   not null,
  constraint campaign_result_pkey primary key (campaign, day, partition)
) with (fillfactor = 50);

grant select, insert, update, delete on laurel.campaign_result to laurel_app;
