// Events of people, one by one and in batches that are taken whole or not at all. The same event id again changes nothing.

import { type Answer, badRequest, broken, notFound } from './answers.ts';
import type { Account, Call } from './call.ts';
import type { Detail } from './change.ts';
import { isObject, type Json, type JsonObject, listOf, objectOf, textOf } from './json.ts';
import { isDateTime } from './person-values.ts';
import { create, find, type Identity } from './persons.ts';
import type { Problem } from './specification.ts';
import type { Definition, State, StoredPerson } from './state.ts';

const ITEMS_MAX = 5000;
const ITEM_BYTES_MAX = 512_000;
const BATCH_BYTES_MAX = 15_728_640;
const AGE_MAX_MS = 30 * 24 * 60 * 60 * 1000;
const EVENT_ID = /^[A-Za-z0-9_-]{1,36}$/;
const MADE_BY = ['PHONE', 'EMAIL', 'EXTERNAL_ID'];
const TYPES = [
  'ID',
  'EXTERNAL_ID',
  'PHONE',
  'EMAIL',
  'LINE',
  'FACEBOOK',
  'TELEGRAM',
  'PUSH',
  'WEB_PUSH',
  'LIVE_CHAT',
  'VIBER_BOTS',
  'INSTAGRAM',
  'INSTAGRAM_DM',
  'TWITTER',
  'APPLE_BUSINESS_CHAT',
  'KAKAO_SANGDAM',
  'GOOGLE_BUSINESS_MESSAGES',
  'WHATSAPP',
  'ZALO_FOLLOWER',
  'TIKTOK_BM',
];

type ItemError = {
  readonly index: number;
  readonly code: number;
  readonly message: string;
  readonly details?: readonly Detail[];
};

function refusedBatch(errors: readonly ItemError[]): Answer {
  return {
    status: 400,
    body: {
      errors,
      traceId: `00-${'0'.repeat(32)}-01`,
      type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
      title: 'One or more validation errors occurred.',
      status: 400,
    },
  };
}

const wholeBatch = (code: number, message: string): Answer => refusedBatch([{ index: -1, code, message }]);

export const NO_LIST = wholeBatch(
  400500,
  'Invalid request. Please ensure the request body is a properly structured JSON array.',
);

/** What is wrong by its shape: the list itself, or items of it by their index. */
export function refuseEvents(problems: readonly Problem[]): Answer {
  const byIndex = new Map<number, Detail[]>();
  for (const { property, message } of problems) {
    const at = /^\[(\d+)\]\.?(.*)$/.exec(property);
    if (at === null) return NO_LIST;
    byIndex.set(Number(at[1]), [...(byIndex.get(Number(at[1])) ?? []), { property: at[2] ?? '', message }]);
  }
  return refusedBatch([...byIndex].map(([index, details]) => invalidItem(index, details)));
}

function invalidItem(index: number, details: readonly Detail[]): ItemError {
  const message =
    'One or more batch items contain invalid properties. Please review the details for specific validation errors.';
  return { index, code: 400504, message, details };
}

export function sendEvents(call: Call): Answer {
  const { account, bytes } = call;
  const items = listOf(call.body).map(objectOf);
  const size = sizeProblem(items, bytes);
  if (size !== null) return size;
  if (call.problems.length > 0) return refuseEvents(call.problems);
  const invalid = items.flatMap((item, index): ItemError[] => {
    const details = itemProblems(item, account.now());
    return details.length === 0 ? [] : [invalidItem(index, details)];
  });
  if (invalid.length > 0) return refusedBatch(invalid);
  for (const item of items) {
    const problem = schemaProblem(account.state, textOf(item.definitionId), objectOf(item.properties));
    if (problem === null) continue;
    const message = `The event schema is invalid. Please ensure each event has a valid definition ID and properties match the expected schema. Details: ${problem}.`;
    return wholeBatch(400501, message);
  }
  const persons = items.map((item) => personOf(account, objectOf(item.identifier)));
  const unknown = persons.flatMap((person, index): ItemError[] => (person === null ? [unknownPerson(index)] : []));
  if (unknown.length > 0) return refusedBatch(unknown);
  items.forEach((item, index) => {
    const person = persons[index] ?? null;
    if (person !== null) keep(account, person, item);
  });
  return { status: 202 };
}

function unknownPerson(index: number): ItemError {
  const message =
    "Person with such identifier doesn't exist. Please verify the identifier and ensure it corresponds to an existing person in the system.";
  return { index, code: 400505, message };
}

function sizeProblem(items: readonly JsonObject[], bytes: number): Answer | null {
  if (items.length === 0)
    return wholeBatch(400502, 'The batch cannot be empty. Please provide at least one item in the request array.');
  if (items.length > ITEMS_MAX) {
    const message = `The batch count exceeds the allowed limit of ${ITEMS_MAX} items. Please reduce the number of items in the request array.`;
    return broken(wholeBatch(400503, message), `more than ${ITEMS_MAX} events`);
  }
  if (bytes > BATCH_BYTES_MAX)
    return broken(badRequest('The batch is too large'), `more than ${BATCH_BYTES_MAX} bytes`);
  const isLarge = (item: JsonObject): boolean => Buffer.byteLength(JSON.stringify(item)) > ITEM_BYTES_MAX;
  if (bytes <= ITEM_BYTES_MAX || !items.some(isLarge)) return null;
  return broken(badRequest('An item of the batch is too large'), `an event of more than ${ITEM_BYTES_MAX} bytes`);
}

