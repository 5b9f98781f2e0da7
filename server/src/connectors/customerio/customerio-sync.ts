// Members and loyalty events at Customer.io: batches of the Track API, keyed by id, with results for each item. Events carry an id
// that makes it harmless to send them again. Subscriptions are never touched.

import type { JsonObject } from '../../domain/facts.ts';
import { LOYALTY_EVENTS } from '../../domain/sync/events.ts';
import type { FieldValue } from '../../domain/sync/fields.ts';
import type { Person } from '../../domain/sync/mapping.ts';
import { listAt, textAt, valueAt } from '../json-reader.ts';
import { basic } from '../request.ts';
import { checkAddress, checkKey } from '../sync/check-access.ts';
import { checkTarget, emptied, flatMapping, MEMBER } from '../sync/flat-mapping.ts';
import { accepted, type PartResult, type Refusal, refusalsOf, refusedEvents, refusedOnly } from '../sync/in-parts.ts';
import { NO_SET_UP } from '../sync/no-set-up.ts';
import type { Leaver, SentEvent, SyncCall, SyncConnector, SyncOperation } from '../sync/sync-connector.ts';
import { ulidOf } from './ulid.ts';

const TITLE = 'Customer.io';
const PATH = '/api/v2/batch';
const BATCH_BYTES_MAX = 500 * 1024;
const ITEM_BYTES_MAX = 32 * 1024;
/** `{"batch":[` and `]}`. */
const FRAME_BYTES = 12;
/** 100 requests a second are fair use of all of them together. So many items mostly fit into one. */
const OFTEN = { perSecond: 35, items: 200 };
const SELDOM = { perSecond: 10, items: 200 };

const TARGETS = {
  title: TITLE,
  standard: null,
  reserved: ['id', 'cio_id', 'email', 'phone', 'unsubscribed', 'cio_subscription_preferences', '_timestamp', '_update'],
};

export const customerioSync: SyncConnector = {
  name: 'customerio',
  title: TITLE,
  needs: ['key'],
  limits: { upsert: OFTEN, events: OFTEN, contacts: SELDOM, tags: SELDOM, erase: SELDOM },
  mapping: flatMapping({}),
  hasFixedTypes: false,
  headersOf: (access) => basic(access.key ?? ''),
  defaultUrl: 'https://track.customer.io',
  reasonIn: (json) => textAt(json, 'meta', 'error') ?? reasonOf(listAt(json, 'errors')[0] ?? null),
  check: (call) =>
    checkKey(TITLE, 'site id and API key', () => call('upsert', { method: 'POST', path: PATH, body: { batch: [] } })),
  ...NO_SET_UP,
  checkMapping: (field, mapping) => checkTarget(field, mapping, TARGETS),
  async dropContacts(call, persons) {
    const leavers = persons.filter(({ contacts }) => contacts.emails.length + contacts.phones.length > 0);
    await change(call, 'contacts', leavers, ({ contacts }) => ({
      ...(contacts.emails.length > 0 ? { email: EMPTY } : {}),
      ...(contacts.phones.length > 0 ? { phone: EMPTY } : {}),
    }));
  },
  async upsert(call, persons) {
    return accepted(persons, await sendItems(call, 'upsert', persons.map(identify)));
  },
  async setTag(call, isSet, persons) {
    return refusedOnly(persons, await change(call, 'tags', persons, () => ({ [MEMBER]: isSet })));
  },
  async sendEvents(call, events) {
    const refusals = await sendItems(call, 'events', events.map(eventOf));
    return { kind: 'taken', refused: refusedEvents(events, refusals) };
  },
  // Deleting is another call: what a person is known by there stays, with nothing else.
  async erase(call, persons, how, mapping) {
    const empty: JsonObject =
      how === 'clear'
        ? emptied(mapping, ['custom'], EMPTY)
        : { email: EMPTY, phone: EMPTY, ...emptied(mapping, ['standard', 'custom'], EMPTY) };
    return refusedOnly(persons, await change(call, 'erase', persons, () => ({ ...empty, [MEMBER]: false })));
  },
  read: null,
};

/** An attribute that is set to nothing goes away. */
const EMPTY = '';

