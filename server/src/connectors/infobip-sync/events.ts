// Loyalty events in Infobip: up to 5,000 in one request, with the time at which they happened and an id by which a repeated one
// is dropped. One bad event makes Infobip refuse the whole batch; where it is not found here, who sends halves it.

import type { Json } from '../../domain/facts.ts';
import { LOYALTY_EVENTS } from '../../domain/sync/events.ts';
import { isoText } from '../../domain/time.ts';
import type { EventsResult, SentEvent, SyncCall } from '../sync/sync-connector.ts';
import { isDone, itemRefusals, mustBeThere, refusalOf } from './errors.ts';
import { type EventItem, misfits } from './misfits.ts';

const EVENT_BYTES_MAX = 512_000;
const BATCH_BYTES_MAX = 15_728_640;
/** Each time fewer are left; who needs more is refused as a whole and halved. */
const RESENT_MAX = 20;

/** Of some event the definition is not there, or has no such property, or one of another type; of which is not said. */
const MISFIT = '400501';

type RefusedEvent = { readonly id: string; readonly reason: string };
type Sized = { readonly id: string; readonly item: EventItem; readonly bytes: number };

export async function sendEvents(call: SyncCall, events: readonly SentEvent[]): Promise<EventsResult> {
  const refused: RefusedEvent[] = [];
  const ready: Sized[] = [];
  for (const event of events) {
    const item = eventItem(event);
    const bytes = Buffer.byteLength(JSON.stringify(item));
    const problem = problemOf(event, bytes);
    if (problem === null) ready.push({ id: event.id, item, bytes });
    else refused.push({ id: event.id, reason: problem });
  }
  for (const part of partsOf(ready)) {
    const result = await sendPart(call, part);
    // What went before is sent again with the halves: Infobip knows it by its id.
    if (result.kind === 'refused') return result;
    refused.push(...result.refused);
  }
  return { kind: 'taken', refused };
}

function eventItem({ id, event, at, key, properties }: SentEvent): EventItem {
  return {
    eventId: id,
    definitionId: LOYALTY_EVENTS[event].id,
    occurredTime: isoText(at),
    identifier: { type: 'EXTERNAL_ID', id: key },
    properties,
  };
}

/** A property that the definition lacks makes Infobip refuse everything without a word of whose it is. */
function problemOf({ event, properties }: SentEvent, bytes: number): string | null {
  const known: { readonly [name: string]: string } = LOYALTY_EVENTS[event].properties;
  const unknown = Object.keys(properties).find((name) => !Object.hasOwn(known, name));
  if (unknown !== undefined) return `${LOYALTY_EVENTS[event].title} has no property ${unknown}`;
  return bytes > EVENT_BYTES_MAX ? `${bytes} bytes are more than Infobip takes (${EVENT_BYTES_MAX})` : null;
}

function partsOf(events: readonly Sized[]): readonly (readonly Sized[])[] {
  const parts: Sized[][] = [];
  let room = 0;
  for (const event of events) {
    const needed = event.bytes + 1;
    if (parts.length === 0 || needed > room) {
      parts.push([]);
      room = BATCH_BYTES_MAX - 1;
    }
    parts.at(-1)?.push(event);
    room -= needed;
  }
  return parts;
}

async function sendPart(call: SyncCall, part: readonly Sized[]): Promise<EventsResult> {
  const refused: RefusedEvent[] = [];
  let open = part;
  let isCompared = false;
  for (let sent = 0; sent < RESENT_MAX && open.length > 0; sent += 1) {
    const body = open.map(({ item }) => item);
    const answer = mustBeThere(await call('events', { method: 'POST', path: '/people/3/events', body }));
    if (isDone(answer)) return { kind: 'taken', refused };
    const { code, reason } = refusalOf(answer);
    let reasons = reasonsByIndex(answer.json);
    if (reasons.size === 0 && code === MISFIT && !isCompared) {
      isCompared = true;
      reasons = await misfits(call, body);
    }
    if (reasons.size === 0) return { kind: 'refused', reason: `${reason} (${code})` };
    const bad = reasons;
    refused.push(...open.flatMap(({ id }, index) => refusalAt(id, bad.get(index))));
    open = open.filter((_, index) => !bad.has(index));
  }
  if (open.length === 0) return { kind: 'taken', refused };
  return { kind: 'refused', reason: `after ${RESENT_MAX} attempts some were still refused` };
}

function reasonsByIndex(json: Json): ReadonlyMap<number, string> {
  return new Map(
    itemRefusals(json).flatMap(({ index, code, reason }) =>
      index === null ? [] : [[index, `${reason} (${code})`] as const],
    ),
  );
}

function refusalAt(id: string, reason: string | undefined): readonly RefusedEvent[] {
  return reason === undefined ? [] : [{ id, reason }];
}
