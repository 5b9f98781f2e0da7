// The words of stored value cards: what their statuses, activities and quick actions are called.
import type { Schemas } from '@laurel/sdk';
import type { StatusWord } from '../parts/status.tsx';

export type Card = Schemas['Card'];
export type CardAction = Card['actions'][number];

export const CARD_STATUS: Readonly<Record<Card['status'], StatusWord>> = {
  registered: { word: 'Registered', tone: 'good' },
  lost: { word: 'Lost', tone: 'warn' },
  reported_stolen: { word: 'Reported Stolen', tone: 'warn' },
  stolen: { word: 'Stolen', tone: 'bad' },
  expired: { word: 'Expired', tone: 'quiet' },
  removed: { word: 'Removed', tone: 'quiet' },
};

export const CARD_ACTIVITY: Readonly<Record<Schemas['CardEntry']['activity'], string>> = {
  registered: 'Registered',
  adjusted: 'Adjusted',
  transferred_in: 'Transferred in',
  transferred_out: 'Transferred out',
  expired: 'Expired',
  removed: 'Removed from account',
  synchronised: 'Synchronised with the processor',
};

/** How a card is spoken of: its nickname, else its type and the end of its number. */
export function cardName(card: Card): string {
  return card.nickname ?? `${card.type_title} ${card.number.slice(-4)}`;
}
