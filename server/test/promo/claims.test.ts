// Claiming promo codes on the road: who gets a code, what a claim gives, how tries fail, and what is kept of them.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { codeOf, event, type Harness, join, openHarness, submission } from '../pipeline/harness.ts';
import { addCodes, claim, endOf, PROMO_PROGRAMME } from './promo-world.ts';

let harness: Harness;
let engine: PipelineEngine;
let other: PipelineEngine;

before(async () => {
  harness = await openHarness(PROMO_PROGRAMME);
  engine = await harness.engine();
  other = await harness.engine();
});

after(() => harness.close());

let made = 0;
async function member(): Promise<string> {
  made += 1;
  const name = `member-${made}`;
  await join(engine, name);
  return name;
}

async function codes(list: string, count: number): Promise<readonly string[]> {
  made += 1;
  const some = Array.from({ length: count }, (_, index) => `${list.toUpperCase()}${made}X${index}`);
  await addCodes(harness, list, some);
  return some;
}

async function statusOf(code: string): Promise<unknown> {
  const { rows } = await harness.owner.query('select status from laurel.promo_code where code = $1', [code]);
  return rows[0]?.status;
}

test('a claim gives what its list says, and other rules hear of it', async () => {
  const [code = ''] = await codes('spring', 1);
  const answer = await claim(engine, await member(), ` ${code.toLowerCase().replace('X', '-x')} `);
  assert.equal(endOf(answer), 'claimed');
  const points = answer.record.outcomes.find((one) => one.kind === 'points');
  assert.deepEqual(
    [points?.kind === 'points' && points.amount, points?.kind === 'points' && points.rule],
    [10, 'promo/spring'],
  );
  assert.ok(answer.record.outcomes.some((one) => one.kind === 'tag' && one.tag === 'claimer'));
  assert.equal(await statusOf(code), 'claimed');
});

test('one code that many want in two processes at once is claimed once', async () => {
  const [code = ''] = await codes('spring', 1);
  const members = await Promise.all(Array.from({ length: 12 }, member));
  const ends = await Promise.all(
    members.map(async (name, index) => endOf(await claim(index % 2 === 0 ? engine : other, name, code))),
  );
  assert.equal(ends.filter((end) => end === 'claimed').length, 1);
  assert.equal(ends.filter((end) => end === 'promo_code_used').length, 11);
  assert.equal(await harness.count('promo_claim', `code = '${code}' and status = 'claimed'`), 1);
});

test('a code that a crowd names at once is decided for each of them in one go', async () => {
  const [code = ''] = await codes('spring', 1);
  const members = await Promise.all(Array.from({ length: 120 }, member));
  const ends = await Promise.all(members.map(async (name) => endOf(await claim(engine, name, code))));
  assert.equal(ends.filter((end) => end === 'claimed').length, 1);
  assert.equal(ends.filter((end) => end === 'promo_code_used').length, 119);
});

test('a double click under one key claims once and answers twice', async () => {
  const [code = ''] = await codes('spring', 1);
  const name = await member();
  const [first, second] = await Promise.all([claim(engine, name, code, 'click'), claim(other, name, code, 'click')]);
  assert.deepEqual([endOf(first), endOf(second)], ['claimed', 'claimed']);
  assert.equal(first.factId, second.factId);
  assert.equal(endOf(await claim(engine, name, code, 'another')), 'promo_code_claimed');
});

