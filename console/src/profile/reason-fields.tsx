// Why somebody adjusts something by hand: a reason code where the programme lists some, a sentence where it does not.

import { NativeSelect, Textarea } from '@mantine/core';
import { missingReason } from '../parts/reason.tsx';
import { choicesOf, type Words } from './care.ts';

export type Reason = { readonly code: string; readonly text: string };
export const NO_REASON: Reason = { code: '', text: '' };

type ReasonFieldsProps = {
  readonly words: Words;
  readonly value: Reason;
  readonly onChange: (reason: Reason) => void;
  readonly errors: Readonly<Record<string, string>>;
};

export function ReasonFields({ words, value, onChange, errors }: ReasonFieldsProps) {
  const hasCodes = words.reason_codes.length > 0;
  return (
    <>
      {hasCodes ? (
        <NativeSelect
          label="Reason code"
          required
          value={value.code}
          onChange={(event) => onChange({ ...value, code: event.currentTarget.value })}
          data={[{ value: '', label: 'Choose one…' }, ...choicesOf(words.reason_codes)]}
          error={errors.reason_code}
        />
      ) : null}
      <Textarea
        label="Reason"
        required={!hasCodes}
        autosize
        minRows={2}
        value={value.text}
        onChange={(event) => onChange({ ...value, text: event.currentTarget.value })}
        error={errors.reason}
      />
    </>
  );
}

/** What keeps the button from working; null when enough is said. */
export function reasonMissing(words: Words, { code, text }: Reason): string | null {
  if (words.reason_codes.length > 0) return code === '' ? 'Choose a reason code first.' : null;
  return missingReason(text);
}

export function reasonBody({ code, text }: Reason): { reason_code?: string; reason?: string } {
  const reason = text.trim();
  return { ...(code === '' ? {} : { reason_code: code }), ...(reason === '' ? {} : { reason }) };
}
