// Figures of accounts, now and as of any instant, holds and the point audit log, on what the engine wrote.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type FactBody, NO_REFERENCE } from '../../src/domain/facts.ts';
import { type Instant, isoText } from '../../src/domain/time.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { InvalidCursor } from '../../src/storage/pages.ts';
import {
  type AccountFigures,
  type PointAuditRow,
  readAccounts,
  readAccountsAsOf,
  readHolds,
  readPointAudit,
} from '../../src/storage/points.ts';
import { codeOf, type Harness, join, openHarness, spend, submission } from '../pipeline/harness.ts';

const PROGRAMME = `
name: test
title: Test
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 12 months } }
  promo: { title: Promo beans, default: true, expiry: { kind: rolling, after: 3 months } }
  debt: { title: Debt, negative: true }
sources:
  web: { title: Web }
  care: { title: Care }
`;

const DAY_MS = 86_400_000;
const START = Date.UTC(2026, 0, 10, 12);

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness(null);
  harness.now = START;
  await harness.publish(PROGRAMME);
  engine = await harness.engine();
});
after(() => harness.close());

async function joined(name: string, at: Instant = START): Promise<string> {
  harness.now = at;
  return (await join(engine, name)).customerId;
}

async function submit(id: string, body: FactBody, at: Instant) {
  harness.now = at;
  const answer = await engine.submit(submission({ kind: 'id', id }, body));
  assert.equal(codeOf(answer), null, JSON.stringify(answer.record));
  return answer;
}

function depositTo(account: string, amount: number, more: { availableAt?: Instant; source?: string } = {}): FactBody {
  const { availableAt = null, source = 'web' } = more;
  const item = { account, source, amount, rank: 0, reference: NO_REFERENCE, availableAt, expiresAt: null };
  return { kind: 'points.deposit', items: [item], partial: false, silent: false };
}

function hold(amount: number, expiresAt: Instant | null = null): FactBody {
  return { kind: 'points.hold', amount, accounts: null, expiresAt, reference: NO_REFERENCE };
}

async function audit(id: string): Promise<readonly PointAuditRow[]> {
  return (await readPointAudit(harness.database.pool, id, { order: 'oldest', limit: 100 })).rows;
}

function total(figures: AccountFigures): number {
  const { available, held, pending, spent, expired, transferredOut, reversed } = figures;
  return available + held + pending + spent + expired + transferredOut + reversed;
}

test('a spend is one row, and each deposit tells what was spent of it, earliest expiry first', async () => {
  const id = await joined('fifo');
  await submit(id, depositTo('beans', 100), START);
  await submit(id, depositTo('beans', 50, { source: 'care' }), START + DAY_MS);
  await submit(id, spend(120), START + 2 * DAY_MS);
  const rows = await audit(id);
  assert.deepEqual(
    rows.map((row) => [row.kind, row.modification, row.amountSpent, row.amountExpired, row.source]),
    [
      ['deposit', 100, 100, 0, 'web'],
      ['deposit', 50, 20, 0, 'care'],
      ['spend', -120, null, null, null],
    ],
  );
  assert.equal(rows[2]?.referenceType, 'Spend');
  assert.equal(rows[2]?.referenceId, rows[2]?.id);
  assert.equal(rows[2]?.transactionId, null);
});

test('the caller is quoted: reference type, reference id and transaction id', async () => {
  const id = await joined('quoted');
  const reference = { type: 'Ticket', id: 'T-17', transactionId: 'till-4' };
  await submit(
    id,
    { kind: 'points.adjust', account: 'beans', source: 'care', amount: 30, reason: 'late parcel', reference },
    START,
  );
  const none = { ...reference, type: null, id: null, transactionId: null };
  await submit(
    id,
    { kind: 'points.adjust', account: 'beans', source: 'care', amount: -10, reason: 'too much', reference: none },
    START + 1,
  );
  const [added, deducted] = await audit(id);
  assert.deepEqual([added?.referenceType, added?.referenceId, added?.transactionId], ['Ticket', 'T-17', 'till-4']);
  assert.equal(deducted?.referenceType, 'Manual Point Adjustment');
  assert.equal(deducted?.modification, -10);
});

