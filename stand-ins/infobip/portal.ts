// What the portal's page shows: the account as an operator sees it, a screen at a time, newest first and never all of it. It only
// reads.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Json, JsonObject } from './json.ts';
import { described } from './persons.ts';
import type { FlowOperation, State, StoredEvent, StoredPerson } from './state.ts';
import { stamp } from './state.ts';

export type Page = { readonly type: string; readonly text: string };

const ROWS = 100;
const FILES: { readonly [path: string]: readonly [string, string] } = {
  '/portal': ['portal.html', 'text/html; charset=utf-8'],
  '/portal/portal.css': ['portal.css', 'text/css; charset=utf-8'],
  '/portal/portal.js': ['portal.js', 'text/javascript; charset=utf-8'],
};

/** Null: it is no address of the portal. */
export function portalPage(state: State, url: URL): Page | null {
  const file = FILES[url.pathname];
  if (file !== undefined)
    return { text: readFileSync(path.join(import.meta.dirname, 'portal', file[0]), 'utf8'), type: file[1] };
  if (url.pathname !== '/portal/data') return null;
  const view = VIEWS[url.searchParams.get('view') ?? ''];
  const shown: Json = view === undefined ? null : view(state, url.searchParams);
  const totals = {
    people: state.persons.size,
    events: state.events.size,
    attributes: state.attributes.size,
    tags: state.tags.size,
    definitions: state.definitions.size,
    flows: state.flows.size,
    violations: state.violations.length,
  };
  return { type: 'application/json', text: JSON.stringify({ totals, shown }) };
}

const VIEWS: { readonly [view: string]: (state: State, query: URLSearchParams) => Json } = {
  people: (state, query) => people(state, (query.get('search') ?? '').trim().toLowerCase(), query.get('tag') ?? ''),
  person: (state, query) => person(state, Number(query.get('id'))),
  events: (state) => newestEvents(state, () => true),
  attributes: (state) =>
    byName([...state.attributes.values()], (one) => one.name).map(({ name, dataType, createdAt }) => ({
      name,
      dataType,
      createdAt: stamp(createdAt),
    })),
  tags: (state) => tags(state),
  definitions: (state) =>
    byName([...state.definitions.values()], (one) => one.title).map(({ definitionId, title, description, fields }) => ({
      definitionId,
      title,
      description,
      fields: fields.map(({ name, type }) => `${name} (${type})`).join(', '),
    })),
  flows: (state) => flows(state),
  requests: (state) => ({
    answers: [...state.answers].map(([answer, times]) => ({ answer, times })),
    violations: state.violations.slice(-ROWS).reverse(),
  }),
};

const byName = <T>(items: T[], name: (item: T) => string): T[] =>
  items.sort((one, other) => name(one).localeCompare(name(other)));

function people(state: State, search: string, tag: string): JsonObject {
  const found: StoredPerson[] = [];
  let total = 0;
  for (const one of state.persons.values()) {
    if (tag !== '' && !one.tags.includes(tag)) continue;
    if (search !== '' && !wordsOf(one).includes(search)) continue;
    total += 1;
    insertNewest(found, one);
  }
  return { total, tags: [...state.tags.values()].map(({ name }) => name), rows: found.map(rowOf) };
}

/** Keeps the newest few in order: an account may hold a million. */
function insertNewest(found: StoredPerson[], one: StoredPerson): void {
  const last = found.at(-1);
  if (found.length >= ROWS && last !== undefined && last.modifiedAt >= one.modifiedAt) return;
  const at = found.findIndex((other) => other.modifiedAt < one.modifiedAt);
  found.splice(at < 0 ? found.length : at, 0, one);
  if (found.length > ROWS) found.pop();
}

const wordsOf = (one: StoredPerson): string =>
  [one.externalId, one.standard.firstName, one.standard.lastName, ...one.emails, ...one.phones].join(' ').toLowerCase();

const nameOf = ({ standard }: StoredPerson): string =>
  [standard.firstName, standard.lastName].filter((part) => (part ?? '') !== '').join(' ');

const rowOf = (one: StoredPerson): JsonObject => ({
  id: one.id,
  name: nameOf(one),
  externalId: one.externalId,
  email: one.emails[0] ?? null,
  phone: one.phones[0] ?? null,
  tags: one.tags,
  modifiedAt: stamp(one.modifiedAt),
});

function person(state: State, id: number): Json {
  const one = state.persons.get(id);
  if (one === undefined) return null;
  const { customAttributes, contactInformation, ...standard } = described(state, one);
  return {
    name: nameOf(one),
    standard,
    custom: customAttributes ?? {},
    emails: one.emails,
    phones: one.phones,
    tags: one.tags,
    flows: [...state.flows.values()].filter((flow) => flow.persons.has(id)).map(({ name }) => name),
    events: newestEvents(state, (event) => event.personId === id),
    contacts: contactInformation ?? {},
  };
}

function newestEvents(state: State, isWanted: (event: StoredEvent) => boolean): JsonObject[] {
  const found = [...state.events.values()].filter((event): event is StoredEvent => event !== null && isWanted(event));
  return found
    .sort((one, other) => (one.occurredTime < other.occurredTime ? 1 : -1))
    .slice(0, ROWS)
    .map((event) => {
      const owner = state.persons.get(event.personId);
      return {
        eventId: event.eventId,
        title: state.definitions.get(event.definitionId)?.title ?? event.definitionId,
        occurredTime: event.occurredTime,
        personId: event.personId,
        person: owner === undefined ? '' : nameOf(owner) || (owner.externalId ?? String(owner.id)),
        properties: event.properties,
      };
    });
}

function tags(state: State): JsonObject[] {
  const counts = new Map<string, number>();
  for (const one of state.persons.values()) for (const tag of one.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...state.tags.values()].map(({ name, createdAt }) => ({
    name,
    people: counts.get(name) ?? 0,
    createdAt: stamp(createdAt),
  }));
}

function flows(state: State): JsonObject[] {
  const operations = [...state.operations.values()].reverse();
  return [...state.flows.values()].map((flow) => ({
    campaignId: flow.campaignId,
    name: flow.name,
    isActive: flow.isActive,
    inside: flow.persons.size,
    participants: operations
      .filter(({ campaignId }) => campaignId === flow.campaignId)
      .flatMap(participantsOf)
      .slice(0, ROWS),
  }));
}

const participantsOf = ({ participants }: FlowOperation): JsonObject[] =>
  participants.map(({ identifyBy, variables, status, errorReason, personId }) => ({
    contact: identifyBy.identifier ?? '',
    variables,
    status,
    errorReason,
    personId,
  }));
