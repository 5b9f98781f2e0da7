// The canonical catalogue of what a customer-data platform is told about a member: 29 fields of the usual loyalty list and seven
// more. Connectors map them to their own attributes; how each is computed is profile.ts.

/** `date`: YYYY-MM-DD in the programme's time zone. `datetime`: ISO 8601 in UTC. `decimal`: as people see it, not the smallest unit. */
export type FieldType = 'string' | 'decimal' | 'boolean' | 'date' | 'datetime';

export type LoyaltyField = {
  readonly title: string;
  readonly type: FieldType;
  /** In one sentence: what it says, and when it is empty. */
  readonly about: string;
};

export const LOYALTY_FIELDS = {
  loyalty_id: { title: 'Loyalty Id', type: 'string', about: "The member's id. Never empty." },
  first_name: { title: 'First Name', type: 'string', about: 'Empty when unknown.' },
  last_name: { title: 'Last Name', type: 'string', about: 'Empty when unknown.' },
  email: { title: 'Email Address', type: 'string', about: 'Empty when unknown.' },
  active_status: {
    title: 'Active Status',
    type: 'string',
    about: 'ACTIVE when the last loyalty activity lies within the configured window, else INACTIVE. Never empty.',
  },
  birthday: { title: 'Birthday', type: 'date', about: 'Empty when unknown.' },
  anniversary_date: {
    title: 'Loyalty Anniversary Date',
    type: 'date',
    about: 'The day on which the membership has its next anniversary. Empty without opt-in.',
  },
  phone: {
    title: 'Phone No',
    type: 'string',
    about: 'The preferred number, as far as it can be written as E.164; else empty.',
  },
  zip_code: { title: 'Zip Code', type: 'string', about: 'Empty when unknown.' },
  opt_in_status: {
    title: 'Opt-in Status',
    type: 'boolean',
    about: 'Of the programme; says nothing of marketing consent. Never empty.',
  },
  opt_in_date: { title: 'Opt-in Date', type: 'datetime', about: 'Of the last opt-in. Empty before the first.' },
  available_points: {
    title: 'Available Points',
    type: 'decimal',
    about: 'What can be spent now; points on hold are not in it. Never empty.',
  },
  earned_points: { title: 'Earned Points', type: 'decimal', about: 'Earned in the whole membership. Never empty.' },
  used_points: { title: 'Used Points', type: 'decimal', about: 'Spent in the whole membership. Never empty.' },
  hold_points: { title: 'Hold Points', type: 'decimal', about: 'Held and not yet available. Never empty.' },
  next_expiring_points: {
    title: 'Next Expiring Points',
    type: 'decimal',
    about: 'What expires at the next date on which something does, if it is not used. Empty when nothing expires.',
  },
  points_expiration_date: {
    title: 'Points Expiration Date',
    type: 'date',
    about: 'The last day on which the next expiring points can be used. Empty when nothing expires.',
  },
  expired_points: { title: 'Expired Points', type: 'decimal', about: 'Expired in the whole membership. Never empty.' },
  current_tier: {
    title: 'Current Tier',
    type: 'string',
    about: 'The title of the level in the primary tier system. Empty without a level.',
  },
  next_tier: { title: 'Next Tier', type: 'string', about: 'The title of the next higher level. Empty at the top.' },
  points_for_next_tier: {
    title: 'Points Req For Next Tier',
    type: 'decimal',
    about: 'What is missing to the next level, in what the level counts. Empty at the top.',
  },
  tier_achieve_date: {
    title: 'Tier Achieve Date',
    type: 'date',
    about: 'Since when the level is held. Empty without a level.',
  },
  available_rewards: {
    title: 'Available Rewards',
    type: 'string',
    about: 'Rewards that can be bought now, joined by " | ", cut at whole rewards. Empty when there is none.',
  },
  points_for_next_reward: {
    title: 'Points Req For Next Reward',
    type: 'decimal',
    about: 'What is missing to the cheapest reward that is out of reach. Empty when none is.',
  },
  highest_available_reward: {
    title: 'Highest Available Reward',
    type: 'string',
    about: 'The dearest reward that can be bought now. Empty when there is none.',
  },
  first_activity_date: {
    title: 'First Loyalty Activity Date',
    type: 'datetime',
    about: 'Expiry, agents and enrolment do not count. Empty before the first activity.',
  },
  last_activity_date: {
    title: 'Last Loyalty Activity Date',
    type: 'datetime',
    about: 'As the first. Empty before the first activity.',
  },
  first_purchase_date: {
    title: 'First Purchase Date',
    type: 'datetime',
    about: 'Of purchases that were not taken back whole. Empty without one.',
  },
  last_purchase_date: { title: 'Last Purchase Date', type: 'datetime', about: 'As the first. Empty without one.' },
  opt_out_date: { title: 'Opt-out Date', type: 'datetime', about: 'Of the last opt-out; empty while opted in.' },
  opt_in_source: { title: 'Opt-in Source', type: 'string', about: 'Where the opt-in came from. Empty when unknown.' },
  tier_expiry_date: {
    title: 'Tier Expiry Date',
    type: 'date',
    about: 'When the level is judged anew. Empty where nothing takes it away.',
  },
  previous_tier: {
    title: 'Previous Tier',
    type: 'string',
    about: 'The level before this one. Empty when there was none.',
  },
  lifetime_spend: { title: 'Lifetime Spend', type: 'decimal', about: 'Money spent less returns. Never empty.' },
  last_action_id: {
    title: 'Last Action Id',
    type: 'string',
    about: 'Of the last loyalty activity: its decision. Empty before the first.',
  },
  last_action_name: {
    title: 'Last Action Name',
    type: 'string',
    about: 'What the last loyalty activity was. Empty before the first.',
  },
} as const satisfies { readonly [key: string]: LoyaltyField };

export type FieldKey = keyof typeof LOYALTY_FIELDS;

export type FieldValue = string | number | boolean;

/** Null: empty, and to be emptied where it was not. */
export type LoyaltyProfile = { readonly [key in FieldKey]: FieldValue | null };
