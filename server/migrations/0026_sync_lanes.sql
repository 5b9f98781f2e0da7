-- Two customers can want one address: whoever may have it on the platform is found by the address. And events that were set
-- aside and may go now are found without looking through those that may not.

create index sync_customer_emails on laurel.sync_customer using gin (emails);
create index sync_customer_phones on laurel.sync_customer using gin (phones);

-- Its customer is known there by now, or a person wants it tried again.
alter table laurel.sync_event add column is_ready boolean not null default false;
create index sync_event_ready on laurel.sync_event (connection, set_aside_at, id) where is_ready;
