// The figures of campaigns follow from the facts: verify names every one that somebody changes, and none that is right.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ProfilePatch } from '../../src/domain/customers/profile.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { creation, event, type Harness, openHarness, submission } from '../pipeline/harness.ts';

const PROGRAMME = `
name: shop
title: Shop
time_zone: UTC
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
events: { visit: {}, draw: {} }
providers: { box: { title: Box, connector: tray } }
messages:
  thanks: { title: Thanks, purpose: programme, variants: { box: { subject: Thanks } } }
offers: { half: { title: Half price, type: percent_check_discount, amount: 50, valid_for: 10 days } }
campaigns:
  visit:
    title: A visit
    behavior: { event: visit }
    outcomes: [{ kind: points, amount: 10, source: promo }, { kind: offer, offer: half }, { kind: message, message: thanks }]
  draw:
    title: A draw
    control_group: 50
    behavior: { event: draw }
    outcomes: [{ kind: points, amount: 3, source: promo }]
`;
const CUSTOMERS = 40;

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness(PROGRAMME);
  engine = await harness.engine();
  for (let n = 0; n < CUSTOMERS; n += 1) await save(`c${n}`, {});
  for (const name of ['visit', 'draw', 'draw']) await Promise.all(everybody().map((id) => send(id, name)));
  // A test persona for a while: what it got meanwhile was not counted.
  await save('c1', { testPersona: true });
  await send('c1', 'visit');
  await save('c1', { testPersona: false });
  harness.now += 86_400_000;
  await send('c1', 'visit');
  await save('born-a-test', { testPersona: true });
  for (const name of ['visit', 'draw']) await send('born-a-test', name);
});

after(() => harness.close());

function everybody(): readonly string[] {
  return Array.from({ length: CUSTOMERS }, (_, n) => `c${n}`);
}

async function save(id: string, patch: ProfilePatch): Promise<void> {
  await engine.submit(submission(id, creation(id, patch)));
}

async function send(id: string, name: string): Promise<void> {
  const answer = await engine.submit(submission(id, event(name)));
  assert.equal(answer.record.refusal, undefined);
}

async function found(): Promise<readonly (readonly unknown[])[]> {
  const { differences } = await verifyBooks(harness.database.pool);
  return differences.map(({ table, key, column, stored, rebuilt }) => [table, key, column, stored, rebuilt]);
}

test('figures that the engine counted hold: gifts, the control group, test personas, several days', async () => {
  assert.deepEqual(await found(), []);
  const { rows } = await harness.owner.query(
    `select campaign, day, sum(given)::bigint as given, sum(control)::bigint as control, sum(points)::bigint as points,
            sum(offers)::bigint as offers, sum(messages)::bigint as messages
     from   laurel.campaign_result group by 1, 2 order by 1, 2`,
  );
  const [draw, visit, later] = rows;
  assert.ok(draw.control > 0 && draw.control < CUSTOMERS, 'the control group is counted once each');
  assert.equal(draw.given, 2 * (CUSTOMERS - draw.control));
  const figures = { control: 0, given: 40, points: 400, offers: 40, messages: 40 };
  assert.deepEqual(visit, { campaign: 'visit', day: '2026-06-15', ...figures });
  assert.deepEqual([later.day, later.given, rows.length], ['2026-06-16', 1, 3]);
});

test('every figure that somebody changes is named, with its campaign and day', async () => {
  const client = await harness.owner.connect();
  try {
    for (const column of ['given', 'control', 'points', 'offers', 'messages']) {
      const at = `campaign = 'visit' and day = '2026-06-16'`;
      await client.query(`update laurel.campaign_result set ${column} = ${column} + 1 where ${at}`);
      const value = { given: 1, control: 0, points: 10, offers: 1, messages: 1 }[column] ?? 0;
      assert.deepEqual(await found(), [['campaign_result', 'visit 2026-06-16', column, value + 1, value]]);
      await client.query(`update laurel.campaign_result set ${column} = ${column} - 1 where ${at}`);
    }
    await client.query(`create temporary table saved as select * from laurel.campaign_result`);
    await client.query(`delete from laurel.campaign_result where campaign = 'visit' and day = '2026-06-16'`);
    assert.deepEqual(
      (await found()).map(([, key, column, stored]) => [key, column, stored]),
      ['given', 'points', 'offers', 'messages'].map((column) => ['visit 2026-06-16', column, 0]),
    );
    await client.query(`truncate laurel.campaign_result; insert into laurel.campaign_result select * from saved`);
    await client.query(`insert into laurel.campaign_result values ('nothing', '2026-01-01', 0, 0, 0, 7, 0, 0)`);
    assert.deepEqual(await found(), [['campaign_result', 'nothing 2026-01-01', 'points', 7, 0]]);
    await client.query(`delete from laurel.campaign_result where campaign = 'nothing'`);
    assert.deepEqual(await found(), []);
  } finally {
    client.release();
  }
});

test('while campaigns give, figures that are on their way are no difference', async () => {
  let isOver = false;
  const giving = (async () => {
    while (!isOver) await Promise.all(everybody().map((id) => send(id, 'visit')));
  })();
  for (let round = 0; round < 3; round += 1) assert.deepEqual(await found(), []);
  isOver = true;
  await giving;
});

test('messages that are pruned are missed by nobody, and not more than these', async () => {
  const day = '2026-06-16';
  const { rows } = await harness.owner.query<{ n: number }>(
    `with gone as (delete from laurel.message where created_at >= $1 returning 1) select count(*) as n from gone`,
    [day],
  );
  assert.ok((rows[0]?.n ?? 0) > 1);
  assert.deepEqual(await found(), []);
  const { rowCount } = await harness.owner.query(
    `update laurel.campaign_result set messages = messages + 100000 where campaign = 'visit' and day = $1 and partition =
       (select min(partition) from laurel.campaign_result where campaign = 'visit' and day = $1)`,
    [day],
  );
  assert.equal(rowCount, 1);
  assert.deepEqual(
    (await found()).map(([, key, column]) => [key, column]),
    [[`visit ${day}`, 'messages']],
  );
  await harness.owner.query(
    `update laurel.campaign_result set messages = messages - 100000 where messages > 99999 and campaign = 'visit'`,
  );
});
