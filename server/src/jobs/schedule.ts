// What happens by the clock: each minute holds that timed out and
// figures of days that are over, each quarter of an hour occasions, each hour expiry and the
// dropping of old messages, each day maintenance, and each night, where the programme lives, metrics, and the comparison with customer-data platforms. A tick only makes sure that a run is open, in milliseconds; runner.ts
// carries open runs out, whoever opened them. Old messages are dropped by the tick itself, so many at a time.
import { run, runMigrations, type TaskList, Logger as TickLogger } from 'graphile-worker';
import pg from 'pg';
import type { Actor } from '../domain/facts.ts';
import { DAY_MS } from '../domain/time.ts';
import { createProgrammeSource } from '../pipeline/programme-cache.ts';
import type { Clock } from '../pipeline/submission.ts';
import { pruneMessages } from '../storage/deliveries.ts';
import { hasEndedHold } from '../storage/due.ts';
import { hasOccasions } from '../storage/occasions.ts';
import { pruneRuns } from '../storage/runs.ts';
import { grantSchedule, SCHEDULE_SCHEMA, unlockStuckJobs } from '../storage/schedule.ts';
import { openReconciliations } from '../sync/backfill.ts';
import { areFiguresDue } from './figures/days.ts';
import { isMetricsDue } from './metrics/due.ts';
import { applyRetention } from './privacy/retention.ts';
import { openRun } from './runs.ts';

/** Expiry and maintenance never begin in the same minute. `fill`: what was missed while nothing ran is made up for once. */
const CRONTAB = `
* * * * * holds ?max=1
*/15 * * * * occasions ?max=1
7 * * * * expiry ?fill=1h&max=1
37 * * * * messages ?max=1
*/10 1-4 * * * retention ?max=1
23 3 * * * maintenance ?fill=1d&max=1
*/15 * * * * metrics ?max=1
* * * * * figures ?max=1
17 2 * * * sync ?max=1
`;

/** A tick takes milliseconds: one that has run for so long has died. */
const STUCK_AFTER_S = 120;
const RUNS_KEPT_DAYS = 90;
/** Dropped within seconds, well before a tick counts as dead; over a day that is more than anybody sends. */
const MESSAGES_PER_TICK = 100_000;
const CONNECTIONS_MAX = 3;
/** For the tick under way when the process is told to stop. */
const DRAIN_MS = 1_000;

const ACTOR: Actor = { kind: 'run', name: 'schedule' };

type Log = {
  error(detail: object, message: string): void;
  debug(detail: object, message: string): void;
};

export type ScheduleOptions = {
  readonly url: string;
  /** For the ticks' own reads and writes. */
  readonly pool: pg.Pool;
  readonly clock: Clock;
  readonly logger: Log;
  /** Finished messages are dropped after so many days. */
  readonly messagesKeptDays: number;
};

/** Makes the scheduler's own tables, and gives the application its rights on them. Runs as the owner, safe to repeat. */
export async function migrateSchedule(ownerUrl: string): Promise<void> {
  await runMigrations({
    connectionString: ownerUrl,
    maxPoolSize: 1,
    schema: SCHEDULE_SCHEMA,
    logger: new TickLogger(() => () => undefined),
  });
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await grantSchedule(client);
  } finally {
    await client.end();
  }
}

/** Several processes may do this: each tick happens once. */
export async function startSchedule(options: ScheduleOptions): Promise<{ stop(): Promise<void> }> {
  // The scheduler reads dates as the driver gives them, so it gets connections without our own parsing.
  const tickPool = new pg.Pool({
    connectionString: options.url,
    max: CONNECTIONS_MAX,
    application_name: 'laurel schedule',
    options: '-c role=laurel_app',
  });
  const onBroken = (error: Error) =>
    options.logger.debug({ error: error.message }, 'a connection of the schedule broke');
  tickPool.on('error', onBroken);
  // The scheduler asks for this one as well: a connection may break while a tick has it.
  tickPool.on('connect', (client) => client.on('error', onBroken));
  const runner = await run({
    pgPool: tickPool,
    schema: SCHEDULE_SCHEMA,
    crontab: CRONTAB,
    taskList: tasks(options),
    concurrency: 1,
    noHandleSignals: true,
    gracefulShutdownAbortTimeout: DRAIN_MS,
    logger: new TickLogger(() => (level, message) => {
      if (level === 'error') options.logger.error({ tick: message }, 'the schedule reports');
      else options.logger.debug({ tick: message }, 'the schedule reports');
    }),
  });
  return {
    stop: async () => {
      await runner.stop();
      await tickPool.end();
    },
  };
}

function tasks({ pool, clock, logger, messagesKeptDays }: ScheduleOptions): TaskList {
  return {
    holds: async () => {
      await unlockStuckJobs(pool, STUCK_AFTER_S);
      if (!(await hasEndedHold(pool, clock.now()))) return;
      await openRun(pool, { kind: 'expiry', params: { only: 'holds' }, actor: ACTOR });
    },
    occasions: async () => {
      if (await hasOccasions(pool)) await openRun(pool, { kind: 'occasions', params: {}, actor: ACTOR });
    },
    expiry: async () => {
      await openRun(pool, { kind: 'expiry', params: {}, actor: ACTOR });
    },
    messages: async () => {
      const dropped = await pruneMessages(pool, clock.now() - messagesKeptDays * DAY_MS, MESSAGES_PER_TICK);
      if (dropped > 0) logger.debug({ dropped, messagesKeptDays }, 'old messages were dropped');
    },
    metrics: async () => {
      if (await isMetricsDue(pool, clock.now())) await openRun(pool, { kind: 'metrics', params: {}, actor: ACTOR });
    },
    figures: async () => {
      if (await areFiguresDue(pool, clock.now())) await openRun(pool, { kind: 'figures', params: {}, actor: ACTOR });
    },
    sync: () => openReconciliations(pool, ACTOR),
    retention: async () => {
      for (const { kind, rows } of await applyRetention({ pool, programmes: createProgrammeSource(pool), clock }))
        if (rows > 0) logger.debug({ kind, rows }, 'what was kept long enough was dropped');
    },
    maintenance: async () => {
      await pruneRuns(pool, RUNS_KEPT_DAYS);
      await openRun(pool, { kind: 'maintenance', params: {}, actor: ACTOR });
    },
  };
}
