// A database where the coffee programme is live, engines on it as if each were a process, and a clock of their
// own. Real PostgreSQL and the real road; the clock is the only thing that is ours.
import assert from 'node:assert/strict';
import path from 'node:path';
import type pg from 'pg';
import { partitionOf } from '../../src/domain/ids.ts';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { publishProgramme } from '../../src/jobs/publish.ts';
import { executeRun, type RunKind, startRun } from '../../src/jobs/runs.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { createEngine, type PipelineEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createPool } from '../../src/storage/connection.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const ENGINE_POOL_MAX = 6;

/** Ticks with every look, so that what was decided later under one lock carries a later time. */
export class Clock {
  #now: number;
  readonly #tickMs: number;

  constructor(start: number, tickMs = 1) {
    this.#now = start;
    this.#tickMs = tickMs;
  }

  now(): number {
    this.#now += this.#tickMs;
    return this.#now;
  }

  advance(ms: number): void {
    this.#now += ms;
  }

  set(now: number): void {
    this.#now = now;
  }
}

export class CoffeeWorld {
  readonly database: TestDatabase;
  readonly clock: Clock;
  /** What engines logged as errors: nothing, in a world where nothing breaks. */
  readonly errors: string[] = [];
  readonly #ends: (() => Promise<void>)[] = [];

  constructor(database: TestDatabase, clock: Clock) {
    this.database = database;
    this.clock = clock;
  }

  /** One more process: an engine with a pool, a programme cache and queues of its own. It ends with the world. */
  async engine(): Promise<PipelineEngine> {
    const { url } = this.database;
    const pool = createPool({ url, max: ENGINE_POOL_MAX, applicationName: 'proof', role: 'laurel_app' });
    const engine = await this.engineOn(pool);
    this.#ends.push(async () => {
      await engine.close();
      await pool.end();
    });
    return engine;
  }

  /** An engine on a pool that somebody else has, and ends. */
  async engineOn(pool: pg.Pool): Promise<PipelineEngine> {
    return createEngine({
      pool,
      programmes: createProgrammeSource(pool),
      clock: this.clock,
      logger: { warn: () => undefined, error: (fields, message) => this.#note(message, fields) },
      roles: { live: true, bulk: true },
    });
  }

  #note(message: string, fields: object): void {
    const line = `${message} ${JSON.stringify(fields)}`;
    this.errors.push(line);
    process.stderr.write(`${line}\n`);
  }

  /** Carries out a run over everybody, on one engine. */
  async run(kind: RunKind, engine: PipelineEngine): Promise<void> {
    const { pool } = this.database;
    const { id } = await startRun(pool, { kind, params: {}, actor: { kind: 'run', name: 'proof' } });
    const deps = { pool, engine, programmes: createProgrammeSource(pool), clock: this.clock, worker: `proof ${id}` };
    const done = await executeRun(deps, id);
    assert.equal(done?.status, 'done', JSON.stringify(done));
  }

  /** Books what is due for one customer, as a run does. */
  async due(customerId: string, engine: PipelineEngine): Promise<void> {
    const actor = { kind: 'run', name: 'proof' } as const;
    const partition = partitionOf(customerId);
    await engine.submitChunk({ partition, customerIds: [customerId], body: { kind: 'due' }, actor });
  }

  /** `laurel verify`, and nothing that an engine called an error. */
  async verify(): Promise<void> {
    const report = await verifyBooks(this.database.pool);
    assert.deepEqual(report.differences, []);
    assert.deepEqual(this.errors, []);
  }

  async close(): Promise<void> {
    for (const end of this.#ends.splice(0)) await end();
    await this.database.close();
  }
}

export async function openCoffee(clock: Clock): Promise<CoffeeWorld> {
  const world = new CoffeeWorld(await testDatabase(), clock);
  const files = await readProgrammeFolder(COFFEE);
  const publication = { files, actor: { kind: 'cli', name: 'proof' } as const, note: null };
  const published = await publishProgramme(world.database.pool, publication, clock);
  assert.equal(published.kind, 'published');
  return world;
}
