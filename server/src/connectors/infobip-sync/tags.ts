// The tag by which members are told from others, given to and taken from a thousand people at a time. What is wrong with whom is
// not said there, so a refused batch is halved.

import { LOYALTY_TAG } from '../../domain/sync/setup.ts';
import type { Leaver, PersonResult, SyncAnswer, SyncCall } from '../sync/sync-connector.ts';
import { isDone, refusalOf } from './errors.ts';
import { sendHalving } from './halving.ts';

type Refused = Extract<PersonResult, { kind: 'refused' }>;

export async function setTag(call: SyncCall, isSet: boolean, persons: readonly Leaver[]): Promise<readonly Refused[]> {
  const first = await tagAll(call, isSet, persons);
  if (first.status !== 404) return isDone(first) ? [] : await tagHalves(call, isSet, persons);
  // Either there is no such tag, which concerns everybody, or somebody is not there.
  if (isDone(await call('tags', { method: 'GET', path: tagPath(LOYALTY_TAG) }))) {
    return await tagHalves(call, isSet, persons);
  }
  if (!isSet) return [];
  const reason = `there is no tag "${LOYALTY_TAG}" in Infobip: the set-up makes it`;
  return persons.map(({ customerId }) => ({ customerId, kind: 'refused', code: '404', reason }));
}

async function tagHalves(call: SyncCall, isSet: boolean, persons: readonly Leaver[]): Promise<readonly Refused[]> {
  return await sendHalving<Leaver, Refused>(persons, {
    send: async (part) => {
      const answer = await tagAll(call, isSet, part);
      // Taken from one alone who is not there: it is not on them.
      const isNotOn = !isSet && part.length === 1 && answer.status === 404;
      if (isDone(answer) || isNotOn) return { kind: 'settled', results: [] };
      return { kind: 'refused', refusal: refusalOf(answer), named: [] };
    },
    refuse: ({ customerId }, refusal) => ({ customerId, kind: 'refused', ...refusal }),
  });
}

async function tagAll(call: SyncCall, isSet: boolean, persons: readonly Leaver[]): Promise<SyncAnswer> {
  const people = persons.map(({ key }) => ({ query: { type: 'EXTERNAL_ID', identifier: key } }));
  const path = `${tagPath(LOYALTY_TAG)}/persons`;
  return await call('tags', { method: isSet ? 'PATCH' : 'DELETE', path, body: { people } });
}

export function tagPath(name: string): string {
  return `/people/2/tags/${encodeURIComponent(name)}`;
}
