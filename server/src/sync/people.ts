// Sends customers as they are now: reads their states, compares with what was told, takes old addresses off, upserts, takes the
// tag off, and writes down what became of each. Safe to repeat at any point: whoever is about to be sent is marked before.
import { setImmediate } from 'node:timers/promises';
import type pg from 'pg';
import type { Leaver, PersonResult, SyncCall, SyncConnector } from '../connectors/sync/sync-connector.ts';
import type { Programme } from '../domain/programme/programme.ts';
import type { Mapping, Person } from '../domain/sync/mapping.ts';
import type { Instant } from '../domain/time.ts';
import { markFirstSent } from '../storage/sync-connections.ts';
import { readyWaitingOf } from '../storage/sync-events.ts';
import { readProfileSources } from '../storage/sync-profiles.ts';
import {
  markDropped,
  markDue,
  markRefused,
  markSeen,
  markSending,
  markSent,
  readHolders,
  readSent,
  type Sent,
  type SentRow,
  settleOutbound,
} from '../storage/sync-sent.ts';
import { type AddressPlan, planAddresses } from './addresses.ts';
import type { SyncOptions } from './options.ts';
import { CLEARED, type Found, type FoundPerson, hashOf, type Wanted, wantedOf } from './wanted.ts';

export type PeopleContext = {
  readonly pool: pg.Pool;
  readonly connection: string;
  /** Who holds the connection's lease. */
  readonly holder: string;
  readonly connector: SyncConnector;
  readonly mapping: Mapping;
  readonly options: SyncOptions;
  readonly programme: Programme;
  readonly call: SyncCall;
  readonly now: () => Instant;
};

export type HowSent = {
  /** Also whoever is there as they should be. */
  readonly isForced: boolean;
  /** A backfill leaves those to the live lane whose address somebody else may have. */
  readonly leavesContested: boolean;
  /** Waits until nobody else sends these customers, whose addresses are wanted, and keeps them until it is done. */
  readonly reserve?: (customerIds: readonly string[]) => Promise<void>;
};

export type PeopleCounts = { readonly sent: number; readonly refused: number };

/** Another process holds the connection now: nothing more is to be sent from here. */
export class LeaseLost extends Error {}

/** At most 1,000. */
export async function sendPeople(
  context: PeopleContext,
  customerIds: readonly string[],
  how: HowSent,
): Promise<PeopleCounts> {
  if (customerIds.length === 0) return { sent: 0, refused: 0 };
  const found = await readWanted(context, customerIds);
  const gone = await sendGone(context, found);
  const open = found.filter((one) => isToSend(one, how));
  const { ready, plan } = await clearAddresses(context, { found, open }, how);
  await settle(context, found, ready);
  const upserted = await upsertAll(context, ready, plan);
  await readyWaitingOf(context.pool, context.connection, customerIds);
  if (found.some(({ wanted }) => wanted.kind === 'gone' || wanted.kind === 'none'))
    await settleOutbound(context.pool, customerIds);
  return { sent: gone.sent + upserted.sent, refused: gone.refused + upserted.refused };
}

export async function readWanted(context: PeopleContext, customerIds: readonly string[]): Promise<readonly Found[]> {
  const { pool, connection, programme, mapping, options } = context;
  // What was told is read first: whoever is asked for after that stays due.
  const rows = await readSent(pool, connection, customerIds);
  const now = context.now();
  const sources = await readProfileSources(pool, programme, customerIds, now);
  const none: Wanted = { kind: 'none' };
  const found: Found[] = [];
  for (const customerId of customerIds) {
    // A backfill's thousand take a while, and who changed meanwhile is not to wait for all of them.
    if (found.length % YIELD_EVERY === YIELD_EVERY - 1) await setImmediate();
    const row = rows.get(customerId) ?? null;
    const source = sources.get(customerId);
    const wanted = source === undefined ? none : wantedOf({ programme, mapping, options, now }, source, row);
    found.push({ customerId, row, wanted });
  }
  return found;
}

const YIELD_EVERY = 25;

function isPerson(one: Found): one is FoundPerson {
  return one.wanted.kind === 'member' || one.wanted.kind === 'leaver';
}

function isToSend(one: Found, { isForced }: HowSent): one is FoundPerson {
  if (!isPerson(one)) return false;
  const { row, wanted } = one;
  if (isForced || wanted.kind === 'leaver' || row === null || row.hash === null) return true;
  return row.status !== 'synced' || !row.hash.equals(hashOf(wanted.person));
}

/** Whoever is not to be there any more goes first: somebody else may have their address by now. */
async function sendGone(context: PeopleContext, found: readonly Found[]): Promise<PeopleCounts> {
  let sent = 0;
  let refused = 0;
  for (const how of ['clear', 'delete'] as const) {
    const gone = found.filter(({ row, wanted }) => row !== null && wanted.kind === 'gone' && wanted.how === how);
    if (gone.length === 0) continue;
    const refusals = await eraseAll(context, gone, how);
    refused += refusals;
    sent += gone.length - refusals;
  }
  return { sent, refused };
}

