// Calendar arithmetic against Temporal, day by day over the awkward years.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dateParts, dayNumber } from './calendar-date.ts';

const EPOCH = Temporal.PlainDate.from('1970-01-01');

test('days are counted as Temporal counts them', () => {
  for (const year of [0, 1, 1582, 1899, 1900, 1969, 1970, 2000, 2023, 2024, 2100, 9999]) {
    let day = Temporal.PlainDate.from({ year, month: 1, day: 1 });
    while (day.year === year) {
      const text = day.toString();
      const parts = dateParts(text);
      assert.deepEqual(parts, { year, month: day.month, day: day.day }, text);
      assert.equal(parts && dayNumber(parts), EPOCH.until(day, { largestUnit: 'days' }).days, text);
      if (text === '9999-12-31') break;
      day = day.add({ days: 1 });
    }
  }
});

test('days that do not exist, and other texts, are no dates', () => {
  const texts = [
    '2026-02-29',
    '1900-02-29',
    '2026-04-31',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-1-01',
    '20260101',
    '2026-01-01T00:00Z',
    ' 2026-01-01',
    '',
  ];
  for (const text of texts) assert.equal(dateParts(text), undefined, text);
});
