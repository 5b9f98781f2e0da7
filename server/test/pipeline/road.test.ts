import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import {
  codeOf,
  creation,
  deposit,
  event,
  type Harness,
  join,
  openHarness,
  rejection,
  spend,
  submission,
} from './harness.ts';

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness();
  engine = await harness.engine();
});
after(() => harness.close());

test('an event comes in, is decided and saved', async () => {
  const joined = await join(engine, 'ann');
  assert.equal(codeOf(joined), null);
  const answer = await engine.submit(submission('ann', event('visit')));
  assert.equal(answer.customerId, joined.customerId);
  assert.equal(answer.record.balances.beans, 10);
  assert.equal(await harness.count('point_entry', `customer_id = '${joined.customerId}'`), 1);
  assert.equal(await harness.count('fact', `customer_id = '${joined.customerId}'`), 2);
});
