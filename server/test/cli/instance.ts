// Laurel as a person runs it: real processes on a data folder of their own, started by bin/start.js and bin/laurel.js.
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const root = path.resolve(import.meta.dirname, '../../..');
const READY_WAIT_MS = 90_000;
const COMMAND_WAIT_MS = 60_000;

export type Started = {
  readonly process: ChildProcess;
  /** As printed, `http://localhost:PORT`. */
  readonly url: string;
  output(): string;
  /** Resolves with the exit code of bin/start.js. */
  readonly exited: Promise<number | null>;
};

export type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

export class Checkout {
  readonly dataDir: string;
  readonly #env: NodeJS.ProcessEnv;

  private constructor(dataDir: string, env: NodeJS.ProcessEnv) {
    this.dataDir = dataDir;
    this.#env = { PATH: process.env.PATH, HOME: process.env.HOME, LAUREL_DATA: dataDir, PORT: '0', ...env };
  }

  static async open(env: NodeJS.ProcessEnv = {}): Promise<Checkout> {
    return new Checkout(await mkdtemp(path.join(tmpdir(), 'laurel-cli-test-')), env);
  }

  /** `npm start`, in a process group of its own, so that a signal to the group is a Ctrl-C in its terminal. */
  async start(): Promise<Started> {
    const child = spawn(process.execPath, [path.join(root, 'bin', 'start.js')], {
      env: this.#env,
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
      cwd: tmpdir(),
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const exited = new Promise<number | null>((resolve) => child.on('exit', (code) => resolve(code)));
    const isOver = exited.then(() => true);
    const deadline = performance.now() + READY_WAIT_MS;
    for (;;) {
      const url = /Health +(http:\/\/\S+)\/health/.exec(output)?.[1];
      if (url !== undefined) return { process: child, url, output: () => output, exited };
      const hasEnded = await Promise.race([isOver, delay(50, false)]);
      if (hasEnded || performance.now() > deadline) throw new Error(`Laurel did not start:\n${output}`);
    }
  }

  /** `npx laurel …` */
  laurel(...args: readonly string[]): Promise<Ended> {
    return new Promise((resolve) => {
      const options = { env: this.#env, timeout: COMMAND_WAIT_MS, cwd: tmpdir() };
      execFile(process.execPath, [path.join(root, 'bin', 'laurel.js'), ...args], options, (error, stdout, stderr) => {
        resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      });
    });
  }

  async remove(): Promise<void> {
    await rm(this.dataDir, { recursive: true, force: true });
  }
}

/** Waits until something holds; fails with what it was. */
export async function until(
  what: string,
  holds: () => Promise<boolean> | boolean,
  waitMs = 30_000,
  lookEveryMs = 50,
): Promise<void> {
  const deadline = performance.now() + waitMs;
  while (!(await holds())) {
    if (performance.now() > deadline) throw new Error(`It never happened: ${what}`);
    await delay(lookEveryMs);
  }
}

/** Processes below a process, at any depth, with what they were started as. */
export async function descendants(pid: number): Promise<readonly { readonly pid: number; readonly command: string }[]> {
  const listing = await new Promise<string>((resolve, reject) => {
    execFile('ps', ['-e', '-o', 'pid=,ppid=,args='], (error, stdout) =>
      error === null ? resolve(stdout) : reject(error),
    );
  });
  const all = listing.split('\n').flatMap((line) => {
    const [, child, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return command === undefined ? [] : [{ pid: Number(child), parent: Number(parent), command }];
  });
  const below = (of: number): typeof all =>
    all.filter(({ parent }) => parent === of).flatMap((one) => [one, ...below(one.pid)]);
  return below(pid);
}
