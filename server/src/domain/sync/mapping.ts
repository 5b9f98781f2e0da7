// Which field of the catalogue goes where in a platform, and what is done to its value on the way. A connector has a default
// for each field; a connection may rename, disable, retype and transform. What comes out is a person, ready for a connector.

import type { FieldKey, FieldValue } from './fields.ts';

/** What platforms tell attributes apart by. */
export const TARGET_TYPES = ['string', 'integer', 'decimal', 'boolean', 'date', 'datetime'] as const;
export type TargetType = (typeof TARGET_TYPES)[number];

export type Transform =
  /** A date or instant in another form, by the letters YYYY MM DD HH mm ss. */
  | { readonly kind: 'date_format'; readonly format: string }
  /** true and false as two words, such as YES and NO. */
  | { readonly kind: 'boolean_words'; readonly yes: string; readonly no: string }
  | { readonly kind: 'round'; readonly digits: number }
  | { readonly kind: 'truncate'; readonly length: number }
  | { readonly kind: 'phone_e164'; readonly plus: boolean }
  /** Without characters that platforms refuse in names. */
  | { readonly kind: 'clean_name' }
  | { readonly kind: 'lower_case' }
  | { readonly kind: 'constant'; readonly value: string }
  | { readonly kind: 'prefix'; readonly text: string };

/**
 * Where a field goes. `identity`: the key by which the platform knows the person. `email`, `phone`: contacts. `standard`: an
 * attribute that the platform has for everybody. `custom`: one that the set-up makes.
 */
export type TargetKind = 'identity' | 'email' | 'phone' | 'standard' | 'custom';

export type FieldMapping = {
  readonly kind: TargetKind;
  /** The platform's name of it; of identities and contacts without meaning. */
  readonly target: string;
  readonly type: TargetType;
  readonly enabled: boolean;
  readonly transforms: readonly Transform[];
};

/** Every field, whether it is sent or not. */
export type Mapping = { readonly [field in FieldKey]: FieldMapping };

/** A member in a platform's words. Of what is not enabled there is nothing here. */
export type Person = {
  readonly customerId: string;
  /** By which the platform knows them for good. */
  readonly key: string;
  readonly email: string | null;
  /** As the mapping's transforms have it; null where there is none that can be written so. */
  readonly phone: string | null;
  /** By target; null empties. */
  readonly standard: { readonly [target: string]: FieldValue | null };
  readonly custom: { readonly [target: string]: FieldValue | null };
  /** Carries the Loyalty tag. */
  readonly isMember: boolean;
};
