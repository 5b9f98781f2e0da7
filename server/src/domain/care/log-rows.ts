// Reads a stored decision as rows of the activity log and the account audit log: what was asked for, and each thing that
// came of it. It decides nothing; which rows a log shows is said in log-words.ts.

import type { DecisionRecord, OutcomeRecord, ToldEvent } from '../decision.ts';
import type { Actor, FactKind, JsonObject } from '../facts.ts';
import { PLATFORM_PREFIX } from '../programme/platform-events.ts';
import type { EntryKind } from '../state.ts';
import { type Instant, isoText } from '../time.ts';
import { LOG_WORDS, type LogKind, type LogName, type LogType } from './log-words.ts';

/** Of a stored decision, what the logs tell of it. */
export type LoggedFact = {
  readonly factId: string;
  readonly customerId: string;
  readonly kind: FactKind;
  /** The event's name; null for other kinds. */
  readonly name: string | null;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly actor: Actor;
  readonly outcomes: readonly OutcomeRecord[];
  /** Available points after it, of the accounts that it touched. */
  readonly balances: DecisionRecord['balances'];
  readonly events: readonly ToldEvent[];
  /** Taken over from another system. */
  readonly isHistory: boolean;
  /** Null once the customer was forgotten. */
  readonly body: JsonObject | null;
};

/** What a row is about, and where more of it is found. */
type LogReference = { readonly kind: string; readonly id: string };

type LogEntry = { readonly kind: LogKind; readonly details: JsonObject; readonly reference: LogReference | null };
export type LogRow = LogEntry & {
  readonly fact: LoggedFact;
  /** Among the rows of its fact: 0 for what was asked for, then the outcomes in their order. */
  readonly position: number;
};

/** All rows of a fact that a log shows, the newest first. */
export function logRows(fact: LoggedFact, log: LogName): readonly LogRow[] {
  const asked = askedEntry(fact);
  const rows = [asked, ...fact.outcomes.map((outcome) => outcomeEntry(outcome, fact))].flatMap((entry, position) =>
    entry === null || LOG_WORDS[entry.kind][log] === null ? [] : [{ ...entry, fact, position }],
  );
  return rows.reverse();
}

export function typeOfRow(row: Pick<LogRow, 'kind'>, log: LogName): LogType | null {
  return LOG_WORDS[row.kind][log];
}

/** What a row of the fact itself is, where its outcomes do not say it all. */
const ASKED: { readonly [kind in FactKind]: LogKind | null } = {
  'customer.save': null,
  'customer.delete': null,
  'customer.restore': null,
  event: 'event',
  'points.deposit': null,
  'points.spend': null,
  'points.adjust': null,
  'points.hold': null,
  'points.capture': null,
  'points.release': null,
  'points.transfer': null,
  'points.reverse': null,
  'tags.change': null,
  'tier.move': null,
  'tier.requalify': null,
  'campaign.occasion': null,
  'campaign.opt_in': null,
  'campaign.complete': null,
  'offer.issue': null,
  'offer.revoke': null,
  'offer.redeem': null,
  'offer.lock': null,
  'offer.unlock': null,
  'offer.reinstate': null,
  'offer.update': null,
  'offer.code': null,
  'offer.exclusion.lift': null,
  'store.purchase': null,
  'order.update': null,
  'order.cancel': null,
  engagement: 'messageReport',
  'import.lot': null,
  'import.tier': null,
  'import.tag': null,
  'external.sync': null,
  'customer.referred': 'referred',
  'customer.merge': null,
  'customer.unmerge': null,
  'ticket.record': 'ticket',
  'note.add': 'noteAdded',
  'note.edit': 'noteChanged',
  'note.remove': 'noteRemoved',
  'promo.claim': null,
  'promo.assign': null,
  'promo.cancel': null,
  'promo.unlock': null,
  transaction: null,
  'transaction.return': null,
  'transaction.void': null,
  'card.register': null,
  'card.update': null,
  'card.adjust': null,
  'card.expire': null,
  'card.transfer': null,
  'card.report': null,
  'card.found': null,
  'card.confirm_stolen': null,
  'card.remove': null,
  'customer.forget': null,
  'customer.erased': null,
  'processing.stop': null,
  'processing.resume': null,
  'legal_hold.set': null,
  'legal_hold.lift': null,
  'export.request': null,
  'export.complete': null,
  'export.download': null,
  due: null,
};

