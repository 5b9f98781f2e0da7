// Whether key and address are right. A key is tried with a request that is empty on purpose: it writes nothing, and how it is
// refused tells one from the other.

import { type CheckLine, type SyncAnswer, SyncForbidden, SyncLater } from './sync-connector.ts';

/** Not authorized is about the key; any other refusal is about the emptiness, and the key was taken. */
export async function checkKey(
  title: string,
  what: string,
  ask: () => Promise<SyncAnswer>,
): Promise<readonly CheckLine[]> {
  try {
    checkAddress(title, await ask());
    return [{ what, ok: true, reason: null }];
  } catch (error) {
    if (!(error instanceof SyncForbidden || error instanceof SyncLater)) throw error;
    return [{ what, ok: false, reason: error.message }];
  }
}

/** At a wrong address, or an account that is closed, nothing is gained by asking for each item. */
export function checkAddress(title: string, { status }: SyncAnswer): void {
  if (status === 402 || status === 410) throw new SyncForbidden(`${title} answered ${status}`);
  const isElsewhere = (status >= 300 && status < 400) || status === 404 || status === 405;
  if (isElsewhere) throw new SyncLater(`${title} answered ${status}: is the address right?`, null);
}
