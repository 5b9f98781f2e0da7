// Who sends slowly: every route has its time, uploads have much of it as long as something comes, and nobody holds a connection for
// nothing.
import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { pino } from 'pino';
import { type App, createApp } from '../../src/http/app.ts';
import { watchArrival } from '../../src/http/arrival.ts';
import { createGate } from '../../src/http/authenticate.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { startTestServer } from './test-server.ts';

const WITHIN_MS = 300;
const STALL_MS = 300;

let database: TestDatabase;
let app: App;
let port: number;

before(async () => {
  database = await testDatabase();
  const clock = { now: () => Date.now() };
  app = createApp({
    logger: pino({ level: 'silent' }),
    pool: database.pool,
    gate: createGate({ pool: database.pool, clock }),
    config: { publicUrl: 'http://localhost', trustProxy: false, retailerId: null },
    arrivesWithinMs: WITHIN_MS,
  });
  app.post('/usual', async () => ({ taken: true }));
  app.post('/slow', { config: { arrivesWithinMs: 60_000 } }, async () => ({ taken: true }));
  app.post('/closed', { config: { scope: 'admin', arrivesWithinMs: 60_000 } }, async () => ({ taken: true }));
  app.register(async (uploads) => {
    uploads.addContentTypeParser('text/csv', (_request, payload, done) => done(null, payload));
    uploads.post('/upload', { config: { arrivesWithinMs: 60_000 } }, async (request) => {
      const watch = watchArrival(request, STALL_MS);
      let bytes = 0;
      try {
        for await (const chunk of request.raw) {
          bytes += chunk.length;
          watch.arrived();
        }
      } finally {
        watch.end();
      }
      return { bytes };
    });
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  port = Number(new URL(app.listeningOrigin).port);
});

after(async () => {
  await app.close();
  await database.close();
});

type Slow = { readonly socket: Socket; readonly answer: Promise<string> };

function open(at: number, head: readonly string[]): Slow {
  const socket = connect(at, '127.0.0.1');
  let text = '';
  const answer = new Promise<string>((resolve) => {
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (text.includes('\r\n\r\n')) resolve(text);
    });
    socket.on('close', () => resolve(text));
    socket.on('error', () => resolve(text));
  });
  socket.write(`${[...head, 'host: x'].join('\r\n')}\r\n\r\n`);
  return { socket, answer };
}

const json = (route: string) => [`POST ${route} HTTP/1.1`, 'content-type: application/json', 'content-length: 4'];

test('a body that does not come is waited for as long as its route says', async () => {
  const [usual, slow] = [open(port, json('/usual')), open(port, json('/slow'))];
  usual.socket.write('nu');
  slow.socket.write('nu');
  assert.match(await usual.answer, /^HTTP\/1.1 408 /);
  slow.socket.write('ll');
  assert.match(await slow.answer, /^HTTP\/1.1 200 /);
  slow.socket.destroy();
});

test('only who may call gets the longer time', async () => {
  const { socket, answer } = open(port, json('/closed'));
  assert.match(await answer, /^HTTP\/1.1 401 /);
  await new Promise((resolve) => socket.on('close', resolve));
});

test('an upload may take long, but not stand still', async () => {
  const head = ['POST /upload HTTP/1.1', 'content-type: text/csv', 'content-length: 10'];
  const [steady, still] = [open(port, head), open(port, head)];
  still.socket.write('12345');
  for (let piece = 0; piece < 9; piece += 1) {
    steady.socket.write('x');
    await delay(STALL_MS / 3);
  }
  assert.match(await still.answer, /^HTTP\/1.1 408 /);
  steady.socket.write('x');
  assert.match(await steady.answer, /^HTTP\/1.1 200 /);
  steady.socket.destroy();
});

test('whoever goes away in the middle of an upload leaves no file behind', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'laurel-arrival-'));
  const server = await startTestServer({ dataDir: folder });
  try {
    const head = [
      'POST /v1/imports?kind=customers HTTP/1.1',
      `authorization: ${server.authorization}`,
      'content-type: text/csv',
      'content-length: 1000',
    ];
    const { socket } = open(Number(new URL(server.url).port), head);
    socket.write('external_id\nA1\n');
    const files = async () => (await readdir(path.join(folder, 'imports')).catch(() => [])).length;
    const until = async (count: number) => {
      for (let round = 0; round < 500 && (await files()) !== count; round += 1) await delay(10);
      assert.equal(await files(), count);
    };
    await until(1);
    socket.destroy();
    await until(0);
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
});
