// Merges another customer into this one: found, both looked at side by side as the server foresees them, then done.

import type { Schemas } from '@laurel/sdk';
import { Alert, Radio, Select, Stack, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, useChange } from '../api/laurel.ts';
import { nameOf } from '../parts/customer-name.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { missingReason, ReasonField } from '../parts/reason.tsx';
import { Failure } from '../parts/states.tsx';
import { useAct } from './act.ts';

type Customer = Schemas['Customer'];
type Preview = Schemas['MergePreview'];
type MergeProps = { readonly customer: string; readonly name: string; readonly onClose: () => void };

const FOUND_MAX = 8;
const TYPING_MS = 200;

const LEVELS = [
  { value: 'highest', label: 'The higher one of each tier system' },
  { value: 'keep', label: 'Those of the customer kept' },
];

export function MergeDialog({ customer, name, onClose }: MergeProps) {
  const [other, setOther] = useState<string | null>(null);
  const [why, setWhy] = useState('');
  const preview = useChange('previewMerge', { refreshes: [] });
  const merge = useAct('mergeCustomer', { said: 'The customers are one now.', onDone: onClose });
  const [tiers, setTiers] = useState<'highest' | 'keep'>('highest');
  const body = { other: other ?? '', reason: why.trim(), tiers };
  const seen = preview.data;
  const change = (next: string | null): void => {
    preview.reset();
    setOther(next);
  };
  const submit = (): void => {
    if (seen === undefined) preview.mutate({ path: { customer }, body });
    else merge.mutate({ path: { customer }, body });
  };
  return (
    <FormDialog
      isOpen
      size="xl"
      title={`Merge another customer into ${name}`}
      verb={seen === undefined ? 'Preview merge' : 'Merge customers'}
      isDanger={seen !== undefined}
      reason={reasonOf(other, why, seen)}
      isBusy={preview.isPending || merge.isPending}
      error={merge.error ?? preview.error}
      onClose={onClose}
      onSubmit={submit}
    >
      <OtherCustomer customer={customer} chosen={other} onChoose={change} />
      <ReasonField value={why} onChange={setWhy} />
      <Select
        label="Levels afterwards"
        allowDeselect={false}
        data={LEVELS}
        value={tiers}
        onChange={(value) => {
          preview.reset();
          setTiers(value === 'keep' ? 'keep' : 'highest');
        }}
      />
      {seen === undefined ? null : <SideBySide preview={seen} />}
    </FormDialog>
  );
}

function reasonOf(other: string | null, why: string, seen: Preview | undefined): string | null {
  if (other === null) return 'Choose the other customer.';
  const refusal = seen?.refusal ?? null;
  return missingReason(why) ?? (refusal === null ? null : `Refused: ${refusal.code}`);
}

type OtherProps = {
  readonly customer: string;
  readonly chosen: string | null;
  readonly onChoose: (id: string | null) => void;
};

function OtherCustomer({ customer, chosen, onChoose }: OtherProps) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const asked = read('searchCustomers', { query: { q, limit: FOUND_MAX } });
  const found = useQuery({ ...asked, enabled: q !== '', placeholderData: keepPreviousData });
  const others = (found.data?.items ?? []).filter(({ id }) => id !== customer);
  return (
    <Stack gap="xs">
      <TextInput
        label="Other customer"
        description="Name, e-mail, phone or external id. This one ends; what it holds goes to the customer kept."
        data-autofocus
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          onChoose(null);
        }}
      />
      {found.error === null ? null : <Failure error={found.error} />}
      {q !== '' && found.data !== undefined && others.length === 0 ? (
        <Text size="sm">Nobody else is found.</Text>
      ) : null}
      {q === '' || others.length === 0 ? null : (
        <Radio.Group label="Found" value={chosen} onChange={onChoose}>
          <Stack gap={6} pt={6}>
            {others.map((one) => (
              <Radio key={one.id} value={one.id} label={wordsOf(one)} />
            ))}
          </Stack>
        </Radio.Group>
      )}
    </Stack>
  );
}

function wordsOf(customer: Customer): string {
  const ids = customer.identifiers.map(({ value }) => value);
  return [nameOf(customer), customer.email, ...ids].filter((part) => part !== null && part !== '').join(' · ');
}

type Side = Preview['kept'];
const LINES: readonly { readonly label: string; readonly of: (side: Side) => string | null }[] = [
  { label: 'Name', of: ({ customer }) => nameOf(customer) },
  { label: 'E-mail', of: ({ customer }) => customer.email },
  { label: 'Date of birth', of: ({ customer }) => customer.birth_on },
  { label: 'Identifiers', of: ({ customer }) => customer.identifiers.map(({ value }) => value).join(', ') },
  { label: 'Opted in', of: ({ customer }) => (customer.opted_in ? 'yes' : 'no') },
  { label: 'Joined', of: ({ customer }) => customer.created_at.slice(0, 10) },
  {
    label: 'Points',
    of: ({ balances }) => balances.map(({ title, available }) => `${count(available)} ${title}`).join(', '),
  },
];

function SideBySide({ preview }: { preview: Preview }) {
  return (
    <Stack gap="xs">
      <Table className="rows" aria-label="Both customers side by side">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Part</Table.Th>
            <Table.Th scope="col">Kept</Table.Th>
            <Table.Th scope="col">Ends</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {LINES.map(({ label, of }) => (
            <Table.Tr key={label}>
              <Table.Th scope="row">{label}</Table.Th>
              <Table.Td>{of(preview.kept) ?? '–'}</Table.Td>
              <Table.Td>{of(preview.other) ?? '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <After preview={preview} />
    </Stack>
  );
}

function After({ preview }: { preview: Preview }) {
  if (preview.refusal !== null)
    return (
      <Alert color="red" variant="light" title="These two cannot be merged" role="alert">
        {preview.refusal.code.replaceAll('_', ' ')}
      </Alert>
    );
  const titles = new Map(preview.kept.balances.map(({ account, title }) => [account, title]));
  const balances = Object.entries(preview.balances)
    .map(([account, points]) => `${count(points)} ${titles.get(account) ?? account}`)
    .join(', ');
  const levels = preview.tiers.map(({ system, to }) => `${to} in ${system}`).join(', ');
  return (
    <Text size="sm">
      Afterwards the customer kept has {balances === '' ? 'the same points' : balances}
      {levels === '' ? '' : ` and is ${levels}`}. The merge can be taken back for 30 days.
    </Text>
  );
}
