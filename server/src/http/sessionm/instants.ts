// Times as SessionM clients write and read them: ISO 8601. What names no zone is UTC; a day alone is its first instant.
import { type Instant, isoText } from '../../domain/time.ts';

/** No fact is older than the first or younger than the last of these; what is dated beyond them is a slip. */
const FIRST = Date.UTC(1900, 0, 1);
const LAST = Date.UTC(2200, 0, 1);

const SHAPE = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?)(Z|[+-]\d{2}:?\d{2})?)?$/i;

/** Null when the text is no time between 1900 and 2200. */
export function parsed(text: string): Instant | null {
  const match = SHAPE.exec(text.trim());
  if (match === null) return null;
  const [, day = '', time = '00:00', zone = 'Z'] = match;
  try {
    const at = Temporal.Instant.from(`${day}T${time}${zone}`).epochMilliseconds;
    return at >= FIRST && at < LAST ? at : null;
  } catch {
    // Temporal throws a RangeError for days and hours that do not exist: no time, as asked.
    return null;
  }
}

export function isoOrNull(at: Instant | null): string | null {
  return at === null ? null : isoText(at);
}

/** Whole seconds since 1970, as timelines count. */
export function secondsOf(at: Instant): number {
  return Math.floor(at / 1_000);
}
