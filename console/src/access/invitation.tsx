// An invitation: whoever has its link sets a password, for the first time or because the old one was forgotten. The token
// stands behind the # of the address, which browsers send to nobody.
import { Anchor, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { Link, useLocation } from '@tanstack/react-router';
import { useChange } from '../api/laurel.ts';
import { Entry, EntryForm } from './entry.tsx';
import { faultsOf } from './form-faults.ts';
import { NewPassword } from './new-password.tsx';

export function InvitationPage() {
  const token = useLocation({ select: ({ hash }) => new URLSearchParams(hash).get('token') ?? '' });
  return (
    <Entry title="Set your password">
      {token === '' ? (
        <Text size="sm">This link is not whole: it has no token. Ask whoever invited you to send it again.</Text>
      ) : (
        <PasswordForm token={token} />
      )}
    </Entry>
  );
}

function PasswordForm({ token }: { token: string }) {
  const form = useForm({
    initialValues: { password: '', again: '' },
    validate: { again: (again, { password }) => (again === password ? null : 'These are not the same.') },
  });
  const accept = useChange('acceptInvitation', { refreshes: [] });
  const { byField, rest } = faultsOf(accept.error, { weak_password: 'password' });
  if (accept.isSuccess) {
    return (
      <Text size="sm" role="status">
        Your password is set.{' '}
        <Anchor component={Link} to="/sign-in" inherit>
          Sign in
        </Anchor>
      </Text>
    );
  }
  return (
    <EntryForm
      onSubmit={form.onSubmit(({ password }) => accept.mutate({ body: { token, password } }))}
      verb="Set password"
      isBusy={accept.isPending}
      error={rest}
    >
      <NewPassword label="Password" data-autofocus {...form.getInputProps('password')} error={byField.password} />
      <NewPassword label="Password once more" description={null} {...form.getInputProps('again')} />
    </EntryForm>
  );
}
