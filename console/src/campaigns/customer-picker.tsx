// Finds one customer by typing a name, an e-mail address or an id, as the search of customers does.

import { Autocomplete } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { nameOf } from '../parts/customer-name.ts';

const TYPING_MS = 250;
const FOUND_MAX = 6;

type CustomerPickerProps = {
  readonly label: string;
  readonly description?: string;
  /** The id of who was chosen; null while nobody is. */
  readonly onPick: (customer: string | null) => void;
};

export function CustomerPicker({ label, description, onPick }: CustomerPickerProps) {
  const [typed, setTyped] = useState('');
  const [q] = useDebouncedValue(typed.trim(), TYPING_MS);
  const mayRead = useReason('customers:read');
  const found = useQuery({
    ...read('searchCustomers', { query: { q, limit: FOUND_MAX } }),
    enabled: q !== '' && mayRead === null,
    placeholderData: keepPreviousData,
  });
  const customers = (found.data?.items ?? []).map((one) => ({ value: one.id, label: wordsOf(one) }));
  // Two people of one name stay two entries.
  const labels = customers.filter(({ label: own }, at) => customers.findIndex((one) => one.label === own) === at);
  return (
    <Autocomplete
      label={label}
      {...(description === undefined ? {} : { description })}
      placeholder="Name, e-mail or id"
      w={260}
      value={typed}
      data={labels}
      filter={({ options }) => options}
      disabled={mayRead !== null}
      onChange={(text) => {
        const chosen = customers.find(({ value, label: own }) => text === own || text === value);
        setTyped(chosen?.label ?? text);
        onPick(chosen?.value ?? null);
      }}
    />
  );
}

type Found = {
  readonly id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly test_persona: boolean;
};

function wordsOf(one: Found): string {
  const parts = [nameOf(one), one.email, one.test_persona ? 'test persona' : null].filter((part) => part !== null);
  return parts.length === 0 ? `${one.id.slice(0, 8)}…` : parts.join(' · ');
}
