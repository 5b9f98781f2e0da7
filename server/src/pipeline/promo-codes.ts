// Promo codes inside a batch: those that facts name, and those that decisions draw from a list, are kept for their customer before
// they decide, so that no other process can give them away; what the decisions did not use is set back before COMMIT.
import { normalCode } from '../domain/promo/code.ts';
import { codeNamedBy, listDrawnBy, type PromoCode, type PromoCodeStatus } from '../domain/promo/promo.ts';
import { nameOf } from '../domain/records.ts';
import type { Slice } from '../domain/state.ts';
import { readAssigned } from '../storage/promo-claims.ts';
import {
  findFreeCodes,
  type PromoCodeRow,
  type Reservation,
  readCodes,
  reserveCodes,
  settleCodes,
} from '../storage/promo-codes.ts';
import { type BatchRun, putBack, stateOf } from './batch-run.ts';
import type { WaitingFact } from './waiting.ts';

/** A code kept for a customer, and as what. */
export type Kept = Reservation;

/** A code may be set free between our try to reserve it and our look at it; then it is worth trying again. */
const ROUNDS = 3;
/** Draws of several processes begin within so many free codes, so that they rarely want the same one. */
const SPREAD = 64;

/** Before deciding: every code that a fact names is kept for its customer, or known to be somebody else's. */
export async function keepNamedCodes(run: BatchRun): Promise<void> {
  const wanted = namedByFact(run);
  for (let round = 0; round < ROUNDS && wanted.size > 0; round += 1) {
    const reserved = run.isPreview ? [] : await reserveCodes(run.client, [...wanted.values()], run.now);
    const known = new Map(reserved.map((row) => [row.code, row]));
    const others = [...new Set([...wanted.values()].map(({ code }) => code))].filter((code) => !known.has(code));
    const found = new Map((await readCodes(run.client, others)).map((row) => [row.code, row]));
    await loadAssigned(run, [...wanted.values()]);
    for (const [fact, want] of wanted) {
      const row = found.get(want.code);
      if (!run.isPreview && row?.status === 'free' && want.status !== 'cancelled') continue;
      wanted.delete(fact);
      addKnown(run, want, { reserved: known.get(want.code), row });
    }
  }
  for (const fact of wanted.keys()) putBack(run, fact);
  for (const fact of run.facts) {
    if (!run.outcomes.has(fact) && !run.held.has(fact.customerId))
      await drawCodes(run, fact.customerId, [...fact.hints.slices]);
  }
}

const BECOMES = { 'promo.claim': 'claimed', 'promo.assign': 'assigned', 'promo.cancel': 'cancelled' } as const;

/** Where two customers name the same code, the later waits for a next batch: the first may have no use for it. */
function namedByFact(run: BatchRun): Map<WaitingFact, Reservation> {
  const wanted = new Map<WaitingFact, Reservation>();
  const firstToName = new Map<string, string>();
  for (const fact of run.facts) {
    const { body, customerId } = fact;
    const named = codeNamedBy(body);
    if (named === null || run.outcomes.has(fact) || run.held.has(customerId)) continue;
    const code = normalCode(named);
    if (code === '' || run.history.live.promoListByCode.has(code)) continue;
    if ((firstToName.get(code) ?? customerId) !== customerId) {
      putBack(run, fact);
      continue;
    }
    // A second fact of the customer about the same code decides on what the first one leaves.
    if (firstToName.has(code)) continue;
    firstToName.set(code, customerId);
    if (body.kind === 'promo.claim' || body.kind === 'promo.assign' || body.kind === 'promo.cancel')
      wanted.set(fact, { code, customerId, status: BECOMES[body.kind] });
  }
  return wanted;
}

async function loadAssigned(run: BatchRun, wanted: readonly Reservation[]): Promise<void> {
  for (const { customerId, row } of await readAssigned(run.client, wanted)) {
    const { records } = stateOf(run, customerId);
    const name = nameOf('promo_claim', row.id);
    if (!records.has(name)) records.set(name, { family: 'promo_claim', row });
  }
}

type Looked = { readonly reserved: PromoCodeRow | undefined; readonly row: PromoCodeRow | undefined };

function addKnown(run: BatchRun, want: Reservation, { reserved, row }: Looked): void {
  const { promoCodes, records } = stateOf(run, want.customerId);
  if (reserved !== undefined) {
    const isAssigned = [...records.values()].some(
      (one) => one.family === 'promo_claim' && one.row.code === want.code && one.row.status === 'assigned',
    );
    const before = isAssigned ? 'assigned' : 'free';
    run.keptCodes.set(want.code, want);
    promoCodes.set(want.code, codeOf(reserved, { status: before, holder: isAssigned ? 'this' : 'nobody' }));
    return;
  }
  if (row === undefined) return;
  const holder = row.customer_id === null ? 'nobody' : row.customer_id === want.customerId ? 'this' : 'other';
  promoCodes.set(want.code, codeOf(row, { status: row.status, holder }));
}

function codeOf(
  { code, list, written }: PromoCodeRow,
  found: Pick<PromoCode, 'status' | 'holder'>,
  isDrawn = false,
): PromoCode {
  return { code, list, written, ...found, isDrawn };
}

/** One free code for each of these slices that draws one and is not there yet. */
export async function drawCodes(run: BatchRun, customerId: string, slices: readonly Slice[]): Promise<void> {
  for (const slice of slices) {
    const list = listDrawnBy(slice);
    const state = stateOf(run, customerId);
    if (list === null || state.has.has(slice)) continue;
    const row = await drawOne(run, customerId, list);
    if (row !== null) {
      state.promoCodes.set(row.code, codeOf(row, { status: 'free', holder: 'nobody' }, true));
      if (!run.isPreview) run.keptCodes.set(row.code, { code: row.code, customerId, status: 'assigned' });
    }
    state.has.add(slice);
  }
}

/** Null when the list has no free code; others may take the one that we found, so it is looked for more than once. */
async function drawOne(run: BatchRun, customerId: string, list: string): Promise<PromoCodeRow | null> {
  let skip = Math.floor(Math.random() * SPREAD);
  for (;;) {
    const [found] = await findFreeCodes(run.client, list, { skip, limit: 1 });
    if (found === undefined && skip === 0) return null;
    if (found !== undefined) {
      if (run.isPreview) return found;
      const wanted = { code: found.code, customerId, status: 'assigned' } as const;
      const [reserved] = await reserveCodes(run.client, [wanted], run.now);
      if (reserved !== undefined) return reserved;
    }
    skip = Math.floor(skip / 2);
  }
}

/** After deciding: what no decision has used is what it was before, and what several have changed is as the last one left it. */
export async function settleKeptCodes(run: BatchRun): Promise<void> {
  const others: { code: string; status: PromoCodeStatus }[] = [];
  for (const { code, customerId, status } of run.keptCodes.values()) {
    const decided = stateOf(run, customerId).promoCodes.get(code)?.status;
    if (decided === undefined) throw new Error('A promo code that was kept has left the state.');
    if (decided !== status) others.push({ code, status: decided });
  }
  if (others.length > 0) await settleCodes(run.client, others);
}
