// Reads people back, to compare what Infobip has with what it was told. Several at a time by a filter on external ids: one by
// one, five a second, a sample of thousands would take the night.

import type { Json } from '../../domain/facts.ts';
import type { FieldValue } from '../../domain/sync/fields.ts';
import type { FieldMapping, Mapping, TargetType } from '../../domain/sync/mapping.ts';
import { LOYALTY_TAG } from '../../domain/sync/setup.ts';
import { isObject, listAt, textAt, valueAt } from '../json-reader.ts';
import type { RemotePerson, SyncCall } from '../sync/sync-connector.ts';
import { isDone, mustBeThere, wordsOf } from './errors.ts';

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
  const persons: RemotePerson[] = [];
  for (const filter of filtersOf(keys)) {
    const path = `/people/2/persons?limit=${PAGE}&page=1&filter=${filter}`;
    const answer = mustBeThere(await call('read', { method: 'GET', path }));
    if (!isDone(answer)) throw new Error(`people cannot be read: ${wordsOf(answer.json) ?? `status ${answer.status}`}`);
    persons.push(...listAt(answer.json, 'persons').flatMap((person) => personOf(person, mapping)));
  }
  return persons;
}

export function customTargets(mapping: Mapping): readonly string[] {
  return targetsOf(mapping, 'custom').map(({ target }) => target);
}

/** Written for a query, each within the length. */
function filtersOf(keys: readonly string[]): readonly string[] {
  const filters: string[] = [];
  let part: string[] = [];
  for (const key of keys) {
    const longer = filterText([...part, key]);
    if (part.length > 0 && (part.length >= READ_KEYS_MAX || longer.length > FILTER_LENGTH_MAX)) {
      filters.push(filterText(part));
      part = [];
    }
    part.push(key);
  }
  return part.length === 0 ? filters : [...filters, filterText(part)];
}

function filterText(keys: readonly string[]): string {
  return encodeURIComponent(JSON.stringify({ '#or': keys.map((externalId) => ({ '#eq': { externalId } })) }));
}

function personOf(json: Json, mapping: Mapping | null): readonly RemotePerson[] {
  const key = textAt(json, 'externalId');
  if (key === null) return [];
  const custom = valuesByName(valueAt(json, 'customAttributes'));
  const fields = (kind: 'standard' | 'custom') => (mapping === null ? [] : targetsOf(mapping, kind));
  return [
    {
      key,
      email: textAt(listAt(json, 'contactInformation', 'email')[0], 'address')?.toLowerCase() ?? null,
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
