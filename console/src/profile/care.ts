// What every part of a customer's profile asks: may whoever is signed in change this account, and what does the programme
// call its parts.
import type { Schemas } from '@laurel/sdk';
import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { read } from '../api/laurel.ts';
import { type Scope, useMe, useReason } from '../api/session.ts';

const WORDS_STALE_MS = 60_000;

export type Words = Schemas['ProgrammeWords'];
export type Choice = { readonly value: string; readonly label: string };

export function useWords(): UseQueryResult<Words> {
  return useQuery({ ...read('getProgrammeWords', {}), staleTime: WORDS_STALE_MS });
}

export function choicesOf(items: readonly { readonly name: string; readonly title: string }[]): Choice[] {
  return items.map(({ name, title }) => ({ value: name, label: title }));
}

/** Null when the account may be changed, else why not. `customer` is the id. */
export function useCareReason(customer: string, scope: Scope): string | null {
  const me = useMe();
  const reason = useReason(scope);
  if (me.user?.own_customers.includes(customer) === true)
    return 'This is an account of your own. Somebody else has to do it.';
  return reason;
}

/** Sums of money in /v1 are in the smallest unit of the programme's currency. */
export function useMoney(): (amount: number) => string {
  const words = useWords();
  const { currency, minor_units: units } = words.data ?? { currency: 'USD', minor_units: 100 };
  const format = new Intl.NumberFormat(undefined, { style: 'currency', currency });
  return (amount) => (words.data === undefined ? '…' : format.format(amount / units));
}
