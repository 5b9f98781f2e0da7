// Where each field of the catalogue goes in Infobip People when nothing else is said, and what a changed mapping may not be.
// Names and types of attributes are the operator's: types can never be changed there once an attribute is made.

import type { FieldKey } from '../../domain/sync/fields.ts';
import type { FieldMapping, Mapping, TargetType, Transform } from '../../domain/sync/mapping.ts';

const STANDARD_TEXT_MAX = 255;
const ATTRIBUTE_NAME_MAX = 256;

/** How People writes instants everywhere else; for attributes its format is not said. */
const INSTANT: Transform = { kind: 'date_format', format: 'YYYY-MM-DDTHH:mm:ss' };
const NAME: readonly Transform[] = [{ kind: 'clean_name' }, { kind: 'truncate', length: STANDARD_TEXT_MAX }];

function custom(target: string, type: TargetType, transforms: readonly Transform[] = []): FieldMapping {
  return { kind: 'custom', target, type, enabled: true, transforms };
}

function instant(target: string): FieldMapping {
  return custom(target, 'datetime', [INSTANT]);
}

function standard(target: string, type: TargetType, transforms: readonly Transform[] = []): FieldMapping {
  return { kind: 'standard', target, type, enabled: true, transforms };
}

export const INFOBIP_MAPPING: Mapping = {
  loyalty_id: { kind: 'identity', target: 'externalId', type: 'string', enabled: true, transforms: [] },
  first_name: standard('firstName', 'string', NAME),
  last_name: standard('lastName', 'string', NAME),
  email: { kind: 'email', target: 'email', type: 'string', enabled: true, transforms: [{ kind: 'lower_case' }] },
  active_status: custom('Loyalty Active Status', 'string'),
  birthday: standard('birthDate', 'date'),
  anniversary_date: custom('Loyalty Anniversary Date', 'date'),
  phone: {
    kind: 'phone',
    target: 'phone',
    type: 'string',
    enabled: true,
    transforms: [{ kind: 'phone_e164', plus: false }],
  },
  zip_code: custom('Loyalty Zip Code', 'string'),
  opt_in_status: custom('Loyalty Opt In Status', 'boolean'),
  opt_in_date: instant('Loyalty Opt In Date'),
  available_points: custom('Loyalty Available Points', 'decimal'),
  earned_points: custom('Loyalty Earned Points', 'decimal'),
  used_points: custom('Loyalty Used Points', 'decimal'),
  hold_points: custom('Loyalty Hold Points', 'decimal'),
  next_expiring_points: custom('Loyalty Next Expiring Points', 'decimal'),
  points_expiration_date: custom('Loyalty Points Expiration Date', 'date'),
  expired_points: custom('Loyalty Expired Points', 'decimal'),
  current_tier: custom('Loyalty Current Tier', 'string'),
  next_tier: custom('Loyalty Next Tier', 'string'),
  points_for_next_tier: custom('Loyalty Points For Next Tier', 'decimal'),
  tier_achieve_date: custom('Loyalty Tier Achieve Date', 'date'),
  available_rewards: custom('Loyalty Available Rewards', 'string'),
  points_for_next_reward: custom('Loyalty Points For Next Reward', 'decimal'),
  highest_available_reward: custom('Loyalty Highest Available Reward', 'string'),
  first_activity_date: instant('Loyalty First Activity Date'),
  last_activity_date: instant('Loyalty Last Activity Date'),
  first_purchase_date: instant('Loyalty First Purchase Date'),
  last_purchase_date: instant('Loyalty Last Purchase Date'),
  opt_out_date: instant('Loyalty Opt Out Date'),
  opt_in_source: custom('Loyalty Opt In Source', 'string'),
  tier_expiry_date: custom('Loyalty Tier Expiry Date', 'date'),
  previous_tier: custom('Loyalty Previous Tier', 'string'),
  lifetime_spend: custom('Loyalty Lifetime Spend', 'decimal'),
  last_action_id: custom('Loyalty Last Action Id', 'string'),
  last_action_name: custom('Loyalty Last Action Name', 'string'),
};

/** Of what Infobip has for everybody, that which others may write. */
const STANDARD_TYPES: { readonly [target: string]: TargetType } = {
  firstName: 'string',
  lastName: 'string',
  middleName: 'string',
  nickName: 'string',
  address: 'string',
  city: 'string',
  country: 'string',
  gender: 'string',
  preferredLanguage: 'string',
  profilePicture: 'string',
  birthDate: 'date',
};

export function checkInfobipMapping(field: FieldKey, mapping: FieldMapping): string | null {
  const { kind, target, type, enabled } = mapping;
  const isIdentity = kind === 'identity';
  if (isIdentity !== (field === 'loyalty_id') || (isIdentity && !enabled)) {
    return 'Infobip knows people by their external id, which is the loyalty id and nothing else';
  }
  if ((kind === 'email' || kind === 'phone') && type !== 'string') return `${kind} is a string`;
  if (kind === 'standard') return standardProblem(target, type);
  if (kind === 'custom') return nameProblem(target);
  return null;
}

function standardProblem(target: string, type: TargetType): string | null {
  const needed = Object.hasOwn(STANDARD_TYPES, target) ? STANDARD_TYPES[target] : undefined;
  if (needed === undefined) {
    return `Infobip has no standard attribute ${target}; it has ${Object.keys(STANDARD_TYPES).join(', ')}`;
  }
  return type === needed ? null : `${target} is a ${needed} in Infobip`;
}

function nameProblem(name: string): string | null {
  if (name.trim() === '' || name.length > ATTRIBUTE_NAME_MAX) {
    return `names of attributes have 1 to ${ATTRIBUTE_NAME_MAX} characters`;
  }
  return /[{}[\]]/.test(name) ? 'names of attributes are without { } [ ] in Infobip' : null;
}
