// Sessions of a user: since when, from where, with which browser.
import type { Schemas } from '@laurel/sdk';
import { Alert, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { sentenceOf } from '../api/laurel.ts';
import { Instant } from '../parts/instant.tsx';
import { type Column, Rows } from '../parts/rows.tsx';

type Session = Schemas['Session'];

const COLUMNS: readonly Column<Session>[] = [
  { header: 'Since', cell: ({ created_at }) => <Instant at={created_at} /> },
  { header: 'Address', cell: ({ ip_address }) => ip_address ?? 'unknown' },
  { header: 'Browser', cell: ({ user_agent }) => browserInWords(user_agent) },
  { header: 'Ends, if unused,', cell: ({ expires_at }) => <Instant at={expires_at} /> },
];

type SessionRowsProps = {
  readonly sessions: readonly Session[];
  readonly error: unknown;
  readonly action?: (session: Session) => ReactNode;
};

export function SessionRows({ sessions, error, action }: SessionRowsProps) {
  if (sessions.length === 0) return <Text size="sm">Nowhere.</Text>;
  const columns: readonly Column<Session>[] =
    action === undefined
      ? COLUMNS
      : [...COLUMNS, { header: 'Actions', isHeaderHidden: true, align: 'right', cell: action }];
  return (
    <>
      <Rows label="Sessions" columns={columns} rows={sessions} rowKey={({ id }) => id} />
      {error === null ? null : (
        <Alert color="red" variant="light" role="alert">
          {sentenceOf(error)}
        </Alert>
      )}
    </>
  );
}

/** The name that people know: `Chrome on Windows`. Orders matter: browsers name their ancestors as well. */
function browserInWords(agent: string | null): string {
  if (agent === null || agent === '') return 'unknown';
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].find((name) => agent.includes(name));
  const system = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac OS', 'Linux'].find((name) => agent.includes(name));
  if (browser === undefined) return agent.slice(0, 40);
  const known = browser === 'Edg' ? 'Edge' : browser === 'OPR' ? 'Opera' : browser;
  return system === undefined ? known : `${known} on ${system}`;
}
