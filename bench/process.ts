// What runs in a measured process: the naive server, Laurel as `laurel serve` starts it, or an engine that works off a task.
// It is told what to do over IPC, and measures nothing but its own time and memory.
import type pg from 'pg';
import { type Config, readConfig } from '../server/src/config.ts';
import { PARTITIONS, partitionOf } from '../server/src/domain/ids.ts';
import { executeRun, openRun } from '../server/src/jobs/runs.ts';
import { type Instance, openInstance, runDepsOf, serve, systemClock } from '../server/src/main.ts';
import type { PipelineEngine } from '../server/src/pipeline/engine.ts';
import { createProgrammeSource } from '../server/src/pipeline/programme-cache.ts';
import { createPool } from '../server/src/storage/connection.ts';
import { registerEngine } from '../server/src/storage/engine-version.ts';
import { createNaiveServer, NAIVE_CONNECTIONS } from './naive/server.ts';
import type { Order, Report, ServerKind, Task, TaskResult } from './processes.ts';

type Ending = () => Promise<unknown>;

const SIGN_IN = { kind: 'event', name: 'web_login', quantity: 1, properties: { channel: 'web' } } as const;
const ACTOR = { kind: 'run', name: 'bench' } as const;
/** For nothing that lasts; without it a file with one would be left behind. */
const SECRET_KEY = 'of-a-throw-away-server-of-the-bench';
/** Customers handed to the bulk lane at once, as runs do. */
const CHUNK = 2_000;
/** Chunks under way at once: the lane always has the next partition waiting. */
const CHUNKS_AT_ONCE = 2;

// The bench was stopped: whatever is under way is of no use to anybody.
process.once('disconnect', () => process.exit());

process.once('message', (order: Order) => {
  begin(order).then(
    (end) => process.once('message', () => leave(end)),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});

/** Reading modules and compiling the programme are not part of what an event costs. */
let readyAt = process.cpuUsage();

function tell(report: Report): void {
  process.send?.(report);
}

async function begin({ url, work }: Order): Promise<Ending> {
  if (work.kind === 'serve') return startServer(work.server, url);
  if (work.kind === 'jobs') return startJobs(url, work.env);
  const instance = await openInstance(configFor(url), 'stderr');
  const engine = await instance.openEngine({ live: false, bulk: true });
  readyAt = process.cpuUsage();
  tell({ kind: 'done', result: await carryOut(work, instance, engine) });
  return async () => {
    await engine.close();
    await instance.close();
  };
}

async function leave(end: Ending): Promise<void> {
  const { user, system } = process.cpuUsage(readyAt);
  // The kernel counts memory in KB and time in microseconds.
  const taken = { memoryMb: process.resourceUsage().maxRSS / 1024, cpuMs: (user + system) / 1000 };
  tell({ kind: 'bye', taken });
  await end();
  process.exit();
}

function configFor(url: string, more: Readonly<Record<string, string>> = {}): Config {
  return readConfig({ PORT: '0', DATABASE_URL: url, LAUREL_LOG_LEVEL: 'warn', LAUREL_SECRET_KEY: SECRET_KEY, ...more })
    .config;
}

async function startJobs(url: string, env: Readonly<Record<string, string>>): Promise<Ending> {
  const running = await serve(configFor(url, { LAUREL_ALLOW_PRIVATE_TARGETS: '1', ...env }), 'jobs');
  readyAt = process.cpuUsage();
  tell({ kind: 'working' });
  return () => running.stop(new AbortController().signal);
}

async function startServer(server: ServerKind, url: string): Promise<Ending> {
  if (server === 'naive') return startNaive(url);
  const running = await serve(configFor(url), 'http');
  if (running.url === null) throw new Error('Laurel does not listen.');
  readyAt = process.cpuUsage();
  tell({ kind: 'listening', origin: running.url });
  return () => running.stop(new AbortController().signal);
}

async function startNaive(url: string): Promise<Ending> {
  const pool = createPool({ url, max: NAIVE_CONNECTIONS, applicationName: 'naive', role: 'laurel_app' });
  const history = await createProgrammeSource(pool).refresh();
  if (history === null) throw new Error('No programme is live.');
  const engineId = await registerEngine(pool, { engine: 'naive', timeZoneData: process.versions.tz ?? '' });
  const app = createNaiveServer({ pool, history, engineId, clock: systemClock });
  const origin = await app.listen({ port: 0, host: '127.0.0.1' });
  readyAt = process.cpuUsage();
  tell({ kind: 'listening', origin });
  return async () => {
    await app.close();
    await pool.end();
  };
}

async function carryOut(task: Task, instance: Instance, engine: PipelineEngine): Promise<TaskResult> {
  const startMs = performance.now();
  const seconds = () => (performance.now() - startMs) / 1000;
  if (task.kind === 'chunks') return { ...(await submitChunks(instance.pool, engine)), seconds: seconds() };
  const { run } = await openRun(instance.pool, { kind: task.run, params: {}, actor: ACTOR });
  const done = await executeRun(runDepsOf(instance, engine), run.id);
  if (done?.status !== 'done') throw new Error(`The run ${task.run} ended as ${done?.status}: ${done?.error}`);
  return { visited: done.visited, changed: done.changed, seconds: seconds() };
}

async function submitChunks(pool: pg.Pool, engine: PipelineEngine): Promise<Omit<TaskResult, 'seconds'>> {
  const chunks = chunksOf(await readIds(pool));
  const total = { visited: 0, changed: 0 };
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let chunk = chunks[next++]; chunk !== undefined; chunk = chunks[next++]) {
      const { visited, changed } = await engine.submitChunk({ ...chunk, body: SIGN_IN, actor: ACTOR });
      total.visited += visited;
      total.changed += changed;
    }
  };
  await Promise.all(Array.from({ length: CHUNKS_AT_ONCE }, worker));
  return total;
}

async function readIds(pool: pg.Pool): Promise<readonly string[]> {
  const { rows } = await pool.query<{ customer_id: string }>(
    'select customer_id from laurel.customer order by customer_id',
  );
  return rows.map((row) => row.customer_id);
}

type PartitionChunk = { readonly partition: number; readonly customerIds: readonly string[] };

/** In the order of ids, so partition after partition. */
function chunksOf(ids: readonly string[]): readonly PartitionChunk[] {
  const partitions = Array.from({ length: PARTITIONS }, (): string[] => []);
  for (const id of ids) partitions[partitionOf(id)]?.push(id);
  return partitions.flatMap((customerIds, partition) =>
    Array.from({ length: Math.ceil(customerIds.length / CHUNK) }, (_, index) => ({
      partition,
      customerIds: customerIds.slice(index * CHUNK, (index + 1) * CHUNK),
    })),
  );
}
