// How far a customer-data platform is behind: change to sent under a steady load, then the same while everybody is sent to it.
// Decisions are made here, Laurel's process for jobs sends, and the platform is a process of its own at the documented limits.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { readConfig } from '../server/src/config.ts';
import { type Instance, openDelivery, openInstance } from '../server/src/main.ts';
import type { PipelineEngine } from '../server/src/pipeline/engine.ts';
import { readRun } from '../server/src/storage/runs.ts';
import { startBackfill } from '../server/src/sync/backfill.ts';
import { type SyncDesk, saveConnection } from '../server/src/sync/connections.ts';
import { applySetup } from '../server/src/sync/setup.ts';
import { readStatus } from '../server/src/sync/status.ts';
import type { Database, Databases } from './databases.ts';
import { startJobs } from './processes.ts';
import type { Settings } from './settings.ts';
import type { PlatformReport } from './sync-platform.ts';

export type SyncLag = { readonly changes: number; readonly p50Ms: number; readonly p99Ms: number };

export type SyncResult = {
  readonly customers: number;
  readonly perSecond: number;
  readonly alone: SyncLag;
  readonly beside: SyncLag;
  readonly backfill: {
    readonly seconds: number;
    /** Upserts of people, and what the platform allows a second, and the share of it that a backfill may use. */
    readonly upserts: number;
    readonly limit: number;
    readonly share: number;
    readonly sent: number;
    readonly tooMany: number;
  };
  readonly live: {
    readonly changes: number;
    readonly upserts: number;
    readonly eventCalls: number;
    readonly events: number;
  };
};

const KEY = 'key-of-the-bench';
const PER_SECOND = 100;
const LIMIT = 5;
/** The rest is for who changes meanwhile. */
const SHARE = 0.9;
const ACTOR = { kind: 'cli', name: 'bench' } as const;
const SIGN_IN = { kind: 'event', name: 'web_login', quantity: 1, properties: { channel: 'web' } } as const;
const UPSERT = 'upsert-persons-partial';
const EVENTS = 'send-custom-events';
const START_MS = 30_000;
const SETTLE_MS = 120_000;
const BACKFILL_MS = 3_600_000;

type Bench = { readonly databases: Databases; readonly settings: Settings; readonly say: (text: string) => void };

export async function measureSync({ databases, settings, say }: Bench): Promise<SyncResult> {
  const { syncCustomers: customers, syncMs } = settings;
  say(`sync: seeding ${customers} members …`);
  const database = await databases.create('members', customers);
  const platform = await startPlatform();
  const env = {
    LAUREL_PROVIDER_INFOBIP_URL: (await platform.report()).url,
    LAUREL_PROVIDER_INFOBIP_KEY: KEY,
    LAUREL_ALLOW_PRIVATE_TARGETS: '1',
  };
  const instance = await openInstance(configFor(database, env), 'stderr');
  const delivery = openDelivery(instance);
  const engine = await instance.openEngine({ live: true, bulk: false });
  const jobs = await startJobs(database, { env, profileDir: settings.profileDir });
  try {
    const desk = { pool: instance.pool, clock: instance.clock, delivery };
    await saveConnection(desk, 'infobip', {
      change: { connector: 'infobip', options: { backfillShare: SHARE } },
      actor: ACTOR,
    });
    await applySetup(desk, 'infobip');
    const members = await readMembers(instance, customers);
    say(`sync: ${PER_SECOND} sign-ins a second for ${syncMs / 1000} s …`);
    const before = await platform.report();
    const alone = await load({ desk, instance, engine }, members.splice(0, rateCount(syncMs)));
    const after = await platform.report();
    say(`sync: everybody (${customers}), with ${PER_SECOND} sign-ins a second …`);
    const { backfill, beside } = await sendEverybody({ desk, instance, engine }, { members, syncMs, platform });
    const of = (operation: string) => (after.requests[operation] ?? 0) - (before.requests[operation] ?? 0);
    const live = {
      changes: alone.changes,
      upserts: of(UPSERT),
      eventCalls: of(EVENTS),
      events: after.events - before.events,
    };
    return { customers, perSecond: PER_SECOND, alone, beside, backfill, live };
  } finally {
    await jobs.stop();
    await engine.close();
    await delivery.close();
    await instance.close();
    await platform.stop();
    await databases.drop(database);
  }
}

const rateCount = (ms: number): number => Math.round((ms / 1_000) * PER_SECOND);

function configFor({ url }: Database, env: Readonly<Record<string, string>>) {
  const secret = 'of-a-throw-away-server-of-the-bench';
  return readConfig({ DATABASE_URL: url, LAUREL_LOG_LEVEL: 'warn', LAUREL_SECRET_KEY: secret, ...env }).config;
}

