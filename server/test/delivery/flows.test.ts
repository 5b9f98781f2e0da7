// A campaign puts customers into flows of Moments: at the rate that Infobip allows, with what became of it read back, by
// callback or by asking, once.
import assert from 'node:assert/strict';
import type { ServerResponse } from 'node:http';
import { after, afterEach, before, test } from 'node:test';
import { readEngagements } from '../../src/delivery/engagements.ts';
import { settleTold } from '../../src/delivery/reports.ts';
import { submitEngagements } from '../../src/pipeline/engagements.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { readMessage } from '../../src/storage/deliveries.ts';
import { readDecisions } from '../../src/storage/facts.ts';
import { eventually, openPost, type Post, type Received, Receiver } from './harness.ts';

const FLOW = '200000000000001';
const YAML = `
name: shop
title: Shop
time_zone: UTC
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
events: { join: { open: true } }
providers:
  infobip: { title: Infobip, connector: infobip, timeout_ms: 1000 }
messages:
  journey:
    title: Welcome journey
    channel: flow
    purpose: programme
    variants: { infobip: { template_id: '${FLOW}', body: { firstName: '{{ customer.first_name }}', points: '{{ outcome.points.amount }}' } } }
campaigns:
  join:
    title: J
    behavior: { event: join }
    limit: { times: 99, per: ever }
    outcomes: [{ kind: points, amount: 5, source: promo }, { kind: message, message: journey }]
  refused:
    title: R
    behavior: { event: __platform.message.failed }
    limit: { times: 9, per: ever }
    outcomes: [{ kind: points, amount: 7, source: promo }]
`;

let post: Post;
let infobip: Receiver;
/** What the next reports say, by operation; without one Infobip still works on it. */
const said = new Map<string, object>();
let failing: number | null = null;
/** Customers whose reports the engine fails on. */
const broken = new Set<string>();
const operationOf = (entry: string): string => `op-${JSON.parse(entry).callbackData}`;

function answer({ path, body }: Received, response: ServerResponse): void {
  const url = new URL(path, 'http://infobip');
  const json = (status: number, value: object) => response.writeHead(status).end(JSON.stringify(value));
  if (failing !== null && url.pathname.endsWith('/report')) return void json(failing, { errorMessage: 'no' });
  if (url.pathname === `/hook/moments/1/flows/${FLOW}/participants`)
    return void json(200, { operationId: operationOf(body) });
  if (url.pathname === `/hook/moments/1/flows/${FLOW}/participants/report`) {
    const operationId = url.searchParams.get('operationId') ?? '';
    const identifyBy = { type: 'EMAIL', identifier: 'x@shop.example' };
    const participant = { identifyBy, status: 'PENDING', ...said.get(operationId) };
    return void json(200, { operationId, campaignId: Number(FLOW), participants: [participant] });
  }
  return void json(200, { messages: [{ messageId: 'm', status: { groupName: 'PENDING' } }] });
}

before(async () => {
  post = await openPost(YAML);
  infobip = await Receiver.open();
  infobip.answer = answer;
  const access = { infobip: { url: infobip.url, key: 'key-1' } };
  await post.dispatch(access, {
    tell: async (provider, facts) => {
      if (facts.some(({ customerId }) => broken.has(customerId))) throw new Error('the engine is away');
      await submitEngagements(post.engine, `report ${provider}`, facts);
    },
  });
});
after(async () => {
  await post.close();
  await infobip.close();
});
afterEach(() => {
  failing = null;
});

const reportsAsked = () => infobip.received.filter(({ path }) => path.includes('/report')).length;
const entries = () => infobip.received.filter(({ path }) => path.endsWith('/participants'));

async function factsOf(customerId: string): Promise<readonly string[]> {
  const page = { limit: 50, after: null, kinds: ['engagement' as const], order: 'oldest' as const };
  const { items } = await readDecisions(post.harness.database.pool, customerId, page);
  return items.map(({ name }) => name ?? '');
}

async function untilReport(id: string, report: 'delivered' | 'failed') {
  const found = () => readMessage(post.harness.database.pool, id);
  await eventually(
    async () => (await found())?.report === report,
    10_000,
    () => `${id} has no report ${report}\n${post.logs.join('\n')}`,
  );
  return found();
}

/** Far enough for the next question, whenever the last one was. */
function later(ms = 60_000): void {
  post.harness.now += ms;
}

test('an entry goes with its variables and no person, and what Infobip says when it is asked is told once', async () => {
  const customerId = await post.join('ann', { email: 'ann@shop.example' });
  const id = await post.event('ann', 'join');
  await post.untilStatus(id, 'delivered');
  assert.deepEqual(JSON.parse(entries().at(-1)?.body ?? ''), {
    participants: [
      { identifyBy: { type: 'EMAIL', identifier: 'ann@shop.example' }, variables: { firstName: 'ann', points: 5 } },
    ],
    callbackData: id,
  });
  const before = reportsAsked();
  later();
  await eventually(
    () => reportsAsked() > before,
    10_000,
    () => post.logs.join('\n'),
  );
  assert.equal((await readMessage(post.harness.database.pool, id))?.report, null);
  said.set(`op-${id}`, { status: 'ACCEPTED' });
  later();
  await untilReport(id, 'delivered');
  assert.deepEqual(await factsOf(customerId), ['__platform.message.delivered']);
  const { rows } = await post.harness.owner.query('select report_at from laurel.message where id = $1', [id]);
  assert.equal(rows[0]?.report_at, null);
});

