// Random sequences of claims, assignments and cancellations by several customers in two processes: a code is never claimed twice,
// and what the customers' rows say is what the codes say.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { cancelFreeCode } from '../../src/storage/promo-search.ts';
import { type Harness, join, openHarness, submission } from '../pipeline/harness.ts';
import { addCodes, claim, PROMO_PROGRAMME } from './promo-world.ts';

const MEMBERS = ['ann', 'bob', 'cid', 'dot'];
const RUNS = 8;

let harness: Harness;
let engines: readonly PipelineEngine[];

before(async () => {
  const programme = PROMO_PROGRAMME.replace('tries: 3', 'tries: 1000').replace('times: 5', 'times: 1000000');
  harness = await openHarness(programme);
  // It ticks with every look, as clocks do: what two processes record of one customer is never of the same instant.
  const clock = {
    now: () => {
      harness.now += 1;
      return harness.now;
    },
  };
  engines = [await harness.engine({ clock }), await harness.engine({ clock })];
  for (const name of MEMBERS) await join(engines[0] ?? assert.fail(), name);
});

after(() => harness.close());

const step = fc.record({
  kind: fc.constantFrom('claim', 'claim', 'assign', 'assignNext', 'cancel', 'cancelFree'),
  member: fc.constantFrom(...MEMBERS),
  code: fc.nat({ max: 5 }),
  engine: fc.nat({ max: 1 }),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

let run = 0;

async function take(one: Step, codes: readonly string[]): Promise<unknown> {
  const engine = engines[one.engine] ?? assert.fail();
  const code = codes[one.code] ?? '';
  const assign = (wanted: string | null) =>
    engine.submit(submission(one.member, { kind: 'promo.assign', list: 'spring', code: wanted, reason: 'r' }));
  switch (one.kind) {
    case 'claim':
      return claim(engine, one.member, code);
    case 'assign':
      return assign(code);
    case 'assignNext':
      return assign(null);
    case 'cancel':
      return engine.submit(submission(one.member, { kind: 'promo.cancel', code, reason: 'r' }));
    default:
      return cancelFreeCode(harness.database.pool, code, { by: 'test', reason: 'r', now: harness.now });
  }
}

test('a code is never claimed twice, whatever many do at once', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      run += 1;
      const codes = Array.from({ length: 6 }, (_, index) => `RUN${run}X${index}`);
      await addCodes(harness, 'spring', codes);
      await Promise.all(steps.map((one) => take(one, codes)));
      const { rows } = await harness.owner.query(
        `select code from laurel.promo_claim where status = 'claimed' group by code having count(*) > 1`,
      );
      assert.deepEqual(rows, []);
      const { differences } = await verifyBooks(harness.database.pool);
      assert.deepEqual(differences, []);
    }),
    { numRuns: RUNS },
  );
});
