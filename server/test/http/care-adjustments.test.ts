// What agents adjust by hand: points and tiers with reasons, tags with caps, campaigns closed; and how each shows in the logs.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const NOW = Date.parse('2030-03-02T08:00:00Z');
const MORE = `
reason_codes:
  make_good: { title: Make-good }
  correction: { title: Correction }
tags:
  complained: { title: Complained, cap: 2 }
  lapsed: { ttl: 30 days }
audiences:
  complainers: { title: Complainers, when: 'customer.tag_counts.complained >= 2' }
campaigns:
  sorry:
    title: Sorry
    audience: complainers
    behavior: { event: tasting_visit }
    limit: { times: 1, per: ever }
    outcomes: [{ kind: points, amount: 7, source: promo }]
  tagger:
    title: Tagger
    behavior: { event: tasting_visit }
    outcomes: [{ kind: tag, tag: complained }]
`;

let server: TestServer;
let calls = 0;

before(async () => {
  server = await startTestServer();
  server.clock.set(NOW);
  const files = { ...(await readProgrammeFolder(COFFEE)), 'more.yaml': MORE };
  await ok('POST', '/v1/programme/apply', { files });
});
after(async () => {
  const { differences } = await verifyBooks(server.database.pool);
  assert.deepEqual(differences, []);
  await server.close();
});

