// Events that could not be delivered as they came, each with its reason; tried again one by one.
import type { Schemas } from '@laurel/sdk';
import { Button, Modal, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pages, sentenceOf, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { count } from '../parts/figures.tsx';
import { ChoiceFilter, Filters } from '../parts/filters.tsx';
import { Instant } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Empty } from '../parts/states.tsx';
import { setAsideSearch } from './search.ts';
import { SET_ASIDE_STATES, SET_ASIDE_WORDS } from './words.ts';

type SetAside = Schemas['SyncSetAsideEvent'];

/** What is tried again leaves the list as it arrives. */
const LOOK_MS = 3_000;
const FROM = '/frame/settings/sync/$connection/events';
const NONE = <Empty title="Nothing was set aside">Every event of this kind was delivered.</Empty>;
const CHOICES = SET_ASIDE_STATES.map((value) => ({ value, label: SET_ASIDE_WORDS[value].word }));

export function SetAsideTab() {
  const { connection } = useParams({ from: FROM });
  const { status = 'dead' } = useSearch({ from: FROM });
  const navigate = useNavigate();
  const events = useInfiniteQuery({
    ...pages('listSetAsideEvents', { path: { connection }, query: { status } }),
    refetchInterval: ({ state }) => ((state.data?.pages.length ?? 0) > 1 ? false : LOOK_MS),
  });
  const [shown, setShown] = useState<SetAside | null>(null);
  return (
    <>
      <Filters>
        <ChoiceFilter
          label="State"
          value={status}
          choices={CHOICES}
          width={220}
          onChange={(chosen) => navigate({ to: '.', search: setAsideSearch({ status: chosen }), replace: true })}
        />
      </Filters>
      <PagedRows
        label="Events set aside"
        query={events}
        columns={[...COLUMNS, actionsOf(connection, setShown)]}
        rowKey={({ id }) => id}
        empty={NONE}
      />
      {shown === null ? null : <Properties event={shown} onClose={() => setShown(null)} />}
    </>
  );
}

const COLUMNS: readonly Column<SetAside>[] = [
  { header: 'Event', cell: ({ title }) => title },
  {
    header: 'Customer',
    cell: ({ customer_id: id }) => <TextLink to={`/customers/${id}`}>{id.slice(0, 8)}…</TextLink>,
  },
  { header: 'Happened', cell: ({ occurred_at: at }) => <Instant at={at} /> },
  { header: 'Reason', cell: ({ reason }) => reason },
  { header: 'Attempts', align: 'right', cell: ({ attempts }) => count(attempts) },
  { header: 'Set aside', cell: ({ set_aside_at: at }) => <Instant at={at} /> },
];

function actionsOf(connection: string, onShow: (event: SetAside) => void): Column<SetAside> {
  return {
    header: 'Actions',
    isHeaderHidden: true,
    align: 'right',
    cell: (event) => (
      <Button.Group style={{ justifyContent: 'flex-end' }}>
        <Button size="compact-sm" variant="default" onClick={() => onShow(event)}>
          Open
        </Button>
        <RetryButton connection={connection} event={event} />
      </Button.Group>
    ),
  };
}

function RetryButton({ connection, event: { id } }: { connection: string; event: SetAside }) {
  const refused = useReason('sync:write');
  const retry = useChange('retrySetAsideEvent', {
    refreshes: ['listSetAsideEvents', 'getSyncStatus'],
    onDone: () => notifications.show({ message: 'It is tried again within seconds.' }),
  });
  return (
    <ReasonedButton
      size="compact-sm"
      variant="default"
      reason={refused}
      loading={retry.isPending}
      onClick={() =>
        retry.mutate(
          { path: { connection, event: id } },
          { onError: (error) => notifications.show({ color: 'red', message: sentenceOf(error) }) },
        )
      }
    >
      Retry
    </ReasonedButton>
  );
}

function Properties({ event, onClose }: { event: SetAside; onClose: () => void }) {
  const { title, reason, properties, id } = event;
  const facts = Object.entries(properties).map(([name, value]) => ({
    name,
    value: typeof value === 'object' ? JSON.stringify(value) : String(value),
  }));
  return (
    <Modal opened onClose={onClose} title={title} size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Stack>
        <Facts
          columns={2}
          facts={[{ name: 'Reason', value: reason }, { name: 'Id', value: <ShortId id={id} /> }, ...facts]}
        />
      </Stack>
    </Modal>
  );
}