test('each way to fail has its error, is kept, and uses nothing up', async () => {
  const name = await member();
  assert.equal(endOf(await claim(engine, name, 'LATER')), 'promo_code_not_yet_valid');
  assert.equal(endOf(await claim(engine, name, 'OVER')), 'promo_code_expired');
  assert.equal(endOf(await claim(engine, name, 'NOSUCHCODE')), 'promo_code_unknown');
  const [cancelled = ''] = await codes('spring', 1);
  await harness.owner.query(`update laurel.promo_code set status = 'cancelled' where code = $1`, [cancelled]);
  assert.equal(endOf(await claim(engine, name, cancelled)), 'promo_code_cancelled');
  const { rows } = await harness.owner.query(
    `select c.written, c.list, c.status, c.error from laurel.promo_claim c
     where c.customer_id = (select customer_id from laurel.customer_key where value = $1) order by c.id`,
    [name],
  );
  assert.deepEqual(rows, [
    { written: 'LATER', list: 'later', status: 'failed', error: 'promo_code_not_yet_valid' },
    { written: 'OVER', list: 'over', status: 'failed', error: 'promo_code_expired' },
    { written: 'NOSUCHCODE', list: null, status: 'failed', error: 'promo_code_unknown' },
    { written: cancelled, list: 'spring', status: 'failed', error: 'promo_code_cancelled' },
  ]);
});

test('a code whose required outcome cannot be given stays free', async () => {
  const [first = '', second = ''] = await codes('cake', 2);
  const name = await member();
  assert.equal(endOf(await claim(engine, name, first)), 'claimed');
  assert.equal(endOf(await claim(engine, name, second)), 'promo_not_given');
  assert.equal(await statusOf(second), 'free');
  assert.equal(endOf(await claim(engine, await member(), second)), 'claimed');
});

test('a code for everybody is claimed once by each, until its cap is reached by whoever comes at once', async () => {
  const members = await Promise.all(Array.from({ length: 10 }, member));
  const [one = ''] = members;
  const ends = await Promise.all(
    members.map(async (name, index) => endOf(await claim(index % 2 === 0 ? engine : other, name, 'hello world'))),
  );
  assert.equal(ends.filter((end) => end === 'claimed').length, 4);
  assert.equal(ends.filter((end) => end === 'promo_cap_reached').length, 6);
  const winner = members[ends.indexOf('claimed')] ?? one;
  assert.equal(endOf(await claim(engine, winner, 'HELLOWORLD')), 'promo_code_claimed');
});

test('lists limit a customer by the day, and the limiter does over all lists', async () => {
  const name = await member();
  for (const end of ['claimed', 'claimed', 'promo_list_limit_reached'])
    assert.equal(endOf(await claim(engine, name, 'daily')), end);
  const some = await codes('spring', 4);
  const ends = [];
  for (const code of some) ends.push(endOf(await claim(engine, name, code)));
  assert.deepEqual(ends, ['claimed', 'claimed', 'claimed', 'promo_limit_reached']);
  assert.equal(await statusOf(some[3] ?? ''), 'free');
});

test('too many bad tries lock a customer out, for good codes too, until time or an agent ends it', async () => {
  const [code = ''] = await codes('spring', 1);
  const name = await member();
  for (const wrong of ['A1', 'A2', 'A3']) assert.equal(endOf(await claim(engine, name, wrong)), 'promo_code_unknown');
  assert.equal(endOf(await claim(engine, name, code)), 'promo_locked_out');
  assert.equal(await statusOf(code), 'free');
  const unlock = () => engine.submit(submission(name, { kind: 'promo.unlock', reason: 'called' }));
  assert.equal(codeOf(await unlock()), null);
  assert.equal(codeOf(await unlock()), 'promo_not_locked_out');
  assert.equal(endOf(await claim(engine, name, code)), 'claimed');
  for (const wrong of ['B1', 'B2', 'B3']) await claim(engine, name, wrong);
  harness.now += 3_600_000;
  assert.equal(endOf(await claim(engine, name, 'B4')), 'promo_code_unknown');
});

test('bad tries that lie further apart than the policy says lead to no lockout', async () => {
  const name = await member();
  for (let count = 0; count < 5; count += 1) {
    assert.equal(endOf(await claim(engine, name, `C${count}`)), 'promo_code_unknown');
    harness.now += 600_000;
  }
});

