// Promo codes inside a batch: those that its facts name, and those that its decisions draw from a list, are kept by this
// transaction before they are decided about, so that no other process can give them away meanwhile. Each decision is told how a
// code stands after those before it; what came of the codes is written before COMMIT.
import type { Effect } from '../domain/decision.ts';
import { normalCode } from '../domain/promo/code.ts';
import { codeNamedBy, listDrawnBy, type PromoCode, type PromoCodeStatus } from '../domain/promo/promo.ts';
import { nameOf } from '../domain/records.ts';
import type { Slice } from '../domain/state.ts';
import { readAssigned } from '../storage/promo-claims.ts';
import {
  findFreeCodes,
  keepCodes,
  type PromoCodeRow,
  readCodes,
  settleCodes,
  takeFreeCode,
} from '../storage/promo-codes.ts';
import { type BatchRun, putBack, stateOf } from './batch-run.ts';
import type { WaitingFact } from './waiting.ts';

type Standing = { readonly status: PromoCodeStatus; readonly customerId: string | null };

/** How a code stands after the decisions so far, and how the database has it. Only what is kept may change. */
export type BatchCode = {
  readonly row: Pick<PromoCodeRow, 'code' | 'list' | 'written'>;
  readonly isKept: boolean;
  readonly stored: Standing;
  readonly isDrawn: boolean;
  now: Standing;
};

/** A code may be set free between our try to keep it and our look at it; then it is worth trying again. */
const ROUNDS = 3;
/** Draws of several processes begin within so many free codes, so that they rarely want the same one. */
const SPREAD = 64;

/** Before deciding: every code that a fact names is kept, or known to be out of reach. */
export async function keepNamedCodes(run: BatchRun): Promise<void> {
  const naming = namedByFact(run);
  const wanted = naming.map(({ fact: { customerId }, code }) => ({ code, customerId }));
  const open = new Set(wanted.map(({ code }) => code));
  for (let round = 0; round < ROUNDS && open.size > 0; round += 1) {
    const tried = wanted.filter(({ code }) => open.has(code));
    const kept = run.isPreview ? [] : await keepCodes(run.client, tried, run.now);
    for (const row of kept) {
      addCode(run, row, { isKept: true });
      open.delete(row.code);
    }
    const found = new Map((await readCodes(run.client, [...open])).map((row) => [row.code, row]));
    for (const code of [...open]) {
      const row = found.get(code);
      const isWithinReach = (row?.status === 'free' || row?.status === 'assigned') && canBeKept(row, tried);
      if (isWithinReach && !run.isPreview) continue;
      if (row !== undefined) addCode(run, row, { isKept: run.isPreview });
      open.delete(code);
    }
  }
  for (const { fact, code } of naming) if (open.has(code)) putBack(run, fact);
  if (naming.length > 0) await loadAssigned(run, wanted);
  for (const fact of run.facts) {
    if (!run.outcomes.has(fact) && !run.held.has(fact.customerId))
      await drawCodes(run, fact.customerId, [...fact.hints.slices]);
  }
}

type Naming = { readonly fact: WaitingFact; readonly code: string };

function namedByFact(run: BatchRun): readonly Naming[] {
  return run.facts.flatMap((fact) => {
    const code = namedCode(fact);
    if (code === null || run.outcomes.has(fact) || run.held.has(fact.customerId)) return [];
    return run.history.live.promoListByCode.has(code) ? [] : [{ fact, code }];
  });
}

function namedCode({ body }: WaitingFact): string | null {
  const named = codeNamedBy(body);
  const code = named === null ? '' : normalCode(named);
  return code === '' ? null : code;
}

function canBeKept(row: PromoCodeRow, wanted: readonly { code: string; customerId: string }[]): boolean {
  return row.status === 'free' || wanted.some((one) => one.code === row.code && one.customerId === row.customer_id);
}

