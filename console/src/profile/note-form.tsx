// Writes a note: its text and why it is there. Used for a new note and for one that is changed.
import { Group, Stack, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { sentenceOf, useChange } from '../api/laurel.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { tell } from '../parts/outcome.tsx';
import { useCareReason } from './care.ts';

export function AddNote({ customer }: { customer: string }) {
  const [text, setText] = useState('');
  const [reason, setReason] = useState('');
  const refused = useCareReason(customer, 'customers:write');
  const add = useChange('addNote', {
    refreshes: ['listNotes', 'listActivity', 'listAudit'],
    onDone: (result) => {
      tell(result, 'Note added.');
      setText('');
      setReason('');
    },
  });
  const missing = text.trim() === '' ? 'Write the note first.' : null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (missing !== null) return;
    const why = reason.trim();
    add.mutate({ path: { customer }, body: { text: text.trim(), ...(why === '' ? {} : { reason: why }) } });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="xs">
        <Textarea
          label="New note"
          autosize
          minRows={2}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          error={add.error === null ? undefined : sentenceOf(add.error)}
        />
        <TextInput
          label="Reason of the note"
          placeholder="such as a phone call"
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group>
          <ReasonedButton type="submit" variant="default" size="xs" reason={refused ?? missing} loading={add.isPending}>
            Add note
          </ReasonedButton>
        </Group>
      </Stack>
    </form>
  );
}
