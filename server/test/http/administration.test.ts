// The programme, runs and refused facts over HTTP: planned, published, exported, started, cancelled, replayed.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from './test-server.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(async () => {
  await server.close();
});

type Files = Record<string, string>;
const exported = async (): Promise<Files> => (await server.call('GET', '/v1/programme/export')).body.files;

test('a plan shows what would change, publishing makes it live, and export gives the files back', async () => {
  const files = await exported();
  const changed = { ...files, 'sources.yaml': `${files['sources.yaml']}\n  friends:\n    title: Friends\n` };
  const plan = await server.call('POST', '/v1/programme/plan', { files: changed });
  assert.equal(plan.status, 200, JSON.stringify(plan.body));
  assert.deepEqual([plan.body.live_version, plan.body.unchanged], [1, false]);
  assert.ok(plan.body.changes.some((one: { path: string }) => one.path.startsWith('sources.friends')));
  assert.match(plan.body.text, /^\+ sources\.friends/m);

  const applied = await server.call('POST', '/v1/programme/apply', {
    files: changed,
    expected_version: plan.body.live_version,
    note: 'friends bring friends',
  });
  assert.deepEqual([applied.status, applied.body.version], [200, 2]);
  assert.deepEqual(await exported(), changed);
  assert.deepEqual((await server.call('GET', '/v1/programme/export?version=1')).body.files, files);
  const live = await server.call('GET', '/v1/programme');
  assert.deepEqual([live.body.version, live.body.document.sources.friends.title], [2, 'Friends']);
  const versions = await server.call('GET', '/v1/programme/versions?limit=1');
  assert.deepEqual([versions.body.items[0].note, versions.body.next], ['friends bring friends', '2']);

  const again = await server.call('POST', '/v1/programme/apply', { files: changed });
  assert.deepEqual([again.body.version, again.body.unchanged], [2, true]);
  const late = await server.call('POST', '/v1/programme/apply', { files, expected_version: 1 });
  assert.deepEqual([late.status, late.body.code], [409, 'programme_changed']);
});

test('a wrong programme is refused with file, line, path, problem and what was expected', async () => {
  const files = await exported();
  const wrong = { ...files, 'accounts.yaml': String(files['accounts.yaml']).replace('title: Beans', 'titel: Beans') };
  const { status, body } = await server.call('POST', '/v1/programme/plan', { files: wrong });
  assert.deepEqual([status, body.code], [422, 'programme_invalid']);
  const [error] = body.errors;
  assert.deepEqual([error.file, error.path, error.expected], ['accounts.yaml', 'accounts.beans.titel', 'title']);
  assert.ok(error.line > 0);
  const neither = await server.call('POST', '/v1/programme/plan', {});
  assert.deepEqual([neither.status, neither.body.code], [422, 'validation']);
});

test('the live document can be read, changed and published, instead of files', async () => {
  const { document } = (await server.call('GET', '/v1/programme')).body;
  const plan = await server.call('POST', '/v1/programme/plan', { document: { ...document, title: 'Coffee circle' } });
  assert.equal(plan.status, 200, JSON.stringify(plan.body));
  assert.deepEqual(
    plan.body.changes.map((one: { kind: string; path: string }) => [one.kind, one.path]),
    [['change', 'title']],
  );
});

test('a run is started once, read, and cancelled', async () => {
  const started = await server.call('POST', '/v1/runs', { kind: 'maintenance', tier_system: 'club' });
  assert.deepEqual([started.status, started.body.status, started.body.tier_system], [201, 'waiting', 'club']);
  const again = await server.call('POST', '/v1/runs', { kind: 'maintenance', tier_system: 'club' });
  assert.deepEqual([again.status, again.body.code], [409, 'run_in_progress']);
  const cancelled = await server.call('POST', `/v1/runs/${started.body.id}/cancel`);
  assert.equal(cancelled.body.status, 'cancelled');
  assert.equal((await server.call('GET', `/v1/runs/${started.body.id}`)).body.status, 'cancelled');
  assert.equal((await server.call('GET', '/v1/runs')).body.items.length, 1);
  const unknown = await server.call('POST', '/v1/runs', { kind: 'maintenance', tier_system: 'clb' });
  assert.deepEqual([unknown.status, unknown.body.code], [422, 'unknown_tier_system']);
});

test('a fact that the database refused is listed and, once the cause is gone, replayed exactly once', async () => {
  await server.call('POST', '/v1/customers', { identifiers: [{ value: 'unlucky' }], opted_in: true });
  const { owner } = server.database;
  await owner.query(`alter table laurel.point_entry add constraint no_web check (source <> 'web') not valid`);
  const event = { customer: 'external:unlucky', event: 'web_login' };
  const refused = await server.call('POST', '/v1/events', event);
  assert.deepEqual([refused.status, refused.body.code], [422, 'fact_rejected']);
  assert.match(refused.body.detail, /23514/);
  const list = await server.call('GET', '/v1/rejected-facts?open=true');
  assert.deepEqual(
    list.body.items.map((one: { kind: string; sqlstate: string }) => [one.kind, one.sqlstate]),
    [['event', '23514']],
  );
  await owner.query('alter table laurel.point_entry drop constraint no_web');
  const replay = () => server.call('POST', `/v1/rejected-facts/${list.body.items[0].id}/replay`);
  const first = await replay();
  assert.deepEqual([first.status, first.body.balances], [200, { beans: 10 }]);
  assert.equal((await replay()).body.replayed, true);
  const points = await server.call('GET', '/v1/customers/external:unlucky/balances');
  assert.equal(points.body.items[0].available, 10);
  assert.deepEqual((await server.call('GET', '/v1/rejected-facts?open=true')).body.items, []);
});
