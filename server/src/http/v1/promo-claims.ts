// What a customer does with promo codes and what agents do for them: claiming, assigning, what came of it, and the lockout after
// too many bad tries with its reset. Each change is a fact; a try that fails is one, too.
import { z } from 'zod';
import { limiterOf, lockoutOf } from '../../domain/promo/lockout.ts';
import { PROMO_CLAIM_STATUSES } from '../../domain/promo/promo.ts';
import type { Answer } from '../../pipeline/submission.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { readPromoClaims } from '../../storage/promo-claims.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { Refused } from '../problem.ts';
import { isoOrNull } from './customer-shape.ts';
import { decisionJson, decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { inspect } from './inspect.ts';
import { reasonInput } from './point-shapes.ts';
import { codeInput, promoClaimJson, promoClaimShape } from './promo-shapes.ts';
import { cursorInput, customerParams, instantOrNull, limitInput, nameInput, pageOf } from './shapes.ts';
import { decide, submitFact } from './submit.ts';

const PAGE = 50;
const tags = ['Promo codes'];
const read = { scope: 'codes:read' } as const;
const write = { scope: 'codes:write' } as const;

const lockoutShape = z
  .strictObject({
    locked_until: instantOrNull.meta({ description: 'Null: not locked out.' }),
    bad_tries: z.int(),
    tries_left: z.int().meta({ description: 'Bad tries before a lockout.' }),
    limiter: z
      .strictObject({ times: z.int(), per: z.string(), used: z.int(), left: z.int() })
      .nullable()
      .meta({ description: 'Claims of the period that now lies in; null where nothing limits them.' }),
  })
  .meta({ id: 'PromoLockout' });

export function promoClaimRoutes(app: App, deps: AdapterDeps): void {
  claimRoute(app, deps);
  assignRoute(app, deps);
  listRoute(app, deps);
  lockoutRoutes(app, deps);
}

function claimRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/promo-codes',
    {
      config: { scope: 'codes:claim' },
      schema: {
        operationId: 'claimPromoCode',
        summary: 'Claim a promo code',
        description:
          'A try that fails is answered as a problem, is kept with its error, and may count towards a lockout.',
        tags,
        params: customerParams,
        body: z.strictObject({ code: codeInput }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const body = { kind: 'promo.claim', code: request.body.code } as const;
      const { customer } = request.params;
      const answer = await submitFact(deps.engine, { request, reply }, { customer, body, operation: body.kind });
      return decisionJson(succeeded(answer), false);
    },
  );
}

/** A try that failed was decided and kept; to whoever made it, it is an error like a refusal. */
function succeeded(answer: Answer): Answer {
  const { record } = answer;
  const failed = record.outcomes.find((outcome) => outcome.kind === 'promo_code' && outcome.error !== null);
  if (failed?.kind !== 'promo_code' || failed.error === null) return answer;
  throw new Refused({ ...answer, record: { ...record, refusal: { code: failed.error, detail: {} } } });
}

function assignRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/promo-codes/assign',
    {
      config: write,
      schema: {
        operationId: 'assignPromoCode',
        summary: 'Give a customer a code of a list, which nobody else can claim then',
        tags,
        params: customerParams,
        body: z.strictObject({
          list: nameInput,
          code: codeInput.nullable().default(null).meta({ description: 'Null: the next free one.' }),
          reason: reasonInput,
        }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { list, code, reason } = request.body;
      const body = { kind: 'promo.assign', list, code, reason } as const;
      const { customer } = request.params;
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind });
    },
  );
}

function listRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/promo-codes',
    {
      config: read,
      schema: {
        operationId: 'listPromoCodesOfCustomer',
        summary: 'Codes that a customer was assigned, has claimed, or tried in vain, newest first',
        tags,
        params: customerParams,
        querystring: z.strictObject({
          status: z.enum(PROMO_CLAIM_STATUSES).optional(),
          list: nameInput.optional(),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: pageOf(promoClaimShape) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { items, next } = await readPromoClaims(deps.pool, id, {
        statuses: query.status === undefined ? null : [query.status],
        list: query.list ?? null,
        limit: query.limit,
        after: query.after ?? null,
      });
      return { items: items.map(promoClaimJson), next };
    },
  );
}

function lockoutRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/promo-lockout',
    {
      config: read,
      schema: {
        operationId: 'getPromoLockout',
        summary: 'Whether a customer is locked out from promo codes, and how many may still be claimed',
        tags,
        params: customerParams,
        response: { 200: lockoutShape },
      },
    },
    async ({ params }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { programme, state } = await inspect(deps, id);
      const now = deps.clock.now();
      const timeZone = state.profile?.timeZone ?? programme.document.time_zone;
      const { lockedUntil, badTries, left } = lockoutOf(programme, state, now);
      const limiter = limiterOf(programme, state, { now, timeZone });
      return {
        locked_until: isoOrNull(lockedUntil),
        bad_tries: badTries,
        tries_left: left,
        limiter: limiter === null ? null : { ...limiter, left: Math.max(0, limiter.times - limiter.used) },
      };
    },
  );

  app.delete(
    '/v1/customers/:customer/promo-lockout',
    {
      config: write,
      schema: {
        operationId: 'resetPromoLockout',
        summary: 'Let a customer claim promo codes again, and forget the bad tries',
        tags,
        params: customerParams,
        querystring: z.strictObject({ reason: reasonInput }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { reason } = request.query;
      const body = { kind: 'promo.unlock', reason } as const;
      const { customer } = request.params;
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind, sent: { reason } });
    },
  );
}
