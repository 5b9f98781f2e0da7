// Fields of attributes and events: their types, and what may stand in them.
import { Group } from '@mantine/core';
import { type Definition, flag, list, text } from './definition.ts';
import { useEntryForm } from './entry-form.tsx';
import { type Choice, ChoiceField, SwitchField, TextField, WordsField } from './fields.tsx';

const TYPES: { readonly [type: string]: string } = {
  string: 'Text',
  int: 'Whole number',
  double: 'Number',
  bool: 'Yes or no',
  date: 'Date',
  datetime: 'Moment',
  string_list: 'Several texts',
  json: 'Anything (JSON)',
};
const CHOICES: readonly Choice[] = Object.entries(TYPES).map(([value, label]) => ({ value, label }));

export function typeWords(field: Definition): string {
  const type = TYPES[text(field, 'type')] ?? text(field, 'type');
  return flag(field, 'required') ? `${type}, required` : type;
}

export function valueWords(field: Definition): string {
  return (
    list(field, 'values')
      .map((value) => text(value))
      .join(', ') || 'any'
  );
}

export function FieldFields() {
  const { get } = useEntryForm();
  const hasValues = ['string', 'string_list'].includes(text(get(['type'])));
  return (
    <>
      <Group grow align="flex-start">
        <ChoiceField label="Type" path={['type']} required choices={CHOICES} />
        <TextField label="Title" path={['title']} />
      </Group>
      {hasValues ? <WordsField label="Allowed values" path={['values']} placeholder="any" /> : null}
      <SwitchField label="Required" path={['required']} />
    </>
  );
}
