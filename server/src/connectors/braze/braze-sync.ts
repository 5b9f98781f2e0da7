// Members and loyalty events at Braze: /users/track with attributes or events, keyed by external id. Braze knows no id of an
// event: one that is sent again after a time-out is there twice. Subscriptions are never touched.

import type { Json, JsonObject } from '../../domain/facts.ts';
import { LOYALTY_EVENTS } from '../../domain/sync/events.ts';
import type { Person } from '../../domain/sync/mapping.ts';
import { isoText } from '../../domain/time.ts';
import { listAt, textAt, valueAt } from '../json-reader.ts';
import { resetAfterMs } from '../outcome.ts';
import { bearer } from '../request.ts';
import { checkAddress, checkKey } from '../sync/check-access.ts';
import { checkTarget, emptied, flatMapping, goesTo, MEMBER } from '../sync/flat-mapping.ts';
import {
  accepted,
  type PartResult,
  type Refusal,
  refusalsOf,
  refusalsOfAll,
  refusedEvents,
  refusedOnly,
} from '../sync/in-parts.ts';
import { NO_SET_UP } from '../sync/no-set-up.ts';
import type { Leaver, SentEvent, SyncCall, SyncConnector, SyncOperation } from '../sync/sync-connector.ts';

const TITLE = 'Braze';
const PATH = '/users/track';
/** 75 of each kind in the documentation, 75 together in newer answers. */
const ITEMS_MAX = 75;
/** 50,000 a minute for this one call: shared out, so that all of them together stay below it. */
const OFTEN = { perSecond: 250, items: ITEMS_MAX };
const SELDOM = { perSecond: 100, items: ITEMS_MAX };

const TARGETS = {
  title: TITLE,
  standard: ['first_name', 'last_name', 'dob', 'country', 'gender', 'home_city', 'language', 'time_zone'],
  reserved: [
    'external_id',
    'user_alias',
    'braze_id',
    'email',
    'phone',
    'email_subscribe',
    'push_subscribe',
    'subscription_groups',
    'email_open_tracking_disabled',
    'email_click_tracking_disabled',
    'marked_email_as_spam_at',
    'push_tokens',
    'push_token_import',
    '_update_existing_only',
  ],
};

export const brazeSync: SyncConnector = {
  name: 'braze',
  title: TITLE,
  needs: ['url', 'key'],
  limits: { upsert: OFTEN, events: OFTEN, contacts: SELDOM, tags: SELDOM, erase: SELDOM },
  mapping: flatMapping({ birthday: goesTo('birthday', 'standard', 'dob') }),
  hasFixedTypes: false,
  headersOf: (access) => bearer(access.key ?? ''),
  afterMsIn: (answer, now) => resetAfterMs(answer, 'x-ratelimit-reset', now),
  defaultUrl: null,
  reasonIn: (json) => reasonOf(listAt(json, 'errors')[0]) ?? textAt(json, 'message'),
  // Nothing is in it, so nothing is written: the answer is about the key or about the emptiness.
  check: (call) =>
    checkKey(TITLE, 'users.track', () =>
      call('upsert', { method: 'POST', path: PATH, body: { attributes: [], events: [] } }),
    ),
  ...NO_SET_UP,
  checkMapping: (field, mapping) => checkTarget(field, mapping, TARGETS),
  async dropContacts(call, persons) {
    const leavers = persons.filter(({ contacts }) => contacts.emails.length + contacts.phones.length > 0);
    await change(call, 'contacts', leavers, ({ contacts }) => ({
      ...(contacts.emails.length > 0 ? { email: null } : {}),
      ...(contacts.phones.length > 0 ? { phone: null } : {}),
    }));
  },
  async upsert(call, persons) {
    const refusals = await refusalsOf(persons, (part) => track(call, 'upsert', { attributes: part.map(attributesOf) }));
    return accepted(persons, refusals);
  },
  async setTag(call, isSet, persons) {
    return refusedOnly(persons, await change(call, 'tags', persons, () => ({ [MEMBER]: isSet })));
  },
  async sendEvents(call, events) {
    const result = await track(call, 'events', { events: events.map(eventOf) });
    if (result.kind === 'refused') return { kind: 'refused', reason: result.refusal.reason };
    return { kind: 'taken', refused: refusedEvents(events, result.refused) };
  },
  // Deleting is another call: what a person is known by there stays, with nothing else.
  async erase(call, persons, how, mapping) {
    const empty: JsonObject =
      how === 'clear'
        ? emptied(mapping, ['custom'], null)
        : { email: null, phone: null, ...emptied(mapping, ['standard', 'custom'], null) };
    return refusedOnly(persons, await change(call, 'erase', persons, () => ({ ...empty, [MEMBER]: false })));
  },
  read: null,
};

/** An address that is null may be one that is not sent at all; those that went away are dropped by themselves. */
function attributesOf({ key, email, phone, standard, custom, isMember }: Person): JsonObject {
  return {
    external_id: key,
    ...(email === null ? {} : { email }),
    ...(phone === null ? {} : { phone }),
    ...standard,
    ...custom,
    [MEMBER]: isMember,
  };
}

function eventOf({ key, id, event, at, properties }: SentEvent): JsonObject {
  return {
    external_id: key,
    name: LOYALTY_EVENTS[event].title,
    time: isoText(at),
    properties: { ...properties, event_id: id },
  };
}

/** For persons that are there already: whoever is not is not made. */
function change(
  call: SyncCall,
  operation: SyncOperation,
  persons: readonly Leaver[],
  attributes: (person: Leaver) => JsonObject,
): Promise<ReadonlyMap<number, Refusal>> {
  return refusalsOfAll(persons, ITEMS_MAX, (part) =>
    track(call, operation, {
      attributes: part.map((person) => ({
        external_id: person.key,
        _update_existing_only: true,
        ...attributes(person),
      })),
    }),
  );
}

async function track(
  call: SyncCall,
  operation: SyncOperation,
  body: { readonly attributes?: readonly JsonObject[]; readonly events?: readonly JsonObject[] },
): Promise<PartResult> {
  const answer = await call(operation, { method: 'POST', path: PATH, body });
  checkAddress(TITLE, answer);
  const { status, json } = answer;
  if (status >= 300) {
    return {
      kind: 'refused',
      refusal: { code: String(status), reason: brazeSync.reasonIn(json) ?? `answered ${status}` },
    };
  }
  const refused = new Map<number, Refusal>();
  // Success may come with errors about single objects.
  for (const error of listAt(json, 'errors')) {
    const refusal = { code: 'refused', reason: reasonOf(error) ?? 'no reason given' };
    const place = valueAt(error, 'index');
    if (typeof place !== 'number') return { kind: 'refused', refusal };
    refused.set(place, refusal);
  }
  return { kind: 'taken', refused };
}

function reasonOf(error: Json | undefined): string | null {
  return textAt(error, 'type') ?? textAt(error);
}
