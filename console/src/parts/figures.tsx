// Numbers: grouped as the reader's language groups them; movements with their sign, earned green and used red.
import { Text } from '@mantine/core';

const whole = new Intl.NumberFormat();
const signed = new Intl.NumberFormat(undefined, { signDisplay: 'exceptZero' });
const compact = new Intl.NumberFormat(undefined, { notation: 'compact', maximumFractionDigits: 1 });

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
export const count = (value: number): string => whole.format(value);
/** For figures that are read at a glance, such as 1.2M. */
export const roughly = (value: number): string => compact.format(value);

export function Movement({ points }: { points: number }) {
  const color = points > 0 ? 'var(--laurel-earned)' : points < 0 ? 'var(--laurel-used)' : 'inherit';
  return (
    <Text span inherit style={{ color, whiteSpace: 'nowrap' }}>
      {signed.format(points)}
    </Text>
  );
}

/** `amount` in units of the currency, as /v1 answers money. */
export function money(amount: number, currency: string): string {
  return new Intl.NumberFormat(undefined, { style: 'currency', currency }).format(amount);
}
