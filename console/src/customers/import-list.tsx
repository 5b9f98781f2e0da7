// All imports, the newest first, with how far they are.
import { Anchor, Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { pages } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { type Import, KINDS, STATUS } from './import-words.ts';

const LOOK_EVERY_MS = 3_000;

const empty = (
  <Empty title="No imports yet">Bring customers, their points, levels, tags and purchases from another system.</Empty>
);

const columns: readonly Column<Import>[] = [
  {
    header: 'Import',
    cell: ({ id, kind, dry_run }) => (
      <Anchor component={Link} to={`/customers/imports/${id}`} size="sm">
        {KINDS.find(({ value }) => value === kind)?.label ?? kind}
        {dry_run ? ' (dry run)' : ''}
      </Anchor>
    ),
  },
  { header: 'Source', cell: ({ source }) => source },
  { header: 'Status', cell: ({ status }) => <Status {...STATUS[status]} /> },
  {
    header: 'Rows',
    align: 'right',
    cell: ({ done, total }) => (total === null ? count(done) : `${count(done)} of ${count(total)}`),
  },
  { header: 'Rejected', align: 'right', cell: ({ rejected }) => count(rejected) },
  { header: 'Started', cell: ({ started_at: at }) => <Instant at={at} /> },
];

export function ImportList() {
  const imports = useInfiniteQuery({ ...pages('listImports', {}), refetchInterval: LOOK_EVERY_MS });
  return (
    <Page
      title="Imports"
      back={{ to: '/customers', label: 'Customers' }}
      action={
        <Button component={Link} to="/customers/imports/new">
          New import
        </Button>
      }
    >
      <PagedRows label="Imports" query={imports} columns={columns} rowKey={({ id }) => id} empty={empty} />
    </Page>
  );
}
