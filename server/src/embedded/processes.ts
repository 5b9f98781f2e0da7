// Who is alive: processes told apart by number and start time, because numbers come round again.
// On Linux it reads /proc; elsewhere a number alone has to do.
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** A name for a process that no later process with the same number has, or null when it is not alive. */
export function processMark(pid: number): string | null {
  if (!isAlive(pid)) return null;
  if (process.platform !== 'linux') return String(pid);
  try {
    // The name in parentheses may hold spaces; the 20th field after it is the start time in clock ticks since boot.
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[0] === 'Z' ? null : `${pid} ${fields[19]} ${bootId()}`;
  } catch {
    return null; // Gone between the two looks.
  }
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/** The words of a process's command line, readable whoever it belongs to. Linux only, else empty. */
export function commandOf(pid: number): readonly string[] {
  if (process.platform !== 'linux') return [];
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return []; // Gone.
  }
}

/** Every process that works inside `folder`; PostgreSQL's processes stay in their data folder. Linux only, else empty. */
export function processesIn(folder: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === folder;
      } catch {
        return false; // Gone, or of another user.
      }
    });
}

function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}
