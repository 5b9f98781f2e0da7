// Sends events to one server and measures, in a process of its own so that it shares no event loop with what it measures.
// Open loop: requests leave at their scheduled times whether or not earlier ones were answered, and latency counts from
// the scheduled time. Closed loop: each connection sends its next request when the last was answered.
import { Pool } from 'undici';
import type { LoadJob, LoadResult } from './load.ts';

/** How long answers may take after the last request left; what is not there by then has failed. */
const DRAIN_MS = 10_000;
const TICK_MS = 1;
/** Only this machine is ever loaded. */
const LOOPBACK = '127.0.0.1';

// Whoever started it is gone: nobody wants the result.
process.once('disconnect', () => process.exit());

process.once('message', (job: LoadJob) => {
  run(job).then(
    (result) => process.send?.(result, undefined, undefined, () => process.disconnect?.()),
    (error) => {
      console.error(error);
      process.exit(1);
    },
  );
});

async function run(job: LoadJob): Promise<LoadResult> {
  const { hostname } = new URL(job.origin);
  if (hostname !== LOOPBACK) throw new Error(`The bench sends to ${LOOPBACK} only, not to ${hostname}.`);
  const pool = new Pool(job.origin, { connections: job.connections, pipelining: 1, headersTimeout: DRAIN_MS });
  const meter = createMeter(job);
  const send = createSender(pool, job, meter);
  try {
    await (job.rate === null ? closedLoop(job, meter, send) : openLoop({ ...job, rate: job.rate }, meter, send));
    return meter.result();
  } finally {
    await pool.destroy();
  }
}

/** Resolves when answered, and never rejects: failures are counted. `from` is when the request should have left. */
type Send = (number: number, from: number) => Promise<void>;

function createSender(pool: Pool, job: LoadJob, meter: Meter): Send {
  const headers = ['content-type', 'application/json', 'authorization', job.authorization];
  return (number, from) =>
    new Promise((resolve) => {
      let status = 0;
      const end = (isAnswered: boolean): void => {
        meter.record(from, performance.now(), isAnswered && status === job.expectedStatus ? null : status);
        resolve();
      };
      pool.dispatch(
        { path: job.path, method: 'POST', headers, body: bodyOf(job, number) },
        {
          onRequestStart: () => undefined,
          onResponseStart: (_controller, statusCode) => {
            status = statusCode;
          },
          onResponseData: () => undefined,
          onResponseEnd: () => end(true),
          onResponseError: () => end(false),
        },
      );
    });
}

function bodyOf(job: LoadJob, number: number): string {
  const items = Array.from({ length: job.batch }, (_, index) => eventOf(job, number * job.batch + index));
  return JSON.stringify(job.path.endsWith('/batch') ? { events: items } : items[0]);
}

/** Customers in an order that jumps about, each once before any comes again: their step shares no factor with their number. */
function eventOf(job: LoadJob, number: number): object {
  const customer = (((job.first + number) * job.stride) % job.customers) + 1;
  return {
    customer: `external:bench-${customer}`,
    event: job.event,
    transaction_id: `bench-${job.first + number}`,
    properties: { channel: 'web' },
  };
}

async function closedLoop(job: LoadJob, meter: Meter, send: Send): Promise<void> {
  let next = 0;
  const until = meter.startedAt + job.warmUpMs + job.durationMs;
  const one = async (): Promise<void> => {
    while (performance.now() < until && next < job.requestsMax) {
      const number = next;
      next += 1;
      await send(number, performance.now());
    }
  };
  await Promise.all(Array.from({ length: job.connections }, one));
}

async function openLoop(job: LoadJob & { readonly rate: number }, meter: Meter, send: Send): Promise<void> {
  const total = Math.min(job.requestsMax, Math.floor((job.rate * (job.warmUpMs + job.durationMs)) / 1000));
  const dueAt = (number: number): number => meter.startedAt + (number * 1000) / job.rate;
  const open = new Set<Promise<void>>();
  let next = 0;
  while (next < total) {
    for (const now = performance.now(); next < total && dueAt(next) <= now; next += 1) {
      const sent: Promise<void> = send(next, dueAt(next)).then(() => {
        open.delete(sent);
      });
      open.add(sent);
    }
    await new Promise((resolve) => setTimeout(resolve, TICK_MS));
  }
  const timeout = new Promise<void>((resolve) => setTimeout(resolve, DRAIN_MS).unref());
  await Promise.race([Promise.all(open), timeout]);
  meter.lose(open.size);
}

type Meter = {
  readonly startedAt: number;
  record(from: number, to: number, failure: number | null): void;
  lose(count: number): void;
  result(): LoadResult;
};

/** Requests that were to leave during the warm-up are sent like all others and not measured. */
function createMeter(job: LoadJob): Meter {
  const startedAt = performance.now();
  const measuredFrom = startedAt + job.warmUpMs;
  const latencies = new Float64Array(job.requestsMax);
  const failures: Record<string, number> = {};
  let answered = 0;
  let sent = 0;
  let lastAt = measuredFrom;
  return {
    startedAt,
    record: (from, to, failure) => {
      sent += 1;
      if (failure !== null) failures[failure] = (failures[failure] ?? 0) + 1;
      if (from < measuredFrom || failure !== null) return;
      latencies[answered] = to - from;
      answered += 1;
      lastAt = Math.max(lastAt, to);
    },
    lose: (count) => {
      sent += count;
      if (count > 0) failures.unanswered = count;
    },
    result: () => {
      const sorted = latencies.subarray(0, answered).sort();
      const at = (share: number): number => sorted[Math.min(answered - 1, Math.floor(answered * share))] ?? 0;
      return {
        answered,
        sent,
        failures,
        perSecond: (answered * 1000) / Math.max(1, lastAt - measuredFrom),
        p50Ms: at(0.5),
        p99Ms: at(0.99),
        maxMs: at(1),
      };
    },
  };
}
