// What a customer bought: their purchases, and one of them with items, payments, discounts and what it earned.
import { z } from 'zod';
import { EngineError } from '../../pipeline/submission.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { readPurchase, readPurchases } from '../../storage/purchases-reading.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { findCustomer } from './find-customer.ts';
import { cursorInput, customerAddress, customerParams, instantInput, keyInput, limitInput, pageOf } from './shapes.ts';
import { purchaseJson, purchaseShape } from './transaction-shape.ts';

const PAGE = 20;
const tags = ['Transactions'];
const config = { scope: 'transactions:read' } as const;

export function customerTransactionRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/transactions',
    {
      config,
      schema: {
        operationId: 'listCustomerTransactions',
        summary: 'What a customer bought, newest first',
        tags,
        params: customerParams,
        querystring: z.strictObject({
          from: instantInput.optional(),
          to: instantInput.optional(),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: pageOf(purchaseShape) },
      },
    },
    async ({ params, query }) => {
      const { id: customerId } = await findCustomer(deps, params.customer);
      const filter = { customerId, store: null, from: query.from ?? null, to: query.to ?? null };
      const page = await readPurchases(deps.pool, filter, { limit: query.limit, after: query.after ?? null });
      return { items: page.items.map(({ purchase }) => purchaseJson(customerId, purchase)), next: page.next };
    },
  );

  app.get(
    '/v1/customers/:customer/transactions/:transaction',
    {
      config,
      schema: {
        operationId: 'getCustomerTransaction',
        summary: 'One purchase of a customer, with what was sent and what it earned',
        tags,
        params: z.strictObject({ customer: customerAddress, transaction: keyInput }),
        response: { 200: purchaseShape },
      },
    },
    async ({ params }) => {
      const { id } = await findCustomer(deps, params.customer);
      const purchase = await readPurchase(deps.pool, id, params.transaction);
      if (purchase === null) throw new EngineError('transaction_not_found', { transaction: params.transaction });
      return purchaseJson(id, purchase);
    },
  );
}