type Measured = { readonly desk: SyncDesk; readonly instance: Instance; readonly engine: PipelineEngine };

async function readMembers({ pool }: Instance, customers: number): Promise<string[]> {
  const { rows } = await pool.query<{ customer_id: string }>(
    'select customer_id from laurel.customer order by md5(customer_id::text) limit $1',
    [Math.min(customers, 50_000)],
  );
  return rows.map((row) => row.customer_id);
}

/** A sign-in of each, evenly in time; how long after its decision each was there, as our own table has it. */
async function load({ desk, instance, engine }: Measured, members: readonly string[]): Promise<SyncLag> {
  const beganAt = performance.now();
  const decided = new Map<string, number>();
  const open = new Set<Promise<unknown>>();
  for (const [index, customerId] of members.entries()) {
    const waitMs = beganAt + (index * 1_000) / PER_SECOND - performance.now();
    if (waitMs > 1) await delay(waitMs);
    const one = signIn(engine, customerId).then((at) => decided.set(customerId, at));
    open.add(one);
    void one.finally(() => open.delete(one));
  }
  await Promise.all(open);
  await caughtUp(desk);
  const { rows } = await instance.pool.query<{ customer_id: string; synced_at: number }>(
    `select s.customer_id, s.synced_at from laurel.sync_customer s where s.customer_id = any($1::uuid[]) and s.status = 'synced'`,
    [members],
  );
  const lags = rows.map((row) => row.synced_at - (decided.get(row.customer_id) ?? Number.NaN)).sort((a, b) => a - b);
  const at = (share: number): number => lags[Math.min(lags.length - 1, Math.floor(lags.length * share))] ?? Number.NaN;
  return { changes: lags.length, p50Ms: at(0.5), p99Ms: at(0.99) };
}

async function signIn(engine: PipelineEngine, customerId: string): Promise<number> {
  const answer = await engine.submit({
    customer: { kind: 'id', id: customerId },
    body: SIGN_IN,
    occurredAt: null,
    idempotency: null,
    actor: ACTOR,
    lane: 'live',
    isHistory: false,
  });
  return answer.recordedAt;
}

async function caughtUp(desk: SyncDesk): Promise<void> {
  const deadline = performance.now() + SETTLE_MS;
  while (performance.now() < deadline) {
    const { lanes } = await readStatus(desk, 'infobip');
    if (lanes.length === 2 && lanes.every(({ lagMs }) => lagMs === null)) return;
    await delay(100);
  }
  throw new Error('The lanes of the sync did not catch up.');
}

type Everybody = { readonly members: string[]; readonly syncMs: number; readonly platform: Platform };

async function sendEverybody(
  measured: Measured,
  { members, syncMs, platform }: Everybody,
): Promise<Pick<SyncResult, 'backfill' | 'beside'>> {
  const { desk, instance } = measured;
  const before = await platform.report();
  const { id } = await startBackfill(desk, 'infobip', { ask: { isForced: true }, actor: ACTOR });
  const startedAt = performance.now();
  const loading = load(measured, members.splice(0, rateCount(syncMs)));
  // Awaited below; should the backfill fail before, that is what is to be told.
  loading.catch(() => undefined);
  const deadline = startedAt + BACKFILL_MS;
  let run = await readRun(instance.pool, id);
  while (performance.now() < deadline && (run?.status === 'waiting' || run?.status === 'running')) {
    await delay(100);
    run = await readRun(instance.pool, id);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  if (run?.status !== 'done') throw new Error(`The backfill is ${run?.status}: ${run?.error ?? 'without a reason'}.`);
  const after = await platform.report();
  const beside = await loading;
  const upserts = (after.requests[UPSERT] ?? 0) - (before.requests[UPSERT] ?? 0);
  const tooMany = after.tooMany - before.tooMany;
  return { beside, backfill: { seconds, upserts, limit: LIMIT, share: SHARE, sent: run.changed, tooMany } };
}

type Platform = { report(): Promise<PlatformReport>; stop(): Promise<void> };

async function startPlatform(): Promise<Platform> {
  const child: ChildProcess = fork(path.join(import.meta.dirname, 'sync-platform.ts'), [KEY]);
  const next = async (): Promise<PlatformReport> => {
    const [report] = await once(child, 'message', { signal: AbortSignal.timeout(START_MS) });
    return report;
  };
  const first = await next();
  let isFirst = true;
  return {
    report: async () => {
      if (isFirst) {
        isFirst = false;
        return first;
      }
      const answer = next();
      child.send('report');
      return answer;
    },
    stop: async () => {
      const gone = once(child, 'exit');
      child.disconnect();
      await gone;
    },
  };
}