test('points past their expiry are expired for every reader, before anything has booked it', async () => {
  const id = await joined('past');
  await submit(id, depositTo('promo', 40), START);
  await submit(id, depositTo('beans', 60), START);
  const { pool } = harness.database;
  const soon = (await readAccounts(pool, id, START)).find((one) => one.account === 'promo');
  assert.deepEqual(soon?.nextExpiry, { at: Date.UTC(2026, 3, 11), amount: 40 });
  const later = await readAccounts(pool, id, Date.UTC(2026, 3, 11));
  const promo = later.find((one) => one.account === 'promo');
  assert.deepEqual([promo?.available, promo?.expired, promo?.nextExpiry], [0, 40, null]);
  const beans = later.find((one) => one.account === 'beans');
  assert.deepEqual([beans?.available, beans?.expired], [60, 0]);
});

test('pending points become available by the clock alone', async () => {
  const id = await joined('pending');
  await submit(id, depositTo('beans', 25, { availableAt: START + 14 * DAY_MS }), START);
  const { pool } = harness.database;
  const [before] = await readAccounts(pool, id, START + 14 * DAY_MS - 1);
  assert.deepEqual([before?.available, before?.pending, before?.lifetime, before?.nextExpiry], [0, 25, 25, null]);
  const [then] = await readAccounts(pool, id, START + 14 * DAY_MS);
  assert.deepEqual([then?.available, then?.pending], [25, 0]);
  assert.equal(then?.nextExpiry?.amount, 25);
});

test('a hold past its time holds nothing back, and is told as expired', async () => {
  const id = await joined('held');
  await submit(id, depositTo('beans', 50), START);
  const { factId } = await submit(id, hold(30, START + 60_000), START);
  const { pool } = harness.database;
  const [during] = await readAccounts(pool, id, START + 59_999);
  assert.deepEqual([during?.available, during?.held], [20, 30]);
  const [afterwards] = await readAccounts(pool, id, START + 60_000);
  assert.deepEqual([afterwards?.available, afterwards?.held], [50, 0]);
  const open = await readHolds(pool, id, { now: START, openOnly: true, limit: 10, after: null });
  assert.deepEqual(
    open.items.map(({ id: one, amount, status }) => [one, amount, status]),
    [[factId, 30, 'open']],
  );
  const late = { now: START + 60_000, limit: 10, after: null };
  assert.deepEqual((await readHolds(pool, id, { ...late, openOnly: true })).items, []);
  assert.equal((await readHolds(pool, id, late)).items[0]?.status, 'expired');
});

test('what a return cannot take is in the audit, beside what it took', async () => {
  const id = await joined('uncollected');
  const { factId } = await submit(id, depositTo('beans', 45), START);
  await submit(id, spend(40), START + 1_000);
  await submit(id, { kind: 'points.reverse', entryId: factId, amount: null, reason: 'returned' }, START + 2_000);
  const rows = await audit(id);
  assert.deepEqual(
    rows.map((row) => [row.kind, row.modification, row.uncollected]),
    [
      ['deposit', 45, 0],
      ['spend', -40, 0],
      ['reverse', -5, 0],
      ['uncollected', 0, 40],
    ],
  );
  assert.equal(
    rows.reduce((sum, row) => sum + row.modification, 0),
    (await readAccounts(harness.database.pool, id, START + 3_000))[0]?.available,
  );
});

test('the audit filters, counts, and pages by cursor and by number alike', async () => {
  const id = await joined('pages');
  for (let n = 0; n < 7; n += 1) {
    await submit(id, depositTo(n % 2 === 0 ? 'beans' : 'promo', n + 1), START + n * DAY_MS);
  }
  const { pool } = harness.database;
  const found: number[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof readPointAudit>> = await readPointAudit(pool, id, {
      order: 'newest',
      limit: 3,
      after,
      withTotal: true,
    });
    assert.equal(page.total, 7);
    found.push(...page.rows.map((row) => row.modification));
    after = page.next;
  } while (after !== null);
  assert.deepEqual(found, [7, 6, 5, 4, 3, 2, 1]);
  const skipped = await readPointAudit(pool, id, { order: 'oldest', limit: 2, skip: 2, accounts: ['beans'] });
  assert.deepEqual(
    skipped.rows.map((row) => row.modification),
    [5, 7],
  );
  assert.equal(skipped.next, null);
  const ranged = { order: 'oldest', limit: 10, from: START + DAY_MS, to: START + 3 * DAY_MS } as const;
  assert.deepEqual(
    (await readPointAudit(pool, id, ranged)).rows.map((row) => row.modification),
    [2, 3],
  );
  const none = await readPointAudit(pool, id, { order: 'oldest', limit: 10, kinds: ['spend'], withTotal: true });
  assert.deepEqual([none.rows, none.total], [[], 0]);
  const careless = readPointAudit(pool, id, { order: 'oldest', limit: 10, sources: ['care'] });
  assert.deepEqual((await careless).rows, []);
});

