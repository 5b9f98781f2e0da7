// An engine, a dispatcher and real receivers over HTTP, for tests of the delivery. Only the clock and the chance are ours.
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Access } from '../../src/connectors/connector.ts';
import { createSender } from '../../src/connectors/http-sender.ts';
import { AccessBook, settingNameOf } from '../../src/delivery/access.ts';
import { type Delivery, type DeliveryOptions, startDelivery } from '../../src/delivery/dispatcher.ts';
import { SecretBox } from '../../src/delivery/secrets.ts';
import type { ProfilePatch } from '../../src/domain/customers/profile.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createPool } from '../../src/storage/connection.ts';
import { creation, type Harness, openHarness, submission } from '../pipeline/harness.ts';

export const SECRET_KEY = 'a key for tests that is long enough for anybody';

export const PROGRAMME = `
name: shop
title: Shop
time_zone: UTC
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
attributes: { shoe_size: { type: int } }
events: { greet: { open: true }, advertise: {}, remind: {}, later: {}, other: {} }
providers:
  messaging: { title: Messaging, connector: webhook, concurrency: 8, timeout_ms: 1000 }
  other: { title: Other, connector: webhook, concurrency: 4, timeout_ms: 1000 }
  quiet: { title: Quiet, connector: webhook, quiet_hours: { from: '21:00', to: '08:00' }, cap: { times: 2, per: day } }
messages:
  greeting:
    title: Greeting
    purpose: programme
    variants: { messaging: { body: { hello: '{{ customer.first_name }}', n: '{{ event.context.n }}' } } }
  other:
    title: Other
    purpose: programme
    variants: { other: { body: { hello: '{{ customer.first_name }}' } } }
  advert:
    title: Advert
    purpose: marketing
    variants: { quiet: { body: { buy: now } } }
  late:
    title: Late
    purpose: programme
    delay: 10 minutes
    variants: { messaging: { body: { hello: '{{ customer.first_name }}' } } }
  complete:
    title: Complete
    purpose: programme
    until: { attribute: shoe_size, at_most_minutes: 5 }
    variants: { messaging: { body: { size: '{{ customer.custom.shoe_size }}' } } }
campaigns:
  greet: { title: G, behavior: { event: greet }, outcomes: [{ kind: message, message: greeting }] }
  advertise: { title: A, behavior: { event: advertise }, outcomes: [{ kind: message, message: advert }] }
  remind: { title: R, behavior: { event: remind }, outcomes: [{ kind: message, message: complete }] }
  later: { title: L, behavior: { event: later }, outcomes: [{ kind: message, message: late }] }
  other: { title: O, behavior: { event: other }, outcomes: [{ kind: message, message: other }] }
`;

export type Received = { readonly id: string; readonly body: string; readonly atMs: number; readonly path: string };
type Answer = (request: Received, response: ServerResponse) => void;

/** Answers 200 unless told otherwise, and remembers everything. */
export class Receiver {
  readonly received: Received[] = [];
  answer: Answer = (_, response) => response.writeHead(200).end('ok');
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    server.on('request', (request, response) => void this.#take(request, response));
  }

  static async open(): Promise<Receiver> {
    const server = createServer();
    const { promise, resolve } = Promise.withResolvers<void>();
    server.listen(0, '127.0.0.1', resolve);
    await promise;
    return new Receiver(server);
  }

  get url(): string {
    const address = this.#server.address();
    assert.ok(address !== null && typeof address === 'object');
    return `http://127.0.0.1:${address.port}/hook`;
  }

  async #take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part);
    const received = {
      id: String(request.headers['webhook-id']),
      body: Buffer.concat(parts).toString('utf8'),
      atMs: performance.now(),
      path: request.url ?? '',
    };
    this.received.push(received);
    this.answer(received, response);
  }

  async until(count: number, withinMs = 10_000): Promise<void> {
    await eventually(
      () => this.received.length >= count,
      withinMs,
      () => `${this.received.length} of ${count} arrived`,
    );
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#server.close(() => resolve());
    await promise;
  }
}

