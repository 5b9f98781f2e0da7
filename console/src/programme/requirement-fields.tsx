// What a level asks for: conditions on points, balances, events, purchases, money spent and the customer.
import { ActionIcon, Button, Group, Input, Paper, Stack } from '@mantine/core';
import { choicesOf } from './choices.ts';
import { list, number, text } from './definition.ts';
import { Part, useEntryForm } from './entry-form.tsx';
import { type Choice, ChoiceField, NumberField, TextField } from './fields.tsx';
import type { Draft } from './save-entry.ts';

const KINDS: readonly Choice[] = [
  { value: 'points_earned', label: 'Points earned' },
  { value: 'balance', label: 'Points available' },
  { value: 'events', label: 'Events' },
  { value: 'purchases', label: 'Purchases' },
  { value: 'spend', label: 'Money spent' },
  { value: 'customer', label: 'The customer' },
];
const MATCHES: readonly Choice[] = [
  { value: 'all', label: 'all of these' },
  { value: 'any', label: 'any of these' },
  { value: 'none', label: 'none of these' },
];
const COMPARISONS: readonly Choice[] = [
  { value: 'at_least', label: 'at least' },
  { value: 'at_most', label: 'at most' },
  { value: 'exactly', label: 'exactly' },
];

export function RequirementFields({ draft, label = 'Members need' }: { draft: Draft; label?: string }) {
  const { get, set, errorOf } = useEntryForm();
  const conditions = list(get(['conditions']));
  const account = choicesOf(draft, 'accounts')[0]?.value ?? '';
  return (
    <Stack gap="xs">
      <Input.Wrapper component="div" label={label} error={errorOf(['conditions'])} />
      {conditions.length < 2 ? null : <ChoiceField label="Match" path={['match']} choices={MATCHES} standard="all" />}
      {conditions.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a condition is known by its place alone
        <Part key={index} path={['conditions', index]}>
          <Condition draft={draft} place={index + 1} onRemove={() => set(['conditions', index], undefined)} />
        </Part>
      ))}
      <Button
        variant="default"
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        onClick={() =>
          set(['conditions', conditions.length], { kind: 'points_earned', account, at_least: 100, within: '12 months' })
        }
      >
        Add condition
      </Button>
      <TextField
        label="In words"
        path={['words']}
        description="Shown to members and agents; made from the conditions when left out"
      />
    </Stack>
  );
}

type ConditionProps = { readonly draft: Draft; readonly place: number; readonly onRemove: () => void };

function Condition({ draft, place, onRemove }: ConditionProps) {
  const { get, set } = useEntryForm();
  const kind = text(get(['kind']));
  const has = (...kinds: readonly string[]): boolean => kinds.includes(kind);
  return (
    <Paper withBorder p="xs">
      <Group align="flex-end" gap="xs">
        <ChoiceField
          label={`Condition ${place}`}
          path={['kind']}
          required
          choices={KINDS}
          onChoose={(next) => set([], next === 'customer' ? { kind: next } : { kind: next, at_least: 1 })}
        />
        {has('customer') ? null : <Comparison />}
        {has('points_earned', 'balance') ? (
          <ChoiceField label="Account" path={['account']} required choices={choicesOf(draft, 'accounts')} />
        ) : null}
        {has('events') ? (
          <ChoiceField label="Event" path={['event']} required choices={choicesOf(draft, 'events')} />
        ) : null}
        {has('events', 'customer') ? (
          <TextField label="Where" path={['when']} placeholder="an expression" required={kind === 'customer'} />
        ) : null}
        {has('balance', 'customer') ? null : <TextField label="In the last" path={['within']} placeholder="ever" />}
        <ActionIcon variant="default" size="input-sm" aria-label={`Remove condition ${place}`} onClick={onRemove}>
          ×
        </ActionIcon>
      </Group>
    </Paper>
  );
}

function Comparison() {
  const { get, set } = useEntryForm();
  const compare = COMPARISONS.find(({ value }) => number(get([value])) !== null)?.value ?? 'at_least';
  return (
    <>
      <select
        aria-label="Comparison"
        className="plain-select"
        value={compare}
        onChange={(event) => {
          const amount = get([compare]);
          set([compare], undefined);
          set([event.currentTarget.value], amount);
        }}
      >
        {COMPARISONS.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
      <NumberField label="How many" path={[compare]} required />
    </>
  );
}
