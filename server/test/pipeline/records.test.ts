// Records of a customer, by the example of notes: made, named by id, changed, and proven by verify.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { type Harness, join, openHarness, submission } from './harness.ts';

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness();
  engine = await harness.engine();
  await join(engine, 'ann');
  await join(engine, 'bob');
});

after(() => harness.close());

async function add(customer: string, text: string): Promise<string> {
  const answer = await engine.submit(submission(customer, { kind: 'note.add', text, reason: 'called' }));
  const outcome = answer.record.outcomes.find((one) => one.kind === 'note');
  assert.equal(outcome?.kind, 'note');
  return outcome?.kind === 'note' ? outcome.note_id : '';
}

test('a row is made, changed and removed by facts that name it', async () => {
  const noteId = await add('ann', 'Asks for points');
  await engine.submit(submission('ann', { kind: 'note.edit', noteId, text: 'Asked for points', reason: null }));
  const { rows } = await harness.owner.query('select text, edits, status from laurel.note where id = $1', [noteId]);
  assert.deepEqual(rows, [{ text: 'Asked for points', edits: 1, status: 'kept' }]);
  await engine.submit(submission('ann', { kind: 'note.remove', noteId, reason: null }));
  const again = await engine.submit(submission('ann', { kind: 'note.remove', noteId, reason: null }));
  assert.equal(again.record.refusal?.code, 'note_not_found');
});

test("another customer's row, and what is no id, is not found", async () => {
  const noteId = await add('ann', 'Hers');
  for (const id of [noteId, 'no id']) {
    const body = { kind: 'note.edit', noteId: id, text: 'Mine', reason: null } as const;
    const answer = await engine.submit(submission('bob', body));
    assert.equal(answer.record.refusal?.code, 'note_not_found');
  }
});

test('facts of one batch see the rows of those before them', async () => {
  const noteId = await add('bob', 'zero');
  const edits = ['one', 'two', 'three'].map((text) =>
    engine.submit(submission('bob', { kind: 'note.edit', noteId, text, reason: null })),
  );
  await Promise.all(edits);
  assert.equal(await harness.count('note', `id = '${noteId}' and edits = 3 and text = 'three'`), 1);
});

test('verify names a row that somebody changed', async () => {
  const noteId = await add('bob', 'kept');
  await harness.owner.query(`update laurel.note set status = 'removed' where id = $1`, [noteId]);
  const { differences } = await verifyBooks(harness.database.pool);
  assert.deepEqual(
    differences.map(({ table, key, column, stored, rebuilt }) => [table, key, column, stored, rebuilt]),
    [['note', noteId, 'status', 'removed', 'kept']],
  );
  await harness.owner.query(`update laurel.note set status = 'kept' where id = $1`, [noteId]);
});
