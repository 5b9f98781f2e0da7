// The history panel of one card: each change of its balance, newest first.

import type { Schemas } from '@laurel/sdk';
import { Drawer, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { pages } from '../api/laurel.ts';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { CARD_ACTIVITY, type Card } from './card-words.ts';
import { useCustomer } from './customer.ts';
import { minorMoney } from './minor-units.ts';

type Entry = Schemas['CardEntry'];

const empty = <Empty title="Nothing happened yet">Its balance has not changed since it was registered.</Empty>;

export function CardHistory({ card, onClose }: { card: Card; onClose: () => void }) {
  const customer = useCustomer();
  const path = { customer, card: card.card_id };
  const entries = useInfiniteQuery(pages('listCardHistory', { path }));
  return (
    <Drawer
      opened
      onClose={onClose}
      title={`Card History ${card.number}`}
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Stack gap="sm">
        <Text size="sm">Balance now: {minorMoney(card.balance, card.currency)}</Text>
        <PagedRows
          label="Card history"
          query={entries}
          columns={columns(card.currency)}
          rowKey={(entry) => entry.entry_id}
          empty={empty}
        />
      </Stack>
    </Drawer>
  );
}

function columns(currency: string): readonly Column<Entry>[] {
  return [
    { header: 'Date', cell: (entry) => <Instant at={entry.at} /> },
    { header: 'Activity', cell: (entry) => <Activity entry={entry} /> },
    { header: 'Change', align: 'right', cell: (entry) => <Change amount={entry.change} currency={currency} /> },
    { header: 'Balance after', align: 'right', cell: (entry) => minorMoney(entry.balance, currency) },
  ];
}

function Activity({ entry }: { entry: Entry }) {
  return (
    <>
      {CARD_ACTIVITY[entry.activity]}
      <Text size="xs" c="dimmed">
        {[entry.reason, entry.actor].filter((part) => part !== null).join(' · ')}
      </Text>
    </>
  );
}

function Change({ amount, currency }: { amount: number; currency: string }) {
  const color = amount > 0 ? 'var(--laurel-earned)' : amount < 0 ? 'var(--laurel-used)' : 'inherit';
  const sign = amount > 0 ? '+' : '';
  return <span style={{ color, whiteSpace: 'nowrap' }}>{`${sign}${minorMoney(amount, currency)}`}</span>;
}
