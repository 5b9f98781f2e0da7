// Facts that the database refused: looked at, and sent again once the cause is gone.

import type { Schemas } from '@laurel/sdk';
import { Code, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pages, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { MessageTabs } from './message-tabs.tsx';

type Rejected = Schemas['RejectedFact'];

export function RejectedFacts() {
  const notAllowed = useReason('admin');
  const [chosen, setChosen] = useState<Rejected | null>(null);
  const query = useInfiniteQuery({ ...pages('listRejectedFacts', {}), enabled: notAllowed === null });
  return (
    <Page
      title="Rejected facts"
      intro="What the database refused to save. Nothing of it happened; replaying decides it now."
    >
      <MessageTabs />
      {notAllowed === null ? (
        <PagedRows
          label="Rejected facts"
          query={query}
          rowKey={({ id }) => id}
          columns={columnsOf(setChosen)}
          empty={<Empty title="Nothing was rejected">Good: every fact that was accepted was saved.</Empty>}
        />
      ) : (
        <Empty title="For administrators">{notAllowed}</Empty>
      )}
      {chosen === null ? null : <Replay rejected={chosen} onClose={() => setChosen(null)} />}
    </Page>
  );
}

function columnsOf(choose: (rejected: Rejected) => void): readonly Column<Rejected>[] {
  return [
    {
      header: 'Status',
      cell: ({ replayed_at: at }) =>
        at === null ? <Status word="Open" tone="bad" /> : <Status word="Replayed" tone="good" />,
      width: 120,
    },
    { header: 'When', cell: ({ recorded_at }) => <Instant at={recorded_at} /> },
    {
      header: 'Customer',
      cell: ({ customer_id: id }) => <TextLink to={`/customers/${id}`}>{id.slice(0, 8)}…</TextLink>,
    },
    { header: 'Kind', cell: ({ kind }) => kind },
    { header: 'What the database said', cell: ({ sqlstate, message }) => `${message} (${sqlstate})` },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (one) => (
        <ReasonedButton
          size="compact-sm"
          variant="default"
          reason={one.replayed_at === null ? null : 'It was replayed.'}
          onClick={() => choose(one)}
        >
          Replay fact
        </ReasonedButton>
      ),
    },
  ];
}

function Replay({ rejected, onClose }: { rejected: Rejected; onClose: () => void }) {
  const replay = useChange('replayRejectedFact', {
    refreshes: ['listRejectedFacts', 'listAttention'],
    onDone: () => {
      notifications.show({ message: 'The fact is decided and saved.' });
      onClose();
    },
  });
  return (
    <FormDialog
      title="Replay the fact"
      verb="Replay fact"
      isOpen
      size="lg"
      isBusy={replay.isPending}
      error={replay.error}
      onClose={onClose}
      onSubmit={() => replay.mutate({ path: { fact: rejected.id } })}
    >
      <Text size="sm">It is decided as of now, once however often it is asked for.</Text>
      <Code block tabIndex={0} mah={300} style={{ overflow: 'auto' }}>
        {JSON.stringify(rejected.fact, null, 2)}
      </Code>
    </FormDialog>
  );
}
