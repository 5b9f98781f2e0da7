// Money as cards keep it, in the smallest unit of the currency, to and from what people read and type.
import { money } from '../parts/figures.tsx';

/** Digits after the point, as ISO 4217 has them. */
export function minorDigits(currency: string): number {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
}

export function minorMoney(amount: number, currency: string): string {
  return money(amount / 10 ** minorDigits(currency), currency);
}

/** What was typed in units of the currency; not a number becomes 0. */
export function toMinor(typed: string | number, currency: string): number {
  const value = Number(typed);
  return Number.isFinite(value) ? Math.round(value * 10 ** minorDigits(currency)) : 0;
}
