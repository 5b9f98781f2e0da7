// Decisions, tier history, progress and its entries, read back from what the engine wrote with the coffee shop's programme.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { explain } from '../../src/domain/explain.ts';
import type { FactBody } from '../../src/domain/facts.ts';
import { type SystemProgress, tierProgress } from '../../src/domain/tiers/progress.ts';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { publishProgramme } from '../../src/jobs/publish.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { inspectCustomer } from '../../src/pipeline/inspect.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { readDecision, readDecisions } from '../../src/storage/facts.ts';
import { type CountedEntry, readCountedEntries, readTierHistory, readTierPopulation } from '../../src/storage/tiers.ts';
import {
  codeOf,
  creation,
  deposit,
  event,
  type Harness,
  join,
  openHarness,
  rejection,
  submission,
} from '../pipeline/harness.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 10, 12);

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness(null);
  harness.now = START;
  const publication = {
    files: await readProgrammeFolder(COFFEE),
    actor: { kind: 'cli', name: 'test' } as const,
    note: null,
  };
  await publishProgramme(harness.database.pool, publication, { now: () => START });
  engine = await harness.engine();
});
after(() => harness.close());

async function submit(id: string, body: FactBody, at: number) {
  harness.now = at;
  const answer = await engine.submit(submission({ kind: 'id', id }, body));
  assert.equal(codeOf(answer), null, JSON.stringify(answer.record));
  return answer;
}

async function joined(name: string): Promise<string> {
  harness.now = START;
  return (await join(engine, name)).customerId;
}

async function inspected(id: string, at: number) {
  const { pool } = harness.database;
  const found = await inspectCustomer(pool, createProgrammeSource(pool), id, at);
  assert.ok(found !== null);
  return found;
}

async function progressOf(id: string, system: string, at: number): Promise<SystemProgress> {
  const { programme, state } = await inspected(id, at);
  const found = tierProgress(programme, state, at).find((one) => one.system === system);
  assert.ok(found !== undefined);
  return found;
}

async function counted(id: string, progress: SystemProgress['next']): Promise<readonly CountedEntry[]> {
  const what = progress?.conditions[0]?.counted;
  assert.ok(what !== undefined && what !== null);
  return (await readCountedEntries(harness.database.pool, id, what, { limit: 100, after: null })).items;
}

const sum = (entries: readonly CountedEntry[]) => entries.reduce((total, entry) => total + entry.amount, 0);

test('five sign-ins: progress, history and explanations tell the same story', async () => {
  const id = await joined('five');
  for (let n = 0; n < 4; n += 1) await submit(id, event('web_login'), START + n * DAY_MS);
  const before = await progressOf(id, 'club', START + 3 * DAY_MS);
  assert.equal(before.level?.title, 'Green');
  assert.equal(before.next?.words, '50 beans earned in the last 12 months');
  assert.deepEqual([before.next?.conditions[0]?.current, before.next?.missing], [40, 10]);
  await submit(id, event('web_login'), START + 4 * DAY_MS);
  const after = await progressOf(id, 'club', START + 4 * DAY_MS);
  assert.equal(after.level?.title, 'Roast');
  assert.equal(after.since, START + 4 * DAY_MS);
  // To keep Roast counts what comes after the instant at which it was reached, for a year.
  assert.deepEqual([after.keep?.conditions[0]?.current, after.keep?.missing, after.status], [0, 50, 'open']);
  await submit(id, event('web_login'), START + 5 * DAY_MS);
  const later = await progressOf(id, 'club', START + 5 * DAY_MS);
  assert.deepEqual([later.keep?.conditions[0]?.current, later.keep?.missing], [12, 38]);
  assert.equal(sum(await counted(id, later.keep)), 12);
  assert.equal(later.next?.conditions[0]?.current, 87);
  assert.equal(sum(await counted(id, later.next)), 87);
  const history = await readTierHistory(harness.database.pool, id, { system: 'club', limit: 10, after: null });
  assert.deepEqual(
    history.items.map(({ from, to, reason, actor }) => [from, to, reason, actor?.name]),
    [
      ['green', 'roast', 'qualified', 'test'],
      [null, 'green', 'joined', 'test'],
    ],
  );
});

test('the second sign-in of a day is explained: the sentence, what was needed and what was there', async () => {
  const id = await joined('twice');
  await submit(id, event('web_login'), START);
  const { factId } = await submit(id, event('web_login'), START + 60_000);
  const { programme } = await inspected(id, START);
  const decision = await readDecision(harness.database.pool, id, factId);
  assert.ok(decision !== null);
  const { summary, lines } = explain(programme, decision);
  assert.equal(summary, 'Sign-in changed nothing. Daily sign-in: limit of 1 a day reached.');
  const line = lines.find((one) => one.rule === 'club/green/sign-in');
  assert.deepEqual([line?.met, line?.needed, line?.actual], [false, 1, 1]);
});

