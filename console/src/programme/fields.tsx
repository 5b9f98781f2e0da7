// Fields of an entry's form, each bound to a path of the definition. An empty field takes its key out, so that the programme's
// own default holds.
import { MultiSelect, NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { type Json, list, type Path, text } from './definition.ts';
import { useEntryForm } from './entry-form.tsx';

type FieldProps = {
  readonly label: string;
  readonly path: Path;
  readonly description?: string;
  readonly required?: boolean;
  readonly placeholder?: string;
};

export function TextField({ path, ...field }: FieldProps) {
  const { get, set, errorOf } = useEntryForm();
  return (
    <TextInput
      {...field}
      value={text(get(path))}
      error={errorOf(path)}
      onChange={(event) => set(path, event.currentTarget.value === '' ? undefined : event.currentTarget.value)}
    />
  );
}

/** Each line is one text of a list. */
export function LinesField({ path, ...field }: FieldProps) {
  const { get, set, errorOf } = useEntryForm();
  const lines = list(get(path)).map((line) => text(line));
  return (
    <Textarea
      {...field}
      autosize
      minRows={2}
      maxRows={8}
      value={lines.join('\n')}
      error={errorOf(path)}
      onChange={(event) => {
        const value = event.currentTarget.value;
        set(path, value === '' ? undefined : value.split('\n'));
      }}
    />
  );
}

type NumberFieldProps = FieldProps & { readonly min?: number; readonly max?: number; readonly suffix?: string };

export function NumberField({ path, min = 0, ...field }: NumberFieldProps) {
  const { get, set, errorOf } = useEntryForm();
  const value = get(path);
  return (
    <NumberInput
      {...field}
      min={min}
      allowNegative={false}
      thousandSeparator=","
      value={typeof value === 'number' || typeof value === 'string' ? value : ''}
      error={errorOf(path)}
      onChange={(next) => set(path, next === '' ? undefined : next)}
    />
  );
}

type SwitchFieldProps = FieldProps & { /** What holds when it is not written. */ readonly standard?: boolean };

export function SwitchField({ path, standard = false, required: _, placeholder: __, ...field }: SwitchFieldProps) {
  const { get, set, errorOf } = useEntryForm();
  const value = get(path);
  return (
    <Switch
      {...field}
      checked={typeof value === 'boolean' ? value : standard}
      error={errorOf(path)}
      onChange={(event) =>
        set(path, event.currentTarget.checked === standard ? undefined : event.currentTarget.checked)
      }
    />
  );
}

export type Choice = { readonly value: string; readonly label: string };

type ChoiceFieldProps = FieldProps & {
  readonly choices: readonly Choice[];
  /** Shown when nothing is written. */
  readonly standard?: string;
  readonly onChoose?: (value: string) => void;
};

export function ChoiceField({ path, choices, standard, onChoose, ...field }: ChoiceFieldProps) {
  const { get, set, errorOf } = useEntryForm();
  const value = text(get(path)) || (standard ?? null);
  return (
    <Select
      {...field}
      data={[...choices]}
      value={value}
      allowDeselect={false}
      clearable={field.required !== true && standard === undefined}
      error={errorOf(path)}
      onChange={(next) => {
        set(path, next === null || next === standard ? undefined : next);
        if (next !== null) onChoose?.(next);
      }}
    />
  );
}

/** Several of what there is. */
export function ChoicesField({ path, choices, ...field }: FieldProps & { readonly choices: readonly Choice[] }) {
  const { get, set, errorOf } = useEntryForm();
  return (
    <MultiSelect
      {...field}
      data={[...choices]}
      value={texts(get(path))}
      error={errorOf(path)}
      onChange={(next) => set(path, next.length === 0 ? undefined : next)}
    />
  );
}

/** Any texts. */
export function WordsField({ path, ...field }: FieldProps) {
  const { get, set, errorOf } = useEntryForm();
  return (
    <TagsInput
      {...field}
      value={texts(get(path))}
      error={errorOf(path)}
      onChange={(next) => set(path, next.length === 0 ? undefined : next)}
    />
  );
}

function texts(value: Json): string[] {
  return list(value).map((one) => text(one));
}
