// The names that providers have for messages, as callbacks tell them. What a sending answered is kept with its attempt (outbox.ts).
import type pg from 'pg';
import { texts, uuids } from './arrays.ts';

export async function keepReferences(
  db: Pick<pg.Pool, 'query'>,
  learned: readonly {
    readonly message: { readonly customerId: string; readonly id: string };
    readonly reference: string;
  }[],
): Promise<void> {
  await db.query({
    name: 'keep-references',
    text: `update laurel.message m
           set    reference = r.reference
           from   unnest($1::uuid[], $2::uuid[], $3::text[]) as r(customer_id, id, reference)
           where  m.customer_id = r.customer_id and m.id = r.id and m.reference is distinct from r.reference`,
    values: [
      uuids(learned.map(({ message }) => message.customerId)),
      uuids(learned.map(({ message }) => message.id)),
      texts(learned.map(({ reference }) => reference)),
    ],
  });
}
