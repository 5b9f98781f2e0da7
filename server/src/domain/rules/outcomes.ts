// Gives outcomes in rank order, each finished with everything that follows from it before the next starts.
// A refused outcome does not stop the others, unless it is required.

import { addTag } from '../customers/tags.ts';
import { type Draft, emit, type Given, note, quotaLeft, refusalOf, refuse, requireSlice, useQuota } from '../draft.ts';
import { type Json, NO_REFERENCE } from '../facts.ts';
import { sendMessage } from '../messages/send.ts';
import { issueOffer } from '../offers/issue.ts';
import { spendableLots, spendableOf } from '../points/available.ts';
import { bookOverLots, movement, tell } from '../points/book.ts';
import { accountOf, deposit } from '../points/deposit.ts';
import { draw, drawnAccounts } from '../points/spend.ts';
import type { Outcome } from '../programme/programme.ts';
import { POINTS_MAX } from '../programme/schema-basics.ts';
import { expressionValues } from '../programme/variables.ts';
import { assignCode } from '../promo/assign.ts';
import { byNet, type Earned, pointsFor, sharesOf } from '../purchases/earn.ts';
import { buyAsOutcome } from '../stores/purchase.ts';
import { levelAt } from '../tiers/levels.ts';
import { moveTier } from '../tiers/move.ts';
import { assertNever, type Instant, shift } from '../time.ts';

type OutcomeOf<Kind extends Outcome['definition']['kind']> = Extract<Outcome['definition'], { kind: Kind }>;

/** True when something was given, and nothing required was refused. */
export function giveOutcomes(draft: Draft, given: Given): boolean {
  let hasGiven = false;
  const outcomesSince = draft.outcomes.length;
  for (const outcome of given.outcomes) {
    const isGiven = tryOutcome(draft, given, outcome, outcomesSince);
    if (isGiven) hasGiven = true;
    else if (outcome.definition.required) return false;
    if (draft.stale.size > 0) draft.cascade.judgeTiers(draft);
  }
  return hasGiven;
}

function tryOutcome(draft: Draft, given: Given, outcome: Outcome, outcomesSince: number): boolean {
  try {
    return giveOutcome(draft, given, outcome, outcomesSince);
  } catch (stop) {
    const refusal = refusalOf(stop, draft);
    if (refusal === null || refusal.code === 'cascade_too_deep') throw stop;
    note(draft, given.rule, 'refused', { kind: outcome.definition.kind, code: refusal.code, ...refusal.detail });
    return false;
  }
}

function giveOutcome(draft: Draft, given: Given, outcome: Outcome, outcomesSince: number): boolean {
  const { definition } = outcome;
  switch (definition.kind) {
    case 'points':
      return givePoints(draft, given, outcome, definition);
    case 'purchase_points':
      return givePurchasePoints(draft, given, definition);
    case 'spend':
      return spendPoints(draft, given, outcome, definition);
    case 'expire':
      return expirePoints(draft, given, definition);
    case 'tag':
      addTag(draft, definition.tag, definition.ttl === undefined ? null : shift(draft.now, definition.ttl, 1));
      return true;
    case 'attribute':
      return setAttribute(draft, definition.attribute, definition.value);
    case 'tier':
      moveTier(draft, {
        system: definition.system,
        level: definition.level,
        entranceOutcomes: definition.entrance_outcomes,
        intermediateOutcomes: false,
        reason: 'outcome',
        note: given.rule,
      });
      return true;
    case 'purchase':
      buyAsOutcome(draft, { store: definition.store, item: definition.item, rule: given.rule });
      return true;
    case 'offer':
      return giveOffer(draft, given, definition);
    case 'promo_code':
      assignCode(draft, { list: definition.list, code: null, rule: given.rule, reason: null });
      return true;
    case 'message':
      sendMessage(draft, given, { message: definition.message, provider: definition.provider, since: outcomesSince });
      return true;
    case 'event':
      draft.cascade.raise(draft, {
        name: definition.event,
        quantity: 1,
        properties: definition.properties,
        at: given.at,
      });
      draft.outcomes.push({ kind: 'event', name: definition.event });
      return true;
    default:
      return assertNever(definition);
  }
}

