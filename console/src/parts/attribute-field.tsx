// A custom attribute of a customer as a field: typed as text, sent as what the programme says it is.
import type { Schemas } from '@laurel/sdk';
import { NativeSelect, TextInput } from '@mantine/core';

export type Attribute = Schemas['ProgrammeWords']['attributes'][number];

type AttributeFieldProps = {
  readonly attribute: Attribute;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (value: string) => void;
};

export function AttributeField({ attribute: { title, type, values }, value, error, onChange }: AttributeFieldProps) {
  const choices = type === 'bool' ? ['true', 'false'] : type === 'string' ? values : null;
  if (choices !== null)
    return (
      <NativeSelect
        label={title}
        data={[{ value: '', label: '–' }, ...choices]}
        value={value}
        onChange={(event) => onChange(event.currentTarget.value)}
        error={error}
      />
    );
  return (
    <TextInput
      label={title}
      type={type === 'date' ? 'date' : 'text'}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      {...(type === 'string_list' ? { description: 'Separated by commas.' } : {})}
    />
  );
}

/** Null for nothing. A text that is not of the attribute's type goes out as it is: the server says what is wrong with it. */
export function attributeValue({ type }: Attribute, text: string): unknown {
  if (text === '') return null;
  if (type === 'int' || type === 'double') return Number.isNaN(Number(text)) ? text : Number(text);
  if (type === 'bool') return text === 'true';
  if (type === 'string_list') return text.split(',').map((one) => one.trim());
  return type === 'json' ? parsed(text) : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
