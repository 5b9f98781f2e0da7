// Dialogs: the title says what will happen, the button repeats it, what the server refuses stands above the button.
// A dialog for something that cannot be taken back asks for the reason first.

import { Alert, Button, Group, Modal, Stack, Text, Tooltip } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { sentenceOf } from '../api/laurel.ts';
import { missingReason, ReasonField } from './reason.tsx';

type FormDialogProps = {
  readonly title: string;
  /** What the button says: a verb and its object. */
  readonly verb: string;
  readonly isOpen: boolean;
  readonly isBusy?: boolean;
  readonly isDanger?: boolean;
  /** Why the button is disabled. */
  readonly reason?: string | null;
  readonly error?: unknown;
  readonly size?: string;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children?: ReactNode;
};

export function FormDialog(props: FormDialogProps) {
  const { title, verb, isOpen, isBusy, isDanger, reason, error, size = 'md', onClose, onSubmit, children } = props;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    onSubmit();
  };
  return (
    <Modal opened={isOpen} onClose={onClose} title={title} size={size} closeButtonProps={{ 'aria-label': 'Close' }}>
      <form onSubmit={submit} noValidate>
        <Stack gap="sm">
          {children}
          {error === undefined || error === null ? null : (
            <Alert color="red" variant="light" role="alert">
              {sentenceOf(error)}
            </Alert>
          )}
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <ReasonedButton
              type="submit"
              loading={isBusy === true}
              reason={reason ?? null}
              {...(isDanger === true ? { color: 'red.8' } : {})}
            >
              {verb}
            </ReasonedButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

type ConfirmProps = Omit<FormDialogProps, 'onSubmit' | 'children'> & {
  readonly children?: ReactNode;
  /** Asked for before the button works. */
  readonly asksReason?: boolean;
  readonly onConfirm: (reason: string) => void;
};

export function ConfirmDialog({ asksReason = false, onConfirm, children, ...dialog }: ConfirmProps) {
  const [why, setWhy] = useState('');
  const missing = asksReason ? missingReason(why) : null;
  return (
    <FormDialog {...dialog} reason={dialog.reason ?? missing} onSubmit={() => onConfirm(why.trim())}>
      {children === undefined ? null : <Text size="sm">{children}</Text>}
      {asksReason ? <ReasonField value={why} onChange={setWhy} /> : null}
    </FormDialog>
  );
}

type ReasonedButtonProps = {
  /** Why it cannot be pressed; null when it can. */
  readonly reason: string | null;
  readonly children: ReactNode;
  /** What it is called where the word on it does not say of what, as in a table. */
  readonly label?: string;
  readonly onClick?: () => void;
  readonly type?: 'submit' | 'button';
  readonly loading?: boolean;
  readonly variant?: string;
  readonly color?: string;
  readonly size?: string;
};

/** A button that is never hidden: what keeps it from working is told on hover and to screen readers. */
export function ReasonedButton({ reason, children, label, type = 'button', ...given }: ReasonedButtonProps) {
  const button = label === undefined ? given : { ...given, 'aria-label': label };
  if (reason === null) {
    return (
      <Button type={type} {...button}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip label={reason}>
      <Button type={type} {...button} data-disabled aria-disabled onClick={(event) => event.preventDefault()}>
        {children}
      </Button>
    </Tooltip>
  );
}
