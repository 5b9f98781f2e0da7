// A customer with everything: the export holds each value that was planted, and after forgetting none of them is anywhere in the
// database, while the books hold.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { inflateRawSync } from 'node:zlib';
import type { FactBody } from '../../src/domain/facts.ts';
import { carryOutPrivacy } from '../../src/jobs/privacy/carry-out.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { readPieces } from '../../src/storage/privacy/files.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';

let server: TestServer;
let customer: string;

/** Words that stand nowhere else. Each is planted in another place. */
const WORD = {
  email: 'zanzibarqx@example.com',
  firstName: 'Quillifer',
  lastName: 'Vantongeren',
  address: 'Kwyjibo Lane 9',
  city: 'Brobdingnag',
  photo: 'https://example.com/xylograph.jpg',
  phone: '+4915550199887',
  identifier: 'legacyid-88112',
  property: 'lilacsmoothie',
  tag: 'likesgrimaud',
  note: 'complainedaboutsquirrels',
  noteReason: 'squirrelreason',
  adjustment: 'goodwillforsquirrels',
  reference: 'ordernumber-55512',
  transaction: 'tx-vanton-1',
  hold: 'courtcaseverdigris',
  requestNote: 'letterdatedmichaelmas',
  variables: 'helloquillifermsg',
  response: 'mailboxofquillifer',
  rejected: 'poisonoussyllabub',
} as const;

before(async () => {
  server = await startTestServer();
  await plant();
});
after(() => server.close());

