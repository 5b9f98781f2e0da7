// What the addresses of a connection may say behind the question mark.
import { CUSTOMER_STATES, type CustomerState, SET_ASIDE_STATES, type SetAsideState } from './words.ts';

type Search = Readonly<Record<string, unknown>>;

export function customerStateSearch({ status }: Search): { readonly status?: CustomerState } {
  const found = CUSTOMER_STATES.find((one) => one === status);
  return found === undefined ? {} : { status: found };
}

export function setAsideSearch({ status }: Search): { readonly status?: SetAsideState } {
  const found = SET_ASIDE_STATES.find((one) => one === status);
  return found === undefined ? {} : { status: found };
}