function askedEntry(fact: LoggedFact): LogEntry | null {
  const kind = ASKED[fact.kind];
  if (kind === null) return null;
  const { body, name } = fact;
  if (kind === 'event') {
    const details = { event: name, quantity: body?.quantity ?? null, properties: body?.properties ?? null };
    return { kind, details, reference: null };
  }
  if (kind === 'referred')
    return { kind, details: { referred: body?.referred ?? null }, reference: referenceOf('customer', body?.referred) };
  if (kind === 'messageReport') {
    const { engagement = null, message = null, channel = null, url = null, reason } = body ?? {};
    return {
      kind,
      details: { engagement, message, channel, url, ...(typeof reason === 'string' ? { reason } : {}) },
      reference: referenceOf('message', body?.messageId),
    };
  }
  if (kind === 'ticket') {
    const { reference = null, status = null, type = null, subject = null, link = null, submittedAt } = body ?? {};
    const submitted_at = typeof submittedAt === 'number' ? isoText(submittedAt) : null;
    const ticket = fact.outcomes.find((outcome) => outcome.kind === 'ticket');
    return {
      kind,
      details: { reference, status, type, subject, link, submitted_at },
      reference: referenceOf('ticket', ticket?.ticket_id),
    };
  }
  const note = fact.outcomes.find((outcome) => outcome.kind === 'note');
  return {
    kind,
    details: { text: body?.text ?? null, ...reasonOf(fact) },
    reference: referenceOf('note', note?.note_id),
  };
}

function referenceOf(kind: string, id: unknown): LogReference | null {
  return typeof id === 'string' && id !== '' ? { kind, id } : null;
}

/** Why somebody asked for it, where they had to say so. */
function reasonOf({ body }: LoggedFact): JsonObject {
  const { reason, reasonCode } = body ?? {};
  return {
    ...(typeof reason === 'string' ? { reason } : {}),
    ...(typeof reasonCode === 'string' ? { reason_code: reasonCode } : {}),
  };
}

function outcomeEntry(outcome: OutcomeRecord, fact: LoggedFact): LogEntry | null {
  switch (outcome.kind) {
    case 'points':
      return pointsEntry(outcome, fact);
    case 'tier': {
      if (outcome.reason === 'kept' || outcome.reason === 'postponed') return null;
      const { system, from, to, reason } = outcome;
      const kind = reason === 'manual' ? 'tierByHand' : 'tier';
      return { kind, details: { system, from, to, by: reason, ...reasonOf(fact) }, reference: null };
    }
    case 'tag': {
      const { tag, count, expires_at } = outcome;
      return { kind: 'tag', details: { tag, count, expires_at }, reference: null };
    }
    case 'attribute':
      return {
        kind: 'attribute',
        details: { attribute: outcome.attribute, value: outcome.value },
        reference: null,
      };
    case 'hold': {
      const kind = outcome.status === 'open' ? 'hold' : 'release';
      const { amount, status, expires_at, hold_id } = outcome;
      // What is captured is told by the points that it spends.
      if (status === 'captured') return null;
      return { kind, details: { points: amount, status, expires_at }, reference: referenceOf('hold', hold_id) };
    }
    case 'profile':
      return { kind: outcome.action, details: { fields: changedFields(fact), ...reasonOf(fact) }, reference: null };
    case 'event':
      if (outcome.name.startsWith(PLATFORM_PREFIX)) return null;
      return { kind: 'event', details: { event: outcome.name, quantity: null, properties: null }, reference: null };
    case 'offer': {
      const { offer, status, expires_at, rule, user_offer_id } = outcome;
      const isNamed = fact.body?.userOfferId === user_offer_id;
      return {
        kind: isNamed && status !== 'expired' ? (OFFER_STEPS[fact.kind] ?? OFFER_KINDS[status]) : OFFER_KINDS[status],
        details: { offer, expires_at, rule, ...reasonOf(fact) },
        reference: referenceOf('user_offer', user_offer_id),
      };
    }
    case 'order': {
      const { order_id, store, offer, quantity, points, status, delivery, tracking } = outcome;
      const kind = fact.kind === 'store.purchase' ? 'orderPlaced' : 'orderChanged';
      return {
        kind: status === 'cancelled' ? 'orderCancelled' : kind,
        details: { store, offer, quantity, points, delivery, tracking, ...reasonOf(fact) },
        reference: referenceOf('order', order_id),
      };
    }
    case 'exclusion': {
      const { offer, status, exclusion_id } = outcome;
      return {
        kind: status === 'excluded' ? 'offerExcluded' : 'exclusionLifted',
        details: { offer, ...reasonOf(fact) },
        reference: referenceOf('exclusion', exclusion_id),
      };
    }
    case 'message':
      return {
        kind: 'messageSent',
        details: { message: outcome.message, provider: outcome.provider },
        reference: referenceOf('message', outcome.message_id),
      };
    case 'campaign':
      return {
        kind: outcome.action === 'opted_in' ? 'campaignOptIn' : 'campaignCompleted',
        details: { campaign: outcome.campaign, ...reasonOf(fact) },
        reference: null,
      };
    case 'external_account': {
      const { system, external_id, direction, account_id } = outcome;
      return {
        kind: 'externalSync',
        details: { system, external_id, direction },
        reference: referenceOf('external_account', account_id),
      };
    }
    case 'card':
      return cardEntry(outcome, fact);
    case 'card_entry': {
      const { card_id, activity, change, balance } = outcome;
      return {
        kind: 'cardBalance',
        details: { activity, change, balance, ...reasonOf(fact) },
        reference: referenceOf('card', card_id),
      };
    }
    case 'merge': {
      const { action, other_id } = outcome;
      const kind = action === 'took_over' || action === 'merged_into' ? 'merged' : 'unmerged';
      return {
        kind,
        details: { other: other_id, action, ...reasonOf(fact) },
        reference: referenceOf('customer', other_id),
      };
    }
    case 'promo_code': {
      const { code, list, error, rule, status, claim_id } = outcome;
      return {
        kind: PROMO_KINDS[status],
        details: { code, list, error, rule, ...reasonOf(fact) },
        reference: referenceOf('promo_code', claim_id),
      };
    }
    case 'promo_lockout':
      return {
        kind: outcome.status === 'locked' ? 'promoLocked' : 'promoUnlocked',
        details: { until: outcome.until, ...reasonOf(fact) },
        reference: null,
      };
    case 'purchase': {
      const { action, transaction_id, status, net, net_returned } = outcome;
      if (action === 'unchanged') return null;
      return {
        kind: PURCHASE_KINDS[action],
        details: { transaction_id, status, net, net_returned, store: fact.body?.store ?? null, ...reasonOf(fact) },
        reference: referenceOf('transaction', transaction_id),
      };
    }
    case 'privacy': {
      const { request, action, status, request_id } = outcome;
      const details = { request, action, status, ...reasonOf(fact) };
      return { kind: 'privacy', details, reference: referenceOf('privacy_request', request_id) };
    }
    default:
      return null;
  }
}

