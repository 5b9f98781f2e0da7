// What a plan changes, for people to read: what, before, after, and for how many customers.
import type { ResultOf } from '@laurel/sdk';
import { Text } from '@mantine/core';
import { count } from '../parts/figures.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Status } from '../parts/status.tsx';
import type { Definition } from './definition.ts';
import { pathWords } from './draft-words.ts';

export type PlanChange = ResultOf<'applyProgramme'>['changes'][number];

const KINDS = {
  add: { word: 'Added', tone: 'good' },
  change: { word: 'Changed', tone: 'warn' },
  remove: { word: 'Removed', tone: 'bad' },
} as const;

export function KindOfChange({ kind }: { kind: PlanChange['kind'] }) {
  return <Status {...KINDS[kind]} />;
}

type ChangeTableProps = {
  readonly label: string;
  readonly changes: readonly PlanChange[];
  /** Where titles are looked up. */
  readonly document: Definition;
};

export function ChangeTable({ label, changes, document }: ChangeTableProps) {
  const columns: readonly Column<PlanChange>[] = [
    { header: 'Change', width: 110, cell: ({ kind }) => <KindOfChange kind={kind} /> },
    { header: 'What', cell: ({ path }) => <Place {...pathWords(document, path)} /> },
    { header: 'Before', cell: ({ before }) => <Value text={before} /> },
    { header: 'After', cell: ({ after }) => <Value text={after} /> },
    {
      header: 'Customers',
      align: 'right',
      width: 110,
      cell: ({ customers }) => (customers === null ? '–' : count(customers)),
    },
  ];
  return <Rows label={label} columns={columns} rows={changes} rowKey={({ path }) => path} />;
}

function Place({ entry, part }: { entry: string; part: string }) {
  return (
    <>
      <Text size="sm">{entry}</Text>
      {part === '' ? null : (
        <Text size="xs" c="dimmed">
          {part}
        </Text>
      )}
    </>
  );
}

function Value({ text }: { text: string | null }) {
  if (text === null || text === '') return <Text c="dimmed">–</Text>;
  return (
    <Text size="sm" maw={360} style={{ overflowWrap: 'anywhere' }}>
      {text.replace(/^"(.*)"$/, '$1')}
    </Text>
  );
}
