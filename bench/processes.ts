// The processes that are measured, each started for one measurement and ended after it: a server (naive or Laurel), or one
// that works off a task. What runs in them is process.ts.
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Database } from './databases.ts';

export type ServerKind = 'naive' | 'laurel';

export type Task =
  /** A sign-in of every customer, as chunks through the bulk lane. */
  | { readonly kind: 'chunks' }
  /** A run over all customers for whom something is due. */
  | { readonly kind: 'run'; readonly run: 'expiry' | 'maintenance' | 'occasions' | 'metrics' };

export type Order = {
  readonly url: string;
  readonly work:
    | { readonly kind: 'serve'; readonly server: ServerKind }
    /** Laurel's process for runs, messages and the sync, with what else is set. */
    | { readonly kind: 'jobs'; readonly env: Readonly<Record<string, string>> }
    | Task;
};

/** What a process took: the most memory that it ever held, and its processor time since it was ready. */
export type Taken = { readonly memoryMb: number; readonly cpuMs: number };

export type TaskResult = { readonly visited: number; readonly changed: number; readonly seconds: number };

/** What a process tells: that it listens, what its task came to, and at its end how large it was. */
export type Report =
  | { readonly kind: 'listening'; readonly origin: string }
  | { readonly kind: 'working' }
  | { readonly kind: 'done'; readonly result: TaskResult }
  | { readonly kind: 'bye'; readonly taken: Taken };

export type RunningServer = {
  readonly origin: string;
  /** Lets it drain and end. */
  stop(): Promise<Taken>;
};

const PROCESS = path.join(import.meta.dirname, 'process.ts');
const START_MS = 30_000;
const STOP_MS = 30_000;

/** `profileDir`: the process leaves a CPU profile there. */
export type ProcessOptions = { readonly profileDir: string | null };

export async function startServer(
  server: ServerKind,
  database: Database,
  options: ProcessOptions,
): Promise<RunningServer> {
  const child = spawn({ url: database.url, work: { kind: 'serve', server } }, options);
  const listening = await next(child, START_MS);
  if (listening.kind !== 'listening') throw new Error(`The ${server} server said ${listening.kind}.`);
  return { origin: listening.origin, stop: () => end(child) };
}

export async function startJobs(
  database: Database,
  { profileDir, env }: ProcessOptions & { readonly env: Readonly<Record<string, string>> },
): Promise<{ stop(): Promise<Taken> }> {
  const child = spawn({ url: database.url, work: { kind: 'jobs', env } }, { profileDir });
  const working = await next(child, START_MS);
  if (working.kind !== 'working') throw new Error(`The process for jobs said ${working.kind}.`);
  return { stop: () => end(child) };
}

export async function runTask(
  task: Task,
  database: Database,
  { profileDir, limitMs }: ProcessOptions & { readonly limitMs: number },
): Promise<TaskResult & Taken> {
  const child = spawn({ url: database.url, work: task }, { profileDir });
  const done = await next(child, limitMs);
  if (done.kind !== 'done') throw new Error(`The task ${task.kind} said ${done.kind}.`);
  return { ...done.result, ...(await end(child)) };
}

function spawn(order: Order, { profileDir }: ProcessOptions): ChildProcess {
  const execArgv = profileDir === null ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileDir}`];
  const child = fork(PROCESS, { execArgv, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  child.send(order);
  return child;
}

/** Its connections are closed when it has gone, not before. */
async function end(child: ChildProcess): Promise<Taken> {
  const gone = once(child, 'exit', { signal: AbortSignal.timeout(STOP_MS) });
  child.send('stop');
  const report = await next(child, STOP_MS);
  await gone;
  if (report.kind !== 'bye') throw new Error(`A process that was to stop said ${report.kind}.`);
  return report.taken;
}

/** What the process says next; it is killed when it says nothing in time. */
async function next(child: ChildProcess, limitMs: number): Promise<Report> {
  const timer = setTimeout(() => child.kill('SIGKILL'), limitMs);
  try {
    return await new Promise<Report>((resolve, reject) => {
      child.once('message', (report: Report) => resolve(report));
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`A measured process ended: ${signal ?? code}.`)));
    });
  } finally {
    clearTimeout(timer);
  }
}
