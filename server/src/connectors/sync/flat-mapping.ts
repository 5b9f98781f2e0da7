// The mapping of platforms that make an attribute of whatever they are sent: snake_case, with `loyalty_` before it. Names and
// addresses go where each platform has them, which its connector says.

import type { JsonObject } from '../../domain/facts.ts';
import { type FieldKey, LOYALTY_FIELDS } from '../../domain/sync/fields.ts';
import type { FieldMapping, Mapping, TargetKind, Transform } from '../../domain/sync/mapping.ts';

/** True for members: what the Loyalty tag is where there are no tags. */
export const MEMBER = 'loyalty_member';

export function flatMapping(own: Partial<Mapping>): Mapping {
  return {
    loyalty_id: goesTo('loyalty_id', 'identity', ''),
    first_name: goesTo('first_name', 'standard', 'first_name'),
    last_name: goesTo('last_name', 'standard', 'last_name'),
    email: goesTo('email', 'email', '', [{ kind: 'lower_case' }]),
    active_status: custom('active_status'),
    birthday: custom('birthday'),
    anniversary_date: custom('anniversary_date'),
    phone: goesTo('phone', 'phone', '', [{ kind: 'phone_e164', plus: true }]),
    zip_code: custom('zip_code'),
    opt_in_status: custom('opt_in_status'),
    opt_in_date: custom('opt_in_date'),
    available_points: custom('available_points'),
    earned_points: custom('earned_points'),
    used_points: custom('used_points'),
    hold_points: custom('hold_points'),
    next_expiring_points: custom('next_expiring_points'),
    points_expiration_date: custom('points_expiration_date'),
    expired_points: custom('expired_points'),
    current_tier: custom('current_tier'),
    next_tier: custom('next_tier'),
    points_for_next_tier: custom('points_for_next_tier'),
    tier_achieve_date: custom('tier_achieve_date'),
    available_rewards: custom('available_rewards'),
    points_for_next_reward: custom('points_for_next_reward'),
    highest_available_reward: custom('highest_available_reward'),
    first_activity_date: custom('first_activity_date'),
    last_activity_date: custom('last_activity_date'),
    first_purchase_date: custom('first_purchase_date'),
    last_purchase_date: custom('last_purchase_date'),
    opt_out_date: custom('opt_out_date'),
    opt_in_source: custom('opt_in_source'),
    tier_expiry_date: custom('tier_expiry_date'),
    previous_tier: custom('previous_tier'),
    lifetime_spend: custom('lifetime_spend'),
    last_action_id: custom('last_action_id'),
    last_action_name: custom('last_action_name'),
    ...own,
  };
}

export function goesTo(
  field: FieldKey,
  kind: TargetKind,
  target: string,
  transforms: readonly Transform[] = [],
): FieldMapping {
  return { kind, target, type: LOYALTY_FIELDS[field].type, enabled: true, transforms };
}

function custom(field: FieldKey): FieldMapping {
  return goesTo(field, 'custom', `loyalty_${field}`);
}

/** What the mapping made, with nothing in it. Of standard attributes, names and birthdays say, other tools may know as well. */
export function emptied(mapping: Mapping, kinds: readonly TargetKind[], nothing: null | ''): JsonObject {
  const targets = Object.values(mapping).filter(({ kind, enabled }) => enabled && kinds.includes(kind));
  return Object.fromEntries(targets.map(({ target }) => [target, nothing]));
}

export type Targets = {
  readonly title: string;
  /** What the platform has for everybody; null: it makes no difference. */
  readonly standard: readonly string[] | null;
  /** Its own names, consent and subscriptions among them, which a sync never writes. */
  readonly reserved: readonly string[];
};

/** A sentence when a mapping of this field cannot be had. */
export function checkTarget(
  field: FieldKey,
  { kind, target, type, enabled }: FieldMapping,
  { title, standard, reserved }: Targets,
): string | null {
  const isIdentity = kind === 'identity';
  if (isIdentity !== (field === 'loyalty_id') || (isIdentity && !enabled)) {
    return `${title} knows people by the loyalty id, which goes nowhere else`;
  }
  if ((kind === 'email' || kind === 'phone') && type !== 'string') return `${kind} is a string`;
  if (kind !== 'standard' && kind !== 'custom') return null;
  if (target.trim() === '') return 'an attribute needs a name';
  if (kind === 'standard' && standard !== null) {
    const isKnown = standard.includes(target);
    return isKnown ? null : `${title} has no standard attribute ${target}; it has ${standard.join(', ')}`;
  }
  if (target === MEMBER) return `${MEMBER} says who is a member and cannot hold anything else`;
  const isReserved = target.startsWith('$') || reserved.includes(target.toLowerCase());
  return isReserved ? `${target} is ${title}'s own: no field of the catalogue goes there` : null;
}
