// Who holds a lease, by a name that tells others on the same machine when the holder is gone: they need not wait for its end.
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';

/** Names this process, anew at each call. */
export function leaseHolderName(): string {
  return `${hostname()} ${process.pid} ${randomUUID().slice(0, 8)}`;
}

/** True when the holder ran on this machine and does not any more. */
export function isGone(holder: string): boolean {
  const [host, pid] = holder.split(' ');
  if (host !== hostname() || !Number.isSafeInteger(Number(pid))) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}
