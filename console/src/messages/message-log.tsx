// Messages and what became of them, by filters that stand in the address; what matches is sent again or stopped at once. The
// dead letters are the same list with one status.

import type { GivenTo, Schemas } from '@laurel/sdk';
import { Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pages, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { ChoiceFilter, DayFilter, Filters, TextFilter } from '../parts/filters.tsx';
import { Instant } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { instants } from '../parts/local-time.ts';
import { Page } from '../parts/page.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { MessageTabs } from './message-tabs.tsx';
import type { LogSearch } from './routes.ts';
import { MESSAGE_STATUSES, messageState, reasonText } from './words.ts';

type Message = Schemas['Message'];
type MessageStatus = Message['status'];
type Narrowing = Omit<GivenTo<'cancelMessages'>['body'], 'limit'>;

export function MessageLog() {
  const search = useSearch({ from: '/frame/messages/log' });
  const navigate = useNavigate({ from: '/messages/log' });
  const filter = (change: LogSearch) => navigate({ search: { ...search, ...change }, replace: true });
  return <Log title="Delivery log" search={search} filter={filter} status={statusIn(search)} />;
}

export function DeadLetters() {
  const search = useSearch({ from: '/frame/messages/dead' });
  const navigate = useNavigate({ from: '/messages/dead' });
  const filter = (change: LogSearch) => navigate({ search: { ...search, ...change }, replace: true });
  return <Log title="Dead letters" search={search} filter={filter} status="dead" isDead />;
}

const isStatus = (text: string | undefined): text is MessageStatus => text !== undefined && text in MESSAGE_STATUSES;
const statusIn = ({ status }: LogSearch): MessageStatus | undefined => (isStatus(status) ? status : undefined);

type LogProps = {
  readonly title: string;
  readonly search: LogSearch;
  readonly filter: (change: LogSearch) => void;
  readonly status: MessageStatus | undefined;
  readonly isDead?: boolean;
};

function Log({ title, search, filter, status, isDead = false }: LogProps) {
  const narrowing = narrowingOf(search);
  const query = { ...narrowing, ...(status === undefined ? {} : { status }) };
  const messages = useInfiniteQuery(pages('listMessages', { query }));
  return (
    <Page title={title} action={<LogActions narrowing={narrowing} status={status} />}>
      <MessageTabs />
      <LogFilters search={search} filter={filter} isDead={isDead} />
      <PagedRows
        label={title}
        query={messages}
        rowKey={({ id }) => id}
        columns={COLUMNS}
        empty={
          <Empty title={isDead ? 'No dead letters' : 'No messages match'}>
            {isDead
              ? 'Whatever could not be delivered after ten attempts is listed here.'
              : 'Change the filters above.'}
          </Empty>
        }
      />
    </Page>
  );
}

/** The filters as the contract takes them; days are whole days of whoever looks. */
function narrowingOf({ customer, provider, message, campaign, from, to }: LogSearch): Narrowing {
  const texts = Object.entries({ customer, provider, message, campaign });
  return {
    ...Object.fromEntries(texts.filter(([, text]) => text !== undefined)),
    ...instants({ from, to }, 'here'),
  };
}

function LogFilters({ search, filter, isDead }: Pick<LogProps, 'search' | 'filter'> & { readonly isDead: boolean }) {
  const statuses = Object.entries(MESSAGE_STATUSES).map(([value, { word }]) => ({ value, label: word }));
  return (
    <Filters>
      {isDead ? null : (
        <ChoiceFilter
          label="Status"
          value={search.status}
          choices={statuses}
          onChange={(status) => filter({ status })}
          width={140}
        />
      )}
      <TextFilter
        label="Customer"
        placeholder="Id or type:value"
        value={search.customer}
        onChange={(customer) => filter({ customer })}
        width={150}
      />
      <TextFilter label="Provider" value={search.provider} onChange={(provider) => filter({ provider })} width={115} />
      <TextFilter label="Message" value={search.message} onChange={(message) => filter({ message })} width={115} />
      <TextFilter label="Campaign" value={search.campaign} onChange={(campaign) => filter({ campaign })} width={115} />
      <DayFilter label="From" width={140} value={search.from} onChange={(from) => filter({ from })} />
      <DayFilter label="To" width={140} value={search.to} onChange={(to) => filter({ to })} />
    </Filters>
  );
}

const COLUMNS: readonly Column<Message>[] = [
  { header: 'Status', cell: (message) => <Status {...messageState(message)} />, width: 150 },
  { header: 'Message', cell: ({ id, message }) => <TextLink to={`/messages/log/${id}`}>{message}</TextLink> },
  {
    header: 'Customer',
    cell: ({ customer_id: id }) => <TextLink to={`/customers/${id}`}>{id.slice(0, 8)}…</TextLink>,
  },
  { header: 'Provider', cell: ({ provider, lane }) => `${provider} · ${lane}` },
  { header: 'Campaign', cell: ({ campaign }) => campaign ?? '–' },
  { header: 'Decided', cell: ({ decided_at }) => <Instant at={decided_at} /> },
  { header: 'Attempts', cell: ({ attempts }) => count(attempts), align: 'right' },
  {
    header: 'Reason',
    cell: ({ reason, report_reason: said }) => <Text size="sm">{reasonText(reason ?? said) || '–'}</Text>,
  },
];

type ActionProps = { readonly narrowing: Narrowing; readonly status: MessageStatus | undefined };
const REFRESHES = ['listMessages', 'listProviders', 'listAttention'] as const;

function LogActions({ narrowing, status }: ActionProps) {
  const [asked, setAsked] = useState<'replay' | 'cancel' | null>(null);
  const notAllowed = useReason('messages:write');
  const tooWide = Object.keys(narrowing).length === 0 ? 'Narrow the list by a filter first.' : null;
  const close = () => setAsked(null);
  return (
    <Group gap="xs">
      {status === 'waiting' || status === undefined ? (
        <ReasonedButton variant="default" reason={notAllowed ?? tooWide} onClick={() => setAsked('cancel')}>
          Stop all that wait
        </ReasonedButton>
      ) : null}
      {status === 'waiting' || status === undefined ? null : (
        <ReasonedButton reason={notAllowed ?? tooWide} onClick={() => setAsked('replay')}>
          Replay all that match
        </ReasonedButton>
      )}
      {asked === 'replay' && status !== undefined && status !== 'waiting' ? (
        <ReplayAll narrowing={narrowing} status={status} onClose={close} />
      ) : null}
      {asked === 'cancel' ? <CancelAll narrowing={narrowing} onClose={close} /> : null}
    </Group>
  );
}

type ReplayProps = {
  readonly narrowing: Narrowing;
  readonly status: Exclude<MessageStatus, 'waiting'>;
  readonly onClose: () => void;
};

function ReplayAll({ narrowing, status, onClose }: ReplayProps) {
  const replay = useChange('replayMessages', {
    refreshes: REFRESHES,
    onDone: ({ replayed }) => {
      notifications.show({ message: `${count(replayed)} messages are sent again.` });
      onClose();
    },
  });
  return (
    <FormDialog
      title="Replay all that match"
      verb="Replay all that match"
      isOpen
      isBusy={replay.isPending}
      error={replay.error}
      onClose={onClose}
      onSubmit={() => replay.mutate({ body: { ...narrowing, status } })}
    >
      <Text size="sm">
        They go out again in the bulk lane, the same bytes under the same ids, at most 1,000 of them at once, the oldest
        first.
      </Text>
    </FormDialog>
  );
}

function CancelAll({ narrowing, onClose }: { readonly narrowing: Narrowing; readonly onClose: () => void }) {
  const cancel = useChange('cancelMessages', {
    refreshes: REFRESHES,
    onDone: ({ cancelled }) => {
      notifications.show({ message: `${count(cancelled)} messages are stopped.` });
      onClose();
    },
  });
  return (
    <FormDialog
      title="Stop all that wait and match"
      verb="Stop all that wait"
      isOpen
      isDanger
      isBusy={cancel.isPending}
      error={cancel.error}
      onClose={onClose}
      onSubmit={() => cancel.mutate({ body: narrowing })}
    >
      <Text size="sm">At most 1,000 at once, the oldest first. One that is under way may arrive all the same.</Text>
    </FormDialog>
  );
}
