// What the lanes write of customers: that somebody is about to be sent, what became of it, and who may have an address there.
// Before anything goes out the hash is emptied and new addresses are added: whoever takes over after a crash sends again and
// knows what may be there.
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';
import { booleans, instants, texts, uuids } from './arrays.ts';
import type { SyncCustomerStatus } from './sync-customers.ts';
import { inTransaction } from './transaction.ts';

type Db = Pick<pg.Pool, 'query'>;

export type SentRow = {
  readonly customerId: string;
  readonly status: SyncCustomerStatus;
  /** Empty: never sent. */
  readonly key: string;
  readonly hash: Buffer | null;
  readonly emails: readonly string[];
  readonly phones: readonly string[];
  readonly isMember: boolean;
  readonly isUntagged: boolean;
  readonly result: string | null;
  readonly syncedAt: Instant | null;
  readonly attempts: number;
  readonly nextAt: Instant | null;
};

const COLUMNS = `s.customer_id as "customerId", s.status, s.key, s.hash, s.emails, s.phones, s.is_member as "isMember",
       s.is_untagged as "isUntagged", s.result, s.synced_at as "syncedAt", s.attempts, s.next_at as "nextAt"`;

export async function readSent(
  db: Db,
  connection: string,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, SentRow>> {
  const { rows } = await db.query<SentRow>({
    name: 'sync-read-sent',
    text: `select ${COLUMNS}
           from   laurel.sync_customer s
           where  s.customer_id = any($2::uuid[]) and s.connection = $1`,
    values: [connection, uuids(customerIds)],
  });
  return new Map(rows.map((row) => [row.customerId, row]));
}

/**
 * Who may have one of these addresses there, looked up one by one: a search for all of them at once reads the whole table. While
 * the table fills up it is taken for a small one, and read whole for each of them: so that is ruled out.
 */
export async function readHolders(
  pool: pg.Pool,
  connection: string,
  { emails, phones }: { readonly emails: readonly string[]; readonly phones: readonly string[] },
): Promise<readonly SentRow[]> {
  if (emails.length === 0 && phones.length === 0) return [];
  const statement = {
    name: 'sync-read-holders',
    text: `select ${COLUMNS}
           from   unnest($2::text[]) as r(email)
           cross  join lateral (select * from laurel.sync_customer h
                                where  h.connection || '' = $1 and h.emails @> array[r.email]) as s
           union
           select ${COLUMNS}
           from   unnest($3::text[]) as r(phone)
           cross  join lateral (select * from laurel.sync_customer h
                                where  h.connection || '' = $1 and h.phones @> array[r.phone]) as s
           limit  ${HOLDERS_MAX}`,
    values: [connection, texts(emails), texts(phones)],
  };
  const { rows } = await inTransaction(
    pool,
    (client) => client.query<SentRow>(statement),
    (client) => client.query(BY_ADDRESS),
  );
  return rows;
}

/** With a condition on the connection that no index fits, leaves the indexes of addresses as the only way. */
const BY_ADDRESS = `begin read only;
  set local enable_seqscan = off; set local enable_indexscan = off; set local enable_material = off`;

/** Of a thousand customers at once; a number that more share is nobody's. */
const HOLDERS_MAX = 5_000;

/** Those that are due without a fact, the longest first. */
export async function readDue(
  db: Db,
  connection: string,
  { now, limit }: { readonly now: Instant; readonly limit: number },
): Promise<readonly string[]> {
  const { rows } = await db.query<{ customer_id: string }>({
    name: 'sync-read-due',
    text: `select s.customer_id
           from   laurel.sync_customer s
           where  s.connection = $1 and s.next_at <= $2
           order  by s.next_at
           limit  $3`,
    values: [connection, new Date(now), limit],
  });
  return rows.map((row) => row.customer_id);
}

export type Sending = {
  readonly customerId: string;
  readonly key: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly isMember: boolean;
};

/** They are about to be sent. False: another process sends by now, and nothing was written. */
export async function markSending(
  db: Db,
  { connection, holder }: { readonly connection: string; readonly holder: string },
  sending: readonly Sending[],
): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'sync-mark-sending',
    text: `insert into laurel.sync_customer as s
             (customer_id, connection, status, key, emails, phones, is_member, is_untagged, attempts)
           select r.customer_id, $1, 'pending', r.key, array_remove(array[r.email], null), array_remove(array[r.phone], null),
                  r.is_member, false, 0
           from   unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::boolean[])
                  as r(customer_id, key, email, phone, is_member)
           where  exists (select from laurel.sync_connection c where c.name = $1 and c.lease_by = $2)
           on conflict (customer_id, connection) do update
           set    hash = null, key = excluded.key, is_member = s.is_member or excluded.is_member,
                  emails = case when excluded.emails <@ s.emails then s.emails else s.emails || excluded.emails end,
                  phones = case when excluded.phones <@ s.phones then s.phones else s.phones || excluded.phones end`,
    values: [
      connection,
      holder,
      uuids(sending.map(({ customerId }) => customerId)),
      texts(sending.map(({ key }) => key)),
      texts(sending.map(({ email }) => email)),
      texts(sending.map(({ phone }) => phone)),
      booleans(sending.map(({ isMember }) => isMember)),
    ],
  });
  return rowCount === sending.length;
}