async function eraseAll(context: PeopleContext, gone: readonly Found[], how: 'clear' | 'delete'): Promise<number> {
  const { pool, connection, connector, call, mapping } = context;
  const leavers = gone.flatMap(({ customerId, row }) => (row === null ? [] : [leaverOf(customerId, row)]));
  if (how === 'clear') await connector.dropContacts(call, leavers.filter(hasContacts));
  const refusals = new Map(
    (await connector.erase(call, leavers, how, mapping)).map(({ customerId, reason }) => [customerId, reason]),
  );
  const sent = gone.flatMap(({ customerId, row, wanted }): readonly Sent[] => {
    if (row === null || wanted.kind !== 'gone' || refusals.has(customerId)) return [];
    const key = wanted.status === 'erased' ? '' : row.key;
    const rest = { email: null, phone: null, remoteId: null, hash: null, isMember: false, nextAt: null };
    return [{ customerId, status: wanted.status, key, ...rest, result: CLEARED, reason: null, seenNextAt: row.nextAt }];
  });
  await markSent(pool, connection, { sent, at: context.now() });
  await refuse(context, gone, refusals);
  return refusals.size;
}

function leaverOf(customerId: string, { key, emails, phones }: SentRow): Leaver {
  return { customerId, key, contacts: { emails, phones } };
}

const hasContacts = ({ contacts }: Leaver): boolean => contacts.emails.length + contacts.phones.length > 0;

type Sorted = { readonly found: readonly Found[]; readonly open: readonly FoundPerson[] };

/** Marks who is about to be sent, and takes addresses off that somebody had before, or has wrongly. */
async function clearAddresses(
  context: PeopleContext,
  { found, open }: Sorted,
  how: HowSent,
): Promise<{ readonly ready: readonly FoundPerson[]; readonly plan: AddressPlan }> {
  const { pool, connection, connector, call } = context;
  const none: AddressPlan = { persons: new Map(), drops: [], contested: [] };
  if (open.length === 0) return { ready: [], plan: none };
  const holders = await readRivals(context, { found, open });
  if (!how.leavesContested) await how.reserve?.(holders.map(({ customerId }) => customerId));
  const others = await readWanted(
    context,
    holders.map(({ customerId }) => customerId),
  );
  const plan = planAddresses(open, [
    ...found.filter(({ row, wanted }) => row !== null && wanted.kind !== 'gone'),
    ...others,
  ]);
  const contested = new Set(how.leavesContested ? plan.contested : []);
  const ready = open.filter(({ customerId }) => !contested.has(customerId));
  const mine = new Set(ready.map(({ customerId }) => customerId));
  const drops = plan.drops.filter(
    ({ customerId, isRival }) => mine.has(customerId) || (isRival && !how.leavesContested),
  );
  const rivals = drops.filter(({ customerId }) => !mine.has(customerId)).map(({ customerId }) => customerId);
  await markDue(pool, connection, { customerIds: [...contested, ...rivals], at: context.now() });
  const isOurs = await markSending(
    pool,
    context,
    ready.map((one) => sendingOf(one, plan)),
  );
  if (!isOurs) throw new LeaseLost('another process sends to it now');
  await markFirstSent(pool, connection, context.now());
  if (drops.length > 0) {
    await connector.dropContacts(call, drops);
    await markDropped(
      pool,
      connection,
      drops.map(({ customerId, contacts }) => ({ customerId, ...contacts })),
    );
  }
  return { ready, plan };
}

/** Others who may have an address there that one of these wants. */
async function readRivals({ pool, connection }: PeopleContext, { found, open }: Sorted): Promise<readonly SentRow[]> {
  const isNew = (one: FoundPerson, kind: 'email' | 'phone'): readonly string[] => {
    const address = one.wanted.person[kind];
    const known = kind === 'email' ? one.row?.emails : one.row?.phones;
    return address === null || known?.includes(address) === true ? [] : [address];
  };
  const rows = await readHolders(pool, connection, {
    emails: open.flatMap((one) => isNew(one, 'email')),
    phones: open.flatMap((one) => isNew(one, 'phone')),
  });
  const known = new Set(found.map(({ customerId }) => customerId));
  return rows.filter(({ customerId }) => !known.has(customerId)).slice(0, RIVALS_MAX);
}

/** As many as are read at once; whoever has an address besides is found when it is refused. */
const RIVALS_MAX = 1_000;

const personIn = ({ customerId, wanted }: FoundPerson, plan: AddressPlan): Person =>
  plan.persons.get(customerId) ?? wanted.person;

function sendingOf(one: FoundPerson, plan: AddressPlan) {
  const { key, email, phone, isMember } = personIn(one, plan);
  return { customerId: one.customerId, key, email, phone, isMember };
}

