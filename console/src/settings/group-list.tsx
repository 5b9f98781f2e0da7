// Groups: roles that several people hold together.
import type { Schemas } from '@laurel/sdk';
import { Group, MultiSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { useRoleChoices } from './role-choices.ts';
import { SettingsPage } from './settings-page.tsx';

type UserGroup = Schemas['UserGroup'];

const NONE = <Empty title="No groups yet">A group gives its members roles: make one where people share a task.</Empty>;

export function GroupListPage() {
  const groups = useQuery(read('listGroups', {}));
  const { titleOf } = useRoleChoices();
  const reason = useReason('admin');
  const [edited, setEdited] = useState<UserGroup | 'new' | null>(null);
  const [removed, setRemoved] = useState<UserGroup | null>(null);
  const columns: readonly Column<UserGroup>[] = [
    { header: 'Name', cell: ({ name }) => name },
    { header: 'Roles', cell: ({ roles }) => roles.map(titleOf).join(', ') || '–' },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (group) => (
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <ReasonedButton size="compact-sm" variant="default" reason={reason} onClick={() => setEdited(group)}>
            Edit
          </ReasonedButton>
          <ReasonedButton size="compact-sm" variant="default" reason={reason} onClick={() => setRemoved(group)}>
            Remove
          </ReasonedButton>
        </Group>
      ),
    },
  ];
  return (
    <SettingsPage
      title="Groups"
      part="people"
      action={
        <ReasonedButton reason={reason} onClick={() => setEdited('new')}>
          Make group
        </ReasonedButton>
      }
    >
      <Shown query={groups}>
        {({ items }) =>
          items.length === 0 ? NONE : <Rows label="Groups" columns={columns} rows={items} rowKey={({ id }) => id} />
        }
      </Shown>
      {edited === null ? null : <EditGroup group={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {removed === null ? null : <RemoveGroup group={removed} onClose={() => setRemoved(null)} />}
    </SettingsPage>
  );
}

function EditGroup({ group, onClose }: { group: UserGroup | null; onClose: () => void }) {
  const [name, setName] = useState(group?.name ?? '');
  const [roles, setRoles] = useState<string[]>([...(group?.roles ?? [])]);
  const { choices } = useRoleChoices();
  const create = useChange('createGroup', { refreshes: ['listGroups'], onDone: onClose });
  const change = useChange('changeGroup', { refreshes: ['listGroups'], onDone: onClose });
  const verb = group === null ? 'Make group' : 'Save group';
  const { byField, rest } = faultsOf(group === null ? create.error : change.error, { group_exists: 'name' });
  return (
    <FormDialog
      title={group === null ? 'Make group' : `Edit ${group.name}`}
      verb={verb}
      isOpen
      isBusy={create.isPending || change.isPending}
      error={rest}
      onClose={onClose}
      onSubmit={() =>
        group === null
          ? create.mutate({ body: { name, roles } })
          : change.mutate({ path: { group: group.id }, body: { name, roles } })
      }
    >
      <TextInput
        label="Name"
        data-autofocus
        value={name}
        error={byField.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <MultiSelect searchable label="Roles" data={choices} value={roles} onChange={setRoles} />
    </FormDialog>
  );
}

function RemoveGroup({ group, onClose }: { group: UserGroup; onClose: () => void }) {
  const remove = useChange('removeGroup', { refreshes: ['listGroups'], onDone: onClose });
  return (
    <ConfirmDialog
      title={`Remove ${group.name}`}
      verb="Remove group"
      isOpen
      isDanger
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate({ path: { group: group.id } })}
    >
      Only a group without members can be removed.
    </ConfirmDialog>
  );
}
