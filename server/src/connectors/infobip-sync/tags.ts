// The tag by which members are told from others, given to and taken from a thousand people at a time. What is wrong with whom is
// not said there, so a refused batch is halved.

import { LOYALTY_TAG } from '../../domain/sync/setup.ts';
import type { Leaver, PersonResult, SyncCall } from '../sync/sync-connector.ts';
import { isDone, refusalOf } from './errors.ts';
import { sendHalving } from './halving.ts';

type Refused = Extract<PersonResult, { kind: 'refused' }>;

export async function setTag(call: SyncCall, isSet: boolean, persons: readonly Leaver[]): Promise<readonly Refused[]> {
  const path = tagPersonsPath(LOYALTY_TAG);
  return await sendHalving<Leaver, Refused>(persons, {
    send: async (part) => {
      const people = part.map(({ key }) => ({ query: { type: 'EXTERNAL_ID', identifier: key } }));
      const answer = await call('tags', { method: isSet ? 'PATCH' : 'DELETE', path, body: { people } });
      // Taken from one alone who is not there, or where there is no such tag: it is not on them.
      const isNotOn = !isSet && part.length === 1 && answer.status === 404;
      if (isDone(answer) || isNotOn) return { kind: 'settled', results: [] };
      return { kind: 'refused', refusal: refusalOf(answer), named: [] };
    },
    refuse: ({ customerId }, refusal) => ({ customerId, kind: 'refused', ...refusal }),
  });
}

export function tagPersonsPath(name: string): string {
  return `/people/2/tags/${encodeURIComponent(name)}/persons`;
}
