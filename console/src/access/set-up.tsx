// The first run: whoever has the token that the start printed becomes the first administrator.
import { PasswordInput, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { laurel, queryClient, useChange } from '../api/laurel.ts';
import { Entry } from './entry.tsx';
import { EntryForm } from './sign-in.tsx';

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
  return (
    <Entry title="Set up Laurel">
      <EntryForm
        onSubmit={form.onSubmit((body) => setUp.mutate({ body }))}
        verb="Make the first administrator"
        isBusy={setUp.isPending}
        error={setUp.error}
      >
        <Text size="sm">Nobody can sign in yet. The terminal in which Laurel started shows a set-up token.</Text>
        <TextInput label="Set-up token" autoComplete="off" data-autofocus {...form.getInputProps('token')} />
        <TextInput label="Your name" autoComplete="name" {...form.getInputProps('name')} />
        <TextInput label="E-mail" type="email" autoComplete="username" {...form.getInputProps('email')} />
        <PasswordInput
          label="Password"
          description="At least 12 characters."
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
      </EntryForm>
    </Entry>
  );
}
