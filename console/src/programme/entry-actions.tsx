// What can be done with an entry of a list: edit it, take its change back, take it out of the programme.
import { Group } from '@mantine/core';
import { useState } from 'react';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Status } from '../parts/status.tsx';
import { useDiscardEntry, useRemoveEntry, useWriteReason } from './draft.ts';
import { changeOf, type Draft, type Section } from './save-entry.ts';

export function EntryStatus({ draft, section, name }: { draft: Draft; section: Section; name: string }) {
  const change = changeOf(draft, section, name);
  if (change === null) return <Status word="Live" tone="good" />;
  return <Status word={change === 'add' ? 'New in the draft' : 'Changed in the draft'} tone="warn" />;
}

type EntryActionsProps = {
  readonly draft: Draft;
  readonly section: Section;
  readonly name: string;
  /** What people call it, such as `account Beans`. */
  readonly called: string;
  readonly onEdit: () => void;
};

export function EntryActions({ draft, section, name, called, onEdit }: EntryActionsProps) {
  const [isRemoving, setRemoving] = useState(false);
  const reason = useWriteReason();
  const discard = useDiscardEntry();
  const small = { size: 'compact-xs', variant: 'subtle', reason } as const;
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <ReasonedButton {...small} onClick={onEdit} label={`Edit ${called}`}>
        Edit
      </ReasonedButton>
      {changeOf(draft, section, name) === null ? null : (
        <ReasonedButton
          {...small}
          label={`Discard change of ${called}`}
          loading={discard.isPending}
          onClick={() => discard.mutate({ path: { section, name } })}
        >
          Discard change
        </ReasonedButton>
      )}
      <ReasonedButton {...small} onClick={() => setRemoving(true)} label={`Remove ${called}`}>
        Remove
      </ReasonedButton>
      {isRemoving ? <RemoveDialog {...{ section, name, called }} onClose={() => setRemoving(false)} /> : null}
    </Group>
  );
}

type RemoveDialogProps = Pick<EntryActionsProps, 'section' | 'name' | 'called'> & { readonly onClose: () => void };

function RemoveDialog({ section, name, called, onClose }: RemoveDialogProps) {
  const remove = useRemoveEntry(onClose);
  return (
    <ConfirmDialog
      title={`Remove the ${called} from the programme`}
      verb={`Remove ${called}`}
      isDanger
      isOpen
      onClose={onClose}
      isBusy={remove.isPending}
      error={remove.error}
      onConfirm={() => remove.mutate({ path: { section, name } })}
    >
      It goes with the next publication. What customers still hold keeps it from being published.
    </ConfirmDialog>
  );
}
