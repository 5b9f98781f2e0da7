// The server is killed in the middle of a run, three times, and once more in the middle of the deliveries that follow: everybody
// gets everything exactly once. KILLED_CUSTOMERS makes it larger than it is here.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { killedRun } from './killed-run.ts';

const CUSTOMERS = Number(process.env.KILLED_CUSTOMERS ?? 3_000);

test('a run of birthdays that is killed again and again gives everybody one award, one offer and one message', async (t) => {
  const customers = CUSTOMERS;
  const found = await killedRun({ customers, killsAt: [0.1, 0.35, 0.6], killAtSeen: 0.8 });
  t.diagnostic(JSON.stringify(found));
  const [first, second, third, last] = found.kills;
  assert.ok(first !== undefined && second !== undefined && third !== undefined && last !== undefined);
  assert.ok(first.awards > 0 && third.awards < customers, 'all three in the middle of the run');
  assert.ok(first.awards < second.awards && second.awards < third.awards, 'it went on in between');
  assert.ok(last.seen < customers, 'the last one in the middle of the deliveries');
  const once = { single: customers, all: customers };
  assert.deepEqual(found.rows, { point_entry: once, user_offer: once, message: once });
  assert.equal(found.delivered, customers);
  assert.deepEqual([found.unseen, found.unknown], [0, 0]);
  assert.equal(found.differences, 0);
});
