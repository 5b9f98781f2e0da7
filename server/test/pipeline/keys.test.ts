// Who gets an e-mail address or an identifier: creators that race, keys that are freed and claimed again.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { NEW_CUSTOMER, type PipelineEngine } from '../../src/pipeline/engine.ts';
import { codeOf, creation, event, type Harness, join, openHarness, rejection, submission } from './harness.ts';

let harness: Harness;
let engine: PipelineEngine;
let other: PipelineEngine;

before(async () => {
  harness = await openHarness();
  engine = await harness.engine();
  other = await harness.engine();
});
after(() => harness.close());

test('two who create the same external id at once make one customer', async () => {
  for (let round = 0; round < 10; round += 1) {
    const answers = await Promise.all([
      join(engine, `same${round}`),
      join(other, `same${round}`),
      join(engine, `same${round}`),
    ]);
    assert.equal(new Set(answers.map(({ customerId }) => customerId)).size, 1);
    assert.deepEqual(answers.map(codeOf), [null, null, null]);
  }
});

test('of two who create the same customer and mean a new one, the second is told', async () => {
  const answers = await Promise.all(
    [engine, other].map((one) => one.submit(submission('strict', creation('strict', {}, 'create')))),
  );
  assert.deepEqual(answers.map(codeOf).sort(), ['customer_exists', null].sort());
});

test('an e-mail address goes to one of those who want it, whatever its case', async () => {
  const names = Array.from({ length: 10 }, (_, index) => `mail${index}`);
  const answers = await Promise.all(
    names.map((name, index) =>
      (index % 2 === 0 ? engine : other).submit(
        submission(name, creation(name, { email: index % 3 === 0 ? 'One@Example.com' : 'one@example.com' })),
      ),
    ),
  );
  const codes = answers.map(codeOf);
  assert.equal(codes.filter((code) => code === null).length, 1);
  assert.equal(codes.filter((code) => code === 'email_taken').length, 9);
  assert.equal(await harness.count('customer_key', "kind = 'email'"), 1);
  assert.equal(await harness.count('customer_key', "kind = 'id:external' and value like 'mail%'"), 1);
});

test('an address that is given up can be taken by another', async () => {
  await engine.submit(submission('giver', creation('giver', { email: 'shared@example.com' })));
  assert.equal(
    codeOf(await engine.submit(submission('taker', creation('taker', { email: 'shared@example.com' })))),
    'email_taken',
  );
  await engine.submit(submission('giver', creation('giver', { email: 'mine@example.com' })));
  assert.equal(
    codeOf(await engine.submit(submission('taker', creation('taker', { email: 'shared@example.com' })))),
    null,
  );
});

test('a refused creation holds no key', async () => {
  const young = creation('young', { email: 'young@example.com', birthOn: '2020-01-01' });
  assert.equal(codeOf(await engine.submit(submission('young', young))), 'too_young');
  assert.equal(await harness.count('customer_key', "value in ('young', 'young@example.com')"), 0);
});

test('an identifier of another customer is refused', async () => {
  await join(engine, 'holder');
  await join(engine, 'wanter');
  const body = {
    kind: 'customer.save',
    mode: 'update',
    patch: { addIdentifiers: [{ type: 'external', value: 'holder' }] },
  } as const;
  assert.equal(codeOf(await engine.submit(submission('wanter', body))), 'identifier_taken');
});

test('a value under two types must be named with its type', async () => {
  const types = ['external', 'card'];
  for (const type of types) {
    await engine.submit(
      submission(
        { kind: 'identifier', type, value: 'double' },
        {
          kind: 'customer.save',
          mode: 'upsert',
          patch: { addIdentifiers: [{ type, value: 'double' }] },
        },
      ),
    );
  }
  assert.equal(await rejection(engine.submit(submission('double', event('visit')))), 'identifier_ambiguous');
  const named = await engine.submit(submission({ kind: 'identifier', type: 'card', value: 'double' }, event('visit')));
  assert.equal(codeOf(named), null);
});

test('deleting frees the identifier for a new customer, and restoring claims it again', async () => {
  const first = await join(engine, 'phoenix');
  const byId = { kind: 'id', id: first.customerId } as const;
  await engine.submit(submission('phoenix', { kind: 'customer.delete' }));
  assert.equal(
    await rejection(engine.resolve({ kind: 'identifier', type: null, value: 'phoenix' })),
    'customer_not_found',
  );
  assert.equal(await rejection(engine.resolve(byId)), 'customer_deleted');
  const second = await join(engine, 'phoenix');
  assert.notEqual(second.customerId, first.customerId);
  assert.equal(codeOf(await engine.submit(submission(byId, { kind: 'customer.restore' }))), 'identifier_taken');
  await engine.submit(submission('phoenix', { kind: 'customer.delete' }));
  assert.equal(codeOf(await engine.submit(submission(byId, { kind: 'customer.restore' }))), null);
  assert.equal(await engine.resolve({ kind: 'identifier', type: null, value: 'phoenix' }), first.customerId);
});

test('a creation without identifiers is found again by its key', async () => {
  const body = { kind: 'customer.save', mode: 'create', patch: { firstName: 'Nameless' } } as const;
  const answers = await Promise.all(
    [engine, other, engine].map((one) => one.submit(submission(NEW_CUSTOMER, body, { key: 'new1' }))),
  );
  assert.equal(new Set(answers.map(({ customerId }) => customerId)).size, 1);
  assert.equal(answers.filter(({ isReplay }) => isReplay).length, 2);
  const [one, two] = await Promise.all([engine, engine].map((at) => at.submit(submission(NEW_CUSTOMER, body))));
  assert.notEqual(one?.customerId, two?.customerId);
});
