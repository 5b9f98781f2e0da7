// A programme with promo lists, and what tests of promo codes ask of it.
import { randomUUID } from 'node:crypto';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import type { Answer } from '../../src/pipeline/submission.ts';
import { insertCodes } from '../../src/storage/promo-codes.ts';
import { insertGeneration } from '../../src/storage/promo-generations.ts';
import { type Harness, submission } from '../pipeline/harness.ts';

export const PROMO_PROGRAMME = `
name: promo
title: Promo
settings:
  promo_codes:
    lockout: { tries: 3, within: 10 minutes, for: 1 hour }
    limiter: { times: 5, per: day }
accounts:
  beans: { title: Beans, default: true }
sources:
  web: { title: Web }
  empty: { title: Empty, inventory: 1 }
events:
  gift: {}
  heard: {}
offers:
  cake: { title: Cake, type: manual_fulfillment, per_customer: 1 }
promo_lists:
  spring:
    title: Spring
    kind: single_use
    outcomes: [{ kind: points, amount: 10, source: web }]
  cake:
    title: Cake
    kind: third_party
    outcomes: [{ kind: offer, offer: cake, required: true }]
  word:
    title: A word for everybody
    kind: multi_use
    code: Hello-World
    global_entry_cap: 4
    outcomes: [{ kind: points, amount: 5, source: web }]
  later: { title: Later, kind: multi_use, code: LATER, starts_at: '2030-01-01T00:00:00Z' }
  over: { title: Over, kind: multi_use, code: OVER, ends_at: '2026-01-01T00:00:00Z' }
  daily: { title: Daily, kind: multi_use, code: DAILY, per_customer: { times: 2, per: day } }
campaigns:
  gift:
    title: A code for a gift
    behavior: { event: gift }
    outcomes: [{ kind: promo_code, list: spring }]
  heard:
    title: Somebody claimed
    behavior: { event: __platform.promo.claimed, when: "event.list == 'spring'" }
    outcomes: [{ kind: tag, tag: claimer }]
`;

export async function addCodes(harness: Harness, list: string, codes: readonly string[]): Promise<void> {
  const { pool } = harness.database;
  const id = randomUUID();
  const generation = { id, list, kind: 'uploaded', prefix: '', wanted: codes.length, actor_name: 'test' } as const;
  await insertGeneration(pool, { ...generation, now: harness.now });
  await insertCodes(pool, { list, generation: id, codes, written: [...codes], at: harness.now });
}

export function claim(engine: PipelineEngine, customer: string, code: string, key?: string): Promise<Answer> {
  const options = key === undefined ? {} : { key };
  return engine.submit(submission(customer, { kind: 'promo.claim', code }, options));
}

/** `claimed`, the error of a try that failed, or the code of a refusal. */
export function endOf({ record }: Answer): string {
  if (record.refusal !== undefined) return record.refusal.code;
  const outcome = record.outcomes.find((one) => one.kind === 'promo_code');
  return outcome?.kind === 'promo_code' ? (outcome.error ?? outcome.status) : 'nothing';
}
