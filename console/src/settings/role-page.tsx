// One role, or a new one: what it allows and up to which amounts. Of a built-in role only the limits change.

import type { Schemas } from '@laurel/sdk';
import { Alert, Group, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { read, sentenceOf, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { nameFrom } from '../parts/name-from.ts';
import { Page } from '../parts/page.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { LimitsField } from './limits-field.tsx';
import { type Limit, type Permission, permissionsOf, rightsOf } from './rights.ts';
import { RightsMatrix } from './rights-matrix.tsx';

type Role = Schemas['Role'];

const NEW = 'new';
const BACK = { to: '/settings/roles', label: 'Roles' } as const;

export function RolePage() {
  const { role: name } = useParams({ from: '/frame/settings/roles/$role' });
  const roles = useQuery(read('listRoles', {}));
  return (
    <Shown query={roles}>
      {({ items, resources }) => {
        const role = items.find((one) => one.name === name) ?? null;
        if (role === null && name !== NEW) return <Empty title={`There is no role ${name}`} />;
        return <RoleForm key={name} role={role} resources={resources} />;
      }}
    </Shown>
  );
}

function RoleForm({ role, resources }: { role: Role | null; resources: readonly Permission[] }) {
  const [title, setTitle] = useState(role?.title ?? '');
  const [rights, setRights] = useState(() => rightsOf(role?.permissions ?? [], resources));
  const [areRightsChanged, setRightsChanged] = useState(false);
  const [limits, setLimits] = useState<readonly Limit[]>(role?.limits ?? []);
  const [isRemoving, setRemoving] = useState(false);
  const refused = useReason('admin');
  const isBuiltIn = role?.is_built_in === true;
  const saving = useSaving(role);
  const { byField, rest } = faultsOf(saving.error, { role_exists: 'title' });
  const save = (): void => {
    const permissions = permissionsOf(rights, resources);
    if (role === null) return saving.create({ name: nameFrom(title, '-'), title, permissions, limits: [...limits] });
    // What was not touched is not sent: `*` in a role goes on standing for all.
    const rightsToo = areRightsChanged ? { permissions } : {};
    return saving.change(isBuiltIn ? { limits: [...limits] } : { title, ...rightsToo, limits: [...limits] });
  };
  return (
    <Page
      title={role?.title ?? 'Make role'}
      back={BACK}
      intro={isBuiltIn ? 'Built in: its limits can be changed, its rights cannot.' : undefined}
      action={
        <Group gap="xs">
          {role === null ? null : (
            <ReasonedButton
              variant="default"
              reason={refused ?? (isBuiltIn ? 'It is built in.' : null)}
              onClick={() => setRemoving(true)}
            >
              Remove role
            </ReasonedButton>
          )}
          <ReasonedButton reason={refused} loading={saving.isBusy} onClick={save}>
            {role === null ? 'Make role' : 'Save role'}
          </ReasonedButton>
        </Group>
      }
    >
      <Stack maw={820}>
        {rest === null ? null : (
          <Alert color="red" variant="light" role="alert">
            {sentenceOf(rest)}
          </Alert>
        )}
        {isBuiltIn ? null : (
          <TextInput
            label="Title"
            maw={420}
            value={title}
            error={byField.title ?? byField.name}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
        )}
        <LimitsField limits={limits} onChange={setLimits} />
        <RightsMatrix
          resources={resources}
          rights={rights}
          {...(isBuiltIn
            ? {}
            : {
                onChange: (next: ReadonlySet<string>) => {
                  setRightsChanged(true);
                  setRights(next);
                },
              })}
        />
      </Stack>
      {isRemoving && role !== null ? <RemoveRole role={role} onClose={() => setRemoving(false)} /> : null}
    </Page>
  );
}

function useSaving(role: Role | null) {
  const navigate = useNavigate();
  const create = useChange('createRole', {
    refreshes: ['listRoles'],
    onDone: ({ name }) => navigate({ to: '/settings/roles/$role', params: { role: name } }),
  });
  const change = useChange('changeRole', {
    refreshes: ['listRoles', 'getMe'],
    onDone: () => notifications.show({ message: 'Saved. It holds within two seconds.' }),
  });
  return {
    error: role === null ? create.error : change.error,
    isBusy: create.isPending || change.isPending,
    create: (body: Parameters<typeof create.mutate>[0]['body']) => create.mutate({ body }),
    change: (body: Parameters<typeof change.mutate>[0]['body']) =>
      change.mutate({ path: { role: role?.name ?? '' }, body }),
  };
}

function RemoveRole({ role, onClose }: { role: Role; onClose: () => void }) {
  const navigate = useNavigate();
  const remove = useChange('removeRole', {
    refreshes: ['listRoles'],
    onDone: () => navigate({ to: '/settings/roles' }),
  });
  return (
    <ConfirmDialog
      title={`Remove ${role.title}`}
      verb="Remove role"
      isOpen
      isDanger
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate({ path: { role: role.name } })}
    >
      Only a role that nobody holds can be removed.
    </ConfirmDialog>
  );
}
