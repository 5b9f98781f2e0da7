// The log of access: who changed users, roles, groups, keys and requests, and who signed in.
import type { Schemas } from '@laurel/sdk';
import { Select, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { pages } from '../api/laurel.ts';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { SettingsPage } from './settings-page.tsx';

type Entry = Schemas['AccessEntry'];

const NONE = <Empty title="Nothing of this kind">Rows are only ever added here.</Empty>;

/** What the log calls things, in words. */
const ACTIONS: Readonly<Record<string, string>> = {
  signed_in: 'Signed in',
  'sign_in.locked': 'Sign-in locked',
  'session.ended': 'Ended a session',
  'password.set': 'Set a password by invitation',
  'password.changed': 'Changed their password',
  'second_factor.begun': 'Began with a second factor',
  'second_factor.codes_made': 'Made new backup codes',
  'second_factor.disabled': 'Switched off their second factor',
  'second_factor.removed': 'Removed a second factor',
  'user.first': 'Became the first administrator',
  'user.added': 'Invited a user',
  'user.invited_again': 'Invited a user again',
  'user.changed': 'Changed a user',
  'user.signed_out': 'Signed a user out everywhere',
  'role.added': 'Made a role',
  'role.changed': 'Changed a role',
  'role.removed': 'Removed a role',
  'group.added': 'Made a group',
  'group.changed': 'Changed a group',
  'group.removed': 'Removed a group',
  'api_key.made': 'Made an API key',
  'api_key.revoked': 'Revoked an API key',
  'approval.approved': 'Approved a request',
  'approval.rejected': 'Rejected a request',
  'programme.submitted': 'Handed in the draft',
  'programme.approved': 'Agreed to the draft',
  'programme.sent_back': 'Sent the draft back',
  'sync.changed': 'Changed the options of a sync',
  'sync.mapping_changed': 'Changed the mapping of a sync',
  'sync.access_changed': 'Changed the access of a sync',
  'sync.access_removed': 'Removed the access of a sync',
  'sync.set_up': 'Set up a sync',
  'sync.paused': 'Paused a sync',
  'sync.resumed': 'Resumed a sync',
  'privacy.export': 'Asked for an export',
  'privacy.download': 'Downloaded an export',
  'privacy.forget': 'Had somebody forgotten',
};
const CHOICES = Object.entries(ACTIONS).map(([value, label]) => ({ value, label }));

export function AccessLogPage() {
  const { action } = useSearch({ from: '/frame/settings/access-log' });
  const navigate = useNavigate();
  const entries = useInfiniteQuery(pages('listAccessAudit', { query: action === undefined ? {} : { action } }));
  return (
    <SettingsPage title="Access log" part="people">
      <Select
        label="What was done"
        placeholder="Everything"
        clearable
        searchable
        w={280}
        data={CHOICES}
        value={action ?? null}
        onChange={(value) =>
          navigate({ to: '/settings/access-log', search: value === null ? {} : { action: value }, replace: true })
        }
      />
      <PagedRows label="Access log" query={entries} columns={COLUMNS} rowKey={({ id }) => id} empty={NONE} />
    </SettingsPage>
  );
}

const COLUMNS: readonly Column<Entry>[] = [
  { header: 'When', cell: ({ at }) => <Instant at={at} /> },
  { header: 'Who', cell: ({ actor }) => (actor.kind === 'agent' ? actor.name : `${actor.name} (${actor.kind})`) },
  { header: 'What', cell: ({ action }) => ACTIONS[action] ?? action },
  { header: 'On', cell: ({ target }) => target.name },
  { header: 'Details', cell: ({ detail }) => <Details detail={detail} /> },
];

function Details({ detail }: { detail: Entry['detail'] }) {
  const text = Object.entries(detail).map(([name, value]) => `${name}: ${wordsOf(value)}`);
  return text.length === 0 ? null : (
    <Text size="sm" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
      {text.join(' · ')}
    </Text>
  );
}

/** A change as "before → after", a list by its members, an object by what it says. */
function wordsOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value === null) return 'none';
  if (Array.isArray(value)) return value.length === 0 ? 'none' : value.map(wordsOf).join(', ');
  if (typeof value === 'object' && 'from' in value && 'to' in value) {
    return `${wordsOf(value.from)} → ${wordsOf(value.to)}`;
  }
  if (typeof value === 'object') {
    const parts = Object.entries(value).filter(([, part]) => part !== null);
    return parts.map(([name, part]) => `${name} ${wordsOf(part)}`).join(' ');
  }
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
}
