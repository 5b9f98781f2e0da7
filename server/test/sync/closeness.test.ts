// Anniversaries of levels and coming close to one are found by the scheduled run, for members whom nobody touches, once each.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FactBody } from '../../src/domain/facts.ts';
import { NO_REFERENCE } from '../../src/domain/facts.ts';
import { loyaltyEvents } from '../../src/domain/sync/fact-events.ts';
import { publishProgramme } from '../../src/jobs/publish.ts';
import { executeRun, openRun } from '../../src/jobs/runs.ts';
import { readFactsSince } from '../../src/storage/activity.ts';
import { type TestInstance, testInstance } from '../runs/instance.ts';

const ACTOR = { kind: 'cli', name: 'test' } as const;

function programme(gold: number): string {
  return `
name: cafe
title: Café
time_zone: UTC
accounts:
  beans: { title: Beans, default: true }
  stars: { title: Stars, default: true }
sources: { web: { title: Web } }
events: { visit: {} }
tier_systems:
  club:
    title: Club
    primary: true
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold:
        title: Gold
        rank: 2
        entrance: { kind: qualify, conditions: [{ kind: points_earned, account: beans, at_least: ${gold}, within: 12 months }] }
  stars:
    title: Star club
    levels:
      star: { title: Star, rank: 1, entrance: { kind: qualify, conditions: [{ kind: balance, account: stars, at_least: 50 }] } }
`;
}

let instance: TestInstance;
before(async () => {
  instance = await testInstance(programme(1_000), '2026-01-10T12:00:00Z');
});
after(() => instance.close());

function deposit(account: string, amount: number, availableAt: number | null = null): FactBody {
  const item = { account, source: 'web', amount, rank: 0, reference: NO_REFERENCE, availableAt, expiresAt: null };
  return { kind: 'points.deposit', items: [item], partial: false, silent: false };
}

async function maintenance() {
  const { run } = await openRun(instance.database.pool, { kind: 'maintenance', actor: ACTOR, params: {} });
  const ended = await executeRun(instance.deps, run.id, {});
  assert.equal(ended?.status, 'done', ended?.error ?? '');
  return ended;
}

/** What a member was told, by the runs and by what they did. */
async function told(id: string): Promise<readonly string[]> {
  const history = await instance.programmes.refresh();
  assert.ok(history !== null);
  const facts = await readFactsSince(instance.database.pool, id, {
    since: '00000000-0000-0000-0000-000000000000',
    limit: 100,
  });
  return facts
    .flatMap((fact) => loyaltyEvents(history.live, fact))
    .filter(({ event }) => event === 'tier_anniversary' || event === 'close_to_tier_upgrade')
    .map(({ event, properties }) =>
      [event, properties.next_tier ?? properties.tier, properties.missing ?? properties.years, properties.metric].join(
        ' ',
      ),
    );
}

test('a level that asks for less, points that have become available, and a year at a level', async () => {
  const [near, far, pending, left] = await Promise.all([1, 300, 500, 700].map(instance.join));
  assert.ok(near && far && pending && left);
  await instance.submit(near, deposit('beans', 90));
  await instance.submit(left, deposit('beans', 90));
  await instance.submit(left, { kind: 'customer.save', mode: 'update', patch: { optedIn: false } });
  await instance.submit(far, deposit('beans', 70));
  await instance.submit(pending, deposit('stars', 45, Date.parse('2026-01-20T00:00:00Z')));
  assert.equal((await maintenance()).changed, 0, 'nobody is close to anything yet');
  assert.deepEqual(await told(near), []);

  instance.setTime('2026-02-01T12:00:00Z');
  const files = { 'programme.yaml': programme(100) };
  const published = await publishProgramme(instance.database.pool, { files, actor: ACTOR, note: null }, instance.clock);
  assert.equal(published.kind, 'published');
  await instance.programmes.refresh();
  const first = await maintenance();
  assert.deepEqual([first.visited, first.changed, first.total], [2, 2, 2]);
  assert.deepEqual(await told(near), ['close_to_tier_upgrade Gold 10 points']);
  assert.deepEqual(await told(pending), ['close_to_tier_upgrade Star 5 points']);
  assert.deepEqual(await told(left), []);
  assert.deepEqual(await told(far), []);
  assert.equal((await maintenance()).visited, 0, 'an approach is told once');

  instance.setTime('2027-01-11T12:00:00Z');
  await maintenance();
  assert.deepEqual(await told(far), ['tier_anniversary Green 1 ']);
  await maintenance();
  assert.deepEqual(await told(near), ['close_to_tier_upgrade Gold 10 points', 'tier_anniversary Green 1 ']);
});
