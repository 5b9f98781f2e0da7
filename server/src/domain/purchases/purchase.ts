// What a customer bought in one transaction, line by line, and what rules gave for it. Money is in the smallest unit of the
// currency. It holds data only: booking is transact.ts, taking back is return.ts.

import type { JsonObject } from '../facts.ts';
import type { Instant } from '../time.ts';

/** A line as it was bought: `amount` is what all customers together paid for it, without tax and after discounts. */
export type SoldLine = {
  readonly line: string;
  /** Null where only amounts were sent. */
  readonly item: string | null;
  /** As the catalogue had them when the transaction came in. */
  readonly categories: readonly string[];
  readonly quantity: number;
  readonly amount: number;
};

export type PurchaseLine = Omit<SoldLine, 'amount'> & {
  readonly returned: number;
  /** This customer's share, as it was bought. */
  readonly netBought: number;
  /** What is left of it after returns. */
  readonly net: number;
};

/** What one outcome of a rule gave for a purchase, so that a return takes back just that. */
export type PointsGrant = {
  /** `lines`: earned by single lines, as in `shares`; `whole`: by the purchase as such. */
  readonly kind: 'lines' | 'whole';
  readonly rule: string;
  readonly version: number;
  readonly account: string;
  readonly entry: string;
  readonly amount: number;
  readonly takenBack: number;
  readonly shares: readonly (readonly [line: string, points: number])[];
};

export type OfferGrant = {
  readonly kind: 'offer';
  readonly rule: string;
  readonly version: number;
  readonly userOffers: readonly string[];
  readonly isTakenBack: boolean;
};

export type Grant = PointsGrant | OfferGrant;

export type PurchaseStatus = 'completed' | 'partly_returned' | 'returned' | 'voided';

export type Purchase = {
  readonly id: string;
  readonly transactionId: string;
  readonly factId: string;
  readonly store: string | null;
  readonly channel: string | null;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  /** Of the whole transaction. */
  readonly subtotal: number;
  readonly tax: number;
  readonly total: number;
  /** What is left of this customer's share, and what was returned of it: sums over the lines. */
  readonly net: number;
  readonly netReturned: number;
  readonly status: PurchaseStatus;
  readonly lines: readonly PurchaseLine[];
  readonly earned: readonly Grant[];
  readonly data: PurchaseData;
};

/** How much of the transaction this customer paid: a fraction. */
export type Share = { readonly paid: number; readonly of: number };

/** What rules may ask for beside the lines, and the transaction as it was sent. */
export type PurchaseData = {
  readonly share: Share;
  readonly promoCodes: readonly string[];
  /** Offers of the wallet that its discounts name. */
  readonly userOffers: readonly string[];
  readonly sent: JsonObject;
};

export type TransactionFact =
  /** A purchase, or the same one again with lines removed or lessened: then the difference is a return. */
  | {
      readonly kind: 'transaction';
      readonly purchaseId: string;
      readonly transactionId: string;
      readonly store: string | null;
      readonly channel: string | null;
      readonly subtotal: number;
      readonly tax: number;
      readonly total: number;
      /** This customer's share of the amount without tax. */
      readonly net: number;
      readonly lines: readonly SoldLine[];
      readonly data: PurchaseData;
    }
  /** `lines` null: all that is left. */
  | {
      readonly kind: 'transaction.return';
      readonly purchaseId: string;
      readonly transactionId: string;
      readonly lines: readonly { readonly line: string; readonly quantity: number }[] | null;
      readonly reason: string | null;
    }
  /** The whole of it was a mistake. */
  | {
      readonly kind: 'transaction.void';
      readonly purchaseId: string;
      readonly transactionId: string;
      readonly reason: string | null;
    };

export type TransactionBody = Extract<TransactionFact, { kind: 'transaction' }>;
