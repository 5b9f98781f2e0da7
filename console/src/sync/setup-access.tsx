// Address and key of a connection: which parts are set and where, and new ones in their place. Nothing of them is ever shown.
import { Alert, Group, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { read, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { type FactPair, Facts } from '../parts/facts.tsx';
import { Instant } from '../parts/instant.tsx';
import { SecretField } from '../settings/provider-access.tsx';
import { sourceInWords } from '../settings/provider-words.ts';
import { Section } from '../settings/section.tsx';
import type { Connection } from './words.ts';

const REFRESHES = ['getSyncConnection', 'listSyncConnections', 'getSyncStatus'] as const;

/** `isNext`: it is what has to be done now. */
export function SetupAccess({ connection, isNext }: { connection: Connection; isNext: boolean }) {
  const [asked, setAsked] = useState<'none' | 'set' | 'remove'>('none');
  const close = (): void => setAsked('none');
  const refused = useReason('admin');
  const { access } = connection;
  const isStored = [access.url, access.key, access.secrets].includes('store');
  const hasSecret = access.secrets !== null || access.missing.includes('secret');
  const parts: readonly FactPair[] = [
    { name: 'Address', value: sourceInWords(access.url) },
    { name: 'Key', value: sourceInWords(access.key) },
    ...(hasSecret ? [{ name: 'Secret', value: sourceInWords(access.secrets) }] : []),
  ];
  return (
    <Section
      title="1 Address and key"
      intro={
        access.updated_at === null ? (
          'They can be set, and are never shown.'
        ) : (
          <>
            Last set by {access.updated_by} <Instant at={access.updated_at} />
          </>
        )
      }
      action={
        <Group gap="xs">
          <ReasonedButton
            variant="default"
            reason={refused ?? (isStored ? null : 'Nothing is set here.')}
            onClick={() => setAsked('remove')}
          >
            Forget access
          </ReasonedButton>
          <ReasonedButton variant={isNext ? 'filled' : 'default'} reason={refused} onClick={() => setAsked('set')}>
            Set access
          </ReasonedButton>
        </Group>
      }
    >
      {access.readable ? null : (
        <Alert color="red" variant="light">
          What is stored was sealed under another key and cannot be read. Set it again, or give the old
          LAUREL_SECRET_KEY.
        </Alert>
      )}
      <Facts facts={parts} />
      {asked === 'set' ? <SetAccess connection={connection} onClose={close} /> : null}
      {asked === 'remove' ? <ForgetAccess connection={connection} onClose={close} /> : null}
    </Section>
  );
}

type DialogProps = { readonly connection: Connection; readonly onClose: () => void };

function SetAccess({ connection: { connection, connector, title }, onClose }: DialogProps) {
  const connectors = useQuery(read('listSyncConnectors', {}));
  const [url, setUrl] = useState('');
  const [key, setKey] = useState('');
  const [secret, setSecret] = useState('');
  const kind = connectors.data?.items.find((one) => one.connector === connector);
  const set = useChange('setSyncAccess', {
    refreshes: REFRESHES,
    onDone: () => {
      notifications.show({ message: 'Set. Check the connection next.' });
      onClose();
    },
  });
  const { byField, rest } = faultsOf(set.error, {});
  const body = {
    ...(url.trim() === '' ? {} : { url: url.trim() }),
    ...(key === '' ? {} : { key }),
    ...(secret === '' ? {} : { secrets: [secret] }),
  };
  return (
    <FormDialog
      title={`Set access to ${title}`}
      verb="Set access"
      isOpen
      isBusy={set.isPending}
      error={rest}
      reason={Object.keys(body).length === 0 ? 'Fill in what is to change.' : null}
      onClose={onClose}
      onSubmit={() => set.mutate({ path: { connection }, body })}
    >
      <Text size="sm">What is left empty stays as it is. Nothing that is set here is ever shown again.</Text>
      <TextInput
        label="Address"
        placeholder={kind?.default_url ?? 'https://…'}
        data-autofocus
        autoComplete="off"
        value={url}
        error={byField.url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <SecretField label="Key" value={key} error={byField.key} onChange={setKey} />
      {kind?.needs.includes('secret') === true ? (
        <SecretField label="Secret" value={secret} error={byField.secrets} onChange={setSecret} />
      ) : null}
    </FormDialog>
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
