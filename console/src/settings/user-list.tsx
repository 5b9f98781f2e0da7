// Everybody who may sign in, and invitations of others.
import type { Schemas } from '@laurel/sdk';
import { Anchor, Button, Modal, MultiSelect, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { pages, read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { useRoleChoices } from './role-choices.ts';
import { SettingsPage } from './settings-page.tsx';
import { InvitationLink } from './shown-once.tsx';

type User = Schemas['User'];

const NOBODY = <Empty title="Nobody was invited yet">The command line and API keys work without users.</Empty>;

export const USER_TONES = { invited: 'warn', active: 'good', disabled: 'quiet' } as const;

export function UserListPage() {
  const users = useInfiniteQuery(pages('listUsers', {}));
  const groups = useQuery(read('listGroups', {}));
  const { titleOf } = useRoleChoices();
  const [isInviting, setInviting] = useState(false);
  const reason = useReason('users:write');
  const groupName = (id: string): string => groups.data?.items.find((one) => one.id === id)?.name ?? id;
  const columns: readonly Column<User>[] = [
    {
      header: 'Name',
      cell: ({ id, name }) => (
        <Anchor component={Link} inherit to={`/settings/users/${id}`}>
          {name}
        </Anchor>
      ),
    },
    { header: 'E-mail', cell: ({ email }) => email },
    { header: 'Roles', cell: ({ roles }) => roles.map(titleOf).join(', ') || '–' },
    { header: 'Groups', cell: (user) => user.groups.map(groupName).join(', ') || '–' },
    { header: 'Second factor', cell: ({ has_second_factor }) => (has_second_factor ? 'on' : 'off') },
    { header: 'Status', cell: ({ status }) => <Status word={status} tone={USER_TONES[status]} /> },
  ];
  return (
    <SettingsPage
      title="Users"
      part="people"
      intro="Users are disabled, never deleted, since the log names them."
      action={
        <ReasonedButton reason={reason} onClick={() => setInviting(true)}>
          Invite user
        </ReasonedButton>
      }
    >
      <PagedRows label="Users" query={users} columns={columns} rowKey={({ id }) => id} empty={NOBODY} />
      {isInviting ? <InviteUser onClose={() => setInviting(false)} /> : null}
    </SettingsPage>
  );
}

function InviteUser({ onClose }: { onClose: () => void }) {
  const form = useForm<InviteForm>({ initialValues: { name: '', email: '', roles: [], groups: [] } });
  const { choices } = useRoleChoices();
  const groups = useQuery(read('listGroups', {}));
  const invite = useChange('inviteUser', { refreshes: ['listUsers'] });
  const { byField, rest } = faultsOf(invite.error, {});
  if (invite.data !== undefined) return <Invited user={invite.data} onClose={onClose} />;
  return (
    <FormDialog
      title="Invite user"
      verb="Invite user"
      isOpen
      isBusy={invite.isPending}
      error={rest}
      onClose={onClose}
      onSubmit={() => invite.mutate({ body: form.getValues() })}
    >
      <TextInput label="Name" data-autofocus {...form.getInputProps('name')} error={byField.name} />
      <TextInput label="E-mail" type="email" {...form.getInputProps('email')} error={byField.email} />
      <MultiSelect searchable label="Roles" data={choices} {...form.getInputProps('roles')} error={byField.roles} />
      <MultiSelect
        searchable
        label="Groups"
        data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        {...form.getInputProps('groups')}
      />
    </FormDialog>
  );
}

type InviteForm = { name: string; email: string; roles: string[]; groups: string[] };

function Invited({ user, onClose }: { user: Schemas['InvitedUser']; onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title={`${user.name} is invited`} closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <InvitationLink name={user.name} invitation={user.invitation} />
        <Button variant="default" onClick={onClose}>
          Done
        </Button>
      </Stack>
    </Modal>
  );
}
