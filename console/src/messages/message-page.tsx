// One message: whom it is for, what it was made of, what is sent, how each attempt went; sending it again and stopping it.

import type { Schemas } from '@laurel/sdk';
import { Code, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Facts } from '../parts/facts.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { SentBody } from './sent-body.tsx';
import { ATTEMPTS, messageState, reasonText } from './words.ts';

type InFull = Schemas['MessageInFull'];
const BACK = { to: '/messages/log', label: 'Delivery log' };
const REFRESHES = ['getMessage', 'listDeliveries', 'listMessages', 'listProviders', 'listAttention'] as const;
const WATCH_MS = 2_000;

export function MessagePage() {
  const { message: id } = useParams({ from: '/frame/messages/log/$message' });
  const query = useQuery({
    ...read('getMessage', { path: { id } }),
    refetchInterval: ({ state }) => (state.data?.status === 'waiting' ? WATCH_MS : false),
  });
  return <Shown query={query}>{(message) => <MessageDetail message={message} />}</Shown>;
}

function MessageDetail({ message }: { message: InFull }) {
  return (
    <Page title={`Message ${message.message}`} back={BACK} action={<MessageActions message={message} />}>
      <Paper withBorder p="md">
        <Facts facts={factsOf(message)} columns={4} />
      </Paper>
      <Attempts message={message} />
      <Stack gap="xs">
        <Title order={2}>What is sent</Title>
        {message.request === null ? (
          <Empty title="Not rendered yet">It is rendered when it may go out, with the customer as they are then.</Empty>
        ) : (
          <SentBody request={message.request} />
        )}
      </Stack>
      <Stack gap="xs">
        <Title order={2}>Variables</Title>
        <Code block tabIndex={0} mah={360} style={{ overflow: 'auto' }}>
          {JSON.stringify(message.variables, null, 2)}
        </Code>
      </Stack>
    </Page>
  );
}

function MessageActions({ message: { id, status } }: { message: InFull }) {
  const notAllowed = useReason('messages:write');
  const replay = useChange('replayMessage', { refreshes: REFRESHES });
  const cancel = useChange('cancelMessage', { refreshes: REFRESHES });
  const isWaiting = status === 'waiting';
  return (
    <Group gap="xs">
      <ReasonedButton
        variant="default"
        reason={notAllowed ?? (isWaiting ? null : 'Only what waits can be stopped.')}
        loading={cancel.isPending}
        onClick={() => cancel.mutate({ path: { id } })}
      >
        Stop message
      </ReasonedButton>
      <ReasonedButton
        reason={notAllowed ?? (isWaiting ? 'It waits to be sent.' : null)}
        loading={replay.isPending}
        onClick={() => replay.mutate({ path: { id } })}
      >
        Replay message
      </ReasonedButton>
    </Group>
  );
}

function factsOf(message: InFull) {
  const { reason, customer_id: customer, provider, lane, campaign, rule, next_attempt_at: next } = message;
  return [
    { name: 'Status', value: <Status {...messageState(message)} /> },
    { name: 'Reason', value: reasonText(reason ?? message.report_reason) },
    { name: 'Customer', value: <TextLink to={`/customers/${customer}`}>{customer}</TextLink> },
    { name: 'Provider', value: `${provider} · ${lane}` },
    { name: 'Purpose', value: message.purpose },
    { name: 'Sent by', value: campaign ?? rule },
    { name: 'Programme version', value: count(message.programme_version) },
    { name: 'Decided', value: <Instant at={message.decided_at} /> },
    { name: 'Next attempt', value: next === null ? '–' : <Instant at={next} /> },
    { name: 'Finished', value: message.finished_at === null ? '–' : <Instant at={message.finished_at} /> },
  ];
}

type Delivery = Schemas['Delivery'];

function Attempts({ message: { id, attempts } }: { message: InFull }) {
  const query = useQuery(read('listDeliveries', { path: { id } }));
  return (
    <Stack gap="xs">
      <Title order={2}>Attempts</Title>
      <Shown query={query} rows={attempts}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="Not tried yet" />
          ) : (
            <Rows label="Attempts" columns={COLUMNS} rows={items} rowKey={({ attempt, at }) => `${attempt} ${at}`} />
          )
        }
      </Shown>
    </Stack>
  );
}

const SAID_MAX = 300;

function Said({ texts }: { texts: readonly string[] }) {
  const said = texts.filter((text) => text !== '').join(': ');
  return <Text size="sm">{said === '' ? '–' : said.slice(0, SAID_MAX)}</Text>;
}

const COLUMNS: readonly Column<Delivery>[] = [
  { header: 'Attempt', cell: ({ attempt }) => count(attempt), width: 90 },
  { header: 'Result', cell: ({ result }) => <Status {...ATTEMPTS[result]} /> },
  { header: 'When', cell: ({ at }) => <Instant at={at} /> },
  { header: 'Answer', cell: ({ status }) => status ?? 'none', align: 'right' },
  { header: 'Took', cell: ({ duration_ms }) => `${count(duration_ms)} ms`, align: 'right' },
  { header: 'What it said', cell: ({ reason, response }) => <Said texts={[reasonText(reason), response]} /> },
];
