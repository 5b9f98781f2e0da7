// People in Infobip: created and updated a thousand at a time, their old addresses taken off, and what is to be forgotten. Whom
// an item concerns is told by its position, or by the external id.

import type { Json, JsonObject } from '../../domain/facts.ts';
import type { Mapping, Person } from '../../domain/sync/mapping.ts';
import { LOYALTY_TAG } from '../../domain/sync/setup.ts';
import { textAt, valueAt } from '../json-reader.ts';
import type { Leaver, PersonResult, SyncAnswer, SyncCall } from '../sync/sync-connector.ts';
import { integerOf, isDone, itemRefusals, itemsOf, mustBeThere, refusalOf } from './errors.ts';
import { type Sent, sendHalving } from './halving.ts';
import { customTargets, readPersons } from './read.ts';
import { setTag } from './tags.ts';

type Refused = Extract<PersonResult, { kind: 'refused' }>;

/** So many calls of one item each at once: the limit is in the calls, this only bounds the waiting ones. */
const AT_ONCE = 5;

const DONE = { CREATED: 'created', UPDATED: 'updated', NOT_MODIFIED: 'unchanged' } as const;

export async function upsertPersons(call: SyncCall, persons: readonly Person[]): Promise<readonly PersonResult[]> {
  return await sendHalving(persons, {
    send: async (part) => {
      const body = { persons: part.map(personItem) };
      const answer = await call('upsert', { method: 'PATCH', path: '/people/3/persons/upsert', body });
      return upsertResults(part, mustBeThere(answer));
    },
    refuse: ({ customerId }, refusal): PersonResult => ({ customerId, kind: 'refused', ...refusal }),
  });
}

/** Without `type`, so that a lead stays one, and without what is Infobip's alone. */
function personItem({ key, email, phone, standard, custom, isMember }: Person): JsonObject {
  const item: { [name: string]: Json } = { externalId: key };
  for (const [name, value] of Object.entries(standard)) item[name] = value ?? emptyStandard(name);
  const contacts: Json[] = [];
  if (email !== null) contacts.push({ type: 'EMAIL', identifier: email, primary: true });
  if (phone !== null) contacts.push({ type: 'PHONE', identifier: phone, primary: true });
  if (contacts.length > 0) item.contactInformation = contacts;
  // Tags of others stay: they are added to, never replaced. Taking ours off is a call of its own.
  if (isMember) item.tags = [LOYALTY_TAG];
  // Null is what empties here, too. Infobip says nowhere how a partial upsert does ("fields excluded from the request remain
  // unchanged"); of items of lists its specification says that null deletes the value, and that is taken to hold.
  item.customAttributes = custom;
  return item;
}

/** Standard texts may be empty by the specification (`minLength: 0`) and may not be null; a date can only be null. */
function emptyStandard(target: string): '' | null {
  return target === 'birthDate' ? null : '';
}

/** `results` and `errors` are lists in every example and objects in the specification: read as either. */
function upsertResults(persons: readonly Person[], answer: SyncAnswer): Sent<PersonResult> {
  const refusals = itemRefusals(answer.json);
  if (!isDone(answer)) return { kind: 'refused', refusal: refusalOf(answer), named: refusals };
  const results = new Map<number, PersonResult>();
  for (const { index, code, reason } of refusals) {
    const customerId = persons[index ?? -1]?.customerId;
    if (index !== null && customerId !== undefined) results.set(index, { customerId, kind: 'refused', code, reason });
  }
  for (const result of itemsOf(valueAt(answer.json, 'results'))) {
    const index = integerOf(valueAt(result, 'index')) ?? -1;
    const customerId = persons[index]?.customerId;
    if (customerId !== undefined) {
      results.set(index, { customerId, kind: doneKind(result), remoteId: textAt(result, 'id') });
    }
  }
  return { kind: 'settled', results: persons.map((person, index) => results.get(index) ?? unanswered(person)) };
}

function doneKind(result: Json): 'created' | 'updated' | 'unchanged' | 'accepted' {
  const status = textAt(result, 'status');
  if (status === 'CREATED' || status === 'UPDATED' || status === 'NOT_MODIFIED') return DONE[status];
  return 'accepted';
}

function unanswered({ customerId }: Person): PersonResult {
  return { customerId, kind: 'refused', code: 'unanswered', reason: 'Infobip said nothing of this person' };
}

/** One call each. Whoever is not there, or has no such address, needs nothing done. */
export async function dropContacts(call: SyncCall, persons: readonly Leaver[]): Promise<void> {
  const open = persons.filter(({ contacts }) => contacts.emails.length + contacts.phones.length > 0);
  for (let from = 0; from < open.length; from += AT_ONCE) {
    await Promise.all(open.slice(from, from + AT_ONCE).map(async (person) => await dropContactsOf(call, person)));
  }
}

