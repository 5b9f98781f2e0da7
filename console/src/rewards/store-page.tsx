// One reward store: what it sells, and what a certain customer could buy there now.

import type { Schemas } from '@laurel/sdk';
import { Button, Group, Paper, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { Facts } from '../parts/facts.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { ButtonLink, TextLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { accessText } from './access-words.ts';

type Store = Schemas['RewardStore'];
type Item = Store['items'][number];
const BACK = { to: '/rewards', label: 'Reward stores' };

export function StorePage() {
  const { store } = useParams({ from: '/frame/rewards/$store' });
  const stores = useQuery(read('listRewardStores', {}));
  return (
    <Shown query={stores}>
      {({ items }) => {
        const found = items.find((one) => one.store === store);
        return found === undefined ? <NotLive store={store} /> : <StoreDetail store={found} />;
      }}
    </Shown>
  );
}

function EditStore({ store }: { store: string }) {
  const notAllowed = useReason('programme:write');
  return (
    <ButtonLink to={`/rewards/${store}/edit`} reason={notAllowed}>
      Edit store
    </ButtonLink>
  );
}

function NotLive({ store }: { store: string }) {
  return (
    <Page title={store} back={BACK} action={<EditStore store={store} />}>
      <Empty title="This store is not live">Members see it once the draft with it is published.</Empty>
    </Page>
  );
}

function StoreDetail({ store }: { store: Store }) {
  const facts = [
    { name: 'Status', value: store.open ? <Status word="Open" tone="good" /> : <Status word="Closed" tone="quiet" /> },
    { name: 'Access', value: accessText(store) },
    { name: 'Points of', value: store.accounts.join(', ') },
    { name: 'Opens', value: store.starts_at === null ? 'at once' : <Instant at={store.starts_at} /> },
    { name: 'Closes', value: store.ends_at === null ? 'no end date' : <Instant at={store.ends_at} /> },
    { name: 'Description', value: store.description },
  ];
  return (
    <Page title={store.title} back={BACK} action={<EditStore store={store.store} />}>
      <Paper withBorder p="md">
        <Facts facts={facts} />
      </Paper>
      <Stack gap="xs">
        <Title order={2}>Offers</Title>
        {store.items.length === 0 ? (
          <Text c="dimmed">It sells nothing yet.</Text>
        ) : (
          <Rows label="Offers of the store" columns={COLUMNS} rows={store.items} rowKey={({ item }) => item} />
        )}
      </Stack>
      <ShelfPreview store={store.store} />
    </Page>
  );
}

const COLUMNS: readonly Column<Item>[] = [
  { header: 'Offer', cell: ({ offer, title }) => <TextLink to={`/offers/${offer}`}>{title}</TextLink> },
  { header: 'Price in points', cell: ({ price }) => count(price), align: 'right' },
  { header: 'Left', cell: ({ left }) => (left === null ? 'unlimited' : count(left)), align: 'right' },
  {
    header: 'Per customer',
    cell: ({ per_customer: limit }) => (limit === null ? 'no limit' : count(limit)),
    align: 'right',
  },
  { header: 'Access', cell: accessText },
  { header: 'Until', cell: ({ ends_at: at }) => (at === null ? 'no end date' : <Instant at={at} />) },
];

function ShelfPreview({ store }: { store: string }) {
  const { customer = '' } = useSearch({ from: '/frame/rewards/$store' });
  const navigate = useNavigate({ from: '/rewards/$store' });
  const [typed, setTyped] = useState(customer);
  const ask = (event: FormEvent): void => {
    event.preventDefault();
    navigate({ search: { customer: typed.trim() === '' ? undefined : typed.trim() }, replace: true });
  };
  return (
    <Stack gap="xs">
      <Title order={2}>What a customer could buy</Title>
      <Group component="form" onSubmit={ask} gap="xs" align="flex-end">
        <TextInput
          label="Customer"
          description="An id, or type:value, such as external:4711."
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
          w={360}
        />
        <Button type="submit" variant="default">
          Show what they could buy
        </Button>
      </Group>
      {customer === '' ? null : <Shelf store={store} customer={customer} />}
    </Stack>
  );
}

type ShelfItem = Schemas['CustomerRewardStore']['items'][number];

function Shelf({ store, customer }: { store: string; customer: string }) {
  const query = useQuery(read('listRewardStoresOfCustomer', { path: { customer } }));
  return (
    <Shown query={query} rows={2}>
      {({ items }) => {
        const shelf = items.find((one) => one.store === store);
        if (shelf === undefined) return <Text c="dimmed">The store shows them nothing.</Text>;
        return (
          <>
            <Text size="sm">
              {count(shelf.points)} points to spend here.{shelf.reason === null ? '' : ` ${shelf.reason.detail}`}
            </Text>
            <Rows label="What the customer could buy" columns={SHELF} rows={shelf.items} rowKey={({ item }) => item} />
          </>
        );
      }}
    </Shown>
  );
}

const SHELF: readonly Column<ShelfItem>[] = [
  {
    header: 'Now',
    cell: ({ available }) =>
      available ? <Status word="Can be bought" tone="good" /> : <Status word="Cannot be bought" tone="quiet" />,
    width: 170,
  },
  { header: 'Offer', cell: ({ title }) => title },
  { header: 'Price in points', cell: ({ price }) => count(price), align: 'right' },
  { header: 'Why not', cell: ({ reason }) => reason?.detail ?? '–' },
];
