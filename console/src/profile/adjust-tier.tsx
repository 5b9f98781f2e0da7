// Moves a customer to another level by hand, with or without what entering it gives.
import { Checkbox, NativeSelect, Text } from '@mantine/core';
import { useState } from 'react';
import { fieldErrors, useChange } from '../api/laurel.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { tell } from '../parts/outcome.tsx';
import { Shown } from '../parts/states.tsx';
import { choicesOf, useWords, type Words } from './care.ts';
import { NO_REASON, ReasonFields, reasonBody, reasonMissing } from './reason-fields.tsx';

type AdjustTierProps = { readonly customer: string; readonly system: string; readonly onClose: () => void };

export function AdjustTier(props: AdjustTierProps) {
  const words = useWords();
  return <Shown query={words}>{(known) => <MoveForm {...props} words={known} />}</Shown>;
}

function MoveForm({ customer, system, onClose, words }: AdjustTierProps & { words: Words }) {
  const [form, setForm] = useState({ system, level: '', hasEntrance: false, hasBypassed: false, reason: NO_REASON });
  const set = (part: Partial<typeof form>): void => setForm((before) => ({ ...before, ...part }));
  const levels = words.tier_systems.find(({ name }) => name === form.system)?.levels ?? [];
  const title = levels.find(({ name }) => name === form.level)?.title ?? null;
  const move = useChange('moveTier', {
    onDone: (result) => {
      tell(result, `Moved to ${title ?? form.level}.`);
      onClose();
    },
  });
  const errors = fieldErrors(move.error);
  const submit = (): void =>
    move.mutate({
      path: { customer },
      body: {
        system: form.system,
        level: form.level,
        entrance_outcomes: form.hasEntrance,
        intermediate_outcomes: form.hasBypassed,
        ...reasonBody(form.reason),
      },
    });
  return (
    <FormDialog
      isOpen
      title="Move to another level"
      verb={title === null ? 'Move' : `Move to ${title}`}
      reason={form.level === '' ? 'Choose the level first.' : reasonMissing(words, form.reason)}
      error={move.error}
      isBusy={move.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      <NativeSelect
        label="Tier system"
        data={choicesOf(words.tier_systems)}
        value={form.system}
        onChange={(event) => set({ system: event.currentTarget.value, level: '' })}
        error={errors.system}
      />
      <NativeSelect
        label="Tier level"
        required
        data={[{ value: '', label: 'Choose one…' }, ...choicesOf(levels)]}
        value={form.level}
        onChange={(event) => set({ level: event.currentTarget.value })}
        error={errors.level}
      />
      <Checkbox
        label="Award entrance outcomes"
        checked={form.hasEntrance}
        onChange={(event) => set({ hasEntrance: event.currentTarget.checked })}
      />
      <Checkbox
        label="Award outcomes of bypassed levels"
        checked={form.hasBypassed}
        onChange={(event) => set({ hasBypassed: event.currentTarget.checked })}
      />
      <Text size="sm" c="dimmed">
        Maintenance counts from the move.
      </Text>
      <ReasonFields words={words} value={form.reason} onChange={(reason) => set({ reason })} errors={errors} />
    </FormDialog>
  );
}
