// What all customers asked about their data: exports, erasures, stops. Each is asked for on the customer's own page.
import type { Schemas } from '@laurel/sdk';
import { Anchor, Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { pages } from '../api/laurel.ts';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { PRIVACY_KINDS } from './search.ts';
import { SettingsPage } from './settings-page.tsx';

type Request = Schemas['PrivacyRequest'];

const NAMES: Readonly<Record<Request['kind'], string>> = {
  export: 'Export of their data',
  forget: 'Erasure',
  stop: 'Stop of processing',
  resume: 'Processing resumed',
  legal_hold: 'Legal hold',
  lift_hold: 'Legal hold lifted',
};
const NONE = (
  <Empty title="No requests yet">Open a customer and choose Privacy to export, erase or stop their data.</Empty>
);

const COLUMNS: readonly Column<Request>[] = [
  { header: 'Asked', cell: ({ requested_at }) => <Instant at={requested_at} /> },
  { header: 'Request', cell: ({ kind }) => NAMES[kind] },
  {
    header: 'Customer',
    cell: ({ customer_id }) => (
      <Anchor component={Link} to={`/customers/${customer_id}/privacy`} ff="monospace" size="xs">
        {customer_id.slice(0, 8)}…
      </Anchor>
    ),
  },
  { header: 'By', cell: ({ requested_by }) => requested_by },
  { header: 'Reason', cell: ({ reason, note }) => [reason, note].filter((one) => one !== null).join(' · ') || '–' },
  {
    header: 'Status',
    cell: ({ status }) =>
      status === 'completed' ? <Status word="completed" tone="good" /> : <Status word="in progress" tone="warn" />,
  },
  { header: 'Completed', cell: ({ completed_at }) => (completed_at === null ? '–' : <Instant at={completed_at} />) },
];

export function PrivacyRequestsPage() {
  const { kind } = useSearch({ from: '/frame/settings/privacy' });
  const navigate = useNavigate();
  const requests = useInfiniteQuery(pages('listPrivacyRequests', { query: kind === undefined ? {} : { kind } }));
  return (
    <SettingsPage title="Privacy requests" part="privacy">
      <Select
        label="Request"
        placeholder="All"
        clearable
        w={240}
        data={PRIVACY_KINDS.map((value) => ({ value, label: NAMES[value] }))}
        value={kind ?? null}
        onChange={(value) => {
          const found = PRIVACY_KINDS.find((one) => one === value);
          navigate({ to: '/settings/privacy', search: found === undefined ? {} : { kind: found }, replace: true });
        }}
      />
      <PagedRows label="Privacy requests" query={requests} columns={COLUMNS} rowKey={({ id }) => id} empty={NONE} />
    </SettingsPage>
  );
}
