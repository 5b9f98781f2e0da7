// What a connection changes of its connector's mapping, as it is stored.
import { z } from 'zod';
import { type FieldKey, LOYALTY_FIELDS } from '../domain/sync/fields.ts';
import { type FieldMapping, type Mapping, TARGET_TYPES, type Transform } from '../domain/sync/mapping.ts';

const isFieldKey = (name: string): name is FieldKey => Object.hasOwn(LOYALTY_FIELDS, name);
export const FIELD_KEYS: readonly FieldKey[] = Object.keys(LOYALTY_FIELDS).filter(isFieldKey);

export const mappingChangesSchema = z.record(
  z.string().max(100),
  z.strictObject({
    target: z.string().optional(),
    type: z.enum(TARGET_TYPES).optional(),
    enabled: z.boolean().optional(),
    transforms: z.array(z.custom<Transform>((one) => typeof one === 'object' && one !== null)).optional(),
  }),
);
export type MappingChanges = z.output<typeof mappingChangesSchema>;

export function changedMapping(defaults: Mapping, changes: MappingChanges): Mapping {
  const mapping: { [field in FieldKey]: FieldMapping } = { ...defaults };
  for (const field of FIELD_KEYS) {
    const { target, type, enabled, transforms } = changes[field] ?? {};
    const before = defaults[field];
    mapping[field] = {
      kind: before.kind,
      target: target ?? before.target,
      type: type ?? before.type,
      enabled: enabled ?? before.enabled,
      transforms: transforms ?? before.transforms,
    };
  }
  return mapping;
}

export function mappingProblems(
  _defaults: Mapping,
  changes: MappingChanges,
): readonly { readonly field: string; readonly problem: string }[] {
  return Object.keys(changes)
    .filter((field) => !isFieldKey(field))
    .map((field) => ({ field, problem: 'There is no such field.' }));
}
