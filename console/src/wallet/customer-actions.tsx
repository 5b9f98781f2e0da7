// What is done with a customer as a whole, from the head of the profile: merged, linked with an account elsewhere, deleted.
import { Button, Menu, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useReason } from '../api/session.ts';
import { DeleteCustomer } from './delete-customer.tsx';

const MergeDialog = lazy(() => import('./merge-dialog.tsx').then(({ MergeDialog: one }) => ({ default: one })));
const MergeList = lazy(() => import('./merge-list.tsx').then(({ MergeList: one }) => ({ default: one })));
const ExternalAccounts = lazy(() =>
  import('./external-accounts.tsx').then(({ ExternalAccounts: one }) => ({ default: one })),
);

type Choice = 'merge' | 'merges' | 'external' | 'delete';
type ActionsProps = { readonly customer: string; readonly name: string | null };

export function CustomerActions({ customer, name }: ActionsProps) {
  const reason = useReason('customers:write');
  const [chosen, setChosen] = useState<Choice | null>(null);
  const closed = (): void => setChosen(null);
  const shown = name ?? 'this customer';
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <Button variant="default">Actions</Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Choice label="Merge with another customer" reason={reason} onChoose={() => setChosen('merge')} />
          <Choice label="Merged customers" reason={null} onChoose={() => setChosen('merges')} />
          <Choice label="Synchronise with an external account" reason={null} onChoose={() => setChosen('external')} />
          <Menu.Item component={Link} to={`/customers/${customer}/messages`}>
            Messages
          </Menu.Item>
          <Menu.Divider />
          <Choice label="Delete customer" reason={reason} onChoose={() => setChosen('delete')} />
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {chosen === 'merge' ? <MergeDialog customer={customer} name={shown} onClose={closed} /> : null}
        {chosen === 'merges' ? <MergeList customer={customer} onClose={closed} /> : null}
        {chosen === 'external' ? <ExternalAccounts customer={customer} name={shown} onClose={closed} /> : null}
        {chosen === 'delete' ? <DeleteCustomer customer={customer} name={shown} onClose={closed} /> : null}
      </Suspense>
    </>
  );
}

type ChoiceProps = { readonly label: string; readonly reason: string | null; readonly onChoose: () => void };

function Choice({ label, reason, onChoose }: ChoiceProps) {
  if (reason === null) return <Menu.Item onClick={onChoose}>{label}</Menu.Item>;
  return (
    <Menu.Item aria-disabled closeMenuOnClick={false} c="dimmed">
      {label}
      <Text size="xs">{reason}</Text>
    </Menu.Item>
  );
}
