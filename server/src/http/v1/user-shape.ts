// Users, roles and groups as the API shows and takes them.
import { z } from 'zod';
import { goodwillActions, type Role } from '../../access/permissions.ts';
import { GOODWILL_ACTIONS, type GoodwillLimit } from '../../domain/access/goodwill.ts';
import { isoText } from '../../domain/time.ts';
import type { Group } from '../../storage/roles.ts';
import type { Session, User } from '../../storage/users.ts';
import { isoOrNull } from './customer-shape.ts';
import { instant, instantOrNull, nameInput, POINTS_MAX, uuid } from './shapes.ts';

const TITLE_MAX = 100;
const EMAIL_MAX = 254;
const ROLES_MAX = 50;
const OWN_MAX = 20;
const PERMISSIONS_MAX = 100;
const ROLE_NAME = /^[a-z][a-z0-9_-]{0,59}$/;
const amount = z.int().min(0).max(POINTS_MAX).nullable();

export const personNameInput = z.string().trim().min(1).max(TITLE_MAX);
export const emailInput = z.email().max(EMAIL_MAX);
export const roleNameInput = z.string().regex(ROLE_NAME, 'a name of lower-case letters, digits, _ and -');
export const roleNamesInput = z.array(roleNameInput).max(ROLES_MAX).transform(unique);
export const groupIdsInput = z.array(uuid).max(ROLES_MAX).transform(unique);
export const ownCustomersInput = z.array(uuid).max(OWN_MAX).transform(unique);

function unique(names: readonly string[]): string[] {
  return [...new Set(names.map((name) => name.toLowerCase()))];
}

export const limitShape = z
  .strictObject({
    action: z.enum(Object.keys(GOODWILL_ACTIONS)),
    account: nameInput
      .nullable()
      .default(null)
      .meta({ description: 'Of points: one account; null: each account for itself.' }),
    per_action: amount.default(null).meta({ description: 'At most so much at once; null: no limit.' }),
    per_day: amount.default(null).meta({ description: "At most so much on a day of the programme's time zone." }),
  })
  .meta({ id: 'GoodwillLimit' });
export const limitsInput = z.array(limitShape).max(PERMISSIONS_MAX);

const permissionShape = z.strictObject({
  resource: nameInput.meta({ description: 'Such as `points`; `*` stands for all.' }),
  actions: z.array(nameInput).min(1).max(PERMISSIONS_MAX),
});
export const permissionsInput = z.array(permissionShape).max(PERMISSIONS_MAX);

export const roleShape = z
  .strictObject({
    name: z.string(),
    title: z.string(),
    is_built_in: z.boolean(),
    permissions: z.array(permissionShape),
    limits: z.array(limitShape),
  })
  .meta({ id: 'Role' });

export const resourceShape = z.strictObject({ resource: z.string(), actions: z.array(z.string()) });

export const groupShape = z
  .strictObject({ id: uuid, name: z.string(), roles: z.array(z.string()) })
  .meta({ id: 'UserGroup' });

const userFields = {
  id: uuid,
  name: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
  groups: z.array(uuid),
  own_customers: z.array(uuid).meta({ description: 'Accounts of their own: they may change nothing there.' }),
  has_second_factor: z.boolean(),
  status: z.enum(['invited', 'active', 'disabled']),
  created_at: instant,
  disabled_at: instantOrNull,
};
export const userShape = z.strictObject(userFields).meta({ id: 'User' });

export const invitationShape = z.strictObject({
  token: z.string().meta({ description: 'For POST /auth/invitation, once; in this answer only.' }),
  expires_at: instant,
});
export const invitedUserShape = z
  .strictObject({ ...userFields, invitation: invitationShape })
  .meta({ id: 'InvitedUser' });

export const sessionShape = z
  .strictObject({
    id: uuid,
    is_current: z.boolean(),
    ip_address: z.string().nullable(),
    user_agent: z.string().nullable(),
    created_at: instant,
    expires_at: instant,
  })
  .meta({ id: 'Session' });

export function userJson(user: User): z.output<typeof userShape> {
  return {
    id: user.id,
    name: user.name,
    email: user.email,
    roles: [...user.roles],
    groups: [...user.groups],
    own_customers: [...user.ownCustomers],
    has_second_factor: user.hasSecondFactor,
    status: user.disabledAt !== null ? 'disabled' : user.hasCredential ? 'active' : 'invited',
    created_at: isoText(user.createdAt),
    disabled_at: isoOrNull(user.disabledAt),
  };
}

export function roleJson({ name, title, permissions, limits, isBuiltIn }: Role): z.output<typeof roleShape> {
  return {
    name,
    title,
    is_built_in: isBuiltIn,
    permissions: permissions.map(({ resource, actions }) => ({ resource, actions: [...actions] })),
    limits: limits.map(limitJson),
  };
}

export function limitJson({ action, account, perAction, perDay }: GoodwillLimit): z.output<typeof limitShape> {
  return { action, account, per_action: perAction, per_day: perDay };
}

export function limitOf(input: z.output<typeof limitShape>): GoodwillLimit {
  const action = goodwillActions().find((name) => name === input.action);
  if (action === undefined) throw new Error(`there is no action ${input.action}`);
  return { action, account: input.account, perAction: input.per_action, perDay: input.per_day };
}

export function groupJson({ id, name, roles }: Group): z.output<typeof groupShape> {
  return { id, name, roles: [...roles] };
}

export function sessionJson(session: Session, currentId: string | null): z.output<typeof sessionShape> {
  return {
    id: session.id,
    is_current: session.id === currentId,
    ip_address: session.ipAddress === '' ? null : session.ipAddress,
    user_agent: session.userAgent === '' ? null : session.userAgent,
    created_at: isoText(session.createdAt),
    expires_at: isoText(session.expiresAt),
  };
}
