// The field for a password that is chosen, with what is asked of it. The server judges.
import { PasswordInput, type PasswordInputProps } from '@mantine/core';

export function NewPassword(props: PasswordInputProps) {
  return (
    <PasswordInput
      description="At least 12 characters, 6 different ones, and neither your name nor your address."
      autoComplete="new-password"
      visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the password' }}
      {...props}
    />
  );
}
