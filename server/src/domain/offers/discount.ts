// What an offer takes off a basket, by its type. Pure figures in the smallest unit of money; which offer may be used, and by
// whom, is decided elsewhere.

import type { ItemChoice, OfferDefinition } from '../programme/schema-offers.ts';
import { assertNever } from '../time.ts';
import type { Basket, BasketLine } from './offer-fact.ts';

type DiscountedLine = { readonly line: string; readonly quantity: number; readonly amount: number };

export type Discount =
  | { readonly ok: true; readonly amount: number; readonly lines: readonly DiscountedLine[] }
  | { readonly ok: false; readonly why: 'store' | 'minimum_spend' | 'items' };

/** Whole units of one line at one price; what is sold by weight counts as one unit. */
type Units = { readonly line: BasketLine; readonly price: number; left: number };

export function discountFor(definition: OfferDefinition, basket: Basket): Discount {
  const { stores, minimum_spend } = definition;
  if (stores !== undefined && (basket.store === null || !stores.includes(basket.store)))
    return { ok: false, why: 'store' };
  if (minimum_spend !== undefined && basket.subtotal < minimum_spend) return { ok: false, why: 'minimum_spend' };
  const lines = linesOff(definition, basket);
  if (lines === null) return { ok: false, why: 'items' };
  const most = Math.max(0, Math.min(definition.max_discount ?? Number.MAX_SAFE_INTEGER, basket.subtotal));
  if (lines.length === 0) return { ok: true, amount: Math.min(checkOff(definition, basket), most), lines };
  const kept = upTo(lines, most);
  return { ok: true, amount: kept.reduce((total, { amount }) => total + amount, 0), lines: kept };
}

/** Lines in their order, until the most that may be taken off is used up. */
function upTo(lines: readonly DiscountedLine[], most: number): readonly DiscountedLine[] {
  let left = most;
  return lines.flatMap((line) => {
    const amount = Math.min(line.amount, left);
    left -= amount;
    return amount > 0 ? [{ ...line, amount }] : [];
  });
}

function checkOff({ type, amount = 0 }: OfferDefinition, { subtotal }: Basket): number {
  if (type === 'fixed_amount_check_discount') return amount;
  return type === 'percent_check_discount' ? percentOf(subtotal, amount) : 0;
}

/** To the nearest smallest unit, halves up. */
function percentOf(amount: number, percent: number): number {
  return Math.floor((amount * Math.min(percent, 100) + 50) / 100);
}

/** The lines that a discount on items takes something off; none for one on the whole check, null where nothing matches. */
function linesOff(definition: OfferDefinition, basket: Basket): readonly DiscountedLine[] | null {
  switch (definition.type) {
    case 'fixed_amount_item_discount':
    case 'percent_item_discount':
    case 'set_price_coupon':
      return found(itemsOff(definition, unitsOf(basket)));
    case 'buy_x_get_y_fixed':
    case 'buy_x_get_y_percent':
    case 'buy_x_get_y_set_price':
      return found(gotOff(definition, unitsOf(basket)));
    case 'fixed_amount_check_discount':
    case 'percent_check_discount':
    case 'points':
    case 'manual_fulfillment':
      return [];
    default:
      return assertNever(definition.type);
  }
}

function found(lines: readonly DiscountedLine[]): readonly DiscountedLine[] | null {
  return lines.length === 0 ? null : lines;
}

function unitsOf({ lines }: Basket): Units[] {
  return lines.flatMap((line) => {
    const left = line.quantity > 0 ? Math.max(1, Math.floor(line.quantity)) : 0;
    return left === 0 || line.amount <= 0 ? [] : [{ line, left, price: Math.floor(line.amount / left) }];
  });
}

function matches(choice: ItemChoice | undefined, { item, categories }: BasketLine): boolean {
  if (choice === undefined) return true;
  return choice.items.includes(item) || categories.some((category) => choice.categories.includes(category));
}

/** The dearest units first, as many as the offer recurs. */
function itemsOff(definition: OfferDefinition, units: readonly Units[]): readonly DiscountedLine[] {
  const { applies_to: choice, recurrence } = definition;
  const dearest = units.filter(({ line }) => matches(choice, line)).toSorted((a, b) => b.price - a.price);
  return priced(definition, take(dearest, recurrence));
}

/**
 * Each round pays for so many units in full, the dearest, and gets so many others, the cheapest. Units that fit only one side
 * are taken for it first, so that as many rounds as possible come about.
 */
function gotOff(definition: OfferDefinition, units: readonly Units[]): readonly DiscountedLine[] {
  const { buys = definition.applies_to, applies_to: gets, buy_count, get_count, recurrence } = definition;
  const isBought = ({ line }: Units) => Number(matches(buys, line));
  const isGot = ({ line }: Units) => Number(matches(gets, line));
  const bought = units.filter(isBought).toSorted((a, b) => isGot(a) - isGot(b) || b.price - a.price);
  const got = units.filter(isGot).toSorted((a, b) => isBought(a) - isBought(b) || a.price - b.price);
  const taken: Taken[] = [];
  for (let round = 0; round < recurrence; round += 1) {
    const before = units.map(({ left }) => left);
    const paid = take(bought, buy_count);
    const given = take(got, get_count);
    if (countOf(paid) === buy_count && countOf(given) > 0) taken.push(...given);
    else {
      units.forEach((one, index) => {
        one.left = before[index] ?? 0;
      });
      break;
    }
  }
  return priced(definition, taken);
}

type Taken = { readonly units: Units; readonly quantity: number };

function take(from: readonly Units[], wanted: number): readonly Taken[] {
  let open = wanted;
  const taken: Taken[] = [];
  for (const units of from) {
    const quantity = Math.min(open, units.left);
    if (quantity === 0) continue;
    units.left -= quantity;
    open -= quantity;
    taken.push({ units, quantity });
    if (open === 0) break;
  }
  return taken;
}

function countOf(taken: readonly Taken[]): number {
  return taken.reduce((total, { quantity }) => total + quantity, 0);
}

function priced(definition: OfferDefinition, taken: readonly Taken[]): readonly DiscountedLine[] {
  const byLine = new Map<string, DiscountedLine>();
  for (const { units, quantity } of taken) {
    const { line } = units.line;
    const known = byLine.get(line);
    const amount = (known?.amount ?? 0) + quantity * offOne(definition, units.price);
    byLine.set(line, { line, quantity: (known?.quantity ?? 0) + quantity, amount });
  }
  return [...byLine.values()].filter(({ amount }) => amount > 0);
}

function offOne({ type, amount = 0 }: OfferDefinition, price: number): number {
  if (type === 'percent_item_discount' || type === 'buy_x_get_y_percent') return percentOf(price, amount);
  if (type === 'set_price_coupon' || type === 'buy_x_get_y_set_price') return Math.max(0, price - amount);
  return Math.min(amount, price);
}
