-- Whoever may have an address is looked for right after many were added: entries that wait to be sorted in would each be read.

alter index laurel.sync_customer_emails set (fastupdate = off);
alter index laurel.sync_customer_phones set (fastupdate = off);

-- For the figures of a lane.
alter table laurel.sync_lane add column refused bigint not null default 0;
