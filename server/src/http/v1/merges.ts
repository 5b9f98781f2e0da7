// Two customers who are one person: preview, merge, un-merge, and which customers were merged into one.
import { z } from 'zod';
import { factIdOf } from '../../domain/ids.ts';
import { isoText } from '../../domain/time.ts';
import { type Merged, readMerged } from '../../storage/merges.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { accountShape, accountsJson } from './account-shape.ts';
import { customerJson, customerShape } from './customer-shape.ts';
import { decisionShape, outcomesJson, outcomesShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { reasonInput } from './point-shapes.ts';
import { customerAddress, customerParams, instant, jsonObject, uuid } from './shapes.ts';
import { decide, type FactRequest, submissionOf } from './submit.ts';

const tags = ['Merges'];
const config = { scope: 'customers:write' } as const;

const mergeInput = z.strictObject({
  other: customerAddress.meta({ description: 'The customer that ends; the one of the path is kept.' }),
  reason: reasonInput,
  tiers: z.enum(['highest', 'keep']).default('highest').meta({
    description: '`highest`: of each tier system the higher level of the two; `keep`: those of the one kept.',
  }),
});

const sideShape = z.strictObject({ customer: customerShape, balances: z.array(accountShape) });
const previewShape = z
  .strictObject({
    kept: sideShape,
    other: sideShape,
    refusal: z.strictObject({ code: z.string(), detail: jsonObject }).nullable(),
    ...outcomesShape,
  })
  .meta({ id: 'MergePreview' });

const mergedShape = z
  .strictObject({ customer_id: uuid, merged_at: instant, merged_by: z.string(), decision_id: uuid })
  .meta({ id: 'MergedCustomer' });

export function mergeRoutes(app: App, deps: AdapterDeps): void {
  previewRoute(app, deps);
  changeRoutes(app, deps);
  app.get(
    '/v1/customers/:customer/merges',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'listMerges',
        summary: 'Customers that were merged into this one, the newest first',
        tags,
        params: customerParams,
        response: { 200: z.strictObject({ items: z.array(mergedShape) }) },
      },
    },
    async ({ params }) => {
      const { id } = await findCustomer(deps, params.customer);
      return { items: (await readMerged(deps.pool, id)).map(mergedJson) };
    },
  );
}

function mergedJson({ customerId, mergedAt, mergeId, actor }: Merged): z.output<typeof mergedShape> {
  return { customer_id: customerId, merged_at: isoText(mergedAt), merged_by: actor, decision_id: mergeId };
}

/** What came with the merge: offers that it gave rise to are told in it, too, and bear ids of its own. */
function offersOf({ mergeId, record }: Merged): readonly string[] {
  return record.outcomes.flatMap((outcome) =>
    outcome.kind === 'offer' && factIdOf(outcome.user_offer_id) !== mergeId ? [outcome.user_offer_id] : [],
  );
}

function cardsOf({ record }: Merged): readonly string[] {
  return record.outcomes.flatMap((outcome) => (outcome.kind === 'card' ? [outcome.card_id] : []));
}

function mergeOf(customer: FactRequest['customer'], input: z.output<typeof mergeInput>): FactRequest {
  const { other, reason, tiers } = input;
  return { customer, peer: other, body: { kind: 'customer.merge', reason, tiers }, operation: 'customer.merge' };
}

function previewRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/merge/preview',
    {
      config,
      schema: {
        operationId: 'previewMerge',
        summary: 'Both customers side by side, and what merging them would do; nothing is changed',
        tags,
        params: customerParams,
        body: mergeInput,
        response: { 200: previewShape },
      },
    },
    async (request, reply) => {
      const kept = await findCustomer(deps, request.params.customer);
      const other = await findCustomer(deps, request.body.other);
      const submission = submissionOf({ request, reply }, mergeOf(request.params.customer, request.body));
      const { record } = await deps.engine.preview({ ...submission, idempotency: null });
      const { refusal } = record;
      return {
        kept: { customer: customerJson(kept), balances: await accountsJson(deps, kept.id) },
        other: { customer: customerJson(other), balances: await accountsJson(deps, other.id) },
        refusal: refusal === undefined ? null : { code: refusal.code, detail: { ...refusal.detail } },
        ...outcomesJson(record),
      };
    },
  );
}

function changeRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/merge',
    {
      config,
      schema: {
        operationId: 'mergeCustomer',
        summary: 'Merge another customer into this one; can be taken back for 30 days',
        tags,
        params: customerParams,
        body: mergeInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => decide(deps.engine, { request, reply }, mergeOf(request.params.customer, request.body)),
  );

  app.post(
    '/v1/customers/:customer/unmerge',
    {
      config,
      schema: {
        operationId: 'unmergeCustomer',
        summary: 'Take a merge back: what is left of what came goes back',
        tags,
        params: customerParams,
        body: z.strictObject({ other: uuid, reason: reasonInput }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { other, reason } = request.body;
      const { customer } = request.params;
      const { id } = await findCustomer(deps, customer);
      const merged = (await readMerged(deps.pool, id)).find((one) => one.customerId === other.toLowerCase());
      const taken = merged?.record.outcomes.find((outcome) => outcome.kind === 'merge');
      // Where there is nothing to take back the engine says so, or gives its first answer to the same key again.
      const { identifiers, email } = taken?.kind === 'merge' ? taken : { identifiers: [], email: false };
      const moved =
        merged === undefined ? { offers: [], cards: [] } : { offers: offersOf(merged), cards: cardsOf(merged) };
      const mergeId = merged?.mergeId ?? '';
      const body = { kind: 'customer.unmerge', mergeId, identifiers, email, ...moved, reason } as const;
      return decide(
        deps.engine,
        { request, reply },
        { customer, peer: { kind: 'id', id: other.toLowerCase() }, body, operation: body.kind },
      );
    },
  );
}
