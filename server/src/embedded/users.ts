// Which processes use the embedded PostgreSQL: one file each in run/users, named by process number.
// The last one to leave stops it; files of dead processes count for nothing. Also the lock around start and stop.
import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { processMark } from './processes.ts';

/** First start with initdb takes a few seconds, crash recovery of a big database minutes. */
const LOCK_WAIT_MS = 180_000;
const LOCK_POLL_MS = 50;

/** Registers this process and returns the name under which it leaves again. */
export async function join(runDir: string): Promise<string> {
  const folder = path.join(runDir, 'users');
  await mkdir(folder, { recursive: true });
  const name = `${process.pid}-${randomUUID().slice(0, 8)}`;
  await writeFile(path.join(folder, name), processMark(process.pid) ?? '');
  return name;
}

/** Takes `name` off the list, and the dead with it; returns how many are left. */
export async function leave(runDir: string, name: string): Promise<number> {
  const folder = path.join(runDir, 'users');
  await rm(path.join(folder, name), { force: true });
  let left = 0;
  for (const entry of await readdir(folder)) {
    const file = path.join(folder, entry);
    const mark = await readFile(file, 'utf8').catch(() => '');
    if (mark !== '' && mark === processMark(Number.parseInt(entry, 10))) left += 1;
    else await rm(file, { force: true });
  }
  return left;
}

/** Runs `work` while no other process starts or stops this PostgreSQL. A holder that died does not count. */
export async function withLock<T>(runDir: string, work: () => Promise<T>): Promise<T> {
  await mkdir(runDir, { recursive: true });
  const file = path.join(runDir, 'lock');
  const draft = path.join(runDir, `lock.${randomUUID()}`);
  await writeFile(draft, `${process.pid}\n${processMark(process.pid) ?? ''}`);
  try {
    await take(file, draft);
    try {
      return await work();
    } finally {
      await rm(file, { force: true });
    }
  } finally {
    await rm(draft, { force: true });
  }
}

/** A hard link appears whole or not at all, so nobody ever reads a half-written lock. */
async function take(file: string, draft: string): Promise<void> {
  const deadline = Date.now() + LOCK_WAIT_MS;
  while (Date.now() < deadline) {
    const error = await link(draft, file).then(
      () => null,
      (reason: NodeJS.ErrnoException) => reason,
    );
    if (error === null) return;
    if (error.code !== 'EEXIST') throw error;
    await removeIfAbandoned(file);
    await delay(LOCK_POLL_MS);
  }
  throw new Error(
    `${file} has been held for ${LOCK_WAIT_MS / 1000} s by process ${await readFile(file, 'utf8').catch(() => '?')}.`,
  );
}

/** Moved away before it is removed: of two waiters only one can move it, and a new lock put back is noticed. */
async function removeIfAbandoned(file: string): Promise<void> {
  const seen = await readFile(file, 'utf8').catch(() => null);
  if (seen === null || holderLives(seen)) return;
  const aside = `${file}.${randomUUID()}`;
  const moved = await rename(file, aside).then(
    () => true,
    () => false,
  );
  if (!moved) return;
  if ((await readFile(aside, 'utf8')) !== seen) await link(aside, file).catch(() => undefined);
  await rm(aside, { force: true });
}

function holderLives(content: string): boolean {
  const [pid = '', mark = ''] = content.split('\n');
  return mark !== '' && processMark(Number(pid)) === mark;
}
