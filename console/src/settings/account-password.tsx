// The own password, changed with the old one. Other sessions end.
import { Alert, Button, Group, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { faultsOf } from '../access/form-faults.ts';
import { NewPassword } from '../access/new-password.tsx';
import { sentenceOf, useChange } from '../api/laurel.ts';
import { Section } from './section.tsx';

export function ChangePassword() {
  const form = useForm({ initialValues: { current_password: '', new_password: '' } });
  const change = useChange('changePassword', {
    refreshes: ['listMySessions'],
    onDone: () => {
      form.reset();
      notifications.show({ message: 'Password changed. All other sessions have ended.' });
    },
  });
  const { byField, rest } = faultsOf(change.error, {
    weak_password: 'new_password',
    sign_in_failed: 'current_password',
  });
  return (
    <Section title="Password" intro="Changing it ends your sessions on other devices.">
      <form noValidate onSubmit={form.onSubmit((body) => change.mutate({ body }))}>
        <Stack gap="sm" maw={420}>
          <PasswordInput
            label="Current password"
            autoComplete="current-password"
            visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
            {...form.getInputProps('current_password')}
            error={byField.current_password}
          />
          <NewPassword label="New password" {...form.getInputProps('new_password')} error={byField.new_password} />
          {rest === null ? null : (
            <Alert color="red" variant="light" role="alert">
              {sentenceOf(rest)}
            </Alert>
          )}
          <Group>
            <Button type="submit" variant="default" loading={change.isPending}>
              Change password
            </Button>
          </Group>
        </Stack>
      </form>
    </Section>
  );
}
