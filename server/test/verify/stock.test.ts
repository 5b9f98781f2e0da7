// An offer that gets an inventory while people have it already: what they give back was never taken from its stock.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { partitionOf } from '../../src/domain/ids.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { codeOf, creation, type Harness, openHarness, submission } from '../pipeline/harness.ts';

function programme(inventory: string): string {
  return `
name: shop
title: Shop
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
offers: { half: { title: Half price, type: percent_check_discount, amount: 50${inventory} } }
`;
}

/** Two customers of one partition. */
const [ANN, BOB] = ['11111111-0000-4000-8000-000000000001', '11111111-0000-4000-8000-000000000002'];

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  assert.equal(partitionOf(ANN), partitionOf(BOB));
  harness = await openHarness(programme(''));
  engine = await harness.engine();
  for (const id of [ANN, BOB]) await engine.submit(submission({ kind: 'id', id }, creation(id)));
});

after(() => harness.close());

async function issue(id: string): Promise<string> {
  harness.now += 1_000;
  const body = { kind: 'offer.issue', offer: 'half', quantity: 1, reason: 'test' } as const;
  const answer = await engine.submit(submission({ kind: 'id', id }, body));
  const issued = answer.record.outcomes.find((outcome) => outcome.kind === 'offer');
  assert.ok(issued?.kind === 'offer', codeOf(answer) ?? 'no offer');
  return issued.user_offer_id;
}

async function revoke(id: string, userOfferId: string): Promise<string | null> {
  harness.now += 1_000;
  const body = { kind: 'offer.revoke', userOfferId, reason: 'test' } as const;
  return codeOf(await engine.submit(submission({ kind: 'id', id }, body)));
}

async function used(): Promise<number> {
  const { rows } = await harness.owner.query<{ used: number }>(
    `select coalesce(sum(used), 0)::bigint as used from laurel.quota_slice where key = 'offer:half'`,
  );
  return rows[0]?.used ?? Number.NaN;
}

test('an offer from before its inventory goes back without adding to the stock, whoever used some of it meanwhile', async () => {
  const [before, another] = [await issue(ANN), await issue(ANN)];
  harness.now += 1_000;
  await harness.publish(programme(', inventory: 2'));
  assert.equal(await revoke(ANN, before), null, 'nothing of the stock was used');
  const counted = await issue(BOB);
  assert.equal(await used(), 1);
  assert.equal(await revoke(ANN, another), null);
  assert.equal(await used(), 1, 'what was used is still out');
  assert.equal(await revoke(BOB, counted), null);
  assert.equal(await used(), 0, 'what was taken from the stock went back');
});

test('of an inventory exactly as many are given, however many came back that were not of it', async () => {
  await issue(BOB);
  await issue(ANN);
  const body = { kind: 'offer.issue', offer: 'half', quantity: 1, reason: 'test' } as const;
  const third = await engine.submit(submission({ kind: 'id', id: BOB }, body));
  assert.equal(codeOf(third), 'offer_out_of_stock');
});

test('a test persona takes nothing from the stock, and gives nothing back', async () => {
  const id = '11111111-0000-4000-8000-000000000003';
  await engine.submit(submission({ kind: 'id', id }, creation(id, { testPersona: true })));
  const before = await used();
  const given = [await issue(id), await issue(id), await issue(id)];
  assert.equal(await used(), before, 'three of an inventory of two');
  for (const userOfferId of given) assert.equal(await revoke(id, userOfferId), null);
  assert.equal(await used(), before);
});
