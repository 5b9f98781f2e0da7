// When somebody on a platform is to be repaired, and when only the platform's way of writing differs.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RemotePerson } from '../connectors/sync/sync-connector.ts';
import type { Person } from '../domain/sync/mapping.ts';
import { isDifferent } from './compare.ts';

const PERSON: Person = {
  customerId: 'c',
  key: 'M-1',
  email: 'jane@shop.example',
  phone: null,
  standard: { firstName: 'Jane', birthDate: null },
  custom: { points: 12.5, tier: 'Gold', next: null, since: '2026-03-01T08:30:00', isIn: true },
  isMember: true,
};
const SAME: RemotePerson = {
  key: 'M-1',
  email: 'jane@shop.example',
  standard: { firstName: 'Jane', birthDate: null },
  custom: { points: 12.5, tier: 'Gold', next: null, since: '2026-03-01T08:30:00', isIn: true },
  isMember: true,
};

const withCustom = (changes: RemotePerson['custom']): RemotePerson => ({
  ...SAME,
  custom: { ...SAME.custom, ...changes },
});

const CASES: readonly [string, RemotePerson | null, boolean][] = [
  ['all is as it should be', SAME, false],
  ['nobody is there', null, true],
  ['the tag is gone', { ...SAME, isMember: false }, true],
  ['a value is another', withCustom({ points: 12 }), true],
  ['a value is missing', { ...SAME, custom: {} }, true],
  ['what should be empty is not', withCustom({ next: 'Platinum' }), true],
  ['a name is empty', { ...SAME, standard: { firstName: '' } }, true],
  ['empty is written as a text', { ...SAME, standard: { firstName: 'Jane', birthDate: '' } }, false],
  ['a number is written as a text', withCustom({ points: '12.50' }), false],
  ['an instant is written with its zone', withCustom({ since: '2026-03-01T08:30:00.000Z' }), false],
  ['there is more than ours', withCustom({ shoeSize: '42' }), false],
  ['the address is another', { ...SAME, email: 'joe@shop.example' }, true],
  ['the address has capitals', { ...SAME, email: 'Jane@Shop.Example' }, false],
  [
    'ours is one of several addresses',
    { ...SAME, email: 'a@b.example', emails: ['a@b.example', 'jane@shop.example'] },
    false,
  ],
  [
    'ours is none of several addresses',
    { ...SAME, email: 'a@b.example', emails: ['a@b.example', 'c@d.example'] },
    true,
  ],
  ['there is no address', { ...SAME, email: null, emails: [] }, false],
];

for (const [title, remote, expected] of CASES) test(title, () => assert.equal(isDifferent(PERSON, remote), expected));
