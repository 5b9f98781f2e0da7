// The phones of a profile as rows of a form: number and type; an emptied number leaves the list.
import { Button, Group, TextInput } from '@mantine/core';
import type { Customer, Patch } from './profile-fields.ts';

export type PhoneText = { readonly id: number; readonly number: string; readonly type: string };

export function phoneTexts({ phones }: Customer): readonly PhoneText[] {
  return phones.map(({ number, type }, id) => ({ id, number, type: type ?? '' }));
}

/** The whole list, as /v1 replaces it; nothing while it is as it was. Flags and verification stay with their number. */
export function phonesPatch({ phones }: Customer, texts: readonly PhoneText[]): Pick<Patch, 'phones'> {
  const listed = texts.filter(({ number }) => number.trim() !== '');
  const isSame =
    listed.length === phones.length &&
    listed.every(({ number, type }, place) => {
      const before = phones[place];
      return before?.number === number.trim() && (before.type ?? '') === type.trim();
    });
  if (isSame) return {};
  return {
    phones: listed.map(({ number, type }) => {
      const before = phones.find((one) => one.number === number.trim());
      const kept = before === undefined ? {} : { flags: [...before.flags], verified: before.verified };
      return { ...kept, number: number.trim(), type: type.trim() === '' ? null : type.trim() };
    }),
  };
}

type PhoneFieldsProps = {
  readonly phones: readonly PhoneText[];
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (phones: readonly PhoneText[]) => void;
};

export function PhoneFields({ phones, errors, onChange }: PhoneFieldsProps) {
  const set = (id: number, part: Partial<PhoneText>): void =>
    onChange(phones.map((one) => (one.id === id ? { ...one, ...part } : one)));
  const add = (): void =>
    onChange([...phones, { id: 1 + Math.max(-1, ...phones.map(({ id }) => id)), number: '', type: '' }]);
  return (
    <>
      {phones.map(({ id, number, type }, place) => (
        <Group key={id} align="flex-end" gap="xs">
          <TextInput
            label={`Phone ${place + 1}`}
            value={number}
            onChange={(event) => set(id, { number: event.currentTarget.value })}
            error={errors[`phones.${place}.number`]}
          />
          <TextInput
            label={`Type of phone ${place + 1}`}
            value={type}
            onChange={(event) => set(id, { type: event.currentTarget.value })}
            error={errors[`phones.${place}.type`]}
          />
          <Button variant="default" onClick={() => onChange(phones.filter((one) => one.id !== id))}>
            Remove phone {place + 1}
          </Button>
        </Group>
      ))}
      <Group>
        <Button variant="default" size="xs" onClick={add}>
          Add phone
        </Button>
      </Group>
    </>
  );
}
