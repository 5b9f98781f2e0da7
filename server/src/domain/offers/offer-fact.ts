// The facts that lead an offer through its life in a wallet, and which offers a fact names. It decides none of them.

import type { FactBody, JsonObject } from '../facts.ts';
import type { Instant } from '../time.ts';

/** What is bought, as far as a discount looks at it. Money in the smallest unit of the programme's currency. */
export type BasketLine = {
  readonly line: string;
  readonly item: string;
  /** Of the catalogue, as they were when the fact arrived. */
  readonly categories: readonly string[];
  readonly quantity: number;
  /** For the whole quantity. */
  readonly amount: number;
};

export type Basket = {
  readonly transactionId: string;
  readonly store: string | null;
  readonly subtotal: number;
  readonly lines: readonly BasketLine[];
};

export type OfferFact =
  /** Takes an offer out of the wallet again; it goes back into stock. */
  | {
      readonly kind: 'offer.revoke';
      readonly userOfferId: string;
      readonly reason: string;
      /** The customer cannot be given it again, until an agent lifts the exclusion. */
      readonly exclude?: true;
    }
  /** By an agent without a basket, or by the point of sale with one. */
  | {
      readonly kind: 'offer.redeem';
      readonly userOfferId: string;
      readonly codeHash: string | null;
      readonly basket: Basket | null;
      readonly reason: string | null;
    }
  | {
      readonly kind: 'offer.lock';
      readonly userOfferId: string;
      readonly codeHash: string | null;
      readonly basket: Basket;
    }
  | { readonly kind: 'offer.unlock'; readonly userOfferId: string; readonly reason: string | null }
  /** Back into the wallet after it was redeemed; `expiresAt` null: redeemable until the date that it had. */
  | {
      readonly kind: 'offer.reinstate';
      readonly userOfferId: string;
      readonly expiresAt: Instant | null;
      readonly reason: string | null;
    }
  /** What is absent stays; a date of null means without a border. */
  | {
      readonly kind: 'offer.update';
      readonly userOfferId: string;
      readonly startsAt?: Instant | null;
      readonly expiresAt?: Instant | null;
      readonly customData?: JsonObject;
      readonly reason: string | null;
    }
  /** A code for the point of sale, in place of the one before. Only its hash is known here. */
  | {
      readonly kind: 'offer.code';
      readonly userOfferId: string;
      readonly codeHash: string;
      readonly expiresAt: Instant;
    }
  | { readonly kind: 'offer.exclusion.lift'; readonly offer: string; readonly reason: string };

/**
 * The offers that a fact names, by their ids or by the order that bought them, in whatever state: loaded before it is decided,
 * so that one that is absent does not exist.
 */
export function offersNamedBy(body: FactBody): readonly string[] {
  switch (body.kind) {
    case 'offer.revoke':
    case 'offer.redeem':
    case 'offer.lock':
    case 'offer.unlock':
    case 'offer.reinstate':
    case 'offer.update':
    case 'offer.code':
      return [body.userOfferId];
    case 'transaction':
      return body.data.userOffers;
    case 'customer.unmerge':
      return body.offers;
    case 'order.update':
    case 'order.cancel':
      return [body.orderId];
    default:
      return [];
  }
}
