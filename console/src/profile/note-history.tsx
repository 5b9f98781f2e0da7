// What a note said from when to when, and who wrote it.
import { Drawer, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { read } from '../api/laurel.ts';
import { Instant } from '../parts/instant.tsx';
import { Shown } from '../parts/states.tsx';

type NoteHistoryProps = { readonly customer: string; readonly note: string | null; readonly onClose: () => void };

export function NoteHistory({ customer, note, onClose }: NoteHistoryProps) {
  return (
    <Drawer
      opened={note !== null}
      onClose={onClose}
      title="History of the note"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {note === null ? null : <Revisions customer={customer} note={note} />}
    </Drawer>
  );
}

function Revisions({ customer, note }: { customer: string; note: string }) {
  const query = useQuery(read('getNoteHistory', { path: { customer, note }, query: { limit: 100 } }));
  return (
    <Shown query={query}>
      {({ items }) => (
        <Stack component="ol" p={0} m={0} style={{ listStyle: 'none' }}>
          {items.map(({ decision_id: id, action, text, reason, at, actor }) => (
            <li key={id}>
              <Text size="sm" c="dimmed">
                {action} by {actor.name} · <Instant at={at} />
                {reason === null ? '' : ` · ${reason}`}
              </Text>
              {text === null ? null : <Text style={{ overflowWrap: 'anywhere' }}>{text}</Text>}
            </li>
          ))}
        </Stack>
      )}
    </Shown>
  );
}
