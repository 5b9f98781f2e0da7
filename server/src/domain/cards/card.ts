// Stored value cards as a customer holds them, their history, and which action is possible in which status.
// It carries no action out: that is change.ts.

import type { CardTypeDefinition } from '../programme/schema-cards.ts';
import type { Instant } from '../time.ts';

export const CARD_STATUSES = ['registered', 'lost', 'reported_stolen', 'stolen', 'expired', 'removed'] as const;
export type CardStatus = (typeof CARD_STATUSES)[number];

export const CARD_ACTIONS = [
  'adjust',
  'expire',
  'transfer',
  'report_lost',
  'report_stolen',
  'found',
  'confirm_stolen',
  'remove',
] as const;
export type CardAction = (typeof CARD_ACTIONS)[number];

/** The processor that is this engine alone. */
export const LOCAL = 'local';

export type Card = {
  readonly id: string;
  /** Digits; unique among the cards of all customers that are not removed. */
  readonly number: string;
  readonly type: string;
  readonly design: string | null;
  readonly nickname: string | null;
  readonly status: CardStatus;
  /** In the smallest unit of the currency. */
  readonly balance: number;
  readonly currency: string;
  readonly expiresAt: Instant | null;
  readonly registeredAt: Instant;
  readonly updatedAt: Instant;
  /** Of a removed card: the money that left with it, and is there again when the number is registered anew. */
  readonly leftWith: number | null;
};

export const CARD_ACTIVITIES = [
  'registered',
  'adjusted',
  'transferred_in',
  'transferred_out',
  'expired',
  'removed',
  'synchronised',
] as const;
export type CardActivity = (typeof CARD_ACTIVITIES)[number];

/** One change of a balance. Never changed itself. */
export type CardEntry = {
  readonly id: string;
  readonly cardId: string;
  readonly at: Instant;
  readonly activity: CardActivity;
  readonly change: number;
  /** Afterwards. */
  readonly balance: number;
  readonly reason: string | null;
  readonly author: string;
  /** The other card of a transfer. */
  readonly otherCardId: string | null;
  /** The processor's own name for what it did. */
  readonly reference: string | null;
};

/** What the processor of the card's type said before the fact was handed in. */
export type ProcessorAnswer = {
  readonly processor: string;
  /** Names the question; asked again with it, the processor gives the same answer. */
  readonly requestId: string;
  readonly reference: string | null;
  /** The card's balance at the processor after the action; null: it told none. */
  readonly balance: number | null;
  /** Why it did not agree; null: it did. */
  readonly declined: string | null;
};

type OnCard = { readonly cardId: string; readonly reason: string; readonly processor: ProcessorAnswer | null };

export type CardFact =
  | {
      readonly kind: 'card.register';
      readonly number: string;
      readonly type: string;
      readonly design: string | null;
      readonly nickname: string | null;
      /** What is on the card; null: what left with it when it was removed, else nothing. */
      readonly balance: number | null;
      readonly processor: ProcessorAnswer | null;
    }
  | { readonly kind: 'card.update'; readonly cardId: string; readonly nickname: string | null }
  /** Adds or takes off money. */
  | (OnCard & { readonly kind: 'card.adjust'; readonly amount: number })
  /** For good; what is left on it expires with it. */
  | (OnCard & { readonly kind: 'card.expire' })
  /** All of its money to another card of the customer. */
  | (OnCard & { readonly kind: 'card.transfer'; readonly toCardId: string })
  | (OnCard & { readonly kind: 'card.report'; readonly as: 'lost' | 'stolen' })
  | (OnCard & { readonly kind: 'card.found' })
  | (OnCard & { readonly kind: 'card.confirm_stolen' })
  | (OnCard & { readonly kind: 'card.remove' });

const POSSIBLE: { readonly [status in CardStatus]: readonly CardAction[] } = {
  registered: ['adjust', 'expire', 'transfer', 'report_lost', 'report_stolen', 'remove'],
  lost: ['found', 'transfer', 'remove'],
  reported_stolen: ['found', 'confirm_stolen', 'transfer', 'remove'],
  stolen: ['transfer', 'remove'],
  expired: ['remove'],
  removed: [],
};

/** In a status, whatever the type allows. */
export function possibleActions(status: CardStatus): readonly CardAction[] {
  return POSSIBLE[status];
}

/** What an agent may do with the card now. */
export function allowedActions(
  status: CardStatus,
  type: Pick<CardTypeDefinition, 'actions'> | undefined,
): readonly CardAction[] {
  return POSSIBLE[status].filter((action) => type?.actions.includes(action) === true);
}

/** Money may still come to it or leave it. */
export function isOpenCard({ status }: Pick<Card, 'status'>): boolean {
  return status !== 'expired' && status !== 'removed';
}
