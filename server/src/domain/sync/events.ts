// The eight loyalty events that a customer-data platform is told, with their properties. Which of them a decision makes is
// fact-events.ts.

import type { Instant } from '../time.ts';
import type { FieldValue } from './fields.ts';

export type PropertyType = 'string' | 'integer' | 'decimal' | 'boolean' | 'datetime';

type LoyaltyEventDefinition = {
  /** As the platform's users know it. */
  readonly title: string;
  /** Letters and digits only, at most 36: the strictest of the platforms takes no more. */
  readonly id: string;
  readonly about: string;
  readonly properties: { readonly [name: string]: PropertyType };
};

export const LOYALTY_EVENTS = {
  opt_in: {
    title: 'LOY_OPT_IN',
    id: 'loyOptIn',
    about: 'A customer opts into the programme.',
    properties: { source: 'string', opt_in_date: 'datetime' },
  },
  opt_out: {
    title: 'LOY_OPT_OUT',
    id: 'loyOptOut',
    about: 'A customer opts out of the programme.',
    properties: { source: 'string', opt_out_date: 'datetime' },
  },
  point_accrual: {
    title: 'LOY_POINT_ACCRUAL',
    id: 'loyPointAccrual',
    about: 'Points are earned.',
    properties: {
      points: 'decimal',
      balance: 'decimal',
      account: 'string',
      action_id: 'string',
      action_name: 'string',
      order_id: 'string',
      transaction_id: 'string',
      expires_at: 'datetime',
      on_hold: 'boolean',
    },
  },
  point_redemption: {
    title: 'LOY_POINT_REDEMPTION',
    id: 'loyPointRedemption',
    about: 'Points are spent.',
    properties: {
      points: 'decimal',
      balance: 'decimal',
      account: 'string',
      reward_id: 'string',
      reward_name: 'string',
      reward_code: 'string',
      order_id: 'string',
      transaction_id: 'string',
    },
  },
  tier_upgrade: {
    title: 'Tier_Upgrade',
    id: 'tierUpgrade',
    about: 'A member moves to a higher level.',
    properties: { system: 'string', from_tier: 'string', to_tier: 'string', effective_at: 'datetime' },
  },
  tier_downgrade: {
    title: 'Tier_Downgrade',
    id: 'tierDowngrade',
    about: 'A member moves to a lower level.',
    properties: { system: 'string', from_tier: 'string', to_tier: 'string', effective_at: 'datetime' },
  },
  tier_anniversary: {
    title: 'Tier Anniversary',
    id: 'tierAnniversary',
    about: 'A member completes a year at the same level.',
    properties: { system: 'string', tier: 'string', years: 'integer', tier_achieve_date: 'datetime' },
  },
  close_to_tier_upgrade: {
    title: 'Close to Tier Upgrade',
    id: 'closeToTierUpgrade',
    about: 'A member comes near the next level, measured in what that level counts.',
    properties: { system: 'string', current_tier: 'string', next_tier: 'string', missing: 'decimal', metric: 'string' },
  },
} as const satisfies { readonly [key: string]: LoyaltyEventDefinition };

export type LoyaltyEventKey = keyof typeof LOYALTY_EVENTS;

export type LoyaltyEvent = {
  /** A UUID that derives from the decision and the position in it: the same however often it is worked out. */
  readonly id: string;
  readonly customerId: string;
  readonly event: LoyaltyEventKey;
  readonly at: Instant;
  /** What is empty is left out. */
  readonly properties: { readonly [name: string]: FieldValue };
};