/** What was done with an offer, where the state that it came to does not say it. */
const OFFER_STEPS: { readonly [kind in FactKind]?: LogKind } = {
  'offer.unlock': 'offerUnlocked',
  'offer.reinstate': 'offerReinstated',
  'offer.update': 'offerChanged',
  'offer.code': 'offerChanged',
};
const PROMO_KINDS = {
  assigned: 'promoAssigned',
  claimed: 'promoClaimed',
  failed: 'promoFailed',
  cancelled: 'promoCancelled',
} as const satisfies { readonly [status: string]: LogKind };

const PURCHASE_KINDS = {
  completed: 'purchase',
  returned: 'purchaseReturned',
  voided: 'purchaseVoided',
} as const satisfies { readonly [action: string]: LogKind };

const OFFER_KINDS = {
  issued: 'offerIssued',
  locked: 'offerLocked',
  redeemed: 'offerRedeemed',
  expired: 'offerExpired',
  revoked: 'offerRevoked',
} as const satisfies { readonly [status: string]: LogKind };

/** Null where the change of the balance says it. */
const CARD_KINDS: { readonly [action: string]: LogKind | null } = {
  registered: 'cardRegistered',
  updated: 'cardNamed',
  adjusted: null,
  emptied: null,
  filled: null,
  removed: 'cardRemoved',
};

function cardEntry(outcome: Extract<OutcomeRecord, { kind: 'card' }>, fact: LoggedFact): LogEntry | null {
  const { card_id, number, type, action, status } = outcome;
  const kind = Object.hasOwn(CARD_KINDS, action) ? (CARD_KINDS[action] ?? null) : 'cardStatus';
  if (kind === null) return null;
  return {
    kind,
    details: { number, type, action, status, ...reasonOf(fact) },
    reference: referenceOf('card', card_id),
  };
}

const POINT_KINDS: { readonly [entry in EntryKind]: LogKind } = {
  deposit: 'deposit',
  roll_in: 'deposit',
  transfer_in: 'transfer',
  transfer_out: 'transfer',
  spend: 'spend',
  capture: 'spend',
  settle: 'spend',
  expire: 'expire',
  reverse: 'reversal',
  restore: 'reversal',
  uncollected: 'reversal',
  hold: 'hold',
  release: 'release',
  uncount: 'reversal',
};

function pointsEntry(outcome: Extract<OutcomeRecord, { kind: 'points' }>, fact: LoggedFact): LogEntry {
  const { account, amount, source, rule, entry, entry_id, expires_at, available_at } = outcome;
  return {
    kind: POINT_KINDS[entry],
    details: { points: amount, account, source, entry, rule, expires_at, available_at, ...reasonOf(fact) },
    reference: referenceOf('point_entry', entry_id),
  };
}

/** Which fields a profile was sent with; their values are the profile's own business. */
function changedFields({ body }: LoggedFact): readonly string[] {
  const patch = body?.patch;
  return typeof patch === 'object' && patch !== null && !Array.isArray(patch) ? Object.keys(patch).sort() : [];
}
