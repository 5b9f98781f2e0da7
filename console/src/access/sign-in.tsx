// Signing in with e-mail address and password, then the code of the second factor where one is on.
import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { queryClient, sentenceOf, useChange } from '../api/laurel.ts';
import { Entry } from './entry.tsx';
import { safeTarget } from './routes.ts';

export function SignInPage() {
  const { to } = useSearch({ from: '/sign-in' });
  const navigate = useNavigate();
  const [isCodeNeeded, setCodeNeeded] = useState(false);
  const enter = async (): Promise<void> => {
    queryClient.clear();
    await navigate({ href: safeTarget(to) });
  };
  return (
    <Entry title="Sign in to Laurel">
      {isCodeNeeded ? <CodeForm onDone={enter} /> : <PasswordForm onDone={enter} onCode={() => setCodeNeeded(true)} />}
    </Entry>
  );
}

function PasswordForm({ onDone, onCode }: { onDone: () => void; onCode: () => void }) {
  const form = useForm({ initialValues: { email: '', password: '' } });
  const signIn = useChange('signIn', {
    refreshes: [],
    onDone: ({ second_factor_needed }) => (second_factor_needed ? onCode() : onDone()),
  });
  return (
    <EntryForm
      onSubmit={form.onSubmit((body) => signIn.mutate({ body }))}
      verb="Sign in"
      isBusy={signIn.isPending}
      error={signIn.error}
    >
      <TextInput label="E-mail" type="email" autoComplete="username" data-autofocus {...form.getInputProps('email')} />
      <PasswordInput label="Password" autoComplete="current-password" {...form.getInputProps('password')} />
    </EntryForm>
  );
}

function CodeForm({ onDone }: { onDone: () => void }) {
  const form = useForm({ initialValues: { code: '' } });
  const verify = useChange('verifySecondFactor', { refreshes: [], onDone });
  return (
    <EntryForm
      onSubmit={form.onSubmit(({ code }) => verify.mutate({ body: { code, kind: 'totp', trust_device: false } }))}
      verb="Check code"
      isBusy={verify.isPending}
      error={verify.error}
    >
      <TextInput
        label="Code of your authenticator"
        inputMode="numeric"
        autoComplete="one-time-code"
        {...form.getInputProps('code')}
      />
    </EntryForm>
  );
}

type EntryFormProps = {
  readonly onSubmit: (event: React.FormEvent<HTMLFormElement>) => void;
  readonly verb: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly children: ReactNode;
};

export function EntryForm({ onSubmit, verb, isBusy, error, children }: EntryFormProps) {
  return (
    <form onSubmit={onSubmit}>
      <Stack>
        {children}
        {error === null || error === undefined ? null : (
          <Alert color="red" variant="light" role="alert">
            {sentenceOf(error)}
          </Alert>
        )}
        <Button type="submit" loading={isBusy}>
          {verb}
        </Button>
      </Stack>
    </form>
  );
}
