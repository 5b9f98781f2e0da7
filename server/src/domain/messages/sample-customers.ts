// Made-up customers whom a message may go to: nothing known of them, everything, and in each level.

import type { CustomerProfile } from '../customers/profile.ts';
import { newProfile } from '../customers/save.ts';
import type { Programme } from '../programme/programme.ts';
import { type Balance, type CustomerState, emptyState, type TierMembership } from '../state.ts';
import type { Instant } from '../time.ts';
import { SAMPLE_ID, sampleValue } from './samples.ts';

export type SampleCustomer = { readonly words: string; readonly state: CustomerState };

/** One full profile for each level of the longest ladder, and each listed value of an attribute, but no more than these. */
const FULL_PROFILES_MAX = 20;
const SAMPLE_BALANCE = 100;

export function sampleCustomers(programme: Programme, now: Instant): readonly SampleCustomer[] {
  const nothing: SampleCustomer = {
    words: 'a customer of whom only the id is known',
    state: { ...emptyState(SAMPLE_ID), profile: newProfile(now) },
  };
  const bare: SampleCustomer = {
    words: 'a customer with a whole standard profile, no attributes, no level and no points',
    state: { ...emptyState(SAMPLE_ID), profile: fullProfile(programme, now) },
  };
  const values = Object.values(programme.document.attributes).map((field) => field.values?.length ?? 1);
  const levels = programme.tierSystems.map((system) => system.levels.length);
  const count = Math.min(FULL_PROFILES_MAX, Math.max(1, ...values, ...levels));
  return [nothing, bare, ...Array.from({ length: count }, (_, index) => fullCustomer(programme, index, now))];
}

/** In the level of this index in each system, the highest where a system has fewer. */
function fullCustomer(programme: Programme, index: number, now: Instant): SampleCustomer {
  const { attributes } = programme.document;
  const custom = Object.entries(attributes).map(([name, field]) => [name, sampleValue(field, index, now)] as const);
  const tiers = programme.tierSystems.flatMap(({ name, levels }) => {
    const level = levels[Math.min(index, levels.length - 1)];
    return level === undefined ? [] : [membership(name, level.name, now)];
  });
  const where = tiers.map(({ system, level }) => `${system}/${level}`).join(', ');
  return {
    words: `a customer of whom everything is known${where === '' ? '' : `, in ${where}`}`,
    state: {
      ...emptyState(SAMPLE_ID),
      profile: { ...fullProfile(programme, now), custom: Object.fromEntries(custom) },
      tiers: new Map(tiers.map((tier) => [tier.system, tier])),
      balances: new Map([...programme.accounts.keys()].map((account) => [account, balance(account, now)])),
    },
  };
}

function fullProfile({ document }: Programme, now: Instant): CustomerProfile {
  return {
    ...newProfile(now),
    firstName: 'Jane',
    lastName: 'Doe',
    gender: 'female',
    address: '1 Main Street',
    address2: 'Flat 2',
    city: 'Springfield',
    state: 'IL',
    zip: '62701',
    country: 'US',
    language: 'en',
    locale: 'en-US',
    timeZone: document.time_zone,
    email: 'jane.doe@example.com',
    birthOn: '1990-05-17',
    phones: [{ number: '+12025550123', type: null, flags: [], verified: false }],
    optedIn: true,
    identifiers: [{ type: 'external', value: 'sample-1' }],
  };
}

function membership(system: string, level: string, now: Instant): TierMembership {
  return {
    system,
    level,
    since: now,
    maintainedAt: now,
    maintenanceAt: null,
    anniversaryAt: now,
    countsSince: null,
  };
}

function balance(account: string, now: Instant): Balance {
  return {
    account,
    deposited: SAMPLE_BALANCE,
    transferredIn: 0,
    spent: 0,
    expired: 0,
    reversed: 0,
    transferredOut: 0,
    held: 0,
    debt: 0,
    uncollected: 0,
    activeAt: now,
  };
}
