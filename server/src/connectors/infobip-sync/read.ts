// Reads people back, to compare what Infobip has with what it was told. Several at a time by a filter on external ids: one by
// one, five a second, a sample of thousands would take the night.

import type { Json } from '../../domain/facts.ts';
import type { FieldValue } from '../../domain/sync/fields.ts';
import type { FieldMapping, Mapping, TargetType } from '../../domain/sync/mapping.ts';
import { LOYALTY_TAG } from '../../domain/sync/setup.ts';
import { isObject, listAt, textAt, valueAt } from '../json-reader.ts';
import { type RemotePerson, type SyncCall, SyncRefused } from '../sync/sync-connector.ts';
import { isDone, mustBeThere, refusalOf } from './errors.ts';

/** Servers and proxies between refuse addresses much longer than this. */
const FILTER_LENGTH_MAX = 5_000;
const PAGE = 1_000;

export const READ_KEYS_MAX = 50;

/** `mapping` null: nothing but who is there. */
export async function readPersons(
  call: SyncCall,
  keys: readonly string[],
  mapping: Mapping | null,
): Promise<readonly RemotePerson[]> {
  const persons: Json[] = [];
  for (const part of partsOf(keys)) {
    const path = `/people/2/persons?limit=${PAGE}&page=1&filter=${filterText(part)}`;
    const answer = mustBeThere(await call('read', { method: 'GET', path }));
    if (isDone(answer)) persons.push(...listAt(answer.json, 'persons'));
    // By which attributes may be filtered is not said; a look-up by the external id is.
    else for (const key of part) persons.push(...(await readPerson(call, key)));
  }
  return persons.flatMap((person) => personOf(person, mapping));
}

async function readPerson(call: SyncCall, key: string): Promise<readonly Json[]> {
  const path = `/people/2/persons?type=EXTERNAL_ID&identifier=${encodeURIComponent(key)}`;
  const answer = await call('read', { method: 'GET', path });
  if (answer.status === 404) return [];
  if (!isDone(answer)) throw new SyncRefused(`people cannot be read: ${refusalOf(answer).reason}`);
  return [answer.json];
}

export function customTargets(mapping: Mapping): readonly string[] {
  return targetsOf(mapping, 'custom').map(({ target }) => target);
}

/** As many as fit into an address. */
function partsOf(keys: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  for (const key of keys) {
    const last = parts.at(-1);
    const hasRoom = last !== undefined && last.length < READ_KEYS_MAX;
    if (hasRoom && filterText([...last, key]).length <= FILTER_LENGTH_MAX) last.push(key);
    else parts.push([key]);
  }
  return parts;
}

function filterText(keys: readonly string[]): string {
  return encodeURIComponent(JSON.stringify({ '#or': keys.map((externalId) => ({ '#eq': { externalId } })) }));
}

function personOf(json: Json, mapping: Mapping | null): readonly RemotePerson[] {
  const key = textAt(json, 'externalId');
  if (key === null) return [];
  const custom = valuesByName(valueAt(json, 'customAttributes'));
  const emails = listAt(json, 'contactInformation', 'email').flatMap(
    (one) => textAt(one, 'address')?.toLowerCase() ?? [],
  );
  const fields = (kind: 'standard' | 'custom') => (mapping === null ? [] : targetsOf(mapping, kind));
  return [
    {
      key,
      email: emails[0] ?? null,
      emails,
      standard: Object.fromEntries(
        fields('standard').map(({ target, type }) => [target, writtenAs(valueAt(json, target), type)]),
      ),
      custom: Object.fromEntries(
        fields('custom').map(({ target, type }) => [target, writtenAs(custom.get(target.toLowerCase()) ?? null, type)]),
      ),
      isMember: listAt(json, 'tags').some((tag) => String(tag).toLowerCase() === LOYALTY_TAG.toLowerCase()),
    },
  ];
}

function targetsOf(mapping: Mapping, kind: FieldMapping['kind']): readonly FieldMapping[] {
  return Object.values(mapping).filter((field) => field.enabled && field.kind === kind);
}

/** Names of attributes are the same in any case. */
function valuesByName(json: Json): ReadonlyMap<string, Json> {
  return new Map(isObject(json) ? Object.entries(json).map(([name, value]) => [name.toLowerCase(), value]) : []);
}

/** In the form in which it was sent, whichever Infobip answers in. */
function writtenAs(json: Json, type: TargetType): FieldValue | null {
  if (typeof json === 'number' || typeof json === 'boolean') return json;
  if (typeof json !== 'string' || json === '') return null;
  switch (type) {
    case 'integer':
    case 'decimal':
      return Number.isFinite(Number(json)) ? Number(json) : json;
    case 'boolean':
      return json === 'true' || json === 'false' ? json === 'true' : json;
    case 'datetime':
      return json.replace(/(T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]00:?00)?$/, '$1');
    case 'date':
    case 'string':
      return json;
  }
}
