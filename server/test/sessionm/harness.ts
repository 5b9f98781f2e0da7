// The SessionM API on a real server, engine and database, and a client that knows nothing but its contract: host, key, JSON.
// The programme is the coffee shop with a few things more: a second account, a scarce source, a campaign, a model.
import assert from 'node:assert/strict';
import path from 'node:path';
import { pino } from 'pino';
import type { Instant } from '../../src/domain/time.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { publishProgramme } from '../../src/jobs/publish.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { createEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createApiKey, type Scope } from '../../src/storage/api-keys.ts';
import { createPool } from '../../src/storage/connection.ts';
import { testDatabase } from '../support/database.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const MORE = `
accounts:
  gift: { title: Gift points, group: gifts, max_balance: 500 }
sources:
  scarce: { title: Scarce, accounts: [beans], limits: [{ points: 30, per: day }] }
attributes:
  interests: { type: string_list }
  is_anomalous: { type: bool }
  prefs: { type: json }
campaigns:
  taster:
    title: Two tastings
    behavior: { event: tasting_visit, times: 2 }
    limit: { times: 1, per: ever }
    outcomes: [{ kind: points, amount: 5, account: beans, source: promo }, { kind: tag, tag: taster }]
`;

export const RETAILER = 'b3b1f2de-5d1c-4a57-9d0e-2f4d1c0a9b11';
export const KEY = 'lk_sessionm_test';
export const SECRET = 'a-long-secret-of-the-tests';

export class Client {
  readonly #origin: string;
  readonly #authorization: string;

  constructor(origin: string, authorization = `Basic ${btoa(`${KEY}:${SECRET}`)}`) {
    this.#origin = origin;
    this.#authorization = authorization;
  }

  as(authorization: string): Client {
    return new Client(this.#origin, authorization);
  }

  async send(method: string, url: string, body?: unknown, headers: Record<string, string> = {}) {
    const isText = typeof body === 'string';
    const response = await fetch(this.#origin + url, {
      method,
      headers: {
        authorization: this.#authorization,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    // Replies are looked into freely here: that they hold what the contract names is what the tests are for.
    return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
  }

  /** A Core call that must go well. */
  async core(method: string, url: string, body?: unknown) {
    const reply = await this.send(method, `/priv/v1/apps/${KEY}${url}`, body);
    assert.deepEqual([reply.status, reply.body.status], [200, 'ok'], JSON.stringify(reply.body));
    return reply.body;
  }

  /** A Core call that must be refused: status and code. */
  async coreError(method: string, url: string, body?: unknown) {
    const { status, body: sent } = await this.send(method, `/priv/v1/apps/${KEY}${url}`, body);
    assert.equal(sent.status, 'error', JSON.stringify(sent));
    return { status, code: sent.errors.code, details: sent.errors.details, message: sent.errors.message };
  }

  /** A Connect call that must go well: its payload. */
  async connect(url: string, body: object) {
    const reply = await this.send('POST', `/incentives/api/1.0${url}`, { retailer_id: RETAILER, ...body });
    assert.deepEqual([reply.status, reply.body.status], [200, 'ok'], JSON.stringify(reply.body));
    assert.equal(reply.body.errors, null);
    return reply.body.payload;
  }

  async connectError(url: string, body: object) {
    const { status, body: sent } = await this.send('POST', `/incentives/api/1.0${url}`, {
      retailer_id: RETAILER,
      ...body,
    });
    assert.equal(sent.status, 'error', JSON.stringify(sent));
    assert.equal(sent.payload, null);
    assert.deepEqual(
      ['code', 'type', 'message', 'raw_message', 'stack_trace'].filter((name) => !(name in sent.errors)),
      [],
    );
    return { status, code: sent.errors.code, details: sent.errors.details };
  }
}

export async function openSessionm() {
  const database = await testDatabase();
  const enginePool = createPool({ url: database.url, max: 8, applicationName: 'engine', role: 'laurel_app' });
  const time: { now: Instant } = { now: Date.UTC(2026, 5, 15, 12) };
  // It ticks with every look, as clocks do: nothing may rely on the instant of the request still being now.
  const clock = {
    now: () => {
      time.now += 1;
      return time.now;
    },
  };
  const actor = { kind: 'cli', name: 'test' } as const;
  const coffee = await readProgrammeFolder(COFFEE);
  const publish = async (change: (file: string) => string = (file) => file) => {
    const files = Object.entries({ ...coffee, 'more.yaml': MORE }).map(([name, file]) => [name, change(file)]);
    const publication = { files: Object.fromEntries(files), actor, note: null };
    const published = await publishProgramme(database.pool, publication, clock);
    assert.equal(published.kind, 'published', JSON.stringify(published));
  };
  await publish();
  const logger = pino({ level: 'error' });
  const programmes = createProgrammeSource(enginePool);
  const engine = await createEngine({
    pool: enginePool,
    programmes,
    clock,
    logger: { warn: () => undefined, error: (fields, message) => console.error(message, fields) },
    roles: { live: true, bulk: true },
  });
  const addKey = (key: string, scopes: readonly Scope[]) =>
    createApiKey(database.pool, {
      name: key,
      scopes,
      rateLimit: null,
      createdAt: time.now,
      credentials: { key, secret: SECRET },
    });
  await addKey(KEY, ['sessionm']);
  const config = { publicUrl: 'http://localhost', trustProxy: false, retailerId: RETAILER } as const;
  const app = await createHttpServer({ pool: database.pool, engine, programmes, clock, logger, config });
  const origin = await app.listen({ host: '127.0.0.1', port: 0 });
  return {
    client: new Client(origin),
    origin,
    time,
    database,
    addKey,
    publish,
    /** Ends everything, and holds the books against the log. */
    close: async () => {
      await app.close();
      await engine.close();
      await enginePool.end();
      try {
        const { differences } = await verifyBooks(database.pool);
        assert.deepEqual(differences, []);
      } finally {
        await database.close();
      }
    },
  };
}