function addCode(run: BatchRun, row: PromoCodeRow, { isKept }: { readonly isKept: boolean }): void {
  const stored = { status: row.status, customerId: row.customer_id };
  run.codes.set(row.code, { row, isKept, stored, isDrawn: false, now: stored });
}

async function loadAssigned(run: BatchRun, wanted: Parameters<typeof readAssigned>[1]): Promise<void> {
  for (const { customerId, row } of await readAssigned(run.client, wanted)) {
    const { records } = stateOf(run, customerId);
    const name = nameOf('promo_claim', row.id);
    if (!records.has(name)) records.set(name, { family: 'promo_claim', row });
  }
}

/** Before a fact is decided: how its code, and those drawn for its customer, stand after the decisions before it. */
export function tellCodes(run: BatchRun, fact: WaitingFact): void {
  const { promoCodes } = stateOf(run, fact.customerId);
  const named = namedCode(fact);
  for (const code of named === null ? promoCodes.keys() : [...promoCodes.keys(), named]) {
    const known = run.codes.get(code);
    if (known !== undefined) promoCodes.set(code, codeFor(fact.customerId, known));
  }
}

function codeFor(customerId: string, { row: { code, list, written }, now, isDrawn }: BatchCode): PromoCode {
  const holder = now.customerId === null ? 'nobody' : now.customerId === customerId ? 'this' : 'other';
  return { code, list, written, status: now.status, holder, isDrawn };
}

/** After a fact was decided. */
export function changeCode(
  run: BatchRun,
  customerId: string,
  { code, status }: Extract<Effect, { kind: 'promo_code' }>,
): void {
  const known = run.codes.get(code);
  if (known === undefined || !known.isKept) throw new Error('A decision changed a promo code that was not kept.');
  known.now = { status, customerId };
}

/** One free code for each of these slices that draws one and is not there yet. */
export async function drawCodes(run: BatchRun, customerId: string, slices: readonly Slice[]): Promise<void> {
  for (const slice of slices) {
    const list = listDrawnBy(slice);
    const state = stateOf(run, customerId);
    if (list === null || state.has.has(slice)) continue;
    const row = await drawOne(run, customerId, list);
    if (row !== null) {
      const stored = run.isPreview
        ? { status: row.status, customerId: null }
        : ({ status: 'assigned', customerId } as const);
      const drawn: BatchCode = {
        row,
        isKept: true,
        stored,
        isDrawn: true,
        now: { status: 'free', customerId: null },
      };
      run.codes.set(row.code, drawn);
      state.promoCodes.set(row.code, codeFor(customerId, drawn));
    }
    state.has.add(slice);
  }
}

/** Null when the list has no free code; others may take the one that we found, so it is looked for more than once. */
async function drawOne(run: BatchRun, customerId: string, list: string): Promise<PromoCodeRow | null> {
  // What this batch knows already is not drawn: the database calls it free until the batch is over.
  const known = [...run.codes.values()].filter(
    ({ row, stored }) => row.list === list && stored.status === 'free',
  ).length;
  let skip = Math.floor(Math.random() * SPREAD);
  for (;;) {
    const found = await findFreeCodes(run.client, list, { skip, limit: known + 1 });
    const fresh = found.find(({ code }) => !run.codes.has(code));
    if (fresh === undefined && skip === 0) return null;
    if (fresh !== undefined) {
      if (run.isPreview) return fresh;
      if (await takeFreeCode(run.client, { code: fresh.code, customerId }, run.now)) return fresh;
    }
    skip = Math.floor(skip / 2);
  }
}

/** After deciding: the database has each code as the last decision about it left it. */
export async function settleKeptCodes(run: BatchRun): Promise<void> {
  const changed = [...run.codes.values()].filter(
    ({ stored, now }) => stored.status !== now.status || stored.customerId !== now.customerId,
  );
  if (changed.length === 0) return;
  await settleCodes(
    run.client,
    changed.map(({ row: { code }, now }) => ({ code, ...now })),
  );
}
