// Fields of a definition: each reads and writes one name of it. Empty means that the definition does not say it.
import { Autocomplete, Group, NumberInput, Select, Switch, TagsInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type EntryForm, numberIn, textIn, textsIn } from './entry-form.ts';
import { instantOf, localOf } from './local-time.ts';

type FieldProps = {
  readonly form: EntryForm;
  readonly name: string;
  readonly label: string;
  readonly description?: string;
  readonly required?: boolean;
  readonly placeholder?: string;
  readonly disabled?: boolean;
};

/** What every field of Mantine takes of a field here. */
function shared({ form, name, label, description, required, placeholder, disabled }: FieldProps) {
  return {
    label,
    error: form.errorOf(name),
    ...(description === undefined ? {} : { description }),
    ...(required === true ? { required: true } : {}),
    ...(placeholder === undefined ? {} : { placeholder }),
    ...(disabled === true ? { disabled: true } : {}),
  };
}

const orNothing = (text: string): string | undefined => (text === '' ? undefined : text);

export function TextField(props: FieldProps) {
  const { form, name } = props;
  return (
    <TextInput
      {...shared(props)}
      value={textIn(form.value, name)}
      onChange={(event) => form.set(name, orNothing(event.currentTarget.value))}
    />
  );
}

export function LongTextField({
  rows = 2,
  isCode = false,
  ...props
}: FieldProps & { rows?: number; isCode?: boolean }) {
  const { form, name } = props;
  return (
    <Textarea
      {...shared(props)}
      autosize
      minRows={rows}
      maxRows={20}
      {...(isCode ? { styles: { input: { fontFamily: 'var(--mantine-font-family-monospace)' } } } : {})}
      value={textIn(form.value, name)}
      onChange={(event) => form.set(name, orNothing(event.currentTarget.value))}
    />
  );
}

type NumberProps = FieldProps & { readonly min?: number; readonly max?: number; readonly suffix?: string };

export function NumberField({ min = 0, max, suffix, ...props }: NumberProps) {
  const { form, name } = props;
  return (
    <NumberInput
      {...shared(props)}
      min={min}
      {...(max === undefined ? {} : { max })}
      {...(suffix === undefined ? {} : { suffix })}
      allowDecimal={false}
      value={numberIn(form.value, name) ?? ''}
      onChange={(value) => form.set(name, value === '' ? undefined : Number(value))}
    />
  );
}

/** Money, which stands in definitions in the smallest unit of the currency. */
export function MoneyField({ currency, ...props }: FieldProps & { readonly currency: string }) {
  const { form, name } = props;
  const digits =
    new Intl.NumberFormat(undefined, { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const amount = numberIn(form.value, name);
  return (
    <NumberInput
      {...shared(props)}
      min={0}
      decimalScale={digits}
      suffix={` ${currency}`}
      value={amount === null ? '' : amount / 10 ** digits}
      onChange={(value) => form.set(name, value === '' ? undefined : Math.round(Number(value) * 10 ** digits))}
    />
  );
}

type Choice = { readonly value: string; readonly label: string };

export function ChoiceField({ choices, ...props }: FieldProps & { readonly choices: readonly Choice[] }) {
  const { form, name, required } = props;
  const value = textIn(form.value, name);
  return (
    <Select
      {...shared(props)}
      data={[...choices]}
      value={value === '' ? null : value}
      allowDeselect={required !== true}
      clearable={required !== true}
      clearButtonProps={{ 'aria-label': `Clear ${props.label}` }}
      onChange={(chosen) => form.set(name, chosen ?? undefined)}
    />
  );
}

/** One of what is offered, or anything else that is typed: a named audience or an expression. */
export function SuggestedField({ choices, ...props }: FieldProps & { readonly choices: readonly string[] }) {
  const { form, name } = props;
  return (
    <Autocomplete
      {...shared(props)}
      data={[...choices]}
      value={textIn(form.value, name)}
      onChange={(value) => form.set(name, orNothing(value))}
    />
  );
}

export function ListField({ choices = [], ...props }: FieldProps & { readonly choices?: readonly string[] }) {
  const { form, name } = props;
  return (
    <TagsInput
      {...shared(props)}
      data={[...choices]}
      value={[...textsIn(form.value, name)]}
      onChange={(values) => form.set(name, values.length === 0 ? undefined : values)}
    />
  );
}

export function SwitchField(props: FieldProps) {
  const { form, name, label, description } = props;
  return (
    <Switch
      label={label}
      {...(description === undefined ? {} : { description })}
      checked={form.value[name] === true}
      onChange={(event) => form.set(name, event.currentTarget.checked ? true : undefined)}
    />
  );
}

/** An instant, shown and typed in the time zone of whoever looks at it. */
export function InstantField(props: FieldProps) {
  const { form, name } = props;
  return (
    <TextInput
      {...shared(props)}
      type="datetime-local"
      value={localOf(textIn(form.value, name))}
      onChange={(event) => form.set(name, instantOf(event.currentTarget.value) ?? undefined)}
    />
  );
}

const UNITS = ['minute', 'hour', 'day', 'week', 'month', 'year'] as const;

/** A span of time as definitions write it: a number and a unit. */
export function SpanField(props: FieldProps) {
  const { form, name, label } = props;
  const [count = '', unit = 'days'] = textIn(form.value, name).split(' ');
  const write = (number: string, word: string): void => form.set(name, number === '' ? undefined : `${number} ${word}`);
  return (
    <Group gap="xs" align="flex-end" wrap="nowrap">
      <NumberInput
        {...shared(props)}
        min={1}
        allowDecimal={false}
        value={count === '' ? '' : Number(count)}
        onChange={(value) => write(String(value), unit)}
        flex={1}
      />
      <Select
        aria-label={`Unit of ${label}`}
        data={UNITS.map((one) => ({ value: `${one}s`, label: `${one}s` }))}
        value={unit.endsWith('s') ? unit : `${unit}s`}
        allowDeselect={false}
        onChange={(chosen) => write(count, chosen ?? unit)}
        w={110}
      />
    </Group>
  );
}

/** JSON as text. It is written into the definition whenever it reads as JSON; until then the field says that it does not. */
export function JsonField(props: FieldProps) {
  const { form, name } = props;
  const written = form.value[name];
  const [text, setText] = useState(() => (written === undefined ? '' : JSON.stringify(written, null, 2)));
  const [isBroken, setIsBroken] = useState(false);
  const change = (next: string): void => {
    setText(next);
    const read = next.trim() === '' ? { ok: true, value: undefined } : readJson(next);
    setIsBroken(!read.ok);
    if (read.ok) form.set(name, read.value);
  };
  return (
    <Textarea
      {...shared(props)}
      autosize
      minRows={4}
      maxRows={24}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      value={text}
      error={isBroken ? 'This is not JSON yet; what was there before stays.' : form.errorOf(name)}
      onChange={(event) => change(event.currentTarget.value)}
    />
  );
}

function readJson(text: string): { readonly ok: boolean; readonly value: unknown } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, value: undefined };
  }
}
