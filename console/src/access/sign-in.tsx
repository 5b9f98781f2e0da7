// Signing in: with e-mail address and password, then the code of the second factor where one is on, or over an identity provider.
import { Alert, Anchor, Button, Checkbox, Divider, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { queryClient, sentenceOf, useChange } from '../api/laurel.ts';
import { Entry, EntryForm } from './entry.tsx';
import { faultsOf } from './form-faults.ts';
import { safeTarget, setupQuery } from './routes.ts';

export function SignInPage() {
  const { to, error } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  const { data: setup } = useQuery(setupQuery);
  const enter = async (): Promise<void> => {
    queryClient.clear();
    await navigate({ href: safeTarget(to) });
  };
  if (isCodeNeeded) {
    return (
      <Entry title="Sign in to Laurel">
        <CodeForm onDone={enter} />
      </Entry>
    );
  }
  return (
    <Entry title="Sign in to Laurel">
      <Stack>
        {error === undefined ? null : (
          <Alert color="red" variant="light" role="alert">
            The identity provider did not sign you in ({error}). Only who was invited gets in.
          </Alert>
        )}
        <PasswordForm onDone={enter} onCode={() => setCodeNeeded(true)} />
        <Text size="sm" c="dimmed">
          Password forgotten? An administrator can invite you again.
        </Text>
        {setup?.has_oidc === true ? <IdentityProvider /> : null}
      </Stack>
    </Entry>
  );
}

function PasswordForm({ onDone, onCode }: { onDone: () => void; onCode: () => void }) {
  const form = useForm({ initialValues: { email: '', password: '' } });
  const signIn = useChange('signIn', {
    refreshes: [],
    onDone: ({ second_factor_needed }) => (second_factor_needed ? onCode() : onDone()),
  });
  const { byField, rest } = faultsOf(signIn.error, {});
  return (
    <EntryForm
      onSubmit={form.onSubmit((body) => signIn.mutate({ body }))}
      verb="Sign in"
      isBusy={signIn.isPending}
      error={rest}
    >
      <TextInput
        label="E-mail"
        type="email"
        autoComplete="username"
        data-autofocus
        {...form.getInputProps('email')}
        error={byField.email}
      />
      <PasswordInput
        label="Password"
        autoComplete="current-password"
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
        {...form.getInputProps('password')}
        error={byField.password}
      />
    </EntryForm>
  );
}

function CodeForm({ onDone }: { onDone: () => void }) {
  const [isBackup, setBackup] = useState(false);
  const form = useForm({ initialValues: { code: '', trust_device: false } });
  const verify = useChange('verifySecondFactor', { refreshes: [], onDone });
  const kind = isBackup ? 'backup_code' : 'totp';
  const swap = (): void => {
    form.setFieldValue('code', '');
    verify.reset();
    setBackup(!isBackup);
  };
  return (
    <EntryForm
      onSubmit={form.onSubmit((given) => verify.mutate({ body: { ...given, code: given.code.trim(), kind } }))}
      verb="Check code"
      isBusy={verify.isPending}
      error={verify.error}
    >
      <TextInput
        key={kind}
        label={isBackup ? 'Backup code' : 'Code of your authenticator'}
        description={isBackup ? 'Each works once.' : null}
        inputMode={isBackup ? 'text' : 'numeric'}
        autoComplete={isBackup ? 'off' : 'one-time-code'}
        autoFocus
        {...form.getInputProps('code')}
      />
      <Checkbox
        label="Ask for no code on this device for 30 days"
        {...form.getInputProps('trust_device', { type: 'checkbox' })}
      />
      <Anchor component="button" type="button" size="sm" onClick={swap}>
        {isBackup ? 'Use the authenticator' : 'Use a backup code'}
      </Anchor>
    </EntryForm>
  );
}

function IdentityProvider() {
  const begin = useChange('signInWithOidc', { refreshes: [], onDone: ({ url }) => window.location.assign(url) });
  return (
    <>
      <Divider label="or" />
      <Button variant="default" loading={begin.isPending} onClick={() => begin.mutate({})}>
        Sign in with your organisation
      </Button>
      {begin.error === null ? null : (
        <Text size="sm" c="red" role="alert">
          {sentenceOf(begin.error)}
        </Text>
      )}
    </>
  );
}
