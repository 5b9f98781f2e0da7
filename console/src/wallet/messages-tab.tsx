// The messages of a customer: what was sent or will be, and sending one again.

import type { Schemas } from '@laurel/sdk';
import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { pages, sentenceOf } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { messageState } from '../messages/words.ts';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { useAct } from './act.ts';
import { Allowed } from './allowed.tsx';
import { useCustomer } from './customer.ts';
import { RowMenu } from './row-menu.tsx';
import { plain } from './words.ts';

type Message = Schemas['Message'];

const empty = <Empty title="No messages">What campaigns and rules send to this customer is listed here.</Empty>;

export function MessagesTab() {
  return (
    <Allowed scope="messages:read">
      <Messages />
    </Allowed>
  );
}

function Messages() {
  const customer = useCustomer();
  const messages = useInfiniteQuery(pages('listMessagesOfCustomer', { path: { customer } }));
  return <PagedRows label="Messages" query={messages} columns={COLUMNS} rowKey={({ id }) => id} empty={empty} />;
}

const COLUMNS: readonly Column<Message>[] = [
  { header: 'Status', cell: (message) => <MessageState message={message} /> },
  { header: 'Message', cell: (message) => message.message },
  { header: 'Campaign', cell: (message) => message.campaign ?? '–' },
  { header: 'Provider', cell: (message) => message.provider },
  { header: 'Decided', cell: (message) => <Instant at={message.decided_at} /> },
  { header: 'Finished', cell: ({ finished_at: at }) => (at === null ? '–' : <Instant at={at} />) },
  { header: 'Attempts', align: 'right', cell: (message) => message.attempts },
  { header: 'Actions', isHeaderHidden: true, align: 'right', cell: (message) => <MessageMenu message={message} /> },
];

function MessageState({ message }: { message: Message }) {
  const reason = message.reason ?? message.report_reason;
  return (
    <>
      <Status {...messageState(message)} />
      {reason === null ? null : (
        <Text size="xs" c="dimmed">
          {plain(reason)}
        </Text>
      )}
    </>
  );
}

function MessageMenu({ message }: { message: Message }) {
  const reason = useReason('messages:write');
  const replay = useAct('replayMessage', { said: 'The message is sent again.' });
  const cancel = useAct('cancelMessage', { said: 'The message is not sent.' });
  const path = { id: message.id };
  const error = replay.error ?? cancel.error;
  const action =
    message.status === 'waiting'
      ? { label: 'Cancel message', onChoose: () => cancel.mutate({ path }), reason }
      : { label: 'Send message again', onChoose: () => replay.mutate({ path }), reason };
  return (
    <>
      <RowMenu of={message.message} actions={[action]} />
      {error === null ? null : (
        <Text size="xs" c="var(--laurel-used)" role="alert">
          {sentenceOf(error)}
        </Text>
      )}
    </>
  );
}
