// How many points a purchase earns by its amount, items or units, and which lines earned them. One rounding for each outcome;
// the lines share its result, so that returning all of them takes back just what was given.

import type { AccountDefinition } from '../programme/schema.ts';
import type { PurchasePointsDefinition } from '../programme/schema-rules.ts';
import { type Basket, type BasketLine, linesOf } from './basket.ts';
import { minorUnits } from './currency.ts';
import { split } from './split.ts';

/** Rates and multipliers have at most so many decimals: they are counted in ten-thousandths. */
const SCALE = 10_000;

export type Earned = {
  readonly points: number;
  readonly lines: readonly BasketLine[];
  readonly weights: readonly number[];
};

export type Rate = {
  readonly definition: Pick<PurchasePointsDefinition, 'per' | 'rate' | 'items' | 'categories'>;
  /** Of the level that the customer held. */
  readonly multiplier: number;
  readonly rounding: AccountDefinition['rounding'];
  readonly currency: string;
};

/** Items and units count by the share that the customer paid, as amounts do. */
export function pointsFor(basket: Basket, { definition, multiplier, rounding, currency }: Rate): Earned {
  const lines = linesOf(basket, definition);
  const weights = lines.map((line) => weightOf(line, definition.per));
  const sum = weights.reduce((total, weight) => total + BigInt(weight), 0n);
  const isMoney = definition.per === 'money';
  const scaled = sum * BigInt(Math.round(definition.rate * SCALE)) * BigInt(Math.round(multiplier * SCALE));
  const share = isMoney ? { paid: 1, of: minorUnits(currency) } : basket.share;
  const points = rounded(scaled * BigInt(share.paid), BigInt(SCALE * SCALE) * BigInt(share.of), rounding);
  return { points, lines, weights };
}

/** All lines, by what was paid for them. */
export function byNet({ lines }: Basket): Pick<Earned, 'lines' | 'weights'> {
  return { lines, weights: lines.map(({ net }) => net) };
}

/** What each line has of the points that were given, which may be fewer than were earned. */
export function sharesOf(
  { lines, weights }: Pick<Earned, 'lines' | 'weights'>,
  given: number,
): readonly (readonly [line: string, points: number])[] {
  const parts = split(given, weights);
  return lines.map(({ line }, index) => [line, parts[index] ?? 0] as const);
}

function weightOf({ net, quantity }: BasketLine, per: PurchasePointsDefinition['per']): number {
  switch (per) {
    case 'money':
      return net;
    case 'item':
      return 1;
    case 'quantity':
      return quantity;
  }
}

function rounded(above: bigint, below: bigint, rounding: AccountDefinition['rounding']): number {
  const whole = above / below;
  const rest = above % below;
  const isUp = rounding === 'up' ? rest > 0n : rounding === 'nearest' && rest * 2n >= below;
  return Number(whole) + (isUp ? 1 : 0);
}
