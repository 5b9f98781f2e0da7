// Words for what a draft or a version changes: entries and paths as people say them.
import { type Definition, titleOf } from './definition.ts';

const SECTIONS: { readonly [section: string]: string } = {
  programme: 'Programme',
  settings: 'Setting',
  accounts: 'Account',
  sources: 'Source',
  attributes: 'Attribute',
  tags: 'Tag',
  reason_codes: 'Reason code',
  events: 'Event',
  audiences: 'Audience',
  tier_systems: 'Tier system',
  offers: 'Offer',
  stores: 'Reward store',
  promo_lists: 'Promo code list',
  card_types: 'Card type',
  card_processors: 'Card processor',
  providers: 'Provider',
  messages: 'Message',
  campaigns: 'Campaign',
  external_systems: 'External system',
};

type Key = { readonly section: string; readonly name: string };

export function keyText({ section, name }: Key): string {
  return `${section}.${name}`;
}

/** `max_balance` → `max balance` */
function words(key: string): string {
  return key.replaceAll('_', ' ');
}

/** `Account Beans`, `Setting minimum age` */
export function entryWords(document: Definition, { section, name }: Key): string {
  const kind = SECTIONS[section] ?? words(section);
  if (section === 'settings' || section === 'programme') return `${kind}: ${words(name)}`;
  return `${kind} ${titleOf(document, section, name)}`;
}

type PathWords = {
  /** The entry that a path is of. */
  readonly entry: string;
  /** The part of it; empty for the entry itself. */
  readonly part: string;
};

/** Of a path from the root, such as `accounts.beans.expiry.after`. Names of entries may hold dots; parts do not. */
export function pathWords(document: Definition, path: string): PathWords {
  const [section = '', ...rest] = path.split('.');
  if (SECTIONS[section] === undefined) return { entry: `Programme: ${words(section)}`, part: '' };
  const known = Object.keys(Object(document[section])).toSorted((a, b) => b.length - a.length);
  const below = rest.join('.');
  const name = known.find((one) => below === one || below.startsWith(`${one}.`)) ?? rest[0] ?? '';
  const part = below.slice(name.length).replace(/^\./, '');
  return { entry: entryWords(document, { section, name }), part: part.split('.').map(words).join(' › ') };
}
