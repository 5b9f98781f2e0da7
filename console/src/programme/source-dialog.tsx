// The form of a source: which accounts it fills, and its restrictions: how many points, for whom, in what time, how many in all.
import { ActionIcon, Button, Group, Input, Stack } from '@mantine/core';
import { choicesOf, PERIODS } from './choices.ts';
import { list } from './definition.ts';
import { EntryDialog, Part, useEntryForm } from './entry-form.tsx';
import { type Choice, ChoiceField, ChoicesField, NumberField, TextField } from './fields.tsx';
import type { Draft } from './save-entry.ts';

const SCOPES: readonly Choice[] = [
  { value: 'customer', label: 'each customer' },
  { value: 'total', label: 'all customers together' },
];

type SourceDialogProps = { readonly draft: Draft; readonly name: string | null; readonly onClose: () => void };

export function SourceDialog({ draft, name, onClose }: SourceDialogProps) {
  return (
    <EntryDialog
      draft={draft}
      section="sources"
      name={name}
      title={name === null ? 'Add a source' : `Edit the source ${name}`}
      verb={name === null ? 'Add source' : 'Save source'}
      onClose={onClose}
    >
      <TextField label="Title" path={['title']} required />
      <ChoicesField
        label="Accounts that it may fill"
        path={['accounts']}
        choices={choicesOf(draft, 'accounts')}
        placeholder="every account"
      />
      <Restrictions />
      <NumberField label="Inventory" path={['inventory']} min={1} description="How many points it has in all" />
    </EntryDialog>
  );
}

function Restrictions() {
  const { get, set } = useEntryForm();
  const limits = list(get(['limits']));
  return (
    <Stack gap="xs">
      <Input.Wrapper
        component="div"
        label="Frequency restrictions"
        description="At most so many points in a time; more are not given"
      />
      {limits.map((_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a restriction is known by its place alone
        <Part key={index} path={['limits', index]}>
          <Group align="flex-end" wrap="nowrap">
            <NumberField label="Max points" path={['points']} required min={1} />
            <ChoiceField label="Time" path={['per']} required choices={PERIODS} />
            <ChoiceField label="For" path={['scope']} choices={SCOPES} standard="customer" />
            <ActionIcon
              variant="default"
              size="input-sm"
              aria-label={`Remove restriction ${index + 1}`}
              onClick={() => set(['limits', index], undefined)}
            >
              ×
            </ActionIcon>
          </Group>
        </Part>
      ))}
      <Button
        variant="default"
        size="xs"
        style={{ alignSelf: 'flex-start' }}
        onClick={() => set(['limits', limits.length], { points: 100, per: 'day' })}
      >
        Add restriction
      </Button>
    </Stack>
  );
}
