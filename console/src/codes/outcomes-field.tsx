// What is given, line by line: points, an offer, a tag. Outcomes of other kinds, written elsewhere, are shown and kept.

import { Button, Code, Group, Stack, Text } from '@mantine/core';
import { ChoiceField, NumberField, TextField } from '../parts/entry-fields.tsx';
import { type EntryForm, textIn } from '../parts/entry-form.ts';
import { choicesOf } from '../programme/choices.ts';
import { type Definition, type Draft, isDefinition } from '../programme/save-entry.ts';

type Props = { readonly form: EntryForm; readonly draft: Draft };
const NEW: readonly { readonly label: string; readonly outcome: Definition }[] = [
  { label: 'Add points', outcome: { kind: 'points' } },
  { label: 'Add an offer', outcome: { kind: 'offer' } },
  { label: 'Add a tag', outcome: { kind: 'tag' } },
];

export function OutcomesField({ form, draft }: Props) {
  const written = form.value.outcomes;
  const outcomes = Array.isArray(written) ? written.filter(isDefinition) : [];
  const write = (next: readonly Definition[]) => form.set('outcomes', next.length === 0 ? undefined : next);
  return (
    <Stack gap="sm">
      {outcomes.length === 0 ? <Text size="sm">Nothing yet: a claim that gives nothing is still counted.</Text> : null}
      {outcomes.map((outcome, place) => (
        <Group
          // biome-ignore lint/suspicious/noArrayIndexKey: two lines may say the same; what they hold stands in the form
          key={`${place} ${textIn(outcome, 'kind')}`}
          align="flex-end"
          gap="sm"
          role="group"
          aria-label={`Outcome ${place + 1}`}
        >
          <OutcomeFields
            form={lineOf(form, outcome, place, (changed) => write(outcomes.with(place, changed)))}
            draft={draft}
          />
          <Button variant="subtle" color="red" onClick={() => write(outcomes.toSpliced(place, 1))}>
            Remove outcome {place + 1}
          </Button>
        </Group>
      ))}
      <Group gap="xs">
        {NEW.map(({ label, outcome }) => (
          <Button key={label} variant="default" size="xs" onClick={() => write([...outcomes, outcome])}>
            {label}
          </Button>
        ))}
      </Group>
    </Stack>
  );
}

/** One line as a form of its own, without parts below it. */
function lineOf(form: EntryForm, value: Definition, place: number, change: (next: Definition) => void): EntryForm {
  const line: EntryForm = {
    value,
    set: (name, next) => {
      const rest = Object.entries(value).filter(([key]) => key !== name);
      change(Object.fromEntries(next === undefined ? rest : [...rest, [name, next]]));
    },
    at: () => line,
    errorOf: (name) => form.errorOf(`outcomes[${place}].${name}`),
  };
  return line;
}

function OutcomeFields({ form, draft }: Props) {
  const kind = textIn(form.value, 'kind');
  const isFixed = form.value.amount === undefined || typeof form.value.amount === 'number';
  if (kind === 'points' && isFixed) {
    return (
      <>
        <NumberField form={form} name="amount" label="Points" min={1} required />
        <ChoiceField form={form} name="source" label="Source" choices={choicesOf(draft, 'sources')} required />
        <ChoiceField form={form} name="account" label="Account" choices={choicesOf(draft, 'accounts')} />
      </>
    );
  }
  if (kind === 'offer')
    return <ChoiceField form={form} name="offer" label="Offer" choices={choicesOf(draft, 'offers')} required />;
  if (kind === 'tag') return <TextField form={form} name="tag" label="Tag" required />;
  return <Code>{JSON.stringify(form.value)}</Code>;
}
