// Registers cards and carries out what may be done with them: each action checked against the card's type and status, each
// change of a balance with an entry of its own. What a processor said comes in with the fact; nobody is asked here.

import { type Draft, emit, nextId, refuse, requireSlice } from '../draft.ts';
import { declared } from '../programme/programme.ts';
import type { CardTypeDefinition } from '../programme/schema-cards.ts';
import { recordOf, recordsOf } from '../records.ts';
import { addToDay, assertNever, dayOf, type Instant, shift, startOfDay } from '../time.ts';
import {
  type Card,
  type CardAction,
  type CardActivity,
  type CardFact,
  type CardStatus,
  isOpenCard,
  LOCAL,
  type ProcessorAnswer,
  possibleActions,
} from './card.ts';
import { maskedNumber, numberProblem } from './number.ts';

/** A wallet with more is nobody's. */
const CARDS_MAX = 100;

type Register = Extract<CardFact, { kind: 'card.register' }>;
type Transfer = Extract<CardFact, { kind: 'card.transfer' }>;
type Adjust = Extract<CardFact, { kind: 'card.adjust' }>;
type OnCard = Exclude<CardFact, { kind: 'card.register' | 'card.update' }>;

export function changeCards(draft: Draft, body: CardFact): void {
  switch (body.kind) {
    case 'card.register':
      return register(draft, body);
    case 'card.update':
      return setCard(draft, { ...cardNamed(draft, body.cardId), nickname: body.nickname }, 'updated');
    case 'card.adjust':
      return adjust(draft, body);
    case 'card.expire': {
      const card = ready(draft, body, 'expire');
      return endCard(draft, card, { status: 'expired', body, at: draft.now });
    }
    case 'card.transfer':
      return transfer(draft, body);
    case 'card.report': {
      const isLost = body.as === 'lost';
      const status = isLost ? 'lost' : 'reported_stolen';
      return changeStatus(draft, { body, action: isLost ? 'report_lost' : 'report_stolen', status });
    }
    case 'card.found':
      return changeStatus(draft, { body, action: 'found', status: 'registered' });
    case 'card.confirm_stolen':
      return changeStatus(draft, { body, action: 'confirm_stolen', status: 'stolen' });
    case 'card.remove': {
      const card = ready(draft, body, 'remove');
      return endCard(draft, card, { status: 'removed', body, at: draft.now });
    }
    default:
      return assertNever(body);
  }
}

/** A card whose date has come. */
export function expireCard(draft: Draft, cardId: string, at: Instant): void {
  const card = recordOf(draft.state, 'card', cardId);
  if (card === undefined || !isOpenCard(card)) return;
  endCard(draft, card, { status: 'expired', body: { reason: 'Expiration date', processor: null }, at });
}

/** A card that goes to another customer with all that is on it: it leaves here, and is not to be had again. */
export function letGoOfCard(draft: Draft, card: Card, reason: string): void {
  const booking = { activity: 'removed', change: -card.balance, at: draft.now, reason, processor: null } as const;
  const emptied = card.balance === 0 ? card : book(draft, card, booking);
  setCard(draft, { ...emptied, status: 'removed', leftWith: null }, 'removed');
}

/** The other side: the same card, in the status that it had. */
export function takeOverCard(draft: Draft, card: Card, reason: string): void {
  const booking = { activity: 'registered', change: card.balance, at: draft.now, reason, processor: null } as const;
  setCard(draft, card.balance === 0 ? card : book(draft, { ...card, balance: 0 }, booking), 'registered');
}

