// Members and loyalty events at Salesforce Marketing Cloud: an event for each profile and each loyalty event, whose data lands in
// the data extension of the event and may start a journey. There is no upsert, no id of an event and no deletion in this call.

import type { JsonObject } from '../../domain/facts.ts';
import { LOYALTY_EVENTS } from '../../domain/sync/events.ts';
import type { Person } from '../../domain/sync/mapping.ts';
import { isoText } from '../../domain/time.ts';
import { textAt } from '../json-reader.ts';
import { bearer } from '../request.ts';
import { checkAddress, checkKey } from '../sync/check-access.ts';
import { checkTarget, emptied, flatMapping, goesTo, MEMBER } from '../sync/flat-mapping.ts';
import { eachByItself, type Refusal } from '../sync/in-parts.ts';
import { NO_SET_UP } from '../sync/no-set-up.ts';
import {
  type Authorization,
  type PersonResult,
  type SyncAnswer,
  type SyncCall,
  type SyncConnector,
  SyncForbidden,
  SyncLater,
  type SyncOperation,
} from '../sync/sync-connector.ts';
import { tokenFor } from './token.ts';

const TITLE = 'Salesforce Marketing Cloud';
const PATH = '/interaction/v1/events';
const HEADERS = { 'content-type': 'application/json; charset=UTF-8' };
/** Keys of the API events that have to be there; loyalty events have theirs in the catalogue. */
const PROFILE_KEY = 'loyaltyProfile';
const MEMBER_KEY = 'loyaltyMember';
/** No limit is documented; one request for each. */
const LIMIT = { perSecond: 20, items: 20 };

const TARGETS = { title: TITLE, standard: null, reserved: ['loyalty_id', 'email', 'phone'] };

export const sfmcSync: SyncConnector = {
  name: 'sfmc',
  title: TITLE,
  needs: ['url', 'key', 'secret'],
  limits: { upsert: LIMIT, events: LIMIT, tags: LIMIT, erase: LIMIT },
  mapping: flatMapping({
    first_name: goesTo('first_name', 'custom', 'first_name'),
    last_name: goesTo('last_name', 'custom', 'last_name'),
  }),
  hasFixedTypes: true,
  headersOf: () => ({}),
  async authorize(context): Promise<Authorization> {
    const answer = await tokenFor({ ...context, settings: {} });
    if (answer.ok) return { headers: bearer(answer.token), secrets: [answer.token], forget: answer.forget };
    if (answer.result.kind === 'retry') throw new SyncLater(answer.result.reason, answer.result.afterMs);
    throw new SyncForbidden(answer.result.kind === 'delivered' ? 'no token' : answer.result.reason);
  },
  defaultUrl: null,
  reasonIn: (json) => textAt(json, 'message'),
  check: (call) =>
    checkKey(TITLE, 'client and its right to send events', () =>
      call('upsert', { method: 'POST', path: PATH, headers: HEADERS, body: {} }),
    ),
  ...NO_SET_UP,
  checkMapping: (field, mapping) => checkTarget(field, mapping, TARGETS),
  // Addresses are columns of the last row, which is written whole each time: there are none to be taken off.
  dropContacts: async () => undefined,
  upsert: (call, persons) =>
    eachByItself(persons, (person) => tell(call, 'upsert', person, { key: PROFILE_KEY, data: rowOf(person) })),
  async setTag(call, isSet, persons) {
    const results = await eachByItself(persons, (person) =>
      tell(call, 'tags', person, { key: MEMBER_KEY, data: { loyalty_id: person.key, [MEMBER]: isSet } }),
    );
    return results.filter((result) => result.kind === 'refused');
  },
  async sendEvents(call, events) {
    const refused = await eachByItself(events, async ({ id, key, event, at, properties }) => {
      const data = { loyalty_id: key, event_id: id, occurred_at: isoText(at), ...properties };
      const refusal = await send(call, 'events', { key: LOYALTY_EVENTS[event].id, contactKey: key, data });
      return refusal === null ? null : { id, reason: refusal.reason };
    });
    return { kind: 'taken', refused: refused.filter((one) => one !== null) };
  },
  async erase(call, persons, _how, mapping) {
    // The row is ours alone, and written without addresses.
    const empty = emptied(mapping, ['standard', 'custom'], null);
    const results = await eachByItself(persons, (person) =>
      tell(call, 'erase', person, {
        key: PROFILE_KEY,
        data: { loyalty_id: person.key, ...empty, [MEMBER]: false },
      }),
    );
    return results.filter((result) => result.kind === 'refused');
  },
  read: null,
};

/** An address that is null may be one that has no column. */
function rowOf({ key, email, phone, standard, custom, isMember }: Person): JsonObject {
  return {
    loyalty_id: key,
    ...(email === null ? {} : { email }),
    ...(phone === null ? {} : { phone }),
    ...standard,
    ...custom,
    [MEMBER]: isMember,
  };
}

async function tell(
  call: SyncCall,
  operation: SyncOperation,
  person: { readonly customerId: string; readonly key: string },
  { key, data }: { readonly key: string; readonly data: JsonObject },
): Promise<PersonResult> {
  const refusal = await send(call, operation, { key, contactKey: person.key, data });
  const { customerId } = person;
  return refusal === null
    ? { customerId, kind: 'accepted', remoteId: null }
    : { customerId, kind: 'refused', ...refusal };
}

async function send(
  call: SyncCall,
  operation: SyncOperation,
  { key, contactKey, data }: { readonly key: string; readonly contactKey: string; readonly data: JsonObject },
): Promise<Refusal | null> {
  const body = { ContactKey: contactKey, EventDefinitionKey: key, Data: data };
  const answer: SyncAnswer = await call(operation, { method: 'POST', path: PATH, headers: HEADERS, body });
  checkAddress(TITLE, answer);
  const { status, json } = answer;
  if (status < 300) return null;
  return { code: textAt(json, 'errorcode') ?? String(status), reason: sfmcSync.reasonIn(json) ?? `answered ${status}` };
}
