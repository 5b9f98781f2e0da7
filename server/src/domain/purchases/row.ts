// Sets a purchase's row and tells of it in the decision. What the row becomes is decided by transact.ts and return.ts.

import type { OutcomeRecord } from '../decision.ts';
import { type Draft, emit } from '../draft.ts';
import type { Purchase } from './purchase.ts';

export type PurchaseAction = Extract<OutcomeRecord, { kind: 'purchase' }>['action'];

export function setPurchase(draft: Draft, row: Purchase): void {
  emit(draft, { kind: 'record', record: { family: 'purchase', row } });
}

export function tellPurchase(draft: Draft, purchase: Purchase, action: PurchaseAction): void {
  draft.outcomes.push({
    kind: 'purchase',
    purchase_id: purchase.id,
    transaction_id: purchase.transactionId,
    action,
    status: purchase.status,
    net: purchase.net,
    net_returned: purchase.netReturned,
  });
}
