// The state of all providers in one view: what waits in which lane, whether sending works, and who sends.
import type pg from 'pg';
import type { Instant } from '../domain/time.ts';
import { countDead, type LaneDepth, readLaneDepths } from '../storage/deliveries.ts';
import { type Breaker, type Pause, readProviderStates } from '../storage/providers.ts';

export type ProviderQueue = {
  readonly provider: string;
  readonly lanes: readonly Omit<LaneDepth, 'provider'>[];
  /** Given up, and not replayed since. */
  readonly dead: number;
  readonly pause: Pause | null;
  readonly breaker: Breaker;
  /** False: no process sends to it. */
  readonly isServed: boolean;
};

const CLOSED: Breaker = { failures: 0, openUntil: null, reason: null };

/** Every provider that has a state or messages, and those that are named. */
export async function readQueues(
  db: Pick<pg.Pool, 'query'>,
  now: Instant,
  declared: readonly string[] = [],
): Promise<readonly ProviderQueue[]> {
  const [states, depths, dead] = [await readProviderStates(db), await readLaneDepths(db, now), await countDead(db)];
  const names = new Set([
    ...declared,
    ...states.map(({ provider }) => provider),
    ...depths.map(({ provider }) => provider),
    ...dead.keys(),
  ]);
  return [...names].sort().map((provider) => {
    const state = states.find((one) => one.provider === provider);
    return {
      provider,
      lanes: depths.filter((one) => one.provider === provider).map(({ provider: _, ...depth }) => depth),
      dead: dead.get(provider) ?? 0,
      pause: state?.pause ?? null,
      breaker: state?.breaker ?? CLOSED,
      isServed: state !== undefined && state.sender !== null,
    };
  });
}
