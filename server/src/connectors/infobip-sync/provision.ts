// Makes what the set-up lacks in Infobip, each step safe to repeat: what turns out to be there already is read and compared.

import type { Json, JsonObject } from '../../domain/facts.ts';
import type { SetupStep } from '../../domain/sync/setup.ts';
import { assertNever } from '../../domain/time.ts';
import { listAt, textAt, valueAt } from '../json-reader.ts';
import { type SyncAnswer, type SyncCall, SyncRefused } from '../sync/sync-connector.ts';
import { isDone, refusalOf } from './errors.ts';
import { ATTRIBUTE_TYPES, comparedFields, type DefinitionFields, typeProblem } from './plan.ts';
import { ATTRIBUTES, DEFINITIONS, fieldsOf, TAGS } from './setup.ts';

export async function provision(call: SyncCall, step: SetupStep): Promise<void> {
  switch (step.kind) {
    case 'attribute':
      await makeAttribute(call, step);
      return;
    case 'tag':
      await makeTag(call, step.name);
      return;
    case 'definition':
      await makeDefinition(call, step);
      return;
    case 'definition_fields':
      await addFields(call, step.id, step.fields);
      return;
    default:
      assertNever(step);
  }
}

async function makeAttribute(call: SyncCall, { name, type }: Extract<SetupStep, { kind: 'attribute' }>): Promise<void> {
  const body = { name, dataType: ATTRIBUTE_TYPES[type] };
  const made = await call('attributes', { method: 'POST', path: ATTRIBUTES, body });
  if (isDone(made)) return;
  // Made by somebody else meanwhile, or by us and the answer was lost.
  const path = `${ATTRIBUTES}/${encodeURIComponent(name)}`;
  const there = await call('attributes', { method: 'GET', path });
  if (!isDone(there)) throw refused(`the attribute "${name}"`, made);
  const found = { name: textAt(there.json, 'name') ?? name, type: textAt(there.json, 'dataType') ?? 'unknown' };
  if (found.type !== ATTRIBUTE_TYPES[type]) throw new SyncRefused(typeProblem(found, type));
}

async function makeTag(call: SyncCall, name: string): Promise<void> {
  const made = await call('tags', { method: 'POST', path: TAGS, body: { name } });
  if (isDone(made)) return;
  const there = await call('tags', { method: 'GET', path: `${TAGS}/${encodeURIComponent(name)}` });
  if (!isDone(there)) throw refused(`the tag "${name}"`, made);
}

async function makeDefinition(
  call: SyncCall,
  { id, title, about, fields }: Extract<SetupStep, { kind: 'definition' }>,
): Promise<void> {
  const body = { definitionId: id, title, description: about, fields };
  const made = await call('definitions', { method: 'POST', path: DEFINITIONS, body });
  if (isDone(made)) return;
  if (made.status !== 409) throw refused(`the event definition ${id}`, made);
  await addFields(call, id, fields);
}

/** With those that are there: whether leaving them out would take them away is not said. */
async function addFields(call: SyncCall, id: string, needed: DefinitionFields): Promise<void> {
  const path = `${DEFINITIONS}/${encodeURIComponent(id)}`;
  const there = await call('definitions', { method: 'GET', path });
  if (!isDone(there)) throw refused(`the event definition ${id}`, there);
  const { missing, problems } = comparedFields(needed, fieldsOf(there.json));
  if (problems.length > 0) throw new SyncRefused(`the event definition ${id} does not fit: ${problems.join('; ')}`);
  if (missing.length === 0) return;
  const kept = listAt(there.json, 'fields').map(keptField);
  const body = { title: textAt(there.json, 'title') ?? id, fields: [...kept, ...missing] };
  const changed = await call('definitions', { method: 'POST', path, body });
  if (!isDone(changed)) throw refused(`the event definition ${id}`, changed);
}

function keptField(json: Json): JsonObject {
  const schema = valueAt(json, 'schema');
  const field = { name: textAt(json, 'name') ?? '', type: textAt(json, 'type') ?? '' };
  return schema === null ? field : { ...field, schema };
}

function refused(what: string, answer: SyncAnswer): SyncRefused {
  return new SyncRefused(`Infobip refuses ${what}: ${refusalOf(answer).reason}`);
}
