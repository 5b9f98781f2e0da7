-- Some providers take a message at once and say later what became of it, and only to whoever asks: when each is asked next,
-- and what was said. Null report_at: nothing is to be asked, or no more.
alter table laurel.message add column report_at     timestamptz;
alter table laurel.message add column report        text;
alter table laurel.message add column report_reason text;
alter table laurel.message add constraint message_report check (report in ('delivered', 'failed'));
create index message_report on laurel.message (provider, report_at) where report_at is not null;
