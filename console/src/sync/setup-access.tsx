// Address and key of a connection: which parts are set and where, and new ones in their place. Nothing of them is ever shown.
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read, useChange } from '../api/laurel.ts';
import { ConfirmDialog } from '../parts/dialog.tsx';
import { type FactPair, Facts } from '../parts/facts.tsx';
import { AccessSection, SecretField, SetAccessDialog } from '../settings/access-section.tsx';
import { sourceInWords } from '../settings/provider-words.ts';
import type { Connection } from './words.ts';

const REFRESHES = ['getSyncConnection', 'listSyncConnections', 'getSyncStatus'] as const;

/** `isNext`: it is what has to be done now. */
export function SetupAccess({ connection, isNext }: { connection: Connection; isNext: boolean }) {
  const { access } = connection;
  const hasSecret = access.secrets !== null || access.missing.includes('secret');
  const parts: readonly FactPair[] = [
    { name: 'Address', value: sourceInWords(access.url) },
    { name: 'Key', value: sourceInWords(access.key) },
    ...(hasSecret ? [{ name: 'Secret', value: sourceInWords(access.secrets) }] : []),
  ];
  return (
    <AccessSection
      title="1 Address and key"
      unset="They can be set, and are never shown."
      access={access}
      isNext={isNext}
      setDialog={(close) => <SetAccess connection={connection} onClose={close} />}
      forgetDialog={(close) => <ForgetAccess connection={connection} onClose={close} />}
    >
      <Facts facts={parts} />
    </AccessSection>
  );
}

type DialogProps = { readonly connection: Connection; readonly onClose: () => void };

function SetAccess({ connection: { connection, connector, title }, onClose }: DialogProps) {
  const connectors = useQuery(read('listSyncConnectors', {}));
  const [secret, setSecret] = useState('');
  const kind = connectors.data?.items.find((one) => one.connector === connector);
  const set = useChange('setSyncAccess', {
    refreshes: REFRESHES,
    onDone: () => {
      notifications.show({ message: 'Set. Check the connection next.' });
      onClose();
    },
  });
  return (
    <SetAccessDialog
      of={title}
      placeholder={kind?.default_url ?? 'https://…'}
      isBusy={set.isPending}
      error={set.error}
      secrets={secret === '' ? {} : { secrets: [secret] }}
      onClose={onClose}
      onSubmit={(body) => set.mutate({ path: { connection }, body })}
    >
      {(byField) =>
        kind?.needs.includes('secret') === true ? (
          <SecretField label="Secret" value={secret} error={byField.secrets} onChange={setSecret} />
        ) : null
      }
    </SetAccessDialog>
  );
}

function ForgetAccess({ connection: { connection, title }, onClose }: DialogProps) {
  const remove = useChange('removeSyncAccess', { refreshes: REFRESHES, onDone: onClose });
  return (
    <ConfirmDialog
      title={`Forget the access to ${title}`}
      verb="Forget access"
      isOpen
      isDanger
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate({ path: { connection } })}
    >
      Address and key that are set here are gone; what the environment says stays. Nothing is sent when something is
      missing afterwards; what happens meanwhile waits.
    </ConfirmDialog>
  );
}