function register(draft: Draft, body: Register): void {
  const { number, nickname, processor } = body;
  const type =
    declared(draft.programme.document.card_types, body.type) ?? refuse('unknown_card_type', { type: body.type });
  const problem = numberProblem(number, type.number);
  if (problem !== null) refuse('card_number_invalid', { problem });
  if (body.design !== null && declared(type.designs, body.design) === undefined)
    refuse('unknown_card_design', { type: body.type, design: body.design });
  const expiresAt = expiryOf(draft, type);
  if (expiresAt !== null && expiresAt <= draft.now) refuse('card_type_ended', { type: body.type });
  requireSlice(draft, 'records:card');
  const held = recordsOf(draft.state, 'card').filter(({ status }) => status !== 'removed');
  if (held.some((card) => card.number === number)) refuse('card_number_taken');
  if (held.length >= CARDS_MAX) refuse('card_limit_reached', { limit: CARDS_MAX });
  const opening = openingOf(draft, body);
  checkMax(type, opening);
  requireProcessor(type, processor);
  const card = {
    id: nextId(draft),
    number,
    type: body.type,
    design: body.design,
    nickname,
    status: 'registered',
    balance: 0,
    currency: type.currency ?? draft.programme.document.currency,
    expiresAt,
    registeredAt: draft.now,
    updatedAt: draft.now,
    leftWith: null,
  } as const;
  const opened = book(draft, card, { activity: 'registered', change: opening, at: draft.now, reason: null, processor });
  setCard(draft, opened, 'registered');
}

/** The processor's figure goes first; money that left with a removed card is on it again, and nobody may say otherwise. */
function openingOf(draft: Draft, { number, balance, processor }: Register): number {
  if (processor !== null && processor.balance !== null) return processor.balance;
  const removed = recordsOf(draft.state, 'card').filter((card) => card.number === number && card.leftWith !== null);
  const left = removed.toSorted((a, b) => b.updatedAt - a.updatedAt)[0]?.leftWith ?? draft.state.cardsLeft.get(number);
  if (left === undefined) return balance ?? 0;
  if (balance !== null && balance !== left) refuse('card_balance_known', { balance: left });
  return left;
}

/** Through the last moment of a local day. */
function expiryOf(draft: Draft, { expiry }: CardTypeDefinition): Instant | null {
  switch (expiry.kind) {
    case 'never':
      return null;
    case 'rolling': {
      const { after } = expiry;
      if (after.unit === 'minute' || after.unit === 'hour') return shift(draft.now, after, 1);
      const last = addToDay(dayOf(draft.now, draft.timeZone), after);
      return startOfDay(addToDay(last, { count: 1, unit: 'day' }), draft.timeZone);
    }
    case 'fixed':
      return startOfDay(addToDay(expiry.on, { count: 1, unit: 'day' }), draft.timeZone);
    default:
      return assertNever(expiry);
  }
}

function adjust(draft: Draft, body: Adjust): void {
  const card = ready(draft, body, 'adjust', (held, definition) => {
    const balance = held.balance + body.amount;
    if (balance < 0)
      refuse('insufficient_card_balance', { card: held.id, balance: held.balance, amount: -body.amount });
    if (body.amount > 0) checkMax(definition, balance);
  });
  const { amount, reason, processor } = body;
  const changed = book(draft, card, { activity: 'adjusted', change: amount, at: draft.now, reason, processor });
  setCard(draft, changed, 'adjusted');
}

function transfer(draft: Draft, body: Transfer): void {
  const card = ready(draft, body, 'transfer', (from) => checkTarget(draft, from, body.toCardId));
  const to = cardNamed(draft, body.toCardId);
  const { reason, processor } = body;
  const common = { at: draft.now, reason, processor: processor === null ? null : { ...processor, balance: null } };
  const change = card.balance;
  const emptied = book(draft, card, { ...common, activity: 'transferred_out', change: -change, otherCardId: to.id });
  setCard(draft, emptied, 'emptied');
  const filled = book(draft, to, { ...common, activity: 'transferred_in', change, otherCardId: card.id });
  setCard(draft, filled, 'filled');
}

function checkTarget(draft: Draft, from: Card, toCardId: string): void {
  if (from.id === toCardId) refuse('same_card');
  const to = cardNamed(draft, toCardId);
  const definition = typeOf(draft, to);
  if (to.status !== 'registered') refuse('card_not_registered', { card: to.id, status: to.status });
  if (to.currency !== from.currency) refuse('card_currency', { from: from.currency, to: to.currency });
  if (typeOf(draft, from).processor !== definition.processor) refuse('card_processors_differ');
  if (from.balance === 0) refuse('card_empty', { card: from.id });
  checkMax(definition, to.balance + from.balance);
}

function changeStatus(
  draft: Draft,
  { body, action, status }: { readonly body: OnCard; readonly action: CardAction; readonly status: CardStatus },
): void {
  const card = ready(draft, body, action);
  setCard(draft, { ...card, status }, action);
}

