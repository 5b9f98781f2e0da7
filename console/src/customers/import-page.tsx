// One import: how far it is, what became of its rows, and which could not be taken.
import { Alert, Button, Group, Progress, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { laurel, pages, read, useChange } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { Page } from '../parts/page.tsx';
import { PagedRows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { type Import, KINDS, STATUS } from './import-words.ts';

const LOOK_EVERY_MS = 1_000;

export function ImportPage() {
  const { import: id } = useParams({ from: '/frame/customers/imports/$import' });
  const found = useQuery({
    ...read('getImport', { path: { import: id } }),
    refetchInterval: ({ state }) => (isOver(state.data) ? false : LOOK_EVERY_MS),
  });
  return (
    <Shown query={found}>
      {(one) => (
        <Page title={titleOf(one)} back={{ to: '/customers/imports', label: 'Imports' }} action={<Next of={one} />}>
          <Stack maw={960}>
            <Progress value={percentOf(one)} aria-label="Progress" />
            <Group justify="space-between">
              <Text size="sm" role="status">
                {count(one.done)} {one.total === null ? '' : `of ${count(one.total)} `}rows
              </Text>
              <Status {...STATUS[one.status]} />
            </Group>
            {one.error === null ? null : (
              <Alert color="red" variant="light" role="alert">
                {one.error}
              </Alert>
            )}
            <Counts of={one} />
            {one.rejected === 0 ? null : <Rejected id={id} rejected={one.rejected} />}
          </Stack>
        </Page>
      )}
    </Shown>
  );
}

function isOver(one: Import | undefined): boolean {
  return one !== undefined && one.status !== 'waiting' && one.status !== 'running';
}

function titleOf({ kind, source, dry_run: isDryRun }: Import): string {
  const label = KINDS.find(({ value }) => value === kind)?.label ?? kind;
  return `${isDryRun ? 'Dry run' : 'Import'}: ${label}, ${source}`;
}

function percentOf({ status, done, total }: Import): number {
  if (status === 'done') return 100;
  return total === null || total === 0 ? 0 : Math.min(100, (done / total) * 100);
}

function Next({ of: one }: { of: Import }) {
  const stop = useChange('cancelImport', { refreshes: ['getImport', 'listImports'] });
  if (!isOver(one)) {
    return (
      <Button variant="default" loading={stop.isPending} onClick={() => stop.mutate({ path: { import: one.id } })}>
        Stop
      </Button>
    );
  }
  return (
    <Button component={Link} to="/customers/imports/new">
      {one.dry_run ? 'Import the file' : 'New import'}
    </Button>
  );
}

function Counts({ of: { dry_run: isDryRun, created, changed, unchanged, rejected } }: { of: Import }) {
  const would = isDryRun ? 'Would be ' : '';
  const figures = [
    [`${would}created`, created],
    [`${would}changed`, changed],
    ['Known already', unchanged],
    ['Rejected', rejected],
  ] as const;
  return (
    <SimpleGrid cols={4}>
      {figures.map(([label, value]) => (
        <Stack key={label} gap={0}>
          <Text size="sm" c="dimmed">
            {label.charAt(0).toUpperCase() + label.slice(1)}
          </Text>
          <Text fz={22} fw={600}>
            {count(value)}
          </Text>
        </Stack>
      ))}
    </SimpleGrid>
  );
}

/** More than that are looked into on the machine itself, where the file with all of them lies. */
const DOWNLOADED_MAX = 50_000;

async function download(id: string): Promise<void> {
  const lines = ['row,line,column,code,expected'];
  for await (const { row, line, column, code, expected } of laurel.each('listRejectedRows', { path: { import: id } })) {
    lines.push([row, line, quoted(column), code, quoted(expected)].join(','));
    if (lines.length > DOWNLOADED_MAX) break;
  }
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([lines.join('\n')], { type: 'text/csv' }));
  link.download = `rejected-${id}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

function Rejected({ id, rejected }: { id: string; rejected: number }) {
  const rows = useInfiniteQuery(pages('listRejectedRows', { path: { import: id } }));
  return (
    <Stack gap="xs" component="section" aria-label="Rejected rows">
      <Title order={2}>
        {rejected === 1 ? '1 row could not be taken' : `${count(rejected)} rows could not be taken`}
      </Title>
      <div>
        <Button size="xs" variant="default" onClick={() => download(id)}>
          Download as CSV
        </Button>
      </div>
      <PagedRows
        label="Rejected rows"
        query={rows}
        columns={[
          { header: 'Row', align: 'right', width: 80, cell: ({ row }) => count(row) },
          { header: 'Line', align: 'right', width: 80, cell: ({ line }) => count(line) },
          { header: 'Column', cell: ({ column }) => column },
          { header: 'Expected', cell: ({ expected }) => expected },
        ]}
        rowKey={({ row }) => String(row)}
        empty={<Empty title="None" />}
      />
    </Stack>
  );
}
