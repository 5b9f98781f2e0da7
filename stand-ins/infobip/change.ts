// Reads the change of a person out of a body of version 2 or 3: what is asked for, or why the item is refused. It changes nothing.

import { isList, isObject, type Json, type JsonObject, listOf, objectOf, textOf } from './json.ts';
import { attributeOf, customProblem, emailProblem, phoneProblem, STANDARD, standardProblem } from './person-values.ts';
import type { Change } from './persons.ts';
import type { State } from './state.ts';

export type Detail = { readonly property: string; readonly message: string };

export type PersonRules = {
  /** What null does to an attribute: the specification does not say. */
  readonly nulls: 'clear' | 'ignore' | 'refuse';
  /** A tag in a body that nobody made. */
  readonly unknownTags: 'refuse' | 'create';
};

type Reading = { readonly change: Change; readonly details: readonly Detail[] };
type Contact = {
  readonly type: string;
  readonly identifier: Json | undefined;
  readonly path: string;
  readonly isPrimary: boolean;
};

/** `at`: the path of the item, such as persons[0]. */
export function readChange(state: State, rules: PersonRules, item: JsonObject, at: string): Reading {
  const details: Detail[] = [];
  const under = (name: string): string => (at === '' ? name : `${at}.${name}`);
  const refuse = (property: string, message: string | null): boolean => {
    if (message !== null) details.push({ property: under(property), message });
    return message === null;
  };
  const contacts = contactsIn(item.contactInformation);
  for (const { type, identifier, path } of contacts)
    refuse(path, type === 'EMAIL' ? emailProblem(identifier) : phoneProblem(identifier));
  const texts = (type: string): string[] | undefined =>
    item.contactInformation === undefined
      ? undefined
      : contacts.filter((one) => one.type === type).map((one) => textOf(one.identifier));
  const change: Change = {
    externalId: externalIdIn(item, refuse),
    type: typeof item.type === 'string' ? item.type : undefined,
    standard: standardIn(rules, item, refuse),
    custom: customIn(state, rules, objectOf(item.customAttributes), refuse),
    tags: tagsIn(state, rules, item.tags, refuse),
    emails: texts('EMAIL')?.map((email) => email.toLowerCase()),
    phones: texts('PHONE'),
    primary: contacts.filter((one) => one.isPrimary).map((one) => textOf(one.identifier).toLowerCase()),
  };
  return { change, details };
}

type Refuse = (property: string, message: string | null) => boolean;

function externalIdIn(item: JsonObject, refuse: Refuse): string | null | undefined {
  const { externalId } = item;
  if (externalId === undefined || externalId === null || externalId === '')
    return externalId === undefined ? undefined : null;
  if (typeof externalId !== 'string') return void refuse('externalId', 'Must be a string');
  if (externalId.length > 256) return void refuse('externalId', 'Must be at most 256 characters long');
  return externalId;
}

function standardIn(rules: PersonRules, item: JsonObject, refuse: Refuse): Record<string, string | null> {
  const values: Record<string, string | null> = {};
  for (const name in STANDARD) {
    const value = item[name];
    if (value === undefined) continue;
    if (value === null) {
      if (rules.nulls === 'clear') values[name] = null;
      if (rules.nulls === 'refuse') refuse(name, 'Must not be null');
    } else if (refuse(name, standardProblem(name, value))) values[name] = textOf(value);
  }
  return values;
}

function customIn(state: State, rules: PersonRules, given: JsonObject, refuse: Refuse): JsonObject {
  let isAsGiven = rules.nulls === 'clear';
  for (const name in given) {
    const attribute = attributeOf(state, name);
    const value = given[name] ?? null;
    const property = `customAttributes.${name}`;
    if (attribute === undefined) refuse(property, `Custom attribute ${name} does not exist`);
    else if (value !== null) refuse(property, customProblem(attribute, value));
    else if (rules.nulls === 'refuse') refuse(property, 'Must not be null');
    isAsGiven = isAsGiven && attribute?.name === name;
  }
  if (isAsGiven) return given;
  const values = Object.entries(given)
    .filter(([, value]) => value !== null || rules.nulls === 'clear')
    .map(([name, value]) => [attributeOf(state, name)?.name ?? name, value]);
  return Object.fromEntries(values);
}

function tagsIn(state: State, rules: PersonRules, tags: Json | undefined, refuse: Refuse): string[] | undefined {
  if (tags === undefined || tags === null) return undefined;
  const names = listOf(tags).map(textOf);
  if (rules.unknownTags === 'refuse')
    names.forEach((name, at) => {
      if (!state.tags.has(name.toLowerCase())) refuse(`tags[${at}]`, `Tag ${name} does not exist`);
    });
  return [...new Set(names.map((name) => state.tags.get(name.toLowerCase())?.name ?? name))];
}

/** Version 3 has a list, version 2 an object of lists. */
function contactsIn(given: Json | undefined): Contact[] {
  if (isList(given))
    return given.map(objectOf).map((one, at) => ({
      type: textOf(one.type),
      identifier: one.identifier,
      path: `contactInformation[${at}].identifier`,
      isPrimary: one.primary === true,
    }));
  if (!isObject(given)) return [];
  const from = (list: string, key: string, type: string): Contact[] =>
    listOf(given[list]).map((one, at) => ({
      type,
      identifier: objectOf(one)[key],
      path: `contactInformation.${list}[${at}].${key}`,
      isPrimary: false,
    }));
  return [...from('email', 'address', 'EMAIL'), ...from('phone', 'number', 'PHONE')];
}

/** Null when an item names nobody. */
export const hasIdentifier = (change: Change): boolean =>
  typeof change.externalId === 'string' || (change.emails?.length ?? 0) + (change.phones?.length ?? 0) > 0;
