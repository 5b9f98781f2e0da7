// Accounts and sources in words.

import { count } from '../parts/figures.tsx';
import { type Definition, flag, group, list, number, text } from './definition.ts';

export function expiryWords(account: Definition): string {
  const expiry = group(account, 'expiry');
  switch (text(expiry, 'kind')) {
    case 'rolling':
      return `each deposit after ${text(expiry, 'after')}`;
    case 'fixed':
      return `all at once, every ${text(expiry, 'every')}`;
    case 'end_of_period': {
      const plus = text(expiry, 'plus');
      return `at the end of the ${text(expiry, 'period')}${plus === '' ? '' : `, plus ${plus}`}`;
    }
    case 'inactivity':
      return `${text(expiry, 'percent')} % after ${text(expiry, 'after')} without activity`;
    default:
      return 'never';
  }
}

const PERIODS: { readonly [per: string]: string } = {
  day: 'a day',
  week: 'a week',
  month: 'a month',
  year: 'a year',
  ever: 'ever',
};

export function restrictionWords(source: Definition): readonly string[] {
  const limits = list(source, 'limits').map((limit) => {
    const whose = text(limit, 'scope') === 'total' ? 'all customers together' : 'each customer';
    return `${count(number(limit, 'points') ?? 0)} points ${PERIODS[text(limit, 'per')] ?? text(limit, 'per')} for ${whose}`;
  });
  const inventory = number(source, 'inventory');
  return inventory === null ? limits : [...limits, `${count(inventory)} points in all`];
}

export function spendingWords(account: Definition): string {
  const spending = group(account, 'spending');
  if (!flag(spending, 'allowed', true)) return 'not for spending';
  const [minimum, step] = [number(spending, 'minimum') ?? 1, number(spending, 'step') ?? 1];
  const parts = [minimum > 1 ? `at least ${count(minimum)}` : '', step > 1 ? `in steps of ${count(step)}` : ''];
  return parts.filter((part) => part !== '').join(', ') || 'any amount';
}
