// One connection: whether it runs and why not, pausing and resuming, and a tab for each thing one does with it.
import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { TabLinks } from '../parts/tab-links.tsx';
import { CONNECTION_STATES, type Connection } from './words.ts';

const TABS = [
  ['status', 'Status'],
  ['customers', 'Customers'],
  ['events', 'Set aside'],
  ['mapping', 'Mapping'],
  ['setup', 'Set up'],
] as const;
/** It may be paused by the platform's refusal while somebody looks. */
const LOOK_MS = 3_000;
const REFRESHES = ['getSyncConnection', 'listSyncConnections', 'getSyncStatus'] as const;

export function ConnectionPage() {
  const { connection } = useParams({ from: '/frame/settings/sync/$connection' });
  const query = useQuery({ ...read('getSyncConnection', { path: { connection } }), refetchInterval: LOOK_MS });
  const at = `/settings/sync/${connection}`;
  return (
    <Shown query={query}>
      {(found) => (
        <Page
          title={found.connection === found.connector ? found.title : `${found.title}: ${found.connection}`}
          back={{ to: '/settings/sync', label: 'Customer-data platform' }}
          intro={<Status {...CONNECTION_STATES[found.status]} />}
          action={<PauseButton connection={found} />}
        >
          <Paused connection={found} />
          <TabLinks label="Parts of the connection" tabs={TABS.map(([to, label]) => ({ to: `${at}/${to}`, label }))} />
          <Outlet />
        </Page>
      )}
    </Shown>
  );
}

function Paused({ connection: { connection, pause } }: { connection: Connection }) {
  if (pause === null) return null;
  const isRefused = pause.by === null;
  return (
    <Alert color={isRefused ? 'red' : 'yellow'} variant="light" title={isRefused ? 'The platform refused the key' : ''}>
      {isRefused ? 'Paused' : `Paused by ${pause.by}`} {pause.at === null ? null : <Instant at={pause.at} />}:{' '}
      {pause.reason}
      {isRefused ? (
        <>
          {' Set another key under '}
          <TextLink to={`/settings/sync/${connection}/setup`} isWithin>
            Set up
          </TextLink>
          , then resume.
        </>
      ) : null}
    </Alert>
  );
}

function PauseButton({ connection: { connection, title, status } }: { connection: Connection }) {
  const [isAsked, setAsked] = useState(false);
  const close = (): void => setAsked(false);
  const stop = useChange('pauseSync', { refreshes: REFRESHES, onDone: close });
  const goOn = useChange('resumeSync', { refreshes: REFRESHES });
  const refused = useReason('sync:write');
  if (status === 'paused') {
    return (
      <ReasonedButton reason={refused} loading={goOn.isPending} onClick={() => goOn.mutate({ path: { connection } })}>
        Resume sync
      </ReasonedButton>
    );
  }
  return (
    <>
      <ReasonedButton
        variant="default"
        reason={refused ?? (status === 'new' ? 'It is not set up yet.' : null)}
        onClick={() => setAsked(true)}
      >
        Pause sync
      </ReasonedButton>
      <ConfirmDialog
        title={`Pause the sync with ${title}`}
        verb="Pause sync"
        isOpen={isAsked}
        asksReason
        isBusy={stop.isPending}
        error={stop.error}
        onClose={close}
        onConfirm={(reason) => stop.mutate({ path: { connection }, body: { reason } })}
      >
        Nothing is sent until somebody resumes it. What happens meanwhile is sent afterwards.
      </ConfirmDialog>
    </>
  );
}
