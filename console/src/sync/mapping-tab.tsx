// All that a platform is told of a member, and where each goes there; changed field by field in a dialog.
import type { Schemas } from '@laurel/sdk';
import { Box, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { FieldDialog } from './field-dialog.tsx';
import { targetInWords } from './mapping-words.ts';
import { transformInWords } from './transforms.ts';

export type FieldMapping = Schemas['SyncFieldMapping'];

const COLUMNS: readonly Column<FieldMapping>[] = [
  {
    header: 'Field',
    width: '34%',
    cell: ({ title, about }) => (
      <Box py={4}>
        {title}
        <Text size="xs" c="dimmed">
          {about}
        </Text>
      </Box>
    ),
  },
  {
    header: 'Goes to',
    cell: (mapped) => (
      <>
        {targetInWords(mapped)}
        {mapped.kind === 'standard' ? (
          <Text size="xs" c="dimmed">
            the platform’s own
          </Text>
        ) : null}
      </>
    ),
  },
  { header: 'Type', cell: ({ type }) => type },
  { header: 'Sent', cell: ({ enabled }) => <Status {...(enabled ? SENT : KEPT)} /> },
  { header: 'What is done to it', cell: ({ transforms }) => transforms.map(transformInWords).join(', ') || '–' },
  { header: 'Differs', cell: ({ changed }) => (changed ? <Status word="changed" tone="warn" /> : '–') },
];
const SENT = { word: 'sent', tone: 'good' } as const;
const KEPT = { word: 'not sent', tone: 'quiet' } as const;

export function MappingTab() {
  const { connection } = useParams({ from: '/frame/settings/sync/$connection/mapping' });
  const query = useQuery(read('getSyncMapping', { path: { connection } }));
  const [edited, setEdited] = useState<FieldMapping | null>(null);
  return (
    <Shown query={query}>
      {({ items }) => (
        <>
          <Text size="sm" c="dimmed" maw={720} role="status">
            {`${count(items.filter(({ enabled }) => enabled).length)} of ${count(items.length)} fields are sent.`} A
            change makes on the platform what it needs; members have it with their next change, or a backfill.
          </Text>
          <Rows
            label="Mapping"
            columns={[...COLUMNS, editColumn(setEdited)]}
            rows={items}
            rowKey={({ field }) => field}
          />
          {edited === null ? null : (
            <FieldDialog key={edited.field} connection={connection} mapped={edited} onClose={() => setEdited(null)} />
          )}
        </>
      )}
    </Shown>
  );
}

function editColumn(onEdit: (mapped: FieldMapping) => void): Column<FieldMapping> {
  return {
    header: 'Actions',
    isHeaderHidden: true,
    align: 'right',
    cell: (mapped) => <EditButton mapped={mapped} onEdit={onEdit} />,
  };
}

function EditButton({ mapped, onEdit }: { mapped: FieldMapping; onEdit: (mapped: FieldMapping) => void }) {
  const reason = useReason('sync:write');
  return (
    <ReasonedButton
      size="compact-sm"
      variant="default"
      reason={reason}
      label={`Edit ${mapped.title}`}
      onClick={() => onEdit(mapped)}
    >
      Edit
    </ReasonedButton>
  );
}
