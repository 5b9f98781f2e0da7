// What every part of the pipeline shares in one process. Made by createEngine, and by nothing else.
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';
import type { Health } from './health.ts';
import type { ProgrammeSource } from './programme-cache.ts';
import type { StatsCounter } from './stats.ts';
import type { Clock } from './submission.ts';

/** The part of pino that the pipeline uses. */
export type Logger = {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
};

export type Road = {
  readonly pool: pg.Pool;
  readonly programmes: ProgrammeSource;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly stats: StatsCounter;
  readonly health: Health;
  /** Number of the engine version that every fact names. */
  readonly engineId: number;
  readonly newFactId: (now: Instant) => string;
  /** Totals of which nothing is left anywhere, by `key|period|limit`, and when that was found (monotonic). */
  readonly exhausted: Map<string, number>;
};
