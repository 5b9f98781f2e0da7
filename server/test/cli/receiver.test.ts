// laurel receiver: takes messages once for each id, shows them, and reports to the callback address it was told.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer, type Server } from 'node:http';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { until } from './instance.ts';

const laurel = path.resolve(import.meta.dirname, '../../../bin/laurel.js');

let receiver: ChildProcess;
let output = '';
let url = '';
/** Where reports go: what came, and what is answered. */
let callbacks: Server;
const reports: string[] = [];
let status = 204;

before(async () => {
  receiver = spawn(process.execPath, [laurel, 'receiver', '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  receiver.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await until('the receiver listens', () => /http:\S+\/hook/.test(output));
  url = /(http:\S+)\/hook/.exec(output)?.[1] ?? '';
  callbacks = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      reports.push(body);
      response.writeHead(status).end();
    });
  });
  const { promise, resolve } = Promise.withResolvers<void>();
  callbacks.listen(0, '127.0.0.1', resolve);
  await promise;
});

after(async () => {
  callbacks.close();
  const ended = new Promise((resolve) => receiver.on('exit', resolve));
  receiver.kill('SIGINT');
  assert.equal(await ended, 0);
});

async function post(where: string, body: string, id?: string): Promise<{ status: number; body: unknown }> {
  const headers = id === undefined ? undefined : { 'webhook-id': id };
  const response = await fetch(url + where, { method: 'POST', body, ...(headers === undefined ? {} : { headers }) });
  return { status: response.status, body: await response.json() };
}

async function get(where: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(url + where);
  return { status: response.status, body: await response.json() };
}

test('a message is shown once, however often it comes', async () => {
  assert.equal((await get('/messages/last')).status, 404);
  assert.equal((await post('/hook', '{"hello":"Ann"}', 'm-1')).status, 200);
  assert.deepEqual((await post('/hook', '{"hello":"Ann"}', 'm-1')).body, { received: 'm-1', again: true });
  await post('/hook', '{"hello":"Bea"}', 'm-2');
  assert.deepEqual((await get('/messages')).body, [{ hello: 'Bea' }, { hello: 'Ann' }]);
  assert.deepEqual((await get('/messages/m-1')).body, { hello: 'Ann' });
  assert.match(output, /message m-1\n\{\n {2}"hello": "Ann"/);
  assert.match(output, /message m-1 again/);
});

test('what is no message is refused', async () => {
  assert.equal((await post('/hook', '{"hello":"Ann"}')).status, 400);
  assert.equal((await post('/hook', 'hello', 'm-3')).status, 400);
  assert.equal((await post('/hook', 'x'.repeat(1024 * 1024 + 1), 'm-3')).status, 413);
  assert.equal((await post('/elsewhere', '{}', 'm-3')).status, 404);
});

test('reports go where they were told to, and say what was answered', async () => {
  assert.equal((await post('/messages/m-1/opened', '')).status, 409, 'nobody has said where to');
  assert.equal((await post('/callback', 'nowhere')).status, 400);
  const address = callbacks.address();
  assert.ok(typeof address === 'object' && address !== null);
  assert.equal((await post('/callback', `http://127.0.0.1:${address.port}/secret\n`)).status, 200);
  assert.doesNotMatch(output, /secret/, 'the address is a secret');
  assert.equal((await post('/messages/m-1/clicked?url=https://shop.example/', '')).status, 200);
  const { message_id, kind, detail } = JSON.parse(reports[0] ?? '');
  assert.deepEqual([message_id, kind, detail], ['m-1', 'clicked', { url: 'https://shop.example/' }]);
  status = 404;
  const refused = await post('/messages/last/spam', '');
  assert.deepEqual([refused.status, refused.body], [502, { reported: 'spam', message_id: 'm-2', answer: 404 }]);
  assert.equal((await post('/messages/m-9/opened', '')).status, 404);
  assert.equal((await post('/messages/m-1/loved', '')).status, 404);
});
