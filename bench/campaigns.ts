// Part (d): everybody's birthday, and what is sent of it. Delivery of the messages alone; then all at once: the run, its
// messages, a hundred sign-ins a second, and new members who are welcomed, each measured before, during and after.
import { type ChildProcess, fork } from 'node:child_process';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { verify } from './books.ts';
import { type Cost, countCost } from './cost.ts';
import { AUTHORIZATION, type Database, type Databases } from './databases.ts';
import { type LoadResult, runLoad } from './load.ts';
import { runTask, startJobs, startServer, type Taken } from './processes.ts';
import type { Settings } from './settings.ts';
import type { SinkReport } from './sink.ts';

export type CampaignsResult = {
  readonly customers: number;
  readonly delivery: Taken & { readonly perSecond: number; readonly cost: Cost };
  /** From the start of the run to its end, and to the last message. */
  readonly together: { readonly runSeconds: number; readonly deliveredSeconds: number; readonly again: number };
  readonly phases: readonly Phase[];
  readonly memoryMb: { readonly http: number; readonly jobs: number };
};

export type Phase = {
  readonly name: string;
  readonly signIns: LoadResult;
  /** From the sign-up to its answer, and to the welcome at the receiver. */
  readonly answerMs: Quantiles;
  readonly welcomeMs: Quantiles;
};
type Quantiles = { readonly p50: number; readonly p99: number; readonly count: number };

type Bench = { readonly databases: Databases; readonly settings: Settings; readonly say: (text: string) => void };

const SIGN_INS_PER_SECOND = 100;
const WELCOMES_PER_SECOND = 10;
const PHASE_MS = 5_000;
const WARM_UP_PHASES = 3;
const LOOK_EVERY_MS = 250;
/** Far beyond the goals. */
const LIMIT_MS = 30 * 60_000;
const WELCOME_WAIT_MS = 10_000;

export async function measureCampaigns(bench: Bench): Promise<CampaignsResult> {
  const delivery = await measureDelivery(bench);
  return { customers: bench.settings.runCustomers, delivery, ...(await measureTogether(bench)) };
}

async function measureDelivery({ databases, settings, say }: Bench): Promise<CampaignsResult['delivery']> {
  say('campaigns: delivery …');
  const database = await databases.create('birthday', settings.runCustomers);
  await runTask({ kind: 'run', run: 'occasions' }, database, { profileDir: null, limitMs: LIMIT_MS });
  const sink = await Sink.open();
  const endCount = await countCost(databases, database);
  const jobs = await startJobs(database, {
    profileDir: settings.profileDir,
    env: { LAUREL_PROVIDER_SINK_URL: sink.url },
  });
  const { firstAt, lastAt } = await sink.until(({ distinct }) => distinct >= settings.runCustomers);
  const { cpuMs, memoryMb } = await jobs.stop();
  const cost = await endCount();
  sink.close();
  await databases.drop(database);
  return { perSecond: (settings.runCustomers * 1_000) / (lastAt - firstAt), cpuMs, memoryMb, cost };
}

async function measureTogether({
  databases,
  settings,
  say,
}: Bench): Promise<Omit<CampaignsResult, 'customers' | 'delivery'>> {
  say('campaigns: all at once …');
  const database = await databases.create('birthday', settings.runCustomers);
  const sink = await Sink.open();
  const server = await startServer('laurel', database, { profileDir: null });
  const jobs = await startJobs(database, {
    profileDir: settings.profileDir,
    env: { LAUREL_PROVIDER_SINK_URL: sink.url },
  });
  const site = new Site(server.origin, settings.runCustomers, sink);
  // Until the code is warm, a server is slower than beside any run.
  for (let n = 0; n < WARM_UP_PHASES; n += 1) await site.phase('warm-up');
  const phases = [await site.phase('before')];
  const startedAt = Date.now();
  const run = await site.startRun();
  let runEndedAt: number | null = null;
  const ended = (async () => {
    while (!(await site.isDone(run))) await delay(LOOK_EVERY_MS);
    runEndedAt = Date.now();
    await sink.until(({ distinct }) => distinct >= settings.runCustomers);
  })();
  let isOver = false;
  ended.finally(() => (isOver = true)).catch(() => undefined);
  const during: Phase[] = [];
  while (!isOver) during.push(await site.phase('during'));
  await ended;
  const deliveredAt = Date.now();
  phases.push(...worst(during), await site.phase('after'));
  const { received, distinct } = await sink.report();
  const taken: { http: Taken; jobs: Taken } = { http: await server.stop(), jobs: await jobs.stop() };
  sink.close();
  await finish(databases, database);
  return {
    together: {
      runSeconds: ((runEndedAt ?? deliveredAt) - startedAt) / 1_000,
      deliveredSeconds: (deliveredAt - startedAt) / 1_000,
      again: received - distinct,
    },
    phases,
    memoryMb: { http: taken.http.memoryMb, jobs: taken.jobs.memoryMb },
  };
}

async function finish(databases: Databases, database: Database): Promise<void> {
  await verify(database);
  await databases.drop(database);
}

