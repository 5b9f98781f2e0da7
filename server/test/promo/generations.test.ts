// Batches of promo codes: made by whoever is there, gone on with where somebody died, and taken back.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { codesFrom, normalCode, shownCode } from '../../src/domain/promo/code.ts';
import { executeGenerations } from '../../src/jobs/promo/generations.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { askForCancel, insertGeneration, readGeneration } from '../../src/storage/promo-generations.ts';
import { countCodes, nextCodes } from '../../src/storage/promo-search.ts';
import { type Harness, join, openHarness, submission } from '../pipeline/harness.ts';
import { claim, endOf, PROMO_PROGRAMME } from './promo-world.ts';

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness(PROMO_PROGRAMME);
  engine = await harness.engine();
  await join(engine, 'ann');
});

after(() => harness.close());

async function ask(wanted: number, prefix = ''): Promise<string> {
  const id = randomUUID();
  const generation = { id, list: 'spring', kind: 'generated', prefix, wanted, actor_name: 'test' } as const;
  assert.ok(await insertGeneration(harness.database.pool, { ...generation, now: harness.now }));
  return id;
}

function work(worker = 'one', signal?: AbortSignal): Promise<number> {
  const { pool } = harness.database;
  const deps = { pool, engine, clock: { now: () => harness.now }, worker };
  return executeGenerations(deps, signal === undefined ? {} : { signal });
}

const codesOf = (generation: string, limit: number) =>
  nextCodes(harness.database.pool, { list: 'spring', generation, status: null, customerId: null, limit, after: null });

test('codes are random letters that nobody confuses, shown in groups and read however they are typed', () => {
  const bytes = Uint8Array.from({ length: 400 }, (_, index) => (index * 7) % 256);
  const [code = '', second] = codesFrom('SPR', bytes);
  assert.match(code, /^SPR[2-9BCDFGHJKMNPQRSTVWXYZ]{15}$/);
  assert.notEqual(code, second);
  assert.match(shownCode(code, null), /^SPR-.{5}-.{5}-.{5}$/);
  assert.equal(normalCode(` ${shownCode(code, null).toLowerCase()} `), code);
  assert.equal(normalCode('Ab–c d'), 'ABCD');
});

test('every letter comes as often as any other', () => {
  const bytes = Uint8Array.from({ length: 256 * 15 }, (_, index) => index % 256);
  const letters = codesFrom('', bytes).join('');
  const counts = [...Map.groupBy(letters, (letter) => letter).values()].map((all) => all.length);
  assert.equal(counts.length, 28);
  assert.ok(Math.max(...counts) - Math.min(...counts) <= 1);
});

test('two processes make what was asked for, no more, and none twice', async () => {
  const ids = await Promise.all([ask(60_000, 'A'), ask(1_000)]);
  await Promise.all([work('one'), work('two')]);
  for (const [id, wanted] of [
    [ids[0], 60_000],
    [ids[1], 1_000],
  ] as const) {
    const found = await readGeneration(harness.database.pool, id);
    assert.deepEqual([found?.status, found?.made], ['done', wanted]);
    assert.equal(await harness.count('promo_code', `generation = '${id}'`), wanted);
  }
});

test('whoever comes next goes on where a dead process stopped', async () => {
  const id = await ask(100);
  await harness.owner.query(
    `update laurel.promo_generation set status = 'running', made = 40, lease_by = 'nobody', lease_until = now() - interval '1 s'
     where id = $1`,
    [id],
  );
  await work();
  assert.equal(await harness.count('promo_code', `generation = '${id}'`), 60);
  assert.equal((await readGeneration(harness.database.pool, id))?.made, 100);
});

test('nobody takes over what somebody else is at', async () => {
  const id = await ask(10);
  await harness.owner.query(
    `update laurel.promo_generation set status = 'running', lease_by = 'other', lease_until = now() + interval '30 s'
     where id = $1`,
    [id],
  );
  assert.equal(await work(), 0);
  assert.equal(await harness.count('promo_code', `generation = '${id}'`), 0);
  await harness.owner.query(`update laurel.promo_generation set lease_until = now() where id = $1`, [id]);
  assert.equal(await work(), 1);
});

test('a cancelled generation takes back what is free and what was assigned, and leaves what was claimed', async () => {
  const id = await ask(50);
  await work();
  const [first, second] = await codesOf(id, 2);
  assert.equal(endOf(await claim(engine, 'ann', first?.code ?? '')), 'claimed');
  const body = { kind: 'promo.assign', list: 'spring', code: second?.code ?? '', reason: 'sorry' } as const;
  assert.equal(endOf(await engine.submit(submission('ann', body))), 'assigned');
  const by = { name: 'agent', reason: 'leaked' };
  assert.equal(await askForCancel(harness.database.pool, id, by), true);
  assert.equal(await askForCancel(harness.database.pool, id, by), false);
  await work();
  const found = await readGeneration(harness.database.pool, id);
  assert.deepEqual([found?.status, found?.made, found?.cancelled], ['cancelled', 50, 49]);
  const statuses = Map.groupBy(await codesOf(id, 50), ({ status }) => status);
  assert.deepEqual([statuses.get('claimed')?.length, statuses.get('cancelled')?.length], [1, 49]);
  const { rows } = await harness.owner.query('select status, reason from laurel.promo_claim where code = $1', [
    second?.code,
  ]);
  assert.deepEqual(rows, [{ status: 'cancelled', reason: 'leaked' }]);
});

test('the codes of a list are counted by their status', async () => {
  const counts = await countCodes(harness.database.pool, 'spring');
  assert.equal(counts.claimed, 1);
  assert.equal(counts.cancelled, 49);
  assert.equal(counts.free, 61_070);
});
