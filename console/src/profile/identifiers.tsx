// What the customer is known by in other systems: listed, added, removed.
import { Group, Stack, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { fieldErrors, useChange } from '../api/laurel.ts';
import { ConfirmDialog, FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { tell } from '../parts/outcome.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import type { Customer } from './profile-fields.ts';

type Identifier = Customer['identifiers'][number];
type IdentifiersProps = { readonly customer: Customer; readonly refused: string | null };

export function Identifiers({ customer, refused }: IdentifiersProps) {
  const [isAdding, setAdding] = useState(false);
  const [removed, remove] = useState<Identifier | null>(null);
  const columns: readonly Column<Identifier>[] = [
    { header: 'Type', cell: ({ type }) => type },
    { header: 'Value', cell: ({ value }) => value },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (one) => (
        <ReasonedButton reason={refused} variant="subtle" size="compact-sm" onClick={() => remove(one)}>
          Remove<span className="sr-only">&nbsp;{one.value}</span>
        </ReasonedButton>
      ),
    },
  ];
  return (
    <Stack gap="xs" component="section" aria-label="Identifiers">
      <Group justify="space-between">
        <Title order={2}>Identifiers</Title>
        <ReasonedButton reason={refused} variant="default" size="compact-sm" onClick={() => setAdding(true)}>
          Add identifier
        </ReasonedButton>
      </Group>
      <Rows
        label="Identifiers"
        columns={columns}
        rows={customer.identifiers}
        rowKey={({ type, value }) => `${type}:${value}`}
      />
      {isAdding ? <AddIdentifier customer={customer.id} onClose={() => setAdding(false)} /> : null}
      {removed === null ? null : (
        <RemoveIdentifier customer={customer.id} identifier={removed} onClose={() => remove(null)} />
      )}
    </Stack>
  );
}

function AddIdentifier({ customer, onClose }: { customer: string; onClose: () => void }) {
  const [type, setType] = useState('external');
  const [value, setValue] = useState('');
  const add = useChange('addIdentifier', {
    onDone: (result) => {
      tell(result, 'Identifier added.');
      onClose();
    },
  });
  const errors = fieldErrors(add.error);
  return (
    <FormDialog
      isOpen
      title="Add an identifier"
      verb="Add identifier"
      reason={value.trim() === '' ? 'Write the value first.' : null}
      error={add.error}
      isBusy={add.isPending}
      onClose={onClose}
      onSubmit={() => add.mutate({ path: { customer }, body: { type: type.trim(), value: value.trim() } })}
    >
      <TextInput
        label="Type"
        description="What kind of number it is, such as external."
        value={type}
        onChange={(event) => setType(event.currentTarget.value)}
        error={errors.type}
      />
      <TextInput
        label="Value"
        required
        data-autofocus
        value={value}
        onChange={(event) => setValue(event.currentTarget.value)}
        error={errors.value}
      />
    </FormDialog>
  );
}

type RemoveIdentifierProps = {
  readonly customer: string;
  readonly identifier: Identifier;
  readonly onClose: () => void;
};

function RemoveIdentifier({ customer, identifier, onClose }: RemoveIdentifierProps) {
  const remove = useChange('removeIdentifier', {
    onDone: (result) => {
      tell(result, 'Identifier removed.');
      onClose();
    },
  });
  const named = `${identifier.type}:${identifier.value}`;
  return (
    <ConfirmDialog
      isOpen
      isDanger
      title={`Remove the identifier ${identifier.value}`}
      verb="Remove identifier"
      error={remove.error}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={() => remove.mutate({ path: { customer, identifier: named } })}
    >
      Other systems no longer find the customer by it, and its value is free for others.
    </ConfirmDialog>
  );
}
