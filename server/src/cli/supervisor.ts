// Runs the server's processes, one for each role, and watches them: one that carries out jobs is started again when it
// dies, the whole stops when the one that answers HTTP does. It reads no settings; the processes read their own.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ROOT } from '../config.ts';
import type { Role } from '../main.ts';
import type { ReadyMessage } from './serve.ts';
import { type Stopping, untilAborted } from './signals.ts';

export type Supervision = {
  readonly stopping: Stopping;
  /** A descriptor for what a process of this role logs; closed here. */
  readonly openLog: (role: Role) => number;
  /** Called once, with the address of the HTTP server. */
  readonly onReady: (url: string) => void;
  readonly say: (text: string) => void;
};

const RESTARTS_MAX = 5;
const RESTARTS_WINDOW_MS = 60_000;
const RESTART_PAUSE_MS = 1_000;
/** Longer than any drain should take; what is still there then is ended. */
const DRAIN_MAX_MS = 30_000;
const HURRY_MAX_MS = 5_000;

/** It drained, or was told to stop before it had begun. */
const CLEAN_CODES: readonly number[] = [0, 129, 130, 143];

type Exit = { readonly code: number; readonly isHurt: boolean };

/** Gives the exit code once every process has ended. */
export async function superviseServer(supervision: Supervision): Promise<number> {
  const { stopping, say } = supervision;
  const http = startProcess('http', supervision);
  const jobs = new AbortController();
  const keeping = keepJobs(supervision, jobs.signal);
  http.ready
    .then((url) => supervision.onReady(url ?? ''))
    .catch(() => {
      // It ended before it was ready; its exit says so below.
    });
  const first = await Promise.race([
    untilAborted(stopping.asked).then(() => 'asked' as const),
    http.exited.then(() => 'http' as const),
    keeping.then(() => 'jobs' as const),
  ]);
  if (first === 'asked') say('Stopping …');
  if (first === 'http') say('The HTTP server ended: stopping everything.');
  jobs.abort();
  const [exit, jobsCode] = await Promise.all([stopProcess(http, stopping), keeping]);
  if (first === 'asked') return Math.max(exit.isHurt ? 1 : 0, jobsCode);
  return first === 'http' ? exit.code || 1 : 1;
}

/** Runs the jobs' process until told to stop; 1 when it dies again and again. */
async function keepJobs(supervision: Supervision, signal: AbortSignal): Promise<number> {
  const deaths: number[] = [];
  for (;;) {
    const child = startProcess('jobs', supervision);
    child.ready.catch(() => {
      // It ended before it was ready; its exit says so below.
    });
    await Promise.race([child.exited, untilAborted(signal)]);
    if (signal.aborted) return (await stopProcess(child, supervision.stopping)).isHurt ? 1 : 0;
    const { code } = await child.exited;
    const now = performance.now();
    deaths.push(now);
    if (deaths.filter((at) => at > now - RESTARTS_WINDOW_MS).length > RESTARTS_MAX) {
      supervision.say(`The jobs' process ended ${deaths.length} times, last with code ${code}: stopping everything.`);
      return 1;
    }
    supervision.say(`The jobs' process ended with code ${code} and is started again.`);
    await delay(RESTART_PAUSE_MS);
    if (signal.aborted) return 0;
  }
}

type Watched = {
  readonly child: ChildProcess;
  readonly ready: Promise<string | null>;
  readonly exited: Promise<Exit>;
};

/**
 * In a session of its own, so that Ctrl-C in the terminal reaches only this process, which tells the others once. When this
 * process is gone, the broken channel tells them (bin/child.js).
 */
function startProcess(role: Role, { openLog }: Supervision): Watched {
  const log = openLog(role);
  const preload = path.join(ROOT, 'bin', 'child.js');
  const script = path.join(ROOT, 'server', 'src', 'cli', 'main.ts');
  const child = spawn(process.execPath, ['--import', preload, script, 'serve', '--role', role], {
    stdio: ['ignore', log, 'inherit', 'ipc'],
    detached: true,
  });
  closeSync(log);
  const exited = new Promise<Exit>((resolve) => {
    child.on('exit', (code, signal) =>
      resolve({ code: code ?? 1, isHurt: signal !== null || !CLEAN_CODES.includes(code ?? 1) }),
    );
    child.on('error', () => resolve({ code: 1, isHurt: true }));
  });
  const ready = new Promise<string | null>((resolve, reject) => {
    child.on('message', (message) => {
      if (isReady(message)) resolve(message.ready.url);
    });
    void exited.then(() => reject(new Error(`The process ${role} ended before it was ready.`)));
  });
  return { child, ready, exited };
}

function isReady(message: unknown): message is ReadyMessage {
  return typeof message === 'object' && message !== null && 'ready' in message;
}

/** Asks it to drain; asks again when somebody is in a hurry; ends it when it takes far too long. */
async function stopProcess({ child, exited }: Watched, { hurry }: Stopping): Promise<Exit> {
  const tell = () => {
    if (child.connected) child.send({ stop: 'SIGTERM' }, () => undefined);
  };
  tell();
  const limit = new AbortController();
  const after = (ms: number) => delay(ms, null, { signal: limit.signal }).catch(() => undefined);
  const hurried = untilAborted(hurry).then(() => {
    tell();
    return after(HURRY_MAX_MS);
  });
  const outcome = await Promise.race([exited, after(DRAIN_MAX_MS), hurried]);
  limit.abort();
  if (typeof outcome === 'object' && outcome !== null) return outcome;
  child.kill('SIGKILL');
  return exited;
}
