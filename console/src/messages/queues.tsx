// What waits for each provider in each lane, whether sending works, and pausing and resuming it.

import type { Schemas } from '@laurel/sdk';
import { Anchor, Group, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { MessageTabs } from './message-tabs.tsx';
import { PROVIDER_STATES, reasonText } from './words.ts';

type Provider = Schemas['Provider'];
type Lane = Provider['lanes'][number];
const WATCH_MS = 5_000;
const REFRESHES = ['listProviders', 'listMessages'] as const;

export function Queues() {
  const providers = useQuery({ ...read('listProviders', {}), refetchInterval: WATCH_MS });
  const [pausing, setPausing] = useState<Provider | null>(null);
  const notAllowed = useReason('messages:write');
  return (
    <Page
      title="Messages"
      intro={
        <>
          What waits for each provider, live before bulk. What cannot be sent is kept in <a href="/tray">the tray</a>.
        </>
      }
    >
      <MessageTabs />
      <Shown query={providers}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="No providers yet">The programme says where messages go, under Settings, Providers.</Empty>
          ) : (
            <Rows
              label="Queues by provider and lane"
              rows={items}
              rowKey={({ provider }) => provider}
              columns={columnsOf(notAllowed, setPausing)}
            />
          )
        }
      </Shown>
      {pausing === null ? null : <Pause provider={pausing} onClose={() => setPausing(null)} />}
    </Page>
  );
}

function columnsOf(notAllowed: string | null, pause: (provider: Provider) => void): readonly Column<Provider>[] {
  return [
    { header: 'State', cell: ({ state }) => <Status {...PROVIDER_STATES[state]} />, width: 150 },
    {
      header: 'Provider',
      cell: ({ provider, title, connector }) => (
        <>
          {title}{' '}
          <Text span size="sm" c="dimmed">
            {provider} · {connector}
          </Text>
        </>
      ),
    },
    { header: 'Live', cell: ({ lanes }) => <LaneDepth lane={lanes.find(({ lane }) => lane === 'live')} /> },
    { header: 'Bulk', cell: ({ lanes }) => <LaneDepth lane={lanes.find(({ lane }) => lane === 'bulk')} /> },
    { header: 'Dead', cell: (one) => <DeadCount provider={one} />, align: 'right' },
    { header: 'What holds it up', cell: (one) => <Hindrance provider={one} /> },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (one) => <PauseOrResume provider={one} notAllowed={notAllowed} onPause={() => pause(one)} />,
    },
  ];
}

function LaneDepth({ lane }: { lane: Lane | undefined }) {
  if (lane === undefined || lane.ready + lane.later === 0) return 'none';
  return (
    <>
      {count(lane.ready)} due, {count(lane.later)} later
      {lane.oldest_at === null ? null : (
        <Text size="sm" c="dimmed">
          oldest <Instant at={lane.oldest_at} />
        </Text>
      )}
    </>
  );
}

function DeadCount({ provider: { provider, dead } }: { provider: Provider }) {
  if (dead === 0) return '0';
  return (
    <Anchor inherit renderRoot={(props) => <Link to="/messages/dead" search={{ provider }} {...props} />}>
      {count(dead)}
    </Anchor>
  );
}

function Hindrance({ provider: { pause, breaker, access, served } }: { provider: Provider }) {
  if (pause !== null) {
    return (
      <>
        {reasonText(pause.reason)} ({pause.by}, <Instant at={pause.at} />)
      </>
    );
  }
  if (breaker.open_until !== null) {
    return `${count(breaker.failures)} failures in a row${breaker.reason === null ? '' : `: ${breaker.reason}`}`;
  }
  if (access.missing.length > 0) return `not set: ${access.missing.join(', ')}`;
  return served ? 'nothing' : 'no process sends to it';
}

type PauseOrResumeProps = {
  readonly provider: Provider;
  readonly notAllowed: string | null;
  readonly onPause: () => void;
};

function PauseOrResume({ provider, notAllowed, onPause }: PauseOrResumeProps) {
  const resume = useChange('resumeProvider', { refreshes: REFRESHES });
  const { provider: name, pause } = provider;
  return (
    <Group gap="xs" justify="flex-end" wrap="nowrap">
      {pause === null ? (
        <ReasonedButton size="compact-sm" variant="default" reason={notAllowed} onClick={onPause}>
          Pause {name}
        </ReasonedButton>
      ) : (
        <ReasonedButton
          size="compact-sm"
          reason={notAllowed}
          loading={resume.isPending}
          onClick={() => resume.mutate({ path: { provider: name } })}
        >
          Resume {name}
        </ReasonedButton>
      )}
    </Group>
  );
}

function Pause({ provider, onClose }: { provider: Provider; onClose: () => void }) {
  const pause = useChange('pauseProvider', { refreshes: REFRESHES, onDone: onClose });
  return (
    <ConfirmDialog
      title={`Pause ${provider.title}`}
      verb="Pause provider"
      isOpen
      isDanger
      asksReason
      isBusy={pause.isPending}
      error={pause.error}
      onClose={onClose}
      onConfirm={(reason) => pause.mutate({ path: { provider: provider.provider }, body: { reason } })}
    >
      Nothing is sent to it until somebody resumes it. Nothing is lost: its messages wait.
    </ConfirmDialog>
  );
}