/** Those of whom nothing is sent: due again when time alone changes something, or not at all. */
async function settle(context: PeopleContext, found: readonly Found[], ready: readonly Found[]): Promise<void> {
  const { pool, connection } = context;
  const sent = new Set(ready.map(({ customerId }) => customerId));
  const seen = found.flatMap(({ customerId, row, wanted }) => {
    if (row === null || row.nextAt === null || sent.has(customerId) || row.nextAt > context.now()) return [];
    if (wanted.kind === 'none') return [{ customerId, nextAt: null, seenNextAt: row.nextAt }];
    const isSame = wanted.kind === 'member' && row.hash !== null;
    return isSame ? [{ customerId, nextAt: wanted.nextAt, seenNextAt: row.nextAt }] : [];
  });
  await markSeen(pool, connection, seen);
  const broken = found.filter(({ wanted }) => wanted.kind === 'broken');
  const reasons = broken.flatMap(({ customerId, wanted }) =>
    wanted.kind === 'broken' ? [[customerId, wanted.reason] as const] : [],
  );
  await refuse(context, broken, new Map(reasons));
}

async function upsertAll(
  context: PeopleContext,
  ready: readonly FoundPerson[],
  plan: AddressPlan,
): Promise<PeopleCounts> {
  const size = context.connector.limits.upsert?.items ?? 1;
  let sent = 0;
  let refused = 0;
  for (let first = 0; first < ready.length; first += size) {
    const part = ready.slice(first, first + size);
    const refusals = await upsertPart(context, part, plan);
    refused += refusals;
    sent += part.length - refusals;
  }
  return { sent, refused };
}

async function upsertPart(context: PeopleContext, part: readonly FoundPerson[], plan: AddressPlan): Promise<number> {
  const { pool, connection, connector, call } = context;
  const persons = part.map((one) => personIn(one, plan));
  const results = new Map((await connector.upsert(call, persons)).map((result) => [result.customerId, result]));
  const refusals = new Map<string, string>();
  for (const { customerId } of persons) {
    const result = results.get(customerId);
    if (result === undefined) refusals.set(customerId, 'the platform said nothing of this person');
    else if (result.kind === 'refused') refusals.set(customerId, result.reason);
  }
  const accepted = part.filter(({ customerId }) => !refusals.has(customerId));
  for (const [customerId, reason] of await untag(context, accepted, plan)) refusals.set(customerId, reason);
  const sent = accepted
    .filter(({ customerId }) => !refusals.has(customerId))
    .flatMap((one) => sentOf(one, personIn(one, plan), results.get(one.customerId)));
  await markSent(pool, connection, { sent, at: context.now() });
  await refuse(context, part, refusals);
  return refusals.size;
}

/** An upsert gives the tag; taking it off is a call of its own. */
async function untag(
  { connector, call }: PeopleContext,
  accepted: readonly FoundPerson[],
  plan: AddressPlan,
): Promise<readonly (readonly [string, string])[]> {
  const leavers = accepted.flatMap((one) => {
    const { key, isMember } = personIn(one, plan);
    const contacts = { emails: [], phones: [] };
    return one.row?.isMember === true && !isMember ? [{ customerId: one.customerId, key, contacts }] : [];
  });
  const size = connector.limits.tags?.items ?? 1_000;
  const refused: (readonly [string, string])[] = [];
  for (let first = 0; first < leavers.length; first += size) {
    const refusals = await connector.setTag(call, false, leavers.slice(first, first + size));
    refused.push(...refusals.map(({ customerId, reason }) => [customerId, reason] as const));
  }
  return refused;
}

function sentOf(
  { customerId, row, wanted }: FoundPerson,
  person: Person,
  result: PersonResult | undefined,
): readonly Sent[] {
  if (result === undefined || result.kind === 'refused') return [];
  const { key, email, phone, isMember } = person;
  const isWhole = email === wanted.person.email && phone === wanted.person.phone;
  return [
    {
      customerId,
      status: wanted.kind === 'member' ? 'synced' : 'left',
      hash: hashOf(person),
      key,
      email,
      phone,
      isMember,
      remoteId: result.remoteId,
      result: result.kind,
      reason: isWhole ? null : 'without an address that is another member’s there',
      nextAt: wanted.kind === 'member' ? wanted.nextAt : null,
      seenNextAt: row?.nextAt ?? null,
    },
  ];
}

const FIRST_RETRY_MS = 60_000;
const LAST_RETRY_MS = 86_400_000;
const RETRY_GROWTH = 4;

/** Tried again at growing intervals, up to a day, and whenever something changes of them. */
async function refuse(
  context: PeopleContext,
  among: readonly Found[],
  reasons: ReadonlyMap<string, string>,
): Promise<void> {
  const at = context.now();
  const refused = among.flatMap(({ customerId, row }) => {
    const reason = reasons.get(customerId);
    if (reason === undefined) return [];
    const waitMs = Math.min(LAST_RETRY_MS, FIRST_RETRY_MS * RETRY_GROWTH ** Math.min(row?.attempts ?? 0, 10));
    return [{ customerId, reason, nextAt: at + waitMs }];
  });
  await markRefused(context.pool, context.connection, { refused, at });
}
