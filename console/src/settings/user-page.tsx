// One user: what they may do through which roles, where they are signed in, and how they get in again.
import type { Schemas } from '@laurel/sdk';
import { Alert, Group, MultiSelect, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { read, sentenceOf, useChange } from '../api/laurel.ts';
import { useMe, useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { Page } from '../parts/page.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { OwnCustomers } from './own-customers.tsx';
import { useRoleChoices } from './role-choices.ts';
import { Section } from './section.tsx';
import { SessionRows } from './session-rows.tsx';
import { UserEntry } from './user-entry.tsx';
import { USER_TONES } from './user-list.tsx';

type User = Schemas['User'];

export function UserPage() {
  const { user } = useParams({ from: '/frame/settings/users/$user' });
  const query = useQuery(read('getUser', { path: { user } }));
  return (
    <Shown query={query}>
      {(found) => (
        <Page title={found.name} back={{ to: '/settings/users', label: 'Users' }} intro={<Line user={found} />}>
          <Stack maw={820}>
            <Rights user={found} key={found.id} />
            <UserEntry user={found} />
            <Sessions user={found} />
            <Own user={found} />
          </Stack>
        </Page>
      )}
    </Shown>
  );
}

function Line({ user }: { user: User }) {
  return (
    <Group gap="sm" component="span">
      <Status word={user.status} tone={USER_TONES[user.status]} />
      <span>{user.email}</span>
      <span>
        invited <Instant at={user.created_at} />
      </span>
      {user.disabled_at === null ? null : (
        <span>
          disabled <Instant at={user.disabled_at} />
        </span>
      )}
    </Group>
  );
}

function Rights({ user }: { user: User }) {
  const form = useForm({ initialValues: { name: user.name, roles: [...user.roles], groups: [...user.groups] } });
  const { choices } = useRoleChoices();
  const groups = useQuery(read('listGroups', {}));
  const isMe = useMe().id === user.id;
  const refused = useReason('users:write');
  const change = useChange('changeUser', {
    refreshes: ['getUser', 'listUsers'],
    onDone: () => {
      form.resetDirty();
      notifications.show({ message: 'Saved. It holds within two seconds.' });
    },
  });
  const reason = refused ?? (form.isDirty() ? null : 'Nothing is changed.');
  // Nobody changes their own rights, so they are not even sent.
  const save = ({ name, roles, groups: chosen }: { name: string; roles: string[]; groups: string[] }): void =>
    change.mutate({ path: { user: user.id }, body: isMe ? { name } : { name, roles, groups: chosen } });
  return (
    <Section title="Roles and groups" intro={isMe ? 'Somebody else has to change your own roles.' : undefined}>
      <form noValidate onSubmit={form.onSubmit(save)}>
        <Stack gap="sm" align="flex-start">
          <TextInput label="Name" w="100%" maw={420} {...form.getInputProps('name')} />
          <MultiSelect
            searchable
            label="Roles"
            w="100%"
            disabled={isMe}
            data={choices}
            {...form.getInputProps('roles')}
          />
          <MultiSelect
            searchable
            label="Groups"
            w="100%"
            disabled={isMe}
            data={(groups.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
            {...form.getInputProps('groups')}
          />
          {change.error === null ? null : (
            <Alert color="red" variant="light" role="alert">
              {sentenceOf(change.error)}
            </Alert>
          )}
          <ReasonedButton type="submit" loading={change.isPending} reason={reason}>
            Save user
          </ReasonedButton>
        </Stack>
      </form>
    </Section>
  );
}

function Sessions({ user }: { user: User }) {
  const sessions = useQuery(read('listUserSessions', { path: { user: user.id } }));
  const end = useChange('endUserSessions', { refreshes: ['listUserSessions'] });
  const refused = useReason('users:write');
  const reason = refused ?? (sessions.data?.items.length === 0 ? 'They are not signed in.' : null);
  return (
    <Section
      title="Where they are signed in"
      action={
        <ReasonedButton
          variant="default"
          reason={reason}
          loading={end.isPending}
          onClick={() => end.mutate({ path: { user: user.id } })}
        >
          Sign out everywhere
        </ReasonedButton>
      }
    >
      <Shown query={sessions} rows={2}>
        {({ items }) => <SessionRows sessions={items} error={end.error} />}
      </Shown>
    </Section>
  );
}

function Own({ user }: { user: User }) {
  const change = useChange('changeUser', { refreshes: ['getUser'] });
  const set = (own_customers: string[]): void => change.mutate({ path: { user: user.id }, body: { own_customers } });
  return (
    <Section title="Their accounts as a customer" intro="They can change nothing there.">
      {user.id === useMe().id ? (
        <Text size="sm">Somebody else takes marks off your own accounts.</Text>
      ) : (
        <OwnCustomers
          customers={user.own_customers}
          isBusy={change.isPending}
          error={change.error}
          onMark={(customer) => set([...user.own_customers, customer])}
          onUnmark={(customer) => set(user.own_customers.filter((one) => one !== customer))}
        />
      )}
    </Section>
  );
}
