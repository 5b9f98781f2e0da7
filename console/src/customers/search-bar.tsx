// One box that finds as one types, and below it, on request, single fields. What is searched for stands in the address.
import { Button, Group, SimpleGrid, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useEffect, useState } from 'react';
import { type CustomerSearch, customerSearch, FIELDS, isAdvanced } from './search.ts';

const TYPING_MS = 120;

export function SearchBar({ search, onSearch }: { search: CustomerSearch; onSearch: () => void }) {
  const navigate = useNavigate({ from: '/customers' });
  const [text, setText] = useState(search.q ?? '');
  const [isOpen, setIsOpen] = useState(isAdvanced(search));
  const go = (next: CustomerSearch): void => {
    onSearch();
    navigate({ search: next, replace: true });
  };
  const type = useDebouncedCallback((typed: string) => go(customerSearch({ q: typed })), TYPING_MS);
  // Somebody went back, or followed a link to another search.
  useEffect(() => setText(search.q ?? ''), [search.q]);
  return (
    <>
      <Group gap="xs" role="search" aria-label="Customers">
        <TextInput
          type="search"
          aria-label="Find customers"
          placeholder="Name, e-mail, phone, external id, card number…"
          flex={1}
          maw={560}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            type(event.currentTarget.value);
          }}
        />
        <Button variant="subtle" onClick={() => setIsOpen(!isOpen)} aria-expanded={isOpen}>
          Advanced search
        </Button>
      </Group>
      {isOpen ? <Fields key={JSON.stringify(search)} search={search} onSearch={go} /> : null}
    </>
  );
}

function Fields({ search, onSearch }: { search: CustomerSearch; onSearch: (next: CustomerSearch) => void }) {
  const [values, setValues] = useState<CustomerSearch>(search);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onSearch(customerSearch({ ...values, q: undefined }));
  };
  return (
    <form onSubmit={submit} aria-label="Advanced search">
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="xs">
        {FIELDS.map(({ name, label }) => (
          <TextInput
            key={name}
            label={label}
            size="xs"
            type={name === 'birth_on' ? 'date' : 'text'}
            value={values[name] ?? ''}
            onChange={(event) => setValues({ ...values, [name]: event.currentTarget.value })}
          />
        ))}
      </SimpleGrid>
      <Group gap="xs" mt="xs">
        <Button type="submit" size="xs" variant="default">
          Search
        </Button>
        <Button size="xs" variant="subtle" onClick={() => onSearch({})}>
          Clear
        </Button>
      </Group>
    </form>
  );
}
