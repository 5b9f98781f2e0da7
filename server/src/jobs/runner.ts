// Carries open runs out for as long as the process lives, whoever opened them: the schedule, the API, or a process that
// died over them. It opens none itself.
import { setTimeout as delay } from 'node:timers/promises';
import { executeRuns, type RunDeps } from './runs.ts';

const PAUSE_MS = 1_000;
/** After a failure, so that a database that is away fills no log. */
const PAUSE_AFTER_FAILURE_MS = 10_000;

type Log = { error(detail: object, message: string): void };

/** `stop` resolves when the chunk under way is decided and the run is free for others. */
export function startRunner(deps: RunDeps, logger: Log): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const { signal } = stopping;
  const work = async (): Promise<void> => {
    while (!signal.aborted) {
      const pauseMs = await executeRuns(deps, { signal }).then(
        () => PAUSE_MS,
        (error: unknown) => {
          logger.error({ err: error }, 'a run failed');
          return PAUSE_AFTER_FAILURE_MS;
        },
      );
      await delay(pauseMs, null, { signal }).catch(() => {
        // Woken by `stop`: the loop ends.
      });
    }
  };
  const done = work();
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}
