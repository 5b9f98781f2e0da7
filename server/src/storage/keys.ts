// Values that belong to one customer only: e-mail addresses and identifiers. Looked up before a fact is queued, claimed by
// one conditional insert inside the batch. Who may have a key is decided by the table alone.
import type pg from 'pg';
import type { CustomerProfile } from '../domain/customers/profile.ts';
import type { Instant } from '../domain/time.ts';
import { texts, uuids } from './arrays.ts';

export type Key = { readonly kind: string; readonly value: string };
export type OwnedKey = Key & { readonly customerId: string };

export const EMAIL_KIND = 'email';
export const CARD_KIND = 'card';
const IDENTIFIER_PREFIX = 'id:';

export function emailKey(email: string): Key {
  return { kind: EMAIL_KIND, value: email.normalize('NFC').toLowerCase() };
}

export function identifierKey(type: string, value: string): Key {
  return { kind: IDENTIFIER_PREFIX + type, value };
}

/** Of a card, by its number: kept from its registration until it is removed, also while its customer is deleted. */
export function cardKey(number: string): Key {
  return { kind: CARD_KIND, value: number };
}

/** The identifier type of a key; null for e-mail. */
export function identifierTypeOf(kind: string): string | null {
  return kind.startsWith(IDENTIFIER_PREFIX) ? kind.slice(IDENTIFIER_PREFIX.length) : null;
}

/** What a profile holds; a deleted one holds nothing. */
export function keysOf(profile: CustomerProfile | null): readonly Key[] {
  if (profile === null || profile.deletedAt !== null) return [];
  const identifiers = profile.identifiers.map(({ type, value }) => identifierKey(type, value));
  return profile.email === null ? identifiers : [emailKey(profile.email), ...identifiers];
}

export function keyText({ kind, value }: Key): string {
  return `${kind} ${value}`;
}

/**
 * The owners of values, of whatever kind, and which of the given customer ids are taken: one statement, so that both are
 * of the same moment.
 */
export async function findKeys(
  client: pg.PoolClient,
  values: readonly string[],
  customerIds: readonly string[],
): Promise<{ readonly keys: readonly OwnedKey[]; readonly taken: ReadonlySet<string> }> {
  const { rows } = await client.query<{ value: string | null; kind: string | null; customer_id: string }>({
    name: 'find-keys',
    text: `select k.value, k.kind, k.customer_id from laurel.customer_key k where k.value = any($1::text[])
           union all
           select null, null, c.customer_id from laurel.customer c where c.customer_id = any($2::uuid[])
           order by 1, 2, 3`,
    values: [texts(values), uuids(customerIds)],
  });
  const keys: OwnedKey[] = [];
  const taken = new Set<string>();
  for (const row of rows) {
    if (row.value === null || row.kind === null) taken.add(row.customer_id);
    else keys.push({ value: row.value, kind: row.kind, customerId: row.customer_id });
  }
  return { keys, taken };
}

export async function findCustomer(
  client: pg.PoolClient,
  id: string,
): Promise<{
  readonly deletedAt: Instant | null;
  readonly mergedInto: string | null;
  readonly forgottenAt: Instant | null;
} | null> {
  const { rows } = await client.query<{
    deleted_at: Instant | null;
    merged_into: string | null;
    forgotten_at: Instant | null;
  }>({
    name: 'find-customer',
    text: 'select c.deleted_at, c.merged_into, c.forgotten_at from laurel.customer c where c.customer_id = $1::uuid',
    values: [id],
  });
  const [row] = rows;
  return row === undefined
    ? null
    : { deletedAt: row.deleted_at, mergedInto: row.merged_into, forgottenAt: row.forgotten_at };
}

/** Sorted, so that two batches that want the same keys wait for each other in one order. Gives those that were free. */
export async function claimKeys(client: pg.PoolClient, wanted: readonly OwnedKey[]): Promise<readonly OwnedKey[]> {
  const sorted = wanted.toSorted((a, b) => compare(a.value, b.value) || compare(a.kind, b.kind));
  const { rows } = await client.query<{ value: string; kind: string; customer_id: string }>({
    name: 'claim-keys',
    text: `insert into laurel.customer_key (value, kind, customer_id)
           select r.value, r.kind, r.customer_id
           from   unnest($1::text[], $2::text[], $3::uuid[]) as r(value, kind, customer_id)
           on conflict (value, kind) do nothing
           returning value, kind, customer_id`,
    values: columnsOf(sorted),
  });
  return rows.map((row) => ({ value: row.value, kind: row.kind, customerId: row.customer_id }));
}

/** Gives keys to customers who took them over from another; the caller has both locked. */
export async function handOver(client: pg.PoolClient, keys: readonly OwnedKey[]): Promise<void> {
  const { rowCount } = await client.query({
    name: 'hand-over-keys',
    text: `update laurel.customer_key k
           set    customer_id = r.customer_id
           from   unnest($1::text[], $2::text[], $3::uuid[]) as r(value, kind, customer_id)
           where  k.value = r.value and k.kind = r.kind`,
    values: columnsOf(keys),
  });
  if (rowCount !== keys.length) throw new Error(`${keys.length} keys were to change hands, ${rowCount ?? 0} did.`);
}

export async function releaseKeys(client: pg.PoolClient, keys: readonly OwnedKey[]): Promise<void> {
  await client.query({
    name: 'release-keys',
    text: `delete from laurel.customer_key k
           using  unnest($1::text[], $2::text[], $3::uuid[]) as r(value, kind, customer_id)
           where  k.value = r.value and k.kind = r.kind and k.customer_id = r.customer_id`,
    values: columnsOf(keys),
  });
}

function columnsOf(keys: readonly OwnedKey[]): Buffer[] {
  return [
    texts(keys.map(({ value }) => value)),
    texts(keys.map(({ kind }) => kind)),
    uuids(keys.map(({ customerId }) => customerId)),
  ];
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
