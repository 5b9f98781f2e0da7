// What the addresses of the logs hold: filters, and which side sheet is open. Anything else in them is dropped.

type Given = Readonly<Record<string, unknown>>;

export type LogSearch = {
  /** Separated by commas, as /v1 takes them. */
  readonly type?: string;
  readonly from?: string;
  readonly to?: string;
  /** A decision that is explained. */
  readonly why?: string;
  /** A purchase that is opened. */
  readonly purchase?: string;
};

export type PointSearch = {
  readonly account?: string;
  readonly source?: string;
  readonly kind?: string;
  readonly from?: string;
  readonly to?: string;
};

export type TierSearch = { readonly system?: string; readonly why?: string };

function pick<Name extends string>(given: Given, names: readonly Name[]): { readonly [name in Name]?: string } {
  const picked: { [name in Name]?: string } = {};
  for (const name of names) {
    const value = given[name];
    if (value !== undefined && value !== null && value !== '') picked[name] = String(value);
  }
  return picked;
}

export const logSearch = (given: Given): LogSearch => pick(given, ['type', 'from', 'to', 'why', 'purchase']);
export const pointSearch = (given: Given): PointSearch => pick(given, ['account', 'source', 'kind', 'from', 'to']);
export const tierSearch = (given: Given): TierSearch => pick(given, ['system', 'why']);

/** The search with some of it changed; what is empty leaves the address. */
export function changed<Search extends object>(
  search: Search,
  part: { readonly [name in keyof Search]?: string | null },
) {
  const kept = Object.entries({ ...search, ...part }).filter(([, value]) => value !== null && value !== '');
  return Object.fromEntries(kept);
}

/** Days of the reader as instants, `to` included; of UTC where the log is shown in UTC. */
export function instants({ from, to }: { readonly from?: string; readonly to?: string }, zone: 'here' | 'utc') {
  const startOf = (on: string, daysLater: number): string => {
    const at = new Date(`${on}T00:00:00${zone === 'utc' ? 'Z' : ''}`);
    if (zone === 'utc') at.setUTCDate(at.getUTCDate() + daysLater);
    else at.setDate(at.getDate() + daysLater);
    return at.toISOString();
  };
  const isDay = (on: string | undefined): on is string => on !== undefined && !Number.isNaN(Date.parse(on));
  return {
    ...(isDay(from) ? { from: startOf(from, 0) } : {}),
    ...(isDay(to) ? { to: startOf(to, 1) } : {}),
  };
}