test('a refused entry is told with its reason, and campaigns hear it', async () => {
  const customerId = await post.join('bob', { email: 'bob@shop.example' });
  const id = await post.event('bob', 'join');
  await post.untilStatus(id, 'delivered');
  said.set(`op-${id}`, { status: 'REJECTED', errorReason: 'REJECTED_PERSON_ALREADY_IN_FLOW' });
  later();
  const message = await untilReport(id, 'failed');
  assert.equal(message?.reportReason, 'REJECTED_PERSON_IN_FLOW');
  assert.deepEqual(await factsOf(customerId), ['__platform.message.failed']);
  const { rows } = await post.harness.owner.query('select deposited from laurel.balance where customer_id = $1', [
    customerId,
  ]);
  assert.deepEqual(rows, [{ deposited: 12 }]);
});

test('what a callback told is not asked for, and told once although both come', async () => {
  const customerId = await post.join('cid', { email: 'cid@shop.example' });
  const id = await post.event('cid', 'join');
  await post.untilStatus(id, 'delivered');
  const { pool } = post.harness.database;
  const history = await createProgrammeSource(pool).refresh();
  assert.ok(history !== null);
  const body = JSON.stringify({
    operationId: `op-${id}`,
    callbackData: id,
    participants: [{ identifyBy: { type: 'EMAIL', identifier: 'cid@shop.example' }, status: 'ACCEPTED' }],
  });
  for (const _ of [1, 2]) {
    const deps = { pool, history, now: post.harness.now };
    const facts = (await readEngagements(deps, 'infobip', { headers: {}, body })) ?? [];
    await submitEngagements(post.engine, 'callback infobip', facts);
    await settleTold(pool, facts);
  }
  assert.equal((await untilReport(id, 'delivered'))?.reportReason, null);
  assert.deepEqual(await factsOf(customerId), ['__platform.message.delivered']);
});

test('while Infobip gives no reports it is left alone, and asked again later', async () => {
  await post.join('dan', { email: 'dan@shop.example' });
  const id = await post.event('dan', 'join');
  await post.untilStatus(id, 'delivered');
  said.set(`op-${id}`, { status: 'ACCEPTED' });
  failing = 403;
  later();
  await eventually(
    () => post.logs.some((line) => line.includes('reports on messages cannot be read for now')),
    10_000,
    () => 'nothing is logged',
  );
  failing = null;
  later(10 * 60_000);
  await untilReport(id, 'delivered');
});

test('a message that nobody says anything of for 30 days is asked for no longer', async () => {
  await post.join('eve', { email: 'eve@shop.example' });
  const id = await post.event('eve', 'join');
  await post.untilStatus(id, 'delivered');
  later(31 * 24 * 60 * 60_000);
  await eventually(
    async () =>
      (await post.harness.owner.query('select from laurel.message where id = $1 and report_at is null', [id]))
        .rowCount === 1,
    10_000,
    () => post.logs.join('\n'),
  );
  assert.equal((await readMessage(post.harness.database.pool, id))?.report, null);
});

test('entries keep to the limit that Infobip has for flows', async () => {
  await post.join('fay', { email: 'fay@shop.example' });
  const from = infobip.received.length;
  const ids = [];
  for (let each = 0; each < 12; each += 1) ids.push(await post.event('fay', 'join'));
  for (const id of ids) await post.untilStatus(id, 'delivered');
  const sent = infobip.received.slice(from).filter(({ path }) => path.endsWith('/participants'));
  assert.equal(sent.length, 12);
  const [first, last] = [sent[0], sent.at(-1)];
  assert.ok(first !== undefined && last !== undefined);
  // Twelve at ten a second, of which two may go at once: the last not before a second is nearly over.
  assert.ok(last.atMs - first.atMs > 800, `${last.atMs - first.atMs} ms`);
});

test('a report that the engine fails on keeps no other from being told, and is told in the end', async () => {
  const lost = await post.join('hal', { email: 'hal@shop.example' });
  await post.join('ida', { email: 'ida@shop.example' });
  const first = await post.event('hal', 'join');
  const second = await post.event('ida', 'join');
  for (const id of [first, second]) {
    await post.untilStatus(id, 'delivered');
    said.set(`op-${id}`, { status: 'ACCEPTED' });
  }
  broken.add(lost);
  later();
  await untilReport(second, 'delivered');
  assert.equal((await readMessage(post.harness.database.pool, first))?.report, null);
  broken.clear();
  later(10 * 60_000);
  await untilReport(first, 'delivered');
});
