// Stored value cards: what is on them, what became of them, and the quick actions that their status leaves.
import { Anchor, Checkbox, Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pages } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { Allowed } from './allowed.tsx';
import { AddCard } from './card-adding.tsx';
import { CardHistory } from './card-history.tsx';
import { CardMenu } from './card-menu.tsx';
import { CARD_STATUS, type Card, cardName } from './card-words.ts';
import { useCustomer } from './customer.ts';
import { minorMoney } from './minor-units.ts';

const empty = (
  <Empty title="No cards">A stored value card carries money: a gift card, or one that a promotion pays onto.</Empty>
);

export function CardsTab() {
  return (
    <Allowed scope="cards:read">
      <Cards />
    </Allowed>
  );
}

function Cards() {
  const customer = useCustomer();
  const { history, removed } = useSearch({ from: '/frame/customers/$customer/cards' });
  const navigate = useNavigate({ from: '/customers/$customer/cards' });
  const cards = useInfiniteQuery(
    pages('listCards', { path: { customer }, query: removed === true ? { removed: 'true' } : {} }),
  );
  const reason = useReason('cards:write');
  const [isAdding, setIsAdding] = useState(false);
  const rows = cards.data?.pages.flatMap((page) => page.items) ?? [];
  const opened = rows.find((card) => card.card_id === history);
  return (
    <Stack gap="sm">
      <Group justify="space-between">
        <ReasonedButton variant="default" reason={reason} onClick={() => setIsAdding(true)}>
          Add card
        </ReasonedButton>
        <Checkbox
          label="Show removed cards"
          checked={removed === true}
          onChange={(event) =>
            navigate({ search: event.currentTarget.checked ? { removed: true } : {}, replace: true })
          }
        />
      </Group>
      <PagedRows
        label="Stored value cards"
        query={cards}
        columns={columns(rows)}
        rowKey={(card) => card.card_id}
        empty={empty}
      />
      {isAdding ? <AddCard onClose={() => setIsAdding(false)} /> : null}
      {opened === undefined ? null : (
        <CardHistory card={opened} onClose={() => navigate({ search: removed === true ? { removed } : {} })} />
      )}
    </Stack>
  );
}

function columns(cards: readonly Card[]): readonly Column<Card>[] {
  return [
    { header: 'Status', cell: (card) => <Status {...CARD_STATUS[card.status]} /> },
    { header: 'Card Number', cell: (card) => card.number },
    { header: 'Card Type', cell: (card) => card.type_title },
    { header: 'Card Design', cell: (card) => card.design_title ?? '–' },
    { header: 'Nickname', cell: (card) => card.nickname ?? '–' },
    {
      header: 'Expiration Date',
      cell: (card) => (card.expires_at === null ? 'Never' : <Instant at={card.expires_at} />),
    },
    { header: 'History', isHeaderHidden: true, cell: (card) => <HistoryLink card={card} /> },
    { header: 'Balance', align: 'right', cell: (card) => minorMoney(card.balance, card.currency) },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (card) => <CardMenu card={card} others={cards} />,
    },
  ];
}

function HistoryLink({ card }: { card: Card }) {
  const customer = useCustomer();
  return (
    <Anchor
      size="sm"
      style={{ whiteSpace: 'nowrap' }}
      renderRoot={(props) => (
        <Link to="/customers/$customer/cards" params={{ customer }} search={{ history: card.card_id }} {...props} />
      )}
    >
      Show History<span className="sr-only"> of {cardName(card)}</span>
    </Anchor>
  );
}
