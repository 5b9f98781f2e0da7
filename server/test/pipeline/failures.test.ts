// The road when connections break, the database goes away, or the process leaves: nothing answered is lost, nothing is done
// twice. Servers that are killed are tried elsewhere, as whole processes.
import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { DropProxy } from '../support/drop-proxy.ts';
import { event, type Harness, join, openHarness, rejection, submission } from './harness.ts';

let harness: Harness;
let proxy: DropProxy;
let engine: PipelineEngine;
let annId: string;

before(async () => {
  harness = await openHarness();
  proxy = await DropProxy.open(harness.database.url);
  engine = await harness.engine({ url: proxy.url });
});
after(async () => {
  await harness.close();
  await proxy.close();
});

let customers = 0;
beforeEach(async () => {
  customers += 1;
  annId = (await join(engine, `ann${customers}`)).customerId;
});

async function entries(): Promise<number> {
  return harness.count('point_entry', `customer_id = '${annId}'`);
}

for (const cut of ['before', 'after'] as const) {
  test(`a connection that breaks ${cut} the database has committed: every fact is saved once and answered`, async () => {
    const cutsBefore = proxy.cutCount;
    proxy.cutNext(cut);
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => engine.submit(submission({ kind: 'id', id: annId }, event('visit')))),
    );
    assert.equal(proxy.cutCount, cutsBefore + 1);
    assert.equal(new Set(answers.map(({ factId }) => factId)).size, 20);
    assert.equal(Math.max(...answers.map(({ record }) => record.balances.beans ?? 0)), 200);
    assert.equal(await entries(), 20);
    assert.equal(await harness.count('fact', `customer_id = '${annId}' and kind = 'event'`), 20);
  });
}

test('a session that the database ends is replaced, and nothing is lost', async () => {
  const running = Array.from({ length: 200 }, () =>
    engine.submit(submission({ kind: 'id', id: annId }, event('visit'))),
  );
  await harness.owner.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'engine'");
  await Promise.all(running);
  assert.equal(await entries(), 200);
});

test('a database that is away: callers are told soon, and work goes on when it is back', async () => {
  proxy.refuse(true);
  const startMs = performance.now();
  assert.equal(await rejection(engine.submit(submission({ kind: 'id', id: annId }, event('visit')))), 'unavailable');
  assert.ok(performance.now() - startMs < 8_000);
  const soonMs = performance.now();
  assert.equal(await rejection(engine.submit(submission({ kind: 'id', id: annId }, event('visit')))), 'unavailable');
  assert.ok(performance.now() - soonMs < 500);
  proxy.refuse(false);
  let code = 'unavailable';
  for (let attempt = 0; attempt < 50 && code === 'unavailable'; attempt += 1) {
    await delay(100);
    code = await rejection(engine.submit(submission({ kind: 'id', id: annId }, event('visit'))));
  }
  assert.equal(code, 'none');
  assert.equal(await entries(), 1);
});

test('while no programme is live, facts are turned away', async () => {
  const empty = await openHarness(null);
  try {
    const early = await empty.engine();
    assert.equal(await rejection(join(early, 'ann')), 'programme_missing');
    await empty.publish();
    assert.equal(await rejection(join(early, 'ann')), 'none');
  } finally {
    await empty.close();
  }
});

test('closing decides what waits, and turns away what comes after', async () => {
  const leaving = await harness.engine();
  const waiting = Array.from({ length: 50 }, () =>
    leaving.submit(submission({ kind: 'id', id: annId }, event('visit'))),
  );
  await leaving.close();
  assert.equal((await Promise.allSettled(waiting)).filter(({ status }) => status === 'fulfilled').length, 50);
  assert.equal(await rejection(leaving.submit(submission({ kind: 'id', id: annId }, event('visit')))), 'unavailable');
});
