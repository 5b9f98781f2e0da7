// What a customer holds besides points, tiers and offers, one row each: notes, purchases, orders, cards, … Each family has a
// table of its own; the state keeps its rows by family and id, and an effect replaces a row whole. It decides nothing.

import type { Card, CardEntry } from './cards/card.ts';
import type { Ticket } from './care/ticket.ts';
import type { ExternalAccount } from './external/account.ts';
import type { FactBody } from './facts.ts';
import type { Note } from './notes/note.ts';
import type { OfferExclusion } from './offers/revoke.ts';
import type { PrivacyRequest } from './privacy/privacy.ts';
import type { PromoClaim } from './promo/promo.ts';
import type { Purchase } from './purchases/purchase.ts';
import type { Order } from './stores/order.ts';

export type Records = {
  readonly note: Note;
  readonly exclusion: OfferExclusion;
  readonly promo_claim: PromoClaim;
  readonly ticket: Ticket;
  readonly purchase: Purchase;
  readonly external_account: ExternalAccount;
  readonly card: Card;
  readonly card_entry: CardEntry;
  readonly privacy_request: PrivacyRequest;
  readonly order: Order;
};
export type Family = keyof Records;

type RecordIn<F extends Family> = { readonly family: F; readonly row: Records[F] };
export type AnyRecord = { [F in Family]: RecordIn<F> }[Family];

const IS_FAMILY: { readonly [F in Family]: true } = {
  note: true,
  exclusion: true,
  promo_claim: true,
  ticket: true,
  purchase: true,
  external_account: true,
  card: true,
  card_entry: true,
  privacy_request: true,
  order: true,
};

function isFamily(name: string): name is Family {
  return Object.hasOwn(IS_FAMILY, name);
}

/** By `nameOf`. */
type RecordMap = ReadonlyMap<string, AnyRecord>;

export function nameOf(family: Family, id: string): string {
  return `${family}|${id}`;
}

export function recordOf<F extends Family>(
  { records }: { readonly records: RecordMap },
  family: F,
  id: string,
): Records[F] | undefined {
  const found = records.get(nameOf(family, id));
  return found !== undefined && isOf(found, family) ? found.row : undefined;
}

/** All rows of a family that are loaded, or were made by this decision. */
export function recordsOf<F extends Family>(
  { records }: { readonly records: RecordMap },
  family: F,
): readonly Records[F][] {
  return [...records.values()].flatMap((record) => (isOf(record, family) ? [record.row] : []));
}

/** TypeScript narrows a union by its tag only where the tag is written out; this says it for a tag that is a parameter. */
export function isOf<F extends Family>(record: AnyRecord, family: F): record is AnyRecord & RecordIn<F> {
  return record.family === family;
}

/** The family whose rows a slice has; null for slices of other things. */
export function familyOf(slice: string): Family | null {
  const [prefix, name = ''] = slice.split(':');
  return prefix === 'records' && isFamily(name) ? name : null;
}

export type NamedRecord = { readonly family: Family; readonly id: string };

/** The rows that a fact names by their ids: loaded before it is decided, so that one that is absent does not exist. */
export function recordsNamedBy(body: FactBody): readonly NamedRecord[] {
  switch (body.kind) {
    case 'note.edit':
    case 'note.remove':
      return [{ family: 'note', id: body.noteId }];
    case 'ticket.record':
      return [{ family: 'ticket', id: body.ticketId }];
    case 'transaction':
    case 'transaction.return':
    case 'transaction.void':
      return [{ family: 'purchase', id: body.purchaseId }];
    case 'card.update':
    case 'card.adjust':
    case 'card.expire':
    case 'card.report':
    case 'card.found':
    case 'card.confirm_stolen':
    case 'card.remove':
      return [{ family: 'card', id: body.cardId }];
    case 'card.transfer':
      return [body.cardId, body.toCardId].map((id) => ({ family: 'card', id }));
    case 'customer.erased':
    case 'export.complete':
    case 'export.download':
      return [{ family: 'privacy_request', id: body.requestId }];
    case 'order.update':
    case 'order.cancel':
      return [{ family: 'order', id: body.orderId }];
    case 'customer.unmerge':
      return body.cards.map((id) => ({ family: 'card', id }));
    default:
      return [];
  }
}
