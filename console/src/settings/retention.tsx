// What was kept long enough and would be dropped tonight, by kind. For how long each is kept is a setting of the server.
import type { Schemas } from '@laurel/sdk';
import { useQuery } from '@tanstack/react-query';
import { read } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Shown } from '../parts/states.tsx';
import { SettingsPage } from './settings-page.tsx';

type Kept = Schemas['Retention']['items'][number];

const NAMES: Readonly<Record<Kept['kind'], string>> = {
  exports: 'Files of exports',
  message_bodies: 'Bodies of messages',
  deliveries: 'Attempts to deliver',
  rejected_facts: 'Events that were refused',
  imports: 'Files and rows of imports',
  events: 'Contexts of events',
};

const COLUMNS: readonly Column<Kept>[] = [
  { header: 'Kind', cell: ({ kind }) => NAMES[kind] },
  { header: 'Older than', cell: ({ before }) => (before === null ? 'kept for ever' : <Instant at={before} />) },
  { header: 'Would be dropped', align: 'right', cell: ({ rows, more }) => `${count(rows)}${more ? ' or more' : ''}` },
];

export function RetentionPage() {
  const retention = useQuery(read('listExpired', {}));
  return (
    <SettingsPage
      title="Retention"
      part="privacy"
      intro="What would be dropped tonight. For how long each kind is kept is set where the server is started."
    >
      <Shown query={retention}>
        {({ items }) => <Rows label="Retention" columns={COLUMNS} rows={items} rowKey={({ kind }) => kind} />}
      </Shown>
    </SettingsPage>
  );
}
