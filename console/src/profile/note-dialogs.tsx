// Changes a note, or removes it; what it said before stays in its history.

import type { Schemas } from '@laurel/sdk';
import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldErrors, useChange } from '../api/laurel.ts';
import { ConfirmDialog, FormDialog } from '../parts/dialog.tsx';
import { tell } from '../parts/outcome.tsx';

type NoteDialogProps = { readonly customer: string; readonly note: Schemas['Note']; readonly onClose: () => void };

export function EditNote({ customer, note, onClose }: NoteDialogProps) {
  const [text, setText] = useState(note.text);
  const [reason, setReason] = useState(note.reason ?? '');
  const edit = useChange('editNote', {
    onDone: (result) => {
      tell(result, 'Note changed.');
      onClose();
    },
  });
  const errors = fieldErrors(edit.error);
  const why = reason.trim();
  return (
    <FormDialog
      isOpen
      title="Change the note"
      verb="Change note"
      reason={text.trim() === '' ? 'Write the note first.' : null}
      error={edit.error}
      isBusy={edit.isPending}
      onClose={onClose}
      onSubmit={() =>
        edit.mutate({
          path: { customer, note: note.id },
          body: { text: text.trim(), reason: why === '' ? null : why },
        })
      }
    >
      <Textarea
        label="Note"
        required
        data-autofocus
        autosize
        minRows={3}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={errors.text}
      />
      <TextInput
        label="Reason"
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        error={errors.reason}
      />
    </FormDialog>
  );
}

export function RemoveNote({ customer, note, onClose }: NoteDialogProps) {
  const remove = useChange('removeNote', {
    onDone: (result) => {
      tell(result, 'Note removed.');
      onClose();
    },
  });
  return (
    <ConfirmDialog
      isOpen
      isDanger
      asksReason
      title="Remove the note"
      verb="Remove note"
      error={remove.error}
      isBusy={remove.isPending}
      onClose={onClose}
      onConfirm={(reason) => remove.mutate({ path: { customer, note: note.id }, query: { reason } })}
    />
  );
}
