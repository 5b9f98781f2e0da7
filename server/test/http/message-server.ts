// A whole server for tests of messages and providers: engine, dispatcher, a receiver over HTTP, and /v1 with its own store of
// addresses.
import assert from 'node:assert/strict';
import { pino } from 'pino';
import { openDeliveryParts } from '../../src/delivery/parts.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createApiKey, type Scope } from '../../src/storage/api-keys.ts';
import { openPost, type Post, PROGRAMME, Receiver, SECRET_KEY } from '../delivery/harness.ts';
import type { Reply } from './test-server.ts';

export type MessageServer = {
  readonly url: string;
  /** Of a key with the scope admin. */
  readonly authorization: string;
  readonly post: Post;
  readonly receiver: Receiver;
  /** Lines of the log. */
  readonly logs: string[];
  call(method: string, path: string, body?: unknown, authorization?: string): Promise<Reply>;
  /** The same, and it must succeed. */
  ok(method: string, path: string, body?: unknown): Promise<Reply['body']>;
  /** The status and code of a refusal. */
  refusal(method: string, path: string, body?: unknown, authorization?: string): Promise<readonly [number, string]>;
  makeKey(...scopes: readonly Scope[]): Promise<string>;
  close(): Promise<void>;
};

/** `messaging` goes to the receiver by the settings; `other` has no address until somebody stores one. */
export async function startMessageServer(
  options: { mayTargetPrivate?: boolean; programme?: string } = {},
): Promise<MessageServer> {
  const { mayTargetPrivate = true, programme = PROGRAMME } = options;
  const post = await openPost(programme);
  const receiver = await Receiver.open();
  await post.dispatch({ messaging: { url: receiver.url } });
  const { pool } = post.harness.database;
  const parts = openDeliveryParts(pool, {
    secretKey: SECRET_KEY,
    dataDir: '/nowhere',
    mayTargetPrivate,
    providers: { MESSAGING: { url: receiver.url, key: null, secrets: [] } },
  });
  const logs: string[] = [];
  const app = await createHttpServer(
    {
      pool,
      engine: post.engine,
      programmes: createProgrammeSource(pool),
      config: { publicUrl: 'https://loyalty.example', trustProxy: false, retailerId: null },
      clock: { now: () => post.harness.now },
      logger: pino({ level: 'debug' }, { write: (line) => logs.push(line) }),
      delivery: parts,
    },
    { checksAnswers: true },
  );
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const makeKey = async (...scopes: readonly Scope[]): Promise<string> => {
    const made = await createApiKey(pool, { name: `key ${scopes}`, scopes, rateLimit: null, createdAt: 0 });
    assert.ok(made !== null);
    return `Bearer ${made.apiKey.key}:${made.secret}`;
  };
  const admin = await makeKey('admin');
  const call: MessageServer['call'] = async (method, path, body, authorization = admin) => {
    const response = await fetch(url + path, {
      method,
      headers: { authorization, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    url,
    authorization: admin,
    post,
    receiver,
    logs,
    call,
    ok: async (method, path, body) => {
      const reply = await call(method, path, body);
      assert.equal(reply.status, 200, `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
      return reply.body;
    },
    refusal: async (method, path, body, authorization) => {
      const reply = await call(method, path, body, authorization);
      return [reply.status, reply.body.code];
    },
    makeKey,
    close: async () => {
      await app.close();
      await parts.close();
      await post.close();
      await receiver.close();
    },
  };
}
