// What an occurrence of an event adds to a count that rules and tiers read: its quantity, or the money of a purchase; nothing
// where it is not what is counted.

import type { Draft, Happening } from '../draft.ts';
import type { Metric } from '../programme/programme.ts';
import { expressionValues } from '../programme/variables.ts';
import { isOfKind, linesOf, netOf } from '../purchases/basket.ts';

export function amountCounted(draft: Draft, metric: Metric, happening: Happening): number {
  const { purchase, when } = metric;
  const { basket } = happening;
  if (purchase !== null && (basket === undefined || !isOfKind(basket, purchase))) return 0;
  if (when !== null) {
    const found = when.evaluate(expressionValues(draft.state, happening, draft.now, draft.programme));
    if (!found.ok || found.value !== true) return 0;
  }
  if (metric.measure === 'count') return happening.quantity;
  return basket === undefined ? 0 : netOf(linesOf(basket, purchase ?? {}));
}
