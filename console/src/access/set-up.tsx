// The first run: whoever has the token that the start printed becomes the first administrator.
import { Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { laurel, queryClient, useChange } from '../api/laurel.ts';
import { Entry, EntryForm } from './entry.tsx';
import { faultsOf } from './form-faults.ts';
import { NewPassword } from './new-password.tsx';

export function SetUpPage() {
  const navigate = useNavigate();
  const form = useForm({ initialValues: { token: '', name: '', email: '', password: '' } });
  const setUp = useChange('setUp', {
    refreshes: [],
    onDone: async () => {
      const { email, password } = form.getValues();
      await laurel.call('signIn', { body: { email, password } });
      queryClient.clear();
      await navigate({ to: '/' });
    },
  });
  const { byField, rest } = faultsOf(setUp.error, { setup_token_wrong: 'token', weak_password: 'password' });
  return (
    <Entry title="Set up Laurel">
      <EntryForm
        onSubmit={form.onSubmit((body) => setUp.mutate({ body }))}
        verb="Make the first administrator"
        isBusy={setUp.isPending}
        error={rest}
      >
        <Text size="sm">
          Nobody can sign in yet. The terminal in which Laurel started shows a set-up token; “npx laurel user setup”
          makes a new one.
        </Text>
        <TextInput
          label="Set-up token"
          autoComplete="off"
          data-autofocus
          {...form.getInputProps('token')}
          error={byField.token}
        />
        <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} error={byField.name} />
        <TextInput
          label="E-mail"
          type="email"
          autoComplete="username"
          {...form.getInputProps('email')}
          error={byField.email}
        />
        <NewPassword label="Password" {...form.getInputProps('password')} error={byField.password} />
      </EntryForm>
    </Entry>
  );
}
