// The newest notes beside the activity log, and a new one. Changing, removing and the history are on the tab of their own.
import { Anchor, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../api/laurel.ts';
import { Instant } from '../parts/instant.tsx';
import { Shown } from '../parts/states.tsx';
import { AddNote } from './note-form.tsx';

const SHOWN = 3;

export function NotesWidget({ customer }: { customer: string }) {
  const query = useQuery(read('listNotes', { path: { customer }, query: { limit: SHOWN } }));
  return (
    <Stack gap="sm" component="section" aria-label="Notes">
      <Title order={2}>Notes</Title>
      <AddNote customer={customer} />
      <Shown query={query} rows={2}>
        {({ items, next }) => (
          <>
            {items.map(({ id, text, author, created_at: at }) => (
              <div key={id}>
                <Text size="sm" lineClamp={4} style={{ overflowWrap: 'anywhere' }}>
                  {text}
                </Text>
                <Text size="xs" c="dimmed">
                  {author} · <Instant at={at} />
                </Text>
              </div>
            ))}
            {items.length === 0 ? null : (
              <Anchor component={Link} to={`/customers/${customer}/notes`} size="sm">
                {next === null ? 'Change notes' : 'All notes'}
              </Anchor>
            )}
          </>
        )}
      </Shown>
    </Stack>
  );
}
