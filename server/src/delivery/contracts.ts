// Starts the check of contracts in a thread of its own, with a limit on its time and memory. A contract is a program of its
// author: validating turns it into code, its patterns may backtrack for ever, its references may multiply. Away from
// the server's thread none of that holds up a request, and what takes too long is ended and told.
import { Worker } from 'node:worker_threads';
import type { Finding, Path } from '../domain/programme/issue.ts';
import type { ProgrammeDocument } from '../domain/programme/schema.ts';
import type { Instant } from '../domain/time.ts';

export type ContractTask = { readonly document: ProgrammeDocument; readonly now: Instant };
export type ContractAnswer =
  | { readonly kind: 'at'; readonly path: Path }
  | { readonly kind: 'done'; readonly findings: readonly Finding[] };

/** 200 messages take about a second, most of it to load the code. */
const LIMIT_MS = 15_000;
const MEMORY_MAX_MB = 512;

/** For a programme that compiles; programmes without contracts cost nothing. */
export async function findBreaches(
  document: ProgrammeDocument,
  now: Instant,
  limitMs = LIMIT_MS,
): Promise<readonly Finding[]> {
  if (Object.values(document.providers).every(({ contract }) => contract === undefined)) return [];
  const task: ContractTask = { document, now };
  const worker = new Worker(new URL('./contract-worker.ts', import.meta.url), {
    workerData: task,
    env: {},
    resourceLimits: { maxOldGenerationSizeMb: MEMORY_MAX_MB },
  });
  const { promise, resolve } = Promise.withResolvers<readonly Finding[]>();
  let at: Path = ['providers'];
  const giveUp = (reason: string): void => {
    const problem = `holding messages against the contract ${reason}`;
    resolve([{ path: at, problem, expected: 'a contract whose patterns and references are simpler' }]);
  };
  // From when the thread has begun: how long it takes to load its code says nothing about a contract.
  let timer: NodeJS.Timeout | undefined;
  worker.on('message', (answer: ContractAnswer) => {
    timer ??= setTimeout(() => giveUp(`takes longer than ${limitMs / 1000} seconds`), limitMs);
    if (answer.kind === 'done') resolve(answer.findings);
    else at = answer.path;
  });
  // A stack or a heap that is full ends the thread; what it was looking at is known.
  worker.on('error', (error) => giveUp(`failed: ${error instanceof Error ? error.message : 'unknown error'}`));
  worker.on('exit', () => giveUp('ended early'));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
}
