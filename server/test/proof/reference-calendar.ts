// Dates as the reference model needs them, by Date and Intl alone. It knows nothing of the programme.

export const MINUTE = 60_000;
export const DAY = 86_400_000;

/** By the UTC calendar, 31 January + 1 month = 28 or 29 February. */
export function addMonths(at: number, months: number): number {
  const date = new Date(at);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  const days = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, days));
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function dayIn(zone: string, at: number): string {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  formats.set(zone, format);
  return format.format(at);
}

/** The first instant of the day after the same local day a year later, found by halving. */
export function endOfYear(zone: string, at: number): number {
  const lastDay = addMonths(Date.parse(`${dayIn(zone, at)}T00:00:00Z`), 12);
  const wanted = new Date(lastDay + DAY).toISOString().slice(0, 10);
  let before = lastDay - DAY;
  let after = lastDay + 3 * DAY;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (dayIn(zone, middle) < wanted) before = middle;
    else after = middle;
  }
  return after;
}
