// Works out the fields of the catalogue from a customer's state, with the engine's own functions, so that a platform is told
// what /v1 tells. It reads nothing and sends nothing.

import type { CustomerProfile } from '../customers/profile.ts';
import { availableIn, isPastExpiry } from '../points/available.ts';
import type { Programme } from '../programme/programme.ts';
import { minorUnits } from '../purchases/currency.ts';
import { type CustomerState, remainingOf } from '../state.ts';
import { type RequirementProgress, tierSystemProgress } from '../tiers/progress.ts';
import { DAY_MS, type DateText, dayOf, type Instant, isoText } from '../time.ts';
import { type Activity, activityName } from './activity.ts';
import { anniversaryOn } from './anniversary.ts';
import { type Expiring, nextExpiring } from './expiring.ts';
import type { LoyaltyProfile } from './fields.ts';
import { e164 } from './phone.ts';
import { rewardsOf } from './rewards.ts';

/** All that the fields are made of. `state` has every lot that is pending or expires next, and `windows`. */
export type ProfileSource = {
  readonly customerId: string;
  readonly state: CustomerState;
  readonly firstActivityAt: Instant | null;
  readonly lastActivity: Activity | null;
  /** Purchases that were not taken back whole; `net`: money spent less returns, in the smallest unit. */
  readonly purchases: { readonly firstAt: Instant | null; readonly lastAt: Instant | null; readonly net: number };
  /** The level of the primary tier system before the present one. */
  readonly previousLevel: string | null;
  /** When the oldest of the points that a window counts were earned, by the window's key. */
  readonly windowsFrom: ReadonlyMap<string, Instant>;
  /** What is left of a stock. */
  readonly left: (key: string) => number;
};

export type ProfileOptions = {
  /** How long an activity keeps a member active. */
  readonly activeDays: number;
};

export const PROFILE_OPTIONS: ProfileOptions = { activeDays: 365 };

/** Null where there never was such a customer. */
export function loyaltyProfile(
  programme: Programme,
  source: ProfileSource,
  now: Instant,
  options: ProfileOptions,
): LoyaltyProfile | null {
  const { profile } = source.state;
  if (profile === null) return null;
  return {
    loyalty_id: source.customerId,
    ...personFields(profile),
    ...membershipFields(profile, programme, now),
    ...pointFields(programme, source.state, now),
    ...tierFields(programme, source, now),
    ...rewardsOf(programme, source, now),
    ...activityFields(programme, source),
    active_status: activeUntil(source, options) > now ? 'ACTIVE' : 'INACTIVE',
    first_purchase_date: instantText(source.purchases.firstAt),
    last_purchase_date: instantText(source.purchases.lastAt),
    lifetime_spend: source.purchases.net / minorUnits(programme.document.currency),
  };
}

function personFields(profile: CustomerProfile) {
  return {
    first_name: textOf(profile.firstName),
    last_name: textOf(profile.lastName),
    email: textOf(profile.email),
    birthday: profile.birthOn,
    phone: phoneOf(profile),
    zip_code: textOf(profile.zip),
  };
}

/** A number that is marked as preferred before the others, then in the order in which they were given. */
function phoneOf({ phones, country }: CustomerProfile): string | null {
  const isPreferred = ({ flags }: { readonly flags: readonly string[] }) =>
    flags.some((flag) => /^(primary|preferred)$/i.test(flag));
  const ordered = [...phones.filter(isPreferred), ...phones.filter((phone) => !isPreferred(phone))];
  for (const { number } of ordered) {
    const written = e164(number, country);
    if (written !== null) return written;
  }
  return null;
}

function membershipFields(profile: CustomerProfile, programme: Programme, now: Instant) {
  const { optedIn, optedInAt, optedOutAt } = profile;
  return {
    opt_in_status: optedIn,
    opt_in_date: instantText(optedInAt),
    opt_in_source: textOf(profile.optInSource),
    opt_out_date: optedIn ? null : instantText(optedOutAt),
    anniversary_date: optedIn && optedInAt !== null ? nextAnniversary(programme, optedInAt, now) : null,
  };
}

