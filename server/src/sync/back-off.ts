// What is said of a failure in the log, and how long to wait after one of a platform: as long as it says, else a second, doubled up to five minutes; and up to half
// as much more, by chance, so that not everybody comes back at once.

const FIRST_MS = 1_000;
const LAST_MS = 300_000;
const JITTER = 0.5;

/** `failures`: in a row, this one included. */
export function backOffMs(failures: number, askedMs: number | null, random: () => number): number {
  const base = askedMs ?? Math.min(LAST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20));
  return Math.round(base * (1 + JITTER * random()));
}

export function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : 'unknown';
}
