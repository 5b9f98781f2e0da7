// Registers a card in the customer's account: its number, and what is on it where nobody else knows.

import type { Schemas } from '@laurel/sdk';
import { NumberInput, Select, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { fieldErrors, read } from '../api/laurel.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { Shown } from '../parts/states.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';
import { minorDigits, toMinor } from './minor-units.ts';

type CardType = Schemas['CardType'];
type Values = {
  type: string | null;
  number: string;
  design: string | null;
  nickname: string;
  balance: string | number;
};

const EMPTY: Values = { type: null, number: '', design: null, nickname: '', balance: '' };

export function AddCard({ onClose }: { onClose: () => void }) {
  const types = useQuery(read('listCardTypes', {}));
  return <Shown query={types}>{({ items }) => <AddCardForm types={items} onClose={onClose} />}</Shown>;
}

function AddCardForm({ types, onClose }: { types: readonly CardType[]; onClose: () => void }) {
  const customer = useCustomer();
  const form = useForm<Values>({ initialValues: { ...EMPTY, type: types[0]?.type ?? null } });
  const act = useAct('registerCard', { said: 'The card is registered.', onDone: onClose });
  const values = form.getValues();
  const chosen = types.find(({ type }) => type === values.type);
  const errors = fieldErrors(act.error);
  return (
    <FormDialog
      isOpen
      title="Add a card to this account"
      verb="Add card"
      reason={reasonOf(types, values)}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => {
        if (chosen !== undefined) act.mutate({ path: { customer }, body: bodyOf(chosen, values) });
      }}
    >
      <Select
        label="Card Type"
        required
        allowDeselect={false}
        data={types.map(({ type, title }) => ({ value: type, label: title }))}
        {...form.getInputProps('type')}
      />
      <TextInput
        label="Card Number"
        required
        data-autofocus
        inputMode="numeric"
        autoComplete="off"
        {...form.getInputProps('number')}
        error={errors.number}
      />
      <Select
        label="Card Design"
        clearable
        data={(chosen?.designs ?? []).map(({ design, title }) => ({ value: design, label: title }))}
        {...form.getInputProps('design')}
      />
      <TextInput label="Nickname" maxLength={100} {...form.getInputProps('nickname')} />
      <NumberInput
        label={`Balance in ${chosen?.currency ?? 'money'}`}
        description="Only where the card carries money that is not known here yet."
        min={0}
        decimalScale={chosen === undefined ? 2 : minorDigits(chosen.currency)}
        {...form.getInputProps('balance')}
      />
    </FormDialog>
  );
}

function reasonOf(types: readonly CardType[], values: Values): string | null {
  if (types.length === 0) return 'The programme declares no card types.';
  return values.number.trim() === '' ? 'Say the number of the card.' : null;
}

function bodyOf(type: CardType, values: Values) {
  return {
    type: type.type,
    number: values.number.trim(),
    ...(values.design === null ? {} : { design: values.design }),
    ...(values.nickname.trim() === '' ? {} : { nickname: values.nickname.trim() }),
    ...(values.balance === '' ? {} : { balance: toMinor(values.balance, type.currency) }),
  };
}
