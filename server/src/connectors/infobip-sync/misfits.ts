// Which events the definitions in Infobip cannot hold. Asked when a batch was refused for that without a word of which one: somebody
// deleted a definition there, and every event would have to be found by halving.

import type { Json } from '../../domain/facts.ts';
import type { FieldValue } from '../../domain/sync/fields.ts';
import type { SyncCall } from '../sync/sync-connector.ts';
import { isDone } from './errors.ts';
import type { DefinitionFields } from './plan.ts';
import { DEFINITIONS, fieldsOf } from './setup.ts';

export type EventItem = {
  readonly eventId: string;
  readonly definitionId: string;
  readonly occurredTime: string;
  readonly identifier: { readonly [name: string]: Json };
  readonly properties: { readonly [name: string]: FieldValue };
};

/** By their positions, with the reason. */
export async function misfits(call: SyncCall, items: readonly EventItem[]): Promise<ReadonlyMap<number, string>> {
  const definitions = new Map<string, DefinitionFields | null>();
  for (const id of new Set(items.map(({ definitionId }) => definitionId))) {
    const answer = await call('definitions', { method: 'GET', path: `${DEFINITIONS}/${encodeURIComponent(id)}` });
    if (isDone(answer)) definitions.set(id, fieldsOf(answer.json));
    else if (answer.status === 404) definitions.set(id, null);
  }
  return new Map(
    items.flatMap(({ definitionId, properties }, index) => {
      const reason = misfit(definitionId, properties, definitions.get(definitionId));
      return reason === null ? [] : [[index, reason] as const];
    }),
  );
}

/** `fields` null: there is no definition; undefined: it could not be read. */
function misfit(
  id: string,
  properties: EventItem['properties'],
  fields: DefinitionFields | null | undefined,
): string | null {
  if (fields === undefined) return null;
  if (fields === null) return `there is no event definition ${id} in Infobip: the set-up makes it`;
  for (const [name, value] of Object.entries(properties)) {
    const field = fields.find((one) => one.name === name);
    if (field === undefined) return `the definition ${id} in Infobip has no field ${name}: the set-up adds it`;
    if (!isOf(field.type, value)) return `${name} is no ${field.type}, as the definition ${id} in Infobip wants it`;
  }
  return null;
}

function isOf(type: string, value: FieldValue): boolean {
  switch (type) {
    case 'String':
      return typeof value === 'string';
    case 'Boolean':
      return typeof value === 'boolean';
    case 'Numeric':
      return Number.isInteger(value);
    case 'Decimal':
      return typeof value === 'number';
    case 'DateTime':
      return typeof value === 'string' && !Number.isNaN(Date.parse(value));
    default:
      // One that came later: Infobip may take it.
      return true;
  }
}
