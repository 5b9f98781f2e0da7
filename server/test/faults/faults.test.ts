// Every write endpoint of the contract, tried with what goes wrong: an unknown customer, an unknown row, another customer's row,
// a wrong body, a double click, a key used twice, two at once. Each answers a documented code, and nothing is half-done.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { z } from 'zod';
import { CODES } from '../../src/domain/codes.ts';
import { openapiDocument } from '../../src/http/openapi.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { Reply } from '../http/test-server.ts';
import { CATALOGUE } from './catalogue.ts';
import type { Entry, Made } from './entry.ts';
import { openWorld, type World } from './world.ts';

const NOBODY = '0f6c1b8f-2f7d-4d8e-a1f6-2f1f7d3b5a10';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-/;

const contract = z.object({
  paths: z.record(
    z.string(),
    z.record(
      z.string(),
      z.object({
        operationId: z.string(),
        requestBody: z.unknown().optional(),
        parameters: z.array(z.object({ name: z.string(), in: z.string() })).default([]),
      }),
    ),
  ),
});
type Operation = { readonly id: string; readonly method: string; readonly path: string; readonly takes: Takes };
type Takes = { readonly body: boolean; readonly key: boolean };

const OPERATIONS: readonly Operation[] = Object.entries(
  contract.parse(JSON.parse(await openapiDocument())).paths,
).flatMap(([url, methods]) =>
  Object.entries(methods)
    .filter(([method]) => method !== 'get')
    .map(([method, { operationId, requestBody, parameters }]) => ({
      id: operationId,
      method: method.toUpperCase(),
      path: url,
      takes: { body: requestBody !== undefined, key: parameters.some(({ name }) => name === 'Idempotency-Key') },
    })),
);

let world: World;
before(async () => {
  world = await openWorld();
});
after(async () => {
  const { differences } = await verifyBooks(world.server.database.pool);
  await world.close();
  assert.deepEqual(differences, []);
});

test('every write endpoint of the contract has its entry, and no other has', () => {
  assert.deepEqual(Object.keys(CATALOGUE).toSorted(), OPERATIONS.map(({ id }) => id).toSorted());
});

for (const operation of OPERATIONS) {
  const entry = CATALOGUE[operation.id];
  if (entry !== undefined) test(`${operation.id}: ${whatIsTried(entry)}`, () => tryAll(operation, entry));
}

function whatIsTried({ kind, make }: Entry): string {
  if (make === null) return 'unknown ids and wrong bodies are refused and change nothing';
  if (kind === 'question') return 'asking changes nothing, whether it is answered or refused';
  return 'each fault answers a documented code and changes nothing';
}

async function tryAll(operation: Operation, entry: Entry): Promise<void> {
  const { request, thief } = await prepare(operation, entry);
  await unchanged('what is refused', async () => {
    await tryWrongBodies(operation, request);
    await tryUnknown(operation, entry, request);
    if (thief !== null) assertRefused(await send(operation, thief), "another customer's row");
    if (entry.kind !== 'question' || entry.make === null) return;
    assert.ok((await send(operation, request)).status < 300, 'the question is answered');
  });
  if (entry.make === null || entry.kind === 'question') return;
  await tryTwice(operation, entry, request);
  await tryAtOnce(operation, entry);
}

/** A valid request, and one of somebody who wants what is not theirs. */
async function prepare({ path: url }: Operation, entry: Entry) {
  const request = await makeRequest(entry);
  if (entry.owned === undefined && entry.stolen === undefined) return { request, thief: null };
  const customer = await world.customer();
  const made = entry.stolen?.(request.made, customer) ?? request.made;
  assert.ok(url.includes('{customer}') || entry.stolen !== undefined, 'whose row it is stands in the path or the body');
  return { request, thief: { customer, made } };
}

async function makeRequest({ make }: Entry): Promise<Request> {
  const customer = await world.customer();
  const made = (await make?.(world, customer)) ?? {};
  return { customer: made.customer ?? customer, made };
}

type Request = { readonly customer: string; readonly made: Made };

async function tryWrongBodies(operation: Operation, request: Request): Promise<void> {
  if (!operation.takes.body) return;
  const broken = await send(operation, request, { raw: '{"a":' });
  assertRefused(broken, 'a broken body');
  for (const body of [[], 'text', { no_such_field: 1 }, { ...Object(request.made.body), no_such_field: 1 }])
    assertRefused(await send(operation, { ...request, made: { ...request.made, body } }), JSON.stringify(body));
}

