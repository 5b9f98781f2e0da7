// How often a campaign gives, how much in all, from when to when, before which others, and to whom not, for comparison.

import { Checkbox, Group, NativeSelect, NumberInput, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { instantOf, localOf } from '../parts/local-time.ts';
import { type Definition, numberAt, partAt, textAt, withPart } from './definition.ts';
import type { PartProps } from './who-part.tsx';

const PERIODS = [
  { value: 'day', label: 'a day' },
  { value: 'week', label: 'a week' },
  { value: 'month', label: 'a month' },
  { value: 'year', label: 'a year' },
  { value: 'ever', label: 'ever' },
];

export function OftenPart({ definition, change }: PartProps) {
  return (
    <Group align="end" gap="lg">
      <Limit label="Times for each member" limit={partAt(definition, 'limit')} set={(limit) => change({ limit })} />
      <Limit
        label="Times in all"
        limit={partAt(definition, 'limit_total')}
        set={(limit) => change({ limit_total: limit })}
      />
    </Group>
  );
}

type LimitProps = {
  readonly label: string;
  readonly limit: Definition | null;
  readonly set: (limit: Definition | undefined) => void;
};

function Limit({ label, limit, set }: LimitProps) {
  const times = limit === null ? null : numberAt(limit, 'times');
  const per = limit === null ? 'ever' : textAt(limit, 'per', 'ever');
  return (
    <Group align="end" gap="xs" role="group" aria-label={label}>
      <NumberInput
        label={label}
        placeholder="no limit"
        w={160}
        min={1}
        value={times ?? ''}
        onChange={(value) => set(value === '' ? undefined : { times: Number(value), per })}
      />
      <NativeSelect
        aria-label={`${label}: in which time`}
        data={PERIODS}
        value={per}
        disabled={times === null}
        onChange={(event) => set({ times: times ?? 1, per: event.currentTarget.value })}
      />
    </Group>
  );
}

/** What stands below the sentence. */
export function Bounds({ definition, change, problems }: Omit<PartProps, 'draft' | 'fields'>) {
  const budget = partAt(definition, 'budget') ?? {};
  const spend = (key: 'points' | 'money') => (value: string | number) => {
    const next = withPart(budget, { [key]: value === '' ? undefined : Number(value) });
    change({ budget: Object.keys(next).length === 0 ? undefined : next });
  };
  const number = (label: string, key: string, more: { readonly max?: number; readonly description?: string } = {}) => (
    <NumberInput
      label={label}
      min={0}
      {...more}
      value={numberAt(definition, key) ?? ''}
      error={problems[key]}
      onChange={(value) => change({ [key]: value === '' ? undefined : Number(value) })}
    />
  );
  return (
    <Stack gap="sm" role="group" aria-label="Limits and schedule">
      <SimpleGrid cols={{ base: 1, xs: 2, md: 3 }}>
        <Moment
          label="Starts"
          value={textAt(definition, 'starts_at')}
          set={(at) => change({ starts_at: at })}
          error={problems.starts_at}
        />
        <Moment
          label="Ends"
          value={textAt(definition, 'ends_at')}
          set={(at) => change({ ends_at: at })}
          error={problems.ends_at}
        />
        {number('Control group (%)', 'control_group', { max: 90 })}
        <NumberInput
          label="Budget in points"
          min={1}
          value={numberAt(budget, 'points') ?? ''}
          onChange={spend('points')}
        />
        <NumberInput
          label="Budget for offers (cents)"
          min={1}
          value={numberAt(budget, 'money') ?? ''}
          onChange={spend('money')}
        />
        {number('Priority', 'priority', { max: 10_000 })}
      </SimpleGrid>
      <Checkbox
        label="When it gave something, no campaign of a later priority does"
        checked={definition.exclusive === true}
        onChange={(event) => change({ exclusive: event.currentTarget.checked ? true : undefined })}
      />
    </Stack>
  );
}

type MomentProps = {
  readonly label: string;
  readonly value: string;
  readonly set: (at: string | undefined) => void;
  readonly error: string | undefined;
};

/** Entered where the reader is, kept in UTC. */
function Moment({ label, value, set, error }: MomentProps) {
  return (
    <TextInput
      label={label}
      type="datetime-local"
      value={localOf(value)}
      error={error}
      onChange={({ currentTarget: { value: text } }) => set(instantOf(text) ?? undefined)}
    />
  );
}
