// Members and loyalty events at Klaviyo: a profile import and an event for each. The bulk jobs take more, but cannot empty an
// attribute and say later, and elsewhere, what they refused. Consent and subscriptions are never touched.

import type { Json, JsonObject } from '../../domain/facts.ts';
import { LOYALTY_EVENTS } from '../../domain/sync/events.ts';
import type { Person } from '../../domain/sync/mapping.ts';
import { isoText } from '../../domain/time.ts';
import { listAt, textAt } from '../json-reader.ts';
import { checkAddress, checkKey } from '../sync/check-access.ts';
import { checkTarget, emptied, flatMapping, MEMBER } from '../sync/flat-mapping.ts';
import { eachByItself } from '../sync/in-parts.ts';
import { NO_SET_UP } from '../sync/no-set-up.ts';
import type { PersonResult, SentEvent, SyncAnswer, SyncCall, SyncConnector } from '../sync/sync-connector.ts';

const TITLE = 'Klaviyo';
const TYPE = 'application/vnd.api+json';
const HEADERS = { 'content-type': TYPE, accept: TYPE, revision: '2026-04-15' };
const PROFILES = '/api/profile-import';
const EVENTS = '/api/events';

const TARGETS = {
  title: TITLE,
  standard: ['first_name', 'last_name', 'organization', 'title', 'image', 'locale'],
  reserved: [],
};

export const klaviyoSync: SyncConnector = {
  name: 'klaviyo',
  title: TITLE,
  needs: ['key'],
  // 700 profiles a minute and 3,500 events; more at once only in bursts. All that is about profiles is one call with one limit.
  limits: {
    upsert: { perSecond: 11, items: 11 },
    contacts: { perSecond: 11, items: 11 },
    tags: { perSecond: 11, items: 11 },
    erase: { perSecond: 11, items: 11 },
    events: { perSecond: 55, items: 55 },
  },
  mapping: flatMapping({}),
  hasFixedTypes: false,
  headersOf: (access) => ({ authorization: `Klaviyo-API-Key ${access.key ?? ''}` }),
  defaultUrl: 'https://a.klaviyo.com',
  reasonIn(json) {
    const [error] = listAt(json, 'errors');
    const words = [textAt(error, 'detail') ?? textAt(error, 'title'), textAt(error, 'source', 'pointer')];
    const said = words.filter((word) => word !== null).join(', at ');
    return said === '' ? null : said;
  },
  async check(call) {
    const profiles = await checkKey(TITLE, 'profiles:write', () => post(call, 'upsert', PROFILES, {}));
    const events = await checkKey(TITLE, 'events:write', () => post(call, 'events', EVENTS, {}));
    return [...profiles, ...events];
  },
  ...NO_SET_UP,
  checkMapping: (field, mapping) => checkTarget(field, mapping, TARGETS),
  async dropContacts(call, persons) {
    const leavers = persons.filter(({ contacts }) => contacts.emails.length + contacts.phones.length > 0);
    // Where one is refused, whoever gets the address next is refused as well, and shown with the reason.
    await eachByItself(leavers, ({ customerId, key, contacts }) =>
      importProfile(call, customerId, {
        external_id: key,
        ...(contacts.emails.length > 0 ? { email: null } : {}),
        ...(contacts.phones.length > 0 ? { phone_number: null } : {}),
      }),
    );
  },
  upsert: (call, persons) =>
    eachByItself(persons, (person) => importProfile(call, person.customerId, profileOf(person))),
  async setTag(call, isSet, persons) {
    return refusedOf(
      await eachByItself(persons, ({ customerId, key }) =>
        importProfile(call, customerId, { external_id: key, properties: { [MEMBER]: isSet } }),
      ),
    );
  },
  async sendEvents(call, events) {
    const refused = await eachByItself(events, async (event) => {
      const answer = await post(call, 'events', EVENTS, eventOf(event));
      return answer.status < 300 ? null : { id: event.id, reason: refusalOf(answer).reason };
    });
    return { kind: 'taken', refused: refused.filter((one) => one !== null) };
  },
  // Deleting is another call: what a person is known by there stays, with nothing else.
  async erase(call, persons, how, mapping) {
    const rest: JsonObject =
      how === 'clear' ? {} : { email: null, phone_number: null, ...emptied(mapping, ['standard'], null) };
    const properties = { ...emptied(mapping, ['custom'], null), [MEMBER]: false };
    return refusedOf(
      await eachByItself(persons, ({ customerId, key }) =>
        importProfile(call, customerId, { external_id: key, ...rest, properties }),
      ),
    );
  },
  read: null,
};

/** An address that is null may be one that is not sent at all; those that went away are dropped by themselves. */
function profileOf({ key, email, phone, standard, custom, isMember }: Person): JsonObject {
  return {
    external_id: key,
    ...(email === null ? {} : { email }),
    ...(phone === null ? {} : { phone_number: phone }),
    ...standard,
    properties: { ...custom, [MEMBER]: isMember },
  };
}

/** `unique_id` makes it harmless to send one again. */
function eventOf({ key, id, event, at, properties }: SentEvent): JsonObject {
  const attributes = {
    properties,
    time: isoText(at),
    unique_id: id,
    metric: { data: { type: 'metric', attributes: { name: LOYALTY_EVENTS[event].title } } },
    profile: { data: { type: 'profile', attributes: { external_id: key } } },
  };
  return { data: { type: 'event', attributes } };
}

async function importProfile(call: SyncCall, customerId: string, attributes: JsonObject): Promise<PersonResult> {
  const answer = await post(call, 'upsert', PROFILES, { data: { type: 'profile', attributes } });
  if (answer.status >= 300) return { customerId, kind: 'refused', ...refusalOf(answer) };
  const kind = answer.status === 201 ? 'created' : 'updated';
  return { customerId, kind, remoteId: textAt(answer.json, 'data', 'id') };
}

async function post(call: SyncCall, operation: 'upsert' | 'events', path: string, body: Json): Promise<SyncAnswer> {
  const answer = await call(operation, { method: 'POST', path, headers: HEADERS, body });
  checkAddress(TITLE, answer);
  return answer;
}

function refusalOf({ status, json }: SyncAnswer): { readonly code: string; readonly reason: string } {
  const code = textAt(listAt(json, 'errors')[0], 'code') ?? String(status);
  return { code, reason: klaviyoSync.reasonIn(json) ?? `answered ${status}` };
}

function refusedOf(results: readonly PersonResult[]): readonly Extract<PersonResult, { kind: 'refused' }>[] {
  return results.filter((result) => result.kind === 'refused');
}
