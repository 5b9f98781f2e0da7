// What expressions may read (`customer`, `event`, `time`), and where those values come from while a fact is decided.
// It compiles and evaluates nothing.

import type { Json, JsonObject } from '../facts.ts';
import { availableIn } from '../points/available.ts';
import type { ExpressionValues, Field, FieldGroup, Variables } from '../rules/expression.ts';
import type { CustomerState, Tag } from '../state.ts';
import { ageOn, dayOf, type Instant } from '../time.ts';
import { instantOf } from './field-value.ts';
import { PLATFORM_EVENTS } from './platform-events.ts';
import type { Programme } from './programme.ts';
import type { FieldDefinition, ProgrammeDocument } from './schema.ts';

/** What a rule listens to while it is decided: a declared event, a platform event or one that an outcome raised. */
export type Happening = { readonly name: string; readonly quantity: number; readonly properties: JsonObject };

const TIME: FieldGroup = { now: { type: 'datetime', optional: false } };

/** For audiences and tier conditions, which know no event. */
export function customerVariables(document: ProgrammeDocument): Variables {
  return { customer: customerFields(document), time: TIME };
}

/** For restrictions and amounts: the properties that all of these events declare with the same type. */
export function eventVariables(document: ProgrammeDocument, events: readonly string[]): Variables {
  const [first = {}, ...others] = events.map((event) => propertiesOf(document, event));
  const shared = Object.entries(first).filter(([name, field]) =>
    others.every((other) => other[name]?.type === field.type),
  );
  const properties = Object.fromEntries(shared.map(([name, field]) => [name, fieldOf(field, !field.required)]));
  const event: FieldGroup = {
    name: { type: 'string', optional: false, values: events },
    qty: { type: 'int', optional: false },
    ...properties,
  };
  return { ...customerVariables(document), event };
}

type Declared = Pick<FieldDefinition, 'type' | 'required'> & { readonly values?: readonly string[] | undefined };

/** Empty for events that nobody declared: compile reports those by themselves. */
function propertiesOf(document: ProgrammeDocument, event: string): { readonly [property: string]: Declared } {
  if (Object.hasOwn(document.events, event)) return document.events[event]?.properties ?? {};
  return Object.hasOwn(PLATFORM_EVENTS, event) ? (PLATFORM_EVENTS[event]?.properties ?? {}) : {};
}

function fieldOf(field: Declared, optional: boolean): Field {
  return { type: field.type, optional, ...(field.values === undefined ? {} : { values: field.values }) };
}

function customerFields(document: ProgrammeDocument): FieldGroup {
  const text: Field = { type: 'string', optional: true };
  const given: Field = { type: 'bool', optional: false };
  const attributes = Object.entries(document.attributes).map(([name, field]) => [name, fieldOf(field, true)] as const);
  const systems = Object.entries(document.tier_systems).map(
    ([name, system]) =>
      [name, { type: 'string', optional: true, values: Object.keys(system.levels) } as const] as const,
  );
  const accounts = Object.keys(document.accounts).map(
    (name) => [name, { type: 'int', optional: false } as const] as const,
  );
  return {
    id: { type: 'string', optional: false },
    email: text,
    first_name: text,
    last_name: text,
    gender: text,
    birth_on: { type: 'date', optional: true },
    age: { type: 'int', optional: true },
    city: text,
    state: text,
    zip: text,
    country: text,
    language: text,
    locale: text,
    time_zone: text,
    status: { type: 'string', optional: false, values: ['good', 'suspended', 'closed'] },
    opted_in: given,
    opted_in_at: { type: 'datetime', optional: true },
    created_at: { type: 'datetime', optional: false },
    test_persona: given,
    tags: { type: 'string_list', optional: false },
    ...tagCounts(document),
    tiers: Object.fromEntries(systems),
    points: Object.fromEntries(accounts),
    custom: Object.fromEntries(attributes),
  };
}

/** Of tags that the programme declares: others may be called anything. */
function tagCounts(document: ProgrammeDocument): FieldGroup {
  const tags = Object.keys(document.tags).map((tag) => [tag, { type: 'int', optional: false } as const] as const);
  return tags.length === 0 ? {} : { tag_counts: Object.fromEntries(tags) };
}

/**
 * The values of one evaluation. Groups are made when they are first read, so an expression that looks at the event alone
 * pays for nothing else.
 */
export function expressionValues(
  state: CustomerState,
  event: Happening | null,
  now: Instant,
  programme: Programme,
): ExpressionValues {
  let customer: { readonly [field: string]: unknown } | undefined;
  let properties: { readonly [field: string]: unknown } | undefined;
  return {
    get customer() {
      customer ??= customerValues(state, now, programme);
      return customer;
    },
    get event() {
      properties ??= event === null ? {} : eventValues(event, programme.document);
      return properties;
    },
    time: { now },
  };
}

function customerValues(
  state: CustomerState,
  now: Instant,
  programme: Programme,
): { readonly [field: string]: unknown } {
  const { profile } = state;
  if (profile === null) return {};
  const { document } = programme;
  return {
    id: state.id,
    email: profile.email,
    first_name: profile.firstName,
    last_name: profile.lastName,
    gender: profile.gender,
    birth_on: profile.birthOn,
    get age() {
      return profile.birthOn === null
        ? null
        : ageOn(profile.birthOn, dayOf(now, profile.timeZone ?? document.time_zone));
    },
    city: profile.city,
    state: profile.state,
    zip: profile.zip,
    country: profile.country,
    language: profile.language,
    locale: profile.locale,
    time_zone: profile.timeZone,
    status: profile.status,
    opted_in: profile.optedIn,
    opted_in_at: profile.optedInAt,
    created_at: profile.createdAt,
    test_persona: profile.testPersona,
    get tags() {
      return [...state.tags.values()].filter((tag) => isHeld(tag, now)).map((tag) => tag.tag);
    },
    get tag_counts() {
      const countOf = (tag: Tag | undefined): number => (tag !== undefined && isHeld(tag, now) ? tag.count : 0);
      return Object.fromEntries(Object.keys(document.tags).map((name) => [name, countOf(state.tags.get(name))]));
    },
    get tiers() {
      return Object.fromEntries([...state.tiers.values()].map((tier) => [tier.system, tier.level]));
    },
    get points() {
      return Object.fromEntries([...programme.accounts.keys()].map((name) => [name, availableIn(state, name, now)]));
    },
    get custom() {
      return withInstants(profile.custom, document.attributes);
    },
  };
}

function isHeld(tag: Tag, now: Instant): boolean {
  return tag.expiresAt === null || tag.expiresAt > now;
}

function eventValues(event: Happening, document: ProgrammeDocument): { readonly [field: string]: unknown } {
  const declared = propertiesOf(document, event.name);
  return { ...withInstants(event.properties, declared), name: event.name, qty: event.quantity };
}

/** Datetimes are stored as they were sent, `2026-01-31T09:00:00Z`; expressions compare instants. */
function withInstants(
  values: JsonObject,
  fields: { readonly [field: string]: Pick<FieldDefinition, 'type'> },
): { readonly [field: string]: Json } {
  let copy: { [field: string]: Json } | null = null;
  for (const [name, value] of Object.entries(values)) {
    if (typeof value !== 'string' || !Object.hasOwn(fields, name) || fields[name]?.type !== 'datetime') continue;
    copy ??= { ...values };
    copy[name] = instantOf(value) ?? value;
  }
  return copy ?? values;
}
