// What a rule gives, one after the other. Kinds that have no fields here are kept as they are written.
import { ActionIcon, Button, Group, Input, Paper, Stack, Text } from '@mantine/core';
import { choicesOf } from './choices.ts';
import { list, text } from './definition.ts';
import { Part, useEntryForm } from './entry-form.tsx';
import { type Choice, ChoiceField, NumberField, TextField } from './fields.tsx';
import { outcomeWords } from './rule-words.ts';
import type { Draft, Section } from './save-entry.ts';

const KINDS: readonly Choice[] = [
  { value: 'points', label: 'Points' },
  { value: 'purchase_points', label: 'Points by what was bought' },
  { value: 'tag', label: 'A tag' },
  { value: 'offer', label: 'An offer' },
  { value: 'promo_code', label: 'A promo code' },
  { value: 'message', label: 'A message' },
];
const PER: readonly Choice[] = [
  { value: 'money', label: 'whole unit of money' },
  { value: 'item', label: 'line' },
  { value: 'quantity', label: 'unit' },
];

export function OutcomeFields({ draft, label }: { draft: Draft; label: string }) {
  const { get, set, errorOf } = useEntryForm();
  const outcomes = list(get(['outcomes']));
  const source = choicesOf(draft, 'sources')[0]?.value ?? '';
  return (
    <Stack gap="xs">
      <Input.Wrapper component="div" label={label} error={errorOf(['outcomes'])} />
      {outcomes.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: an outcome is known by its place alone
        <Part key={index} path={['outcomes', index]}>
          <Outcome draft={draft} place={index + 1} onRemove={() => set(['outcomes', index], undefined)} />
        </Part>
      ))}
      <Button
        variant="default"
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        onClick={() => set(['outcomes', outcomes.length], { kind: 'points', amount: 10, source })}
      >
        Add outcome
      </Button>
    </Stack>
  );
}

type OutcomeProps = { readonly draft: Draft; readonly place: number; readonly onRemove: () => void };

function Outcome({ draft, place, onRemove }: OutcomeProps) {
  const { get, set } = useEntryForm();
  const kind = text(get(['kind']));
  const isKnown = KINDS.some(({ value }) => value === kind);
  return (
    <Paper withBorder p="xs">
      <Group align="flex-end" gap="xs">
        {isKnown ? (
          <>
            <ChoiceField
              label={`Outcome ${place}`}
              path={['kind']}
              required
              choices={KINDS}
              onChoose={(next) => set([], { kind: next })}
            />
            <OutcomeParts draft={draft} kind={kind} />
          </>
        ) : (
          <Text size="sm">{outcomeWords(draft.document, get([]))} (edit it in the files)</Text>
        )}
        <ActionIcon variant="default" size="input-sm" aria-label={`Remove outcome ${place}`} onClick={onRemove}>
          ×
        </ActionIcon>
      </Group>
    </Paper>
  );
}

function OutcomeParts({ draft, kind }: { draft: Draft; kind: string }) {
  const choice = (label: string, key: string, section: Section) => (
    <ChoiceField label={label} path={[key]} required choices={choicesOf(draft, section)} />
  );
  switch (kind) {
    case 'points':
      return (
        <>
          <NumberField label="Amount" path={['amount']} required min={1} />
          <Account draft={draft} />
          {choice('Source', 'source', 'sources')}
        </>
      );
    case 'purchase_points':
      return (
        <>
          <NumberField label="Rate" path={['rate']} min={0} />
          <ChoiceField label="For each" path={['per']} choices={PER} standard="money" />
          <Account draft={draft} />
          {choice('Source', 'source', 'sources')}
        </>
      );
    case 'tag':
      return <TextField label="Tag" path={['tag']} required />;
    case 'offer':
      return choice('Offer', 'offer', 'offers');
    case 'promo_code':
      return choice('List', 'list', 'promo_lists');
    default:
      return choice('Message', 'message', 'messages');
  }
}

function Account({ draft }: { draft: Draft }) {
  return (
    <ChoiceField label="Account" path={['account']} choices={choicesOf(draft, 'accounts')} placeholder="the default" />
  );
}
