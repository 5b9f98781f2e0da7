// A purchase as rules see it: what is left of each line, and which lines and purchases a rule asks for. It reads no state.

import type { JsonObject } from '../facts.ts';
import type { LineFilter, PurchaseDefinition } from '../programme/schema-purchases.ts';
import type { Purchase, PurchaseLine, Share } from './purchase.ts';

export const COMPLETED = '__platform.transaction.completed';
export const RETURNED = '__platform.transaction.returned';

export type BasketLine = Pick<PurchaseLine, 'line' | 'item' | 'categories' | 'quantity' | 'net'>;

export type Basket = {
  readonly transactionId: string;
  readonly store: string | null;
  readonly channel: string | null;
  readonly subtotal: number;
  readonly tax: number;
  readonly total: number;
  readonly promoCodes: readonly string[];
  readonly share: Share;
  /** Those of which something is left. */
  readonly lines: readonly BasketLine[];
};

export function basketOf(purchase: Purchase): Basket {
  const { transactionId, store, channel, subtotal, tax, total, data } = purchase;
  const lines = purchase.lines
    .map(({ line, item, categories, quantity, returned, net }) => ({
      ...{ line, item, categories, net },
      quantity: quantity - returned,
    }))
    .filter(({ quantity }) => quantity > 0);
  const { promoCodes, share } = data;
  return { transactionId, store, channel, subtotal, tax, total, promoCodes, share, lines };
}

/** The flat properties of the platform's event, for expressions and messages. */
export function propertiesOf(basket: Basket): JsonObject {
  const { lines } = basket;
  return {
    transaction_id: basket.transactionId,
    ...(basket.store === null ? {} : { store: basket.store }),
    ...(basket.channel === null ? {} : { channel: basket.channel }),
    subtotal: basket.subtotal,
    tax: basket.tax,
    total: basket.total,
    net: netOf(lines),
    quantity: quantityOf(lines),
    items: distinct(lines.flatMap(({ item }) => (item === null ? [] : [item]))),
    categories: distinct(lines.flatMap(({ categories }) => categories)),
    promo_codes: basket.promoCodes,
  };
}

function distinct(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

export function netOf(lines: readonly Pick<BasketLine, 'net'>[]): number {
  return lines.reduce((sum, { net }) => sum + net, 0);
}

function quantityOf(lines: readonly BasketLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

/** Lines of one of the items or categories; of all, where none are named. */
export function linesOf(basket: Basket, { items, categories }: LineFilter): readonly BasketLine[] {
  if (items === undefined && categories === undefined) return basket.lines;
  return basket.lines.filter(
    (line) =>
      (line.item !== null && items?.includes(line.item) === true) ||
      line.categories.some((category) => categories?.includes(category) === true),
  );
}

/** Whether a purchase is of the kind that a rule asks for; what it names must all be true of one purchase. */
export function isOfKind(basket: Basket, asked: PurchaseDefinition): boolean {
  const lines = linesOf(basket, asked);
  if (lines.length === 0) return false;
  if (asked.min_count !== undefined && quantityOf(lines) < asked.min_count) return false;
  if (asked.min_value !== undefined && netOf(lines) < asked.min_value) return false;
  if (asked.stores !== undefined && !isNamed(asked.stores, basket.store)) return false;
  if (asked.channels !== undefined && !isNamed(asked.channels, basket.channel)) return false;
  if (asked.pairing?.some((part) => linesOf(basket, part).length === 0) === true) return false;
  if (asked.quantity !== undefined) {
    const { item, at_least } = asked.quantity;
    if (quantityOf(linesOf(basket, { items: [item] })) < at_least) return false;
  }
  return hasPromoCode(basket, asked.promo_code);
}

function isNamed(names: readonly string[], name: string | null): boolean {
  return name !== null && names.includes(name);
}

function hasPromoCode({ promoCodes }: Basket, asked: PurchaseDefinition['promo_code']): boolean {
  if (asked === undefined) return true;
  if (asked === true) return promoCodes.length > 0;
  return promoCodes.some((code) => asked.includes(code));
}
