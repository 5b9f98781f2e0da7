// Customers that are accounts of a user's own: listed, and one more found by name or address and marked.

import { Alert, Anchor, Button, Group, List, Select, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { read, sentenceOf } from '../api/laurel.ts';
import { may, useMe, useReason } from '../api/session.ts';
import { nameOf } from '../parts/customer-name.ts';
import { ReasonedButton } from '../parts/dialog.tsx';

const TYPING_MS = 150;
const SHOWN = 8;

type OwnCustomersProps = {
  readonly customers: readonly string[];
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onMark: (customer: string) => void;
  /** Null on one's own account: a mark is taken off by somebody else. */
  readonly onUnmark?: (customer: string) => void;
};

export function OwnCustomers({ customers, isBusy, error, onMark, onUnmark }: OwnCustomersProps) {
  const [chosen, setChosen] = useState<string | null>(null);
  const refused = useReason('customers:read');
  const reason = refused ?? (chosen === null ? 'Find the customer first.' : null);
  const mark = (): void => {
    if (chosen !== null) onMark(chosen);
    setChosen(null);
  };
  return (
    <Stack gap="sm">
      {customers.length === 0 ? (
        <Text size="sm">None is marked.</Text>
      ) : (
        <List size="sm" aria-label="Own accounts">
          {customers.map((customer) => (
            <List.Item key={customer}>
              <Anchor component={Link} to={`/customers/${customer}`} ff="monospace" inherit>
                {customer}
              </Anchor>
              {onUnmark === undefined ? null : (
                <Button size="compact-xs" variant="subtle" color="gray" ml="xs" onClick={() => onUnmark(customer)}>
                  Take mark off
                </Button>
              )}
            </List.Item>
          ))}
        </List>
      )}
      <Group align="flex-end" gap="xs">
        <CustomerSelect chosen={chosen} onChoose={setChosen} />
        <ReasonedButton variant="default" loading={isBusy} reason={reason} onClick={mark}>
          Mark as own account
        </ReasonedButton>
      </Group>
      {error === null ? null : (
        <Alert color="red" variant="light" role="alert">
          {sentenceOf(error)}
        </Alert>
      )}
    </Stack>
  );
}

type CustomerSelectProps = {
  readonly chosen: string | null;
  readonly onChoose: (customer: string | null) => void;
  readonly label?: string;
};

export function CustomerSelect({ chosen, onChoose, label = 'Customer' }: CustomerSelectProps) {
  const me = useMe();
  const [text, setText] = useState('');
  const [typed] = useDebouncedValue(text.trim(), TYPING_MS);
  const found = useQuery({
    ...read('searchCustomers', { query: { q: typed, limit: SHOWN } }),
    enabled: typed.length > 1 && may(me, 'customers:read'),
  });
  const data = (found.data?.items ?? []).map((one) => ({
    value: one.id,
    label: `${nameOf(one) ?? 'No name'} · ${one.email ?? one.id}`,
  }));
  return (
    <Select
      label={label}
      placeholder="Name, e-mail, phone, id"
      miw={280}
      searchable
      filter={({ options }) => options}
      nothingFoundMessage={typed.length > 1 ? 'Nobody found' : 'Type to find somebody'}
      data={data}
      searchValue={text}
      onSearchChange={setText}
      value={chosen}
      onChange={onChoose}
    />
  );
}
