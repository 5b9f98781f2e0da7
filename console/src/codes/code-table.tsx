// The codes of a list by status and batch, as a table and as a file. Only for those who may write: whoever sees a code can claim it.

import type { Schemas } from '@laurel/sdk';
import { Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { pages } from '../api/laurel.ts';
import { ChoiceFilter, Filters } from '../parts/filters.tsx';
import { Instant } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Status } from '../parts/status.tsx';
import type { CodeSearch } from './routes.ts';
import { CODE_STATUSES } from './words.ts';

type Code = Schemas['PromoCode'];
type CodeStatus = Code['status'];
const isCodeStatus = (text: string | undefined): text is CodeStatus => text !== undefined && text in CODE_STATUSES;

export function CodeTable({ list }: { list: string }) {
  const search = useSearch({ from: '/frame/codes/lists/$list' });
  const navigate = useNavigate({ from: '/codes/lists/$list' });
  const filter = (change: CodeSearch) => navigate({ search: { ...search, ...change }, replace: true });
  const query = {
    ...(isCodeStatus(search.status) ? { status: search.status } : {}),
    ...(search.batch === undefined ? {} : { generation: search.batch }),
  };
  const codes = useInfiniteQuery(pages('listPromoCodes', { path: { list }, query }));
  const asked = new URLSearchParams(query).toString();
  return (
    <Stack gap="xs">
      <Group justify="space-between" align="flex-end">
        <Title order={2}>Codes</Title>
        <Anchor size="sm" href={`/v1/promo-lists/${encodeURIComponent(list)}/codes.csv?${asked}`} download>
          Export as CSV
        </Anchor>
      </Group>
      <Filters>
        <ChoiceFilter
          label="Status"
          value={search.status}
          choices={Object.entries(CODE_STATUSES).map(([value, { word }]) => ({ value, label: word }))}
          onChange={(status) => filter({ status })}
        />
        {search.batch === undefined ? null : (
          <Button variant="default" onClick={() => filter({ batch: undefined })}>
            Show codes of all batches
          </Button>
        )}
      </Filters>
      <PagedRows
        label="Codes"
        query={codes}
        rowKey={({ code }) => code}
        columns={COLUMNS}
        empty={<Text c="dimmed">No code matches.</Text>}
      />
    </Stack>
  );
}

const COLUMNS: readonly Column<Code>[] = [
  { header: 'Status', cell: ({ status }) => <Status {...CODE_STATUSES[status]} />, width: 130 },
  { header: 'Code', cell: ({ code }) => <TextLink to={`/codes/find/${encodeURIComponent(code)}`}>{code}</TextLink> },
  {
    header: 'Customer',
    cell: ({ customer_id: id }) => (id === null ? '–' : <TextLink to={`/customers/${id}`}>{id.slice(0, 8)}…</TextLink>),
  },
  { header: 'Changed', cell: ({ changed_at }) => <Instant at={changed_at} /> },
  { header: 'Reason', cell: ({ reason }) => reason ?? '–' },
];
