// How a sync does: how far each lane is, how customers stand, what was set aside. What runs over everybody is status-runs.tsx.
import { Alert, Anchor, SimpleGrid, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { read } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status, type StatusWord } from '../parts/status.tsx';
import { Section } from '../settings/section.tsx';
import { Backfill, Reconciliation } from './status-runs.tsx';
import {
  CUSTOMER_STATES,
  CUSTOMER_WORDS,
  durationInWords,
  LANES,
  SET_ASIDE_STATES,
  SET_ASIDE_WORDS,
  type SyncStatus,
} from './words.ts';

const LOOK_MS = 2_000;

export function StatusTab() {
  const { connection } = useParams({ from: '/frame/settings/sync/$connection/status' });
  const query = useQuery({ ...read('getSyncStatus', { path: { connection } }), refetchInterval: LOOK_MS });
  return <Shown query={query}>{(status) => <Standing status={status} />}</Shown>;
}

function Standing({ status }: { status: SyncStatus }) {
  if (status.status === 'new')
    return (
      <Empty
        title="Nothing is sent yet"
        action={<LinkButton to={`/settings/sync/${status.connection}/setup`}>Set up</LinkButton>}
      >
        Attributes, tag and events have to be made on the platform first.
      </Empty>
    );
  const params = { connection: status.connection };
  return (
    <Stack>
      {status.status === 'running' && !status.served ? (
        <Alert color="yellow" variant="light">
          No process is sending. One takes over within seconds where a server runs that carries out jobs.
        </Alert>
      ) : null}
      <Lanes status={status} />
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        <Counts
          title="Customers"
          rows={CUSTOMER_STATES.map((state) => ({
            ...CUSTOMER_WORDS[state],
            number: status.customers[state],
            link: (props) => (
              <Link to="/settings/sync/$connection/customers" params={params} search={{ status: state }} {...props} />
            ),
          }))}
        />
        <Counts
          title="Events set aside"
          rows={SET_ASIDE_STATES.map((state) => ({
            ...SET_ASIDE_WORDS[state],
            number: status.events[state],
            link: (props) => (
              <Link to="/settings/sync/$connection/events" params={params} search={{ status: state }} {...props} />
            ),
          }))}
        />
        <Backfill status={status} />
        <Reconciliation status={status} />
      </SimpleGrid>
    </Stack>
  );
}

type Lane = SyncStatus['lanes'][number];

const LANE_COLUMNS: readonly Column<Lane>[] = [
  { header: 'Lane', cell: ({ lane }) => LANES[lane] },
  {
    header: 'Behind',
    cell: ({ lag_seconds: lag }) => (lag === null ? 'up to date' : durationInWords(lag)),
  },
  { header: 'Sent', align: 'right', cell: ({ sent }) => count(sent) },
  { header: 'Last moved', cell: ({ moved_at: at }) => (at === null ? '–' : <Instant at={at} />) },
];

function Lanes({ status: { lanes, status } }: { status: SyncStatus }) {
  const state: Column<Lane> = {
    header: 'State',
    cell: (lane) => (status === 'paused' ? <Status word="paused" tone="warn" /> : <LaneState lane={lane} />),
  };
  return (
    <Section
      title="Lanes"
      intro="Each follows what happens here; events never go ahead of the profile that they are of."
    >
      <Rows label="Lanes" columns={[...LANE_COLUMNS, state]} rows={lanes} rowKey={({ lane }) => lane} />
    </Section>
  );
}

function LaneState({ lane: { failures, reason, next_at: nextAt } }: { lane: Lane }) {
  if (failures === 0) return <Status word="working" tone="good" />;
  return (
    <>
      <Status word={`${count(failures)} failures in a row`} tone="bad" />
      <Text size="xs" c="dimmed">
        {reason ?? 'no reason was given'}
        {nextAt === null ? null : (
          <>
            {'; again '}
            <Instant at={nextAt} />
          </>
        )}
      </Text>
    </>
  );
}

type Counted = StatusWord & {
  readonly number: number;
  /** To the list of those that are counted. */
  readonly link: (props: object) => ReactNode;
};

const COUNT_COLUMNS: readonly Column<Counted>[] = [
  { header: 'State', cell: ({ word, tone, number }) => <Status word={word} tone={number === 0 ? 'quiet' : tone} /> },
  {
    header: 'Number',
    align: 'right',
    cell: ({ number, link }) => (
      <Anchor inherit renderRoot={link}>
        {count(number)}
      </Anchor>
    ),
  },
];

function Counts({ title, rows }: { title: string; rows: readonly Counted[] }) {
  return (
    <Section title={title}>
      <Rows label={title} columns={COUNT_COLUMNS} rows={rows} rowKey={({ word }) => word} />
    </Section>
  );
}
