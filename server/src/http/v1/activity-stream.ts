// The activity log live, as server-sent events: each new row once, a heartbeat while there is none, an end after a while, from
// which clients go on with Last-Event-ID. It looks for new facts by key every second; deciding facts knows nothing of it.
import type { ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { logRows } from '../../domain/care/log-rows.ts';
import { type LogKind, logKinds } from '../../domain/care/log-words.ts';
import { firstIdAt } from '../../domain/ids.ts';
import { MINUTE_MS } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { readFactsSince } from '../../storage/activity.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { ROW_ID, rowJson, typesAsked } from './activity.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import { customerParams } from './shapes.ts';

const EVERY_MS = 1_000;
const HEARTBEAT_MS = 15_000;
const LIFETIME_MS = 15 * MINUTE_MS;
/** Ids begin with the time of admission; a fact that was admitted earlier may be decided a little later. */
const OVERLAP_MS = MINUTE_MS;
const FACTS_MAX = 200;
/** Each asks the database once a second. */
const STREAMS_MAX = 200;
const RETRY_MS = 2_000;

const TYPES_MAX = 3_000;

export function activityStreamRoutes(app: App, deps: AdapterDeps): void {
  const streams = new Set<ActivityStream>();
  app.addHook('preClose', async () => {
    for (const stream of streams) stream.end();
  });
  app.get(
    '/v1/customers/:customer/activity/stream',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'streamActivity',
        summary: 'New rows of the activity log as they come (text/event-stream)',
        description:
          'Each event has the id of its row and the row as JSON. The stream ends after 15 minutes; connect again with Last-Event-ID.',
        tags: ['Activity log'],
        params: customerParams,
        querystring: z.strictObject({ type: z.string().max(TYPES_MAX).optional() }),
        response: { 200: z.string() },
      },
    },
    async (request, reply) => {
      if (streams.size >= STREAMS_MAX) throw new EngineError('overloaded');
      const { id } = await findCustomer(deps, request.params.customer);
      const kinds = logKinds('activity', typesAsked('activity', request.query.type));
      const last = String(request.headers['last-event-id'] ?? '');
      const resumeAt = ROW_ID.test(last) ? (last.split('.')[0] ?? null) : null;
      const stream = new ActivityStream(deps, { customerId: id, kinds, onEnd: () => streams.delete(stream) });
      streams.add(stream);
      await stream.start(open(reply), resumeAt);
    },
  );
}

function open(reply: FastifyReply): ServerResponse {
  reply.hijack();
  const headers = Object.entries(reply.getHeaders()).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  );
  for (const [name, value] of headers) reply.raw.setHeader(name, value);
  reply.raw.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' });
  reply.raw.write(`retry: ${RETRY_MS}\n\n`);
  return reply.raw;
}

type Watched = { readonly customerId: string; readonly kinds: readonly LogKind[]; readonly onEnd: () => void };

class ActivityStream {
  readonly #deps: AdapterDeps;
  readonly #watched: Watched;
  /** Facts that were told, or were there before. */
  readonly #seen = new Set<string>();
  #response: ServerResponse | null = null;
  #since = '';
  #quietMs = 0;
  #openMs = 0;
  #timer: NodeJS.Timeout | null = null;
  #isEnded = false;

  constructor(deps: AdapterDeps, watched: Watched) {
    this.#deps = deps;
    this.#watched = watched;
  }

  /** From the row that the client had last, else from now on. */
  async start(response: ServerResponse, resumeAt: string | null): Promise<void> {
    this.#response = response;
    response.once('close', () => this.end());
    this.#since = resumeAt ?? this.#windowStart();
    if (resumeAt !== null) this.#seen.add(resumeAt);
    try {
      if (resumeAt === null) for (const { factId } of await this.#read()) this.#seen.add(factId);
      this.#wait();
    } catch {
      // The client comes again by itself.
      this.end();
    }
  }

  end(): void {
    if (this.#isEnded) return;
    this.#isEnded = true;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#response?.end();
    this.#watched.onEnd();
  }

  #windowStart(): string {
    return firstIdAt(this.#deps.clock.now() - OVERLAP_MS);
  }

  #read() {
    return readFactsSince(this.#deps.pool, this.#watched.customerId, { since: this.#since, limit: FACTS_MAX });
  }

  #wait(): void {
    if (this.#isEnded) return;
    this.#timer = setTimeout(() => void this.#tick(), EVERY_MS);
  }

  async #tick(): Promise<void> {
    try {
      await this.#tell();
    } catch {
      this.end();
      return;
    }
    this.#openMs += EVERY_MS;
    this.#quietMs += EVERY_MS;
    if (this.#openMs >= LIFETIME_MS) return this.end();
    if (this.#quietMs >= HEARTBEAT_MS) this.#write(':\n\n');
    this.#wait();
  }

  async #tell(): Promise<void> {
    const facts = await this.#read();
    const programme = await liveProgramme(this.#deps);
    for (const fact of facts) {
      if (this.#seen.has(fact.factId)) continue;
      this.#seen.add(fact.factId);
      const rows = logRows(fact, 'activity').filter(({ kind }) => this.#watched.kinds.includes(kind));
      for (const row of rows.toReversed()) {
        const shown = rowJson(row, 'activity', programme);
        this.#write(`id: ${shown.id}\nevent: activity\ndata: ${JSON.stringify(shown)}\n\n`);
      }
    }
    const last = facts.at(-1)?.factId;
    const start = this.#windowStart();
    // A full page goes on where it ended; else the window moves along with the clock.
    if (last !== undefined && facts.length >= FACTS_MAX) this.#since = last;
    else if (start > this.#since) this.#since = start;
    for (const id of this.#seen) if (id < this.#since) this.#seen.delete(id);
  }

  #write(text: string): void {
    this.#quietMs = 0;
    // Whoever reads too slowly is not waited for: they come again with the id that they had last.
    if (this.#response?.write(text) === false) this.end();
  }
}