/** The amount of an outcome: a number, or an expression whose result must be a whole number of points. */
function amountOf(draft: Draft, given: Given, outcome: Outcome, plain: number | string): number {
  if (outcome.amount === null) return typeof plain === 'number' ? plain : 0;
  const found = outcome.amount.evaluate(expressionValues(draft.state, given.happening, draft.now, draft.programme));
  if (!found.ok) {
    note(draft, given.rule, found.reason, { when: outcome.amount.source, detail: found.detail });
    return 0;
  }
  return typeof found.value === 'number' && Number.isSafeInteger(found.value)
    ? Math.min(Math.max(0, found.value), POINTS_MAX)
    : 0;
}

function givePoints(draft: Draft, given: Given, outcome: Outcome, definition: OutcomeOf<'points'>): boolean {
  const amount = amountOf(draft, given, outcome, definition.amount);
  const basket = given.happening?.basket;
  // An amount that was computed from the purchase goes back in proportion to what is returned; a plain one with the whole.
  const isComputed = outcome.amount?.reads.some((path) => path.startsWith('event.')) === true;
  const earned = basket === undefined || !isComputed ? null : { points: amount, ...byNet(basket) };
  return givePart(draft, given, { definition, amount, earned });
}

function givePurchasePoints(draft: Draft, given: Given, definition: OutcomeOf<'purchase_points'>): boolean {
  const basket = given.happening?.basket;
  if (basket === undefined) return false;
  const account = definition.account ?? draft.programme.defaultAccounts[0] ?? refuse('no_default_account');
  const earned = pointsFor(basket, {
    definition,
    multiplier: multiplierAt(draft, given.at),
    rounding: accountOf(draft, account).rounding,
    currency: draft.programme.document.currency,
  });
  return givePart(draft, given, { definition, amount: Math.min(earned.points, POINTS_MAX), earned });
}

/** Of the level of the primary tier system that was held then. */
function multiplierAt(draft: Draft, at: Instant): number {
  const { programmeThen } = draft;
  const system = programmeThen.primarySystem;
  if (system === null) return 1;
  const level = levelAt(draft, programmeThen, system.name, at);
  return system.levelByName.get(level ?? '')?.definition.multiplier ?? 1;
}

type Part = {
  readonly definition: OutcomeOf<'points'> | OutcomeOf<'purchase_points'>;
  readonly amount: number;
  /** The lines of a purchase that earned it; null where it was not for lines. */
  readonly earned: Earned | null;
};

function givePart(draft: Draft, given: Given, { definition, amount, earned }: Part): boolean {
  if (amount === 0 || !fitsBudget(draft, given, 'points', amount)) return false;
  const account = definition.account ?? draft.programme.defaultAccounts[0] ?? refuse('no_default_account');
  const basket = given.happening?.basket;
  const reference = { ...NO_REFERENCE, transactionId: basket?.transactionId ?? null };
  const within = movement(given.at, given.referenceType, { rule: given.rule, reference });
  const availableAt = definition.pending === undefined ? null : shift(given.at, definition.pending, 1);
  const { source } = definition;
  const deposited = deposit(draft, { account, source, amount, availableAt, expiresAt: null, within });
  if (deposited.entry === null) return false;
  spendBudget(draft, given, 'points', deposited.given);
  if (basket !== undefined) {
    draft.grants.push({
      kind: earned === null ? 'whole' : 'lines',
      rule: given.rule,
      version: draft.programmeThen.version,
      account,
      entry: deposited.entry.id,
      amount: deposited.given,
      takenBack: 0,
      shares: earned === null ? [] : sharesOf(earned, deposited.given),
    });
  }
  draft.cascade.raise(draft, {
    name: '__platform.points.deposited',
    quantity: 1,
    properties: { account, amount: deposited.given, source },
    at: given.at,
  });
  return true;
}

