// Promotions and promo codes as SessionM clients call them: lists, batches, claims, invalid codes, lockout, limiter.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { executeGenerations } from '../../src/jobs/promo/generations.ts';
import { type Client, openSessionm } from './harness.ts';
import { guidLike } from './shapes.ts';

let world: Awaited<ReturnType<typeof openSessionm>>;
let client: Client;
let promotion = '';

before(async () => {
  world = await openSessionm();
  client = world.client;
  for (const name of ['C-1', 'C-2'])
    await client.core('POST', '/users', { user: { external_id: name, email: `${name}@example.com`, opted_in: true } });
});
after(() => world.close());

async function work(): Promise<void> {
  const engine = { submitAll: async () => [] };
  const clock = { now: () => world.time.now };
  await executeGenerations({ pool: world.database.pool, engine, clock, worker: 'test' });
}

test('a promotion is created, listed, retrieved and updated, with its points and its cap', async () => {
  const sent = {
    name: 'Spring',
    code_type: 'single_use',
    points: 100,
    start_date: '2026-01-01',
    global_entry_cap: 1000,
  };
  const created = (await client.core('POST', '/promotions', { promotion: sent })).promotion;
  promotion = created.id;
  assert.match(created.id, guidLike);
  assert.deepEqual(
    [created.name, created.points, created.global_entry_cap, created.status],
    ['Spring', 100, 1000, 'active'],
  );
  const updated = (await client.core('PUT', `/promotions/${promotion}`, { promotion: { global_entry_cap: 5 } }))
    .promotion;
  assert.deepEqual([updated.id, updated.points, updated.global_entry_cap], [promotion, 100, 5]);
  const { promotions } = await client.core('GET', '/promotions');
  assert.deepEqual(
    promotions.map(({ id }: { id: string }) => id),
    [promotion],
  );
  const error = await client.coreError('POST', '/promotions', { promotion: { name: 'X', code_type: 'odd' } });
  assert.equal(error.code, 'argument_error');
  assert.deepEqual((await client.coreError('GET', '/promotions/nothing')).status, 404);
});

test('codes are generated, claimed once, and shown to agents as claimed, assigned or invalid', async () => {
  const asked = { generation: { count: 3, prefix: 'sp' } };
  const { generation } = await client.core('POST', `/promotions/${promotion}/generations`, asked);
  await work();
  const done = (await client.core('GET', `/promotions/${promotion}/generations/${generation.id}`)).generation;
  assert.deepEqual([done.status, done.generated], ['done', 3]);
  const { codes } = await client.core('GET', `/promotions/${promotion}/codes?generation_id=${generation.id}`);
  const [first, second] = codes;
  const claimed = await client.core('POST', '/external/users/C-1/codes', { code: first.code });
  assert.deepEqual(
    [claimed.code.promotion_id, claimed.code.status, claimed.outcomes.points],
    [promotion, 'claimed', 100],
  );
  assert.equal(
    (await client.coreError('POST', '/external/users/C-2/codes', { code: first.code })).code,
    'promo_code_used',
  );
  assert.equal((await client.core('GET', `/codes/${first.code}`)).code.claimed, true);
  await client.core('DELETE', `/codes/${second.code}`);
  assert.equal((await client.coreError('DELETE', `/codes/${second.code}`)).code, 'promo_code_state');
  const mine = await client.core('GET', '/external/users/C-1/codes');
  assert.deepEqual(
    mine.codes.map(({ status }: { status: string }) => status),
    ['claimed'],
  );
  const invalid = await client.core('GET', '/external/users/C-2/codes/invalid');
  assert.deepEqual(
    invalid.codes.map(({ code, error }: { code: string; error: string }) => [code, error]),
    [[first.code, 'promo_code_used']],
  );
});

test('lockout and limiter are retrieved, and the lockout is reset', async () => {
  for (let count = 0; count < 9; count += 1)
    await client.coreError('POST', '/external/users/C-2/codes', { code: `WRONG${count}` });
  assert.equal((await client.core('GET', '/external/users/C-2/lockout')).lockout.locked_out, true);
  assert.equal((await client.coreError('POST', '/external/users/C-2/codes', { code: 'X1' })).code, 'promo_locked_out');
  const { lockout } = await client.core('DELETE', '/external/users/C-2/lockout');
  assert.deepEqual(lockout, { locked_out: false, locked_until: null, failed_attempts: 0, attempts_left: 10 });
  assert.equal((await client.core('GET', '/external/users/C-2/limiter')).limiter, null);
});
