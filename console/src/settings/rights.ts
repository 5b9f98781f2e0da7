// Rights in words: what a scope allows, and how scopes stand in a role as resources with actions. The server decides; this only
// writes it down.
import type { Schemas } from '@laurel/sdk';

export type Permission = Schemas['Role']['permissions'][number];
export type Limit = Schemas['GoodwillLimit'];
export type LimitAction = Limit['action'];

const RESOURCES: Readonly<Record<string, string>> = {
  customers: 'customers',
  events: 'events',
  transactions: 'purchases',
  catalogue: 'items and stores',
  points: 'points',
  tiers: 'tiers',
  campaigns: 'campaigns and audiences',
  offers: 'offers and reward stores',
  codes: 'promo codes',
  cards: 'stored value cards',
  messages: 'messages and providers',
  programme: 'the programme',
  runs: 'runs',
  users: 'users, groups and roles',
  approvals: 'approvals',
  audit: 'the access log',
  analytics: 'figures',
  privacy: 'privacy requests',
  sync: 'customer-data platforms',
  sessionm: 'the SessionM API',
};
const ACTIONS: Readonly<Record<string, string>> = {
  read: 'See',
  write: 'Change',
  claim: 'Claim',
  numbers: 'See the whole numbers of',
  use: 'Use',
};

export const LIMIT_ACTIONS: Readonly<Record<LimitAction, string>> = {
  'points.adjust': 'Points added by hand',
  'card.adjust': 'Money put on cards, in cents',
  'offer.issue': 'Offers issued by hand',
  'promo.assign': 'Promo codes assigned',
  'tier.move': 'Tier moves by hand',
};

export function resourceInWords(resource: string): string {
  const words = RESOURCES[resource] ?? resource;
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Such as "See customers". */
export function rightInWords(resource: string, action: string): string {
  return `${ACTIONS[action] ?? action} ${RESOURCES[resource] ?? resource}`;
}

export const keyOfRight = (resource: string, action: string): string => `${resource}:${action}`;

/** The rights that permissions cover, of those that there are; `*` stands for all. */
export function rightsOf(permissions: readonly Permission[], resources: readonly Permission[]): ReadonlySet<string> {
  const covers = (resource: string, action: string): boolean =>
    permissions.some(
      (one) =>
        (one.resource === '*' || one.resource === resource) &&
        (one.actions.includes('*') || one.actions.includes(action)),
    );
  return new Set(
    resources.flatMap(({ resource, actions }) =>
      actions.filter((action) => covers(resource, action)).map((action) => keyOfRight(resource, action)),
    ),
  );
}

/** Back to permissions, in the order of the resources. */
export function permissionsOf(rights: ReadonlySet<string>, resources: readonly Permission[]): Permission[] {
  return resources
    .map(({ resource, actions }) => ({
      resource,
      actions: actions.filter((action) => rights.has(keyOfRight(resource, action))),
    }))
    .filter(({ actions }) => actions.length > 0);
}

/** Such as "Points added by hand (beans): at most 500 at once, 2,000 a day". */
export function limitInWords({ action, account, per_action: once, per_day: daily }: Limit): string {
  const of = account === null ? '' : ` (${account})`;
  const bounds = [
    once === null ? null : `${once.toLocaleString()} at once`,
    daily === null ? null : `${daily.toLocaleString()} a day`,
  ].filter((one) => one !== null);
  return `${LIMIT_ACTIONS[action]}${of}: ${bounds.length === 0 ? 'any amount' : `at most ${bounds.join(', ')}`}`;
}
