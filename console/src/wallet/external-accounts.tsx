// Synchronises the customer with an account elsewhere: looked up there, both sides shown, then linked, taken over or pushed.

import type { Schemas } from '@laurel/sdk';
import { Modal, Radio, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { useAct } from './act.ts';

type Account = Schemas['ExternalAccount'];
type LookUp = Schemas['ExternalLookUp'];
type Direction = 'link' | 'take' | 'push';
type ExternalProps = { readonly customer: string; readonly name: string; readonly onClose: () => void };

const DIRECTIONS: readonly { readonly value: Direction; readonly label: string }[] = [
  { value: 'take', label: 'Take over what the other system says' },
  { value: 'push', label: 'Push what stands here to the other system' },
  { value: 'link', label: 'Link the accounts and change neither' },
];

export function ExternalAccounts({ customer, name, onClose }: ExternalProps) {
  const accounts = useQuery(read('listExternalAccounts', { path: { customer } }));
  const reason = useReason('customers:write');
  const [isAsking, setIsAsking] = useState(false);
  if (isAsking) return <Synchronise customer={customer} name={name} onClose={onClose} />;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`Accounts of ${name} in other systems`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack>
        <Shown query={accounts} rows={2}>
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="None yet">No account in another system is linked with this customer.</Empty>
            ) : (
              <Rows label="External accounts" columns={COLUMNS} rows={items} rowKey={(one) => one.account_id} />
            )
          }
        </Shown>
        <ReasonedButton reason={reason} onClick={() => setIsAsking(true)}>
          Synchronise with an external account
        </ReasonedButton>
      </Stack>
    </Modal>
  );
}

const COLUMNS: readonly Column<Account>[] = [
  { header: 'System', cell: (account) => account.title },
  { header: 'Account', cell: (account) => account.external_id },
  { header: 'Synchronised', cell: (account) => <Instant at={account.synced_at} /> },
  { header: 'By', cell: (account) => account.synced_by },
];

function Synchronise({ customer, name, onClose }: ExternalProps) {
  const [system, setSystem] = useState<string | null>(null);
  const [id, setId] = useState('');
  const [direction, setDirection] = useState<Direction>('take');
  const lookUp = useChange('lookUpExternalAccount', { refreshes: [] });
  const act = useAct('synchroniseExternalAccount', { said: 'The accounts are synchronised.', onDone: onClose });
  const seen = lookUp.data;
  const submit = (): void => {
    if (system === null) return;
    const path = { customer, system };
    if (seen === undefined) lookUp.mutate({ path, body: { external_id: id.trim() } });
    else act.mutate({ path, body: { external_id: id.trim(), direction } });
  };
  return (
    <FormDialog
      isOpen
      size="lg"
      title={`Synchronise ${name} with an external account`}
      verb={seen === undefined ? 'Look up account' : 'Synchronise account'}
      reason={system === null || id.trim() === '' ? 'Say the system and the account in it.' : null}
      isBusy={lookUp.isPending || act.isPending}
      error={act.error ?? lookUp.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <SystemSelect
        value={system}
        onChange={(chosen) => {
          lookUp.reset();
          setSystem(chosen);
        }}
      />
      <TextInput
        label="Id of the account there"
        required
        value={id}
        onChange={(event) => {
          lookUp.reset();
          setId(event.currentTarget.value);
        }}
      />
      {seen === undefined ? null : <BothSides lookUp={seen} direction={direction} onChoose={setDirection} />}
    </FormDialog>
  );
}

type SystemProps = {
  readonly value: string | null;
  readonly onChange: (system: string | null) => void;
};

function SystemSelect({ value, onChange }: SystemProps) {
  const words = useQuery(read('getProgrammeWords', {}));
  const data = (words.data?.external_systems ?? []).map((one) => ({ value: one.name, label: one.title }));
  return (
    <Select
      label="System"
      required
      data={data}
      value={value}
      onChange={onChange}
      placeholder={words.data !== undefined && data.length === 0 ? 'The programme declares none' : 'Choose'}
    />
  );
}

type SidesProps = {
  readonly lookUp: LookUp;
  readonly direction: Direction;
  readonly onChoose: (direction: Direction) => void;
};

function BothSides({ lookUp, direction, onChoose }: SidesProps) {
  return (
    <Stack gap="xs">
      <Table className="rows" aria-label="Both sides">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Field</Table.Th>
            <Table.Th scope="col">Here</Table.Th>
            <Table.Th scope="col">There</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lookUp.fields.map(({ field, ours, theirs, differs }) => (
            <Table.Tr key={field}>
              <Table.Th scope="row">{field}</Table.Th>
              <Table.Td>{valueWords(ours)}</Table.Td>
              <Table.Td>
                {valueWords(theirs)}
                {differs ? (
                  <Text span size="xs" c="dimmed">
                    {' '}
                    differs
                  </Text>
                ) : null}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <Radio.Group
        label="What to do"
        value={direction}
        onChange={(chosen) => onChoose(DIRECTIONS.find(({ value }) => value === chosen)?.value ?? 'link')}
      >
        <Stack gap={6} pt={6}>
          {DIRECTIONS.map(({ value, label }) => (
            <Radio key={value} value={value} label={label} />
          ))}
        </Stack>
      </Radio.Group>
    </Stack>
  );
}

function valueWords(value: unknown): string {
  if (value === null || value === undefined) return '–';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
