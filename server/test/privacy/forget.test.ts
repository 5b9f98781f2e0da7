// Forgetting, stopping and resuming, and legal holds, decided and saved by the real engine on a real database.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FactBody } from '../../src/domain/facts.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { listRequests } from '../../src/storage/privacy/requests.ts';
import {
  codeOf,
  creation,
  deposit,
  event,
  type Harness,
  openHarness,
  rejection,
  spend,
  submission,
} from '../pipeline/harness.ts';

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness();
  engine = await harness.engine();
});

after(() => harness.close());

const IDENTITY = { method: 'document', by: 'ben' } as const;
const FORGET = { kind: 'customer.forget', identity: IDENTITY, reason: 'requested', note: 'Wrote a letter' } as const;
const STOP = { kind: 'processing.stop', identity: null, note: null } as const;
const RESUME = { kind: 'processing.resume', identity: null, note: null } as const;

/** By our own id, since a forgotten customer has no other name. */
const by = (id: string) => ({ kind: 'id', id }) as const;

async function submit(id: string, body: FactBody, options: { key?: string } = {}) {
  return engine.submit(submission(by(id), body, options));
}

async function customer(name: string): Promise<string> {
  const patch = {
    email: `${name}@example.com`,
    firstName: 'Ada',
    lastName: 'Quorn',
    birthOn: '1990-05-17',
    optedIn: true,
  };
  return (await engine.submit(submission(name, creation(name, patch)))).customerId;
}

async function requestOf(id: string, kind: 'forget' | 'export') {
  const { items } = await listRequests(harness.database.pool, { customerId: id, kind }, { limit: 10, after: null });
  return items;
}

test('a forgotten customer is refused everything, and their books hold', async () => {
  const id = await customer('fay');
  await submit(id, deposit(120), { key: 'gift' });
  await submit(id, spend(20));
  const answer = await submit(id, FORGET, { key: 'forget' });
  assert.equal(codeOf(answer), null);
  assert.equal(codeOf(await submit(id, event('visit'))), 'customer_forgotten');
  assert.equal(codeOf(await submit(id, { kind: 'customer.restore' })), 'customer_forgotten');
  assert.equal(codeOf(await submit(id, creation('fay', {}, 'update'))), 'customer_forgotten');
  assert.equal(await rejection(engine.resolve(by(id))), 'customer_forgotten');
  assert.equal(await harness.count('fact', `customer_id = '${id}' and is_refused`), 0, 'what is refused is not kept');
  const { rows } = await harness.owner.query('select deposited, spent from laurel.balance where customer_id = $1', [
    id,
  ]);
  assert.deepEqual(rows, [{ deposited: 120, spent: 20 }]);
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
});

test('keys of facts that were erased answer that they are; the request itself is answered again', async () => {
  const id = await customer('gil');
  await submit(id, deposit(5), { key: 'gift' });
  const first = await submit(id, FORGET, { key: 'please' });
  assert.equal(await rejection(submit(id, deposit(5), { key: 'gift' })), 'forgotten');
  const again = await submit(id, FORGET, { key: 'please' });
  assert.equal(again.isReplay, true);
  assert.equal(again.factId, first.factId);
  assert.equal((await requestOf(id, 'forget')).length, 1);
});

test('who signs up with the same address and identifier is somebody new', async () => {
  const old = await customer('hal');
  await submit(old, FORGET);
  const fresh = await customer('hal');
  assert.notEqual(fresh, old);
  assert.equal(await harness.count('customer_key', `value = 'hal@example.com' and customer_id = '${fresh}'`), 1);
});

test('a customer under a legal hold is not forgotten before it is lifted', async () => {
  const id = await customer('ivy');
  await submit(id, { kind: 'legal_hold.set', reason: 'Case 12 of the court' });
  assert.equal(codeOf(await submit(id, { kind: 'legal_hold.set', reason: 'again' })), 'legal_hold');
  assert.equal(codeOf(await submit(id, FORGET)), 'legal_hold');
  assert.equal(await harness.count('customer', `customer_id = '${id}' and first_name = 'Ada'`), 1);
  await submit(id, { kind: 'legal_hold.lift', reason: 'Case closed' });
  assert.equal(codeOf(await submit(id, { kind: 'legal_hold.lift', reason: 'again' })), 'no_legal_hold');
  assert.equal(codeOf(await submit(id, FORGET)), null);
  assert.equal(await harness.count('privacy_request', `customer_id = '${id}' and reason like '%court%'`), 0);
});

test('a deleted customer can be forgotten', async () => {
  const id = await customer('jan');
  await submit(id, { kind: 'customer.delete' });
  assert.equal(codeOf(await submit(id, FORGET)), null);
  assert.equal(await harness.count('customer', `customer_id = '${id}' and email is not null`), 0);
});

