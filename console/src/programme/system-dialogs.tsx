// The forms of a tier system: a new one, and what holds for all of its levels.
import { EntryDialog } from './entry-form.tsx';
import { NumberField, SwitchField, TextField } from './fields.tsx';
import type { Draft } from './save-entry.ts';

type SystemDialogProps = { readonly draft: Draft; readonly name: string; readonly onClose: () => void };

export function SystemDialog({ draft, name, onClose }: SystemDialogProps) {
  return (
    <EntryDialog
      draft={draft}
      section="tier_systems"
      name={name}
      title={`Edit the tier system ${name}`}
      verb="Save tier system"
      onClose={onClose}
    >
      <Fields />
    </EntryDialog>
  );
}

export function AddSystemDialog({ draft, onClose }: Omit<SystemDialogProps, 'name'>) {
  return (
    <EntryDialog
      draft={draft}
      section="tier_systems"
      name={null}
      initial={{ levels: {} }}
      title="Add a tier system"
      verb="Add tier system"
      onClose={onClose}
    >
      <Fields />
    </EntryDialog>
  );
}

function Fields() {
  return (
    <>
      <TextField label="Title" path={['title']} required />
      <SwitchField label="Primary: the one that the standard profile shows" path={['primary']} />
      <SwitchField
        label="Who passes several levels at once gets what each gives"
        path={['intermediate_outcomes']}
        standard
      />
      <NumberField
        label="Close to the next level"
        path={['close_percent']}
        min={1}
        max={99}
        description="When so many per cent are missing; 20 unless said otherwise"
      />
    </>
  );
}