function itemProblems(item: JsonObject, now: number): Detail[] {
  const details: Detail[] = [];
  const { eventId } = item;
  if (eventId !== undefined && eventId !== null && !EVENT_ID.test(textOf(eventId)))
    details.push({
      property: 'eventId',
      message: 'Must only include letters (A-Z, a-z), digits (0-9), underscores (_), and hyphens (-).',
    });
  if (textOf(objectOf(item.identifier).id) === '')
    details.push({ property: 'identifier.id', message: 'Must not be empty.' });
  if (!TYPES.includes(textOf(objectOf(item.identifier).type)))
    details.push({ property: 'identifier.type', message: `Must be one of the following types: ${TYPES.join(', ')}.` });
  const at = Date.parse(textOf(item.occurredTime));
  if (Number.isNaN(at) || at < now - AGE_MAX_MS)
    details.push({ property: 'occurredTime', message: 'Must not be older than 30 days.' });
  return details;
}

function schemaProblem(state: State, definitionId: string, properties: JsonObject): string | null {
  const definition = state.definitions.get(definitionId);
  if (definition === undefined) return `definition ${definitionId} is not recognized`;
  for (const name in properties) {
    const problem = propertyProblem(definition, name, properties[name] ?? null);
    if (problem !== null) return problem;
  }
  return null;
}

function propertyProblem(definition: Definition, name: string, value: Json): string | null {
  const field = definition.fields.find((one) => one.name === name);
  if (field === undefined) return `property ${name} of ${definition.definitionId} is redundant`;
  return value === null || FITS[field.type]?.(value) === true ? null : `property ${name} is not of type ${field.type}`;
}

const FITS: { readonly [type: string]: (value: Json) => boolean } = {
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Numeric: (value) => typeof value === 'number' && Number.isInteger(value),
  Decimal: (value) => typeof value === 'number',
  DateTime: (value) => typeof value === 'string' && isDateTime(value),
  List: (value) => listOf(value).every(isObject) && Array.isArray(value),
};

function personOf(account: Account, identifier: JsonObject): StoredPerson | null {
  const identity = { type: textOf(identifier.type), identifier: textOf(identifier.id) };
  const person = find(account.state, identity);
  if (person !== undefined) return person;
  return account.rules.unknownPersons === 'create' ? createBy(account, identity) : null;
}

function createBy({ state, now }: Account, { type, identifier }: Identity): StoredPerson | null {
  if (!MADE_BY.includes(type)) return null;
  const person = create(state, now());
  if (type === 'EXTERNAL_ID') {
    person.externalId = identifier;
    state.byExternalId.set(identifier, person.id);
  } else if (type === 'EMAIL') {
    person.emails = [identifier.toLowerCase()];
    state.byEmail.set(identifier.toLowerCase(), person.id);
  } else {
    person.phones = [identifier];
    state.byPhone.set(identifier, person.id);
  }
  return person;
}

function keep({ state, rules, now }: Account, person: StoredPerson, item: JsonObject): string {
  const eventId = textOf(item.eventId) || crypto.randomUUID();
  if (state.events.has(eventId)) {
    state.repeatedEvents += 1;
    return eventId;
  }
  const at = Math.min(Date.parse(textOf(item.occurredTime)) || now(), now());
  state.events.set(
    eventId,
    rules.keepsEvents
      ? {
          eventId,
          definitionId: textOf(item.definitionId),
          personId: person.id,
          occurredTime: new Date(at).toISOString(),
          properties: objectOf(item.properties),
        }
      : null,
  );
  state.revision += 1;
  return eventId;
}

/** One event of one person, stamped with the present. */
export function sendEvent({ account, params, query, body }: Call): Answer {
  const definitionId = params.definitionId ?? '';
  const given = objectOf(body);
  const identity = { type: query.get('identifierType') ?? '', identifier: params.personId ?? '' };
  if (given.eventId !== undefined && given.eventId !== null && !EVENT_ID.test(textOf(given.eventId)))
    return badRequest('eventId has 1 to 36 letters, digits, underscores and hyphens');
  const problem = schemaProblem(account.state, definitionId, objectOf(given.properties));
  if (problem !== null) return badRequest(problem);
  const isMade = query.get('createPerson') === 'true';
  const person = find(account.state, identity) ?? (isMade ? createBy(account, identity) : null);
  if (person === null) return notFound('Person not found');
  const occurredTime = new Date(account.now()).toISOString();
  const properties = objectOf(given.properties);
  const eventId = keep(account, person, { eventId: given.eventId ?? null, definitionId, occurredTime, properties });
  return { status: 201, body: { eventId, definitionId, occurredTime, properties, metadata: { source: 'API' } } };
}
