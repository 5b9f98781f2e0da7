// Decides what a fact does to a customer: (programme, state, fact, now) → effects and trace. Pure, and changes nothing it is
// given. The same function serves live facts, previews, explanations, dry runs and rule tests.

import { checkActor } from './access/goodwill.ts';
import { tagEntered } from './audiences/enter.ts';
import { celebrate } from './campaigns/celebrate.ts';
import { campaignOf, complete, optIn } from './campaigns/take-part.ts';
import { changeCards } from './cards/change.ts';
import { checkReason } from './care/reason-codes.ts';
import { recordTicket } from './care/ticket.ts';
import { importLot, importTag, importTier } from './customers/import.ts';
import { mergeAway, mergeInto } from './customers/merge.ts';
import { isReferral, tellReferrer } from './customers/referral.ts';
import { checkIsThere, deleteCustomer, restoreCustomer, saveCustomer } from './customers/save.ts';
import { addTag, removeTag, resetTag } from './customers/tags.ts';
import { comeBack, giveBack, type Returned } from './customers/unmerge.ts';
import type { Decision } from './decision.ts';
import {
  type Cascade,
  type DecideContext,
  type Draft,
  type Happening,
  note,
  openDraft,
  refusalOf,
  refuse,
  requireSlice,
  settle,
} from './draft.ts';
import { applyDue } from './due.ts';
import { syncExternal } from './external/account.ts';
import type { Fact, FactBody } from './facts.ts';
import { engage } from './messages/engagement.ts';
import { changeNotes } from './notes/note.ts';
import { issueOffer } from './offers/issue.ts';
import { carryOutOffer } from './offers/redeem.ts';
import { movement } from './points/book.ts';
import { depositItem } from './points/deposit.ts';
import { reverse } from './points/reverse.ts';
import {
  captureHold,
  checkMaySpend,
  draw,
  endHold,
  openHold,
  placeHold,
  receiveTransfer,
  sendTransfer,
  spendItem,
} from './points/spend.ts';
import { changePrivacy, isPrivacyFact } from './privacy/privacy.ts';
import { mayWhileStopped } from './privacy/stopped.ts';
import { declared } from './programme/programme.ts';
import { assignCode, cancelAssigned } from './promo/assign.ts';
import { claimCode } from './promo/claim.ts';
import { unlock } from './promo/lockout.ts';
import { returnPurchase } from './purchases/return.ts';
import { transact } from './purchases/transact.ts';
import { checkEvent } from './rules/event.ts';
import { giveOutcomes } from './rules/outcomes.ts';
import { raise } from './rules/raise.ts';
import type { CustomerState } from './state.ts';
import { carryOutStore } from './stores/purchase.ts';
import { judgeSystem, judgeTiers } from './tiers/judge.ts';
import { moveTier } from './tiers/move.ts';
import { assertNever, MINUTE_MS, shift, spanText } from './time.ts';

export type { DecideContext } from './draft.ts';
export { isDue } from './due.ts';

const CASCADE: Cascade = { raise, judgeTiers, giveOutcomes };

/** Clocks of senders differ; a fact may be dated this far ahead. */
const AHEAD_MAX_MS = 5 * MINUTE_MS;

type BodyOf<Kind extends FactBody['kind']> = Extract<FactBody, { kind: Kind }>;

export function decide(context: DecideContext, state: CustomerState, fact: Fact): Decision {
  return settle(openDraft(context, CASCADE, state, fact), (draft) => {
    checkCustomer(draft);
    checkActor(draft);
    checkTime(draft);
    carryOut(draft, fact.body);
    const isJudged = fact.body.kind !== 'due' && !context.isHistory && !isAside(draft);
    if (draft.stale.size > 0 && isJudged) judgeTiers(draft);
    if (isJudged) tagEntered(draft);
  });
}

/** What an event would set off, whoever raised it; for trials. */
export function decideHappening(
  context: DecideContext,
  state: CustomerState,
  fact: Fact,
  happening: Happening,
): Decision {
  return settle(openDraft(context, CASCADE, state, fact), (draft) => {
    checkCustomer(draft);
    raise(draft, happening);
    if (draft.stale.size > 0) judgeTiers(draft);
  });
}

/** `peerBody`: what the other side is recorded as, where it is not the same fact. A peer of null: nothing came of it there. */
type Pair = { readonly own: Decision; readonly peer: Decision | null; readonly peerBody?: FactBody };

