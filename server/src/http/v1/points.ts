// Points: what a customer has, every movement of it, and the requests that move them.
import { z } from 'zod';
import { ENTRY_KINDS } from '../../domain/state.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { AUDIT_KINDS, readHolds, readPointAudit } from '../../storage/points.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { accountShape, accountsJson } from './account-shape.ts';
import { decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import {
  adjustmentInput,
  auditJson,
  auditShape,
  captureInput,
  depositItem,
  depositsInput,
  holdInput,
  holdJson,
  holdShape,
  reasonOf,
  referenceOf,
  reversalInput,
  spendItem,
  spendsInput,
  transferInput,
} from './point-shapes.ts';
import {
  cursorInput,
  customerAddress,
  customerParams,
  flagInput,
  instantInput,
  limitInput,
  nameInput,
  pageOf,
  uuid,
} from './shapes.ts';
import { decide } from './submit.ts';

const PAGE = 50;
const FILTERS_MAX = 20;
const tags = ['Points'];
const config = { scope: 'points:write' } as const;

const namesFilter = z.preprocess(splitList, z.array(nameInput).max(FILTERS_MAX)).optional();
const kindsFilter = z
  .preprocess(splitList, z.array(z.enum(ENTRY_KINDS)).max(ENTRY_KINDS.length))
  .optional()
  .meta({ description: `Separated by commas: ${AUDIT_KINDS.join(', ')}.` });

function splitList(text: unknown): unknown {
  return typeof text === 'string' ? text.split(',') : text;
}

const auditQuery = z.strictObject({
  from: instantInput.optional(),
  to: instantInput.optional(),
  account: namesFilter,
  source: namesFilter,
  kind: kindsFilter,
  order: z.enum(['newest', 'oldest']).default('newest'),
  limit: limitInput(PAGE_MAX, PAGE),
  after: cursorInput,
});

export function pointRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  depositRoutes(app, deps);
  spendRoutes(app, deps);
  holdRoutes(app, deps);
  moveRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/balances',
    {
      config: { scope: 'points:read' },
      schema: {
        operationId: 'getBalances',
        summary: 'Balances per account, now or as of a past instant',
        tags,
        params: customerParams,
        querystring: z.strictObject({ as_of: instantInput.optional() }),
        response: { 200: z.strictObject({ items: z.array(accountShape) }) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      return { items: await accountsJson(deps, id, query.as_of) };
    },
  );

  app.get(
    '/v1/customers/:customer/points',
    {
      config: { scope: 'points:read' },
      schema: {
        operationId: 'listPoints',
        summary: 'The point audit log: every movement',
        tags,
        params: customerParams,
        querystring: auditQuery,
        response: { 200: pageOf(auditShape) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { rows, next } = await readPointAudit(deps.pool, id, {
        from: query.from,
        to: query.to,
        accounts: query.account,
        sources: query.source,
        kinds: query.kind,
        order: query.order,
        limit: query.limit,
        after: query.after,
      });
      return { items: rows.map(auditJson), next };
    },
  );
}

function depositRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/deposits',
    {
      config,
      schema: {
        operationId: 'depositPoints',
        summary: 'Deposit points',
        tags,
        params: customerParams,
        body: depositsInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { deposits, occurred_at, partial, silent } = request.body;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { kind: 'points.deposit', items: deposits.map(depositItem), partial, silent },
          operation: 'points.deposit',
          ...(occurred_at === undefined ? {} : { occurredAt: occurred_at }),
        },
      );
    },
  );

  app.post(
    '/v1/customers/:customer/adjustments',
    {
      config,
      schema: {
        operationId: 'adjustPoints',
        summary: 'Add or deduct points by hand, with a reason',
        tags,
        params: customerParams,
        body: adjustmentInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { account, source, amount, reference } = request.body;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: {
            kind: 'points.adjust',
            account,
            source,
            amount,
            reference: referenceOf(reference),
            ...reasonOf(request.body),
          },
          operation: 'points.adjust',
        },
      );
    },
  );
}

function spendRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/spends',
    {
      config,
      schema: {
        operationId: 'spendPoints',
        summary: 'Spend points, those that expire first first',
        tags,
        params: customerParams,
        body: spendsInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { spends, occurred_at, partial, silent } = request.body;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { kind: 'points.spend', items: spends.map(spendItem), partial, silent },
          operation: 'points.spend',
          ...(occurred_at === undefined ? {} : { occurredAt: occurred_at }),
        },
      );
    },
  );
}

function holdRoutes(app: App, deps: AdapterDeps): void {
  const holdParams = z.strictObject({ customer: customerAddress, hold: uuid });
  app.get(
    '/v1/customers/:customer/holds',
    {
      config: { scope: 'points:read' },
      schema: {
        operationId: 'listHolds',
        summary: 'Holds, newest first',
        tags,
        params: customerParams,
        querystring: z.strictObject({ open: flagInput, limit: limitInput(PAGE_MAX, PAGE), after: cursorInput }),
        response: { 200: pageOf(holdShape) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { items, next } = await readHolds(deps.pool, id, {
        now: deps.clock.now(),
        openOnly: query.open,
        limit: query.limit,
        after: query.after ?? null,
      });
      return { items: items.map(holdJson), next };
    },
  );

  app.post(
    '/v1/customers/:customer/holds',
    {
      config,
      schema: {
        operationId: 'holdPoints',
        summary: 'Reserve points until they are captured, released or time is up',
        tags,
        params: customerParams,
        body: holdInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { amount, accounts, expires_at, reference } = request.body;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { kind: 'points.hold', amount, accounts, expiresAt: expires_at, reference: referenceOf(reference) },
          operation: 'points.hold',
        },
      );
    },
  );

  app.post(
    '/v1/customers/:customer/holds/:hold/capture',
    {
      config,
      schema: {
        operationId: 'captureHold',
        summary: 'Spend what is held, or a part of it; the rest is released',
        tags,
        params: holdParams,
        body: captureInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, hold } = request.params;
      const { amount, reference } = request.body;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer,
          body: { kind: 'points.capture', holdId: hold, amount, reference: referenceOf(reference) },
          operation: 'points.capture',
          sent: { hold, body: request.sent },
        },
      );
    },
  );

  app.post(
    '/v1/customers/:customer/holds/:hold/release',
    {
      config,
      schema: {
        operationId: 'releaseHold',
        summary: 'Let go of what is held',
        tags,
        params: holdParams,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, hold } = request.params;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer,
          body: { kind: 'points.release', holdId: hold },
          operation: 'points.release',
          sent: hold,
        },
      );
    },
  );
}

function moveRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/transfers',
    {
      config,
      schema: {
        operationId: 'transferPoints',
        summary: 'Move points to another account, or to another customer',
        tags,
        params: customerParams,
        body: transferInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { from, amount, to_customer, reference } = request.body;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          ...(to_customer === undefined ? {} : { peer: to_customer }),
          body: {
            kind: 'points.transfer',
            from,
            to: request.body.to ?? from,
            amount,
            reference: referenceOf(reference),
          },
          operation: 'points.transfer',
        },
      );
    },
  );

  app.post(
    '/v1/customers/:customer/reversals',
    {
      config,
      schema: {
        operationId: 'reversePoints',
        summary: 'Take back what a deposit or spend booked, wholly or in part',
        tags,
        params: customerParams,
        body: reversalInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { entry_id, amount, reason } = request.body;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { kind: 'points.reverse', entryId: entry_id, amount, reason },
          operation: 'points.reverse',
        },
      );
    },
  );
}
