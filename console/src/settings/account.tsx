// One's own account: password, second factor, sessions, own accounts as a customer, and what one may do.
import { Button, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { read, useChange } from '../api/laurel.ts';
import { useMe } from '../api/session.ts';
import { Page } from '../parts/page.tsx';
import { Shown } from '../parts/states.tsx';
import { ChangePassword } from './account-password.tsx';
import { SecondFactor } from './account-second-factor.tsx';
import { OwnCustomers } from './own-customers.tsx';
import { limitInWords, rightInWords } from './rights.ts';
import { Section } from './section.tsx';
import { SessionRows } from './session-rows.tsx';

export function AccountPage() {
  const { user } = useMe();
  return (
    <Page title="My account" back={{ to: '/settings', label: 'Settings' }} intro={user?.email}>
      <Stack maw={820}>
        <ChangePassword />
        <SecondFactor />
        <MySessions />
        <MyCustomers />
        <MyRights />
      </Stack>
    </Page>
  );
}

function MySessions() {
  const sessions = useQuery(read('listMySessions', {}));
  const end = useChange('endMySession', { refreshes: ['listMySessions'] });
  return (
    <Section title="Where I am signed in">
      <Shown query={sessions} rows={2}>
        {({ items }) => (
          <SessionRows
            sessions={items}
            error={end.error}
            action={({ id, is_current }) =>
              is_current ? (
                <Text size="sm">this one</Text>
              ) : (
                <Button
                  size="compact-sm"
                  variant="default"
                  loading={end.isPending}
                  onClick={() => end.mutate({ path: { session: id } })}
                >
                  End
                </Button>
              )
            }
          />
        )}
      </Shown>
    </Section>
  );
}

function MyCustomers() {
  const { user } = useMe();
  const mark = useChange('markOwnCustomers', { refreshes: ['getMe'] });
  if (user === null) return null;
  return (
    <Section
      title="My accounts as a customer"
      intro="Mark accounts that are yours: you can then change nothing there. Only somebody else can take a mark off. An account with your e-mail address counts without a mark."
    >
      <OwnCustomers
        customers={user.own_customers}
        isBusy={mark.isPending}
        error={mark.error}
        onMark={(customer) => mark.mutate({ body: { own_customers: [...user.own_customers, customer] } })}
      />
    </Section>
  );
}

function MyRights() {
  const { user, permissions, limits } = useMe();
  return (
    <Section title="What I may do" intro={`Roles: ${user?.roles.join(', ') || 'none of my own'}`}>
      <List size="sm" aria-label="What I may do" style={{ columns: '2 280px' }}>
        {permissions.flatMap(({ resource, actions }) =>
          actions.map((action) => (
            <List.Item key={`${resource}:${action}`}>{rightInWords(resource, action)}</List.Item>
          )),
        )}
      </List>
      <Text size="sm" fw={600}>
        My limits
      </Text>
      {limits.length === 0 ? (
        <Text size="sm">None: whatever I may give by hand, I may give in any amount.</Text>
      ) : (
        <List size="sm" aria-label="My limits">
          {limits.map((limit) => (
            <List.Item key={`${limit.action} ${limit.account}`}>{limitInWords(limit)}</List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}
