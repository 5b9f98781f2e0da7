// Part (b): a sign-in of every customer, through the batch endpoint, through the bulk lane, and as raw set-based SQL that
// writes the same rows. Each on a fresh copy of the same database.
import { verify } from './books.ts';
import { type Cost, countCost, rowsOf } from './cost.ts';
import { AUTHORIZATION, type Database, type Databases } from './databases.ts';
import { runLoad } from './load.ts';
import { runTask, startServer, type Taken } from './processes.ts';
import { runRawSql, type SampleFact, sampleFact } from './raw-sql.ts';
import type { Settings } from './settings.ts';

export type BulkLine = {
  readonly name: string;
  readonly facts: number;
  readonly perSecond: number;
  readonly cost: Cost;
  /** Null where the work was the database's alone. */
  readonly taken: Taken | null;
};

type Bench = { readonly databases: Databases; readonly settings: Settings; readonly say: (text: string) => void };
type Measured = Omit<BulkLine, 'name' | 'cost'>;

const BATCH = 1_000;
/** One is decided while the next is parsed; more would only wait, and live facts that wait for seconds are turned away. */
const BATCHES_AT_ONCE = 2;
const LIMIT_MS = 300_000;

export async function measureBulk(bench: Bench): Promise<readonly BulkLine[]> {
  const samples: SampleFact[] = [];
  const batches = await onCopy(bench, 'batch endpoint', (database) => sendBatches(bench, database));
  const lane = await onCopy(bench, 'bulk lane', async (database) => {
    const measured = await workLane(bench, database);
    samples.push(await sampleFact(database));
    return measured;
  });
  const raw = await onCopy(bench, 'raw SQL', async (database) => {
    const [sample] = samples;
    if (sample === undefined) throw new Error('The bulk lane left no fact to copy.');
    const seconds = await runRawSql(database, sample);
    const facts = bench.settings.customers;
    return { facts, perSecond: facts / seconds, taken: null };
  });
  checkSameRows(lane, raw);
  return [batches, lane, raw];
}

async function onCopy(bench: Bench, name: string, work: (database: Database) => Promise<Measured>): Promise<BulkLine> {
  const { databases } = bench;
  bench.say(`bulk: ${name} …`);
  const database = await databases.clone(name.replaceAll(' ', '_').toLowerCase(), bench.settings.customers);
  const endCount = await countCost(databases, database);
  const measured = await work(database);
  const cost = await endCount();
  const written = cost.rows.get('fact') ?? 0;
  if (written !== measured.facts)
    throw new Error(`${name}: ${written} facts were written instead of ${measured.facts}.`);
  await verify(database);
  await databases.drop(database);
  return { name, ...measured, cost };
}

async function sendBatches({ settings }: Bench, database: Database): Promise<Measured> {
  const server = await startServer('laurel', database, settings);
  const requests = settings.customers / BATCH;
  const load = await runLoad({
    origin: server.origin,
    path: '/v1/events/batch',
    authorization: AUTHORIZATION,
    event: 'web_login',
    expectedStatus: 200,
    customers: settings.customers,
    first: 0,
    stride: 7_919,
    connections: BATCHES_AT_ONCE,
    rate: null,
    batch: BATCH,
    warmUpMs: 0,
    durationMs: LIMIT_MS,
    requestsMax: requests,
  });
  const taken = await server.stop();
  if (load.answered !== requests) throw new Error(`Of ${requests} batches ${load.answered} were answered.`);
  return { facts: settings.customers, perSecond: load.perSecond * BATCH, taken };
}

async function workLane({ settings }: Bench, database: Database): Promise<Measured> {
  const done = await runTask({ kind: 'chunks' }, database, { profileDir: settings.profileDir, limitMs: LIMIT_MS });
  if (done.changed !== settings.customers) throw new Error(`The bulk lane changed ${done.changed} customers.`);
  return { facts: done.visited, perSecond: done.visited / done.seconds, taken: done };
}

/** Otherwise the two would not be measured by the same work. What processes write at their start is left out. */
function checkSameRows(lane: BulkLine, raw: BulkLine): void {
  const names = new Set([...raw.cost.rows.keys()]);
  for (const name of names) {
    const [ours, theirs] = [lane.cost.rows.get(name), raw.cost.rows.get(name)];
    if (ours !== theirs) throw new Error(`${name}: the bulk lane wrote ${ours} rows, raw SQL ${theirs}.`);
  }
  if (rowsOf(lane.cost) - rowsOf(raw.cost) > 10) throw new Error('The bulk lane wrote rows that raw SQL did not.');
}