/** A fact on two customers: both sides, or the refusal of either for both. */
export function decidePair(context: DecideContext, own: CustomerState, peer: CustomerState, fact: Fact): Pair {
  const { body } = fact;
  switch (body.kind) {
    case 'points.transfer': {
      const { from, to } = decideTransfer(context, own, peer, fact);
      return { own: from, peer: to };
    }
    case 'customer.save':
      return decideReferral(context, own, peer, fact);
    case 'customer.merge':
      return decideMerge(context, own, peer, fact);
    case 'customer.unmerge':
      return decideUnmerge(context, own, peer, fact);
    default:
      throw new Error(`not for two customers: ${body.kind}`);
  }
}

/** A sign-up by whom somebody brought. That the other cannot be told does not stop it. */
function decideReferral(context: DecideContext, own: CustomerState, peer: CustomerState, fact: Fact): Pair {
  const saved = decide(context, own, fact);
  if (saved.kind !== 'decided' || !isReferral(own, saved.state)) return { own: saved, peer: null };
  const body = { kind: 'customer.referred', referred: own.id } as const;
  const told = decide(context, peer, { ...fact, customerId: peer.id, peerId: null, body });
  return { own: saved, peer: told.kind === 'refused' ? null : told, peerBody: body };
}

function decideMerge(context: DecideContext, own: CustomerState, peer: CustomerState, fact: Fact): Pair {
  const { body } = fact;
  if (body.kind !== 'customer.merge') throw new Error(`no merge: ${body.kind}`);
  const left = settle(openDraft(context, CASCADE, peer, { ...fact, customerId: peer.id }), (draft) => {
    if (own.id === peer.id) refuse('merge_refused', { why: 'they are the same customer' });
    checkCustomer(draft);
    checkActor(draft);
    mergeAway(draft, own.id);
  });
  if (left.kind !== 'decided') return { own: left, peer: left };
  const kept = settle(openDraft(context, CASCADE, own, fact), (draft) => {
    checkCustomer(draft);
    checkActor(draft);
    mergeInto(draft, body, peer);
    judgeTiers(draft);
  });
  return kept.kind === 'decided' ? { own: kept, peer: left } : { own: kept, peer: kept };
}

function decideUnmerge(context: DecideContext, own: CustomerState, peer: CustomerState, fact: Fact): Pair {
  const { body } = fact;
  if (body.kind !== 'customer.unmerge') throw new Error(`no un-merge: ${body.kind}`);
  let returned: Returned = { points: [], offers: [], cards: [] };
  const kept = settle(openDraft(context, CASCADE, own, fact), (draft) => {
    checkCustomer(draft);
    checkActor(draft);
    returned = giveBack(draft, body, peer.id);
    judgeTiers(draft);
  });
  if (kept.kind !== 'decided') return { own: kept, peer: kept };
  const back = settle(openDraft(context, CASCADE, peer, { ...fact, customerId: peer.id }), (draft) => {
    checkActor(draft);
    comeBack(draft, own.id, returned);
    judgeTiers(draft);
  });
  return back.kind === 'decided' ? { own: kept, peer: back } : { own: back, peer: back };
}

/** A transfer between two customers. */
function decideTransfer(
  context: DecideContext,
  from: CustomerState,
  to: CustomerState,
  fact: Fact,
): { readonly from: Decision; readonly to: Decision } {
  const { body } = fact;
  if (body.kind !== 'points.transfer') throw new Error(`no transfer: ${body.kind}`);
  let parts: ReturnType<typeof sendTransfer>['parts'] = [];
  const sent = settle(openDraft(context, CASCADE, from, fact), (draft) => {
    checkCustomer(draft);
    checkActor(draft);
    checkTime(draft);
    if (from.id === to.id) refuse('same_account');
    parts = sendTransfer(draft, body).parts;
    judgeTiers(draft);
  });
  if (sent.kind !== 'decided') return { from: sent, to: sent };
  const received = settle(openDraft(context, CASCADE, to, { ...fact, customerId: to.id }), (draft) => {
    checkCustomer(draft);
    checkActor(draft);
    receiveTransfer(draft, body, parts);
    judgeTiers(draft);
  });
  return received.kind === 'decided' ? { from: sent, to: received } : { from: received, to: received };
}

