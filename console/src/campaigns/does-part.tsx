// What a campaign asks of an event or a purchase besides its happening: conditions, how many times, within which time.
import { Group, NumberInput, Stack, TagsInput, Text, TextInput } from '@mantine/core';
import { RuleEditor } from '../rules/rule-editor.tsx';
import { type Definition, numberAt, partAt, startOf, textAt, withPart } from './definition.ts';
import type { PartProps } from './who-part.tsx';

export function DoesPart({ definition, change, fields, problems }: PartProps) {
  const start = startOf(definition);
  const behavior = partAt(definition, 'behavior');
  if (behavior === null || (start !== 'event' && start !== 'purchase'))
    return <Text size="sm">Days ask for nothing besides: who the campaign is for says the rest.</Text>;
  const set = (part: Readonly<Record<string, unknown>>): void => change({ behavior: withPart(behavior, part) });
  return (
    <Stack gap="sm">
      {start === 'purchase' ? <PurchaseForm behavior={behavior} set={set} /> : null}
      <Group align="end" gap="sm">
        <NumberInput
          label="How many times"
          w={140}
          min={1}
          value={numberAt(behavior, 'times') ?? 1}
          onChange={(value) => set({ times: Number(value) > 1 ? Number(value) : undefined })}
        />
        <TextInput
          label="Within"
          placeholder="such as 30 days"
          value={textAt(definition, 'within')}
          error={problems.within}
          onChange={(event) =>
            change({ within: event.currentTarget.value === '' ? undefined : event.currentTarget.value })
          }
        />
      </Group>
      <RuleEditor
        label="Only with"
        value={textAt(behavior, 'when')}
        onChange={(rule) => set({ when: rule === '' ? undefined : rule })}
        fields={fields}
        error={problems['behavior.when'] ?? null}
      />
    </Stack>
  );
}

type PurchaseProps = {
  readonly behavior: Definition;
  readonly set: (part: Readonly<Record<string, unknown>>) => void;
};

function PurchaseForm({ behavior, set }: PurchaseProps) {
  const purchase = partAt(behavior, 'purchase') ?? {};
  const listed = (key: string): string[] => {
    const value = purchase[key];
    return Array.isArray(value) ? value.map(String) : [];
  };
  const list = (key: string) => (next: string[]) =>
    set({ purchase: withPart(purchase, { [key]: next.length === 0 ? undefined : next }) });
  return (
    <Group align="end" gap="sm" grow>
      <TagsInput label="Items" value={listed('items')} onChange={list('items')} />
      <TagsInput label="Categories" value={listed('categories')} onChange={list('categories')} />
      <TagsInput label="Stores" value={listed('stores')} onChange={list('stores')} />
    </Group>
  );
}
