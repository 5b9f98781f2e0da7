// The reason that is asked for before something is done by hand.
import { Textarea } from '@mantine/core';

type ReasonFieldProps = { readonly value: string; readonly onChange: (value: string) => void };

export function ReasonField({ value, onChange }: ReasonFieldProps) {
  return <Textarea label="Reason" required value={value} onChange={(event) => onChange(event.currentTarget.value)} />;
}

/** What keeps the button from working; null when a reason is given. */
export function missingReason(why: string): string | null {
  return why.trim() === '' ? 'Say the reason first.' : null;
}
