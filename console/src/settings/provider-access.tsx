// Address, key and secrets of a provider: which are set and where, and new ones in their place. Nothing of them is ever shown.
import type { Schemas } from '@laurel/sdk';
import { Alert, Checkbox, Group, PasswordInput, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { sourceInWords } from './provider-words.ts';
import { Section } from './section.tsx';

type Provider = Schemas['Provider'];
type Part = { readonly name: string; readonly state: string };

const COLUMNS: readonly Column<Part>[] = [
  { header: 'Part', cell: ({ name }) => name, width: 160 },
  { header: 'State', cell: ({ state }) => state },
];
const REFRESHES = ['getProvider', 'listProviders'] as const;

export function ProviderAccess({ provider }: { provider: Provider }) {
  const [asked, setAsked] = useState<'none' | 'set' | 'remove'>('none');
  const close = (): void => setAsked('none');
  const refused = useReason('admin');
  const { access } = provider;
  const isStored = [access.url, access.key, access.secrets].includes('store');
  const secrets = access.secret_count > 1 ? ` (${access.secret_count} of them sign)` : '';
  const parts = [
    { name: 'Address', state: sourceInWords(access.url) },
    { name: 'Key', state: sourceInWords(access.key) },
    { name: 'Signing secrets', state: `${sourceInWords(access.secrets)}${secrets}` },
  ];
  return (
    <Section
      title="Address and secrets"
      intro={
        access.updated_at === null ? undefined : (
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
          <ReasonedButton variant="default" reason={refused} onClick={() => setAsked('set')}>
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
      <Rows label="Access" columns={COLUMNS} rows={parts} rowKey={({ name }) => name} />
      {asked === 'set' ? <SetAccess provider={provider} onClose={close} /> : null}
      {asked === 'remove' ? <ForgetAccess provider={provider} onClose={close} /> : null}
    </Section>
  );
}

type DialogProps = { readonly provider: Provider; readonly onClose: () => void };

function SetAccess({ provider, onClose }: DialogProps) {
  const [url, setUrl] = useState('');
  const [key, setKey] = useState('');
  const [secret, setSecret] = useState('');
  const [keepsOld, setKeepsOld] = useState(provider.access.secret_count > 0);
  const set = useChange('setProviderAccess', {
    refreshes: REFRESHES,
    onDone: () => {
      notifications.show({ message: 'Set. It holds for the next message.' });
      onClose();
    },
  });
  const { byField, rest } = faultsOf(set.error, {});
  const given = secret.trim();
  const secrets = given === '' ? {} : keepsOld ? { add_secret: given } : { secrets: [given] };
  const body = { ...(url.trim() === '' ? {} : { url: url.trim() }), ...(key === '' ? {} : { key }), ...secrets };
  return (
    <FormDialog
      title={`Set access to ${provider.title}`}
      verb="Set access"
      isOpen
      isBusy={set.isPending}
      error={rest}
      reason={Object.keys(body).length === 0 ? 'Fill in what is to change.' : null}
      onClose={onClose}
      onSubmit={() => set.mutate({ path: { provider: provider.provider }, body })}
    >
      <Text size="sm">What is left empty stays as it is. Nothing that is set here is ever shown again.</Text>
      <TextInput
        label="Address"
        placeholder={provider.connector === 'smtp' ? 'smtps://host:465' : 'https://…'}
        data-autofocus
        autoComplete="off"
        value={url}
        error={byField.url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <SecretField label="Key" value={key} error={byField.key} onChange={setKey} />
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
    </FormDialog>
  );
}

type SecretFieldProps = {
  readonly label: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
};

export function SecretField({ label, value, error, onChange }: SecretFieldProps) {
  return (
    <PasswordInput
      label={label}
      autoComplete="off"
      visibilityToggleButtonProps={{ 'aria-label': `Show or hide the ${label.toLowerCase()}` }}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
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
