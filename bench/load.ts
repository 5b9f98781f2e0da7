// What a load is and what it measured, and starting a generator for it. The sending itself is load-generator.ts.
import { fork } from 'node:child_process';
import path from 'node:path';

export type LoadJob = {
  readonly origin: string;
  readonly path: string;
  readonly authorization: string;
  readonly event: string;
  readonly expectedStatus: number;
  readonly customers: number;
  /** Events that earlier loads have sent to this database: it goes on with the customers after theirs. */
  readonly first: number;
  /** Step through the customers; shares no factor with their number. */
  readonly stride: number;
  readonly connections: number;
  /** Requests a second, sent on time whatever happens; null: each connection sends when it was answered. */
  readonly rate: number | null;
  /** Events in one request. */
  readonly batch: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  readonly requestsMax: number;
};

export type LoadResult = {
  /** Requests answered as expected and measured. */
  readonly answered: number;
  /** All requests that left, those of the warm-up included. */
  readonly sent: number;
  /** Others by HTTP status; 0: no answer. */
  readonly failures: Readonly<Record<string, number>>;
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
};

/** Beyond the warm-up, the load and the wait for its last answers. */
const SPARE_MS = 30_000;
const GENERATOR = path.join(import.meta.dirname, 'load-generator.ts');

export async function runLoad(job: LoadJob): Promise<LoadResult> {
  // Without the options of this process: what is preloaded here for signals would let the generator end before its time.
  const child = fork(GENERATOR, { execArgv: [], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const timer = setTimeout(() => child.kill('SIGKILL'), job.warmUpMs + job.durationMs + SPARE_MS);
  try {
    return await new Promise<LoadResult>((resolve, reject) => {
      child.once('message', (result: LoadResult) => resolve(result));
      child.once('error', reject);
      child.once('exit', (code, signal) => reject(new Error(`The load generator ended: ${signal ?? code}.`)));
      child.send(job);
    });
  } finally {
    clearTimeout(timer);
  }
}
