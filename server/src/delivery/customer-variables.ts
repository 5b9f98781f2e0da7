// The variables of a message when it is rendered: the customer as they now are, beside what was fixed when it was decided.
// Which there are is declared in domain/messages/template-shape.ts.
import type { RenderedMessage } from '../connectors/connector.ts';
import type { CustomerProfile } from '../domain/customers/profile.ts';
import type { Json, JsonObject } from '../domain/facts.ts';
import { availableIn } from '../domain/points/available.ts';
import type { Programme } from '../domain/programme/programme.ts';
import type { CustomerState } from '../domain/state.ts';
import { type Instant, isoText } from '../domain/time.ts';

export type MessageFacts = { readonly id: string; readonly createdAt: Instant; readonly variables: JsonObject };

export function messageVariables(
  message: MessageFacts,
  state: CustomerState,
  programme: Programme,
  now: Instant,
): JsonObject {
  return {
    outcome: firstOf(message.variables.outcomes),
    ...message.variables,
    customer: customerVariables(state, programme, now),
    message: { id: message.id, created_at: isoText(message.createdAt) },
  };
}

/** Most templates speak of the first points and the first offer. */
function firstOf(outcomes: Json | undefined): JsonObject {
  return { points: firstIn(outcomes, 'points'), offer: firstIn(outcomes, 'offers') };
}

function firstIn(outcomes: Json | undefined, name: string): Json {
  if (typeof outcomes !== 'object' || outcomes === null || !isGroup(outcomes)) return null;
  const list = outcomes[name];
  return Array.isArray(list) ? (list[0] ?? null) : null;
}

function isGroup(value: readonly Json[] | JsonObject): value is JsonObject {
  return !Array.isArray(value);
}

function customerVariables(state: CustomerState, programme: Programme, now: Instant): JsonObject {
  const { profile } = state;
  if (profile === null) return { id: state.id };
  return {
    id: state.id,
    external_id: externalIdOf(profile),
    email: profile.email,
    first_name: profile.firstName,
    last_name: profile.lastName,
    phone: phoneOf(profile),
    birth_on: profile.birthOn,
    language: profile.language,
    locale: profile.locale,
    time_zone: profile.timeZone ?? programme.document.time_zone,
    country: profile.country,
    // Every declared attribute is there: templates ask for one that has no value without an error.
    custom: { ...emptyOf(programme.document.attributes), ...profile.custom },
    tiers: tierVariables(state, programme),
    balances: balanceVariables(state, programme, now),
  };
}

function emptyOf(declared: { readonly [name: string]: unknown }): JsonObject {
  return Object.fromEntries(Object.keys(declared).map((name) => [name, null]));
}

function tierVariables(state: CustomerState, programme: Programme): JsonObject {
  return Object.fromEntries(
    programme.tierSystems.map(({ name, levelByName }): [string, Json] => {
      const tier = state.tiers.get(name);
      if (tier === undefined) return [name, { level: null, title: null, since: null }];
      const title = levelByName.get(tier.level)?.definition.title ?? tier.level;
      return [name, { level: tier.level, title, since: isoText(tier.since) }];
    }),
  );
}

function balanceVariables(state: CustomerState, programme: Programme, now: Instant): JsonObject {
  return Object.fromEntries(
    [...programme.accounts.keys()].map((account): [string, Json] => {
      const balance = state.balances.get(account);
      const lifetime = balance === undefined ? 0 : balance.deposited - balance.reversed;
      return [account, { available: availableIn(state, account, now), lifetime }];
    }),
  );
}

function externalIdOf(profile: CustomerProfile): string | null {
  return profile.identifiers[0]?.value ?? null;
}

function phoneOf(profile: CustomerProfile): string | null {
  return profile.phones[0]?.number ?? null;
}

export function recipientOf(state: CustomerState): RenderedMessage['recipient'] {
  const { profile } = state;
  return {
    customerId: state.id,
    externalId: profile === null ? null : externalIdOf(profile),
    email: profile?.email ?? null,
    phone: profile === null ? null : phoneOf(profile),
    firstName: profile?.firstName ?? null,
    lastName: profile?.lastName ?? null,
  };
}
