// What was kept long enough goes, what was not stays; and who was merged into a forgotten customer is forgotten as well.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { carryOutPrivacy } from '../../src/jobs/privacy/carry-out.ts';
import { applyRetention, listExpired, type RetentionLine } from '../../src/jobs/privacy/retention.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { creation, type Harness, openHarness, PROGRAMME, submission } from '../pipeline/harness.ts';

let harness: Harness;
let engine: PipelineEngine;
const DAY = 86_400_000;

before(async () => {
  harness = await openHarness(`${PROGRAMME}
settings:
  retention: { message_bodies: 30 days, deliveries: 60 days, events: 3 months }
`);
  engine = await harness.engine();
});
after(() => harness.close());

function deps() {
  const { pool } = harness.database;
  return { pool, engine, programmes: createProgrammeSource(pool), clock: { now: () => harness.now } };
}

async function customer(name: string): Promise<string> {
  return (await engine.submit(submission(name, creation(name, { email: `${name}@example.com` })))).customerId;
}

function rowsOf(lines: readonly RetentionLine[]): { readonly [kind: string]: number } {
  return Object.fromEntries(lines.filter(({ rows }) => rows > 0).map(({ kind, rows }) => [kind, rows]));
}

const ID = (number: number) => `01${(0x900000 + number).toString(16)}-0000-7000-8000-000000000000`;

test('each kind goes after its own time, and the dry run says so before', async () => {
  const id = await customer('ann');
  const { owner } = harness;
  for (const [number, age] of [
    [1, 10],
    [2, 45],
    [3, 90],
  ] as const) {
    await owner.query(
      `insert into laurel.message (customer_id, id, message, provider, purpose, rule, programme, lane, is_test, variables,
                                   created_at, due_at, status, next_at, finished_at)
       values ($1, $2, 'm', 'tray', 'programme', 'x', 1, 'live', false, '{}', $3, $3, 'delivered', $3, $3)`,
      [id, ID(number), new Date(harness.now - age * DAY)],
    );
    await owner.query(
      `insert into laurel.message_request (customer_id, id, connector, request, frozen_at) values ($1, $2, 'tray', '{}', now())`,
      [id, ID(number)],
    );
    await owner.query(
      `insert into laurel.delivery (customer_id, message_id, attempt, at, result, response, duration_ms)
       values ($1, $2, 1, now(), 'delivered', '', 1)`,
      [id, ID(number)],
    );
    await owner.query(
      `insert into laurel.rejected_fact (id, customer_id, fact, sqlstate, message, recorded_at)
       values (gen_random_uuid(), $1, '{}', '22000', '', $2)`,
      [id, new Date(harness.now - age * DAY - 1)],
    );
  }
  const expected = { message_bodies: 2, deliveries: 1, rejected_facts: 1 };
  assert.deepEqual(rowsOf(await listExpired(deps())), expected);
  assert.deepEqual(rowsOf(await applyRetention(deps())), expected);
  assert.deepEqual(rowsOf(await applyRetention(deps())), {});
  assert.equal(await harness.count('message'), 3);
  assert.equal(await harness.count('message_request'), 1);
  assert.equal(await harness.count('delivery'), 2);
});

test('old events lose their properties and nothing else, and never within a month', async () => {
  const id = await customer('bob');
  await engine.submit(submission('bob', { kind: 'event', name: 'note', quantity: 1, properties: { colour: 'teal' } }));
  const { owner, database } = harness;
  const since = `customer_id = '${id}' and kind = 'event'`;
  await owner.query(`update laurel.fact set recorded_at = now() - interval '2 years' where ${since}`);
  // The clock of the test is not that of the database, which guards the last month by its own.
  for (let call = 0; call < 16; call += 1) await applyRetention(deps());
  assert.equal(await harness.count('fact', `${since} and body is null and record is not null`), 1);
  const [from, to] = ['00000000-0000-0000-0000-000000000000', 'ffffffff-ffff-ffff-ffff-ffffffffffff'];
  await assert.rejects(database.pool.query('select laurel.forget_events($1, $2, now(), 10)', [from, to]), {
    code: '42501',
  });
  assert.deepEqual((await verifyBooks(database.pool)).differences, []);
});

test('files of exports go when they can no longer be had', async () => {
  await customer('cid');
  const identity = { method: 'signed_in', by: 'cid' } as const;
  await engine.submit(submission('cid', { kind: 'export.request', identity, format: 'csv', note: null }));
  await carryOutPrivacy(deps());
  assert.ok((await harness.count('privacy_file')) > 0);
  harness.now += 6 * DAY;
  await applyRetention(deps());
  assert.ok((await harness.count('privacy_file')) > 0);
  harness.now += 2 * DAY;
  await applyRetention(deps());
  assert.equal(await harness.count('privacy_file'), 0);
});

test('who was merged into a forgotten customer is forgotten as well, and the books of both hold', async () => {
  const kept = await customer('dora');
  const other = await customer('dora-2');
  const peer = { kind: 'id', id: other } as const;
  const merged = await engine.submit(
    submission({ kind: 'id', id: kept }, { kind: 'customer.merge', reason: 'same person', tiers: 'highest' }, { peer }),
  );
  assert.equal(merged.record.refusal, undefined, JSON.stringify(merged.record.refusal));
  const identity = { method: 'document', by: 'ben' } as const;
  const forget = { kind: 'customer.forget', identity, reason: 'requested', note: null } as const;
  const asked = await engine.submit(submission(peer, forget));
  assert.equal(asked.record.refusal?.code, 'customer_merged');
  await engine.submit(submission({ kind: 'id', id: kept }, forget));
  assert.equal(await harness.count('customer', `customer_id = '${other}' and email is not null`), 1);
  await carryOutPrivacy(deps());
  assert.equal(await harness.count('customer', `customer_id = '${other}' and email is not null`), 0);
  assert.equal(await harness.count('fact', `customer_id = '${other}' and body::text like '%dora%'`), 0);
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
});