function giveOffer(draft: Draft, given: Given, definition: OutcomeOf<'offer'>): boolean {
  const cost = (draft.programme.document.offers[definition.offer]?.cost ?? 0) * definition.quantity;
  if (!fitsBudget(draft, given, 'money', cost)) return false;
  const before = draft.outcomes.length;
  issueOffer(draft, { offer: definition.offer, quantity: definition.quantity, rule: given.rule });
  if (given.happening?.basket !== undefined) {
    const issued = draft.outcomes
      .slice(before)
      .filter((outcome) => outcome.kind === 'offer' && outcome.rule === given.rule);
    draft.grants.push({
      kind: 'offer',
      rule: given.rule,
      version: draft.programmeThen.version,
      userOffers: issued.flatMap((outcome) => (outcome.kind === 'offer' ? [outcome.user_offer_id] : [])),
      isTakenBack: false,
    });
  }
  spendBudget(draft, given, 'money', cost);
  return true;
}

/** What no longer fits a campaign's budget is not given: never half a grant. */
function fitsBudget(draft: Draft, given: Given, kind: 'points' | 'money', amount: number): boolean {
  if (budgetOf(draft, given, kind) === null || amount === 0) return true;
  if (quotaLeft(draft, `budget:${given.rule}:${kind}`, 'e', amount) >= amount) return true;
  note(draft, given.rule, 'budget', { kind, amount });
  return false;
}

function spendBudget(draft: Draft, given: Given, kind: 'points' | 'money', amount: number): void {
  if (budgetOf(draft, given, kind) !== null) useQuota(draft, `budget:${given.rule}:${kind}`, 'e', amount);
}

function budgetOf(draft: Draft, given: Given, kind: 'points' | 'money'): number | null {
  return draft.programme.rulesById.get(given.rule)?.campaign?.budget?.[kind] ?? null;
}

function spendPoints(draft: Draft, given: Given, outcome: Outcome, definition: OutcomeOf<'spend'>): boolean {
  const amount = amountOf(draft, given, outcome, definition.amount);
  if (amount === 0) return false;
  requireSlice(draft, 'open_lots');
  const accounts = drawnAccounts(draft, definition.account === undefined ? null : [definition.account]);
  const within = movement(given.at, given.referenceType, { rule: given.rule });
  draw(draft, within, { accounts, amount, isForced: false });
  return true;
}

/** Event-driven expiry: a percentage of what is available, rounded down, oldest first. */
function expirePoints(draft: Draft, given: Given, definition: OutcomeOf<'expire'>): boolean {
  requireSlice(draft, 'open_lots');
  const lots = spendableLots(draft.state, [definition.account], draft.now);
  const available = lots.reduce((sum, lot) => sum + spendableOf(lot, draft.now), 0);
  const amount = Math.floor((available * definition.percent) / 100);
  if (amount === 0) return false;
  const within = movement(given.at, 'Expiration', { rule: given.rule });
  bookOverLots(draft, within, { kind: 'expire', lots, amount, room: (lot) => spendableOf(lot, draft.now) });
  tell(draft, within, { kind: 'expire', account: definition.account, amount: -amount });
  return true;
}

function setAttribute(draft: Draft, attribute: string, value: Json): boolean {
  const { profile } = draft.state;
  if (profile === null) return false;
  const custom = { ...profile.custom, [attribute]: value };
  emit(draft, {
    kind: 'profile',
    profile: { ...profile, custom, customVersion: profile.customVersion + 1, updatedAt: draft.now },
  });
  draft.outcomes.push({ kind: 'attribute', attribute, value });
  draft.stale.add('customer');
  return true;
}
