// Adds or deducts points by hand. The server decides whether that is allowed, and whether a second person has to agree.
import { NativeSelect, NumberInput, SegmentedControl, TextInput } from '@mantine/core';
import { useState } from 'react';
import { fieldErrors, useChange } from '../api/laurel.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { tell } from '../parts/outcome.tsx';
import { Shown } from '../parts/states.tsx';
import { choicesOf, useWords, type Words } from './care.ts';
import { NO_REASON, ReasonFields, reasonBody, reasonMissing } from './reason-fields.tsx';

type AdjustPointsProps = { readonly customer: string; readonly account: string; readonly onClose: () => void };

export function AdjustPoints(props: AdjustPointsProps) {
  const words = useWords();
  return <Shown query={words}>{(known) => <AdjustForm {...props} words={known} />}</Shown>;
}

function AdjustForm({ customer, account, onClose, words }: AdjustPointsProps & { words: Words }) {
  const [form, setForm] = useState({
    way: 'Add',
    points: 0,
    source: words.sources[0]?.name ?? '',
    account,
    reason: NO_REASON,
    reference: '',
  });
  const set = (part: Partial<typeof form>): void => setForm((before) => ({ ...before, ...part }));
  const isAdding = form.way === 'Add';
  const did = `${count(form.points)} points ${isAdding ? 'added' : 'deducted'}.`;
  const adjust = useChange('adjustPoints', {
    onDone: (result) => {
      tell(result, did);
      onClose();
    },
  });
  const errors = fieldErrors(adjust.error);
  const submit = (): void =>
    adjust.mutate({
      path: { customer },
      body: {
        account: form.account,
        source: form.source,
        amount: isAdding ? form.points : -form.points,
        ...reasonBody(form.reason),
        ...(form.reference.trim() === '' ? {} : { reference: { id: form.reference.trim() } }),
      },
    });
  return (
    <FormDialog
      isOpen
      title={isAdding ? 'Add points' : 'Deduct points'}
      verb={isAdding ? 'Add points' : 'Deduct points'}
      reason={form.points < 1 ? 'Say how many points first.' : reasonMissing(words, form.reason)}
      error={adjust.error}
      isBusy={adjust.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      <SegmentedControl
        aria-label="Add or deduct"
        data={['Add', 'Deduct']}
        value={form.way}
        onChange={(way) => set({ way })}
      />
      <NumberInput
        label="Points"
        required
        data-autofocus
        min={0}
        allowDecimal={false}
        allowNegative={false}
        value={form.points === 0 ? '' : form.points}
        onChange={(points) => set({ points: Number(points) })}
        error={errors.amount}
      />
      <NativeSelect
        label="Point source"
        data={choicesOf(words.sources)}
        value={form.source}
        onChange={(event) => set({ source: event.currentTarget.value })}
        error={errors.source}
      />
      <NativeSelect
        label="Point account"
        data={choicesOf(words.accounts)}
        value={form.account}
        onChange={(event) => set({ account: event.currentTarget.value })}
        error={errors.account}
      />
      <ReasonFields words={words} value={form.reason} onChange={(reason) => set({ reason })} errors={errors} />
      <TextInput
        label="Reference ID"
        description="Shown in the point audit log, such as the number of a ticket."
        value={form.reference}
        onChange={(event) => set({ reference: event.currentTarget.value })}
        error={errors['reference.id']}
      />
    </FormDialog>
  );
}
