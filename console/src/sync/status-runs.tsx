// What runs over all members of a connection: the backfill, with how far it is, and the nightly reconciliation.
import type { Schemas } from '@laurel/sdk';
import { Alert, Checkbox, Progress, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { isCode, sentenceOf, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { Status } from '../parts/status.tsx';
import { Section } from '../settings/section.tsx';
import { durationInWords, type SyncStatus } from './words.ts';

type Run = Schemas['Run'];

const TONES = { waiting: 'warn', running: 'warn', done: 'good', failed: 'bad', cancelled: 'quiet' } as const;
const REFRESHES = ['getSyncStatus', 'listRuns'] as const;

export function Backfill({ status: { connection, status, backfill } }: { status: SyncStatus }) {
  const [isAsked, setAsked] = useState(false);
  const isUnderWay = backfill !== null && isOpen(backfill.run);
  const refused = useReason('sync:write');
  const reason = refused ?? (status === 'running' ? null : 'The sync is paused.');
  return (
    <Section
      title="Backfill"
      intro="Sends every member, after what happens meanwhile."
      action={
        isUnderWay ? (
          <StopButton run={backfill.run} />
        ) : (
          <ReasonedButton variant="default" reason={reason} onClick={() => setAsked(true)}>
            Start backfill
          </ReasonedButton>
        )
      }
    >
      {backfill === null ? (
        <Text size="sm">None has run yet.</Text>
      ) : (
        <HowFar run={backfill.run} secondsLeft={backfill.seconds_left} />
      )}
      {isAsked ? <StartBackfill connection={connection} onClose={() => setAsked(false)} /> : null}
    </Section>
  );
}

export function Reconciliation({ status: { connection, status, reconciliation: run } }: { status: SyncStatus }) {
  const [mayRun, mayWrite] = [useReason('runs:write'), useReason('sync:write')];
  const start = useChange('startRun', { refreshes: REFRESHES });
  const unready = status === 'running' ? null : 'The sync is paused.';
  const underWay = run !== null && isOpen(run) ? 'It is under way.' : null;
  return (
    <Section
      title="Reconciliation"
      intro="Each night some members are read back, compared and repaired."
      action={
        <ReasonedButton
          variant="default"
          reason={mayRun ?? mayWrite ?? unready ?? underWay}
          loading={start.isPending}
          onClick={() => start.mutate({ body: { kind: 'sync_reconcile', connection } })}
        >
          Compare now
        </ReasonedButton>
      }
    >
      {start.error === null ? null : (
        <Alert color="red" variant="light" role="alert">
          {sentenceOf(start.error)}
        </Alert>
      )}
      {run === null ? <Text size="sm">None has run yet.</Text> : <HowFar run={run} secondsLeft={null} />}
    </Section>
  );
}

function HowFar({ run, secondsLeft }: { run: Run; secondsLeft: number | null }) {
  const { status, total, visited, changed, started_at: startedAt, finished_at: finishedAt, error } = run;
  const share = status === 'done' ? 100 : total === null || total === 0 ? 0 : Math.min(100, (visited / total) * 100);
  const of = total === null ? '' : ` of ${count(total)}`;
  return (
    <Stack gap={6}>
      <Progress value={share} aria-label="Progress" />
      <Text size="sm" role="status">
        {count(visited)}
        {of} members looked at, {count(changed)} changed
        {isOpen(run) && secondsLeft !== null ? `; about ${durationInWords(secondsLeft)} left` : ''}.
      </Text>
      <Text size="sm" c="dimmed">
        <Status word={status} tone={TONES[status]} /> <Instant at={finishedAt ?? startedAt} />
      </Text>
      {error === null ? null : (
        <Alert color="red" variant="light">
          {error}
        </Alert>
      )}
    </Stack>
  );
}

function StopButton({ run }: { run: Run }) {
  const reason = useReason('runs:write');
  const cancel = useChange('cancelRun', { refreshes: REFRESHES });
  return (
    <ReasonedButton
      variant="default"
      reason={reason}
      loading={cancel.isPending}
      onClick={() => cancel.mutate({ path: { run: run.id } })}
    >
      Stop backfill
    </ReasonedButton>
  );
}

function StartBackfill({ connection, onClose }: { connection: string; onClose: () => void }) {
  const [isForced, setForced] = useState(false);
  const start = useChange('startSyncBackfill', { refreshes: REFRESHES, onDone: onClose });
  return (
    <FormDialog
      title="Start backfill"
      verb="Start backfill"
      isOpen
      isBusy={start.isPending}
      error={isCode(start.error, 'run_in_progress') ? new Error('One is under way already.') : start.error}
      onClose={onClose}
      onSubmit={() => start.mutate({ path: { connection }, body: { force: isForced } })}
    >
      <Text size="sm">Every member who opted in is looked at, and sent where something has changed.</Text>
      <Checkbox
        label="Send those as well of whom nothing has changed"
        checked={isForced}
        onChange={(event) => setForced(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}

function isOpen({ status }: Run): boolean {
  return status === 'waiting' || status === 'running';
}
