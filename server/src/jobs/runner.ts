// Carries open runs, generations of promo codes and uploaded imports out for as long as the process lives, whoever opened
// them: the schedule, the API, or a process that died over them; and ends what card processors were asked and not told. It
// opens no run itself.
import { setTimeout as delay } from 'node:timers/promises';
import { type CardRequestDeps, settleCardRequests } from './card-requests.ts';
import { executeImports, type ImportDeps } from './import/execute.ts';
import { carryOutPrivacy } from './privacy/carry-out.ts';
import { executeGenerations } from './promo/generations.ts';
import { executeRuns, type RunDeps } from './runs.ts';

const PAUSE_MS = 1_000;
/** After a failure, so that a database that is away fills no log. */
const PAUSE_AFTER_FAILURE_MS = 10_000;

type Log = { error(detail: object, message: string): void };

/** Without `delivery` no card processor is told anything. */
type RunnerDeps = RunDeps & ImportDeps & { readonly delivery?: CardRequestDeps['delivery'] };

/**
 * `stop` resolves when what is under way is decided and the rest is free for others. An import keeps no run
 * waiting, and neither do metrics nor changes that a person asked for.
 */
export function startRunner(deps: RunnerDeps, logger: Log): { stop(): Promise<void> } {
  const { delivery } = deps;
  const stopping = new AbortController();
  const { signal } = stopping;
  const done = Promise.all([
    repeat(
      signal,
      () => executeRuns(deps, { signal, lane: 'facts' }),
      (error) => logger.error({ err: error }, 'a run failed'),
    ),
    repeat(
      signal,
      () => executeRuns(deps, { signal, lane: 'metrics' }),
      (error) => logger.error({ err: error }, 'a run of metrics failed'),
    ),
    repeat(
      signal,
      () => executeRuns(deps, { signal, lane: 'changes' }),
      (error) => logger.error({ err: error }, 'a change of many customers failed'),
    ),
    repeat(
      signal,
      () => executeGenerations(deps, { signal }),
      (error) => logger.error({ err: error }, 'a generation of promo codes failed'),
    ),
    repeat(
      signal,
      () => executeImports(deps, { signal }),
      (error) => logger.error({ err: error }, 'an import failed'),
    ),
    repeat(
      signal,
      async () => (delivery === undefined ? 0 : settleCardRequests({ ...deps, delivery })),
      (error) => logger.error({ err: error }, 'requests to card processors could not be settled'),
    ),
    repeat(
      signal,
      () => carryOutPrivacy(deps, { signal }),
      (error) => logger.error({ err: error }, 'requests about personal data failed'),
    ),
  ]);
  return {
    stop: async () => {
      stopping.abort();
      await done;
    },
  };
}

async function repeat(
  signal: AbortSignal,
  work: () => Promise<number>,
  failed: (error: unknown) => void,
): Promise<void> {
  while (!signal.aborted) {
    const pauseMs = await work().then(
      () => PAUSE_MS,
      (error: unknown) => {
        failed(error);
        return PAUSE_AFTER_FAILURE_MS;
      },
    );
    await delay(pauseMs, null, { signal }).catch(() => {
      // Woken by `stop`: the loop ends.
    });
  }
}
