// Runs over all customers: how far each is, starting one, stopping one.
import type { Schemas } from '@laurel/sdk';
import { Alert, Button, Menu, Progress, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pages, sentenceOf, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { SettingsPage } from './settings-page.tsx';

type Run = Schemas['Run'];

/** While something runs. */
const LOOK_MS = 2_000;
const KINDS: Readonly<Record<string, string>> = {
  expiry: 'Expiry of points and offers',
  maintenance: 'Maintenance of tiers',
  occasions: 'Occasions: birthdays and other dates',
  metrics: 'Metrics of customers',
  figures: 'Figures of the programme',
  changes: 'Changes of many customers',
  sync_backfill: 'Members sent to a customer-data platform',
  sync_reconcile: 'Members compared with a customer-data platform',
};
/** Those that begin by hand here; others begin where what they need is at hand. */
const STARTED = ['expiry', 'maintenance', 'occasions', 'metrics', 'figures'] as const;
const TONES = { waiting: 'warn', running: 'warn', done: 'good', failed: 'bad', cancelled: 'quiet' } as const;
const NONE = <Empty title="Nothing has run yet">Runs start by themselves at their times, or here by hand.</Empty>;

export function RunListPage() {
  const runs = useInfiniteQuery({
    ...pages('listRuns', {}),
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isUnderWay)) === true ? LOOK_MS : false,
  });
  const [stopped, setStopped] = useState<Run | null>(null);
  return (
    <SettingsPage title="Runs" part="work" action={<StartMenu />}>
      <PagedRows
        label="Runs"
        query={runs}
        columns={[...COLUMNS, actionsOf(setStopped)]}
        rowKey={({ id }) => id}
        empty={NONE}
      />
      {stopped === null ? null : <StopRun run={stopped} onClose={() => setStopped(null)} />}
    </SettingsPage>
  );
}

const COLUMNS: readonly Column<Run>[] = [
  {
    header: 'Run',
    cell: (run) => [kindInWords(run.kind), run.tier_system, run.campaign, run.connection].filter(Boolean).join(' · '),
  },
  { header: 'Started', cell: ({ started_at }) => <Instant at={started_at} /> },
  { header: 'Progress', width: 200, cell: (run) => <HowFar run={run} /> },
  { header: 'Changed', align: 'right', cell: ({ changed }) => count(changed) },
  { header: 'Status', cell: ({ status }) => <Status word={status} tone={TONES[status]} /> },
  {
    header: 'Ended',
    cell: (run) => (run.finished_at === null ? (run.error ?? '–') : <Instant at={run.finished_at} />),
  },
];

function HowFar({ run: { kind, total, visited, status } }: { run: Run }) {
  if (total === null) return <Text size="sm">{status === 'waiting' ? 'not begun' : `${count(visited)} so far`}</Text>;
  const share = total === 0 ? 100 : Math.min(100, (visited / total) * 100);
  return (
    <>
      <Progress value={share} aria-label={`Progress of ${kindInWords(kind)}`} size="sm" />
      <Text size="xs" c="dimmed">{`${count(visited)} of ${count(total)}`}</Text>
    </>
  );
}

function actionsOf(onStop: (run: Run) => void): Column<Run> {
  return {
    header: 'Actions',
    isHeaderHidden: true,
    align: 'right',
    cell: (run) => <StopButton run={run} onStop={onStop} />,
  };
}

function StopButton({ run, onStop }: { run: Run; onStop: (run: Run) => void }) {
  const refused = useReason('runs:write');
  const reason = refused ?? (isUnderWay(run) ? null : 'It is over.');
  return (
    <ReasonedButton size="compact-sm" variant="default" reason={reason} onClick={() => onStop(run)}>
      Cancel
    </ReasonedButton>
  );
}

function StartMenu() {
  const refused = useReason('runs:write');
  const start = useChange('startRun', { refreshes: ['listRuns'] });
  if (refused !== null) return <ReasonedButton reason={refused}>Start run</ReasonedButton>;
  return (
    <>
      {start.error === null ? null : (
        <Alert color="red" variant="light" role="alert" py={4}>
          {sentenceOf(start.error)}
        </Alert>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button loading={start.isPending}>Start run</Button>
        </Menu.Target>
        <Menu.Dropdown>
          {STARTED.map((kind) => (
            <Menu.Item key={kind} onClick={() => start.mutate({ body: { kind } })}>
              {kindInWords(kind)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </>
  );
}

function StopRun({ run, onClose }: { run: Run; onClose: () => void }) {
  const cancel = useChange('cancelRun', { refreshes: ['listRuns'], onDone: onClose });
  return (
    <ConfirmDialog
      title="Cancel the run"
      verb="Cancel run"
      isOpen
      isDanger
      isBusy={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onConfirm={() => cancel.mutate({ path: { run: run.id } })}
    >
      {kindInWords(run.kind)}: what it decided so far stays.
    </ConfirmDialog>
  );
}

function isUnderWay({ status }: Run): boolean {
  return status === 'waiting' || status === 'running';
}

function kindInWords(kind: string): string {
  return KINDS[kind] ?? kind;
}
