// What a decision gave or took, in words: `gave 10 beans`, `moved the customer from Green to Roast`.
// Why it did is told elsewhere, see explain.ts.

import type { OutcomeRecord } from './decision.ts';
import { PLATFORM_PREFIX } from './programme/platform-events.ts';
import type { Programme } from './programme/programme.ts';
import { accountWord } from './programme/words.ts';
import { moneyText } from './purchases/currency.ts';
import type { EntryKind, Hold, UserOffer } from './state.ts';
import { assertNever } from './time.ts';

/** Null for what is no news to a person: platform events, and points that only change their pocket. */
export function effectWords(programme: Programme, outcome: OutcomeRecord): string | null {
  switch (outcome.kind) {
    case 'points':
      return pointsEffect(programme, outcome);
    case 'tier':
      return tierEffect(programme, outcome);
    case 'tag':
      return outcome.count === 0 ? `set the tag ${outcome.tag} back` : `gave the tag ${outcome.tag}`;
    case 'attribute':
      return `set ${outcome.attribute} to ${JSON.stringify(outcome.value)}`;
    case 'hold':
      return holdEffect(outcome.status, outcome.amount);
    case 'profile':
      return `${outcome.action} the customer`;
    case 'event':
      return outcome.name.startsWith(PLATFORM_PREFIX) ? null : `raised the event ${outcome.name}`;
    case 'offer':
      return `${OFFER_VERBS[outcome.status]} the offer ${programme.document.offers[outcome.offer]?.title ?? outcome.offer}`;
    case 'discount':
      return `took ${outcome.amount} off the basket`;
    case 'order': {
      const title = programme.document.offers[outcome.offer]?.title ?? outcome.offer;
      const verb = outcome.status === 'cancelled' ? 'cancelled' : 'kept';
      return `${verb} the order of ${outcome.quantity} × ${title}`;
    }
    case 'exclusion': {
      const title = programme.document.offers[outcome.offer]?.title ?? outcome.offer;
      return outcome.status === 'excluded'
        ? `excluded the customer from ${title}`
        : `lifted the exclusion from ${title}`;
    }
    case 'message': {
      const message = programme.document.messages[outcome.message];
      const title = message?.title ?? outcome.message;
      return message?.channel === 'flow' ? `put the customer into the flow ${title}` : `sent the message ${title}`;
    }
    case 'campaign': {
      const title = programme.document.campaigns[outcome.campaign]?.title ?? outcome.campaign;
      return outcome.action === 'opted_in' ? `opted in to ${title}` : `closed ${title}`;
    }
    case 'external_account':
      return `linked the account ${outcome.external_id} of ${programme.document.external_systems[outcome.system]?.title ?? outcome.system}`;
    case 'merge':
      return MERGE_WORDS[outcome.action];
    case 'ticket':
      return `recorded the ticket ${outcome.reference} as ${outcome.status}`;
    case 'purchase': {
      const { currency } = programme.document;
      const net = `${moneyText(outcome.net, currency)} ${currency}`;
      return outcome.action === 'unchanged'
        ? null
        : `${PURCHASE_VERBS[outcome.action]} ${outcome.transaction_id} (${net} net)`;
    }
    case 'card':
      return `${CARD_VERBS[outcome.action] ?? outcome.action} the card ${outcome.number}`;
    case 'card_entry':
      return null;
    case 'note':
      return `${outcome.action} a note`;
    case 'promo_code':
      return promoEffect(outcome);
    case 'promo_lockout':
      return outcome.status === 'reset' ? 'ended the lockout' : `locked the customer out until ${outcome.until}`;
    case 'privacy':
      return privacyEffect(outcome.request, outcome.action);
    default:
      return assertNever(outcome);
  }
}

const MERGE_WORDS: { readonly [action in Extract<OutcomeRecord, { kind: 'merge' }>['action']]: string } = {
  took_over: 'took over what another customer held',
  merged_into: 'merged the customer into another',
  gave_back: 'gave back what a merge had brought',
  came_back: 'brought the customer back',
};
function promoEffect({ status, code, error }: Extract<OutcomeRecord, { kind: 'promo_code' }>): string {
  return status === 'failed' ? `did not take the promo code ${code} (${error})` : `${status} the promo code ${code}`;
}
const PURCHASE_VERBS = {
  completed: 'booked the purchase',
  returned: 'took back of the purchase',
  voided: 'voided the purchase',
} as const;

type Privacy = Extract<OutcomeRecord, { kind: 'privacy' }>;

const REQUESTS: { readonly [request in Privacy['request']]: string } = {
  export: 'the export of the data',
  forget: 'the forgetting of the customer',
  stop: 'the stop of processing',
  resume: 'the resumption of processing',
  legal_hold: 'the legal hold',
  lift_hold: 'the end of the legal hold',
};

function privacyEffect(request: Privacy['request'], action: Privacy['action']): string {
  return `${action} ${REQUESTS[request]}`;
}

const OFFER_VERBS: { readonly [status in UserOffer['status']]: string } = {
  issued: 'gave',
  locked: 'locked',
  redeemed: 'redeemed',
  expired: 'expired',
  revoked: 'revoked',
};

const CARD_VERBS: { readonly [action: string]: string } = {
  report_lost: 'reported as lost',
  report_stolen: 'reported as stolen',
  found: 'reported as found',
  confirm_stolen: 'confirmed as stolen',
};

/** `a, b and c`. */
export function listed(words: readonly string[]): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} and ${last}`;
}

const VERBS: { readonly [kind in EntryKind]: string | null } = {
  deposit: 'gave',
  roll_in: 'rolled over',
  transfer_in: 'received',
  spend: 'spent',
  capture: 'spent',
  expire: 'expired',
  reverse: 'took back',
  restore: 'gave back',
  transfer_out: 'transferred',
  uncollected: null,
  hold: null,
  release: null,
  settle: null,
  uncount: null,
};

function pointsEffect(programme: Programme, outcome: Extract<OutcomeRecord, { kind: 'points' }>): string | null {
  const word = accountWord(programme.document, outcome.account);
  if (outcome.entry === 'uncollected') return `left ${word} uncollected that were spent already`;
  const verb = VERBS[outcome.entry];
  if (verb === null) return null;
  const pending = outcome.available_at === null ? '' : ` (pending until ${outcome.available_at.slice(0, 10)})`;
  return `${verb} ${Math.abs(outcome.amount)} ${word}${pending}`;
}

function tierEffect(programme: Programme, outcome: Extract<OutcomeRecord, { kind: 'tier' }>): string {
  const levels = programme.tierSystemByName.get(outcome.system)?.levelByName;
  const title = (name: string) => levels?.get(name)?.definition.title ?? name;
  if (outcome.from === null) return `started the customer at ${title(outcome.to)}`;
  const verb = outcome.reason === 'demoted' ? 'dropped' : 'moved';
  return `${verb} the customer from ${title(outcome.from)} to ${title(outcome.to)}`;
}

function holdEffect(status: Hold['status'], amount: number): string | null {
  switch (status) {
    case 'open':
      return `held ${amount} points`;
    case 'released':
      return `released a hold of ${amount} points`;
    case 'expired':
      return `ended a hold of ${amount} points that had timed out`;
    case 'captured':
      return null;
    default:
      return assertNever(status);
  }
}