export function nextAnniversary({ document }: Programme, optedInAt: Instant, now: Instant): DateText {
  const { time_zone: zone, settings } = document;
  return anniversaryOn(dayOf(optedInAt, zone), dayOf(now, zone), settings.leap_day);
}

/** Those from which spending draws by itself; where a programme has none, all that may be spent. */
export function loyaltyAccounts({ accounts, defaultAccounts }: Programme): readonly string[] {
  const maySpend = (name: string) => accounts.get(name)?.spending.allowed === true;
  const byDefault = defaultAccounts.filter(maySpend);
  return byDefault.length > 0 ? byDefault : [...accounts.keys()].filter(maySpend);
}

function pointFields(programme: Programme, state: CustomerState, now: Instant) {
  const accounts = loyaltyAccounts(programme);
  const sums = { earned: 0, used: 0, expired: 0, held: 0, available: 0 };
  for (const account of accounts) {
    const balance = state.balances.get(account);
    if (balance === undefined) continue;
    sums.earned += balance.deposited - balance.reversed;
    sums.used += balance.spent;
    sums.expired += balance.expired;
    sums.held += balance.held + pendingIn(state, account, now);
    sums.available += availableIn(state, account, now);
  }
  const expiring: Expiring | null = nextExpiring(programme, { state, accounts, now });
  return {
    available_points: sums.available,
    earned_points: sums.earned,
    used_points: sums.used,
    hold_points: sums.held,
    expired_points: sums.expired,
    next_expiring_points: expiring?.points ?? null,
    points_expiration_date: expiring?.on ?? null,
  };
}

function pendingIn(state: CustomerState, account: string, now: Instant): number {
  let pending = 0;
  for (const lot of state.lots.values()) {
    if (lot.account !== account || lot.availableAt === null || lot.availableAt <= now) continue;
    if (!isPastExpiry(lot, now)) pending += remainingOf(lot) - lot.held;
  }
  return pending;
}

function tierFields(programme: Programme, source: ProfileSource, now: Instant) {
  const zone = programme.document.time_zone;
  const { primarySystem: system } = programme;
  const progress = system === null ? null : tierSystemProgress(programme, source.state, system, now);
  const previous = source.previousLevel;
  const isMember = source.state.profile?.optedIn === true;
  const next = progress === null || !isMember ? null : progress.next;
  return {
    current_tier: progress?.level?.title ?? null,
    next_tier: next?.level.title ?? null,
    points_for_next_tier: next === null ? null : missingFor(programme, next),
    tier_achieve_date: dayText(progress?.since ?? null, zone),
    tier_expiry_date: dayText(progress?.maintenanceAt ?? null, zone),
    previous_tier: previous === null ? null : (system?.levelByName.get(previous)?.definition.title ?? previous),
  };
}

/** What cannot be counted, as an invitation, is not told as a number. Money is told in whole units. */
function missingFor({ document }: Programme, next: RequirementProgress): number | null {
  if (!next.conditions.some(({ kind }) => kind !== 'customer')) return null;
  return next.missingIn === 'money' ? next.missing / minorUnits(document.currency) : next.missing;
}

function activityFields(programme: Programme, { firstActivityAt, lastActivity }: ProfileSource) {
  return {
    first_activity_date: instantText(firstActivityAt),
    last_activity_date: instantText(lastActivity?.at ?? null),
    last_action_id: lastActivity?.id ?? null,
    last_action_name: lastActivity === null ? null : activityName(programme.document, lastActivity),
  };
}

/** The first instant at which the last activity does not count any more. */
export function activeUntil({ lastActivity }: ProfileSource, { activeDays }: ProfileOptions): Instant {
  return lastActivity === null ? Number.NEGATIVE_INFINITY : lastActivity.at + activeDays * DAY_MS;
}

function instantText(at: Instant | null): string | null {
  return at === null ? null : isoText(at);
}

function dayText(at: Instant | null, zone: string): DateText | null {
  return at === null ? null : dayOf(at, zone);
}

function textOf(value: string | null): string | null {
  return value === null || value.trim() === '' ? null : value;
}
