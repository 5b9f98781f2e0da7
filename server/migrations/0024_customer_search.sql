-- Whoever looks for a customer types the beginning of an e-mail address or identifier and expects to see them before the end.
-- In the order of code points, so that a beginning is a range whatever the order of the database is.

create index customer_key_beginning on laurel.customer_key (value collate "C");
