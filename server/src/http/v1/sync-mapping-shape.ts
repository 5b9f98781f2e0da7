// How the mapping of fields is told and taken over /v1: transforms, where a field goes, and what may be said about it anew.
import { z } from 'zod';
import { type FieldKey, LOYALTY_FIELDS } from '../../domain/sync/fields.ts';
import { TARGET_TYPES, type Transform } from '../../domain/sync/mapping.ts';

const TARGET_MAX = 100;
const WORD_MAX = 100;
const LENGTH_MAX = 10_000;
const DIGITS_MAX = 6;
const TRANSFORMS_MAX = 5;

const word = z.string().max(WORD_MAX);

export const fieldKey = z.enum(fieldKeys());

const transformShape: z.ZodType<Transform, Transform> = z
  .discriminatedUnion('kind', [
    z
      .strictObject({ kind: z.literal('date_format'), format: word.min(1) })
      .meta({ description: 'A date or instant in another form, by the letters YYYY MM DD HH mm ss.' }),
    z
      .strictObject({ kind: z.literal('boolean_words'), yes: word, no: word })
      .meta({ description: 'True and false as two words.' }),
    z.strictObject({ kind: z.literal('round'), digits: z.int().min(0).max(DIGITS_MAX) }),
    z.strictObject({ kind: z.literal('truncate'), length: z.int().min(1).max(LENGTH_MAX) }),
    z
      .strictObject({ kind: z.literal('phone_e164'), plus: z.boolean() })
      .meta({ description: 'An international number, with its + or without.' }),
    z
      .strictObject({ kind: z.literal('clean_name') })
      .meta({ description: 'Without characters that platforms refuse in names.' }),
    z.strictObject({ kind: z.literal('lower_case') }),
    z.strictObject({ kind: z.literal('constant'), value: word }),
    z.strictObject({ kind: z.literal('prefix'), text: word }),
  ])
  .meta({ id: 'SyncTransform', description: 'What is done to a value before it is sent; one after the other.' });

const target = z.string().min(1).max(TARGET_MAX);
const targetType = z.enum(TARGET_TYPES);
const transforms = z.array(transformShape).max(TRANSFORMS_MAX);

const mappedShape = {
  kind: z.enum(['identity', 'email', 'phone', 'standard', 'custom']).meta({
    description:
      '`identity`: by which the platform knows the person. `email`, `phone`: contacts. `standard`: the platform has it for everybody. `custom`: the set-up makes it.',
  }),
  target: z.string().meta({ description: "The platform's name of it; of identities and contacts without meaning." }),
  type: targetType,
  enabled: z.boolean().meta({ description: 'False: it is not sent.' }),
  transforms: z.array(transformShape),
};

export const fieldMappingShape = z
  .strictObject({
    field: fieldKey,
    title: z.string(),
    about: z.string(),
    ...mappedShape,
    changed: z.boolean().meta({ description: 'Differs from what the connector does by itself.' }),
    standard: z
      .strictObject(mappedShape)
      .meta({ id: 'SyncFieldStandard', description: 'What the connector does by itself.' }),
    type_fixed: z
      .boolean()
      .meta({ description: 'Members were sent, and the platform never changes the type of an attribute.' }),
  })
  .meta({ id: 'SyncFieldMapping' });

export const mappingShape = z.strictObject({ items: z.array(fieldMappingShape) }).meta({ id: 'SyncMapping' });

/** What is left out stays as it is. */
const fieldChange = z
  .strictObject({
    target: target.optional().meta({ description: 'Another name there.' }),
    type: targetType.optional(),
    enabled: z.boolean().optional(),
    transforms: transforms.optional(),
  })
  .nullable()
  .meta({ description: 'What is left out stays; null: as the connector does by itself.' });

export const mappingInput = z.strictObject({ fields: z.partialRecord(fieldKey, fieldChange) });

export function fieldKeys(): readonly [FieldKey, ...FieldKey[]] {
  const [first, ...others] = Object.keys(LOYALTY_FIELDS).filter(isFieldKey);
  if (first === undefined) throw new Error('the catalogue of fields is empty');
  return [first, ...others];
}

function isFieldKey(key: string): key is FieldKey {
  return Object.hasOwn(LOYALTY_FIELDS, key);
}
