// What is set here, in groups, with the scope that each needs: for the first page, for the tabs of each group, and for the palette.
import type { Place } from '../frame/places.ts';

export type SettingsPlace = Place & { readonly about: string };
export type SettingsGroup = { readonly title: string; readonly places: readonly SettingsPlace[] };

export const SETTINGS = {
  people: {
    title: 'People and keys',
    places: [
      { to: '/settings/users', label: 'Users', scope: 'users:read', about: 'Who may sign in, and with which roles' },
      { to: '/settings/groups', label: 'Groups', scope: 'users:read', about: 'Roles for several people at once' },
      {
        to: '/settings/roles',
        label: 'Roles',
        scope: 'users:read',
        about: 'What one may see and change, and give by hand',
      },
      { to: '/settings/keys', label: 'API keys', scope: 'admin', about: 'For programs: scopes, rate and limits' },
      { to: '/settings/access-log', label: 'Access log', scope: 'audit:read', about: 'Who changed what of all this' },
    ],
  },
  decisions: {
    title: 'Second person',
    places: [
      {
        to: '/settings/approvals',
        label: 'Approvals',
        scope: 'approvals:read',
        about: 'What is above somebody’s limit',
      },
    ],
  },
  connections: {
    title: 'Connections',
    places: [
      {
        to: '/settings/providers',
        label: 'Providers',
        scope: 'messages:read',
        about: 'Where messages go, and test sends',
      },
      {
        to: '/settings/sync',
        label: 'Customer-data platform',
        scope: 'sync:read',
        about: 'Members, their events and the Loyalty tag, kept in step',
      },
    ],
  },
  privacy: {
    title: 'Privacy',
    places: [
      { to: '/settings/privacy', label: 'Privacy requests', scope: 'privacy:read', about: 'Exports, erasures, stops' },
      {
        to: '/settings/data-map',
        label: 'Data map',
        scope: 'privacy:read',
        about: 'Which column holds what of a person',
      },
      { to: '/settings/retention', label: 'Retention', scope: 'privacy:read', about: 'What would be dropped tonight' },
    ],
  },
  work: {
    title: 'Work and catalogue',
    places: [
      { to: '/settings/runs', label: 'Runs', scope: 'runs:write', about: 'Expiry, maintenance, occasions, figures' },
      { to: '/settings/items', label: 'Items', scope: 'catalogue:read', about: 'What purchases name' },
      { to: '/settings/stores', label: 'Stores', scope: 'catalogue:read', about: 'Where they were made' },
    ],
  },
  own: {
    title: 'You',
    places: [
      { to: '/settings/account', label: 'My account', scope: null, about: 'Password, second factor, sessions, rights' },
    ],
  },
} as const satisfies Readonly<Record<string, SettingsGroup>>;

export type SettingsPart = keyof typeof SETTINGS;

export const SETTINGS_PLACES: readonly Place[] = Object.values(SETTINGS).flatMap(({ places }) => [...places]);
