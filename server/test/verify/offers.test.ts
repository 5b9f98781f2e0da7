// The wallet follows from the facts: verify names every value of it that somebody changes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { readWallet } from '../../src/storage/offers.ts';
import { type Harness, join, openHarness, submission } from '../pipeline/harness.ts';

const PROGRAMME = `
name: shop
title: Shop
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
offers: { half: { title: Half price, type: percent_check_discount, amount: 50, valid_for: 10 days } }
`;

let harness: Harness;
let engine: PipelineEngine;
let customerId: string;
let kept: string;

before(async () => {
  harness = await openHarness(PROGRAMME);
  engine = await harness.engine();
  ({ customerId } = await join(engine, 'ann'));
  const issue = (quantity: number) =>
    engine.submit(submission('ann', { kind: 'offer.issue', offer: 'half', quantity, reason: 'test' }));
  await issue(1);
  harness.now += 11 * 86_400_000;
  // Meets the first offer, which came due meanwhile.
  const answer = await issue(2);
  const issued = answer.record.outcomes.find((outcome) => outcome.kind === 'offer');
  kept = issued?.kind === 'offer' ? issued.user_offer_id : '';
});

after(() => harness.close());

test('a wallet that the engine wrote holds, with what came due', async () => {
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
  const { items } = await readWallet(harness.database.pool, customerId, { limit: 10, after: null, now: harness.now });
  assert.deepEqual(
    items.map(({ status }) => status),
    ['issued', 'issued', 'expired'],
  );
  const page = await readWallet(harness.database.pool, customerId, {
    limit: 1,
    after: null,
    now: harness.now,
    statuses: ['issued'],
  });
  assert.equal(page.items.length, 1);
  assert.notEqual(page.next, null);
});

test('every column of the wallet that somebody changes is named, with its row', async () => {
  const changes: readonly (readonly [column: string, set: string])[] = [
    ['offer', `offer = 'double'`],
    ['status', `status = 'redeemed'`],
    ['issued_at', `issued_at = issued_at - interval '1 day'`],
    ['expires_at', `expires_at = expires_at + interval '1 year'`],
    ['rule', `rule = 'campaign/none'`],
    ['is_open', 'is_open = false'],
  ];
  for (const [column, set] of changes) {
    const client = await harness.owner.connect();
    try {
      const before = await client.query('select * from laurel.user_offer where id = $1', [kept]);
      await client.query(`update laurel.user_offer set ${set} where id = $1`, [kept]);
      const { differences } = await verifyBooks(harness.database.pool);
      assert.deepEqual(
        differences.map(({ table, key, column }) => [table, key, column]),
        [['user_offer', kept, column]],
      );
      const row = before.rows[0];
      const at = (value: unknown) => (typeof value === 'number' ? new Date(value) : value);
      await client.query(
        'update laurel.user_offer set offer = $2, status = $3, issued_at = $4, expires_at = $5, rule = $6, is_open = $7 where id = $1',
        [kept, row.offer, row.status, at(row.issued_at), at(row.expires_at), row.rule, row.is_open],
      );
    } finally {
      client.release();
    }
  }
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
});

test('an offer that is gone, and one that nobody issued, are named', async () => {
  const client = await harness.owner.connect();
  try {
    await client.query('create temporary table saved as select * from laurel.user_offer where id = $1', [kept]);
    await client.query('delete from laurel.user_offer where id = $1', [kept]);
    const gone = (await verifyBooks(harness.database.pool)).differences;
    assert.deepEqual(
      gone.map(({ key, column, stored, rebuilt }) => [key, column, stored, rebuilt]),
      [[kept, 'row', null, 'there']],
    );
    const stray = kept.replace(/....$/, 'ffff');
    await client.query(`insert into laurel.user_offer select * from saved`);
    await client.query(`update saved set id = $1`, [stray]);
    await client.query(`insert into laurel.user_offer select * from saved`);
    const many = (await verifyBooks(harness.database.pool)).differences;
    assert.deepEqual(
      many.map(({ key, column, stored, rebuilt }) => [key, column, stored, rebuilt]),
      [[stray, 'row', 'there', null]],
    );
    await client.query('delete from laurel.user_offer where id = $1', [stray]);
  } finally {
    client.release();
  }
});
