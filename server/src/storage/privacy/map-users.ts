// The personal-data map of those who work with Laurel: their accounts, sessions and what they did. They are no customers; an
// account is taken out by whoever administers users.
import type { DataMap, TableData } from './data-map.ts';

function staff(about: string, ...columns: readonly string[]): TableData {
  return { about, forget: 'none', export: null, columns: Object.fromEntries(columns.map((name) => [name, 'staff'])) };
}

export const USER_TABLES: DataMap = {
  user_account: staff(
    'Users.',
    ...['id', 'name', 'email', 'email_verified', 'image', 'two_factor_enabled', 'roles', 'groups', 'own_customers'],
    ...['created_at', 'updated_at', 'disabled_at'],
  ),
  user_session: staff(
    'Sessions of users.',
    ...['id', 'user_id', 'token', 'ip_address', 'user_agent', 'created_at', 'updated_at', 'expires_at'],
  ),
  user_credential: staff(
    'How users prove who they are.',
    ...['id', 'user_id', 'provider_id', 'account_id', 'password', 'access_token', 'refresh_token', 'id_token'],
    ...['access_token_expires_at', 'refresh_token_expires_at', 'scope', 'created_at', 'updated_at'],
  ),
  user_verification: staff(
    'Invitations, and sign-ins that wait for a second factor.',
    ...['id', 'identifier', 'value', 'expires_at', 'created_at', 'updated_at'],
  ),
  user_two_factor: staff(
    'Second factors.',
    ...['id', 'user_id', 'secret', 'backup_codes', 'verified', 'failed_verification_count', 'locked_until'],
  ),
  sign_in_attempt: staff('Failed sign-ins.', 'email_hash', 'failed', 'locked_until', 'updated_at'),
  role: staff('Roles.', 'name', 'title', 'permissions', 'limits', 'updated_at'),
  user_group: staff('Groups.', 'id', 'name', 'roles', 'updated_at'),
  goodwill_use: staff('What users gave by hand on a day.', 'subject', 'day', 'action', 'used'),
  access_audit: staff(
    'Who changed what of users, roles, keys and requests.',
    ...[
      'id',
      'at',
      'actor_kind',
      'actor_name',
      'actor_id',
      'action',
      'target_kind',
      'target_id',
      'target_name',
      'detail',
    ],
  ),
};
