// A transaction as the point of sale sends it, as far as a discount looks at it.
import type { Basket } from '../../domain/offers/offer-fact.ts';
import { withCategories } from '../../storage/baskets.ts';
import type { Call } from './call.ts';
import { given, list, object, text } from './fields.ts';
import { decimal, minorOf } from './pos-request.ts';

const ID_MAX = 200;
const ITEMS_MAX = 1_000;

const itemField = object({
  line_id: text(ID_MAX),
  item_id: text(ID_MAX),
  quantity: given(decimal),
  unit_price: given(decimal),
  subtotal: given(decimal),
});

export const transactionField = object({
  transaction_id: text(ID_MAX),
  subtotal: given(decimal),
  items: given(list(itemField, ITEMS_MAX)),
});

type Transaction = {
  readonly transaction_id: string;
  readonly subtotal?: number | undefined;
  readonly items?: readonly Item[] | undefined;
};
type Item = {
  readonly line_id: string;
  readonly item_id: string;
  readonly quantity?: number | undefined;
  readonly unit_price?: number | undefined;
  readonly subtotal?: number | undefined;
};

/** Without a subtotal the lines say it. */
export async function basketOf(call: Call, store: string, transaction: Transaction): Promise<Basket> {
  const lines = (transaction.items ?? []).map((item) => {
    const quantity = item.quantity ?? 1;
    const amount = minorOf(call, 'items.subtotal', item.subtotal ?? (item.unit_price ?? 0) * quantity);
    return { line: item.line_id, item: item.item_id, quantity, amount };
  });
  const subtotal = transaction.subtotal;
  return {
    transactionId: transaction.transaction_id,
    store,
    subtotal:
      subtotal === undefined ? lines.reduce((sum, { amount }) => sum + amount, 0) : minorOf(call, 'subtotal', subtotal),
    lines: await withCategories(call.site.pool, lines),
  };
}
