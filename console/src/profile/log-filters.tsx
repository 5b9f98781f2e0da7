// The filters of a log: types, from a day, to a day. They stand in the address; this only shows and changes them.
import { Button, Group, MultiSelect, TextInput } from '@mantine/core';
import type { LogSearch } from './search.ts';

type LogType = { readonly type: string; readonly title: string; readonly category: string };

type LogFiltersProps = {
  readonly label: string;
  readonly types: readonly LogType[];
  readonly search: LogSearch;
  readonly onChange: (part: { readonly [name in keyof LogSearch]?: string | null }) => void;
};

export function LogFilters({ label, types, search, onChange }: LogFiltersProps) {
  const chosen = search.type?.split(',') ?? [];
  const isFiltered = search.type !== undefined || search.from !== undefined || search.to !== undefined;
  return (
    <Group align="flex-end" gap="xs">
      <MultiSelect
        label={label}
        placeholder={chosen.length === 0 ? 'All' : ''}
        data={grouped(types)}
        value={chosen}
        onChange={(values) => onChange({ type: values.length === 0 ? null : values.join(',') })}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': `Clear ${label.toLowerCase()}` }}
        w={280}
      />
      <DayFilter label="From" value={search.from} onChange={(from) => onChange({ from })} />
      <DayFilter label="To" value={search.to} onChange={(to) => onChange({ to })} />
      {isFiltered ? (
        <Button variant="default" onClick={() => onChange({ type: null, from: null, to: null })}>
          Clear filters
        </Button>
      ) : null}
    </Group>
  );
}

type DayFilterProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (on: string | null) => void;
};

export function DayFilter({ label, value, onChange }: DayFilterProps) {
  const change = (on: string): void => onChange(on === '' ? null : on);
  return (
    <TextInput
      type="date"
      label={label}
      value={value ?? ''}
      onChange={(event) => change(event.currentTarget.value)}
      w={150}
    />
  );
}

function grouped(types: readonly LogType[]) {
  const groups = [...new Set(types.map(({ category }) => category))];
  return groups.map((group) => ({
    group: `${group.charAt(0).toUpperCase()}${group.slice(1)}`,
    items: types.filter(({ category }) => category === group).map(({ type, title }) => ({ value: type, label: title })),
  }));
}
