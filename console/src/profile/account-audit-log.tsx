// The account audit log: what changed in the account and who did it, filtered by type and day; and the tickets that the support
// system told of.

import type { Schemas } from '@laurel/sdk';
import { Anchor, Stack, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { pages, read } from '../api/laurel.ts';
import { Instant } from '../parts/instant.tsx';
import { instants } from '../parts/local-time.ts';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { LogFilters } from './log-filters.tsx';
import { LogRows } from './log-rows.tsx';
import { PurchaseSheet } from './purchase-sheet.tsx';
import { changed } from './search.ts';
import { WhySheet } from './why-sheet.tsx';

const FROM = '/frame/customers/$customer/activity/audit';
const NOTHING = <Empty title="No events">Choose other types or a longer time.</Empty>;
const NO_TICKETS = (
  <Empty title="No tickets">Tickets appear here when the support system sends them (POST /v1/tickets).</Empty>
);

export function AccountAuditLog() {
  const { customer } = useParams({ from: FROM });
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: '/customers/$customer/activity/audit' });
  const go = (part: Parameters<typeof changed<typeof search>>[1]): void => {
    navigate({ search: changed(search, part), replace: true, resetScroll: false });
  };
  const types = useQuery({ ...read('listAuditTypes', {}), staleTime: Number.POSITIVE_INFINITY });
  const query = { ...(search.type === undefined ? {} : { type: search.type }), ...instants(search, 'here') };
  const log = useInfiniteQuery(pages('listAudit', { path: { customer }, query }));
  return (
    <Stack>
      <LogFilters label="Event type" types={types.data?.items ?? []} search={search} onChange={go} />
      <LogRows
        label="Account audit log"
        query={log}
        empty={NOTHING}
        onWhy={(why) => go({ why })}
        onPurchase={(purchase) => go({ purchase })}
      />
      <Tickets customer={customer} />
      <WhySheet customer={customer} decision={search.why ?? null} onClose={() => go({ why: null })} />
      <PurchaseSheet customer={customer} purchase={search.purchase ?? null} onClose={() => go({ purchase: null })} />
    </Stack>
  );
}

type Ticket = Schemas['Ticket'];
const TICKET_COLUMNS: readonly Column<Ticket>[] = [
  {
    header: 'Ticket',
    cell: ({ reference, link }) =>
      link === null ? (
        reference
      ) : (
        <Anchor href={link} target="_blank" rel="noreferrer">
          {reference}
        </Anchor>
      ),
  },
  { header: 'Status', cell: ({ status }) => status },
  { header: 'Type', cell: ({ type }) => type ?? '–' },
  { header: 'Subject', cell: ({ subject }) => subject ?? '–' },
  { header: 'Submitted', cell: ({ submitted_at: at }) => (at === null ? '–' : <Instant at={at} />) },
];

function Tickets({ customer }: { customer: string }) {
  const tickets = useInfiniteQuery(pages('listTickets', { path: { customer }, query: {} }));
  return (
    <section aria-label="Support tickets">
      <Title order={2}>Support tickets</Title>
      <PagedRows
        label="Tickets of the support system"
        columns={TICKET_COLUMNS}
        query={tickets}
        rowKey={({ id }) => id}
        empty={NO_TICKETS}
      />
    </section>
  );
}
