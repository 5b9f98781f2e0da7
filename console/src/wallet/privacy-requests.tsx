// Every privacy request of a customer, also of one who was forgotten. Those under way are looked at again until they are done.
import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { pages } from '../api/laurel.ts';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { DownloadLink } from './data-access.tsx';
import { type PrivacyRequest, REQUEST_KIND } from './privacy-words.ts';
import { plain } from './words.ts';

const WATCH_MS = 2_000;

const empty = <Empty title="No requests">Exports, stops, holds and forgetting are listed here with who asked.</Empty>;

export function PrivacyRequests({ customer }: { customer: string }) {
  const requests = useInfiniteQuery({
    ...pages('listCustomerPrivacyRequests', { path: { customer } }),
    refetchInterval: ({ state }) => {
      const rows = state.data?.pages.flatMap((page) => page.items) ?? [];
      return rows.some(({ status }) => status === 'in_progress') ? WATCH_MS : false;
    },
  });
  return (
    <PagedRows label="Privacy requests" query={requests} columns={COLUMNS} rowKey={({ id }) => id} empty={empty} />
  );
}

const COLUMNS: readonly Column<PrivacyRequest>[] = [
  { header: 'Status', cell: (request) => <RequestStatus request={request} /> },
  { header: 'Request', cell: (request) => <Kind request={request} /> },
  { header: 'Requested', cell: (request) => <Instant at={request.requested_at} /> },
  { header: 'By', cell: (request) => request.requested_by },
  { header: 'Completed', cell: ({ completed_at: at }) => (at === null ? '–' : <Instant at={at} />) },
  { header: 'Identity', cell: ({ identity }) => (identity === null ? '–' : plain(identity.method)) },
  { header: 'File', isHeaderHidden: true, cell: (request) => <File request={request} /> },
];

function RequestStatus({ request }: { request: PrivacyRequest }) {
  return request.status === 'completed' ? (
    <Status word="Completed" tone="good" />
  ) : (
    <Status word="In Progress" tone="warn" />
  );
}

function Kind({ request }: { request: PrivacyRequest }) {
  const why = [request.reason, request.note].filter((part) => part !== null).join(' · ');
  return (
    <>
      {REQUEST_KIND[request.kind]}
      {why === '' ? null : (
        <Text size="xs" c="dimmed">
          {why}
        </Text>
      )}
    </>
  );
}

function File({ request }: { request: PrivacyRequest }) {
  return request.kind === 'export' && request.status === 'completed' ? <DownloadLink request={request} /> : null;
}