async function ok(method: string, url: string, body?: unknown, headers = {}) {
  calls += 1;
  server.clock.set(NOW + calls * 1_000);
  const reply = await server.call(method, url, body, headers);
  assert.ok(reply.status < 300, `${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function codeOf(method: string, url: string, body?: unknown): Promise<string> {
  const reply = await server.call(method, url, body);
  assert.ok(reply.status >= 400, `${method} ${url}: ${reply.status}`);
  return reply.body.code;
}

async function join(value: string): Promise<string> {
  await ok('POST', '/v1/customers', { identifiers: [{ value }], opted_in: true });
  return `/v1/customers/external:${value}`;
}

const adjustment = { account: 'beans', source: 'care', amount: 40 };

test('an adjustment with a declared reason code is a Manual Point Adjustment of the point audit log, with its reference', async () => {
  const customer = await join('adjusted');
  const reference = { id: 'ZD-9' };
  await ok('POST', `${customer}/adjustments`, { ...adjustment, reason_code: 'make_good', reason: 'Late', reference });
  await ok('POST', `${customer}/adjustments`, { ...adjustment, amount: -15, reason_code: 'correction' });
  const { items } = await ok('GET', `${customer}/points`);
  assert.deepEqual(
    items.map((row: Record<string, unknown>) => [
      row.transaction_id,
      row.source,
      row.account,
      row.modification,
      row.amount_spent,
      row.amount_expired,
      row.reference_type,
      row.reference_id,
      typeof row.occurred_at,
    ]),
    [
      [null, 'care', 'beans', -15, null, null, 'Manual Point Adjustment', items[0].id, 'string'],
      [null, 'care', 'beans', 40, 15, 0, 'Manual Point Adjustment', 'ZD-9', 'string'],
    ],
  );
  const audit = await ok('GET', `${customer}/audit?type=points_earned,points_used`);
  assert.deepEqual(
    audit.items.map(({ details }: { details: Record<string, unknown> }) => [
      details.points,
      details.reason,
      details.reason_code,
    ]),
    [
      [-15, 'correction', 'correction'],
      [40, 'Late', 'make_good'],
    ],
  );
});

test('what a form offers is read in the words of the live programme', async () => {
  const { authorization } = await server.makeKey(['customers:read']);
  const words = (await server.call('GET', '/v1/programme/words', undefined, { authorization })).body;
  assert.deepEqual(words.accounts, [{ name: 'beans', title: 'Beans' }]);
  assert.ok(words.reason_codes.some(({ name }: { name: string }) => name === 'make_good'));
  assert.deepEqual(
    words.tier_systems[0].levels.map(({ title }: { title: string }) => title),
    ['Green', 'Roast', 'Reserve'],
  );
  assert.deepEqual(words.tags[0], { name: 'complained', title: 'Complained', cap: 2 });
});

test('where reason codes are declared, an adjustment without one of them changes nothing', async () => {
  const customer = await join('unreasoned');
  assert.equal(
    await codeOf('POST', `${customer}/adjustments`, { ...adjustment, reason: 'Because' }),
    'unknown_reason_code',
  );
  assert.equal(
    await codeOf('POST', `${customer}/adjustments`, { ...adjustment, reason_code: 'because' }),
    'unknown_reason_code',
  );
  assert.equal(await codeOf('POST', `${customer}/adjustments`, adjustment), 'validation');
  const move = { system: 'club', level: 'roast', reason: 'Because' };
  assert.equal(await codeOf('POST', `${customer}/tiers/moves`, move), 'unknown_reason_code');
  assert.deepEqual((await ok('GET', `${customer}/points`)).items, []);
  await ok('POST', `${customer}/adjustments`, { ...adjustment, reason: 'make_good' });
});

test('a tier is moved by hand with or without what entering gives, also for levels passed on the way', async () => {
  const cases = [
    [{ level: 'roast' }, 0],
    [{ level: 'roast', entrance_outcomes: true }, 25],
    // Reserve itself gives nothing; Roast lies on the way to it.
    [{ level: 'reserve', entrance_outcomes: true }, 0],
    [{ level: 'reserve', entrance_outcomes: true, intermediate_outcomes: true }, 25],
  ] as const;
  let passed = '';
  for (const [index, [move, given]] of cases.entries()) {
    passed = await join(`moved-${index}`);
    await ok('POST', `${passed}/tiers/moves`, { system: 'club', reason_code: 'make_good', ...move });
    assert.equal((await ok('GET', `${passed}/balances`)).items[0].available, given, JSON.stringify(move));
  }
  const { items } = await ok('GET', `${passed}/audit?type=tier_adjusted`);
  assert.deepEqual(
    [items[0].details.from, items[0].details.to, items[0].details.reason_code],
    ['green', 'reserve', 'make_good'],
  );
});

test('a tag counts up to its cap, is refused beyond it, and counts on after a reset', async () => {
  const customer = await join('capped');
  const tag = { tags: [{ tag: 'complained' }] };
  const counts = async () => (await ok('GET', `${customer}/tags`)).items.map(({ count }: { count: number }) => count);
  await ok('POST', `${customer}/tags`, tag);
  await ok('POST', `${customer}/tags`, tag);
  assert.equal(await codeOf('POST', `${customer}/tags`, tag), 'tag_cap_reached');
  assert.deepEqual(await counts(), [2]);
  await ok('POST', `${customer}/tags/complained/reset`);
  assert.deepEqual(await counts(), [0]);
  await ok('POST', `${customer}/tags`, tag);
  assert.deepEqual(await counts(), [1]);
});

test('a rule that tags stops at the cap without a refusal, and audiences read the count', async () => {
  const customer = await join('ruled');
  const visit = { customer: 'external:ruled', event: 'tasting_visit' };
  for (let count = 0; count < 3; count += 1) await ok('POST', '/v1/events', visit);
  assert.equal((await ok('GET', `${customer}/tags`)).items[0].count, 2);
  const { items } = await ok('GET', `${customer}/activity?type=incentives_point_deposit`);
  assert.deepEqual(
    items.map(({ details }: { details: { rule: string } }) => details.rule),
    ['campaign/sorry'],
  );
});

test('a declared tag brings its own time to live', async () => {
  const customer = await join('lapsing');
  await ok('POST', `${customer}/tags`, { tags: [{ tag: 'lapsed' }, { tag: 'free form' }] });
  const { items } = await ok('GET', `${customer}/tags`);
  assert.deepEqual(
    items.map(({ tag, expires_at }: { tag: string; expires_at: string | null }) => [
      tag,
      expires_at?.slice(0, 10) ?? null,
    ]),
    [
      ['free form', null],
      ['lapsed', '2030-04-01'],
    ],
  );
});

test('a campaign that an agent closes is in the audit log, with who and why, and gives nothing', async () => {
  const customer = await join('closed');
  await ok('POST', `${customer}/campaigns/sorry/complete`, { reason: 'Asked us to stop' });
  const { items } = await ok('GET', `${customer}/audit?type=campaign_completed`);
  assert.deepEqual(
    [items[0].details.campaign_title, items[0].details.reason, items[0].actor.name],
    ['Sorry', 'Asked us to stop', 'test'],
  );
  assert.deepEqual((await ok('GET', `${customer}/points`)).items, []);
});

test('the database counts an audience by its tags as the engine does', async () => {
  const customer = await join('counted');
  const members = async () => (await ok('GET', '/v1/audiences/complainers')).count;
  const before = await members();
  for (let count = 0; count < 2; count += 1) await ok('POST', `${customer}/tags`, { tags: [{ tag: 'complained' }] });
  assert.equal(await members(), before + 1);
});

test('what counts towards the next level is listed with what is needed, deductions negative', async () => {
  const customer = await join('progress');
  await ok('POST', `${customer}/adjustments`, { ...adjustment, reason_code: 'make_good' });
  const taken = await ok('GET', `${customer}/points`);
  await ok('POST', `${customer}/reversals`, { entry_id: taken.items[0].id, amount: 15, reason: 'Booked twice' });
  const { items, ...progress } = await ok('GET', `${customer}/tiers/club/entries`);
  assert.deepEqual([progress.level, progress.current, progress.needed, progress.next], ['roast', 25, 50, null]);
  assert.match(progress.words, /50/);
  assert.deepEqual(
    items.map(({ amount, source }: { amount: number; source: string }) => [amount, source]),
    [
      [-15, 'care'],
      [40, 'care'],
    ],
  );
  assert.equal(await codeOf('GET', `${customer}/tiers/nothing/entries`), 'unknown_tier_system');
  assert.equal(await codeOf('GET', `${customer}/tiers/club/entries?requirement=keep`), 'not_found');
});

test('a batch tags many customers; the same batch again counts nothing twice', async () => {
  const [first, second] = [await join('many-1'), await join('many-2')];
  const tags = [
    { customer: 'external:many-1', tag: 'summer' },
    { customer: 'external:many-2', tag: 'summer', ttl_seconds: 60 },
    { customer: 'external:many-3', tag: 'summer' },
  ];
  for (const replayed of [0, 2]) {
    const sent = await ok('POST', '/v1/tags/batch', { tags, lane: 'bulk' }, { 'idempotency-key': 'summer-tags' });
    assert.deepEqual([sent.accepted, sent.replayed, sent.results[2].error.code], [2, replayed, 'customer_not_found']);
  }
  assert.deepEqual(
    [(await ok('GET', `${first}/tags`)).items[0].count, (await ok('GET', `${second}/tags`)).items.length],
    [1, 1],
  );
});
