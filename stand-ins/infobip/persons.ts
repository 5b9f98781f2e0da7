// A person in the account: who is meant by identifiers, what a change makes of them, and who goes. Identifiers belong to one
// person only. How versions 2 and 3 of the interface write a change is upsert.ts and persons-v2.ts.

import type { Json, JsonObject } from './json.ts';
import { attributeOf } from './person-values.ts';
import { nextId, type State, type StoredPerson, stamp } from './state.ts';

export type Change = {
  /** Undefined: not said. */
  readonly externalId: string | null | undefined;
  readonly type: string | undefined;
  readonly standard: { readonly [name: string]: string | null };
  /** By the attribute's own spelling. */
  readonly custom: JsonObject;
  readonly tags: readonly string[] | undefined;
  readonly emails: readonly string[] | undefined;
  readonly phones: readonly string[] | undefined;
  /** Of these, the one that is preferred from now on. */
  readonly primary: readonly string[];
};

export type Identity = { readonly type: string; readonly identifier: string };

const CONTACTS_MAX = 100;

export function find(state: State, { type, identifier }: Identity): StoredPerson | undefined {
  const id = type === 'ID' ? Number(identifier) : indexOf(state, type)?.get(keyOf(type, identifier));
  return id === undefined ? undefined : state.persons.get(id);
}

function indexOf(state: State, type: string): Map<string, number> | undefined {
  if (type === 'EXTERNAL_ID') return state.byExternalId;
  if (type === 'EMAIL') return state.byEmail;
  return type === 'PHONE' ? state.byPhone : undefined;
}

const keyOf = (type: string, identifier: string): string => (type === 'EMAIL' ? identifier.toLowerCase() : identifier);

/** Whom the identifiers of a change hit: nobody, one, or several, who cannot be meant all at once. */
export function hit(state: State, change: Change): readonly StoredPerson[] {
  const found = new Set<StoredPerson>();
  const add = (type: string, identifier: string): void => {
    const person = find(state, { type, identifier });
    if (person !== undefined) found.add(person);
  };
  if (typeof change.externalId === 'string') add('EXTERNAL_ID', change.externalId);
  for (const email of change.emails ?? []) add('EMAIL', email);
  for (const phone of change.phones ?? []) add('PHONE', phone);
  return [...found];
}

export function create(state: State, now: number): StoredPerson {
  const person: StoredPerson = {
    id: nextId(state),
    externalId: null,
    type: 'CUSTOMER',
    standard: {},
    custom: {},
    emails: [],
    phones: [],
    tags: [],
    createdAt: now,
    modifiedAt: now,
  };
  state.persons.set(person.id, person);
  return person;
}

/**
 * Carries out a change that was found right. `replace`: what is not in it is emptied. Else it keeps its value, and tags and
 * contacts are added. True when anything is different afterwards.
 */
export function apply(state: State, person: StoredPerson, change: Change, replace: boolean, now: number): boolean {
  let isChanged = setExternalId(state, person, change, replace);
  if (change.type !== undefined && change.type !== person.type) {
    person.type = change.type;
    isChanged = true;
  }
  isChanged = setValues(person.standard, change.standard, replace) || isChanged;
  isChanged = setCustom(person, change.custom, replace) || isChanged;
  isChanged = setTags(person, change.tags, replace) || isChanged;
  isChanged = setContacts(state, person, 'EMAIL', change.emails, change.primary, replace) || isChanged;
  isChanged = setContacts(state, person, 'PHONE', change.phones, change.primary, replace) || isChanged;
  if (isChanged) {
    person.modifiedAt = now;
    state.revision += 1;
  }
  return isChanged;
}

function setExternalId(state: State, person: StoredPerson, { externalId }: Change, replace: boolean): boolean {
  const wanted = externalId === undefined ? (replace ? null : person.externalId) : externalId;
  if (wanted === person.externalId) return false;
  if (person.externalId !== null) state.byExternalId.delete(person.externalId);
  person.externalId = wanted;
  if (wanted !== null) state.byExternalId.set(wanted, person.id);
  return true;
}

