// Reads the purchase histories of CDNOW's customers for the tests of the models; where they come from stands in the file.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type CdnowCustomers = {
  readonly repeats: number;
  readonly recencyDays: number;
  readonly ageDays: number;
  /** Spent on the repeat days together, in dollars. */
  readonly repeatDollars: number;
  /** Days of purchase in the 39 weeks that followed. */
  readonly later: number;
  /** How many customers this line stands for. */
  readonly customers: number;
};

export function readCdnow(): readonly CdnowCustomers[] {
  const text = readFileSync(path.join(import.meta.dirname, 'cdnow-histories.csv'), 'utf8');
  const lines = text.split('\n').filter((line) => /^\d/.test(line));
  return lines.map((line) => {
    const [repeats = 0, recencyDays = 0, ageDays = 0, cents = 0, later = 0, customers = 0] = line
      .split(',')
      .map(Number);
    return { repeats, recencyDays, ageDays, repeatDollars: cents / 100, later, customers };
  });
}