const call = async (method: string, path: string, body?: unknown) => {
  const reply = await server.call(method, path, body);
  assert.ok(reply.status < 300, `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
};

/** What no call of this server reaches within a test is asked of the engine, or written as a sender would. */
async function fact(body: FactBody): Promise<void> {
  const answer = await server.engine.submit({
    customer: { kind: 'id', id: customer },
    body,
    occurredAt: null,
    idempotency: null,
    actor: { kind: 'agent', name: 'ben' },
    lane: 'live',
    isHistory: false,
  });
  assert.equal(answer.record.refusal, undefined, JSON.stringify(answer.record.refusal));
}

async function plant(): Promise<void> {
  const made = await call('POST', '/v1/customers', {
    email: WORD.email,
    first_name: WORD.firstName,
    last_name: WORD.lastName,
    address: WORD.address,
    city: WORD.city,
    photo_url: WORD.photo,
    birth_on: '1987-03-09',
    opted_in: true,
    phones: [{ number: WORD.phone }],
    identifiers: [{ type: 'external', value: WORD.identifier }],
  });
  customer = made.customer.id;
  await call('POST', '/v1/events', { customer, event: 'web_login', transaction_id: WORD.transaction });
  await call('POST', `/v1/customers/${customer}/tags`, { tags: [{ tag: WORD.tag }] });
  await fact({ kind: 'event', name: 'web_login', quantity: 1, properties: {} });
  const reference = { type: 'Letter', id: WORD.reference, transactionId: WORD.transaction };
  await fact({
    kind: 'points.adjust',
    account: 'beans',
    source: 'web',
    amount: 500,
    reason: WORD.adjustment,
    reference,
  });
  await fact({
    kind: 'points.adjust',
    account: 'beans',
    source: 'web',
    amount: -20,
    reason: WORD.adjustment,
    reference,
  });
  await fact({ kind: 'note.add', text: WORD.note, reason: WORD.noteReason });
  await fact({ kind: 'legal_hold.set', reason: WORD.hold });
  await fact({ kind: 'legal_hold.lift', reason: WORD.hold });
  await plantRows();
}

/** As the sender, the pipeline and the tables' other writers would have left them. */
async function plantRows(): Promise<void> {
  const { owner } = server.database;
  const message = '01900000-0000-7000-8000-000000000001';
  await owner.query(
    `insert into laurel.message (customer_id, id, message, provider, purpose, rule, programme, lane, is_test, variables,
                                 created_at, due_at, status, next_at, reference, finished_at)
     values ($1, $2, 'welcome', 'tray', 'programme', 'tier/x', 1, 'live', false, $3, now(), now(), 'delivered', now(), $4, now())`,
    [customer, message, JSON.stringify({ event: { context: { drink: WORD.property } } }), WORD.variables],
  );
  await owner.query(
    `insert into laurel.message_request (customer_id, id, connector, request, frozen_at) values ($1, $2, 'tray', $3, now())`,
    [customer, message, JSON.stringify({ method: 'POST', url: '/', headers: {}, body: `Dear ${WORD.firstName}` })],
  );
  await owner.query(
    `insert into laurel.delivery (customer_id, message_id, attempt, at, result, status, response, duration_ms)
     values ($1, $2, 1, now(), 'delivered', 250, $3, 5)`,
    [customer, message, WORD.response],
  );
  await owner.query(
    `insert into laurel.rejected_fact (id, customer_id, fact, sqlstate, message, recorded_at)
     values (gen_random_uuid(), $1, $2, '22000', 'refused', now())`,
    [customer, JSON.stringify({ body: { kind: 'event', name: WORD.rejected } })],
  );
}

const deps = () => ({
  pool: server.database.pool,
  engine: server.engine,
  programmes: createProgrammeSource(server.database.pool),
  clock: server.clock,
});

async function requestExport(format: 'zip' | 'csv'): Promise<string> {
  const body = { identity: { method: 'signed_in' }, format, note: WORD.requestNote };
  const decision = await call('POST', `/v1/customers/${customer}/privacy/export`, body);
  const requestId = decision.outcomes[0].request_id;
  await carryOutPrivacy(deps());
  return requestId;
}

async function fileOf(requestId: string): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of readPieces(server.database.pool, { customerId: customer, requestId })) pieces.push(piece);
  return Buffer.concat(pieces);
}

/** The files of a ZIP by their names, read by its central directory. */
function unzip(zip: Buffer): ReadonlyMap<string, string> {
  const end = zip.lastIndexOf(Buffer.from('504b0506', 'hex'));
  let at = zip.readUInt32LE(end + 16);
  const files = new Map<string, string>();
  for (let count = zip.readUInt16LE(end + 10); count > 0; count -= 1) {
    const [method, size] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20)];
    const [nameSize, extraSize, commentSize] = [28, 30, 32].map((offset) => zip.readUInt16LE(at + offset));
    const name = zip.toString('utf8', at + 46, at + 46 + (nameSize ?? 0));
    const local = zip.readUInt32LE(at + 42);
    const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
    const bytes = zip.subarray(start, start + size);
    files.set(name, (method === 8 ? inflateRawSync(bytes) : bytes).toString('utf8'));
    at += 46 + (nameSize ?? 0) + (extraSize ?? 0) + (commentSize ?? 0);
  }
  return files;
}

test('the export is ready at once, holds every value that was planted, and names no agent', async () => {
  const requestId = await requestExport('zip');
  const request = await call('GET', `/v1/customers/${customer}/privacy/requests/${requestId}`);
  assert.equal(request.status, 'completed');
  assert.deepEqual(request.identity, { method: 'signed_in', by: 'test' });
  const files = unzip(await fileOf(requestId));
  const whole = [...files.values()].join('\n');
  for (const [place, word] of Object.entries(WORD)) assert.ok(whole.includes(word), `${place} is not in the export`);
  assert.ok(files.get('profile.csv')?.includes('1987-03-09'));
  assert.ok(files.get('points_ledger.csv')?.includes('500'));
  assert.ok(files.get('identifiers.csv')?.includes(WORD.identifier));
  assert.ok(files.get('notes.csv')?.includes(WORD.note));
  assert.ok(!whole.includes('"ben"') && !whole.includes(',ben,'), 'who of the staff did it is not given out');
});

test('a single CSV names section, field and value', async () => {
  const text = (await fileOf(await requestExport('csv'))).toString('utf8');
  assert.ok(text.startsWith('section,field,value\r\n'));
  assert.ok(text.includes(`profile/1,last_name,${WORD.lastName}\r\n`));
  assert.ok(text.includes(`notes/1,text,${WORD.note}\r\n`));
});

test('a file can be had by who may read it, each download is recorded, and only for a time', async () => {
  const requestId = await requestExport('zip');
  const path = `/v1/customers/${customer}/privacy/exports/${requestId}/file`;
  const response = await fetch(`${server.url}${path}`, { headers: { authorization: server.authorization } });
  assert.equal(response.status, 200);
  assert.equal(response.headers.get('content-type'), 'application/zip');
  assert.ok(unzip(Buffer.from(await response.arrayBuffer())).has('profile.csv'));
  const { authorization } = await server.makeKey(['customers:read']);
  assert.equal((await server.call('GET', path, undefined, { authorization })).status, 403);
  const request = await call('GET', `/v1/customers/${customer}/privacy/requests/${requestId}`);
  assert.equal(request.downloads, 1);
  const audit = await call('GET', `/v1/customers/${customer}/decisions?kind=export.download`);
  assert.equal(audit.items[0].actor.name, 'test');
  server.clock.set(Date.now() + 8 * 86_400_000);
  const late = await server.call('GET', path);
  assert.deepEqual([late.status, late.body.code], [410, 'export_expired']);
  server.clock.set(Date.now());
});

test('after forgetting nothing that was planted is anywhere in the database, and the books hold', async () => {
  const body = { identity: { method: 'document' }, reason: 'requested', note: WORD.requestNote };
  await call('POST', `/v1/customers/${customer}/privacy/forget`, body);
  server.clock.set(Date.now() + 3_600_000);
  await carryOutPrivacy(deps());
  const { items } = await call('GET', `/v1/customers/${customer}/privacy/requests?kind=forget`);
  assert.equal(items[0].status, 'completed');
  assert.deepEqual(await places([...Object.values(WORD), '1987-03-09']), []);
  assert.deepEqual((await verifyBooks(server.database.pool)).differences, []);
});

/** Every column of every table, as text, that holds one of the words. */
async function places(words: readonly string[]): Promise<readonly string[]> {
  const { owner } = server.database;
  const { rows: tables } = await owner.query<{ name: string }>(
    `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where  c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')`,
  );
  assert.ok(tables.length > 30);
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await owner.query<{ row: string }>(`select to_jsonb(t)::text as row from ${name} t limit 10000`);
    for (const word of words) {
      const bytes = Buffer.from(word).toString('hex');
      if (rows.some(({ row }) => row.includes(word) || row.includes(bytes))) found.push(`${name}: ${word}`);
    }
  }
  return found;
}
