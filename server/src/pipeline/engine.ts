// Puts the pipeline together: one road for every change, a live lane and a bulk lane. Owns no pool and no programme: it is
// given both, and leaves them open when it closes.
import type pg from 'pg';
import packageJson from '../../package.json' with { type: 'json' };
import { type EngineVersion, registerEngine } from '../storage/engine-version.ts';
import { type Admission, admit, findCustomers, prepare } from './admission.ts';
import { runPreview } from './batch.ts';
import { previewAll, runAll } from './bulk-facts.ts';
import { BulkLane } from './bulk-lane.ts';
import { runChunk } from './chunk.ts';
import { createFactIds } from './fact-ids.ts';
import { Health } from './health.ts';
import { LiveLane } from './live-lane.ts';
import type { ProgrammeSource } from './programme-cache.ts';
import { Resolver } from './resolver.ts';
import type { Logger, Road } from './road.ts';
import { type PipelineStats, StatsCounter } from './stats.ts';
import { type Answer, type Clock, type Engine, EngineError, type Submission } from './submission.ts';
import { type Answered, Room } from './waiting.ts';

export { NEW_CUSTOMER } from './resolver.ts';

export type EngineOptions = {
  /**
   * Of the role laurel_app, for the pipeline alone. Seven connections are the least: two live workers, two bulk workers,
   * look-ups, a preview, and one for refills and refused facts.
   */
  readonly pool: pg.Pool;
  readonly programmes: ProgrammeSource;
  readonly clock: Clock;
  readonly logger: Logger;
  /** Which lanes this process works. */
  readonly roles: { readonly live: boolean; readonly bulk: boolean };
  readonly limits?: Partial<RoomLimits>;
};

const VERSION: EngineVersion = { engine: packageJson.version, timeZoneData: process.versions.tz ?? 'unknown' };

type RoomLimits = { readonly factsMax: number; readonly bytesMax: number };
const ROOM: RoomLimits = { factsMax: 50_000, bytesMax: 64 * 1024 * 1024 };
const SWEEP_EVERY_MS = 500;

export type PipelineEngine = Engine & { stats(): PipelineStats };

export async function createEngine(options: EngineOptions): Promise<PipelineEngine> {
  const { pool, programmes, clock, logger, roles } = options;
  const health = new Health(pool);
  const road: Road = {
    pool,
    programmes,
    clock,
    logger,
    health,
    stats: new StatsCounter(),
    engineId: await registerEngine(pool, VERSION),
    newFactId: createFactIds(),
    exhausted: new Map(),
  };
  const room = new Room({ ...ROOM, ...options.limits });
  const resolver = new Resolver(pool, health);
  const live = roles.live ? new LiveLane(road) : null;
  const bulk = roles.bulk ? new BulkLane(road, () => live?.lastBusyMs ?? Number.NEGATIVE_INFINITY) : null;
  const sweeper = setInterval(() => {
    live?.sweep();
    bulk?.sweep();
  }, SWEEP_EVERY_MS);
  sweeper.unref();
  // A process that works only one of the lanes takes everything there.
  const push: Admission['push'] = (lane, fact) => {
    if (live !== null && (lane === 'live' || bulk === null)) live.push(fact);
    else bulk?.push([fact]);
  };
  const admission: Admission = { road, resolver, room, push };
  const underWay = new Set<Promise<unknown>>();
  let isClosed = false;

  /** Nothing starts once the engine closes, and closing waits for what has started. */
  async function track<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) throw new EngineError('unavailable', {}, 1);
    const promise = work();
    underWay.add(promise);
    try {
      return await promise;
    } finally {
      underWay.delete(promise);
    }
  }

  return {
    submit: (submission) => track(async () => (await admit(admission, submission)).answer),
    preview: (submission) => track(() => preview(admission, submission)),
    resolve: (ref) => track(() => resolver.findExisting(ref)),
    submitChunk: (chunk) => track(() => runChunk(road, (facts) => requireLane(bulk).push(facts), chunk)),
    submitAll: (facts) => track(() => runAll(road, (waiting) => requireLane(bulk).push(waiting), facts)),
    previewAll: (facts) => track(() => previewAll(road, facts)),
    lookUp: (wanted) => track(() => resolver.lookUp(wanted)),
    stats: () => road.stats.read(room),
    close: async () => {
      isClosed = true;
      await Promise.allSettled(underWay);
      await Promise.all([live?.close(), bulk?.close()]);
      clearInterval(sweeper);
      health.close();
    },
  };
}

function requireLane(bulk: BulkLane | null): BulkLane {
  if (bulk === null) throw new Error('This process does not work the bulk lane.');
  return bulk;
}

async function preview({ road, resolver }: Admission, submission: Submission): Promise<Answer> {
  const customers = await findCustomers(resolver, submission);
  const { promise, resolve, reject } = Promise.withResolvers<Answered>();
  const fact = prepare(road, submission, { ...customers, answer: resolve, fail: reject });
  const outcome = (await runPreview(road, [fact])).get(fact) ?? { kind: 'back' };
  if (outcome.kind === 'answered') resolve(outcome.answered);
  else reject(outcome.kind === 'failed' ? outcome.error : new EngineError('internal', { fact: fact.id }));
  return (await promise).answer;
}
