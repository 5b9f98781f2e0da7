// What a connection changes of its connector's mapping: read, checked and applied. A problem is a sentence about one field;
// what a platform itself does not take is its connector's to say.

import { z } from 'zod';
import { assertNever } from '../time.ts';
import { type FieldKey, type FieldType, LOYALTY_FIELDS } from './fields.ts';
import { type FieldMapping, type Mapping, TARGET_TYPES, type TargetType, type Transform } from './mapping.ts';
import { FIELD_KEYS } from './person.ts';

const TRANSFORMS_MAX = 10;
const TEXT_MAX = 256;
const text = z.string().max(TEXT_MAX);

const transformSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('date_format'), format: text.min(1) }),
  z.strictObject({ kind: z.literal('boolean_words'), yes: text, no: text }),
  z.strictObject({ kind: z.literal('round'), digits: z.int().min(0).max(6) }),
  z.strictObject({ kind: z.literal('truncate'), length: z.int().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('phone_e164'), plus: z.boolean() }),
  z.strictObject({ kind: z.literal('clean_name') }),
  z.strictObject({ kind: z.literal('lower_case') }),
  z.strictObject({ kind: z.literal('constant'), value: text }),
  z.strictObject({ kind: z.literal('prefix'), text }),
]) satisfies z.ZodType<Transform>;

/** Of one field; what is absent stays as the connector has it. */
const fieldChangeSchema = z.strictObject({
  target: text.min(1).optional(),
  type: z.enum(TARGET_TYPES).optional(),
  enabled: z.boolean().optional(),
  transforms: z.array(transformSchema).max(TRANSFORMS_MAX).optional(),
});

/** As stored and as sent: by field. */
export const mappingChangesSchema = z.record(z.string().max(100), fieldChangeSchema);
export type MappingChanges = z.output<typeof mappingChangesSchema>;

export type MappingProblem = { readonly field: string; readonly problem: string };

/** The mapping with its changes; fields that the catalogue does not have are passed over. */
export function changedMapping(defaults: Mapping, changes: MappingChanges): Mapping {
  const mapping: { [field in FieldKey]: FieldMapping } = { ...defaults };
  for (const field of FIELD_KEYS) {
    const change = changes[field];
    if (change === undefined) continue;
    const { kind, target, type, enabled, transforms } = defaults[field];
    mapping[field] = {
      kind,
      target: change.target ?? target,
      type: change.type ?? type,
      enabled: change.enabled ?? enabled,
      transforms: change.transforms ?? transforms,
    };
  }
  return mapping;
}

/** Empty when the changes can be made. */
export function mappingProblems(defaults: Mapping, changes: MappingChanges): readonly MappingProblem[] {
  const mapping = changedMapping(defaults, changes);
  const unknown = Object.keys(changes)
    .filter((field) => !Object.hasOwn(LOYALTY_FIELDS, field))
    .map((field) => ({ field, problem: 'There is no such field.' }));
  return [...unknown, ...doubles(mapping), ...FIELD_KEYS.flatMap((field) => problemOf(field, mapping[field]))];
}

function doubles(mapping: Mapping): readonly MappingProblem[] {
  const used = new Map<string, FieldKey>();
  const problems: MappingProblem[] = [];
  for (const field of FIELD_KEYS) {
    const { kind, target, enabled } = mapping[field];
    if (!enabled || (kind !== 'standard' && kind !== 'custom')) continue;
    // Platforms do not tell names apart by upper and lower case.
    const name = `${kind} ${target.toLowerCase()}`;
    const other = used.get(name);
    if (other === undefined) used.set(name, field);
    else problems.push({ field, problem: `${target} is the target of ${other} already.` });
  }
  return problems;
}

function problemOf(field: FieldKey, { kind, type, enabled, transforms }: FieldMapping): readonly MappingProblem[] {
  if (kind === 'identity' && !enabled)
    return [{ field, problem: 'The platform knows people by it: it cannot be left out.' }];
  if (!enabled) return [];
  if (kind !== 'standard' && kind !== 'custom' && transforms.some((transform) => transform.kind === 'constant'))
    return [{ field, problem: 'People are told apart by it: it cannot be the same for all.' }];
  let has: FieldType = LOYALTY_FIELDS[field].type;
  for (const transform of transforms) {
    const made = madeBy(transform, has);
    if (made === null) return [{ field, problem: `${transform.kind} does nothing to a ${has}.` }];
    has = made;
  }
  return canHold(type, has) ? [] : [{ field, problem: `A ${has} cannot be written as ${type}.` }];
}

/** What a step makes of a value; null when it has no meaning for it. */
function madeBy(transform: Transform, from: FieldType): FieldType | null {
  switch (transform.kind) {
    case 'constant':
    case 'prefix':
      return 'string';
    case 'date_format':
      return from === 'date' || from === 'datetime' ? from : null;
    case 'boolean_words':
      return from === 'boolean' ? 'string' : null;
    case 'round':
      return from === 'decimal' ? from : null;
    case 'truncate':
    case 'phone_e164':
    case 'clean_name':
    case 'lower_case':
      return from === 'string' ? from : null;
    default:
      return assertNever(transform);
  }
}

function canHold(type: TargetType, has: FieldType): boolean {
  switch (has) {
    case 'string':
      return type === 'string';
    case 'decimal':
      return type === 'string' || type === 'decimal' || type === 'integer';
    case 'boolean':
      return type === 'string' || type === 'boolean';
    case 'date':
    case 'datetime':
      return type === 'string' || type === 'date' || type === 'datetime';
    default:
      return assertNever(has);
  }
}
