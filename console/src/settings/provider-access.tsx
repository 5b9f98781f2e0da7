// Address, key and secrets of a provider: which are set and where, and new ones in their place. Nothing of them is ever shown.
import type { Schemas } from '@laurel/sdk';
import { Checkbox } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { useChange } from '../api/laurel.ts';
import { ConfirmDialog } from '../parts/dialog.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { AccessSection, SecretField, SetAccessDialog } from './access-section.tsx';
import { sourceInWords } from './provider-words.ts';

type Provider = Schemas['Provider'];
type Part = { readonly name: string; readonly state: string };

const COLUMNS: readonly Column<Part>[] = [
  { header: 'Part', cell: ({ name }) => name, width: 160 },
  { header: 'State', cell: ({ state }) => state },
];
const REFRESHES = ['getProvider', 'listProviders'] as const;

export function ProviderAccess({ provider }: { provider: Provider }) {
  const { access } = provider;
  const secrets = access.secret_count > 1 ? ` (${access.secret_count} of them sign)` : '';
  const parts = [
    { name: 'Address', state: sourceInWords(access.url) },
    { name: 'Key', state: sourceInWords(access.key) },
    { name: 'Signing secrets', state: `${sourceInWords(access.secrets)}${secrets}` },
  ];
  return (
    <AccessSection
      title="Address and secrets"
      access={access}
      setDialog={(close) => <SetAccess provider={provider} onClose={close} />}
      forgetDialog={(close) => <ForgetAccess provider={provider} onClose={close} />}
    >
      <Rows label="Access" columns={COLUMNS} rows={parts} rowKey={({ name }) => name} />
    </AccessSection>
  );
}

type DialogProps = { readonly provider: Provider; readonly onClose: () => void };

function SetAccess({ provider, onClose }: DialogProps) {
  const [secret, setSecret] = useState('');
  const [keepsOld, setKeepsOld] = useState(provider.access.secret_count > 0);
  const set = useChange('setProviderAccess', {
    refreshes: REFRESHES,
    onDone: () => {
      notifications.show({ message: 'Set. It holds for the next message.' });
      onClose();
    },
  });
  const given = secret.trim();
  const secrets = given === '' ? {} : keepsOld ? { add_secret: given } : { secrets: [given] };
  return (
    <SetAccessDialog
      of={provider.title}
      placeholder={provider.connector === 'smtp' ? 'smtps://host:465' : 'https://…'}
      isBusy={set.isPending}
      error={set.error}
      secrets={secrets}
      onClose={onClose}
      onSubmit={(body) => set.mutate({ path: { provider: provider.provider }, body })}
    >
      {(byField) => (
        <>
          <SecretField
            label="Signing secret"
            value={secret}
            error={byField.secrets ?? byField.add_secret}
            onChange={setSecret}
          />
          <Checkbox
            label="Go on signing with the old secrets as well"
            disabled={provider.access.secret_count === 0}
            checked={keepsOld}
            onChange={(event) => setKeepsOld(event.currentTarget.checked)}
          />
        </>
      )}
    </SetAccessDialog>
  );
}

function ForgetAccess({ provider, onClose }: DialogProps) {
  const remove = useChange('removeProviderAccess', { refreshes: REFRESHES, onDone: onClose });
  return (
    <ConfirmDialog
      title={`Forget the access to ${provider.title}`}
      verb="Forget access"
      isOpen
      isDanger
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate({ path: { provider: provider.provider } })}
    >
      Address, key and secrets that are set here are gone; what the environment says stays. Messages are kept in the
      tray when something is missing afterwards.
    </ConfirmDialog>
  );
}