test('a cursor of another list is refused', async () => {
  const reading = readPointAudit(harness.database.pool, await joined('cursor'), {
    order: 'newest',
    limit: 10,
    after: 'bm9uc2Vuc2U',
  });
  await assert.rejects(reading, InvalidCursor);
});

/** mulberry32: the same walk every time for the same seed. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

for (const seed of [1, 2, 3]) {
  test(`what was shown at an instant is what the ledger says of it later, whatever came since (walk ${seed})`, async () => {
    const random = seeded(seed);
    const pick = (count: number) => Math.floor(random() * count);
    const id = await joined(`walk-${seed}`);
    const other = await joined(`other-${seed}`);
    const { pool } = harness.database;
    const facts: string[] = [];
    const holds: string[] = [];
    const shown: { at: Instant; figures: readonly AccountFigures[] }[] = [];
    let now = START;
    for (let step = 0; step < 60; step += 1) {
      now += Math.floor(random() * 20 * DAY_MS);
      const account = ['beans', 'promo', 'debt'][pick(3)] ?? 'beans';
      const pendingUntil = now + pick(30) * DAY_MS;
      const bodies: readonly FactBody[] = [
        depositTo(account, 1 + pick(100), random() < 0.3 ? { availableAt: pendingUntil } : {}),
        depositTo('beans', 1 + pick(100)),
        spend(1 + pick(60)),
        { kind: 'points.spend', items: [forced('debt', 1 + pick(30))], partial: false, silent: false },
        hold(1 + pick(40), now + pick(40) * DAY_MS + 1),
        {
          kind: 'points.capture',
          holdId: holds[pick(holds.length)] ?? facts[0] ?? id,
          amount: null,
          reference: NO_REFERENCE,
        },
        { kind: 'points.release', holdId: holds[pick(holds.length)] ?? facts[0] ?? id },
        { kind: 'points.transfer', from: 'beans', to: 'promo', amount: 1 + pick(20), reference: NO_REFERENCE },
        { kind: 'points.reverse', entryId: facts[pick(facts.length)] ?? id, amount: null, reason: 'test' },
      ];
      const body = bodies[pick(bodies.length)] ?? spend(1);
      harness.now = now;
      const options =
        body.kind === 'points.transfer' && random() < 0.5 ? { peer: { kind: 'id', id: other } as const } : {};
      const answer = await engine.submit(submission({ kind: 'id', id }, body, options));
      if (answer.record.refusal === undefined) {
        if (body.kind === 'points.hold') holds.push(answer.factId);
        else facts.push(answer.factId);
      }
      // Looked at right after the fact, and some time later, when nobody has booked what came due meanwhile.
      for (const at of [now, now + pick(5) * DAY_MS]) {
        if (at >= now) shown.push({ at, figures: await readAccounts(pool, id, at) });
      }
      now = shown.at(-1)?.at ?? now;
    }
    assert.ok(
      shown.some(({ figures }) => figures.some((one) => one.expired > 0 && one.held > 0)),
      'a dull walk',
    );
    for (const { at, figures } of shown) {
      for (const one of figures) assert.equal(total(one), one.deposited + one.transferredIn, isoText(at));
      assert.deepEqual(await readAccountsAsOf(pool, id, at), figures, isoText(at));
    }
  });
}

function forced(account: string, amount: number) {
  return { amount, accounts: [account], reference: NO_REFERENCE, force: true, rank: 0 };
}
