// Sending many items with their refusals told apart: in halves where the platform names none, or each in a request of its own.
// What a request is and what an answer means is the connector's.

import type { Person } from '../../domain/sync/mapping.ts';
import { type PersonResult, SyncForbidden } from './sync-connector.ts';

type RefusedPerson = Extract<PersonResult, { kind: 'refused' }>;
export type Refusal = { readonly code: string; readonly reason: string };

export type PartResult =
  /** All but these, by their place in what was sent. */
  | { readonly kind: 'taken'; readonly refused: ReadonlyMap<number, Refusal> }
  /** None of them, and it is not said which one is to blame. */
  | { readonly kind: 'refused'; readonly refusal: Refusal };

/** Those of the items that are refused, by their place. What was taken before may be sent twice. */
export async function refusalsOf<T>(
  items: readonly T[],
  send: (items: readonly T[]) => Promise<PartResult>,
): Promise<ReadonlyMap<number, Refusal>> {
  if (items.length === 0) return new Map();
  const result = await send(items);
  if (result.kind === 'taken') return result.refused;
  if (items.length === 1) return new Map([[0, result.refusal]]);
  const half = Math.ceil(items.length / 2);
  const first = await refusalsOf(items.slice(0, half), send);
  const second = await refusalsOf(items.slice(half), send);
  return new Map([...first, ...[...second].map(([place, refusal]) => [place + half, refusal] as const)]);
}

/** The same for more items than fit into one request. */
export async function refusalsOfAll<T>(
  items: readonly T[],
  size: number,
  send: (items: readonly T[]) => Promise<PartResult>,
): Promise<ReadonlyMap<number, Refusal>> {
  const all = new Map<number, Refusal>();
  for (let first = 0; first < items.length; first += size) {
    const found = await refusalsOf(items.slice(first, first + size), send);
    for (const [place, refusal] of found) all.set(first + place, refusal);
  }
  return all;
}

/** Waiting for more answers at once gains nothing: the platforms' limits are lower. */
const AT_ONCE = 20;

/** Each by itself, some at once. Ends when the last one has that was begun; after a failure no more are. */
export async function eachByItself<T, R>(items: readonly T[], send: (item: T) => Promise<R>): Promise<readonly R[]> {
  const results: R[] = [];
  for (let first = 0; first < items.length; first += AT_ONCE) {
    const settled = await Promise.allSettled(items.slice(first, first + AT_ONCE).map(send));
    const failures = settled.filter((one) => one.status === 'rejected').map((one): unknown => one.reason);
    // What is about the connection goes before what is about the moment.
    const worst = failures.find((failure) => failure instanceof SyncForbidden) ?? failures[0];
    if (worst !== undefined) throw worst;
    results.push(...settled.filter((one) => one.status === 'fulfilled').map((one) => one.value));
  }
  return results;
}

/** The same for all persons but those refused. */
export function accepted(
  persons: readonly Pick<Person, 'customerId'>[],
  refusals: ReadonlyMap<number, Refusal>,
): readonly PersonResult[] {
  return persons.map(({ customerId }, place) => {
    const refusal = refusals.get(place);
    return refusal === undefined
      ? { customerId, kind: 'accepted', remoteId: null }
      : { customerId, kind: 'refused', ...refusal };
  });
}

export function refusedOnly(
  persons: readonly Pick<Person, 'customerId'>[],
  refusals: ReadonlyMap<number, Refusal>,
): readonly RefusedPerson[] {
  return accepted(persons, refusals).filter((result) => result.kind === 'refused');
}

export function refusedEvents(
  events: readonly { readonly id: string }[],
  refusals: ReadonlyMap<number, Refusal>,
): readonly { readonly id: string; readonly reason: string }[] {
  return events.flatMap(({ id }, place) => {
    const refusal = refusals.get(place);
    return refusal === undefined ? [] : [{ id, reason: refusal.reason }];
  });
}
