// Expiry, maintenance and live events for the same customers at the same time, on two engines, against the same one after
// the other: the books must end the same, row for row.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { Clock, type CoffeeWorld, openCoffee } from './coffee-world.ts';
import { submissionOf } from './model-submission.ts';
import { DAY } from './reference-calendar.ts';
import type { ModelFact } from './reference-model.ts';

const CUSTOMERS = 1_500;
const AT_ONCE = 200;
const START = Date.UTC(2025, 0, 31, 12);
const ZONES = ['UTC', 'America/New_York', 'Asia/Kathmandu'];
/** Beans of the first day by customer: Green, Roast and Reserve, with and without a bean to spare. */
const FIRST_BEANS = [10, 49, 50, 120, 199, 200, 230];

type Engines = readonly [PipelineEngine, PipelineEngine];
type Lived = { readonly world: CoffeeWorld; readonly engines: Engines };

test('runs and live events at once give the state that they give one after the other', async (t) => {
  const ids = Array.from({ length: CUSTOMERS }, () => randomUUID());
  const oneByOne = await open();
  const atOnce = await open();
  try {
    await liveUntilTheDay(oneByOne, ids);
    await liveUntilTheDay(atOnce, ids);
    await oneByOne.world.run('expiry', oneByOne.engines[0]);
    await oneByOne.world.run('maintenance', oneByOne.engines[1]);
    await liveTheDay(oneByOne, ids);
    const runs = Promise.all([
      atOnce.world.run('expiry', atOnce.engines[0]),
      atOnce.world.run('maintenance', atOnce.engines[1]),
    ]);
    await Promise.all([runs, liveTheDay(atOnce, ids)]);
    const expected = await readState(oneByOne.world);
    const found = await readState(atOnce.world);
    for (const [table, rows] of Object.entries(expected)) assert.deepEqual(found[table], rows, table);
    assertSomethingHappened(t.diagnostic.bind(t), expected.tier_move ?? []);
    await oneByOne.world.verify();
    await atOnce.world.verify();
  } finally {
    await oneByOne.world.close();
    await atOnce.world.close();
  }
});

function assertSomethingHappened(tell: (message: string) => void, moves: readonly string[]): void {
  for (const reason of ['demoted', 'kept', 'qualified']) {
    const count = moves.filter((row) => row.includes(reason)).length;
    tell(`${reason}: ${count}`);
    assert.ok(count > CUSTOMERS / 40, `hardly anybody was ${reason}`);
  }
}

/** The clock stands still unless it is moved, and nothing analyses the tables: plans have to be good without it. */
async function open(): Promise<Lived> {
  const world = await openCoffee(new Clock(START, 0));
  for (const table of [...Object.keys(TABLES), 'fact', 'customer']) {
    await world.database.owner.query(`alter table laurel.${table} set (autovacuum_enabled = false)`);
  }
  return { world, engines: [await world.engine(), await world.engine()] };
}

/** A year in which levels are reached, beans are held, and everything of the first day comes due. */
async function liveUntilTheDay(lived: Lived, ids: readonly string[]): Promise<void> {
  const { clock } = lived.world;
  const everybody = (factOf: (index: number) => ModelFact | null) =>
    forEach(ids, (id, index) => send(lived, { id, index, fact: factOf(index) }));
  await everybody((index) => ({ kind: 'create', zone: ZONES[index % ZONES.length] ?? 'UTC' }));
  await everybody((index) => deposit(FIRST_BEANS[index % FIRST_BEANS.length] ?? 0));
  clock.advance(200 * DAY);
  await everybody((index) => (index % 3 < 2 ? deposit(60 + 100 * (index % 2)) : null));
  clock.advance(165 * DAY);
  await everybody((index) => (index % 4 === 0 ? { kind: 'hold', amount: 5 } : null));
  clock.advance(2 * DAY);
}

/** Everybody comes by on the day on which all of it is due, most of them twice. */
async function liveTheDay(lived: Lived, ids: readonly string[]): Promise<void> {
  await forEach(ids, async (id, index) => {
    await send(lived, { id, index, fact: { kind: 'login', channel: 'app' } });
    await send(lived, { id, index: index + 1, fact: index % 3 === 1 ? null : { kind: 'spend', amount: 20 } });
  });
}

/** So many at a time that batches fill, and nobody waits until they are turned away. */
async function forEach<T>(items: readonly T[], work: (item: T, index: number) => Promise<void>): Promise<void> {
  const open = items.entries();
  const worker = async () => {
    for (const [index, item] of open) await work(item, index);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

function deposit(amount: number): ModelFact {
  return { kind: 'deposit', amount, source: 'care', availableAt: null };
}

type Sending = { readonly id: string; readonly index: number; readonly fact: ModelFact | null };

async function send({ engines }: Lived, { id, index, fact }: Sending): Promise<void> {
  if (fact === null) return;
  const engine = index % 2 === 0 ? engines[0] : engines[1];
  const { record } = await engine.submit(submissionOf({ customer: id, fact, occurredAt: null, key: randomUUID() }));
  const code = record.refusal?.code ?? null;
  assert.ok(code === null || code === 'insufficient_points', code ?? '');
}

/** Everything but the ids of facts and of what they made. */
const TABLES: Readonly<Record<string, string>> = {
  balance: 'account, deposited, spent, expired, held, debt, active_at',
  lot: 'source, amount, spent, expired, held, occurred_at, expires_at, is_open',
  hold: 'amount, status, expires_at, is_open',
  tier: 'system, level, since, maintained_at, maintenance_at, anniversary_at, counts_since',
  tier_move: 'system, from_level, to_level, reason, occurred_at, maintenance_at, counts_since',
  counter: 'period, key, value',
  point_entry: 'kind, account, source, amount, occurred_at, expires_at, rule',
};

async function readState(world: CoffeeWorld): Promise<Readonly<Record<string, readonly string[]>>> {
  const read = Object.entries(TABLES).map(async ([table, columns]) => {
    const text = `select customer_id, ${columns} from laurel.${table}`;
    const { rows } = await world.database.pool.query<Readonly<Record<string, string | number | boolean | null>>>(text);
    return [table, rows.map((row) => JSON.stringify(Object.values(row))).sort()] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}
