// Requests to stop, as commands see them: the first one asks, the second one hurries, the third one ends the process.

export type Stopping = {
  /** Aborted at the first SIGINT or SIGTERM. */
  readonly asked: AbortSignal;
  /** Aborted at the second. */
  readonly hurry: AbortSignal;
  /** Gives the signals back to their default. */
  release(): void;
};

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function watchSignals(): Stopping {
  const asked = new AbortController();
  const hurry = new AbortController();
  const onSignal = () => {
    if (hurry.signal.aborted) process.exit(1);
    if (asked.signal.aborted) hurry.abort();
    asked.abort();
  };
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return {
    asked: asked.signal,
    hurry: hurry.signal,
    release: () => {
      for (const signal of SIGNALS) process.off(signal, onSignal);
    },
  };
}

/** Resolves when a signal asks to stop. */
export function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
}
