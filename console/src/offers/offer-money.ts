// Money as definitions write it: in the smallest unit of the currency.
import { money } from '../parts/figures.tsx';

export function moneyIn(smallest: number, currency: string): string {
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return money(smallest / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2), currency);
}
