// Connections to customer-data platforms: which there are, whether they run, and adding one.
import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { instantOr } from '../parts/instant.tsx';
import { TextLink } from '../parts/link.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { SettingsPage } from '../settings/settings-page.tsx';
import { CONNECTION_STATES, type Connection } from './words.ts';

const NONE = (
  <Empty title="No customer-data platform is connected">
    Add a connection, or start the server with LAUREL_PROVIDER_INFOBIP_URL and LAUREL_PROVIDER_INFOBIP_KEY.
  </Empty>
);

const COLUMNS: readonly Column<Connection>[] = [
  {
    header: 'Connection',
    cell: ({ connection, status }) => (
      <TextLink to={`/settings/sync/${connection}/${status === 'new' ? 'setup' : 'status'}`}>{connection}</TextLink>
    ),
  },
  { header: 'Platform', cell: ({ title }) => title },
  { header: 'State', cell: ({ status }) => <Status {...CONNECTION_STATES[status]} /> },
  { header: 'Why', cell: ({ pause }) => pause?.reason ?? '–' },
  { header: 'Set up', cell: ({ set_up_at }) => instantOr(set_up_at, 'not yet') },
  { header: 'First sent', cell: ({ first_sent_at }) => instantOr(first_sent_at, 'not yet') },
];

export function ConnectionListPage() {
  const connections = useQuery(read('listSyncConnections', {}));
  const [isAdding, setAdding] = useState(false);
  const reason = useReason('sync:write');
  return (
    <SettingsPage
      title="Customer-data platform"
      part="connections"
      intro="Members who opted in are kept in step with it, with their events and the Loyalty tag."
      action={
        <ReasonedButton reason={reason} onClick={() => setAdding(true)}>
          Add connection
        </ReasonedButton>
      }
    >
      <Shown query={connections}>
        {({ items }) =>
          items.length === 0 ? (
            NONE
          ) : (
            <Rows label="Connections" columns={COLUMNS} rows={items} rowKey={({ connection }) => connection} />
          )
        }
      </Shown>
      {isAdding ? <AddConnection onClose={() => setAdding(false)} /> : null}
    </SettingsPage>
  );
}

function AddConnection({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const connectors = useQuery(read('listSyncConnectors', {}));
  const [typed, setTyped] = useState<string | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const items = connectors.data?.items ?? [];
  const connector = items.find((one) => one.connector === chosen) ?? items[0];
  const name = typed ?? connector?.connector ?? '';
  const save = useChange('putSyncConnection', {
    refreshes: ['listSyncConnections'],
    onDone: ({ connection }) => navigate({ to: '/settings/sync/$connection/setup', params: { connection } }),
  });
  const { byField, rest } = faultsOf(save.error, {});
  return (
    <FormDialog
      title="Add connection"
      verb="Add connection"
      isOpen
      isBusy={save.isPending}
      error={rest ?? connectors.error}
      reason={name === '' ? 'Name the connection first.' : null}
      onClose={onClose}
      onSubmit={() => {
        if (connector !== undefined)
          save.mutate({ path: { connection: name }, body: { connector: connector.connector } });
      }}
    >
      <NativeSelect
        label="Platform"
        data={items.map((one) => ({ value: one.connector, label: one.title }))}
        value={connector?.connector ?? ''}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
      <TextInput
        label="Name"
        description="Small letters, digits, _ and -. It stands in addresses and settings, and stays."
        value={name}
        error={byField.connection}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
