// The command palette: customers, campaigns and offers as one types, and every place of the console. Loaded when it is first
// asked for.

import { Combobox, Modal, Text, TextInput, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { may, useMe } from '../api/session.ts';
import { nameOf } from '../parts/customer-name.ts';
import { SETTINGS_PLACES } from '../settings/places.ts';
import { PLACES } from './places.ts';

const TYPING_MS = 120;
const CUSTOMERS_SHOWN = 6;
const ENTRIES_SHOWN = 8;

type Found = { readonly to: string; readonly label: string; readonly note: string };

export default function Palette({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const combobox = useCombobox({ defaultOpened: true });
  const found = useFound(text);
  const close = (): void => {
    setText('');
    onClose();
  };
  return (
    <Modal
      opened={isOpen}
      onClose={close}
      withCloseButton={false}
      yOffset="12vh"
      centered={false}
      title={null}
      attributes={{ content: { 'aria-label': 'Search and go to' } }}
    >
      <Combobox
        store={combobox}
        withinPortal={false}
        onOptionSubmit={(to) => {
          close();
          navigate({ to });
        }}
      >
        <Combobox.EventsTarget>
          <TextInput
            data-autofocus
            aria-label="Find a customer, campaign, offer or setting"
            placeholder="Find a customer, campaign, offer, setting…"
            value={text}
            onChange={(event) => {
              setText(event.currentTarget.value);
              combobox.selectFirstOption();
            }}
          />
        </Combobox.EventsTarget>
        <Combobox.Options mt="sm" mah={360} style={{ overflowY: 'auto' }} aria-label="Found">
          {found.length === 0 ? <Combobox.Empty>Nothing found</Combobox.Empty> : null}
          {found.map(({ to, label, note }) => (
            <Combobox.Option key={to} value={to}>
              {label}
              <Text span size="sm" c="dimmed" ml="xs">
                {note}
              </Text>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox>
    </Modal>
  );
}

function useFound(text: string): readonly Found[] {
  const me = useMe();
  const wanted = text.trim().toLowerCase();
  const [typed] = useDebouncedValue(text.trim(), TYPING_MS);
  const isSearch = typed.length > 1;
  const customers = useQuery({
    ...read('searchCustomers', { query: { q: typed, limit: CUSTOMERS_SHOWN } }),
    enabled: isSearch && may(me, 'customers:read'),
  });
  const campaigns = useQuery({ ...read('listCampaigns', {}), enabled: isSearch && may(me, 'campaigns:read') });
  const offers = useQuery({ ...read('listOffers', {}), enabled: isSearch && may(me, 'offers:read') });
  const isWanted = ({ label }: { readonly label: string }): boolean => label.toLowerCase().includes(wanted);
  const places = [...PLACES, ...SETTINGS_PLACES].filter(({ scope }) => scope === null || may(me, scope));
  const people = (customers.data?.items ?? []).map((one) => ({
    to: `/customers/${one.id}`,
    label: nameOf(one) ?? one.email ?? one.id,
    note: one.email ?? one.identifiers[0]?.value ?? 'customer',
  }));
  const entries = [
    ...(campaigns.data?.items ?? []).map(({ campaign, title }) => ({
      to: `/campaigns/${campaign}`,
      label: title,
      note: 'campaign',
    })),
    ...(offers.data?.items ?? []).map(({ offer, title }) => ({ to: `/offers/${offer}`, label: title, note: 'offer' })),
  ];
  return [
    ...(isSearch ? people : []),
    ...(isSearch ? entries.filter(isWanted).slice(0, ENTRIES_SHOWN) : []),
    ...places.filter(isWanted).map(({ to, label }) => ({ to, label, note: '' })),
  ];
}
