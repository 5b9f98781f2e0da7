// Numbers the calendar days of a time zone, for millions of instants. Which day a date has for people is time.ts.
import { DAY_MS, type Instant, MINUTE_MS } from '../time.ts';

/** Clocks are set at a full quarter of an hour of UTC, in all zones since 1972. */
const QUARTER_MS = 15 * MINUTE_MS;
/** Three years of quarters. */
const REMEMBERED_MAX = 100_000;

/** Gives the number of an instant's local day: days since 1 January 1970. What differs from UTC is asked for once a quarter. */
export function localDays(timeZone: string): (at: Instant) => number {
  const offsets = new Map<number, number>();
  return (at) => {
    const quarter = Math.floor(at / QUARTER_MS);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      const zoned = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER_MS).toZonedDateTimeISO(timeZone);
      offset = zoned.offsetNanoseconds / 1e6;
      if (offsets.size >= REMEMBERED_MAX) offsets.clear();
      offsets.set(quarter, offset);
    }
    return Math.floor((at + offset) / DAY_MS);
  };
}