type Ending = {
  readonly status: 'expired' | 'removed';
  readonly body: Pick<OnCard, 'reason' | 'processor'>;
  readonly at: Instant;
};

/** What is on the card goes with it. */
function endCard(draft: Draft, card: Card, { status, body, at }: Ending): void {
  const { reason, processor } = body;
  const change = -card.balance;
  // Nothing is left to be compared with what the processor says: it keeps what it keeps.
  const answer = processor === null ? null : { ...processor, balance: null };
  const ended = change === 0 ? card : book(draft, card, { activity: status, change, at, reason, processor: answer });
  const leftWith = status === 'removed' ? card.balance : null;
  setCard(draft, { ...ended, status, leftWith }, status);
}

/** The card, once its type and its status allow the action, what the action itself needs holds, and the processor agreed. */
function ready(
  draft: Draft,
  body: OnCard,
  action: CardAction,
  check?: (card: Card, type: CardTypeDefinition) => void,
): Card {
  const card = cardNamed(draft, body.cardId);
  const type = typeOf(draft, card);
  if (!possibleActions(card.status).includes(action)) {
    const allowed = possibleActions(card.status).filter((one) => type.actions.includes(one));
    refuse('card_state', { card: card.id, status: card.status, action, allowed: allowed.join(', ') });
  }
  if (!type.actions.includes(action)) refuse('card_type_forbids', { type: card.type, action });
  check?.(card, type);
  requireProcessor(type, body.processor);
  return card;
}

function cardNamed(draft: Draft, id: string): Card {
  const card = recordOf(draft.state, 'card', id);
  if (card === undefined || card.status === 'removed') return refuse('card_not_found', { card: id });
  return card;
}

function typeOf(draft: Draft, card: Card): CardTypeDefinition {
  return declared(draft.programme.document.card_types, card.type) ?? refuse('unknown_card_type', { type: card.type });
}

function checkMax(type: CardTypeDefinition, balance: number): void {
  if (type.max_balance !== undefined && balance > type.max_balance)
    refuse('card_balance_too_high', { balance, max_balance: type.max_balance });
}

/** Told to the adapter as a refusal that is not kept: it asks the processor and hands the fact in again, with the answer. */
function requireProcessor({ processor }: CardTypeDefinition, answer: ProcessorAnswer | null): void {
  if (processor === LOCAL) return;
  if (answer?.processor !== processor) return refuse('card_processor_required', { processor });
  if (answer.declined !== null) refuse('card_declined', { processor, reason: answer.declined });
}

type Booking = {
  readonly activity: CardActivity;
  readonly change: number;
  readonly at: Instant;
  readonly reason: string | null;
  readonly processor: ProcessorAnswer | null;
  readonly otherCardId?: string;
};

/** The card with its new balance. Where the processor knows another one, the difference is booked besides. */
function book(draft: Draft, card: Card, booking: Booking): Card {
  const { processor } = booking;
  const booked = bookOne(draft, card, booking);
  const difference = processor === null || processor.balance === null ? 0 : processor.balance - booked.balance;
  if (difference === 0) return booked;
  return bookOne(draft, booked, { ...booking, activity: 'synchronised', change: difference });
}

function bookOne(draft: Draft, card: Card, booking: Booking): Card {
  const { activity, change, at, reason, processor } = booking;
  const balance = card.balance + change;
  const id = nextId(draft);
  const entry = {
    id,
    cardId: card.id,
    at,
    activity,
    change,
    balance,
    reason,
    author: draft.fact.actor.name,
    otherCardId: booking.otherCardId ?? null,
    reference: processor?.reference ?? null,
  };
  emit(draft, { kind: 'record', record: { family: 'card_entry', row: entry } });
  draft.outcomes.push({ kind: 'card_entry', entry_id: id, card_id: card.id, activity, change, balance });
  return { ...card, balance };
}

function setCard(draft: Draft, card: Card, action: string): void {
  emit(draft, { kind: 'record', record: { family: 'card', row: { ...card, updatedAt: draft.now } } });
  const { id, type, status, balance, currency } = card;
  const number = maskedNumber(card.number);
  draft.outcomes.push({ kind: 'card', card_id: id, number, type, action, status, balance, currency });
}
