// Instants and days as browsers' fields have them, which know the zone of whoever looks and nothing else.

/** `2030-03-02T09:00` in the viewer's zone; empty for none. */
export function localOf(instant: string | null): string {
  const at = new Date(instant ?? '');
  if (Number.isNaN(at.getTime())) return '';
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** Null for an empty field, or one that is not filled in to its end. */
export function instantOf(local: string): string | null {
  const at = Date.parse(local);
  return Number.isNaN(at) ? null : new Date(at).toISOString();
}

type Days = { readonly from?: string | undefined; readonly to?: string | undefined };

/** Days of the reader as instants, `to` included; of UTC where the log is shown in UTC. */
export function instants({ from, to }: Days, zone: 'here' | 'utc') {
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
