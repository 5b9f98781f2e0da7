// Checks the card types of a programme: what their schema alone cannot tell.

import { LOCAL } from '../cards/card.ts';
import { type Compilation, report, requireLength, resolve } from './compilation.ts';

export function checkCards(compilation: Compilation): void {
  const { card_types, card_processors, providers } = compilation.document;
  for (const [name, type] of Object.entries(card_types)) {
    const path = ['card_types', name];
    if (type.expiry.kind === 'rolling') requireLength(compilation, [...path, 'expiry', 'after'], type.expiry.after);
    if (type.number.min > type.number.max)
      report(compilation, [...path, 'number', 'min'], 'min is above max', `a number up to ${type.number.max}`);
    if (type.processor !== LOCAL)
      resolve(compilation, [...path, 'processor'], 'card processor', type.processor, card_processors);
  }
  for (const [name, { provider }] of Object.entries(card_processors)) {
    const path = ['card_processors', name];
    if (name === LOCAL) report(compilation, path, `${LOCAL} is the engine itself`, 'another name');
    resolve(compilation, [...path, 'provider'], 'provider', provider, providers);
  }
}
