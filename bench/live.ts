// Part (a): single sign-ins over HTTP. The naive server and Laurel in turn, each on a fresh copy of the same database and
// under the same loads; then at equal offered load and with slower commits.
import { verify } from './books.ts';
import { type Cost, countCost } from './cost.ts';
import { AUTHORIZATION, type Database, type Databases } from './databases.ts';
import { type LoadResult, runLoad } from './load.ts';
import { type RunningServer, type ServerKind, startServer, type Taken } from './processes.ts';
import type { Settings } from './settings.ts';
import { ADDED_MS, measureCommit, restoreCommits, slowCommits } from './slow-commit.ts';

export type Compared = { readonly name: string; readonly naive: LoadResult; readonly laurel: LoadResult };

export type Usage = { readonly facts: number; readonly cost: Cost; readonly taken: Taken };

export type LiveResult = {
  readonly compared: readonly Compared[];
  readonly usage: Readonly<Record<ServerKind, Usage>>;
};

const FEW = 8;
/** Share of what saturates the naive server that both are offered. */
const OFFERED = [0.6, 0.9];
/** Enough for the offered loads at the latencies at which they still make sense. */
const OFFERED_CONNECTIONS = 256;
const EVENTS_PER_SECOND_MAX = 20_000;
/** A prime: it shares no factor with the number of customers. */
const STRIDE = 7_919;

type Load = { readonly connections: number; readonly rate: number | null };
type Bench = { readonly databases: Databases; readonly settings: Settings; readonly say: (text: string) => void };
type Session = { readonly results: readonly LoadResult[]; readonly usage: Usage };

export async function measureLive(bench: Bench): Promise<LiveResult> {
  const { settings } = bench;
  const closed: readonly Load[] = [
    { connections: FEW, rate: null },
    { connections: settings.saturating, rate: null },
  ];
  const first = await onBoth(bench, 'closed', (kind) => measureServer(bench, { kind, name: 'closed', loads: closed }));
  const naiveMost = first.naive.results[1]?.perSecond ?? 0;
  const rates = OFFERED.map((share) => Math.max(1, Math.round(naiveMost * share)));
  const offered = rates.map((rate) => ({ connections: OFFERED_CONNECTIONS, rate }));
  const commits: string[] = [];
  const second = await onBoth(bench, 'offered', (kind) =>
    measureServer(bench, {
      kind,
      name: 'offered',
      loads: offered,
      slowLoads: closed,
      onSlow: (before, after) => commits.push(`${before.toFixed(1)} → ${after.toFixed(1)} ms`),
    }),
  );
  const slow = `COMMIT + ${ADDED_MS} ms`;
  bench.say(`${slow}: one transaction alone took ${commits.join(', ')}.`);
  const names = [
    `${FEW} connections`,
    `${settings.saturating} connections`,
    ...rates.map((rate, index) => `${rate}/s offered (${Math.round((OFFERED[index] ?? 0) * 100)} % of naive)`),
    `${slow}, ${FEW} connections`,
    `${slow}, ${settings.saturating} connections`,
  ];
  const results = { naive: allOf('naive'), laurel: allOf('laurel') };
  function allOf(kind: ServerKind): readonly LoadResult[] {
    return [...first[kind].results, ...second[kind].results];
  }
  return {
    compared: names.flatMap((name, index) => {
      const [naive, laurel] = [results.naive[index], results.laurel[index]];
      return naive === undefined || laurel === undefined ? [] : [{ name, naive, laurel }];
    }),
    usage: { naive: first.naive.usage, laurel: first.laurel.usage },
  };
}

async function onBoth<T>(
  bench: Bench,
  what: string,
  work: (kind: ServerKind) => Promise<T>,
): Promise<Record<ServerKind, T>> {
  bench.say(`live, ${what}: naive …`);
  const naive = await work('naive');
  bench.say(`live, ${what}: Laurel …`);
  return { naive, laurel: await work('laurel') };
}

type ServerLoads = {
  readonly kind: ServerKind;
  readonly name: string;
  readonly loads: readonly Load[];
  /** Those that run with slower commits, after the others. */
  readonly slowLoads?: readonly Load[];
  readonly onSlow?: (beforeMs: number, afterMs: number) => void;
};

async function measureServer(bench: Bench, { kind, name, loads, slowLoads, onSlow }: ServerLoads): Promise<Session> {
  const { databases, settings } = bench;
  const database = await databases.clone(`${name}_${kind}`, settings.customers);
  const endCount = await countCost(databases, database);
  const server = await startServer(kind, database, settings);
  const results: LoadResult[] = [];
  for (const load of loads) results.push(await measureLoad(bench, server, load, sentIn(results)));
  if (slowLoads !== undefined) {
    const beforeMs = await measureCommit(database);
    await slowCommits(databases);
    onSlow?.(beforeMs, await measureCommit(database));
    for (const load of slowLoads) results.push(await measureLoad(bench, server, load, sentIn(results)));
    await restoreCommits(databases);
  }
  const taken = await server.stop();
  const cost = await endCount();
  await verifyAndDrop(databases, database);
  return { results, usage: { facts: cost.rows.get('fact') ?? 0, cost, taken } };
}

/** Events that have gone to a database: the next load goes on with the customers after theirs. */
function sentIn(results: readonly LoadResult[]): number {
  return results.reduce((sum, { sent }) => sum + sent, 0);
}

function measureLoad(bench: Bench, server: RunningServer, load: Load, first: number): Promise<LoadResult> {
  const { customers, warmUpMs, durationMs } = bench.settings;
  return runLoad({
    origin: server.origin,
    path: '/v1/events',
    authorization: AUTHORIZATION,
    event: 'web_login',
    expectedStatus: 200,
    customers,
    first,
    stride: STRIDE,
    connections: load.connections,
    rate: load.rate,
    batch: 1,
    warmUpMs,
    durationMs,
    requestsMax: Math.ceil((EVENTS_PER_SECOND_MAX * (warmUpMs + durationMs)) / 1000),
  });
}

async function verifyAndDrop(databases: Databases, database: Database): Promise<void> {
  await verify(database);
  await databases.drop(database);
}
