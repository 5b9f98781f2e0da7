// A database with a programme, an engine and a clock that tests set: what runs need around them.
// It offers no way around the engine; tests that tamper with rows do that as the owner.
import assert from 'node:assert/strict';
import type pg from 'pg';
import type { FactBody } from '../../src/domain/facts.ts';
import type { Instant } from '../../src/domain/time.ts';
import type { ImportDeps } from '../../src/jobs/import/execute.ts';
import { publishProgramme } from '../../src/jobs/publish.ts';
import type { RunDeps } from '../../src/jobs/runs.ts';
import { createEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource, type ProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import type { Answer, Engine } from '../../src/pipeline/submission.ts';
import { createPool } from '../../src/storage/connection.ts';
import { leaseHolderName } from '../../src/storage/lease-holders.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

export type TestInstance = {
  readonly database: TestDatabase;
  readonly clock: { now(): Instant };
  readonly programmes: ProgrammeSource;
  readonly engine: Engine;
  readonly deps: RunDeps & ImportDeps;
  setTime(text: string): void;
  submit(customerId: string, body: FactBody, occurredAt?: Instant): Promise<Answer>;
  /** Somebody in the programme, in UTC; the number makes the id, spread over all partitions. */
  join(number: number): Promise<string>;
  close(): Promise<void>;
};

const NUMBERS = 1_000;

export function customerId(number: number): string {
  const high = Math.floor((number / NUMBERS) * 0x1_0000_0000)
    .toString(16)
    .padStart(8, '0');
  return `${high}-0000-4000-8000-${number.toString(16).padStart(12, '0')}`;
}

export async function testInstance(yaml: string, startsAt: string): Promise<TestInstance> {
  const database = await testDatabase();
  const time = { now: Date.parse(startsAt) };
  const clock = { now: () => time.now };
  const published = await publishProgramme(
    database.pool,
    { files: { 'programme.yaml': yaml }, actor: { kind: 'cli', name: 'test' }, note: null },
    clock,
  );
  assert.equal(published.kind, 'published', JSON.stringify(published));
  const programmes = createProgrammeSource(database.pool);
  await programmes.refresh();
  const enginePool = enginePoolOf(database);
  const logger = { warn: () => undefined, error: (fields: object, message: string) => console.error(message, fields) };
  const roles = { live: true, bulk: true };
  const engine = await createEngine({ pool: enginePool, programmes, clock, logger, roles });
  const submit = (id: string, body: FactBody, occurredAt: Instant | null = null) =>
    engine.submit({
      customer: { kind: 'id', id },
      body,
      occurredAt,
      idempotency: null,
      actor: { kind: 'cli', name: 'test' },
      lane: 'live',
      isHistory: false,
    });
  return {
    database,
    clock,
    programmes,
    engine,
    deps: { pool: database.pool, engine, programmes, clock, worker: leaseHolderName() },
    setTime: (text) => {
      time.now = Date.parse(text);
    },
    submit,
    join: async (number) => {
      const id = customerId(number);
      const answer = await submit(id, { kind: 'customer.save', mode: 'create', patch: { optedIn: true } });
      assert.equal(answer.record.refusal, undefined, JSON.stringify(answer.record.refusal));
      return id;
    },
    close: async () => {
      await engine.close();
      await enginePool.end();
      await database.close();
    },
  };
}

function enginePoolOf(database: TestDatabase): pg.Pool {
  return createPool({ url: database.url, max: 8, applicationName: 'laurel test engine', role: 'laurel_app' });
}
