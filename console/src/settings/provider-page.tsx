// One provider: its state, what is set of its access, pausing, and a test send.
import type { Schemas } from '@laurel/sdk';
import { Alert, Anchor, Code, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { ProviderAccess } from './provider-access.tsx';
import { PROVIDER_STATES } from './provider-words.ts';
import { Section } from './section.tsx';
import { TestSend } from './test-send.tsx';

type Provider = Schemas['Provider'];

export function ProviderPage() {
  const { provider } = useParams({ from: '/frame/settings/providers/$provider' });
  const query = useQuery(read('getProvider', { path: { provider } }));
  return (
    <Shown query={query}>
      {(found) => (
        <Page
          title={found.title}
          back={{ to: '/settings/providers', label: 'Providers' }}
          intro={<Status {...PROVIDER_STATES[found.state]} />}
          action={<PauseButton provider={found} />}
        >
          <Stack maw={820}>
            <State provider={found} />
            <ProviderAccess provider={found} />
            <TestSend provider={found.provider} />
            {found.callback_url === null ? null : <Callback url={found.callback_url} />}
          </Stack>
        </Page>
      )}
    </Shown>
  );
}

const LANES: readonly Column<Provider['lanes'][number]>[] = [
  { header: 'Lane', cell: ({ lane }) => lane },
  { header: 'Due', align: 'right', cell: ({ ready }) => count(ready) },
  { header: 'Later', align: 'right', cell: ({ later }) => count(later) },
  { header: 'Oldest', cell: ({ oldest_at }) => (oldest_at === null ? '–' : <Instant at={oldest_at} />) },
];

function State({ provider }: { provider: Provider }) {
  const { pause, breaker, dead, lanes, state, live } = provider;
  return (
    <Section title="What waits" intro={`${count(dead)} given up and not sent again.`}>
      {state === 'tray' ? (
        <Alert color="yellow" variant="light">
          Something that the connector needs is not set. Messages are kept in the{' '}
          <Anchor href="/tray" inherit>
            tray
          </Anchor>{' '}
          instead.
        </Alert>
      ) : null}
      {pause === null ? null : (
        <Alert color="yellow" variant="light">
          Paused by {pause.by} <Instant at={pause.at} />: {pause.reason}
        </Alert>
      )}
      {breaker.reason === null ? null : (
        <Alert color="red" variant="light">
          {count(breaker.failures)} failures in a row: {breaker.reason}
        </Alert>
      )}
      {live ? null : <Text size="sm">The live programme no longer has this provider.</Text>}
      <Rows label="Lanes" columns={LANES} rows={lanes} rowKey={({ lane }) => lane} />
    </Section>
  );
}

function PauseButton({ provider: { provider, title, pause } }: { provider: Provider }) {
  const [isAsked, setAsked] = useState(false);
  const close = (): void => setAsked(false);
  const refreshes = ['getProvider', 'listProviders'] as const;
  const stop = useChange('pauseProvider', { refreshes, onDone: close });
  const goOn = useChange('resumeProvider', { refreshes });
  const reason = useReason('messages:write');
  if (pause !== null) {
    return (
      <ReasonedButton reason={reason} loading={goOn.isPending} onClick={() => goOn.mutate({ path: { provider } })}>
        Resume provider
      </ReasonedButton>
    );
  }
  return (
    <>
      <ReasonedButton variant="default" reason={reason} onClick={() => setAsked(true)}>
        Pause provider
      </ReasonedButton>
      <ConfirmDialog
        title={`Pause ${title}`}
        verb="Pause provider"
        isOpen={isAsked}
        asksReason
        isBusy={stop.isPending}
        error={stop.error}
        onClose={close}
        onConfirm={(why) => stop.mutate({ path: { provider }, body: { reason: why } })}
      >
        Nothing is sent to it until somebody resumes it. Messages wait and are not lost.
      </ConfirmDialog>
    </>
  );
}

function Callback({ url }: { url: string }) {
  return (
    <Section
      title="Reports back"
      intro="Give the provider this address for opens, clicks and bounces. It counts as a secret."
    >
      <Code block style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {url}
      </Code>
    </Section>
  );
}