export async function eventually(
  isTrue: () => boolean | Promise<boolean>,
  withinMs: number,
  words: () => string,
): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!(await isTrue())) {
    if (performance.now() > deadline) assert.fail(words());
    await delay(10);
  }
}

export class Post {
  readonly harness: Harness;
  readonly engine: PipelineEngine;
  readonly logs: string[] = [];
  readonly #ends: (() => Promise<void>)[] = [];

  constructor(harness: Harness, engine: PipelineEngine) {
    this.harness = harness;
    this.engine = engine;
  }

  /** A dispatcher as one more process has it. */
  async dispatch(
    access: { readonly [provider: string]: Partial<Access> } = {},
    how: Pick<DeliveryOptions, 'tell' | 'callbackUrlOf'> = {},
  ): Promise<Delivery> {
    const pool = createPool({
      url: this.harness.database.url,
      max: 6,
      applicationName: 'delivery',
      role: 'laurel_app',
    });
    const sender = createSender({ allowPrivateTargets: true });
    const settings = Object.entries(access).map(
      ([name, given]) => [settingNameOf(name), { url: null, key: null, secrets: [], ...given }] as const,
    );
    const log = (level: string) => (detail: object, message: string) => {
      this.logs.push(`${level} ${message} ${JSON.stringify(detail)}`);
    };
    const delivery = startDelivery({
      pool,
      programmes: createProgrammeSource(pool),
      access: new AccessBook(pool, new SecretBox([SECRET_KEY]), Object.fromEntries(settings)),
      sender,
      clock: { now: () => this.harness.now },
      logger: { info: log('info'), warn: log('warn'), error: log('error') },
      random: () => 0,
      ...how,
    });
    let isStopped = false;
    const stop = async () => {
      if (isStopped) return;
      isStopped = true;
      await delivery.stop();
      await sender.close();
      await pool.end();
    };
    this.#ends.push(stop);
    return { stop };
  }

  async join(externalId: string, patch: ProfilePatch = {}): Promise<string> {
    const answer = await this.engine.submit(
      submission(externalId, creation(externalId, { firstName: externalId, ...patch })),
    );
    assert.equal(answer.record.refusal, undefined);
    return answer.customerId;
  }

  /** Sends an event that a campaign answers with a message; gives the message's id. */
  async event(externalId: string, name: string, lane: 'live' | 'bulk' = 'live'): Promise<string> {
    const body = { kind: 'event', name, quantity: 1, properties: {} } as const;
    const answer = await this.engine.submit(submission(externalId, body, { lane }));
    const sent = answer.record.outcomes.find((outcome) => outcome.kind === 'message');
    assert.ok(sent?.kind === 'message', JSON.stringify(answer.record));
    return sent.message_id;
  }

  async message(id: string): Promise<MessageRow> {
    const { rows } = await this.harness.owner.query<MessageRow>('select * from laurel.message where id = $1', [id]);
    assert.ok(rows[0] !== undefined);
    return rows[0];
  }

  async untilStatus(id: string, status: string, withinMs = 10_000): Promise<MessageRow> {
    let last: MessageRow | null = null;
    await eventually(
      async () => {
        last = await this.message(id);
        return last.status === status;
      },
      withinMs,
      () => `${id} is ${last?.status} (${last?.reason}), not ${status}\n${this.logs.join('\n')}`,
    );
    return this.message(id);
  }

  async close(): Promise<void> {
    for (const end of this.#ends.splice(0)) await end();
    await this.harness.close();
  }
}

export type MessageRow = {
  readonly customer_id: string;
  readonly id: string;
  readonly status: string;
  readonly reason: string | null;
  readonly attempts: number;
  readonly next_at: number;
  readonly lane: string;
};

export async function openPost(yaml: string = PROGRAMME): Promise<Post> {
  const harness = await openHarness(yaml);
  return new Post(harness, await harness.engine());
}
