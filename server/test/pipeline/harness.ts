// A database with a small programme and engines on it, for tests of the pipeline. Real PostgreSQL; only the clock is ours.
import assert from 'node:assert/strict';
import type pg from 'pg';
import type { FactBody, Json } from '../../src/domain/facts.ts';
import type { Instant } from '../../src/domain/time.ts';
import { publishProgramme } from '../../src/jobs/publish.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { createEngine, type EngineOptions, type PipelineEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import type { Answer, CustomerRef, Submission } from '../../src/pipeline/submission.ts';
import { createPool } from '../../src/storage/connection.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

export const PROGRAMME = `
name: test
title: Test
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 12 months } }
  debt: { title: Debt, negative: true }
sources:
  web: { title: Web }
  scarce: { title: Scarce, inventory: 1000 }
events:
  visit: {}
  draw: {}
  note: { open: true }
campaigns:
  visit:
    title: A visit
    behavior: { event: visit }
    outcomes: [{ kind: points, amount: 10, source: web }]
  draw:
    title: The first thousand
    behavior: { event: draw }
    limit_total: { times: 1000, per: ever }
    outcomes: [{ kind: points, amount: 1, source: web }]
`;

export class Harness {
  readonly database: TestDatabase;
  now: Instant = Date.UTC(2026, 5, 15, 12);
  readonly #ends: (() => Promise<void>)[] = [];

  constructor(database: TestDatabase) {
    this.database = database;
  }

  get owner(): pg.Pool {
    return this.database.owner;
  }

  async publish(yaml: string = PROGRAMME): Promise<void> {
    const publication = {
      files: { 'programme.yaml': yaml },
      actor: { kind: 'cli', name: 'test' } as const,
      note: null,
    };
    const published = await publishProgramme(this.database.pool, publication, { now: () => this.now });
    assert.notEqual(published.kind, 'refused', JSON.stringify(published));
  }

  /** As one more process: with a pool, a cache and queues of its own. */
  async engine(options: Partial<EngineOptions> & { url?: string } = {}): Promise<PipelineEngine> {
    const { url = this.database.url, ...rest } = options;
    const pool = createPool({ url, max: 8, applicationName: 'engine', role: 'laurel_app' });
    const engine = await createEngine({
      pool,
      programmes: createProgrammeSource(pool),
      clock: { now: () => this.now },
      logger: { warn: () => undefined, error: (fields, message) => console.error(message, fields) },
      roles: { live: true, bulk: true },
      ...rest,
    });
    this.#ends.push(async () => {
      await engine.close();
      await pool.end();
    });
    return engine;
  }

  /** Ends the engines, and proves that what they left behind follows from the ledger. */
  async close(): Promise<void> {
    for (const end of this.#ends.splice(0)) await end();
    try {
      const { differences } = await verifyBooks(this.database.pool);
      assert.deepEqual(differences, []);
    } finally {
      await this.database.close();
    }
  }

  async count(table: string, where = 'true'): Promise<number> {
    const { rows } = await this.owner.query<{ n: number }>(`select count(*) as n from laurel.${table} where ${where}`);
    return rows[0]?.n ?? Number.NaN;
  }
}

export async function openHarness(yaml: string | null = PROGRAMME): Promise<Harness> {
  const harness = new Harness(await testDatabase());
  if (yaml !== null) await harness.publish(yaml);
  return harness;
}

type Options = Partial<Omit<Submission, 'body'>> & { key?: string; sent?: Json };

export function submission(customer: CustomerRef | string, body: FactBody, options: Options = {}): Submission {
  const { key, sent = body.kind, ...rest } = options;
  return {
    customer: typeof customer === 'string' ? { kind: 'identifier', type: null, value: customer } : customer,
    body,
    occurredAt: null,
    idempotency: key === undefined ? null : { operation: body.kind, key, sent },
    actor: { kind: 'api', name: 'test' },
    lane: 'live',
    isHistory: false,
    ...rest,
  };
}

export function creation(
  externalId: string,
  patch: Extract<FactBody, { kind: 'customer.save' }>['patch'] = {},
  mode: 'create' | 'upsert' | 'update' = 'upsert',
): FactBody {
  return {
    kind: 'customer.save',
    mode,
    patch: { addIdentifiers: [{ type: 'external', value: externalId }], ...patch },
  };
}

export function event(name: string): FactBody {
  return { kind: 'event', name, quantity: 1, properties: {} };
}

export function deposit(amount: number, source = 'web', account: string | null = null): FactBody {
  const reference = { type: null, id: null, transactionId: null };
  const item = { account, source, amount, rank: 0, reference, availableAt: null, expiresAt: null };
  return { kind: 'points.deposit', items: [item], partial: false, silent: false };
}

export function spend(amount: number): FactBody {
  const reference = { type: null, id: null, transactionId: null };
  return {
    kind: 'points.spend',
    items: [{ amount, accounts: null, reference, force: false, rank: 0 }],
    partial: false,
    silent: false,
  };
}

export async function join(engine: PipelineEngine, externalId: string): Promise<Answer> {
  return engine.submit(submission(externalId, creation(externalId)));
}

export function codeOf(answer: Answer): string | null {
  return answer.record.refusal?.code ?? null;
}

export async function rejection(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : String(error);
  }
  return 'none';
}
