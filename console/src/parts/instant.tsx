// Instants and dates as people read them: relative under a day, absolute after, exact with the zone on hover.
import { Text, Tooltip } from '@mantine/core';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;

const near = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
const far = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short', year: 'numeric' });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: 'full', timeStyle: 'long' });
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: 'auto' });
const utc = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  day: '2-digit',
  month: 'short',
  year: 'numeric',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});
const day = new Intl.DateTimeFormat(undefined, { timeZone: 'UTC', day: 'numeric', month: 'short', year: 'numeric' });

function words(at: number, now: number): string {
  const past = at - now;
  const size = Math.abs(past);
  if (size < MINUTE_MS) return 'just now';
  if (size < HOUR_MS) return relative.format(Math.round(past / MINUTE_MS), 'minute');
  if (size < DAY_MS) return relative.format(Math.round(past / HOUR_MS), 'hour');
  return size < 180 * DAY_MS ? near.format(at) : far.format(at);
}

/** `inUtc`: where the reader compares with a log, shown in UTC and marked so. */
export function Instant({ at, inUtc = false }: { at: string; inUtc?: boolean }) {
  const time = Date.parse(at);
  const shown = inUtc ? `${utc.format(time)} UTC` : words(time, Date.now());
  return (
    <Tooltip label={inUtc ? exact.format(time) : `${exact.format(time)} · ${utc.format(time)} UTC`} withinPortal>
      <Text component="time" span inherit dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {shown}
      </Text>
    </Tooltip>
  );
}

/** `none` where there is no instant, a dash where it is not known. */
export function instantOr(at: string | null | undefined, none: string) {
  if (at === undefined) return '–';
  return at === null ? none : <Instant at={at} />;
}

/** A calendar day, which has no zone. */
export function Day({ on }: { on: string }) {
  return (
    <Text component="time" span inherit dateTime={on} style={{ whiteSpace: 'nowrap' }}>
      {day.format(Date.parse(`${on}T00:00:00Z`))}
    </Text>
  );
}
