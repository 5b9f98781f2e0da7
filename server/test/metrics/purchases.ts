// Writes customers and purchases straight into their tables, as the owner: tests of what is reckoned from thousands of them
// need not wait for thousands of decisions. How purchases come there in earnest is tested where they are decided.
import type pg from 'pg';

export type WrittenCustomer = {
  readonly id: string;
  readonly isPersona?: boolean;
  readonly isDeleted?: boolean;
};

export type WrittenPurchase = {
  readonly customerId: string;
  readonly at: string;
  readonly cents: number;
  readonly status?: 'completed' | 'partly_returned' | 'returned' | 'voided';
  readonly items?: readonly string[];
};

export async function writeCustomers(owner: pg.Pool, customers: readonly WrittenCustomer[]): Promise<void> {
  await owner.query(
    `insert into laurel.customer (customer_id, status, opted_in, test_persona, created_at, updated_at, deleted_at)
     select (c->>'id')::uuid, 'good', true, coalesce((c->>'isPersona')::bool, false), now(), now(),
            case when (c->>'isDeleted')::bool then now() end
     from   json_array_elements($1::json) as c`,
    [JSON.stringify(customers)],
  );
}

export async function writePurchases(owner: pg.Pool, purchases: readonly WrittenPurchase[]): Promise<void> {
  await owner.query(
    `with sold as (
       select p, gen_random_uuid() as id, (p->>'customerId')::uuid as customer_id, (p->>'cents')::bigint as cents
       from   json_array_elements($1::json) as p
     ), line as (
       insert into laurel.purchase_line (customer_id, purchase_id, line, position, item, categories, quantity, returned,
                                         net_amount, net_bought)
       select customer_id, id, item.place::text, item.place::int, item.value, '[]', 1, 0, 0, 0
       from   sold cross join lateral json_array_elements_text(coalesce(p->'items', '[]')) with ordinality
                as item (value, place)
     )
     insert into laurel.purchase (customer_id, id, transaction_id, fact_id, occurred_at, recorded_at, subtotal, tax, total,
                                  net, net_returned, status, data, earned)
     select customer_id, id, id::text, gen_random_uuid(), (p->>'at')::timestamptz, now(), cents, 0, cents, cents, 0,
            coalesce(p->>'status', 'completed'), '{}', '{}'
     from   sold`,
    [JSON.stringify(purchases)],
  );
}
