// Queues, ids and hashes, without a database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { effectId, factIdOf } from '../../src/domain/ids.ts';
import { createFactIds } from '../../src/pipeline/fact-ids.ts';
import { bodyHashOf, canonical, derivedCustomerId, isUuid, keyHashOf } from '../../src/pipeline/hashes.ts';
import { FactQueue, newHints, Room, type WaitingFact } from '../../src/pipeline/waiting.ts';

function waiting(customerId: string, options: { keyHash?: string; peerId?: string } = {}): WaitingFact {
  return {
    id: customerId,
    customerId,
    peerId: options.peerId ?? null,
    body: { kind: 'due' },
    bodyText: '{}',
    occurredAt: null,
    actor: { kind: 'api', name: 'test' },
    keyHash: options.keyHash ?? null,
    bodyHash: null,
    lane: 'live',
    isHistory: false,
    isQuiet: false,
    signal: null,
    admittedMs: 0,
    answer: () => undefined,
    fail: () => undefined,
    hints: newHints(),
  };
}

function queueOf(...facts: readonly WaitingFact[]): FactQueue {
  const queue = new FactQueue();
  for (const fact of facts) queue.push(fact);
  return queue;
}

const MANY = { factsMax: 250, perCustomerMax: 100 };

test('a key that is in the batch waits for the first, and with it all that comes later of its customer', () => {
  const [first, same, later, other] = [
    waiting('a', { keyHash: 'k' }),
    waiting('a', { keyHash: 'k' }),
    waiting('a'),
    waiting('b', { keyHash: 'k' }),
  ];
  const queue = queueOf(first, same, later, other);
  assert.deepEqual(queue.take(MANY), [first, other]);
  assert.deepEqual(queue.take(MANY), [same, later]);
  assert.equal(queue.length, 0);
});

test('a customer gets a bounded part of a batch, in order', () => {
  const facts = Array.from({ length: 5 }, () => waiting('a'));
  const other = waiting('b');
  const queue = queueOf(...facts, other);
  assert.deepEqual(queue.take({ factsMax: 10, perCustomerMax: 2 }), [facts[0], facts[1], other]);
  assert.deepEqual(queue.take({ factsMax: 10, perCustomerMax: 2 }), [facts[2], facts[3]]);
});

test('a transfer keeps the order of both its customers', () => {
  const held = waiting('a', { keyHash: 'k' });
  const again = waiting('a', { keyHash: 'k' });
  const transfer = waiting('a', { peerId: 'b' });
  const ofPeer = waiting('b');
  const queue = queueOf(held, again, transfer, ofPeer);
  assert.deepEqual(queue.take(MANY), [held]);
  queue.putBack([held]);
  assert.deepEqual(queue.take(MANY), [held]);
  assert.deepEqual(queue.take(MANY), [again, transfer, ofPeer]);
});

test('facts that were put back come first', () => {
  const [first, second, third] = [waiting('a'), waiting('b'), waiting('c')];
  const queue = queueOf(third);
  queue.putBack([first, second]);
  assert.deepEqual(queue.take(MANY), [first, second, third]);
});

test('room is bounded in facts and in bytes, and given back', () => {
  const room = new Room({ factsMax: 2, bytesMax: 5_000 });
  const small = waiting('a');
  const large = { ...waiting('b'), bodyText: 'x'.repeat(6_000) };
  assert.throws(() => room.take(large), { code: 'overloaded' });
  room.take(small);
  room.take(small);
  assert.throws(() => room.take(small), { code: 'overloaded' });
  room.free(small);
  room.take(small);
  assert.equal(room.facts, 2);
});

test('fact ids rise, name their time, leave room for effects, and do not repeat', () => {
  const newId = createFactIds();
  const now = Date.UTC(2026, 0, 1);
  const ids = Array.from({ length: 10_000 }, (_, index) => newId(now + Math.floor(index / 5_000)));
  assert.deepEqual(ids, ids.toSorted());
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) {
    assert.ok(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{8}0000$/.test(id), id);
    assert.equal(factIdOf(effectId(id, 0xffff)), id);
  }
  assert.equal(Number.parseInt((ids[0] ?? '').replaceAll('-', '').slice(0, 12), 16), now);
  assert.ok(newId(now - 86_400_000) < (ids[0] ?? ''));
});

test('hashes do not depend on the order of keys, but on everything else', () => {
  assert.equal(canonical({ b: [1, { d: null, c: 'é' }], a: true }), '{"a":true,"b":[1,{"c":"é","d":null}]}');
  assert.equal(bodyHashOf({ a: 1, b: 2 }), bodyHashOf({ b: 2, a: 1 }));
  assert.notEqual(bodyHashOf({ a: [1, 2] }), bodyHashOf({ a: [2, 1] }));
  assert.notEqual(bodyHashOf({ a: 1 }), bodyHashOf({ a: '1' }));
  assert.notEqual(
    keyHashOf({ operation: 'a', key: 'bc', sent: null }),
    keyHashOf({ operation: 'ab', key: 'c', sent: null }),
  );
});

test('derived customer ids are UUIDs that spread over all partitions', () => {
  const ids = Array.from({ length: 5_000 }, (_, index) =>
    derivedCustomerId('identifier', ['external', String(index)], 0),
  );
  assert.ok(ids.every(isUuid));
  assert.equal(new Set(ids).size, ids.length);
  assert.equal(new Set(ids.map((id) => Number.parseInt(id.slice(0, 2), 16) >> 1)).size, 128);
});
