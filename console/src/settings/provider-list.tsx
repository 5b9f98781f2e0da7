// Providers: where messages go, whether that works, what waits.
import type { Schemas } from '@laurel/sdk';
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { accessInWords, PROVIDER_STATES, waiting } from './provider-words.ts';
import { SettingsPage } from './settings-page.tsx';

type Provider = Schemas['Provider'];

const NONE = (
  <Empty title="The programme has no providers">
    Providers are part of the programme: name one there, publish, and set its address and key here.
  </Empty>
);

const COLUMNS: readonly Column<Provider>[] = [
  {
    header: 'Provider',
    cell: ({ provider, title }) => (
      <Anchor component={Link} inherit to={`/settings/providers/${provider}`}>
        {title}
      </Anchor>
    ),
  },
  { header: 'Connector', cell: ({ connector }) => connector },
  { header: 'State', cell: ({ state }) => <Status {...PROVIDER_STATES[state]} /> },
  { header: 'Set', cell: ({ access }) => accessInWords(access) },
  { header: 'Due', align: 'right', cell: ({ lanes }) => count(waiting(lanes).ready) },
  { header: 'Later', align: 'right', cell: ({ lanes }) => count(waiting(lanes).later) },
  { header: 'Dead', align: 'right', cell: ({ dead }) => count(dead) },
];

export function ProviderListPage() {
  const providers = useQuery(read('listProviders', {}));
  return (
    <SettingsPage
      title="Providers"
      part="connections"
      intro="Addresses, keys and secrets can be set, and are never shown."
    >
      <Shown query={providers}>
        {({ items }) =>
          items.length === 0 ? (
            NONE
          ) : (
            <Rows label="Providers" columns={COLUMNS} rows={items} rowKey={({ provider }) => provider} />
          )
        }
      </Shown>
    </SettingsPage>
  );
}
