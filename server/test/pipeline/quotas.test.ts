// Limits in total over several processes and all partitions: never exceeded, and used up to the last unit.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import type { Answer } from '../../src/pipeline/submission.ts';
import { codeOf, deposit, event, type Harness, join, openHarness, submission } from './harness.ts';

const WAVE = 130;

let harness: Harness;
let engines: readonly PipelineEngine[];

before(async () => {
  harness = await openHarness();
  engines = await Promise.all([harness.engine(), harness.engine()]);
  await Promise.all(Array.from({ length: 200 }, (_, index) => join(at(index), `c${index}`)));
});
after(() => harness.close());

function at(index: number): PipelineEngine {
  const engine = engines[index % engines.length];
  assert.ok(engine !== undefined);
  return engine;
}

test('of more tries than a total allows, exactly as many succeed, from whichever process and partition', async () => {
  const tries = Array.from({ length: 1_300 }, (_, index) => index);
  const answers: Answer[] = [];
  // In waves, because facts that wait for more than five seconds are turned away, and the machine may be busy.
  for (let from = 0; from < tries.length; from += WAVE) {
    const wave = tries.slice(from, from + WAVE);
    answers.push(
      ...(await Promise.all(wave.map((index) => at(index).submit(submission(`c${(index * 7) % 200}`, event('draw')))))),
    );
  }
  const given = answers.filter(({ record }) => record.outcomes.length > 0);
  assert.equal(given.length, 1_000);
  assert.equal(await harness.count('point_entry', "rule = 'campaign/draw'"), 1_000);
  const { rows } = await harness.owner.query<{ handed: number; granted: number; used: number }>(
    `select (select sum(handed) from laurel.quota where key = 'rule:campaign/draw')::bigint as handed,
            sum(granted)::bigint as granted, sum(used)::bigint as used
     from laurel.quota_slice where key = 'rule:campaign/draw'`,
  );
  assert.deepEqual(rows, [{ handed: 1_000, granted: 1_000, used: 1_000 }]);
});

test('portions are called back before anyone is refused, and what is left is given', async () => {
  const first = await Promise.all(
    Array.from({ length: 100 }, (_, index) => at(index).submit(submission(`c${index}`, deposit(9, 'scarce')))),
  );
  for (const answer of first) assert.equal(codeOf(answer), null);
  const last = await at(0).submit(submission('c7', deposit(150, 'scarce')));
  const { rows } = await harness.owner.query<{ used: number }>(
    `select sum(used)::bigint as used from laurel.quota_slice where key = 'source:scarce:inventory'`,
  );
  const total = await harness.owner.query<{ n: number }>(
    `select sum(amount)::bigint as n from laurel.point_entry where source = 'scarce'`,
  );
  assert.equal(rows[0]?.used, total.rows[0]?.n);
  assert.equal(rows[0]?.used, codeOf(last) === null ? 1_000 : 900);
});