/** An address that is null may be one that is not sent at all; those that went away are dropped by themselves. */
function identify({ key, email, phone, standard, custom, isMember }: Person): JsonObject {
  return itemFor(key, {
    ...(email === null ? {} : { email }),
    ...(phone === null ? {} : { phone }),
    ...withoutNulls(standard),
    ...withoutNulls(custom),
    [MEMBER]: isMember,
  });
}

function withoutNulls(values: { readonly [target: string]: FieldValue | null }): JsonObject {
  return Object.fromEntries(Object.entries(values).map(([target, value]) => [target, value ?? EMPTY]));
}

function itemFor(key: string, attributes: JsonObject): JsonObject {
  return { type: 'person', identifiers: { id: key }, action: 'identify', attributes };
}

function eventOf({ key, id, event, at, properties }: SentEvent): JsonObject {
  return {
    type: 'person',
    identifiers: { id: key },
    action: 'event',
    name: LOYALTY_EVENTS[event].title,
    id: ulidOf(id),
    timestamp: Math.floor(at / 1_000),
    attributes: properties,
  };
}

/** For persons that are there already: whoever is not is not made. */
function change(
  call: SyncCall,
  operation: SyncOperation,
  persons: readonly Leaver[],
  attributes: (person: Leaver) => JsonObject,
): Promise<ReadonlyMap<number, Refusal>> {
  const items = persons.map((person) => itemFor(person.key, { ...attributes(person), _update: true }));
  return sendItems(call, operation, items);
}

/** In batches that are small enough. Those refused, by their place. */
async function sendItems(
  call: SyncCall,
  operation: SyncOperation,
  items: readonly JsonObject[],
): Promise<ReadonlyMap<number, Refusal>> {
  const refused = new Map<number, Refusal>();
  for (const batch of batchesOf(items, refused)) {
    const found = await refusalsOf(batch, (part) => sendBatch(call, operation, part));
    for (const [place, refusal] of found) {
      const item = batch[place];
      if (item !== undefined) refused.set(item.place, refusal);
    }
  }
  return refused;
}

type Placed = { readonly place: number; readonly item: JsonObject };

/** Items that are too large for any batch are refused at once. */
function batchesOf(items: readonly JsonObject[], refused: Map<number, Refusal>): readonly (readonly Placed[])[] {
  const batches: Placed[][] = [];
  let bytesLeft = 0;
  for (const [place, item] of items.entries()) {
    const bytes = Buffer.byteLength(JSON.stringify(item)) + 1;
    if (bytes > ITEM_BYTES_MAX) {
      refused.set(place, { code: 'too_large', reason: `larger than Customer.io's ${ITEM_BYTES_MAX} bytes` });
      continue;
    }
    const last = batches.at(-1);
    if (last !== undefined && bytes <= bytesLeft) last.push({ place, item });
    else {
      batches.push([{ place, item }]);
      bytesLeft = BATCH_BYTES_MAX - FRAME_BYTES;
    }
    bytesLeft -= bytes;
  }
  return batches;
}

async function sendBatch(call: SyncCall, operation: SyncOperation, batch: readonly Placed[]): Promise<PartResult> {
  const answer = await call(operation, { method: 'POST', path: PATH, body: { batch: batch.map(({ item }) => item) } });
  checkAddress(TITLE, answer);
  const { status, json } = answer;
  const errors = listAt(json, 'errors');
  if (status >= 300) {
    const reason = customerioSync.reasonIn(json) ?? `answered ${status}`;
    return { kind: 'refused', refusal: { code: String(status), reason } };
  }
  const refused = new Map<number, Refusal>();
  for (const error of errors) {
    const refusal = { code: textAt(error, 'reason') ?? 'refused', reason: reasonOf(error) ?? 'no reason given' };
    const place = valueAt(error, 'batch_index');
    if (typeof place !== 'number') return { kind: 'refused', refusal };
    refused.set(place, refusal);
  }
  return { kind: 'taken', refused };
}

function reasonOf(error: Parameters<typeof textAt>[0]): string | null {
  const words = [textAt(error, 'field'), textAt(error, 'message') ?? textAt(error, 'reason')];
  const said = words.filter((word) => word !== null).join(': ');
  return said === '' ? null : said;
}
