// Part (f): the run of metrics over all customers: a survey, the fit of the models, and everybody's figures.
import { type Cost, countCost } from './cost.ts';
import type { Databases } from './databases.ts';
import { runTask, type Taken, type TaskResult } from './processes.ts';
import type { Settings } from './settings.ts';

export type MetricsLine = TaskResult &
  Taken & {
    readonly cost: Cost;
    readonly purchases: number;
  };

type Bench = { readonly databases: Databases; readonly settings: Settings; readonly say: (text: string) => void };

/** Far beyond the goal for a million customers. */
const LIMIT_MS = 30 * 60_000;

export async function measureMetrics({ databases, settings, say }: Bench): Promise<MetricsLine> {
  say('metrics: seeding …');
  const database = await databases.create('shoppers', settings.runCustomers);
  const [row] = await databases.query<{ purchases: number }>(
    database,
    'select count(*)::int as purchases from laurel.purchase',
  );
  say('metrics: running …');
  const endCount = await countCost(databases, database);
  const options = { profileDir: settings.profileDir, limitMs: LIMIT_MS };
  const done = await runTask({ kind: 'run', run: 'metrics' }, database, options);
  const cost = await endCount();
  if (done.visited !== settings.runCustomers) throw new Error(`metrics: ${done.visited} customers were visited.`);
  await databases.drop(database);
  return { ...done, cost, purchases: row?.purchases ?? 0 };
}
