// Figures of days: counted once when a day is over, the same as the ledger says, and told with what happened since.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { executeRun, openRun } from '../../src/jobs/runs.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { leaseHolderName } from '../../src/storage/lease-holders.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2030-03-02T08:00:00Z');
const ACTOR = { kind: 'run', name: 'schedule' } as const;

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(() => server.close());

async function ok(method: string, url: string, body?: unknown) {
  const reply = await server.call(method, url, body);
  assert.ok(reply.status < 300, `${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function join(value: string, more = {}): Promise<string> {
  const { customer } = await ok('POST', '/v1/customers', { identifiers: [{ value }], opted_in: true, ...more });
  return customer.id;
}

const give = (customer: string, amount: number) =>
  ok('POST', `/v1/customers/${customer}/deposits`, { deposits: [{ source: 'care', amount }] });
const spend = (customer: string, amount: number) =>
  ok('POST', `/v1/customers/${customer}/spends`, { spends: [{ amount }] });

async function count() {
  const pool = server.database.pool;
  const { run } = await openRun(pool, { kind: 'figures', params: {}, actor: ACTOR });
  const programmes = createProgrammeSource(pool);
  const deps = { pool, engine: server.engine, programmes, clock: server.clock, worker: leaseHolderName() };
  return executeRun(deps, run.id);
}

test('days that are over are counted once, and agree with the ledger', async () => {
  for (let day = 0; day < 9; day += 1) {
    server.clock.set(NOW + day * DAY_MS);
    const customer = await join(`day-${day}`);
    await give(customer, 100 + day);
    await spend(customer, 10 + day);
    await ok('POST', '/v1/events', { customer: `external:day-${day}`, event: 'web_login' });
    const persona = await join(`persona-${day}`, { test_persona: true });
    await give(persona, 1_000);
  }
  const first = await count();
  assert.equal(first?.status, 'done');
  assert.equal(first.visited, 8, 'today is not over');
  const again = await count();
  assert.equal(again?.visited, 0);

  const { rows } = await server.database.owner.query<{ day: string; name: string; value: number }>(
    `select day::text, name, value from laurel.figure where name in ('points.issued', 'points.used') order by 2, 1`,
  );
  const { rows: ledger } = await server.database.owner.query<{ day: string; name: string; value: number }>(
    `select (recorded_at at time zone 'UTC')::date::text as day, 
            case kind when 'deposit' then 'points.issued' else 'points.used' end as name, sum(amount)::bigint as value
     from   laurel.point_entry e
     where  kind in ('deposit', 'spend') and recorded_at < '2030-03-10T00:00:00Z'
       and  customer_id in (select customer_id from laurel.customer where not test_persona)
     group  by 1, 2
     order  by 2, 1`,
  );
  assert.equal(rows.length, 16);
  assert.deepEqual(rows, ledger);
});

test('the overview ends today, and what is outstanding is what members hold', async () => {
  server.clock.set(NOW + 8 * DAY_MS + 60_000);
  const overview = await ok('GET', '/v1/analytics/overview?days=5');
  assert.deepEqual(overview.days.slice(-2), ['2030-03-09', '2030-03-10']);
  assert.equal(overview.is_complete, true);
  assert.equal(overview.members.total, 9);
  assert.equal(overview.members.active_30d, 8, 'up to midnight');
  assert.deepEqual(overview.members.new, [1, 1, 1, 1, 1]);
  assert.deepEqual(overview.members.active, [1, 1, 1, 1, 1]);
  const [beans] = overview.points;
  const { rows } = await server.database.owner.query(
    `select sum(deposited + transferred_in - spent - expired - reversed - transferred_out)::bigint as points
     from   laurel.balance b
     where  account = $1 and customer_id in (select customer_id from laurel.customer where not test_persona)`,
    [beans.account],
  );
  assert.equal(beans.outstanding, rows[0]?.points);
  assert.equal(beans.outstanding_by_day.at(-1), beans.outstanding);
  const [club] = overview.tiers;
  assert.equal(
    club.levels.reduce((sum: number, level: { members: number }) => sum + level.members, 0),
    9,
  );
});

test('points by month and by day carry the same sums', async () => {
  const { items } = await ok('GET', '/v1/analytics/points?months=2');
  const [march, february] = items.filter((item: { account: string }) => item.account === 'beans');
  assert.equal(march.month, '2030-03');
  assert.equal(february.issued, 0);
  assert.equal(march.outstanding, march.issued - march.used);
  assert.equal(march.breakage, 0);
  const reply = await server.call('GET', '/v1/analytics/points.csv?from=2030-03-01');
  assert.match(reply.headers.get('content-type') ?? '', /text\/csv/);
  const lines = String(reply.body).trim().split('\n');
  assert.equal(lines[0], 'day,account,issued,used,expired,reversed,received,sent,outstanding');
  const beans = lines.filter((line) => line.includes(',beans,'));
  assert.equal(beans.length, 10);
  const issued = beans.reduce((sum, line) => sum + Number(line.split(',')[2]), 0);
  assert.equal(issued, march.issued);
  assert.equal(Number(beans.at(-1)?.split(',').at(-1)), march.outstanding);
});

test('what needs a person is told to those who may look into it', async () => {
  const { items: none } = await ok('GET', '/v1/attention');
  assert.deepEqual(none, []);
  await server.database.owner.query(
    `insert into laurel.run (id, kind, params, status, cursor, visited, changed, started_at, updated_at, actor_name)
     values (gen_random_uuid(), 'expiry', '{}', 'failed', '{}', 0, 0, $1, $1, 'test')`,
    [new Date(server.clock.now())],
  );
  const { items } = await ok('GET', '/v1/attention');
  assert.deepEqual(items, [{ kind: 'failed_runs', count: 1 }]);
  const { authorization } = await server.makeKey(['analytics:read']);
  const reply = await server.call('GET', '/v1/attention', undefined, { authorization });
  assert.deepEqual(reply.body.items, []);
});
