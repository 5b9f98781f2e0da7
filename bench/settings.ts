// How much is measured: the sizes of the default run, of a quick one for development, and of a large one.

export type Settings = {
  readonly parts: readonly Part[];
  /** In the databases of live events and of batches. */
  readonly customers: number;
  /** In those of runs. */
  readonly runCustomers: number;
  readonly killedCustomers: number;
  readonly syncCustomers: number;
  /** How long changes are offered to the sync. */
  readonly syncMs: number;
  readonly warmUpMs: number;
  readonly durationMs: number;
  /** Connections that saturate a server. */
  readonly saturating: number;
  /** Where measured servers leave their CPU profiles. */
  readonly profileDir: string | null;
};

export const PARTS = ['live', 'bulk', 'runs', 'campaigns', 'metrics', 'sync', 'killed'] as const;
/** Take long: one keeps to the limits of a platform, and what the other measures is no figure. */
const NOT_BY_ITSELF: readonly Part[] = ['sync', 'killed'];
export type Part = (typeof PARTS)[number];

export const USAGE = `Usage: npm run bench -- [PART…] [--quick | --large] [--connections N] [--profile DIR]
  live   single events over HTTP, Laurel beside the naive server
  bulk   the batch endpoint and the bulk lane beside raw set-based SQL
  runs   points expiry, tier maintenance, birthdays
  campaigns   messages to a receiver, and everything at once: birthdays, messages, sign-ins, welcomes
  metrics  the run of metrics: models fitted to all purchases, and everybody's figures
  sync     a customer-data platform kept in step: how far behind, and everybody sent to it, at its documented limits
  killed   a run of birthdays whose server is killed four times: everybody has everything exactly once
  Without a part: all of them but the last two. --quick: a minute, for development; --large: a million customers in the runs.`;

/** Null when the arguments make no sense. */
export function readSettings(values: {
  readonly positionals: readonly string[];
  readonly quick: boolean;
  readonly large: boolean;
  readonly connections: number;
  readonly profileDir: string | null;
}): Settings | null {
  const { quick, large, connections, profileDir } = values;
  const parts = PARTS.filter((part) => values.positionals.includes(part));
  const hasUnknown = parts.length < new Set(values.positionals).size;
  if (hasUnknown || (quick && large) || !Number.isSafeInteger(connections) || connections < 1) return null;
  return {
    parts: parts.length === 0 ? PARTS.filter((part) => !NOT_BY_ITSELF.includes(part)) : parts,
    customers: quick ? 10_000 : 100_000,
    runCustomers: quick ? 10_000 : large ? 1_000_000 : 100_000,
    syncCustomers: quick ? 20_000 : large ? 1_000_000 : 100_000,
    syncMs: quick ? 10_000 : 30_000,
    killedCustomers: quick ? 3_000 : 100_000,
    warmUpMs: quick ? 500 : 2_000,
    durationMs: quick ? 1_500 : 8_000,
    saturating: connections,
    profileDir,
  };
}