/** Of many slices of one phase the one with the slowest sign-ins: an average would hide it. */
function worst(slices: readonly Phase[]): readonly Phase[] {
  const [first] = slices.toSorted((a, b) => b.signIns.p99Ms - a.signIns.p99Ms);
  const middle = slices.toSorted((a, b) => a.signIns.p99Ms - b.signIns.p99Ms)[Math.floor(slices.length / 2)];
  if (first === undefined || middle === undefined) return [];
  return [
    { ...middle, name: `during, middle of ${slices.length} slices` },
    { ...first, name: 'during, worst slice' },
  ];
}

/** The shop's side: sign-ins at a steady rate, and new members. */
class Site {
  readonly #origin: string;
  readonly #customers: number;
  readonly #sink: Sink;
  #sent = 0;
  #joined = 0;

  constructor(origin: string, customers: number, sink: Sink) {
    this.#origin = origin;
    this.#customers = customers;
    this.#sink = sink;
  }

  async phase(name: string): Promise<Phase> {
    const first = this.#sent;
    const [signIns, joined] = await Promise.all([
      runLoad({
        origin: this.#origin,
        path: '/v1/events',
        authorization: AUTHORIZATION,
        event: 'web_login',
        expectedStatus: 200,
        customers: this.#customers,
        first,
        stride: 7_919,
        connections: 64,
        rate: SIGN_INS_PER_SECOND,
        batch: 1,
        warmUpMs: 500,
        durationMs: PHASE_MS - 500,
        requestsMax: 10_000,
      }),
      this.#welcomes(),
    ]);
    this.#sent += signIns.sent;
    const arrivals = await this.#sink.welcomesOf(joined.map(({ externalId }) => externalId));
    return {
      name,
      signIns,
      answerMs: quantiles(joined.map(({ answeredMs }) => answeredMs)),
      welcomeMs: quantiles(joined.map(({ externalId, sentAt }) => (arrivals.get(externalId) ?? Infinity) - sentAt)),
    };
  }

  async #welcomes(): Promise<readonly { externalId: string; sentAt: number; answeredMs: number }[]> {
    const joining: Promise<{ externalId: string; sentAt: number; answeredMs: number }>[] = [];
    for (let n = 0; n < (PHASE_MS / 1_000) * WELCOMES_PER_SECOND; n += 1) {
      joining.push(this.#join());
      await delay(1_000 / WELCOMES_PER_SECOND);
    }
    return Promise.all(joining);
  }

  async #join(): Promise<{ externalId: string; sentAt: number; answeredMs: number }> {
    this.#joined += 1;
    const externalId = `bench-new-${this.#joined}`;
    const sentAt = Date.now();
    const startMs = performance.now();
    await this.#post('/v1/customers', {
      identifiers: [{ type: 'external', value: externalId }],
      first_name: 'New',
      opted_in: true,
    });
    return { externalId, sentAt, answeredMs: performance.now() - startMs };
  }

  async startRun(): Promise<string> {
    const { id } = await this.#post('/v1/runs', { kind: 'occasions' });
    return id ?? '';
  }

  async isDone(run: string): Promise<boolean> {
    const response = await fetch(`${this.#origin}/v1/runs/${run}`, { headers: { authorization: AUTHORIZATION } });
    const { status }: { status: string } = JSON.parse(await response.text());
    if (status === 'failed' || status === 'cancelled') throw new Error(`The run is ${status}.`);
    return status === 'done';
  }

  async #post(to: string, body: object): Promise<{ readonly id?: string }> {
    const response = await fetch(`${this.#origin}${to}`, {
      method: 'POST',
      headers: { authorization: AUTHORIZATION, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${to}: ${response.status} ${text}`);
    return JSON.parse(text);
  }
}

function quantiles(values: readonly number[]): Quantiles {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), count: values.length };
}

class Sink {
  readonly url: string;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, { port }: SinkReport) {
    this.#child = child;
    this.url = `http://127.0.0.1:${port}/messages`;
  }

  static async open(): Promise<Sink> {
    const child = fork(path.join(import.meta.dirname, 'sink.ts'), {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    return new Sink(child, await reportOf(child));
  }

  report(): Promise<SinkReport> {
    const reported = reportOf(this.#child);
    this.#child.send('report');
    return reported;
  }

  async until(isThere: (report: SinkReport) => boolean): Promise<SinkReport> {
    const untilMs = performance.now() + LIMIT_MS;
    for (;;) {
      const report = await this.report();
      if (isThere(report)) return report;
      if (performance.now() > untilMs) throw new Error(`Of the messages ${report.distinct} arrived.`);
      await delay(LOOK_EVERY_MS);
    }
  }

  /** When the welcomes came; those that do not come in time are missing. */
  async welcomesOf(externalIds: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const untilMs = performance.now() + WELCOME_WAIT_MS;
    for (;;) {
      const welcomes = new Map((await this.report()).welcomes);
      if (externalIds.every((id) => welcomes.has(id)) || performance.now() > untilMs) return welcomes;
      await delay(LOOK_EVERY_MS);
    }
  }

  close(): void {
    this.#child.disconnect();
  }
}

/** Whoever asks while another one waits gets the same report. */
async function reportOf(child: ChildProcess): Promise<SinkReport> {
  const { promise, resolve, reject } = Promise.withResolvers<SinkReport>();
  const onExit = (code: number | null): void => reject(new Error(`The receiver ended: ${code}.`));
  child.once('message', (report: SinkReport) => resolve(report));
  child.once('exit', onExit);
  try {
    return await promise;
  } finally {
    child.off('exit', onExit);
  }
}
