// E-mail addresses, identifiers and numbers of cards belong to one customer each. Before deciding, a batch claims those that
// its facts want to add; who does not get one is refused, the others go on. What the decisions then do not hold is released.
import type { Refusal } from '../domain/decision.ts';
import type { JsonObject } from '../domain/facts.ts';
import { recordsOf } from '../domain/records.ts';
import { readCardsLeft } from '../storage/cards.ts';
import {
  CARD_KIND,
  cardKey,
  claimKeys,
  EMAIL_KIND,
  emailKey,
  findKeys,
  handOver,
  identifierKey,
  identifierTypeOf,
  type Key,
  keysOf,
  keyText,
  type OwnedKey,
  releaseKeys,
} from '../storage/keys.ts';
import { type BatchRun, putBack, refuse, stateOf } from './batch-run.ts';
import type { WaitingFact } from './waiting.ts';

/** Keys that the batch has claimed, by customer. */
export type Claims = ReadonlyMap<string, readonly OwnedKey[]>;

/** A key may be freed between our claim and our look at its owner; then it is worth claiming again. */
const ROUNDS = 3;

export async function claimForBatch(run: BatchRun): Promise<Claims> {
  const claims = new Map<string, OwnedKey[]>();
  const wanted = wantedByFact(run);
  for (let round = 0; round < ROUNDS && wanted.size > 0; round += 1) {
    const keys = [...new Map([...wanted.values()].flat().map((key) => [keyText(key), key])).values()];
    const claimed = await claimKeys(run.client, keys);
    for (const key of claimed) {
      const known = claims.get(key.customerId);
      if (known === undefined) claims.set(key.customerId, [key]);
      else known.push(key);
    }
    const owners = await ownersOf(run, keys, claimed);
    for (const [fact, wants] of wanted) {
      const missing = wants.filter((key) => owners.get(keyText(key)) !== fact.customerId);
      const taken = missing.find((key) => owners.has(keyText(key)));
      if (taken !== undefined) refuseTaken(run, fact, taken);
      if (taken !== undefined || missing.length === 0) wanted.delete(fact);
    }
  }
  for (const fact of wanted.keys()) putBack(run, fact);
  await learnCardsLeft(run);
  return claims;
}

/** For previews, which claim nothing: refuses facts that want what others have. */
export async function refuseTakenKeys(run: BatchRun): Promise<void> {
  const wanted = wantedByFact(run);
  const owners = await ownersOf(run, [...wanted.values()].flat(), []);
  for (const [fact, wants] of wanted) {
    const taken = wants.find((key) => (owners.get(keyText(key)) ?? fact.customerId) !== fact.customerId);
    if (taken !== undefined) refuseTaken(run, fact, taken);
  }
}

/** Looked up once the numbers are claimed: whoever removed one of them has committed by then, and nobody else gets it now. */
async function learnCardsLeft(run: BatchRun): Promise<void> {
  const registrations = run.facts.flatMap(({ body, customerId }) =>
    body.kind === 'card.register' ? [{ number: body.number, customerId }] : [],
  );
  if (registrations.length === 0) return;
  const left = await readCardsLeft(run.client, [...new Set(registrations.map(({ number }) => number))]);
  for (const { number, customerId } of registrations) {
    const amount = left.get(number);
    if (amount !== undefined) stateOf(run, customerId).cardsLeft.set(number, amount);
  }
}

/** What each fact wants beyond what its customer has. Where two customers want the same, the later waits for a next batch. */
function wantedByFact(run: BatchRun): Map<WaitingFact, readonly OwnedKey[]> {
  const wanted = new Map<WaitingFact, readonly OwnedKey[]>();
  const firstToWant = new Map<string, string>();
  for (const fact of run.facts) {
    if (run.outcomes.has(fact) || run.held.has(fact.customerId)) continue;
    const { customerId } = fact;
    const owned = new Set(keysOf(stateOf(run, customerId).profile).map(keyText));
    const keys = keysWanted(run, fact).filter((key) => !owned.has(keyText(key)));
    if (keys.length === 0) continue;
    if (keys.some((key) => (firstToWant.get(keyText(key)) ?? customerId) !== customerId)) {
      putBack(run, fact);
      continue;
    }
    for (const key of keys) firstToWant.set(keyText(key), customerId);
    wanted.set(
      fact,
      keys.map((key) => ({ ...key, customerId })),
    );
  }
  return wanted;
}

