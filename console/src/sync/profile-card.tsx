// How a customer stands on each customer-data platform: sent when and with what result, or why not, and sending them again.
import type { Schemas } from '@laurel/sdk';
import { Alert, Group, Stack, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { read, sentenceOf, useChange } from '../api/laurel.ts';
import { may, useMe } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { count } from '../parts/figures.tsx';
import { instantOr } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Status } from '../parts/status.tsx';
import { useCareReason } from '../profile/care.ts';
import { tagWord } from './customers-tab.tsx';
import { CONNECTION_STATES, CUSTOMER_WORDS } from './words.ts';

type CustomerSync = Schemas['CustomerSync'];

/** What was asked for arrives while somebody looks. */
const LOOK_MS = 3_000;

/** Nothing where no platform is connected. */
export function ProfileSync({ customer }: { customer: string }) {
  const mayRead = may(useMe(), 'sync:read');
  const query = useQuery({
    ...read('getCustomerSync', { path: { customer } }),
    enabled: mayRead,
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ state: standing }) => standing?.status === 'pending') === true ? LOOK_MS : false,
  });
  const items = query.data?.items ?? [];
  if (items.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-label="Customer-data platform">
      <Title order={2}>Customer-data platform</Title>
      {items.map((one) => (
        <OnPlatform key={one.connection} customer={customer} one={one} />
      ))}
    </Stack>
  );
}

type OnPlatformProps = { readonly customer: string; readonly one: CustomerSync };

function OnPlatform({ customer, one }: OnPlatformProps) {
  const { connection, title, connection_status: status, not_sent_because: why, state } = one;
  const refused = useCareReason(customer, 'sync:write');
  const push = useChange('pushCustomer', {
    refreshes: ['getCustomerSync'],
    onDone: ({ items }) => {
      const refusal = items.find(({ result }) => result === 'refused');
      notifications.show({ message: refusal === undefined ? 'On their way.' : `Not sent: ${refusal.reason}.` });
    },
  });
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <Group gap="sm">
          <Text size="sm" fw={500}>
            <TextLink to={`/settings/sync/${connection}/status`}>{title}</TextLink>
          </Text>
          {status === 'running' ? null : <Status {...CONNECTION_STATES[status]} />}
        </Group>
        <ReasonedButton
          size="xs"
          variant="default"
          reason={refused ?? (why === null ? null : `The customer ${why}.`)}
          loading={push.isPending}
          onClick={() => push.mutate({ path: { customer }, body: { connection } })}
        >
          Push again
        </ReasonedButton>
      </Group>
      {push.error === null ? null : (
        <Alert color="red" variant="light" role="alert">
          {sentenceOf(push.error)}
        </Alert>
      )}
      {why === null ? null : <Text size="sm">Not sent: the customer {why}.</Text>}
      {state === null ? <Text size="sm">Never sent so far.</Text> : <Facts columns={2} facts={factsOf(one, state)} />}
    </Stack>
  );
}

function factsOf({ connection, set_aside: setAside }: CustomerSync, state: NonNullable<CustomerSync['state']>) {
  const { status, result, reason, synced_at: syncedAt, key } = state;
  return [
    { name: 'State', value: <Status {...CUSTOMER_WORDS[status]} /> },
    { name: 'Synced', value: instantOr(syncedAt, 'never') },
    { name: 'Last result', value: reason === null ? result : `${result ?? ''}: ${reason}` },
    { name: 'Loyalty tag', value: <Status {...tagWord(state)} /> },
    { name: 'Key there', value: <ShortId id={key} label="key" /> },
    {
      name: 'Events set aside',
      value:
        setAside === 0 ? 'none' : <TextLink to={`/settings/sync/${connection}/events`}>{count(setAside)}</TextLink>,
    },
  ];
}