function setValues<T extends Json>(
  stored: Record<string, T | null>,
  values: { readonly [name: string]: T | null },
  replace: boolean,
): boolean {
  let isChanged = false;
  if (replace) {
    for (const name of Object.keys(stored)) {
      if (Object.hasOwn(values, name)) continue;
      isChanged = isChanged || !isEmpty(stored[name]);
      delete stored[name];
    }
  }
  for (const name in values) {
    const value = values[name];
    if (value === undefined) continue;
    if (value === null || value === '') {
      if (isEmpty(stored[name])) continue;
      stored[name] = value;
    } else {
      if (isSame(stored[name], value)) continue;
      stored[name] = value;
    }
    isChanged = true;
  }
  return isChanged;
}

/** The first values are kept as the object that came: filled one by one, a large one takes three times the memory. */
function setCustom(person: StoredPerson, values: JsonObject, replace: boolean): boolean {
  if (Object.keys(person.custom).length > 0) return setValues(person.custom, values, replace);
  person.custom = { ...values };
  return Object.values(values).some((value) => value !== null && value !== '');
}

const isEmpty = (value: Json | undefined): boolean => value === undefined || value === null || value === '';
const isSame = (one: Json | undefined, other: Json): boolean =>
  one === other || (typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other));

function setTags(person: StoredPerson, tags: readonly string[] | undefined, replace: boolean): boolean {
  if (tags === undefined && !replace) return false;
  const wanted = replace
    ? [...(tags ?? [])]
    : [...person.tags, ...(tags ?? []).filter((tag) => !person.tags.includes(tag))];
  if (wanted.length === person.tags.length && wanted.every((tag) => person.tags.includes(tag))) return false;
  person.tags = wanted;
  return true;
}

export function setContacts(
  state: State,
  person: StoredPerson,
  type: 'EMAIL' | 'PHONE',
  contacts: readonly string[] | undefined,
  primary: readonly string[],
  replace: boolean,
): boolean {
  if (contacts === undefined && !replace) return false;
  const before = type === 'EMAIL' ? person.emails : person.phones;
  const given = (contacts ?? []).map((contact) => keyOf(type, contact));
  const all = [...new Set(replace ? given : [...before, ...given])].slice(0, CONTACTS_MAX);
  const isPreferred = (contact: string): boolean => primary.includes(contact);
  const after = [...all.filter(isPreferred), ...all.filter((contact) => !isPreferred(contact))];
  if (after.length === before.length && after.every((contact, at) => contact === before[at])) return false;
  const index = type === 'EMAIL' ? state.byEmail : state.byPhone;
  for (const contact of before) index.delete(contact);
  for (const contact of after) index.set(contact, person.id);
  if (type === 'EMAIL') person.emails = after;
  else person.phones = after;
  return true;
}

export function remove(state: State, person: StoredPerson): void {
  state.persons.delete(person.id);
  if (person.externalId !== null) state.byExternalId.delete(person.externalId);
  for (const email of person.emails) state.byEmail.delete(email);
  for (const phone of person.phones) state.byPhone.delete(phone);
  for (const flow of state.flows.values()) flow.persons.delete(person.id);
  state.revision += 1;
}

/** Version 2's shape of a person. */
export function described(state: State, person: StoredPerson): JsonObject {
  const isThere = ([name, value]: [string, Json]): boolean => !isEmpty(value) && attributeOf(state, name) !== undefined;
  return {
    createdAt: stamp(person.createdAt),
    modifiedAt: stamp(person.modifiedAt),
    id: person.id,
    ...(person.externalId === null ? {} : { externalId: person.externalId }),
    type: person.type,
    ...Object.fromEntries(Object.entries(person.standard).filter(([, value]) => !isEmpty(value))),
    origin: 'API',
    modifiedFrom: 'API',
    tags: person.tags,
    customAttributes: Object.fromEntries(Object.entries(person.custom).filter(isThere)),
    contactInformation: {
      ...(person.phones.length === 0 ? {} : { phone: person.phones.map((number) => ({ number })) }),
      ...(person.emails.length === 0 ? {} : { email: person.emails.map((address) => ({ address })) }),
    },
  };
}
