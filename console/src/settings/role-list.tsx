// Roles, built-in ones first, with what they allow in short.
import type { Schemas } from '@laurel/sdk';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Shown } from '../parts/states.tsx';
import { limitInWords, type Permission, resourceInWords } from './rights.ts';
import { SettingsPage } from './settings-page.tsx';

type Role = Schemas['Role'];

const COLUMNS: readonly Column<Role>[] = [
  {
    header: 'Role',
    cell: ({ name, title }) => (
      <Anchor component={Link} inherit to={`/settings/roles/${name}`}>
        {title}
      </Anchor>
    ),
  },
  { header: 'Kind', cell: ({ is_built_in }) => (is_built_in ? 'built in' : 'own') },
  { header: 'Changes', cell: ({ permissions }) => inShort(permissions, 'write') },
  { header: 'Limits', cell: ({ limits }) => limits.map(limitInWords).join('; ') || 'none' },
];

export function RoleListPage() {
  const roles = useQuery(read('listRoles', {}));
  const navigate = useNavigate();
  const reason = useReason('admin');
  return (
    <SettingsPage
      title="Roles"
      part="people"
      intro="Rights of several roles add up. Built-in roles keep their rights; their limits can be changed."
      action={
        <ReasonedButton
          reason={reason}
          onClick={() => navigate({ to: '/settings/roles/$role', params: { role: 'new' } })}
        >
          Make role
        </ReasonedButton>
      }
    >
      <Shown query={roles}>
        {({ items }) => <Rows label="Roles" columns={COLUMNS} rows={items} rowKey={({ name }) => name} />}
      </Shown>
    </SettingsPage>
  );
}

function inShort(permissions: readonly Permission[], action: string): string {
  const of = permissions.filter(({ actions }) => actions.includes('*') || actions.includes(action));
  if (of.some(({ resource }) => resource === '*')) return 'Everything';
  return of.map(({ resource }) => resourceInWords(resource)).join(', ') || 'Nothing';
}
