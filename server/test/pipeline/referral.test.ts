// Members who bring members, and audiences that tag who enters them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { creation, deposit, type Harness, openHarness, submission } from './harness.ts';

const PROGRAMME = `
name: club
title: Club
accounts: { beans: { title: Beans, default: true } }
sources: { web: { title: Web } }
audiences:
  rich: { title: Rich, when: 'customer.points.beans >= 100', tag: rich }
campaigns:
  bring:
    title: Bring a friend
    behavior: { event: __platform.user.referred }
    limit: { times: 2, per: ever }
    outcomes: [{ kind: points, amount: 50, source: web }]
`;

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness(PROGRAMME);
  engine = await harness.engine();
});

after(() => harness.close());

const external = (value: string) => ({ kind: 'identifier', type: 'external', value }) as const;

async function signUp(name: string, patch: Parameters<typeof creation>[1] = {}) {
  const answer = await engine.submit(submission(external(name), creation(name, { optedIn: true, ...patch })));
  assert.equal(answer.record.refusal, undefined, JSON.stringify(answer.record.refusal));
  return answer.customerId;
}

async function beans(id: string): Promise<number> {
  const { rows } = await harness.owner.query<{ n: number }>(
    `select coalesce(sum(deposited), 0)::bigint as n from laurel.balance where customer_id = $1`,
    [id],
  );
  return rows[0]?.n ?? 0;
}

test('whoever brought a new customer earns for it, once for each', async () => {
  const referrer = await signUp('ann', {
    addIdentifiers: [
      { type: 'external', value: 'ann' },
      { type: 'referral', value: 'ANN-7' },
    ],
  });
  const friend = await signUp('bob', { referrerCode: 'ANN-7' });
  assert.deepEqual([await beans(referrer), await beans(friend)], [50, 0]);
  await engine.submit(submission(external('bob'), creation('bob', { referrerCode: 'ANN-7', city: 'Rome' })));
  assert.equal(await beans(referrer), 50, 'a change is no sign-up');
  const { rows } = await harness.owner.query(
    `select body from laurel.fact where customer_id = $1 and kind = 'customer.referred'`,
    [referrer],
  );
  assert.deepEqual(rows, [{ body: { kind: 'customer.referred', referred: friend } }], 'nothing else of the friend');
});

test('a code that nobody has, one of a test persona, and a referrer who is gone stop no sign-up', async () => {
  const gone = await signUp('gone', {
    addIdentifiers: [
      { type: 'external', value: 'gone' },
      { type: 'referral', value: 'GONE' },
    ],
  });
  await signUp('c1', { referrerCode: 'NOBODY' });
  await signUp('c2', { referrerCode: 'GONE', testPersona: true });
  assert.equal(await beans(gone), 0);
  await engine.submit(submission({ kind: 'id', id: gone }, { kind: 'customer.delete' }));
  await signUp('c3', { referrerCode: 'GONE' });
  assert.equal(await beans(gone), 0);
});

test('who enters an audience is tagged with the decision that brought them in', async () => {
  const id = await signUp('dan');
  await engine.submit(submission(external('dan'), deposit(60)));
  assert.equal(await harness.count('tag', `customer_id = '${id}'`), 0);
  const answer = await engine.submit(submission(external('dan'), deposit(60)));
  assert.deepEqual(
    answer.record.outcomes.flatMap((outcome) => (outcome.kind === 'tag' ? [outcome.tag] : [])),
    ['rich'],
  );
  await engine.submit(submission(external('dan'), deposit(60)));
  assert.equal(await harness.count('tag', `customer_id = '${id}' and count = 1`), 1, 'once');
});
