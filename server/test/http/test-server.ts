// A whole server for tests: its own database, the real engine, the coffee programme live, and a key that may do everything.
import assert from 'node:assert/strict';
import { createServer } from 'node:net';
import path from 'node:path';
import { pino } from 'pino';
import { createSignIn, type SignIn } from '../../src/access/sign-in.ts';
import { type DeliveryParts, openDeliveryParts } from '../../src/delivery/parts.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { publishProgramme } from '../../src/jobs/publish.ts';
import { createEngine, type PipelineEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createApiKey, type Scope } from '../../src/storage/api-keys.ts';
import { createPool } from '../../src/storage/connection.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

export type Reply = {
  readonly status: number;
  readonly headers: Headers;
  /** Looked into field by field; a path that is not there fails the assertion. */
  readonly body: ReturnType<typeof JSON.parse>;
};

export type TestServer = {
  readonly url: string;
  readonly database: TestDatabase;
  readonly engine: PipelineEngine;
  readonly clock: { now(): number; set(at: number): void };
  readonly authorization: string;
  readonly signIn: SignIn;
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** The same, and it must succeed. */
  ok(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply['body']>;
  makeKey(scopes: readonly Scope[], rateLimit?: number | null): Promise<{ authorization: string; key: string }>;
  close(): Promise<void>;
};

export const RETAILER_ID = '5f0c1b3e-3c0c-4f0e-9d0a-0d5b7a1c2e3f';
const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const ACTOR = { kind: 'cli', name: 'test' } as const;

export async function startTestServer(
  options: {
    /** An identity provider to sign in at; it sends browsers back to the address of this server. */
    readonly oidc?: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string };
    readonly hasProgramme?: boolean;
    readonly dataDir?: string;
    readonly hasDelivery?: boolean;
  } = {},
): Promise<TestServer> {
  const database = await testDatabase();
  let at: number | null = null;
  const clock = {
    now: () => at ?? Date.now(),
    set: (instant: number) => {
      at = instant;
    },
  };
  const logger = pino({ level: 'silent' });
  const programmes = createProgrammeSource(database.pool);
  if (options.hasProgramme !== false) {
    const files = await readProgrammeFolder(COFFEE);
    const published = await publishProgramme(database.pool, { files, actor: ACTOR, note: null }, clock);
    if (published.kind === 'refused') throw new Error(JSON.stringify(published.issues));
    await programmes.refresh();
  }
  const pipelinePool = createPool({ url: database.url, max: 8, applicationName: 'laurel test', role: 'laurel_app' });
  const engine = await createEngine({
    pool: pipelinePool,
    programmes,
    clock,
    logger,
    roles: { live: true, bulk: true },
  });
  const signInPool = createPool({
    url: database.url,
    max: 4,
    applicationName: 'laurel test sign-in',
    role: 'laurel_app',
    hasPlainValues: true,
  });
  const secretKeys = ['a key of a test, long enough for one'] as const;
  const port = options.oidc === undefined ? 0 : await freePort();
  const publicUrl = port === 0 ? 'http://localhost' : `http://127.0.0.1:${port}`;
  const signIn = createSignIn({ pool: signInPool, secretKeys, publicUrl, oidc: options.oidc ?? null });
  const { dataDir } = options;
  const config = {
    publicUrl,
    trustProxy: false,
    retailerId: RETAILER_ID,
    signInsPerMinute: 10_000,
    ...(dataDir === undefined ? {} : { dataDir }),
  } as const;
  const parts = options.hasDelivery === true ? deliveryParts(database) : null;
  const delivery = parts === null ? {} : { delivery: parts };
  const app = await createHttpServer(
    { pool: database.pool, engine, programmes, config, clock, logger, signIn, ...delivery },
    { checksAnswers: true },
  );
  const url = await app.listen({ port, host: '127.0.0.1' });
  const makeKey: TestServer['makeKey'] = async (scopes, rateLimit = null) => {
    const made = await createApiKey(database.pool, { name: 'test', scopes, rateLimit, createdAt: clock.now() });
    if (made === null) throw new Error('key taken');
    const pair = `${made.apiKey.key}:${made.secret}`;
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}`, key: pair };
  };
  const { authorization } = await makeKey(['admin']);
  const call: TestServer['call'] = async (method, target, body, headers = {}) => {
    const isRaw = typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${url}${target}`, {
      method,
      headers: {
        authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isRaw ? Buffer.from(body) : JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') === true;
    return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
  };
  return {
    url,
    database,
    engine,
    clock,
    authorization,
    signIn,
    makeKey,
    call,
    ok: async (...asked) => {
      const { status, body } = await call(...asked);
      assert.ok(status < 300, `${asked[0]} ${asked[1]}: ${status} ${JSON.stringify(body)}`);
      return body;
    },
    close: async () => {
      await app.close();
      await parts?.close();
      await engine.close();
      await pipelinePool.end();
      await signInPool.end();
      await database.close();
    },
  };
}

/** Providers reach servers of the test itself. */
function deliveryParts({ pool }: TestDatabase): DeliveryParts {
  const secretKey = 'a key of a test, long enough for one';
  return openDeliveryParts(pool, { secretKey, dataDir: '/nowhere', mayTargetPrivate: true, providers: {} });
}

/** Known before the server listens, because others are told of its address first. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const address = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  return address.port;
}
