// Filters above a list. What they say stands in the address; whoever uses them writes it there.
import { Group, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';

export function Filters({ children }: { children: ReactNode }) {
  return (
    <Group gap="sm" align="flex-end" role="search">
      {children}
    </Group>
  );
}

type TextFilterProps = {
  readonly label: string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
  readonly width?: number;
  readonly placeholder?: string;
};

export function TextFilter({ label, value, onChange, width = 240, placeholder }: TextFilterProps) {
  return (
    <TextInput
      label={label}
      w={width}
      {...(placeholder === undefined ? {} : { placeholder })}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  );
}

type ChoiceFilterProps = Omit<TextFilterProps, 'placeholder'> & {
  readonly choices: readonly { readonly value: string; readonly label: string }[];
};

export function ChoiceFilter({ label, value, choices, onChange, width = 180 }: ChoiceFilterProps) {
  return (
    <Select
      label={label}
      w={width}
      data={[...choices]}
      placeholder="All"
      value={value ?? null}
      clearable
      clearButtonProps={{ 'aria-label': `Clear ${label}` }}
      onChange={(chosen) => onChange(chosen ?? undefined)}
    />
  );
}

/** A calendar day, as the address says it: 2027-03-01. */
export function DayFilter({ label, value, onChange, width = 150 }: Omit<TextFilterProps, 'placeholder'>) {
  return (
    <TextInput
      label={label}
      type="date"
      w={width}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  );
}
