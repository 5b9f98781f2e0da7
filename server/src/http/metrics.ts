// GET /metrics in the text format of Prometheus: this process, its requests, the pipeline, messages, and the sync. No personal data:
// routes are patterns. It has no authentication; keep it from the public at the proxy.
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { DeliveryStats } from '../delivery/stats.ts';
import type { Histogram as PipelineHistogram, PipelineStats } from '../pipeline/stats.ts';
import { type LaneDepth, readLaneDepths } from '../storage/deliveries.ts';
import { type LaneFigures, readLaneFigures } from '../storage/sync-lanes.ts';
import { waitingSince } from '../sync/status.ts';
import type { App } from './app.ts';
import type { AdapterDeps } from './deps.ts';

const SECONDS_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function metricsRoute(app: App, deps: AdapterDeps): void {
  const { engine, delivery } = deps;
  const readDepths = depthReader(deps);
  const readSync = keptFor(deps, () => syncFigures(deps));
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const seconds = new Histogram({
    name: 'laurel_http_request_seconds',
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route', 'status'],
    buckets: SECONDS_BUCKETS,
    registers: [registry],
  });
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)';
    seconds.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000);
    done();
  });
  app.get('/metrics', { schema: { hide: true } }, async (_, reply) => {
    reply.header('content-type', registry.contentType);
    reply.serializer((text: string) => text);
    const messages = `${depthText(await readDepths())}${delivery === undefined ? '' : attemptText(delivery.stats)}`;
    return `${await registry.metrics()}\n${pipelineText(engine.stats())}${messages}${syncText(await readSync())}`;
  });
}

const COUNTERS = [
  ['batches', 'Batches committed.'],
  ['facts', 'Facts decided.'],
  ['rows', 'Rows written.'],
  ['replays', 'Facts answered from an earlier decision.'],
  ['refusals', 'Facts that the domain refused.'],
  ['retries', 'Batches taken again.'],
  ['rejected', 'Facts that the database refused.'],
  ['overloaded', 'Facts turned away because too many were waiting.'],
  ['dropped', 'Facts whose caller had gone before they were decided.'],
  ['busy', 'Facts that waited for another batch to let go of their partition.'],
  ['refills', 'Times that a share of a total limit was filled up.'],
] as const;

function pipelineText(stats: PipelineStats): string {
  const counters = COUNTERS.map(([name, help]) =>
    metricText(`laurel_pipeline_${name}_total`, 'counter', help, [['', stats[name]]]),
  );
  return [
    ...counters,
    metricText('laurel_pipeline_waiting_facts', 'gauge', 'Facts waiting.', [['', stats.waitingFacts]]),
    metricText('laurel_pipeline_waiting_bytes', 'gauge', 'Bytes of waiting facts.', [['', stats.waitingBytes]]),
    histogramText('laurel_pipeline_batch_facts', 'Facts per batch.', stats.batchSize),
    histogramText('laurel_pipeline_held_ms', 'How long a batch held its partitions, in milliseconds.', stats.heldMs),
  ].join('');
}

/** Whoever asks need not have a key, and counting what waits reads an entry for each of them. */
const DEPTHS_KEPT_MS = 15_000;

/** Null while the database cannot say: the other figures matter then more than ever. */
function depthReader(deps: AdapterDeps): () => Promise<readonly LaneDepth[] | null> {
  return keptFor(deps, () => readLaneDepths(deps.pool, deps.clock.now()));
}

function keptFor<T>({ logger }: AdapterDeps, read: () => Promise<T>): () => Promise<T | null> {
  let until = Number.NEGATIVE_INFINITY;
  let figures: Promise<T | null> = Promise.resolve(null);
  return () => {
    if (performance.now() < until) return figures;
    until = performance.now() + DEPTHS_KEPT_MS;
    figures = read().catch((error: unknown) => {
      logger.warn(
        { error: error instanceof Error ? error.name : typeof error },
        'waiting messages or lanes of the sync could not be counted',
      );
      return null;
    });
    return figures;
  };
}

type SyncFigure = Pick<LaneFigures, 'connection' | 'lane' | 'sent' | 'refused'> & { readonly lagS: number };

/** Of all processes, and how long the oldest fact waits that a lane has not come to. */
async function syncFigures({ pool, clock }: AdapterDeps): Promise<readonly SyncFigure[]> {
  const lanes = await readLaneFigures(pool);
  const now = clock.now();
  return Promise.all(
    lanes.map(async ({ connection, lane, place, sent, refused }) => {
      const since = await waitingSince(pool, place);
      const lagS = since === null ? 0 : Math.max(0, now - since) / 1_000;
      return { connection, lane, sent, refused, lagS };
    }),
  );
}

function syncText(figures: readonly SyncFigure[] | null): string {
  const of = (value: (figure: SyncFigure) => number) =>
    (figures ?? []).map((one): Sample => [`{connection="${one.connection}",lane="${one.lane}"}`, value(one)]);
  return [
    metricText(
      'laurel_sync_lag_seconds',
      'gauge',
      'How far a customer-data platform is behind the log.',
      of(({ lagS }) => lagS),
    ),
    metricText(
      'laurel_sync_sent_total',
      'counter',
      'Customers or events that a platform took.',
      of(({ sent }) => sent),
    ),
    metricText(
      'laurel_sync_refused_total',
      'counter',
      'Customers or events that it refused.',
      of(({ refused }) => refused),
    ),
  ].join('');
}

function depthText(depths: readonly LaneDepth[] | null): string {
  const samples = (depths ?? []).flatMap(({ provider, lane, ready, later }): readonly Sample[] => {
    const labels = `provider="${provider}",lane="${lane}"`;
    return [
      [`{${labels},due="now"}`, ready],
      [`{${labels},due="later"}`, later],
    ];
  });
  return metricText('laurel_messages_waiting', 'gauge', 'Messages waiting, of all processes.', samples);
}

function attemptText({ counts }: DeliveryStats): string {
  const samples = [...counts].flatMap(([provider, ends]) =>
    Object.entries(ends).map(([end, count]): Sample => [`{provider="${provider}",result="${end}"}`, count]),
  );
  const help = 'Attempts to deliver a message: delivered, kept in the tray, to be tried again, given up, or paused.';
  return metricText('laurel_message_attempts_total', 'counter', help, samples);
}

type Sample = readonly [suffix: string, value: number];

function metricText(
  name: string,
  type: 'counter' | 'gauge' | 'histogram',
  help: string,
  samples: readonly Sample[],
): string {
  const lines = samples.map(([suffix, value]) => `${name}${suffix} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

/** Prometheus adds up: each bucket counts everything up to its bound. */
function histogramText(name: string, help: string, { bounds, counts, sum }: PipelineHistogram): string {
  let total = 0;
  const samples = counts.map((count, index): Sample => {
    total += count;
    return [`_bucket{le="${bounds[index] ?? '+Inf'}"}`, total];
  });
  return metricText(name, 'histogram', help, [...samples, ['_sum', sum], ['_count', total]]);
}
