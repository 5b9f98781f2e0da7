// A fact's way through lock, load, decide and save on a real PostgreSQL. What the decisions say is tested in the domain.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { partitionOf } from '../../src/domain/ids.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import type { Answer } from '../../src/pipeline/submission.ts';
import {
  codeOf,
  creation,
  deposit,
  event,
  type Harness,
  join,
  openHarness,
  PROGRAMME,
  rejection,
  spend,
  submission,
} from './harness.ts';

let harness: Harness;
let engine: PipelineEngine;
let other: PipelineEngine;
let annId: string;

before(async () => {
  harness = await openHarness();
  engine = await harness.engine();
  other = await harness.engine();
  annId = (await join(engine, 'ann')).customerId;
});
after(() => harness.close());

const LOCKS = 7_201;

function note(text: string, key?: string): ReturnType<typeof submission> {
  return submission(
    'ann',
    { kind: 'event', name: 'note', quantity: 1, properties: { text } },
    key === undefined ? {} : { key, sent: { text } },
  );
}

test('an event comes in, is decided and saved', async () => {
  const answer = await engine.submit(submission('ann', event('visit')));
  assert.equal(answer.customerId, annId);
  assert.equal(answer.record.balances.beans, 10);
  assert.equal(await harness.count('point_entry', `customer_id = '${annId}'`), 1);
  assert.equal(await harness.count('fact', `customer_id = '${annId}'`), 2);
});

test('the same key with the same body gets the first answer again, with another body it is refused', async () => {
  const first = await engine.submit(note('one', 'k1'));
  const again = await engine.submit(note('one', 'k1'));
  assert.equal(first.isReplay, false);
  assert.deepEqual({ ...again, isReplay: false }, first);
  assert.equal(again.isReplay, true);
  assert.equal(await rejection(engine.submit(note('two', 'k1'))), 'key_reused');
});

test('the order of keys in the body does not matter, and a refusal is kept like a success', async () => {
  const tooMuch = submission('ann', spend(1_000_000), { key: 'k2', sent: { a: 1, b: [1, { c: 2, d: 3 }] } });
  const same = submission('ann', spend(1_000_000), { key: 'k2', sent: { b: [1, { d: 3, c: 2 }], a: 1 } });
  const first = await engine.submit(tooMuch);
  assert.equal(codeOf(first), 'insufficient_points');
  const again = await engine.submit(same);
  assert.equal(again.factId, first.factId);
  assert.equal(again.isReplay, true);
});

test('a key that comes to two processes at once makes one fact', async () => {
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, index) => (index % 2 === 0 ? engine : other).submit(note('same', 'k3'))),
  );
  assert.equal(new Set(answers.map(({ factId }) => factId)).size, 1);
  assert.equal(answers.filter(({ isReplay }) => !isReplay).length, 1);
});

test('facts of one customer are decided in the order in which they came', async () => {
  const answers = await Promise.all(
    Array.from({ length: 150 }, () => engine.submit(submission('ann', event('visit')))),
  );
  const balances = answers.map(({ record }) => record.balances.beans ?? 0);
  assert.deepEqual(
    balances,
    balances.toSorted((a, b) => a - b),
  );
  assert.equal(new Set(balances).size, 150);
});

test('a value that the database refuses is rejected alone, kept, and its neighbours are saved', async () => {
  const neighbours = Array.from({ length: 20 }, (_, index) => `n${index}`);
  await Promise.all(neighbours.map((name) => join(engine, name)));
  const [bad, ...good] = await Promise.all([
    rejection(engine.submit(note('a\u0000b'))),
    ...neighbours.map((name) => engine.submit(submission(name, event('visit')))),
  ]);
  assert.equal(bad, 'fact_rejected');
  for (const answer of good) assert.equal(typeof answer === 'object' && answer.record.balances.beans, 10);
  assert.equal(await harness.count('rejected_fact', "sqlstate = '22P05'"), 1);
});

test('an identifier that no text in the database can hold spoils no other look-up', async () => {
  const [bad, good] = await Promise.all([
    rejection(engine.submit(submission('a\u0000b', event('visit')))),
    engine.submit(submission('ann', event('visit'))),
  ]);
  assert.equal(bad, 'validation');
  assert.equal(codeOf(good), null);
});