function checkCustomer(draft: Draft): void {
  const { kind } = draft.fact.body;
  const { profile } = draft.state;
  const who = draft.fact.customerId;
  if (profile !== null && profile.forgottenAt !== null && kind !== 'due' && kind !== 'customer.erased')
    refuse('customer_forgotten', { customer: who });
  if (profile !== null && profile.stoppedAt !== null && !mayWhileStopped(draft.fact))
    refuse('processing_stopped', { customer: who });
  if (kind === 'customer.save' || kind === 'customer.restore') return;
  const customer = draft.fact.customerId;
  if (draft.state.profile === null) refuse('customer_not_found', { customer });
  if (kind !== 'due' && !isPrivacyFact(draft.fact.body)) checkIsThere(draft);
}

/** Nothing follows for who is forgotten, or whose processing is stopped. */
function isAside({ state: { profile } }: Draft): boolean {
  return profile !== null && (profile.stoppedAt !== null || profile.forgottenAt !== null);
}

function checkTime(draft: Draft): void {
  const { occurredAt } = draft.fact;
  if (occurredAt > draft.now + AHEAD_MAX_MS) refuse('in_the_future');
  const { lateness } = draft.programme.document.settings;
  if (!draft.context.isHistory && occurredAt < shift(draft.now, lateness, -1))
    refuse('too_late', { lateness: spanText(lateness) });
}

function carryOut(draft: Draft, body: FactBody): void {
  switch (body.kind) {
    case 'customer.save':
      return saveCustomer(draft, body.mode, body.patch);
    case 'customer.delete':
      return deleteCustomer(draft);
    case 'customer.restore':
      return restoreCustomer(draft);
    case 'event':
      checkEvent(draft, body);
      return raise(draft, {
        name: body.name,
        quantity: body.quantity,
        properties: body.properties,
        at: draft.fact.occurredAt,
      });
    case 'points.deposit':
      return depositAll(draft, body);
    case 'points.spend':
      return spendAll(draft, body);
    case 'points.adjust':
      return adjust(draft, body);
    case 'points.hold':
      return placeHold(draft, body);
    case 'points.capture':
      return captureHold(draft, body);
    case 'points.release':
      return endHold(draft, openHold(draft, body.holdId), 'released', draft.now);
    case 'points.transfer':
      return transferWithin(draft, body);
    case 'points.reverse':
      return reverse(draft, body);
    case 'tags.change':
      return changeTags(draft, body);
    case 'tier.move':
      checkReason(draft, body);
      return moveTier(draft, { ...body, reason: 'manual', note: body.reason });
    case 'tier.requalify':
      return requalify(draft, body.system);
    case 'campaign.occasion':
      return celebrate(draft, campaignOf(draft, body.campaign), { isQuiet: false });
    case 'campaign.opt_in':
      return optIn(draft, body.campaign);
    case 'campaign.complete':
      return complete(draft, body.campaign);
    case 'offer.issue':
      return issueOffer(draft, { offer: body.offer, quantity: body.quantity, rule: null });
    case 'offer.revoke':
    case 'offer.redeem':
    case 'offer.lock':
    case 'offer.unlock':
    case 'offer.reinstate':
    case 'offer.update':
    case 'offer.code':
    case 'offer.exclusion.lift':
      return carryOutOffer(draft, body);
    case 'store.purchase':
    case 'order.update':
    case 'order.cancel':
      return carryOutStore(draft, body);
    case 'engagement':
      return engage(draft, body);
    case 'import.lot':
      return importLot(draft, body);
    case 'import.tier':
      return importTier(draft, body);
    case 'import.tag':
      return importTag(draft, body);
    case 'note.add':
    case 'note.edit':
    case 'note.remove':
      return changeNotes(draft, body);
    case 'ticket.record':
      return recordTicket(draft, body);
    case 'external.sync':
      return syncExternal(draft, body);
    case 'customer.referred':
      return tellReferrer(draft, body);
    case 'customer.merge':
    case 'customer.unmerge':
      throw new Error('A merge is decided for both customers at once.');
    case 'promo.claim':
      return claimCode(draft, body.code);
    case 'promo.assign':
      return assignCode(draft, { ...body, rule: null });
    case 'promo.cancel':
      return cancelAssigned(draft, body.code, body.reason);
    case 'promo.unlock':
      return unlock(draft);
    case 'transaction':
      return transact(draft, body);
    case 'transaction.return':
    case 'transaction.void':
      return returnPurchase(draft, body);
    case 'card.register':
    case 'card.update':
    case 'card.adjust':
    case 'card.expire':
    case 'card.transfer':
    case 'card.report':
    case 'card.found':
    case 'card.confirm_stolen':
    case 'card.remove':
      return changeCards(draft, body);
    case 'customer.forget':
    case 'customer.erased':
    case 'processing.stop':
    case 'processing.resume':
    case 'legal_hold.set':
    case 'legal_hold.lift':
    case 'export.request':
    case 'export.complete':
    case 'export.download':
      return changePrivacy(draft, body);
    case 'due':
      return applyDue(draft);
    default:
      return assertNever(body);
  }
}

