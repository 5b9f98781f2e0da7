// Counts what actors with limits give by hand on a day of the programme: read and locked before the batch decides, written
// with what it decided. Whether a gift is too much is decided by the domain.
import { boundsOf, giftsOf, type Restraint, useName } from '../domain/access/goodwill.ts';
import { type GoodwillName, lockGoodwill, readGoodwillUse, writeGoodwill } from '../storage/goodwill.ts';
import type { BatchRun } from './batch-run.ts';
import type { WaitingFact } from './waiting.ts';

export type GoodwillBook = {
  /** The programme's day. */
  readonly day: string;
  /** By `${subject} ${name}`. */
  readonly used: Map<string, number>;
  readonly changed: Map<string, GoodwillName>;
};

type Charge = GoodwillName & { readonly amount: number };

/** Nothing is asked where no fact of the batch has an actor with a limit a day, which is nearly always. */
export async function readGoodwill(run: BatchRun, { isLocking }: { readonly isLocking: boolean }): Promise<void> {
  const names = new Map<string, GoodwillName>();
  for (const fact of run.facts) {
    if (run.outcomes.has(fact)) continue;
    for (const { subject, action } of chargesOf(run, fact)) names.set(`${subject} ${action}`, { subject, action });
  }
  if (names.size === 0) return;
  const read = isLocking ? lockGoodwill : readGoodwillUse;
  for (const { subject, action, used } of await read(run.client, run.goodwill.day, [...names.values()]))
    run.goodwill.used.set(`${subject} ${action}`, used);
}

/** Of a fact that was decided. What a second person agreed to does not use up the limit of the first. */
export function chargeGoodwill(run: BatchRun, fact: WaitingFact): void {
  const { used, changed } = run.goodwill;
  for (const { subject, action, amount } of chargesOf(run, fact)) {
    const name = `${subject} ${action}`;
    used.set(name, (used.get(name) ?? 0) + amount);
    changed.set(name, { subject, action });
  }
}

export async function saveGoodwill(run: BatchRun): Promise<void> {
  const { day, used, changed } = run.goodwill;
  if (changed.size === 0) return;
  const uses = [...changed].map(([name, of]) => ({ ...of, used: used.get(name) ?? 0 }));
  await writeGoodwill(run.client, day, uses);
}

function chargesOf(run: BatchRun, { body, actor: { restraint, approved } }: WaitingFact): readonly Charge[] {
  if (restraint === undefined || approved !== undefined) return [];
  const gifts = giftsOf(body, run.history.live.defaultAccounts[0] ?? '');
  return gifts
    .filter((gift) => isCounted(restraint, gift))
    .map((gift) => ({ subject: restraint.subject, action: useName(gift), amount: gift.amount }));
}

function isCounted(restraint: Restraint, gift: ReturnType<typeof giftsOf>[number]): boolean {
  return (boundsOf(restraint, gift)?.perDay ?? null) !== null;
}
