// The account audit log as the support system is told of it: signed, in order, each row at least once, by one process at a time.
import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { after, before, beforeEach, test } from 'node:test';
import { type Receiver, startReceiver } from '../../src/connectors/contract/receiver.ts';
import { createSender, type Sender } from '../../src/connectors/http-sender.ts';
import { AccessBook } from '../../src/delivery/access.ts';
import { AUDIT_FEED, type FeedDeps, tellAudit } from '../../src/delivery/audit-feed.ts';
import { SecretBox } from '../../src/delivery/secrets.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { readFeedState } from '../../src/storage/audit-feed.ts';
import { deposit, event, type Harness, join, openHarness, spend, submission } from '../pipeline/harness.ts';
import { eventually, SECRET_KEY } from './harness.ts';

const PROGRAMME = `
name: shop
title: Shop
accounts: { points: { title: Points, default: true } }
sources: { web: { title: Web } }
events: { visit: {} }
providers: { desk: { title: Help desk, connector: webhook, timeout_ms: 1000 } }
audit_feed: { provider: desk, types: [points_earned, points_used, note_added] }
`;
const SECRET = `whsec_${Buffer.from('a secret of the help desk, long enough').toString('base64')}`;

let harness: Harness;
let engine: PipelineEngine;
let receiver: Receiver;
let sender: Sender;
let deps: FeedDeps;

before(async () => {
  harness = await openHarness(PROGRAMME);
  engine = await harness.engine();
  receiver = await startReceiver();
  sender = createSender({ allowPrivateTargets: true });
  const { pool } = harness.database;
  const programmes = createProgrammeSource(pool);
  await programmes.refresh();
  const access = new AccessBook(pool, new SecretBox([SECRET_KEY]), {
    DESK: { url: `${receiver.base}/audit`, key: null, secrets: [SECRET] },
  });
  deps = { pool, programmes, access, sender, clock: { now: () => harness.now }, logger: { warn: () => undefined } };
  await join(engine, 'early');
  await engine.submit(submission('early', deposit(1)));
  assert.equal(await tellAudit(deps, 'one'), 0);
});
after(async () => {
  await sender.close();
  await receiver.close();
  await harness.close();
});
beforeEach(() => {
  receiver.arrived.splice(0);
  receiver.answer = { status: 200, body: '' };
});

/**
 * Passes until so many rows were taken: a transaction that runs anywhere in the cluster may hold the log back for a moment.
 * One more pass finds nothing more.
 */
async function told(count: number, holder = 'one'): Promise<void> {
  let taken = 0;
  const passed = async () => {
    taken += await tellAudit(deps, holder);
    return taken >= count;
  };
  await eventually(passed, 10_000, () => `${taken} of ${count} were taken`);
  assert.equal(taken + (await tellAudit(deps, holder)), count);
}

type Entry = { id: string; type: string; details: { points?: number }; customer: { external_id: string } };
const entries = (): Entry[] => receiver.arrived.flatMap(({ body }) => JSON.parse(body).data.entries);

test('what happens from the start of the feed on is told in its order, what it does not ask for is not', async () => {
  await join(engine, 'ann');
  await engine.submit(submission('ann', deposit(50)));
  await engine.submit(submission('ann', event('visit')));
  await engine.submit(submission('ann', spend(20)));
  await engine.submit(submission('ann', { kind: 'note.add', text: 'Called', reason: null }));
  await told(3);
  assert.deepEqual(
    entries().map(({ type, details, customer }) => [type, details.points, customer.external_id]),
    [
      ['points_earned', 50, 'ann'],
      ['points_used', -20, 'ann'],
      ['note_added', undefined, 'ann'],
    ],
  );
});

test('requests are signed as Standard Webhooks are', async () => {
  await engine.submit(submission('ann', deposit(5)));
  await told(1);
  const [request] = receiver.arrived;
  assert.ok(request !== undefined);
  const { 'webhook-id': id, 'webhook-timestamp': at, 'webhook-signature': signature } = request.headers;
  const key = Buffer.from(SECRET.slice('whsec_'.length), 'base64');
  const expected = createHmac('sha256', key).update(`${id}.${at}.${request.body}`).digest('base64');
  assert.equal(signature, `v1,${expected}`);
  assert.equal(JSON.parse(request.body).type, 'loyalty.audit');
});

test('what the receiver does not take is told again, later and complete', async () => {
  receiver.answer = { status: 503, body: 'busy' };
  await engine.submit(submission('ann', deposit(7)));
  const refused = async () => {
    assert.equal(await tellAudit(deps, 'one'), 0);
    return (await readFeedState(deps.pool, AUDIT_FEED))?.reason === 'answered 503';
  };
  await eventually(refused, 10_000, () => 'nothing was refused');
  receiver.answer = { status: 200, body: '' };
  receiver.arrived.splice(0);
  assert.equal(await tellAudit(deps, 'one'), 0, 'not before it is time');
  harness.now += 1_000;
  await engine.submit(submission('ann', deposit(8)));
  await told(2);
  assert.deepEqual(
    entries().map(({ details }) => details.points),
    [7, 8],
  );
  const state = await readFeedState(deps.pool, AUDIT_FEED);
  assert.deepEqual([state?.failures, state?.reason], [0, null]);
});

test('another process goes on where one stopped, but only once its lease is over', async () => {
  await engine.submit(submission('ann', deposit(9)));
  assert.equal(await tellAudit(deps, 'two'), 0);
  harness.now += 3 * 60_000;
  await told(1, 'two');
  assert.equal(await tellAudit(deps, 'one'), 0);
});

test('a long backlog is told in steps, each row once', async () => {
  const count = 450;
  await Promise.all(Array.from({ length: count }, (_, index) => engine.submit(submission('ann', deposit(index + 1)))));
  harness.now += 3 * 60_000;
  await told(count, 'three');
  assert.ok(receiver.arrived.length > 1);
  assert.equal(new Set(entries().map(({ id }) => id)).size, count);
});

test('a provider that writes to people, an unknown one and an unknown type are refused when the programme is published', async () => {
  const broken = [
    ['connector: webhook', 'connector: tray'],
    ['provider: desk', 'provider: nobody'],
    ['points_used', 'points_lost'],
  ] as const;
  for (const [from, to] of broken) await assert.rejects(harness.publish(PROGRAMME.replace(from, to)), /audit_feed/);
});
