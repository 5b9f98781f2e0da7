// The naive server is a fair comparison only if it does the same: a thousand facts sent to it and to Laurel give the same
// answers, ledgers, balances, tiers and limits.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type pg from 'pg';
import { pino } from 'pino';
import type { Json } from '../../server/src/domain/facts.ts';
import { createHttpServer } from '../../server/src/http/server.ts';
import { publishProgramme } from '../../server/src/jobs/publish.ts';
import { verifyBooks } from '../../server/src/jobs/verify.ts';
import { createEngine, type PipelineEngine } from '../../server/src/pipeline/engine.ts';
import { createProgrammeSource } from '../../server/src/pipeline/programme-cache.ts';
import { createApiKey } from '../../server/src/storage/api-keys.ts';
import { registerEngine } from '../../server/src/storage/engine-version.ts';
import { type TestDatabase, testDatabase } from '../../server/test/support/database.ts';
import { AUTHORIZATION, CREDENTIALS } from '../databases.ts';
import { benchProgramme } from '../programme.ts';
import { seedMembers } from '../seed.ts';
import { createNaiveServer } from './server.ts';

const CUSTOMERS = 40;
const FACTS = 1_000;
/** Two thousand requests, one after the other on each side, on a machine that may be busy. */
const PATIENCE_MS = 300_000;
const DAY_MS = 86_400_000;
/** Of one seed, so that a difference can be looked at again. */
const SEED = 20_261_122;

/** What both servers have of Fastify's, whose own type is generic over what parses and validates. */
type App = {
  inject(request: { method: 'POST'; url: string; headers: { [name: string]: string }; body: string }): Promise<{
    readonly statusCode: number;
    readonly body: string;
  }>;
  close(): Promise<unknown>;
};
type Side = { readonly database: TestDatabase; readonly app: App; readonly engine: PipelineEngine | null };

/** Both sides live through the same days: the clock moves with the facts. */
const clock = { at: Date.now(), now: () => clock.at };
let naive: Side;
let laurel: Side;

before(async () => {
  naive = await openSide(openNaive);
  laurel = await openSide(openLaurel);
});

after(async () => {
  for (const { app, engine, database } of [naive, laurel]) {
    await app.close();
    await engine?.close();
    await database.close();
  }
});

test('a thousand facts sent to both give the same answers, ledgers, balances and tiers', {
  timeout: PATIENCE_MS,
}, async () => {
  const statuses = new Map<number, number>();
  for (const request of requests()) {
    clock.at = request.now;
    const [mine, theirs] = await Promise.all([send(naive.app, request.body), send(laurel.app, request.body)]);
    assert.deepEqual(mine, theirs, JSON.stringify(request.body));
    statuses.set(mine.status, (statuses.get(mine.status) ?? 0) + 1);
  }
  // Otherwise the comparison would be of a thousand refusals, or of none.
  assert.ok((statuses.get(200) ?? 0) > FACTS / 2, JSON.stringify([...statuses]));
  for (const status of [404, 409, 422]) assert.ok((statuses.get(status) ?? 0) > 0, `no answer ${status}`);
  for (const [table, query] of Object.entries(TABLES)) {
    const [mine, theirs] = [await rowsOf(naive.database.owner, query), await rowsOf(laurel.database.owner, query)];
    assert.ok(mine.length > 0, `${table} is empty`);
    // Row by row, so that a failure shows one row and not thousands.
    assert.equal(mine.length, theirs.length, table);
    for (const [index, row] of mine.entries()) assert.deepEqual(row, theirs[index], table);
  }
  for (const { database } of [naive, laurel]) assert.deepEqual((await verifyBooks(database.pool)).differences, []);
});

/** Ids of facts and entries hold the time and chance of each side; everything else must be equal. */
const TABLES: Readonly<Record<string, string>> = {
  fact: `select customer_id, kind, name, key_hash, body_hash, occurred_at, recorded_at, booked_on, programme, actor_kind,
                actor_name, is_refused, body, record->'refusal' as refusal, record->'trace' as trace, record->'balances' as balances
         from   laurel.fact order by customer_id, recorded_at, kind, key_hash`,
  point_entry: `select customer_id, kind, account, source, amount, occurred_at, recorded_at, booked_on, available_at, expires_at,
                       reference_type, reference_id, transaction_id, rule
                from   laurel.point_entry order by customer_id, recorded_at, kind, rule, amount`,
  lot: `select customer_id, account, source, amount, spent, expired, reversed, moved, held, occurred_at, expires_at, is_open
        from   laurel.lot order by customer_id, occurred_at, amount, source`,
  balance: 'select * from laurel.balance order by customer_id, account',
  tier: 'select * from laurel.tier order by customer_id, system',
  tier_move: `select customer_id, system, from_level, to_level, reason, occurred_at, recorded_at, maintenance_at, counts_since, note
              from   laurel.tier_move order by customer_id, recorded_at, system, to_level`,
  counter: 'select * from laurel.counter order by customer_id, period, key',
};

