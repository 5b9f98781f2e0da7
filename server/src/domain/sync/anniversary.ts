// The day on which something that began on a day comes round again.

import { addToDay, type DateText } from '../time.ts';

/** The next anniversary, or today if it is one. 29 February comes round on the programme's leap day where there is none. */
export function anniversaryOn(begun: DateText, today: DateText, leapDay: '02-28' | '03-01'): DateText {
  const years = Math.max(1, Number(today.slice(0, 4)) - Number(begun.slice(0, 4)));
  const on = after(begun, years, leapDay);
  return on >= today ? on : after(begun, years + 1, leapDay);
}

function after(begun: DateText, count: number, leapDay: '02-28' | '03-01'): DateText {
  const on = addToDay(begun, { count, unit: 'year' });
  return begun.endsWith('-02-29') && !on.endsWith('-02-29') ? on.slice(0, 5) + leapDay : on;
}
