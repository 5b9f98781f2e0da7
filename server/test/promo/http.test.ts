// Promo codes over /v1, as marketers, agents and a shop's app use them, on the real engine.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { executeGenerations } from '../../src/jobs/promo/generations.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const NOW = Date.parse('2030-03-02T08:00:00Z');
const MORE = `
promo_lists:
  spring: { title: Spring, kind: single_use, outcomes: [{ kind: points, amount: 9, source: promo }] }
  partner: { title: Partner, kind: third_party }
  word: { title: Word, kind: multi_use, code: WELCOME, global_entry_cap: 100 }
`;

let server: TestServer;
before(async () => {
  server = await startTestServer();
  server.clock.set(NOW);
  const files = { ...(await readProgrammeFolder(COFFEE)), 'more.yaml': MORE };
  await ok('POST', '/v1/programme/apply', { files });
  for (const name of ['ann', 'bob'])
    await ok('POST', '/v1/customers', { identifiers: [{ type: 'external', value: name }] });
});
after(async () => {
  const { differences } = await verifyBooks(server.database.pool);
  assert.deepEqual(differences, []);
  await server.close();
});

let calls = 0;
async function ok(method: string, url: string, body?: unknown, headers = {}) {
  calls += 1;
  server.clock.set(NOW + calls * 1_000);
  const reply = await server.call(method, url, body, headers);
  assert.ok(reply.status < 300, `${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function problem(method: string, url: string, body?: unknown, headers = {}) {
  const reply = await server.call(method, url, body, headers);
  assert.ok(reply.status >= 400, `${method} ${url}: ${reply.status}`);
  return reply.body;
}

async function generate(count: number, headers = {}) {
  const made = await ok('POST', '/v1/promo-lists/spring/generations', { count, prefix: 'spr' }, headers);
  const { pool } = server.database;
  await executeGenerations({ pool, engine: server.engine, clock: server.clock, worker: 'test' });
  return made;
}

async function freeCode(): Promise<string> {
  const found = await ok('GET', '/v1/promo-lists/spring/codes?status=free&limit=1');
  return found.items[0].code;
}

const ann = '/v1/customers/external:ann';
const bob = '/v1/customers/external:bob';

test('a list is written, shown and taken out like any entry of the programme', async () => {
  const definition = { title: 'Fall', kind: 'multi_use', code: 'FALL', ends_at: '2030-01-01T00:00:00Z' };
  await ok('PUT', '/v1/promo-lists/fall', { definition });
  const found = await ok('GET', '/v1/promo-lists/fall');
  assert.deepEqual(
    [found.status, found.code, found.claims, found.definition.kind],
    ['completed', 'FALL', 0, 'multi_use'],
  );
  const wrong = await problem('PUT', '/v1/promo-lists/fall', { definition: { ...definition, code: 'wel-come' } });
  assert.equal(wrong.code, 'programme_invalid');
  await ok('DELETE', '/v1/promo-lists/fall');
  assert.equal((await problem('DELETE', '/v1/promo-lists/fall')).code, 'unknown_promo_list');
  assert.equal((await problem('GET', '/v1/promo-lists/fall')).code, 'unknown_promo_list');
});

test('a batch is made once for each key, and found with its progress', async () => {
  const headers = { 'idempotency-key': 'batch-1' };
  const first = await generate(120, headers);
  const again = await generate(120, headers);
  assert.equal(first.id, again.id);
  const other = await problem('POST', '/v1/promo-lists/spring/generations', { count: 7 }, headers);
  assert.equal(other.code, 'key_reused');
  const found = await ok('GET', `/v1/promo-lists/spring/generations/${first.id}`);
  assert.deepEqual([found.status, found.wanted, found.made, found.prefix], ['done', 120, 120, 'SPR']);
  const { codes_by_status: counts } = await ok('GET', '/v1/promo-lists/spring');
  assert.deepEqual(counts, { free: 120, assigned: 0, claimed: 0, cancelled: 0 });
  const word = await problem('POST', '/v1/promo-lists/word/generations', { count: 7 });
  assert.equal(word.code, 'promo_list_kind');
});

test('codes are paged, each once', async () => {
  const seen = new Set<string>();
  let url = '/v1/promo-lists/spring/codes?limit=50';
  for (let page = 0; page < 3; page += 1) {
    const { items, next } = await ok('GET', url);
    for (const { code } of items) seen.add(code);
    url = `/v1/promo-lists/spring/codes?limit=50&after=${next}`;
    assert.equal(next === null, page === 2);
  }
  assert.equal(seen.size, 120);
});

test('a claim answers its decision; a failed one answers a problem that names the decision, again under its key', async () => {
  const code = await freeCode();
  const decision = await ok('POST', `${ann}/promo-codes`, { code });
  assert.deepEqual(
    decision.outcomes.map(({ kind }: { kind: string }) => kind),
    ['points', 'promo_code'],
  );
  const headers = { 'idempotency-key': 'try-1' };
  const failed = await problem('POST', `${bob}/promo-codes`, { code }, headers);
  assert.deepEqual([failed.code, failed.status, failed.replayed], ['promo_code_used', 409, false]);
  const again = await problem('POST', `${bob}/promo-codes`, { code }, headers);
  assert.deepEqual([again.code, again.decision_id, again.replayed], ['promo_code_used', failed.decision_id, true]);
  const { items } = await ok('GET', `${bob}/promo-codes?status=failed`);
  assert.deepEqual([items.length, items[0].code, items[0].error], [1, code, 'promo_code_used']);
  const one = await ok('GET', `/v1/promo-codes/${code.toLowerCase()}`);
  assert.deepEqual([one.status, one.customer_id], ['claimed', decision.customer_id]);
});

test('an agent assigns a code, finds it among the customer’s, and cancels it', async () => {
  await ok('POST', `${ann}/promo-codes/assign`, { list: 'spring', reason: 'waited long' });
  const { items } = await ok('GET', `${ann}/promo-codes?status=assigned`);
  assert.deepEqual([items.length, items[0].reason, items[0].by], [1, 'waited long', 'test']);
  const { code } = items[0];
  assert.equal((await problem('POST', `${bob}/promo-codes`, { code })).code, 'promo_code_unknown');
  const cancelled = await ok('POST', `/v1/promo-codes/${code}/cancel`, { reason: 'wrong customer' });
  assert.equal(cancelled.status, 'cancelled');
  const again = await problem('POST', `/v1/promo-codes/${code}/cancel`, { reason: 'wrong customer' });
  assert.equal(again.code, 'promo_code_state');
  assert.equal((await problem('POST', `${ann}/promo-codes`, { code })).code, 'promo_code_cancelled');
  const none = await problem('POST', `${ann}/promo-codes/assign`, { list: 'partner', reason: 'test' });
  assert.equal(none.code, 'promo_list_empty');
  const nothing = await problem('POST', `${ann}/promo-codes/assign`, { list: 'nothing', reason: 'test' });
  assert.equal(nothing.code, 'unknown_promo_list');
});

test('a free code is cancelled with who did it and why', async () => {
  const code = await freeCode();
  const found = await ok('POST', `/v1/promo-codes/${code}/cancel`, { reason: 'printed twice' });
  assert.deepEqual([found.status, found.changed_by, found.reason], ['cancelled', 'test', 'printed twice']);
  assert.equal((await problem('POST', '/v1/promo-codes/NOSUCH/cancel', { reason: 'x' })).code, 'promo_code_unknown');
});

test('the lockout is shown and reset by an agent, and tells how many claims are left', async () => {
  await ok('POST', '/v1/customers', { identifiers: [{ type: 'external', value: 'eve' }] });
  const eve = '/v1/customers/external:eve';
  const fresh = await ok('GET', `${eve}/promo-lockout`);
  assert.deepEqual(fresh, { locked_until: null, bad_tries: 0, tries_left: 10, limiter: null });
  for (let count = 0; count < 10; count += 1)
    assert.equal((await problem('POST', `${eve}/promo-codes`, { code: `WRONG${count}` })).code, 'promo_code_unknown');
  const locked = await problem('POST', `${eve}/promo-codes`, { code: 'WELCOME' });
  assert.equal(locked.code, 'promo_locked_out');
  const shown = await ok('GET', `${eve}/promo-lockout`);
  assert.ok(Date.parse(shown.locked_until) > NOW);
  await ok('DELETE', `${eve}/promo-lockout?reason=called`);
  assert.equal((await ok('GET', `${eve}/promo-lockout`)).locked_until, null);
  await ok('POST', `${eve}/promo-codes`, { code: 'welcome' });
  const nothing = await problem('DELETE', `${eve}/promo-lockout?reason=called`);
  assert.equal(nothing.code, 'promo_not_locked_out');
});

test('codes of another party are uploaded, kept as they were written, and counted where they cannot be', async () => {
  const csv = { 'content-type': 'text/csv' };
  const file = 'name,code\nx,aB-c1234\ny,"partner,2"\nz,ABC1234\nw,no\nv,WELCOME\n';
  const made = await ok('POST', '/v1/promo-lists/partner/codes', file, csv);
  assert.deepEqual([made.kind, made.status, made.wanted, made.made], ['uploaded', 'done', 5, 2]);
  await ok('POST', `${ann}/promo-codes`, { code: 'abc1234' });
  const text = await ok('GET', '/v1/promo-lists/partner/codes.csv');
  const lines = text.trim().split('\n');
  assert.equal(lines.length, 3);
  assert.match(lines[1], /^aB-c1234,claimed,[0-9a-f-]{36},2030-/);
  assert.match(lines[2], /^"partner,2",free,,2030-/);
  const again = await ok('POST', '/v1/promo-lists/partner/codes', file, csv);
  assert.equal(again.made, 0);
  assert.equal((await problem('POST', '/v1/promo-lists/word/codes', file, csv)).code, 'promo_list_kind');
});

test('a batch is taken back, and what was claimed of it stays claimed', async () => {
  const { items } = await ok('GET', '/v1/promo-lists/spring/generations');
  const { id } = items[0];
  const url = `/v1/promo-lists/spring/generations/${id}/cancel`;
  assert.equal((await ok('POST', url, { reason: 'leaked' })).status, 'cancelling');
  assert.equal((await problem('POST', url, { reason: 'leaked' })).code, 'promo_generation_state');
  const { pool } = server.database;
  await executeGenerations({ pool, engine: server.engine, clock: server.clock, worker: 'test' });
  const { codes_by_status: counts } = await ok('GET', '/v1/promo-lists/spring');
  assert.deepEqual(counts, { free: 0, assigned: 0, claimed: 1, cancelled: 119 });
});

test('a key that may claim may not see codes, make or cancel them', async () => {
  const { authorization } = await server.makeKey(['codes:claim']);
  const headers = { authorization };
  await ok('POST', `${bob}/promo-codes`, { code: 'WELCOME' }, headers);
  for (const [method, url, body] of [
    ['GET', '/v1/promo-lists/spring/codes', undefined],
    ['GET', '/v1/promo-lists/spring/codes.csv', undefined],
    ['POST', '/v1/promo-lists/spring/generations', { count: 1 }],
    ['DELETE', `${bob}/promo-lockout?reason=x`, undefined],
    ['POST', `${bob}/promo-codes/assign`, { list: 'spring', reason: 'x' }],
  ] as const)
    assert.equal((await problem(method, url, body, headers)).code, 'forbidden');
});