function keysWanted(run: BatchRun, { body, customerId }: WaitingFact): readonly Key[] {
  if (body.kind === 'customer.restore') {
    const { profile } = stateOf(run, customerId);
    return profile === null || profile.mergedInto !== null ? [] : keysOf({ ...profile, deletedAt: null });
  }
  if (body.kind === 'card.register') return [cardKey(body.number)];
  if (body.kind !== 'customer.save' && body.kind !== 'external.sync') return [];
  const { email, addIdentifiers = [] } = body.patch;
  const identifiers = addIdentifiers.map(({ type, value }) => identifierKey(type, value));
  return email === undefined || email === null ? identifiers : [emailKey(email), ...identifiers];
}

/** What was claimed just now needs no look: of a thousand new customers none has an owner yet. */
async function ownersOf(
  run: BatchRun,
  keys: readonly Key[],
  claimed: readonly OwnedKey[],
): Promise<ReadonlyMap<string, string>> {
  const owners = new Map(claimed.map((key) => [keyText(key), key.customerId]));
  const others = keys.filter((key) => !owners.has(keyText(key)));
  if (others.length === 0) return owners;
  const found = await findKeys(
    run.client,
    others.map(({ value }) => value),
    [],
  );
  for (const key of found.keys) owners.set(keyText(key), key.customerId);
  return owners;
}

function refuseTaken(run: BatchRun, fact: WaitingFact, key: Key): void {
  refuse(run, fact, { refusal: refusalFor(fact, key), outcomes: [], trace: [], balances: {} });
}

function refusalFor({ body }: WaitingFact, key: Key): Refusal {
  if (key.kind === EMAIL_KIND) return { code: 'email_taken', detail: {} };
  if (key.kind === CARD_KIND) return { code: 'card_number_taken', detail: {} };
  const detail: JsonObject = { identifier: `${identifierTypeOf(key.kind)}:${key.value}` };
  const isCreation = body.kind === 'customer.save' && body.mode === 'create';
  return { code: isCreation ? 'customer_exists' : 'identifier_taken', detail };
}

/**
 * Frees what was claimed or held before, and is not held after the decisions. What one customer of the batch let go of and
 * another took over, as in a merge, changes hands: both are locked, so nobody else can have come between.
 */
export async function releaseUnused(run: BatchRun, claims: Claims): Promise<void> {
  const customers = new Set([...claims.keys(), ...run.changes.withChangedKeys()]);
  const gone = new Map<string, OwnedKey>();
  const taken: OwnedKey[] = [];
  const cards: OwnedKey[] = [];
  for (const customerId of customers) {
    const state = stateOf(run, customerId);
    const kept = new Map(keysOf(state.profile).map((key) => [keyText(key), key]));
    const before = [
      ...keysOf(run.loadedProfiles.get(customerId) ?? null),
      ...(claims.get(customerId) ?? []),
      ...run.changes.removedCards(customerId).map(({ number }) => cardKey(number)),
    ];
    const known = new Set(before.map(keyText));
    for (const [text, { kind, value }] of kept) if (!known.has(text)) taken.push({ kind, value, customerId });
    const numbers = recordsOf(state, 'card').filter(({ status }) => status !== 'removed');
    for (const key of numbers.map(({ number }) => cardKey(number))) {
      kept.set(keyText(key), key);
      if (!known.has(keyText(key))) cards.push({ ...key, customerId });
    }
    for (const { kind, value } of before) {
      if (!kept.has(keyText({ kind, value }))) gone.set(keyText({ kind, value }), { kind, value, customerId });
    }
  }
  // A card that was there before is nobody's loss; one that another let go of changes hands.
  for (const key of cards) if (gone.has(keyText(key))) taken.push(key);
  for (const key of taken) {
    if (!gone.delete(keyText(key))) throw new Error(`Customer ${key.customerId} holds a key that was never claimed.`);
  }
  if (taken.length > 0) await handOver(run.client, taken);
  if (gone.size > 0) await releaseKeys(run.client, [...gone.values()]);
}
