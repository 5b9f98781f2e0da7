// Part (c): points expiry and tier maintenance over all customers, each with something due for everybody.
import { verify } from './books.ts';
import { type Cost, countCost } from './cost.ts';
import type { Databases } from './databases.ts';
import { runTask, type Taken, type TaskResult } from './processes.ts';
import type { SeedKind } from './seed.ts';
import type { Settings } from './settings.ts';

export type RunLine = TaskResult &
  Taken & {
    readonly name: string;
    readonly cost: Cost;
    /** How long verifying took. */
    readonly verifySeconds: number;
  };

type Bench = { readonly databases: Databases; readonly settings: Settings; readonly say: (text: string) => void };

/** Far beyond the goal for a million customers. */
const LIMIT_MS = 30 * 60_000;

export async function measureRuns(bench: Bench): Promise<readonly RunLine[]> {
  return [
    await measureRun(bench, 'expiry', 'expiry'),
    await measureRun(bench, 'maintenance', 'maintenance'),
    await measureRun(bench, 'birthday', 'occasions'),
  ];
}

async function measureRun(
  { databases, settings, say }: Bench,
  seed: SeedKind,
  run: 'expiry' | 'maintenance' | 'occasions',
): Promise<RunLine> {
  say(`runs: ${seed} …`);
  const database = await databases.create(seed, settings.runCustomers);
  const endCount = await countCost(databases, database);
  const options = { profileDir: settings.profileDir, limitMs: LIMIT_MS };
  const done = await runTask({ kind: 'run', run }, database, options);
  const cost = await endCount();
  if (done.changed !== settings.runCustomers) throw new Error(`${seed}: ${done.changed} customers were changed.`);
  const { seconds: verifySeconds } = await verify(database);
  await databases.drop(database);
  return { name: seed, ...done, cost, verifySeconds };
}
