// GET /metrics in the text format of Prometheus: this process, its requests, and the pipeline. No personal data: routes are
// patterns. It has no authentication; keep it from the public at the proxy.
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import type { Histogram as PipelineHistogram, PipelineStats } from '../pipeline/stats.ts';
import type { App } from './app.ts';
import type { AdapterDeps } from './deps.ts';

const SECONDS_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

export function metricsRoute(app: App, { engine }: AdapterDeps): void {
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
    return `${await registry.metrics()}\n${pipelineText(engine.stats())}`;
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

function metricText(
  name: string,
  type: 'counter' | 'gauge' | 'histogram',
  help: string,
  samples: readonly (readonly [suffix: string, value: number])[],
): string {
  const lines = samples.map(([suffix, value]) => `${name}${suffix} ${value}\n`);
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

/** Prometheus adds up: each bucket counts everything up to its bound. */
function histogramText(name: string, help: string, { bounds, counts, sum }: PipelineHistogram): string {
  let total = 0;
  const samples = counts.map((count, index): readonly [string, number] => {
    total += count;
    return [`_bucket{le="${bounds[index] ?? '+Inf'}"}`, total];
  });
  return metricText(name, 'histogram', help, [...samples, ['_sum', sum], ['_count', total]]);
}