export type Sent = {
  readonly customerId: string;
  readonly status: Extract<SyncCustomerStatus, 'synced' | 'left' | 'erased'>;
  /** Null: what is there is not known for sure, or nothing is there. */
  readonly hash: Buffer | null;
  /** Empty when nothing is there any more. */
  readonly key: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly remoteId: string | null;
  readonly isMember: boolean;
  readonly result: string;
  readonly reason: string | null;
  readonly nextAt: Instant | null;
  /** As it was when the state was read: asked for again meanwhile, they stay due. */
  readonly seenNextAt: Instant | null;
};

export async function markSent(
  db: Db,
  connection: string,
  { sent, at }: { readonly sent: readonly Sent[]; readonly at: Instant },
): Promise<void> {
  if (sent.length === 0) return;
  await db.query({
    name: 'sync-mark-sent',
    text: `update laurel.sync_customer s
           set    status = r.status, key = r.key, emails = array_remove(array[r.email], null),
                  phones = array_remove(array[r.phone], null), remote_id = coalesce(r.remote_id, s.remote_id),
                  is_member = r.is_member, result = r.result, reason = r.reason, synced_at = $2, tried_at = $2, attempts = 0,
                  hash = case when s.next_at is distinct from r.seen then null else decode(r.hash, 'hex') end,
                  next_at = case when s.next_at is distinct from r.seen then s.next_at else r.next_at end
           from   unnest($3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::boolean[], $10::text[],
                         $11::text[], $12::text[], $13::timestamptz[], $14::timestamptz[])
                  as r(customer_id, status, key, email, phone, remote_id, is_member, result, reason, hash, next_at, seen)
           where  s.customer_id = r.customer_id and s.connection = $1`,
    values: [
      connection,
      new Date(at),
      uuids(sent.map(({ customerId }) => customerId)),
      texts(sent.map(({ status }) => status)),
      texts(sent.map(({ key }) => key)),
      texts(sent.map(({ email }) => email)),
      texts(sent.map(({ phone }) => phone)),
      texts(sent.map(({ remoteId }) => remoteId)),
      booleans(sent.map(({ isMember }) => isMember)),
      texts(sent.map(({ result }) => result)),
      texts(sent.map(({ reason }) => reason)),
      texts(sent.map(({ hash }) => hash?.toString('hex') ?? null)),
      instants(sent.map(({ nextAt }) => nextAt)),
      instants(sent.map(({ seenNextAt }) => seenNextAt)),
    ],
  });
}

export type Refused = { readonly customerId: string; readonly reason: string; readonly nextAt: Instant };

