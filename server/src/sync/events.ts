// Sends loyalty events: to whose person each goes, in batches, and what becomes of those that are not taken. A batch that is
// refused as a whole is halved until the one to blame is alone.
import type pg from 'pg';
import type { SentEvent, SyncCall, SyncConnector } from '../connectors/sync/sync-connector.ts';
import type { LoyaltyEvent } from '../domain/sync/events.ts';
import { DAY_MS, type Instant, isoText } from '../domain/time.ts';
import { readStandings, type Standing } from '../storage/sync-customers.ts';
import { dropEvents, type SetAside, type SetAsideEvent, setAside } from '../storage/sync-events.ts';
import { CLEARED } from './wanted.ts';

export type EventsContext = {
  readonly pool: pg.Pool;
  readonly connection: string;
  readonly connector: SyncConnector;
  readonly call: SyncCall;
  readonly now: () => Instant;
};

export type EventCounts = { readonly sent: number; readonly refused: number };

/** When it was decided says whether its customer was a member; null where that was judged before. */
export type RecordedEvent = { readonly event: LoyaltyEvent; readonly recordedAt: Instant | null };

/** Platforms take nothing that happened longer ago. */
const OLDEST_MS = 30 * DAY_MS;

/** In their order. What is not taken is set aside with its reason; what belongs to nobody there is left out. */
export async function sendEvents(context: EventsContext, events: readonly RecordedEvent[]): Promise<EventCounts> {
  const { ready, aside } = await sortEvents(context, events);
  const refused = await sendAll(context, ready);
  await setAside(context.pool, context.connection, { events: [...aside, ...refused], at: context.now() });
  return { sent: ready.length - refused.length, refused: refused.length };
}

/** Those that were set aside and may go now: taken or not, each ends as it stands. */
export async function sendAgain(context: EventsContext, events: readonly SetAsideEvent[]): Promise<EventCounts> {
  const given = events.map(({ id, customerId, event, occurredAt, properties }): RecordedEvent => {
    const kept = Object.entries(properties).flatMap(([name, value]) =>
      isPlain(value) ? [[name, value] as const] : [],
    );
    return { event: { id, customerId, event, at: occurredAt, properties: Object.fromEntries(kept) }, recordedAt: null };
  });
  const { ready, aside } = await sortEvents(context, given);
  const refused = await sendAll(context, ready);
  const still = [...aside, ...refused];
  const open = new Set(still.map(({ event }) => event.id));
  await dropEvents(
    context.pool,
    context.connection,
    given.flatMap(({ event }) => (open.has(event.id) ? [] : [event])),
  );
  await setAside(context.pool, context.connection, { events: still, at: context.now() });
  return { sent: ready.length - refused.length, refused: refused.length };
}

const isPlain = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';

type SortedEvents = { readonly ready: readonly SentEvent[]; readonly aside: readonly SetAside[] };

async function sortEvents(context: EventsContext, events: readonly RecordedEvent[]): Promise<SortedEvents> {
  const standings = await readWithWinners(context, [...new Set(events.map(({ event }) => event.customerId))]);
  const ready: SentEvent[] = [];
  const aside: SetAside[] = [];
  const oldest = context.now() - OLDEST_MS;
  for (const { event, recordedAt } of events) {
    const standing = standings.get(event.customerId) ?? null;
    const way = wayOf(standing, standing?.customerId === event.customerId ? recordedAt : null);
    if (way.kind === 'nobody') continue;
    if (event.at < oldest)
      aside.push({ event, status: 'expired', reason: `happened on ${isoText(event.at)}, more than 30 days ago` });
    else if (way.kind === 'wait') aside.push({ event, status: 'waiting', reason: way.reason });
    else ready.push({ ...event, key: way.key });
  }
  return { ready, aside };
}

/** What a customer did before they were merged is told of the one who took over. */
async function readWithWinners(
  { pool, connection }: EventsContext,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, Standing>> {
  const standings = new Map(await readStandings(pool, connection, customerIds));
  for (let turn = 0; turn < MERGES_MAX; turn += 1) {
    const merged = [...standings].filter(([, { mergedInto }]) => mergedInto !== null);
    if (merged.length === 0) return standings;
    const winners = await readStandings(pool, connection, [
      ...new Set(merged.flatMap(([, one]) => one.mergedInto ?? [])),
    ]);
    for (const [customerId, { mergedInto }] of merged) {
      const winner = winners.get(mergedInto ?? '');
      if (winner === undefined) standings.delete(customerId);
      else standings.set(customerId, winner);
    }
  }
  return standings;
}

/** A chain of merges that is longer is nobody's history. */
const MERGES_MAX = 5;

type Way =
  | { readonly kind: 'to'; readonly key: string }
  | { readonly kind: 'wait'; readonly reason: string }
  | { readonly kind: 'nobody' };

/**
 * Until their customer is known there as they are, events wait. Those from before the customer opted in are nobody's, and so are
 * those from after they opted out.
 */
function wayOf(standing: Standing | null, recordedAt: Instant | null): Way {
  if (standing === null || standing.isForgotten || standing.isTestPersona || standing.isDeleted) return NOBODY;
  const { optedIn, isStopped, status, key, result } = standing;
  if (recordedAt !== null && !wasMember(standing, recordedAt)) return NOBODY;
  if (!optedIn && (status === null || key === '' || result === CLEARED)) return NOBODY;
  if (isStopped) return { kind: 'wait', reason: 'the customer wants no processing' };
  const isKnown = status === 'synced' || (status === 'left' && !optedIn);
  if (isKnown && key !== null && key !== '') return { kind: 'to', key };
  return { kind: 'wait', reason: 'the customer is not known there as they are' };
}

const NOBODY: Way = { kind: 'nobody' };

function wasMember({ optedIn, optedInAt, optedOutAt }: Standing, at: Instant): boolean {
  const hadLeft = optedOutAt !== null && at > optedOutAt;
  if (!optedIn) return optedOutAt !== null && !hadLeft;
  return optedInAt === null || at >= optedInAt || (optedOutAt !== null && !hadLeft);
}

async function sendAll(context: EventsContext, events: readonly SentEvent[]): Promise<readonly SetAside[]> {
  const size = context.connector.limits.events?.items ?? 1;
  const refused: SetAside[] = [];
  for (let first = 0; first < events.length; first += size)
    refused.push(...(await sendBatch(context, events.slice(first, first + size))));
  return refused;
}

async function sendBatch(context: EventsContext, events: readonly SentEvent[]): Promise<readonly SetAside[]> {
  const [first] = events;
  if (first === undefined) return [];
  const result = await context.connector.sendEvents(context.call, events);
  if (result.kind === 'taken') {
    const reasons = new Map(result.refused.map(({ id, reason }) => [id, reason]));
    return events.flatMap((event) => {
      const reason = reasons.get(event.id);
      return reason === undefined ? [] : [{ event, status: 'dead', reason } as const];
    });
  }
  if (events.length === 1) return [{ event: first, status: 'dead', reason: result.reason }];
  const half = Math.ceil(events.length / 2);
  const before = await sendBatch(context, events.slice(0, half));
  return [...before, ...(await sendBatch(context, events.slice(half)))];
}
