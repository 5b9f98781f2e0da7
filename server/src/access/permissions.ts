// Roles and what they allow: a role lists resources and actions, which cover the scopes that routes name. No I/O; who has
// which role is read elsewhere.
import {
  GOODWILL_ACTIONS,
  type GoodwillAction,
  type GoodwillGrant,
  type GoodwillLimit,
} from '../domain/access/goodwill.ts';
import { SCOPES, type Scope } from '../storage/api-keys.ts';

/** `*` stands for all. The scope `points:write` is the resource `points` and the action `write`. */
export type Permission = { readonly resource: string; readonly actions: readonly string[] };

export type Role = {
  readonly name: string;
  readonly title: string;
  readonly permissions: readonly Permission[];
  readonly limits: readonly GoodwillLimit[];
  readonly isBuiltIn: boolean;
};

export const ADMINISTRATOR = 'administrator';
/** A scope without an action, such as `sessionm`, is a resource with this one. */
const USE = 'use';

/** Resources that an installation does not have yet grant nothing. */
const BUILT_IN: readonly Omit<Role, 'isBuiltIn' | 'limits'>[] = [
  { name: ADMINISTRATOR, title: 'Administrator', permissions: [{ resource: '*', actions: ['*'] }] },
  {
    name: 'marketer',
    title: 'Marketer',
    permissions: [
      ...allow(['read'], ['customers', 'points', 'tiers', 'transactions', 'metrics', 'approvals', 'analytics']),
      ...allow(['*'], ['programme', 'campaigns', 'messages', 'runs', 'sync', 'offers', 'codes', 'catalogue', 'stores']),
    ],
  },
  {
    name: 'support',
    title: 'Support agent',
    permissions: [
      ...allow(
        ['read'],
        ['campaigns', 'messages', 'transactions', 'metrics', 'stores', 'approvals', 'analytics', 'sync'],
      ),
      ...allow(['*'], ['customers', 'points', 'tiers', 'offers', 'codes', 'notes', 'tickets', 'care']),
      ...allow(['read', 'write'], ['cards']),
    ],
  },
  { name: 'auditor', title: 'Auditor', permissions: allow(['read'], ['*']) },
  {
    name: 'privacy',
    title: 'Privacy officer',
    permissions: [...allow(['read'], ['customers', 'points', 'tiers', 'audit']), ...allow(['*'], ['privacy'])],
  },
  {
    name: 'engineer',
    title: 'Engineer',
    permissions: [
      ...allow(['read'], ['customers', 'points', 'tiers', 'campaigns', 'offers', 'transactions', 'audit', 'analytics']),
      ...allow(['*'], ['programme', 'messages', 'runs', 'sync', 'events', 'catalogue', 'stores', 'sessionm']),
    ],
  },
];

export const BUILT_IN_ROLES: readonly Role[] = BUILT_IN.map((role) => ({ ...role, limits: [], isBuiltIn: true }));

function allow(actions: readonly string[], resources: readonly string[]): readonly Permission[] {
  return resources.map((resource) => ({ resource, actions }));
}

/** Scopes by resource and action, as the API lists them. `admin` is no resource: it is all of them. */
export function resources(): readonly Permission[] {
  const found = new Map<string, string[]>();
  for (const scope of SCOPES) {
    if (scope === 'admin') continue;
    const { resource, action } = partsOf(scope);
    found.set(resource, [...(found.get(resource) ?? []), action]);
  }
  return [...found].map(([resource, actions]) => ({ resource, actions }));
}

export function scopesOf(permissions: readonly Permission[]): ReadonlySet<Scope> {
  return new Set(SCOPES.filter((scope) => permissions.some((permission) => covers(permission, scope))));
}

function covers({ resource, actions }: Permission, scope: Scope): boolean {
  if (scope === 'admin') return resource === '*' && actions.includes('*');
  const wanted = partsOf(scope);
  return (
    (resource === '*' || resource === wanted.resource) && (actions.includes('*') || actions.includes(wanted.action))
  );
}

function partsOf(scope: Scope): { readonly resource: string; readonly action: string } {
  const [resource = scope, action = USE] = scope.split(':', 2);
  return { resource, action };
}

export function allows(scopes: ReadonlySet<Scope>, scope: Scope): boolean {
  return scopes.has(scope) || scopes.has('admin');
}

/** What a role or a key lets its holder give by hand. */
export function grantOf(scopes: ReadonlySet<Scope>, limits: readonly GoodwillLimit[]): GoodwillGrant {
  return { actions: goodwillActions().filter((action) => allowsAction(scopes, action)), limits };
}

function allowsAction(scopes: ReadonlySet<Scope>, action: GoodwillAction): boolean {
  return allows(scopes, GOODWILL_ACTIONS[action]);
}

export function goodwillActions(): readonly GoodwillAction[] {
  return Object.keys(GOODWILL_ACTIONS).filter(isGoodwillAction);
}

function isGoodwillAction(name: string): name is GoodwillAction {
  return Object.hasOwn(GOODWILL_ACTIONS, name);
}

/** The first scope of `wanted` that is not among `held`; null when all are. */
export function firstBeyond(held: ReadonlySet<Scope>, wanted: ReadonlySet<Scope>): Scope | null {
  return [...wanted].find((scope) => !allows(held, scope)) ?? null;
}