/** Refused there, or not to be written for it. */
export async function markRefused(
  db: Db,
  connection: string,
  { refused, at }: { readonly refused: readonly Refused[]; readonly at: Instant },
): Promise<void> {
  if (refused.length === 0) return;
  await db.query({
    name: 'sync-mark-refused',
    text: `insert into laurel.sync_customer as s
             (customer_id, connection, status, key, emails, phones, is_member, is_untagged, result, reason, tried_at, attempts,
              next_at)
           select r.customer_id, $1, 'failed', '', '{}', '{}', false, false, 'refused', r.reason, $2, 1, r.next_at
           from   unnest($3::uuid[], $4::text[], $5::timestamptz[]) as r(customer_id, reason, next_at)
           on conflict (customer_id, connection) do update
           set    status = 'failed', hash = null, result = 'refused', reason = excluded.reason, tried_at = excluded.tried_at,
                  attempts = s.attempts + 1, next_at = excluded.next_at`,
    values: [
      connection,
      new Date(at),
      uuids(refused.map(({ customerId }) => customerId)),
      texts(refused.map(({ reason }) => reason)),
      instants(refused.map(({ nextAt }) => nextAt)),
    ],
  });
}

/** They are there as they should be, or not to be sent: due again when time alone changes something. */
export async function markSeen(
  db: Db,
  connection: string,
  seen: readonly {
    readonly customerId: string;
    readonly nextAt: Instant | null;
    readonly seenNextAt: Instant | null;
  }[],
): Promise<void> {
  if (seen.length === 0) return;
  await db.query({
    name: 'sync-mark-seen',
    text: `update laurel.sync_customer s
           set    next_at = r.next_at
           from   unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) as r(customer_id, next_at, seen)
           where  s.customer_id = r.customer_id and s.connection = $1 and s.next_at is not distinct from r.seen`,
    values: [
      connection,
      uuids(seen.map(({ customerId }) => customerId)),
      instants(seen.map(({ nextAt }) => nextAt)),
      instants(seen.map(({ seenNextAt }) => seenNextAt)),
    ],
  });
}

/**
 * To be sent again, soon: somebody else takes one of their addresses, or the live lane is to decide. As when they are asked for, the
 * time is another than any before.
 */
export async function markDue(
  db: Db,
  connection: string,
  { customerIds, at }: { readonly customerIds: readonly string[]; readonly at: Instant },
): Promise<void> {
  if (customerIds.length === 0) return;
  await db.query({
    name: 'sync-mark-due',
    text: `insert into laurel.sync_customer as s
             (customer_id, connection, status, key, emails, phones, is_member, is_untagged, attempts, next_at)
           select r.customer_id, $1, 'pending', '', '{}', '{}', false, false, 0, $3
           from   unnest($2::uuid[]) as r(customer_id)
           on conflict (customer_id, connection) do update
           set    hash = null, next_at = least(excluded.next_at, s.next_at - interval '1 millisecond')`,
    values: [connection, uuids(customerIds), new Date(at)],
  });
}

/** Addresses that were taken off them there. */
export async function markDropped(
  db: Db,
  connection: string,
  dropped: readonly {
    readonly customerId: string;
    readonly emails: readonly string[];
    readonly phones: readonly string[];
  }[],
): Promise<void> {
  for (const { customerId, emails, phones } of dropped)
    await db.query({
      name: 'sync-mark-dropped',
      text: `update laurel.sync_customer s
             set    emails = array(select e from unnest(s.emails) as e where not e = any($3::text[])),
                    phones = array(select p from unnest(s.phones) as p where not p = any($4::text[]))
             where  s.customer_id = $2 and s.connection = $1`,
      values: [connection, customerId, texts(emails), texts(phones)],
    });
}

/** What the platform was told to forget, on all connections: the row of whom systems outside are told goes with the last. */
export async function settleOutbound(db: Db, customerIds: readonly string[]): Promise<void> {
  if (customerIds.length === 0) return;
  await db.query({
    name: 'sync-settle-outbound',
    text: `delete from laurel.privacy_outbound p
           where  p.customer_id = any($1::uuid[])
             and  not exists (select from laurel.sync_customer s
                              where  s.customer_id = p.customer_id and s.status <> 'erased' and s.key <> '')`,
    values: [uuids(customerIds)],
  });
}
