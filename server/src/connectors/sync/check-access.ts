// Whether key and address are right. A key is tried with a request that is empty on purpose: it writes nothing, and how it is
// refused tells one from the other.

import { type CheckLine, type SyncAnswer, SyncForbidden } from './sync-connector.ts';

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
    if (!(error instanceof SyncForbidden)) throw error;
    return [{ what, ok: false, reason: error.message }];
  }
}

/** An address at which there is no such call concerns every item: nothing is gained by asking for each. */
export function checkAddress(title: string, { status }: SyncAnswer): void {
  const isElsewhere = (status >= 300 && status < 400) || [402, 404, 405, 410].includes(status);
  if (isElsewhere) throw new SyncForbidden(`${title} answered ${status}: is the address right?`);
}