test('an assigned code is nobody else’s, and is claimed by its owner', async () => {
  await codes('spring', 1);
  const name = await member();
  const given = await engine.submit(submission(name, event('gift')));
  const outcome = given.record.outcomes.find((one) => one.kind === 'promo_code');
  assert.equal(outcome?.kind === 'promo_code' && outcome.rule, 'campaign/gift');
  const code = outcome?.kind === 'promo_code' ? outcome.code : '';
  assert.equal(endOf(await claim(engine, await member(), code)), 'promo_code_unknown');
  const claimed = await claim(engine, name, code);
  assert.equal(endOf(claimed), 'claimed');
  assert.equal(await harness.count('promo_claim', `code = '${code}' and status = 'claimed'`), 1);
  assert.equal(await harness.count('promo_claim', `code = '${code}' and status = 'assigned'`), 0);
});

test('an agent assigns the next code of a list or a certain one, and takes it back while it is not claimed', async () => {
  await harness.owner.query(
    `update laurel.promo_code set status = 'cancelled' where list = 'spring' and status = 'free'`,
  );
  const name = await member();
  const assign = (code: string | null) =>
    engine.submit(submission(name, { kind: 'promo.assign', list: 'spring', code, reason: 'sorry' }));
  assert.equal(endOf(await assign(null)), 'promo_list_empty');
  const [first = '', second = ''] = await codes('spring', 2);
  assert.equal(endOf(await assign(second)), 'assigned');
  assert.equal(endOf(await assign(second)), 'promo_code_state');
  assert.equal(endOf(await assign(null)), 'assigned');
  assert.equal(await statusOf(first), 'assigned');
  assert.equal(endOf(await assign(null)), 'promo_list_empty');
  const cancel = (code: string) => engine.submit(submission(name, { kind: 'promo.cancel', code, reason: 'mistake' }));
  assert.equal(endOf(await cancel(first)), 'cancelled');
  assert.equal(endOf(await cancel(first)), 'promo_code_state');
  assert.equal(endOf(await claim(engine, name, first)), 'promo_code_cancelled');
  assert.equal(endOf(await claim(engine, name, second)), 'claimed');
  assert.equal(endOf(await cancel(second)), 'promo_code_state');
});

test('two assignments and a claim of what was just assigned, in one batch, agree with the codes', async () => {
  const some = await codes('spring', 3);
  const name = await member();
  const assign = (code: string | null) =>
    engine.submit(submission(name, { kind: 'promo.assign', list: 'spring', code, reason: 'sorry' }));
  const ends = await Promise.all([
    assign(some[0] ?? ''),
    claim(engine, name, some[0] ?? ''),
    assign(null),
    assign(null),
  ]);
  assert.deepEqual(ends.map(endOf), ['assigned', 'claimed', 'assigned', 'assigned']);
  assert.deepEqual(await Promise.all(some.map(statusOf)), ['claimed', 'assigned', 'assigned']);
});

test('a preview tells how a claim would end and keeps nothing', async () => {
  const [code = ''] = await codes('spring', 1);
  const name = await member();
  assert.equal(endOf(await engine.preview(submission(name, { kind: 'promo.claim', code }))), 'claimed');
  assert.equal(await statusOf(code), 'free');
});

test('verify names a code that the customers’ rows do not agree with', async () => {
  const [code = ''] = await codes('spring', 1);
  await claim(engine, await member(), code);
  await harness.owner.query(`update laurel.promo_code set status = 'assigned' where code = $1`, [code]);
  const { differences } = await verifyBooks(harness.database.pool);
  assert.deepEqual(
    differences.map(({ table, key, column, stored, rebuilt }) => [table, key, column, stored, rebuilt]),
    [['promo_code', code, 'status', 'assigned', 'claimed']],
  );
  await harness.owner.query(`update laurel.promo_code set status = 'claimed' where code = $1`, [code]);
});