test('what is no id names no hold and no entry', async () => {
  const reference = { type: null, id: null, transactionId: null };
  const capture = { kind: 'points.capture', holdId: 'nonsense', amount: null, reference } as const;
  const reverse = { kind: 'points.reverse', entryId: 'nonsense', amount: null, reason: 'test' } as const;
  const answers = await Promise.all([capture, reverse].map((body) => engine.submit(submission('ann', body))));
  assert.deepEqual(answers.map(codeOf), ['hold_not_found', 'entry_not_found']);
});

test('a customer that does not exist is refused, and nothing of the refusal is kept', async () => {
  assert.equal(await rejection(engine.submit(submission('nobody', event('visit')))), 'customer_not_found');
  const id = '7f000000-0000-4000-8000-000000000001';
  const answer = await engine.submit(submission({ kind: 'id', id }, event('visit'), { key: 'k4' }));
  assert.equal(codeOf(answer), 'customer_not_found');
  assert.equal(await harness.count('fact', `customer_id = '${id}'`), 0);
});

test('facts of a partition that is held elsewhere wait for it, others do not', async () => {
  const names = Array.from({ length: 30 }, (_, index) => `b${index}`);
  const joined = await Promise.all(names.map((name) => join(engine, name)));
  const busy = partitionOf(joined[0]?.customerId ?? '');
  const holder = await harness.owner.connect();
  await holder.query('begin');
  await holder.query('select pg_advisory_xact_lock($1, $2)', [LOCKS, busy]);
  let isFree = false;
  const answers = joined.map(async ({ customerId }) => {
    const answer = await engine.submit(submission({ kind: 'id', id: customerId }, event('visit')));
    assert.ok(isFree || partitionOf(customerId) !== busy);
    return answer;
  });
  await Promise.all(answers.filter((_, index) => partitionOf(joined[index]?.customerId ?? '') !== busy));
  isFree = true;
  await holder.query('commit');
  holder.release();
  for (const answer of await Promise.all(answers)) assert.equal(answer.record.balances.beans, 10);
});

test('a fact whose caller has given up is not decided', async () => {
  const before = await harness.count('fact');
  assert.equal(
    await rejection(engine.submit({ ...submission('ann', event('visit')), signal: AbortSignal.abort() })),
    'unavailable',
  );
  assert.equal(await harness.count('fact'), before);
});

test('more than there is room for is turned away, and the rest is decided', async () => {
  const small = await harness.engine({ limits: { factsMax: 10 } });
  const results = await Promise.allSettled(
    Array.from({ length: 30 }, () => small.submit(submission({ kind: 'id', id: annId }, event('visit')))),
  );
  const refused = results.filter((result) => result.status === 'rejected');
  assert.equal(refused.length, 20);
  for (const { reason } of refused) assert.equal(reason.code, 'overloaded');
  assert.equal(small.stats().overloaded, 20);
  assert.equal(small.stats().waitingFacts, 0);
});

test('the preview of a fact answers what it would do and saves nothing', async () => {
  const before = await harness.count('fact');
  const seen = await engine.preview(submission('ann', event('visit')));
  assert.equal(seen.record.outcomes.length > 0, true);
  assert.equal(await harness.count('fact'), before);
});

test('a transfer between two customers is saved on both sides or on none', async () => {
  const [from, to] = await Promise.all([join(engine, 'from'), join(engine, 'to')]);
  await engine.submit(submission('from', deposit(100)));
  const reference = { type: null, id: null, transactionId: null };
  const body = { kind: 'points.transfer', from: 'beans', to: 'beans', amount: 70, reference } as const;
  const peer = { kind: 'identifier', type: null, value: 'to' } as const;
  const answers = await Promise.all([
    engine.submit({ ...submission('from', body), peer }),
    other.submit({ ...submission('from', body), peer }),
  ]);
  const sent = answers.filter((answer) => codeOf(answer) === null);
  assert.equal(sent.length, 1);
  const left = await balances(from.customerId, to.customerId);
  assert.deepEqual(left, [30, 70]);
  assert.equal(await harness.count('fact', `id = '${sent[0]?.factId}'`), 2);
});

async function balances(...ids: readonly string[]): Promise<number[]> {
  const { rows } = await harness.owner.query<{ customer_id: string; left: number }>(
    `select customer_id, deposited + transferred_in - spent - transferred_out as left from laurel.balance where customer_id = any($1)`,
    [ids],
  );
  return ids.map((id) => rows.find((row) => row.customer_id === id)?.left ?? 0);
}

