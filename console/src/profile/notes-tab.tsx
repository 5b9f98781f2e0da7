// All notes of a customer: a new one, changed and removed with a reason, and the history of each with who wrote what.

import type { Schemas } from '@laurel/sdk';
import { Button, Group, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { pages } from '../api/laurel.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { useCareReason } from './care.ts';
import { EditNote, RemoveNote } from './note-dialogs.tsx';
import { AddNote } from './note-form.tsx';
import { NoteHistory } from './note-history.tsx';

type Note = Schemas['Note'];
type Asked = { readonly kind: 'edit' | 'remove' | 'history'; readonly note: Note } | null;

const FROM = '/frame/customers/$customer/notes';
const NOTHING = <Empty title="No notes">Write down what the next person who cares should know.</Empty>;

export function NotesTab() {
  const { customer } = useParams({ from: FROM });
  const notes = useInfiniteQuery(pages('listNotes', { path: { customer }, query: {} }));
  const [asked, ask] = useState<Asked>(null);
  const refused = useCareReason(customer, 'customers:write');
  const close = (): void => ask(null);
  return (
    <Stack>
      <Stack maw={560}>
        <AddNote customer={customer} />
      </Stack>
      <PagedRows
        label="Notes"
        columns={columnsOf(refused, ask)}
        query={notes}
        rowKey={({ id }) => id}
        empty={NOTHING}
      />
      {asked?.kind === 'edit' ? <EditNote customer={customer} note={asked.note} onClose={close} /> : null}
      {asked?.kind === 'remove' ? <RemoveNote customer={customer} note={asked.note} onClose={close} /> : null}
      <NoteHistory customer={customer} note={asked?.kind === 'history' ? asked.note.id : null} onClose={close} />
    </Stack>
  );
}

function columnsOf(refused: string | null, ask: (asked: Asked) => void): readonly Column<Note>[] {
  return [
    { header: 'Note', cell: ({ text }) => <span style={{ overflowWrap: 'anywhere' }}>{text}</span> },
    { header: 'Reason', cell: ({ reason }) => reason ?? '–' },
    { header: 'Added by', cell: ({ author }) => author },
    { header: 'Added', cell: ({ created_at: at }) => <Instant at={at} /> },
    {
      header: 'Changed',
      cell: ({ edits, updated_at: at, updated_by: by }) =>
        edits === 0 ? (
          '–'
        ) : (
          <>
            <Instant at={at} /> by {by}
          </>
        ),
    },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (note) => <NoteActions refused={refused} onAsk={(kind) => ask({ kind, note })} />,
    },
  ];
}

type NoteActionsProps = {
  readonly refused: string | null;
  readonly onAsk: (kind: 'edit' | 'remove' | 'history') => void;
};

function NoteActions({ refused, onAsk }: NoteActionsProps) {
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <ReasonedButton reason={refused} variant="subtle" size="compact-sm" onClick={() => onAsk('edit')}>
        Edit
      </ReasonedButton>
      <ReasonedButton reason={refused} variant="subtle" size="compact-sm" onClick={() => onAsk('remove')}>
        Remove
      </ReasonedButton>
      <Button variant="subtle" size="compact-sm" onClick={() => onAsk('history')}>
        History
      </Button>
    </Group>
  );
}
