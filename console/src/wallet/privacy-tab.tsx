// Data privacy: a copy for the customer, stopping and resuming, legal holds, forgetting, and every request so far.

import type { Schemas } from '@laurel/sdk';
import { Card, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { read } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { Allowed } from './allowed.tsx';
import { useCustomer } from './customer.ts';
import { DataAccess } from './data-access.tsx';
import { Forget } from './forget.tsx';
import { PrivacyRequests } from './privacy-requests.tsx';
import { LegalHold, Processing } from './processing.tsx';

type State = Schemas['PrivacyState'];

export function PrivacyTab() {
  return (
    <Allowed scope="privacy:read">
      <Privacy />
    </Allowed>
  );
}

function Privacy() {
  const customer = useCustomer();
  const state = useQuery(read('getPrivacyState', { path: { customer } }));
  return (
    <Stack>
      <Shown query={state}>{(one) => <Sections state={one} />}</Shown>
      <Title order={2}>Requests</Title>
      <PrivacyRequests customer={customer} />
    </Stack>
  );
}

function Sections({ state }: { state: State }) {
  return (
    <Stack>
      <Section title="Data Access" intro="A copy of everything that is kept about the customer, as CSV.">
        <DataAccess />
      </Section>
      <Section title="Processing" intro={<ProcessingState state={state} />}>
        <Processing state={state} />
      </Section>
      <Section title="Legal hold" intro={<HoldState state={state} />}>
        <LegalHold state={state} />
      </Section>
      <Section
        title="Forget"
        intro="Erases the account with all personal, collected and calculated data. It cannot be taken back."
      >
        <Forget state={state} />
      </Section>
    </Stack>
  );
}

type SectionProps = { readonly title: string; readonly intro: ReactNode; readonly children: ReactNode };

function Section({ title, intro, children }: SectionProps) {
  return (
    <Card withBorder component="section" aria-label={title}>
      <Group justify="space-between" align="flex-start" gap="md">
        <Stack gap={4} maw={560}>
          <Title order={2}>{title}</Title>
          <Text size="sm" component="div">
            {intro}
          </Text>
        </Stack>
        {children}
      </Group>
    </Card>
  );
}

function ProcessingState({ state }: { state: State }) {
  const { refused, unsent } = state.held_back;
  if (state.processing !== 'stopped') return <Status word="Data are processed" tone="good" />;
  return (
    <>
      <Status word="Processing is stopped" tone="warn" />
      {state.stopped_at === null ? null : (
        <>
          {' '}
          since <Instant at={state.stopped_at} />
        </>
      )}
      <br />
      Held back so far: {count(refused)} facts, {count(unsent)} messages.
    </>
  );
}

function HoldState({ state }: { state: State }) {
  if (state.legal_hold_at === null) return 'None. The customer can be forgotten.';
  return (
    <>
      <Status word="Under a legal hold" tone="warn" /> since <Instant at={state.legal_hold_at} />. The customer cannot
      be forgotten.
    </>
  );
}