test('a spend, a hold and its capture, and a reversal load what they need', async () => {
  const reference = { type: null, id: null, transactionId: null };
  await join(engine, 'spender');
  const given = await engine.submit(submission('spender', deposit(100)));
  const spent = await engine.submit(submission('spender', spend(30)));
  assert.equal(spent.record.balances.beans, 70);
  const held = await engine.submit(
    submission('spender', { kind: 'points.hold', amount: 20, accounts: null, expiresAt: null, reference }),
  );
  assert.equal(held.record.balances.beans, 50);
  const capture = { kind: 'points.capture', holdId: held.factId, amount: null, reference } as const;
  const [captured, again] = await Promise.all([
    engine.submit(submission('spender', capture)),
    engine.submit(submission('spender', capture)),
  ]);
  assert.equal(codeOf(captured), null);
  assert.equal(codeOf(again), 'hold_not_open');
  const reverse = (entryId: string) => ({ kind: 'points.reverse', entryId, amount: 10, reason: 'test' }) as const;
  const reversed = await Promise.all([
    engine.submit(submission('spender', reverse(spent.factId))),
    engine.submit(submission('spender', reverse(given.factId))),
    engine.submit(submission('spender', reverse(spent.factId))),
    engine.submit(submission('spender', { ...reverse(spent.factId), amount: 11 })),
  ]);
  assert.deepEqual(reversed.map(codeOf), [null, null, null, 'not_reversible']);
  assert.equal(reversed[2]?.record.balances.beans, 60);
});

test('what is due goes first and alone, then the fact meets the state that it leaves', async () => {
  const joined = await join(engine, 'late');
  await engine.submit(submission('late', deposit(50)));
  const start = harness.now;
  try {
    harness.now = start + 400 * 86_400_000;
    const answer = await engine.submit(submission('late', event('visit')));
    assert.equal(answer.record.balances.beans, 10);
    const { rows } = await harness.owner.query<{ kind: string }>(
      `select kind from laurel.fact where customer_id = $1 and recorded_at > to_timestamp($2) order by id`,
      [joined.customerId, start / 1_000 + 1],
    );
    assert.deepEqual(rows.map(({ kind }) => kind).sort(), ['due', 'event']);
  } finally {
    harness.now = start;
  }
});

test('a chunk visits its customers and saves only where something was due', async () => {
  const joined = await Promise.all(['d0', 'd1', 'd2', 'd3'].map((name) => join(engine, name)));
  await Promise.all(['d0', 'd1'].map((name) => engine.submit(submission(name, deposit(5)))));
  const start = harness.now;
  const before = await harness.count('fact');
  try {
    harness.now = start + 400 * 86_400_000;
    let changed = 0;
    for (const { customerId } of joined) {
      const result = await engine.submitChunk({
        partition: partitionOf(customerId),
        customerIds: [customerId],
        body: { kind: 'due' },
        actor: { kind: 'run', name: 'expiry' },
      });
      changed += result.changed;
    }
    assert.equal(changed, 2);
    assert.equal(await harness.count('fact'), before + 2);
  } finally {
    harness.now = start;
  }
});

test('bulk facts are decided beside live ones', async () => {
  const names = Array.from({ length: 60 }, (_, index) => `u${index}`);
  await Promise.all(names.map((name) => engine.submit(submission(name, creation(name), { lane: 'bulk' }))));
  const answers: Answer[] = await Promise.all(
    names.flatMap((name) => [
      engine.submit(submission(name, event('visit'), { lane: 'bulk' })),
      other.submit(submission(name, event('visit'))),
    ]),
  );
  for (const answer of answers) assert.equal(codeOf(answer), null);
  assert.equal(Math.max(...answers.map(({ record }) => record.balances.beans ?? 0)), 20);
});

test('a batch decides with the version that is live in the database, not with the one it remembers', async () => {
  const before = await engine.submit(submission('ann', event('visit')));
  harness.now += 1_000;
  await harness.publish(PROGRAMME.replace('amount: 10', 'amount: 11'));
  harness.now += 1_000;
  const after = await engine.submit(submission('ann', event('visit')));
  assert.equal(after.programmeVersion, before.programmeVersion + 1);
  assert.equal((after.record.balances.beans ?? 0) - (before.record.balances.beans ?? 0), 11);
});

test('the application cannot change what was logged', async () => {
  for (const table of ['fact', 'point_entry', 'tier_move']) {
    for (const change of [`update laurel.${table} set id = id`, `delete from laurel.${table}`]) {
      await assert.rejects(harness.database.pool.query(change), { code: '42501' });
    }
  }
});
