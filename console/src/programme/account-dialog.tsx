// The form of an account: how its points are spent and when they expire.
import { Group } from '@mantine/core';
import { choicesOf } from './choices.ts';
import { text } from './definition.ts';
import { EntryDialog, Part, useEntryForm } from './entry-form.tsx';
import { type Choice, ChoiceField, NumberField, SwitchField, TextField } from './fields.tsx';
import type { Draft } from './save-entry.ts';

const EXPIRY: readonly Choice[] = [
  { value: 'never', label: 'Never' },
  { value: 'rolling', label: 'Rolling: each deposit so long after it was made' },
  { value: 'fixed', label: 'Fixed: all at once on a day' },
  { value: 'end_of_period', label: 'At the end of the period in which they were earned' },
  { value: 'inactivity', label: 'After a time without activity' },
];
const ROUNDING: readonly Choice[] = [
  { value: 'down', label: 'Down' },
  { value: 'up', label: 'Up' },
  { value: 'nearest', label: 'To the nearest' },
];
const named = (...values: readonly string[]): readonly Choice[] =>
  values.map((value) => ({ value, label: value.charAt(0).toUpperCase() + value.slice(1) }));

type AccountDialogProps = { readonly draft: Draft; readonly name: string | null; readonly onClose: () => void };

export function AccountDialog({ draft, name, onClose }: AccountDialogProps) {
  const title = name === null ? 'Add an account' : `Edit the account ${name}`;
  return (
    <EntryDialog
      draft={draft}
      section="accounts"
      name={name}
      title={title}
      verb={name === null ? 'Add account' : 'Save account'}
      initial={{ expiry: { kind: 'rolling', after: '12 months' } }}
      onClose={onClose}
    >
      <TextField label="Title" path={['title']} required description="What members call it" />
      <TextField label="Group" path={['group']} description="A label for screens" />
      <SwitchField label="Default: spending draws from it" path={['default']} />
      <SwitchField label="May fall below zero" path={['negative']} />
      <Group grow align="flex-start">
        <NumberField label="Highest balance" path={['max_balance']} min={1} description="Deposits are cut to it" />
        <ChoiceField label="Amounts from money round" path={['rounding']} choices={ROUNDING} standard="down" />
      </Group>
      <Part path={['spending']}>
        <SwitchField label="Points can be spent" path={['allowed']} standard />
        <Group grow>
          <NumberField label="At least" path={['minimum']} min={1} />
          <NumberField label="In steps of" path={['step']} min={1} />
        </Group>
      </Part>
      <Expiry />
      <ChoiceField
        label="What expires goes to"
        path={['expires_into']}
        choices={choicesOf(draft, 'accounts').filter(({ value }) => value !== name)}
        placeholder="nowhere"
      />
    </EntryDialog>
  );
}

function Expiry() {
  const { get, set } = useEntryForm();
  const kind = text(get(['expiry', 'kind'])) || 'never';
  const span = 'Such as 12 months or 90 days';
  return (
    <>
      <ChoiceField
        label="Points expire"
        path={['expiry', 'kind']}
        choices={EXPIRY}
        standard="never"
        onChoose={(next) => set(['expiry'], next === 'never' ? undefined : { kind: next })}
      />
      <Part path={['expiry']}>
        {kind === 'rolling' || kind === 'inactivity' ? (
          <TextField label="After" path={['after']} required description={span} />
        ) : null}
        {kind === 'inactivity' ? <NumberField label="Per cent" path={['percent']} required min={1} max={100} /> : null}
        {kind === 'fixed' ? (
          <Group grow>
            <ChoiceField label="Every" path={['every']} required choices={named('week', 'month', 'year')} />
            <NumberField label="Month" path={['month']} min={1} max={12} />
            <NumberField label="Day" path={['day']} min={1} max={31} />
          </Group>
        ) : null}
        {kind === 'end_of_period' ? (
          <Group grow>
            <ChoiceField label="Period" path={['period']} required choices={named('month', 'quarter', 'year')} />
            <TextField label="Plus" path={['plus']} placeholder="nothing" />
          </Group>
        ) : null}
        {kind === 'never' || kind === 'inactivity' ? null : (
          <TextField label="Notice" path={['notice']} description="So long before, an event says so" />
        )}
      </Part>
    </>
  );
}