function depositAll(draft: Draft, body: BodyOf<'points.deposit'>): void {
  const isOptedIn = draft.state.profile?.optedIn === true;
  if (!isOptedIn) refuse('opted_out');
  eachItem(draft, body, (item) => {
    const { given } = depositItem(draft, item);
    const account = item.account ?? draft.programme.defaultAccounts[0] ?? '';
    if (body.silent || given === 0) return;
    raisePoints(draft, '__platform.points.deposited', { account, amount: given, source: item.source });
  });
}

function spendAll(draft: Draft, body: BodyOf<'points.spend'>): void {
  checkMaySpend(draft);
  eachItem(draft, body, (item) => {
    spendItem(draft, item);
    if (!body.silent)
      raisePoints(draft, '__platform.points.spent', { account: item.accounts?.[0] ?? '', amount: item.amount });
  });
}

/** Items by rank; where a partial success is wanted, a refused item leaves a line in the trace and the others go on. */
function eachItem<Item extends { readonly rank: number }>(
  draft: Draft,
  body: { readonly items: readonly Item[]; readonly partial: boolean },
  work: (item: Item) => void,
): void {
  const ranked = body.items
    .map((item, index) => ({ item, index }))
    .sort((a, b) => a.item.rank - b.item.rank || a.index - b.index);
  for (const { item, index } of ranked) {
    try {
      work(item);
    } catch (stop) {
      const refusal = body.partial ? refusalOf(stop, draft) : null;
      if (refusal === null) throw stop;
      note(draft, `item/${index}`, 'refused', { code: refusal.code, ...refusal.detail });
    }
  }
}

function raisePoints(
  draft: Draft,
  name: string,
  properties: { account: string; amount: number; source?: string },
): void {
  raise(draft, { name, quantity: 1, properties, at: draft.fact.occurredAt });
}

const ADJUSTMENT = 'Manual Point Adjustment';

function adjust(draft: Draft, body: BodyOf<'points.adjust'>): void {
  checkReason(draft, body);
  const { account, source, amount } = body;
  const reference = { ...body.reference, type: body.reference.type ?? ADJUSTMENT };
  if (amount > 0) {
    depositItem(draft, { account, source, amount, rank: 0, reference, availableAt: null, expiresAt: null });
    return;
  }
  if (declared(draft.programme.document.sources, source) === undefined) refuse('unknown_source', { source });
  if (!draft.programme.accounts.has(account)) refuse('unknown_account', { account });
  requireSlice(draft, 'open_lots');
  draw(draft, movement(draft.fact.occurredAt, ADJUSTMENT, { reference }), {
    accounts: [account],
    amount: -amount,
    isForced: false,
  });
}

function transferWithin(draft: Draft, body: BodyOf<'points.transfer'>): void {
  if (body.from === body.to) refuse('same_account');
  const { parts } = sendTransfer(draft, body);
  receiveTransfer(draft, body, parts);
}

function changeTags(draft: Draft, body: BodyOf<'tags.change'>): void {
  for (const { tag, ttlSeconds } of body.add)
    addTag(draft, tag, ttlSeconds === null ? null : draft.now + ttlSeconds * 1_000);
  for (const tag of body.reset) resetTag(draft, tag);
  for (const tag of body.remove) removeTag(draft, tag);
}

function requalify(draft: Draft, system: string | null): void {
  if (system === null) {
    for (const each of draft.programme.tierSystems) judgeSystem(draft, each);
    return;
  }
  judgeSystem(draft, draft.programme.tierSystemByName.get(system) ?? refuse('unknown_tier_system', { system }));
}
