// A member in a platform's words: each field of the profile goes where the mapping says.

import { type FieldKey, type FieldValue, LOYALTY_FIELDS, type LoyaltyProfile } from './fields.ts';
import type { Mapping, Person } from './mapping.ts';
import { mappedValue } from './transforms.ts';

export function personOf(profile: LoyaltyProfile, mapping: Mapping, customerId: string): Person {
  const standard: { [target: string]: FieldValue | null } = {};
  const custom: { [target: string]: FieldValue | null } = {};
  let key = customerId;
  let email: string | null = null;
  let phone: string | null = null;
  for (const field of FIELD_KEYS) {
    const { kind, target, type, enabled, transforms } = mapping[field];
    if (!enabled) continue;
    const value = mappedValue(profile[field], { from: LOYALTY_FIELDS[field].type, to: type, transforms });
    if (kind === 'identity') key = textOf(value) ?? customerId;
    else if (kind === 'email') email = textOf(value);
    else if (kind === 'phone') phone = textOf(value);
    else if (kind === 'standard') standard[target] = value;
    else custom[target] = value;
  }
  return { customerId, key, email, phone, standard, custom, isMember: profile.opt_in_status === true };
}

function textOf(value: FieldValue | null): string | null {
  return value === null || value === '' ? null : String(value);
}

const isFieldKey = (name: string): name is FieldKey => Object.hasOwn(LOYALTY_FIELDS, name);

/** In the order of the catalogue. */
export const FIELD_KEYS: readonly FieldKey[] = Object.keys(LOYALTY_FIELDS).filter(isFieldKey);
