// The purchase summaries that the models are fitted to: all of them while they are few, an even share of the customers beyond
// that, in bounded memory. Who is in it hangs on the customer's id alone, so a run that is repeated draws the same sample.
import { shortHash } from '../ids.ts';
import type { PurchaseSummary } from './purchase-history.ts';

/** Twice as many would move the parameters by less than a tenth of a percent. */
const SAMPLE_MAX = 500_000;
const HASH_RANGE = 2 ** 52;

export type CustomerSample = {
  readonly max: number;
  /** Customers whose hash is below this part of the range are in. */
  share: number;
  readonly hashes: number[];
  readonly summaries: PurchaseSummary[];
};

export function emptySample(max = SAMPLE_MAX): CustomerSample {
  return { max, share: 1, hashes: [], summaries: [] };
}

/** Takes a customer in, in place, if theirs is among the hashes taken; when there is no more room, half of the share goes. */
export function addToSample(sample: CustomerSample, id: string, summary: PurchaseSummary): void {
  const hash = Number.parseInt(shortHash(id), 16) / HASH_RANGE;
  if (hash >= sample.share) return;
  sample.hashes.push(hash);
  sample.summaries.push(summary);
  while (sample.hashes.length > sample.max) halve(sample);
}

function halve(sample: CustomerSample): void {
  sample.share /= 2;
  let kept = 0;
  for (const [place, hash] of sample.hashes.entries()) {
    const summary = sample.summaries[place];
    if (hash >= sample.share || summary === undefined) continue;
    sample.hashes[kept] = hash;
    sample.summaries[kept] = summary;
    kept += 1;
  }
  sample.hashes.length = kept;
  sample.summaries.length = kept;
}
