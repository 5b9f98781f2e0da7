// The access to something outside, a provider or a platform: which parts are set and where, the ways to set and to forget
// them, and the form of address and key. Nothing of them is ever shown.
import type { Schemas } from '@laurel/sdk';
import { Alert, Group, PasswordInput, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { faultsOf } from '../access/form-faults.ts';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { Section } from './section.tsx';

type Access = Pick<Schemas['Provider']['access'], 'url' | 'key' | 'secrets' | 'readable' | 'updated_at' | 'updated_by'>;

type SectionProps = {
  readonly title: string;
  /** As long as nobody has set anything here. */
  readonly unset?: string;
  readonly access: Access;
  /** It is what has to be done now. */
  readonly isNext?: boolean;
  readonly setDialog: (close: () => void) => ReactNode;
  readonly forgetDialog: (close: () => void) => ReactNode;
  readonly children: ReactNode;
};

export function AccessSection({
  title,
  unset,
  access,
  isNext = false,
  setDialog,
  forgetDialog,
  children,
}: SectionProps) {
  const [asked, setAsked] = useState<'none' | 'set' | 'remove'>('none');
  const close = (): void => setAsked('none');
  const refused = useReason('admin');
  const isStored = [access.url, access.key, access.secrets].includes('store');
  return (
    <Section
      title={title}
      intro={
        access.updated_at === null ? (
          unset
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
      {children}
      {asked === 'set' ? setDialog(close) : null}
      {asked === 'remove' ? forgetDialog(close) : null}
    </Section>
  );
}

type DialogProps<Secrets extends object> = {
  /** Whose access. */
  readonly of: string;
  readonly placeholder: string;
  readonly isBusy: boolean;
  readonly error: Error | null;
  /** What is given beside address and key; empty when nothing is. */
  readonly secrets: Secrets;
  readonly onClose: () => void;
  readonly onSubmit: (given: { readonly url?: string; readonly key?: string } & Secrets) => void;
  /** The fields of the secrets, with what is wrong in them. */
  readonly children: (byField: { readonly [field: string]: string }) => ReactNode;
};

export function SetAccessDialog<Secrets extends object>({
  of,
  placeholder,
  isBusy,
  error,
  secrets,
  onClose,
  onSubmit,
  children,
}: DialogProps<Secrets>) {
  const [url, setUrl] = useState('');
  const [key, setKey] = useState('');
  const { byField, rest } = faultsOf(error, {});
  const given = { ...(url.trim() === '' ? {} : { url: url.trim() }), ...(key === '' ? {} : { key }), ...secrets };
  return (
    <FormDialog
      title={`Set access to ${of}`}
      verb="Set access"
      isOpen
      isBusy={isBusy}
      error={rest}
      reason={Object.keys(given).length === 0 ? 'Fill in what is to change.' : null}
      onClose={onClose}
      onSubmit={() => onSubmit(given)}
    >
      <Text size="sm">What is left empty stays as it is. Nothing that is set here is ever shown again.</Text>
      <TextInput
        label="Address"
        placeholder={placeholder}
        data-autofocus
        autoComplete="off"
        value={url}
        error={byField.url}
        onChange={(event) => setUrl(event.currentTarget.value)}
      />
      <SecretField label="Key" value={key} error={byField.key} onChange={setKey} />
      {children(byField)}
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
