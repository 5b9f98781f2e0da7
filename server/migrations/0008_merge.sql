-- Two customers in one: who took over. The other's rows stay where they are.

alter table laurel.customer add column merged_into uuid;
create index customer_merged on laurel.customer (merged_into) where merged_into is not null;
