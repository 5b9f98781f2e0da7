// The forms in which Infobip says what is wrong, and whom of a batch it concerns.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import type { Json } from '../../domain/facts.ts';
import { SyncLater } from '../sync/sync-connector.ts';
import { itemRefusals, mustBeThere, refusalOf, wordsOf } from './errors.ts';
import { type Sent, sendHalving } from './halving.ts';

const OF_PEOPLE_2 = {
  requestError: {
    serviceException: {
      messageId: 'BAD_REQUEST',
      text: 'Bad request',
      validationErrors: { firstName: ['must not be blank', 'is too long'] },
    },
  },
};
const OF_THE_PLATFORM = {
  errorCode: 'E400',
  description: 'Request cannot be processed.',
  action: 'Check the syntax.',
  violations: [{ property: 'persons', violation: 'must not be empty' }],
  resources: [],
};
const OF_PEOPLE_3 = {
  code: 400104,
  message: "Missing required property 'persons'",
  details: [{ property: 'persons', message: 'Required, but value is missing' }],
};
const OF_EVENTS = {
  status: 400,
  title: 'One or more validation errors occurred.',
  type: 'https://tools.ietf.org/html/rfc9110#section-15.5.1',
  traceId: '00-1',
  errors: [
    {
      index: 2,
      code: 400504,
      message: 'Invalid items.',
      details: [{ property: 'occurredTime', message: 'Too old.' }],
    },
    { index: 5, code: 400505, message: 'No such person.' },
  ],
};

describe('what Infobip says', () => {
  const cases: readonly [string, Json, string | null][] = [
    ['People 2', OF_PEOPLE_2, 'Bad request (firstName: must not be blank, is too long)'],
    ['the platform', OF_THE_PLATFORM, 'Request cannot be processed. (persons: must not be empty)'],
    ['People 3', OF_PEOPLE_3, "Missing required property 'persons' (persons: Required, but value is missing)"],
    ['events', OF_EVENTS, 'Invalid items. (occurredTime: Too old.)'],
    ['a refusal that has only a title', { title: 'Not Found', status: 404 }, 'Not Found'],
    ['a page of some proxy', null, null],
  ];
  for (const [name, body, words] of cases) test(`is read from ${name}`, () => assert.equal(wordsOf(body), words));

  test('has its own code, else the status', () => {
    const codeOf = (json: Json) => refusalOf({ status: 400, json, headers: {} }).code;
    assert.deepEqual([OF_PEOPLE_2, OF_THE_PLATFORM, OF_PEOPLE_3, OF_EVENTS, null].map(codeOf), [
      'BAD_REQUEST',
      'E400',
      '400104',
      '400504',
      '400',
    ]);
  });

  test('concerns the connection when there is nothing at the address', () => {
    for (const status of [301, 404, 405]) {
      assert.throws(() => mustBeThere({ status, json: null, headers: {} }), SyncLater);
    }
  });
});

describe('whom of a batch it concerns', () => {
  test('is told by index, and -1 means nobody in particular', () => {
    assert.deepEqual(itemRefusals(OF_EVENTS), [
      { index: 2, code: '400504', reason: 'Invalid items. (occurredTime: Too old.)' },
      { index: 5, code: '400505', reason: 'No such person.' },
    ]);
    const whole = { errors: [{ index: -1, code: 400501, message: 'The event schema is invalid.' }] };
    assert.deepEqual(itemRefusals(whole), [{ index: null, code: '400501', reason: 'The event schema is invalid.' }]);
  });

  test('is told by the path of the property where there is no index', () => {
    const details = [{ property: 'persons[3].contactInformation[0].identifier', message: 'Email address is invalid' }];
    assert.deepEqual(itemRefusals({ code: 400100, message: 'Invalid', details }), [
      { index: 3, code: '400100', reason: 'Invalid (contactInformation[0].identifier: Email address is invalid)' },
    ]);
  });

  test('is read from one object as from a list, and from numbers written as text', () => {
    const error = { index: '1', code: '409100', message: 'Conflict' };
    assert.deepEqual(
      itemRefusals({ errors: error }),
      itemRefusals({ errors: [{ index: 1, code: 409100, message: 'Conflict' }] }),
    );
  });
});

describe('a batch refused as a whole', () => {
  const items = Array.from({ length: 1_000 }, (_, index) => index);

  /** Refuses any part with one of these in it, and says nothing of which. */
  async function halved(bad: readonly number[], name: (part: readonly number[]) => readonly number[] = () => []) {
    let requests = 0;
    const results = await sendHalving<number, { readonly item: number; readonly isRefused: boolean }>(items, {
      send: async (part): Promise<Sent<{ readonly item: number; readonly isRefused: boolean }>> => {
        requests += 1;
        if (!part.some((item) => bad.includes(item))) {
          return { kind: 'settled', results: part.map((item) => ({ item, isRefused: false })) };
        }
        const refusal = { code: '400', reason: 'bad' };
        return { kind: 'refused', refusal, named: name(part).map((index) => ({ index, ...refusal })) };
      },
      refuse: (item) => ({ item, isRefused: true }),
    });
    const refused = results.filter(({ isRefused }) => isRefused).map(({ item }) => item);
    assert.deepEqual(
      results.map(({ item }) => item).sort((one, other) => one - other),
      items,
    );
    return { requests, refused: refused.sort((one, other) => one - other) };
  }

  test('is halved until those to blame are alone', async () => {
    const { requests, refused } = await halved([0, 500, 999]);
    assert.deepEqual(refused, [0, 500, 999]);
    assert.ok(requests < 70, `${requests} requests`);
  });

  test('loses those that are named, and the rest goes at once', async () => {
    const { requests, refused } = await halved([7, 8], (part) => [part.indexOf(7), part.indexOf(8)]);
    assert.deepEqual({ requests, refused }, { requests: 2, refused: [7, 8] });
  });

  test('is given up when everything is refused, long before each was asked for alone', async () => {
    const { requests, refused } = await halved(items);
    assert.equal(refused.length, items.length);
    assert.ok(requests <= 200, `${requests} requests`);
  });
});