async function dropContactsOf(call: SyncCall, { key, contacts }: Leaver): Promise<void> {
  const all = [
    ...contacts.emails.map((address) => ({ email: [{ address }] })),
    ...contacts.phones.map((number) => ({ phone: [{ number }] })),
  ];
  const together = {
    ...(contacts.emails.length === 0 ? {} : { email: contacts.emails.map((address) => ({ address })) }),
    ...(contacts.phones.length === 0 ? {} : { phone: contacts.phones.map((number) => ({ number })) }),
  };
  if (isDone(await deleteContacts(call, key, together)) || all.length === 1) return;
  // One that is not there may have held up the others.
  for (const contact of all) await deleteContacts(call, key, contact);
}

async function deleteContacts(call: SyncCall, key: string, contactInformation: JsonObject): Promise<SyncAnswer> {
  const path = `/people/2/persons/contactInformation?type=EXTERNAL_ID&identifier=${encodeURIComponent(key)}`;
  return await call('contacts', { method: 'DELETE', path, body: { contactInformation } });
}

export async function erasePersons(
  call: SyncCall,
  persons: readonly Leaver[],
  how: 'clear' | 'delete',
  mapping: Mapping,
): Promise<readonly Refused[]> {
  if (how === 'delete') return await deletePersons(call, persons);
  const untagged = await setTag(call, false, persons);
  const cleared = await clearPersons(call, persons, mapping);
  await freePersons(call, persons);
  const ids = new Set(cleared.map(({ customerId }) => customerId));
  return [...cleared, ...untagged.filter(({ customerId }) => !ids.has(customerId))];
}

async function deletePersons(call: SyncCall, persons: readonly Leaver[]): Promise<readonly Refused[]> {
  return await inBatches(call, persons, async (part) => {
    const people = part.map(({ key }) => ({ query: { type: 'EXTERNAL_ID', identifier: key } }));
    return await call('erase', { method: 'DELETE', path: '/people/2/persons/batch', body: { people } });
  });
}

/** Not by the upsert, which would make anew whom somebody has deleted there. */
async function clearPersons(call: SyncCall, persons: readonly Leaver[], mapping: Mapping): Promise<readonly Refused[]> {
  const update = { customAttributes: Object.fromEntries(customTargets(mapping).map((name) => [name, null])) };
  return await inBatches(call, persons, async (part) => {
    const people = part.map(({ key }) => ({ query: { type: 'EXTERNAL_ID', identifier: key }, update }));
    return await call('erase', { method: 'PATCH', path: '/people/2/persons/batch', body: { people } });
  });
}

/**
 * They are not to be found by our id any more: whoever comes anew with an address that they still have there is another member,
 * and takes the profile over instead of being refused. Who has no address there keeps the id, since a profile needs something.
 */
async function freePersons(call: SyncCall, persons: readonly Leaver[]): Promise<void> {
  const update = { externalId: null };
  await inBatches(call, persons, async (part) => {
    const people = part.map(({ key }) => ({ query: { type: 'EXTERNAL_ID', identifier: key }, update }));
    return await call('erase', { method: 'PATCH', path: '/people/2/persons/batch', body: { people } });
  });
}

/** These answers name failures only, and one who is not there is a failure: so whoever failed is looked up. */
async function inBatches(
  call: SyncCall,
  persons: readonly Leaver[],
  send: (part: readonly Leaver[]) => Promise<SyncAnswer>,
): Promise<readonly Refused[]> {
  const failed = await sendHalving<Leaver, Refused>(persons, {
    send: async (part) => {
      const answer = await send(part);
      if (!isDone(answer)) return { kind: 'refused', refusal: refusalOf(answer), named: [] };
      const reasons = failuresByKey(answer.json);
      return {
        kind: 'settled',
        results: part.flatMap(({ customerId, key }) => {
          const failure = reasons.get(key);
          return failure === undefined ? [] : [{ customerId, kind: 'refused', ...failure }];
        }),
      };
    },
    refuse: ({ customerId }, refusal) => ({ customerId, kind: 'refused', ...refusal }),
  });
  if (failed.length === 0) return failed;
  const keyOf = new Map(persons.map(({ customerId, key }) => [customerId, key]));
  const keys = failed.flatMap(({ customerId }) => keyOf.get(customerId) ?? []);
  const there = new Set((await readPersons(call, keys, null)).map(({ key }) => key));
  return failed.filter(({ customerId }) => there.has(keyOf.get(customerId) ?? ''));
}

function failuresByKey(json: Json): ReadonlyMap<string, { readonly code: string; readonly reason: string }> {
  return new Map(
    itemsOf(valueAt(json, 'results')).flatMap((result) => {
      const key = textAt(result, 'query', 'identifier');
      const code = textAt(result, 'status') ?? 'failed';
      const reason = textAt(itemsOf(valueAt(result, 'errors'))[0], 'message') ?? `Infobip said ${code}`;
      return key === null ? [] : [[key, { code, reason }] as const];
    }),
  );
}
