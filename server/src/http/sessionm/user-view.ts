// A customer as SessionM's `user` object: standard profile with the primary tier, and the parts that query flags add, each
// flag its own part and nothing else.
import type { CustomerProfile } from '../../domain/customers/profile.ts';
import type { Json } from '../../domain/facts.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { SystemProgress } from '../../domain/tiers/progress.ts';
import { tierProgress } from '../../domain/tiers/progress.ts';
import { isoText } from '../../domain/time.ts';
import { inspectCustomer } from '../../pipeline/inspect.ts';
import type { CustomerRecord } from '../../storage/customers.ts';
import { type AccountFigures, readAccounts } from '../../storage/points.ts';
import { balancesView } from './balances-view.ts';
import { type Call, hasFlag } from './call.ts';
import { isoOrNull } from './instants.ts';
import { measuresOf, tierLevels } from './tiers-view.ts';

export type UserParts = { readonly profile: boolean; readonly incentives: boolean; readonly identifiers: boolean };

export function partsAsked(call: Call): UserParts {
  return {
    profile: hasFlag(call, 'user[user_profile]') || hasFlag(call, 'advanced_search_params[user_profile]'),
    incentives: hasFlag(call, 'expand_incentives'),
    identifiers: hasFlag(call, 'show_identifiers'),
  };
}

export async function userView(call: Call, record: CustomerRecord, parts: UserParts) {
  const { site, programme } = call;
  const now = call.now();
  const [figures, inspected] = await Promise.all([
    readAccounts(site.pool, record.id, now),
    inspectCustomer(site.pool, site.programmes, record.id, now),
  ]);
  const systems = inspected === null ? [] : tierProgress(inspected.programme, inspected.state, now);
  return {
    ...standardView(record),
    available_points: spendablePoints(programme, figures),
    ...primaryTierView(systems),
    ...(parts.identifiers ? { identifiers: identifiersView(record.profile) } : {}),
    ...(parts.profile ? { user_profile: customView(record.profile) } : {}),
    ...(parts.incentives ? { tier_details: detailsView(call, record.id, systems, figures) } : {}),
  };
}

/** Pages of customers are read a few at a time: each takes several statements. */
const AT_ONCE = 4;

export async function userViews(call: Call, records: readonly CustomerRecord[], parts: UserParts) {
  const views: Awaited<ReturnType<typeof userView>>[] = [];
  for (let start = 0; start < records.length; start += AT_ONCE) {
    const chunk = records.slice(start, start + AT_ONCE);
    views.push(...(await Promise.all(chunk.map((record) => userView(call, record, parts)))));
  }
  return views;
}

function standardView({ id, profile }: CustomerRecord) {
  return {
    id,
    external_id: profile.identifiers[0]?.value ?? null,
    opted_in: profile.optedIn,
    activated: isActivated(profile),
    proxy_ids: [],
    test_points: 0,
    unclaimed_achievement_count: 0,
    email: profile.email,
    gender: profile.gender,
    dob: profile.birthOn,
    created_at: isoText(profile.createdAt),
    updated_at: isoText(profile.updatedAt),
    registered_at: isoText(profile.optedInAt ?? profile.createdAt),
    address: profile.address,
    address2: profile.address2,
    city: profile.city,
    zip: profile.zip,
    dma: null,
    state: profile.state,
    country: profile.country,
    suspended: profile.status !== 'good',
    last_name: profile.lastName,
    first_name: profile.firstName,
    profile_photo_url: profile.photoUrl ?? '',
    test_account: profile.testPersona,
    account_status: profile.status,
    referrer_code: profile.referrerCode,
    language: profile.language,
    locale: profile.locale,
    time_zone: profile.timeZone,
    phone_numbers: phonesView(profile),
  };
}

/** A cleared list reads as null, as on the original. */
function phonesView(profile: CustomerProfile) {
  if (profile.phones.length === 0) return null;
  return profile.phones.map((phone) => ({
    phone_number: phone.number,
    phone_type: phone.type,
    preference_flags: phone.flags,
    verified_ownership: phone.verified,
  }));
}

function identifiersView(profile: CustomerProfile) {
  return profile.identifiers.map(({ type, value }) => ({ external_id: value, external_id_type: type }));
}

export function customView(profile: CustomerProfile): { readonly [attribute: string]: Json } {
  return { _version: profile.customVersion, ...profile.custom };
}

/** What a plain spend could draw from: accounts that may be spent. */
export function spendablePoints(programme: Programme, figures: readonly AccountFigures[]): number {
  return figures
    .filter(({ account }) => programme.accounts.get(account)?.spending.allowed === true)
    .reduce((sum, { available }) => sum + available, 0);
}

/** The `tier…` fields: the primary tier system, all null where the programme has none or the customer is in none. */
function primaryTierView(systems: readonly SystemProgress[]) {
  const primary = systems.find((system) => system.primary);
  const next = measuresOf(primary?.next ?? null);
  const keep = measuresOf(primary?.keep ?? null);
  return {
    tier: primary?.level?.name ?? null,
    tier_system: primary?.system ?? null,
    tier_points: next?.current ?? keep?.current ?? null,
    next_tier_points: next?.missing ?? null,
    tier_ends_value: next?.needed ?? null,
    tier_entered_at: isoOrNull(primary?.since ?? null),
    tier_resets_at: isoOrNull(primary?.maintenanceAt ?? null),
    maintenance_required_points: keep?.needed ?? 0,
    maintenance_points: keep?.current ?? 0,
  };
}

function detailsView(
  call: Call,
  customerId: string,
  systems: readonly SystemProgress[],
  figures: readonly AccountFigures[],
) {
  return {
    tier_levels: tierLevels(call, customerId, systems, true),
    point_account_balances: balancesView(call, customerId, figures),
  };
}

/** SessionM's `activated`: the customer has confirmed the e-mail address. */
export function isActivated(profile: CustomerProfile): boolean {
  return profile.emailConfirmedAt !== null;
}