test('the other end is told by a row with nothing but our id, and by an event', async () => {
  const id = await customer('kim');
  const answer = await submit(id, FORGET);
  assert.ok(answer.record.outcomes.some((one) => one.kind === 'event' && one.name === '__platform.user.forgotten'));
  assert.equal(await harness.count('privacy_outbound', `customer_id = '${id}'`), 1);
});

test('the log is emptied only of customers whom it says to be forgotten, and the application may not touch it itself', async () => {
  const id = await customer('lea');
  await assert.rejects(harness.database.pool.query('select laurel.forget_log($1)', [id]), { code: '42501' });
  await assert.rejects(harness.database.pool.query(`update laurel.fact set body = null where customer_id = $1`, [id]), {
    code: '42501',
  });
  assert.equal(await harness.count('fact', `customer_id = '${id}' and body is null`), 0);
});

test('while processing is stopped facts are refused, kept to be seen, and taken once it is resumed', async () => {
  const id = await customer('mia');
  assert.equal(codeOf(await submit(id, STOP)), null);
  assert.equal(codeOf(await submit(id, STOP)), 'processing_stopped');
  assert.equal(codeOf(await submit(id, event('visit'), { key: 'v1' })), 'processing_stopped');
  assert.equal(codeOf(await submit(id, deposit(10), { key: 'd1' })), 'processing_stopped');
  assert.equal(codeOf(await submit(id, { kind: 'note.add', text: 'Called', reason: null })), null);
  assert.equal(
    await harness.count('fact', `customer_id = '${id}' and is_refused and kind in ('event', 'points.deposit')`),
    2,
  );
  assert.equal(codeOf(await submit(id, RESUME)), null);
  assert.equal(codeOf(await submit(id, RESUME)), 'processing_not_stopped');
  const taken = await submit(id, event('visit'), { key: 'v1' });
  assert.equal(codeOf(taken), null);
  assert.equal(taken.isReplay, false);
  assert.ok(taken.record.outcomes.some((one) => one.kind === 'points'));
});

test('an agent may correct the profile of a stopped customer, and no rule runs on it', async () => {
  const id = await customer('nia');
  await submit(id, STOP);
  const correction = creation('nia', { firstName: 'Nia' }, 'update');
  assert.equal(codeOf(await submit(id, correction)), 'processing_stopped');
  const byAgent = submission(by(id), correction, { actor: { kind: 'agent', name: 'ben' } });
  const answer = await engine.submit(byAgent);
  assert.equal(codeOf(answer), null);
  assert.deepEqual(
    answer.record.outcomes.map(({ kind }) => kind),
    ['profile'],
  );
});

test('points that came due while processing was stopped expire after it, as of their own date', async () => {
  const id = await customer('oda');
  await submit(id, deposit(30));
  await submit(id, STOP);
  const before = harness.now;
  harness.now += 400 * 86_400_000;
  try {
    assert.equal(codeOf(await submit(id, { kind: 'due' })), null);
    assert.equal(await harness.count('balance', `customer_id = '${id}' and expired = 30`), 0);
    await submit(id, RESUME);
    await submit(id, { kind: 'due' });
    assert.equal(await harness.count('balance', `customer_id = '${id}' and expired = 30`), 1);
  } finally {
    harness.now = before;
  }
});

test('a second look erases what was written while the customer was being forgotten, and completes the request', async () => {
  const id = await customer('pia');
  await submit(id, FORGET);
  const [request] = await requestOf(id, 'forget');
  assert.equal(request?.status, 'in_progress');
  await harness.owner.query(
    `insert into laurel.rejected_fact (id, customer_id, fact, sqlstate, message, recorded_at)
     values (gen_random_uuid(), $1, '{"name": "Quorn"}', '22000', 'late', now())`,
    [id],
  );
  const done = { kind: 'customer.erased', requestId: request?.id ?? '' } as const;
  assert.equal(codeOf(await submit(id, done)), null);
  assert.equal(await harness.count('rejected_fact', `customer_id = '${id}'`), 0);
  assert.equal((await requestOf(id, 'forget'))[0]?.status, 'completed');
});

test('one export at a time, and only one that exists and is ready can be had', async () => {
  const id = await customer('quy');
  const ask = { kind: 'export.request', identity: IDENTITY, format: 'zip', note: null } as const;
  await submit(id, ask);
  assert.equal(codeOf(await submit(id, ask)), 'export_in_progress');
  const [request] = await requestOf(id, 'export');
  const requestId = request?.id ?? '';
  assert.equal(codeOf(await submit(id, { kind: 'export.download', requestId })), 'export_not_ready');
  const expiresAt = harness.now + 1_000;
  await submit(id, { kind: 'export.complete', requestId, expiresAt });
  assert.equal(codeOf(await submit(id, { kind: 'export.download', requestId })), null);
  harness.now += 2_000;
  assert.equal(codeOf(await submit(id, { kind: 'export.download', requestId })), 'export_expired');
  harness.now -= 2_000;
  const other = await customer('rob');
  assert.equal(codeOf(await submit(other, { kind: 'export.download', requestId })), 'privacy_request_not_found');
});