type Request = { readonly now: number; readonly body: Json };

/**
 * Sign-ins of some customers over a year and more, so that points expire, levels are reached and maintained; among them
 * late ones, duplicates, keys used again for something else, unknown customers and events, and wrong properties.
 */
function requests(): readonly Request[] {
  const random = randomOf(SEED);
  const pick = (count: number) => Math.floor(random() * count);
  const start = clock.at;
  const sent: Json[] = [];
  return Array.from({ length: FACTS }, (_, index) => {
    const now = start + Math.floor((index / FACTS) * 430 * DAY_MS);
    const kind = pick(20);
    const earlier = sent[pick(sent.length)];
    if (kind === 0 && earlier !== undefined) return { now, body: earlier };
    if (kind === 1 && earlier !== undefined && isObject(earlier)) {
      return { now, body: { ...earlier, properties: { channel: 'app' }, quantity: 3 } };
    }
    const customer = `external:bench-${kind === 2 ? 'nobody' : 1 + pick(kind < 10 ? 4 : CUSTOMERS)}`;
    const body = {
      customer,
      event: kind === 3 ? 'web_logout' : kind === 4 ? 'tasting_visit' : 'web_login',
      transaction_id: `t-${index}`,
      properties: kind === 5 ? { chanel: 'web' } : kind === 4 ? {} : { channel: kind % 2 === 0 ? 'web' : 'app' },
      ...(kind === 6 ? { occurred_at: new Date(now - pick(45) * DAY_MS).toISOString() } : {}),
      ...(kind === 7 ? { occurred_at: new Date(now + DAY_MS).toISOString() } : {}),
    };
    sent.push(body);
    return { now, body };
  });
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Mulberry32. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

type Answered = { readonly status: number; readonly body: unknown };

async function send(app: App, body: Json): Promise<Answered> {
  const response = await app.inject({
    method: 'POST',
    url: '/v1/events',
    headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.statusCode, body: withoutIds(JSON.parse(response.body)) };
}

const RANDOM = new Set(['decision_id', 'entry_id', 'movement_id', 'request_id']);

function withoutIds(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutIds);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !RANDOM.has(key))
      .map(([key, inner]) => [key, withoutIds(inner)]),
  );
}

async function rowsOf(pool: pg.Pool, query: string): Promise<readonly object[]> {
  return (await pool.query<object>(query)).rows;
}

async function openSide(open: (database: TestDatabase) => Promise<Omit<Side, 'database'>>): Promise<Side> {
  const database = await testDatabase();
  const published = await publishProgramme(
    database.owner,
    { files: await benchProgramme({ isMessaging: false }), actor: { kind: 'cli', name: 'test' }, note: null },
    { now: () => clock.at - 100 * DAY_MS },
  );
  assert.ok(published.kind !== 'refused', JSON.stringify(published));
  await createApiKey(database.owner, {
    name: 'bench',
    scopes: ['admin'],
    rateLimit: null,
    createdAt: clock.at,
    credentials: CREDENTIALS,
  });
  const client = await database.owner.connect();
  await seedMembers(client, {
    kind: 'members',
    customers: CUSTOMERS,
    at: clock.at,
    programme: published.version,
    engine: 1,
  });
  client.release();
  return { database, ...(await open(database)) };
}

async function openNaive({ pool }: TestDatabase): Promise<Omit<Side, 'database'>> {
  const history = await createProgrammeSource(pool).refresh();
  assert.ok(history !== null);
  const engineId = await registerEngine(pool, { engine: 'naive', timeZoneData: 'test' });
  return { app: createNaiveServer({ pool, history, engineId, clock }), engine: null };
}

async function openLaurel({ pool }: TestDatabase): Promise<Omit<Side, 'database'>> {
  const programmes = createProgrammeSource(pool);
  const logger = pino({ level: 'silent' });
  const engine = await createEngine({ pool, programmes, clock, logger, roles: { live: true, bulk: false } });
  const config = { publicUrl: 'http://127.0.0.1', trustProxy: false, retailerId: null } as const;
  return { app: await createHttpServer({ pool, engine, programmes, config, clock, logger }), engine };
}
