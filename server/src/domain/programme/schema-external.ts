// The schema of external systems: where else a brand keeps accounts of its customers, and which of their fields are ours.
// Addresses and secrets are those of the provider that is named.

import { z } from 'zod';
import { nameSchema, titleSchema } from './schema-basics.ts';

const PATH_MAX = 500;

const pathSchema = z
  .string()
  .max(PATH_MAX)
  .regex(/^\/\S*\{id\}\S*$/, 'a path with {id}, such as /accounts/{id}');

export const externalSystemSchema = z.strictObject({
  title: titleSchema,
  /** Whose address and key are used. */
  provider: nameSchema,
  /** The type of the identifier under which the account's id is kept. */
  identifier_type: z.string().regex(/^[A-Za-z][A-Za-z0-9_.-]{0,59}$/, 'letters, digits, _ . and -'),
  look_up: pathSchema.default('/{id}'),
  /** Where fields are written to with `push` (PUT); without it, nothing is. */
  write: pathSchema.optional(),
  /** Ours to theirs: `first_name: profile.given_name`, `custom.shoe_size: shoe.size`. */
  fields: z.record(
    z.string().regex(/^(custom\.)?[a-z][a-z0-9_]*$/, 'a field of a customer, or custom. and an attribute'),
    z.string().regex(/^[A-Za-z_][\w-]*(\.[A-Za-z_][\w-]*)*$/, 'a path such as profile.given_name'),
  ),
});

export type ExternalSystemDefinition = z.output<typeof externalSystemSchema>;
