// Decisions: what was decided for a customer, why, and what would be decided now.
import { z } from 'zod';
import { explain } from '../../domain/explain.ts';
import type { FactKind } from '../../domain/facts.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { readDecision, readDecisions, type StoredDecision } from '../../storage/facts.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { outcomesJson, outcomesShape, traceJson, traceShape } from './decision-shape.ts';
import { eventFact, eventInput } from './events.ts';
import { explanationJson, explanationShape } from './explanation-shape.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import {
  cursorInput,
  customerAddress,
  customerParams,
  flagInput,
  instant,
  instantInput,
  json,
  jsonObject,
  limitInput,
  nameInput,
  pageOf,
  uuid,
} from './shapes.ts';
import { submissionOf } from './submit.ts';

const PAGE = 50;
const tags = ['Decisions'];
const config = { scope: 'customers:read' } as const;

const KINDS = [
  'customer.save',
  'customer.delete',
  'customer.restore',
  'event',
  'points.deposit',
  'points.spend',
  'points.adjust',
  'points.hold',
  'points.capture',
  'points.release',
  'points.transfer',
  'points.reverse',
  'tags.change',
  'tier.move',
  'tier.requalify',
  'campaign.occasion',
  'campaign.opt_in',
  'campaign.complete',
  'offer.issue',
  'offer.revoke',
  'offer.redeem',
  'offer.lock',
  'offer.unlock',
  'offer.reinstate',
  'offer.update',
  'offer.code',
  'offer.exclusion.lift',
  'store.purchase',
  'order.update',
  'order.cancel',
  'engagement',
  'import.lot',
  'import.tier',
  'import.tag',
  'external.sync',
  'customer.referred',
  'customer.merge',
  'customer.unmerge',
  'note.add',
  'note.edit',
  'note.remove',
  'promo.claim',
  'promo.assign',
  'promo.cancel',
  'promo.unlock',
  'ticket.record',
  'transaction',
  'transaction.return',
  'transaction.void',
  'card.register',
  'card.update',
  'card.adjust',
  'card.expire',
  'card.transfer',
  'card.report',
  'card.found',
  'card.confirm_stolen',
  'card.remove',
  'customer.forget',
  'customer.erased',
  'processing.stop',
  'processing.resume',
  'legal_hold.set',
  'legal_hold.lift',
  'export.request',
  'export.complete',
  'export.download',
  'due',
] as const satisfies readonly FactKind[];

const storedShape = z
  .strictObject({
    decision_id: uuid,
    customer_id: uuid,
    kind: z.enum(KINDS),
    name: z.string().nullable().meta({ description: "The event's name; null for other kinds." }),
    occurred_at: instant,
    recorded_at: instant,
    programme_version: z.int(),
    actor: z.strictObject({ kind: z.string(), name: z.string() }),
    refusal: z.strictObject({ code: z.string(), detail: jsonObject }).nullable(),
    ...outcomesShape,
    trace: traceShape,
    body: json.meta({ description: 'What was asked for; null once the customer was forgotten.' }),
  })
  .meta({ id: 'StoredDecision' });

const previewShape = z.strictObject({
  explanation: explanationShape,
  refusal: z.strictObject({ code: z.string(), detail: jsonObject }).nullable(),
  ...outcomesShape,
});

const decisionParams = z.strictObject({ customer: customerAddress, decision: uuid });
const previewInput = eventInput.omit({ customer: true, transaction_id: true });

export function decisionRoutes(app: App, deps: AdapterDeps): void {
  listRoute(app, deps);
  oneRoutes(app, deps);
  previewRoute(app, deps);
}

function listRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/decisions',
    {
      config,
      schema: {
        operationId: 'listDecisions',
        summary: 'Everything that was decided for a customer',
        tags,
        params: customerParams,
        querystring: z.strictObject({
          kind: z.enum(KINDS).optional(),
          event: nameInput.optional(),
          from: instantInput.optional(),
          to: instantInput.optional(),
          refused: flagInput,
          order: z.enum(['newest', 'oldest']).default('newest'),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: pageOf(storedShape) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { items, next } = await readDecisions(deps.pool, id, {
        kinds: query.kind === undefined ? undefined : [query.kind],
        names: query.event === undefined ? undefined : [query.event],
        from: query.from,
        to: query.to,
        isRefused: query.refused,
        order: query.order,
        limit: query.limit,
        after: query.after ?? null,
      });
      return { items: items.map(storedJson), next };
    },
  );
}

function oneRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/decisions/:decision',
    {
      config,
      schema: {
        operationId: 'getDecision',
        summary: 'One decision with its trace',
        tags,
        params: decisionParams,
        response: { 200: storedShape },
      },
    },
    async ({ params }) => storedJson(await findDecision(deps, params)),
  );

  app.get(
    '/v1/customers/:customer/decisions/:decision/explain',
    {
      config,
      schema: {
        operationId: 'explainDecision',
        summary: 'Why each rule matched or did not, in plain sentences',
        tags,
        params: decisionParams,
        response: { 200: explanationShape },
      },
    },
    async ({ params }) => {
      const decision = await findDecision(deps, params);
      const live = await liveProgramme(deps);
      // Explained in the words of the version that decided.
      const programme = deps.programmes.current()?.version(decision.programmeVersion) ?? live;
      return explanationJson(explain(programme, decision), decision.factId, decision.programmeVersion);
    },
  );
}

async function findDecision(deps: AdapterDeps, params: z.output<typeof decisionParams>): Promise<StoredDecision> {
  const { id } = await findCustomer(deps, params.customer);
  const decision = await readDecision(deps.pool, id, params.decision);
  if (decision === null) throw new EngineError('decision_not_found', { decision: params.decision });
  return decision;
}

function previewRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/explain',
    {
      config,
      schema: {
        operationId: 'explainEvent',
        summary: 'What this event would do now, and why; nothing is recorded',
        tags,
        params: customerParams,
        body: previewInput,
        response: { 200: previewShape },
      },
    },
    async (request, reply) => {
      const fact = eventFact({ ...request.body, customer: request.params.customer });
      const submission = submissionOf({ request, reply }, fact);
      const { record, programmeVersion } = await deps.engine.preview({ ...submission, idempotency: null });
      const live = await liveProgramme(deps);
      const programme = deps.programmes.current()?.version(programmeVersion) ?? live;
      const explanation = explain(programme, { kind: 'event', name: request.body.event, record });
      return {
        explanation: explanationJson(explanation, null, programmeVersion),
        refusal: refusalJson(record.refusal),
        ...outcomesJson(record),
      };
    },
  );
}

function storedJson(decision: StoredDecision): z.output<typeof storedShape> {
  const { record } = decision;
  return {
    decision_id: decision.factId,
    customer_id: decision.customerId,
    kind: decision.kind,
    name: decision.name,
    occurred_at: isoText(decision.occurredAt),
    recorded_at: isoText(decision.recordedAt),
    programme_version: decision.programmeVersion,
    actor: { kind: decision.actor.kind, name: decision.actor.name },
    refusal: refusalJson(record.refusal),
    ...outcomesJson(record),
    trace: traceJson(record),
    body: decision.body,
  };
}

function refusalJson(refusal: StoredDecision['record']['refusal']): z.output<typeof storedShape>['refusal'] {
  return refusal === undefined ? null : { code: refusal.code, detail: { ...refusal.detail } };
}
