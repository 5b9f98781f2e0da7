// Reads the purchases of CDNOW's customers one by one; where they come from stands in the file.
import { readFileSync } from 'node:fs';
import path from 'node:path';

export type CdnowPurchase = {
  /** Number of the customer in the sample. */
  readonly customer: number;
  /** 'YYYY-MM-DD' */
  readonly day: string;
  readonly cents: number;
};

const LINE = /^\s*(\d+)\s+(\d+)\s+(\d{4})(\d{2})(\d{2})\s+(\d+)\s+(\d+(?:\.\d+)?)\s*$/;

export function readCdnowPurchases(): readonly CdnowPurchase[] {
  const text = readFileSync(path.join(import.meta.dirname, 'cdnow-sample.txt'), 'utf8');
  return text.split('\n').flatMap((line) => {
    const found = LINE.exec(line);
    if (found === null) return [];
    const [, , customer, year, month, day, , dollars] = found;
    return [{ customer: Number(customer), day: `${year}-${month}-${day}`, cents: Math.round(Number(dollars) * 100) }];
  });
}