test('a return counts against what it took back, among the entries and in the figure', async () => {
  const id = await joined('returned');
  const { factId } = await submit(id, deposit(30), START);
  await submit(id, deposit(10), START + 1_000);
  await submit(id, { kind: 'points.reverse', entryId: factId, amount: 12, reason: 'returned' }, START + 2_000);
  const { next } = await progressOf(id, 'club', START + 3_000);
  assert.equal(next?.conditions[0]?.current, 28);
  const entries = await counted(id, next);
  assert.deepEqual(
    entries.map(({ kind, amount }) => [kind, amount]),
    [
      ['reverse', -12],
      ['deposit', 10],
      ['deposit', 30],
    ],
  );
});

test('events that count are listed as occurrences, in pages', async () => {
  const id = await joined('explorer');
  for (let n = 0; n < 2; n += 1) await submit(id, event('tasting_visit'), START + n * DAY_MS);
  const { next } = await progressOf(id, 'explorer', START + 2 * DAY_MS);
  assert.deepEqual([next?.conditions[0]?.current, next?.conditions[0]?.needed], [2, 3]);
  const what = next?.conditions[0]?.counted;
  assert.ok(what !== undefined && what !== null);
  const { pool } = harness.database;
  const first = await readCountedEntries(pool, id, what, { limit: 1, after: null });
  assert.deepEqual([first.items[0]?.kind, first.items[0]?.at, first.next !== null], ['event', START + DAY_MS, true]);
  const second = await readCountedEntries(pool, id, what, { limit: 1, after: first.next });
  assert.deepEqual([second.items[0]?.at, second.next], [START, null]);
});

test('after a fall the history names it, and progress starts anew', async () => {
  const id = await joined('fallen');
  await submit(id, deposit(60), START);
  const fall = START + 370 * DAY_MS;
  await submit(id, deposit(5), fall);
  const found = await progressOf(id, 'club', fall);
  assert.equal(found.level?.name, 'green');
  assert.equal(found.next?.conditions[0]?.current, 5);
  assert.equal(sum(await counted(id, found.next)), 5);
  const changes = await readTierHistory(harness.database.pool, id, {
    system: 'club',
    changesOnly: true,
    limit: 10,
    after: null,
  });
  assert.deepEqual(
    changes.items.map(({ to, reason }) => [to, reason]),
    [
      ['green', 'demoted'],
      ['roast', 'qualified'],
      ['green', 'joined'],
    ],
  );
});

test('decisions are listed newest first, by kind, name, time and outcome, in pages', async () => {
  const id = await joined('decisions');
  for (let n = 0; n < 3; n += 1) await submit(id, event('web_login'), START + n * DAY_MS);
  await engine.submit(submission({ kind: 'id', id }, event('unheard_of')));
  const { pool } = harness.database;
  const all = await readDecisions(pool, id, { limit: 10, after: null });
  assert.deepEqual(
    all.items.map(({ kind, name, isRefused }) => [kind, name, isRefused]),
    [
      ['event', 'unheard_of', true],
      ['event', 'web_login', false],
      ['event', 'web_login', false],
      ['event', 'web_login', false],
      ['customer.save', null, false],
    ],
  );
  const first = await readDecisions(pool, id, { names: ['web_login'], limit: 2, after: null });
  const second = await readDecisions(pool, id, { names: ['web_login'], limit: 2, after: first.next });
  assert.deepEqual([first.items.length, second.items.length, second.next], [2, 1, null]);
  assert.equal(second.items[0]?.occurredAt, START);
  const ranged = { from: START + DAY_MS, to: START + 2 * DAY_MS, limit: 10, after: null };
  assert.deepEqual(
    (await readDecisions(pool, id, ranged)).items.map((one) => one.occurredAt),
    [START + DAY_MS],
  );
  const refused = await readDecisions(pool, id, { isRefused: true, limit: 10, after: null });
  assert.deepEqual(
    refused.items.map((one) => one.record.refusal?.code),
    ['unknown_event'],
  );
  const oldest = await readDecisions(pool, id, { kinds: ['event'], order: 'oldest', limit: 1, after: null });
  assert.equal(oldest.items[0]?.occurredAt, START);
  assert.equal(oldest.items[0]?.actor.name, 'test');
  assert.equal(await readDecision(pool, id, id), null);
});

test('the population counts living customers per level, without test personas', async () => {
  const { pool } = harness.database;
  const greens = async () =>
    (await readTierPopulation(pool)).find((one) => one.system === 'club' && one.level === 'green')?.customers ?? 0;
  const before = await greens();
  const id = await joined('counted');
  harness.now = START;
  await engine.submit(submission('persona', creation('persona', { testPersona: true })));
  assert.equal(await greens(), before + 1);
  await submit(id, { kind: 'customer.delete' }, START);
  assert.equal(await greens(), before);
});

test('nobody is inspected who never was, and nothing before a programme is live', async () => {
  const { pool } = harness.database;
  const unknown = '11111111-1111-4111-8111-111111111111';
  assert.equal(await inspectCustomer(pool, createProgrammeSource(pool), unknown, START), null);
  const empty = await openHarness(null);
  try {
    const none = inspectCustomer(empty.database.pool, createProgrammeSource(empty.database.pool), unknown, START);
    assert.equal(await rejection(none), 'programme_missing');
  } finally {
    await empty.close();
  }
});
