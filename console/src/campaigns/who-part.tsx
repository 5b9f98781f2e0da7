// Who a campaign is for: everybody, a named audience, or customers with a rule of its own; and who of them must ask for it.
import { Checkbox, NativeSelect, Radio, Stack } from '@mantine/core';
import { type Draft, entriesOf } from '../programme/save-entry.ts';
import { RuleEditor } from '../rules/rule-editor.tsx';
import type { RuleField } from '../rules/rule-words.ts';
import { type Definition, textAt } from './definition.ts';

export type PartProps = {
  readonly definition: Definition;
  readonly change: (part: Readonly<Record<string, unknown>>) => void;
  readonly draft: Draft;
  readonly fields: readonly RuleField[];
  readonly problems: Readonly<Record<string, string>>;
};

type Way = 'all' | 'named' | 'rule';

export function WhoPart({ definition, change, draft, fields, problems }: PartProps) {
  const audience = textAt(definition, 'audience');
  const named = [...entriesOf(draft, 'audiences')].map(([name, { title }]) => ({
    value: name,
    label: typeof title === 'string' ? title : name,
  }));
  const [first] = named;
  const way: Way = !('audience' in definition)
    ? 'all'
    : named.some(({ value }) => value === audience)
      ? 'named'
      : 'rule';
  const choose = (next: string): void => {
    if (next === 'all') change({ audience: undefined });
    else if (next === 'named' && first !== undefined) change({ audience: first.value });
    else change({ audience: '' });
  };
  return (
    <Stack gap="sm">
      <Radio.Group label="Members" value={way} onChange={choose}>
        <Stack gap={6} mt={4}>
          <Radio value="all" label="All members" />
          <Radio value="named" label="Members of an audience" disabled={first === undefined} />
          <Radio value="rule" label="Members with these properties" />
        </Stack>
      </Radio.Group>
      {way === 'named' ? (
        <NativeSelect
          label="Audience"
          data={named}
          value={audience}
          onChange={(event) => change({ audience: event.currentTarget.value })}
        />
      ) : null}
      {way === 'rule' ? (
        <RuleEditor
          label="Members with"
          value={audience}
          onChange={(rule) => change({ audience: rule })}
          fields={fields.filter(({ group }) => group !== 'event')}
          error={problems.audience ?? null}
        />
      ) : null}
      <Checkbox
        label="Only those who opted in to this campaign"
        checked={definition.opt_in === true}
        onChange={(event) => change({ opt_in: event.currentTarget.checked ? true : undefined })}
      />
    </Stack>
  );
}