async function tryUnknown(operation: Operation, { free = [], tells = false }: Entry, request: Request): Promise<void> {
  const { made } = request;
  if (operation.path.includes('{customer}')) {
    const reply = await send(operation, { made, customer: NOBODY });
    if (!tells) assertRefused(reply, 'an unknown customer');
    assert.equal(tells ? reply.body.refusal.code : reply.body.code, 'customer_not_found');
  } else if (typeof Object(made.body).customer === 'string') {
    const body = { ...Object(made.body), customer: NOBODY };
    assertRefused(await send(operation, { ...request, made: { ...made, body } }), 'an unknown customer');
  }
  for (const name of paramsOf(operation).filter((one) => !free.includes(one))) {
    const known = made.params?.[name] ?? NOBODY;
    const params = { ...made.params, [name]: UUID.test(known) ? NOBODY : 'nothing-of-that-name' };
    assertRefused(await send(operation, { ...request, made: { ...made, params } }), `an unknown ${name}`);
  }
}

/** The request itself, once more with its key, and another one with the same key. */
async function tryTwice(operation: Operation, entry: Entry, request: Request): Promise<void> {
  const key = operation.takes.key ? `key-${world.unique()}` : null;
  const first = await send(operation, request, { key });
  assert.ok(first.status < 300, `the first time: ${first.status} ${JSON.stringify(first.body)}`);
  assertAllAnswered(entry, first);
  if (entry.kind === 'setting') return;
  await unchanged('the same again, and another body with its key', async () => {
    const second = await send(operation, request, { key });
    if (entry.kind === 'keyed') return assertKnown(second, 'the same again');
    assert.equal(second.status, first.status, JSON.stringify(second.body));
    if (entry.kind === 'fact') assert.equal(withoutReplay(second.body), withoutReplay(first.body));
    if (entry.kind !== 'fact' || !operation.takes.body) return;
    const body = entry.other?.(request.made) ?? { ...Object(request.made.body), reason: 'another reason' };
    const reply = await send(operation, { ...request, made: { ...request.made, body } }, { key });
    assertRefused(reply, 'another body with the same key');
    // Of what was asked for and is forgotten nobody can say whether it was the same.
    assert.equal(reply.body.code, operation.id === 'forgetCustomer' ? 'forgotten' : 'key_reused');
  });
}

/** Two people do the same: whoever is refused is told why. */
async function tryAtOnce(operation: Operation, entry: Entry): Promise<void> {
  const request = await makeRequest(entry);
  const replies = await Promise.all([1, 2].map(() => send(operation, request)));
  for (const reply of replies) assertKnown(reply, 'two at once');
  if (entry.kind === 'fact')
    assert.ok(
      replies.some(({ status }) => status < 300),
      'neither was decided',
    );
}

async function unchanged(what: string, work: () => Promise<void>): Promise<void> {
  const before = await world.contents();
  await work();
  const after = await world.contents();
  const changed = [...after].filter(([table, contents]) => before.get(table) !== contents).map(([table]) => table);
  assert.deepEqual(changed, [], `${what} changed tables`);
}

type Sending = { readonly key?: string | null; readonly raw?: string };

function send(operation: Operation, { customer, made }: Request, { key = null, raw }: Sending = {}): Promise<Reply> {
  const url = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(name === 'customer' ? customer : (made.params?.[name] ?? NOBODY)),
  );
  const address = made.query === undefined ? url : `${url}?${made.query}`;
  const body = operation.takes.body ? (raw ?? made.body ?? {}) : undefined;
  return world.server.call(operation.method, address, body, key === null ? {} : { 'idempotency-key': key });
}

function paramsOf({ path: url }: Operation): readonly string[] {
  return [...url.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).filter((name) => name !== 'customer');
}

/** A problem with a code of the table, and its status. */
function assertRefused(reply: Reply, what: string): void {
  const told = `${what}: ${reply.status} ${JSON.stringify(reply.body)}`;
  assert.ok(reply.status >= 400, told);
  const known = Object.entries(CODES).find(([code]) => code === reply.body.code);
  assert.ok(known !== undefined, told);
  assert.equal(reply.status, known[1].status, told);
  assert.notEqual(reply.body.code, 'internal', told);
  assert.equal(reply.headers.get('content-type'), 'application/problem+json; charset=utf-8', told);
  assert.doesNotMatch(reply.body.detail, /\{\w+\}/, `${told}: the sentence has a gap`);
}

function assertKnown(reply: Reply, what: string): void {
  if (reply.status >= 300) assertRefused(reply, what);
}

/** Of a batch, each item was decided. */
function assertAllAnswered({ kind }: Entry, { body }: Reply): void {
  if (kind !== 'batch') return;
  const answers: readonly { status?: number; code?: string }[] = body.items ?? body.results ?? [];
  assert.ok(answers.length > 0, JSON.stringify(body));
  for (const one of answers) assert.equal(one.code, undefined, JSON.stringify(body));
}

function withoutReplay(body: unknown): string {
  return JSON.stringify(body, (key, value: unknown) => (key === 'replayed' ? null : value));
}
