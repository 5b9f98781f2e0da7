// What agents and points of sale do with an offer of a wallet. Each step is a fact; what is not allowed is refused by deciding.
import { z } from 'zod';
import type { FactBody } from '../../domain/facts.ts';
import type { Basket } from '../../domain/offers/offer-fact.ts';
import { isoText, MINUTE_MS } from '../../domain/time.ts';
import { withCategories } from '../../storage/baskets.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { hashOfLookupCode, newLookupCode } from '../lookup-codes.ts';
import { Refused } from '../problem.ts';
import { decisionShape } from './decision-shape.ts';
import { reasonInput } from './point-shapes.ts';
import { customerAddress, instant, instantInput, nameInput, uuid } from './shapes.ts';
import { decide, type Exchange, submissionOf } from './submit.ts';
import { basketInput, customDataInput, dateInput } from './wallet-shape.ts';

const tags = ['Offers'];
const config = { scope: 'offers:write' } as const;
const params = z.strictObject({ customer: customerAddress, user_offer: uuid });
type Params = z.output<typeof params>;
const reasonOrNull = reasonInput.nullable().default(null);
const MINUTES = 10;
const MINUTES_MAX = 60;

export function walletChangeRoutes(app: App, deps: AdapterDeps): void {
  agentRoutes(app, deps);
  comeBackRoutes(app, deps);
  pointOfSaleRoutes(app, deps);
  codeRoute(app, deps);
}

/** The path says which offer it is, so it belongs to what an idempotency key stands for. */
function change(deps: AdapterDeps, exchange: Exchange, { customer, user_offer }: Params, body: FactBody) {
  const sent = { user_offer, body: exchange.request.sent };
  return decide(deps.engine, exchange, { customer, body, operation: body.kind, sent });
}

function agentRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/offers/:user_offer/revoke',
    {
      config,
      schema: {
        operationId: 'revokeOffer',
        summary: 'Take an offer back; it goes into stock again',
        tags,
        params,
        body: z.strictObject({
          reason: reasonInput,
          exclude: z
            .boolean()
            .default(false)
            .meta({ description: 'The customer cannot be given it again, until the exclusion is lifted.' }),
        }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { reason, exclude } = request.body;
      const userOfferId = request.params.user_offer.toLowerCase();
      const body = { kind: 'offer.revoke', userOfferId, reason, ...(exclude ? { exclude } : {}) } as const;
      return change(deps, { request, reply }, request.params, body);
    },
  );

  app.patch(
    '/v1/customers/:customer/offers/:user_offer',
    {
      config,
      schema: {
        operationId: 'changeOfferOfCustomer',
        summary: 'Change the redemption dates of an offer, also of an expired one, or the data kept with it',
        tags,
        params,
        body: z.strictObject({
          starts_at: dateInput.meta({ description: 'Null: at once.' }),
          expires_at: dateInput.meta({ description: 'Null: for ever.' }),
          custom_data: customDataInput.optional().meta({ description: 'Replaces what was there; at most 4096 bytes.' }),
          reason: reasonInput,
        }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { starts_at: startsAt, expires_at: expiresAt, custom_data: customData, reason } = request.body;
      const body: FactBody = {
        kind: 'offer.update',
        userOfferId: request.params.user_offer.toLowerCase(),
        ...(startsAt === undefined ? {} : { startsAt }),
        ...(expiresAt === undefined ? {} : { expiresAt }),
        ...(customData === undefined ? {} : { customData }),
        reason,
      };
      return change(deps, { request, reply }, request.params, body);
    },
  );

  app.post(
    '/v1/customers/:customer/offer-exclusions/:offer/lift',
    {
      config,
      schema: {
        operationId: 'liftOfferExclusion',
        summary: 'End an exclusion: the customer can be given the offer again',
        tags,
        params: z.strictObject({ customer: customerAddress, offer: nameInput }),
        body: z.strictObject({ reason: reasonInput }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, offer } = request.params;
      const { reason } = request.body;
      const body = { kind: 'offer.exclusion.lift', offer, reason } as const;
      const sent = { offer, reason };
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind, sent });
    },
  );
}

function comeBackRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/offers/:user_offer/reinstate',
    {
      config,
      schema: {
        operationId: 'reinstateOffer',
        summary: 'Return a redeemed offer to the wallet; past its date it expires there, unless it is given another',
        tags,
        params,
        body: z.strictObject({ expires_at: instantInput.optional(), reason: reasonInput }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { expires_at, reason } = request.body;
      const userOfferId = request.params.user_offer.toLowerCase();
      const body = { kind: 'offer.reinstate', userOfferId, expiresAt: expires_at ?? null, reason } as const;
      return change(deps, { request, reply }, request.params, body);
    },
  );

  app.post(
    '/v1/customers/:customer/offers/:user_offer/unlock',
    {
      config,
      schema: {
        operationId: 'unlockOffer',
        summary: 'Take a lock away, whichever transaction it is for',
        tags,
        params,
        body: z.strictObject({ reason: reasonOrNull }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { reason } = request.body;
      const body = { kind: 'offer.unlock', userOfferId: request.params.user_offer.toLowerCase(), reason } as const;
      return change(deps, { request, reply }, request.params, body);
    },
  );
}

function pointOfSaleRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/offers/:user_offer/redeem',
    {
      config,
      schema: {
        operationId: 'redeemOffer',
        summary: 'Redeem an offer: by hand, or for a basket, whose discount is told',
        tags,
        params,
        body: z.strictObject({ basket: basketInput.nullable().default(null), reason: reasonOrNull }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { basket, reason } = request.body;
      const body = {
        kind: 'offer.redeem',
        userOfferId: request.params.user_offer.toLowerCase(),
        codeHash: null,
        basket: basket === null ? null : await basketOf(deps, basket),
        reason,
      } as const;
      return change(deps, { request, reply }, request.params, body);
    },
  );

  app.post(
    '/v1/customers/:customer/offers/:user_offer/lock',
    {
      config,
      schema: {
        operationId: 'lockOffer',
        summary: 'Keep an offer for a basket and tell its discount; the same transaction may lock it anew',
        tags,
        params,
        body: z.strictObject({ basket: basketInput }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const body = {
        kind: 'offer.lock',
        userOfferId: request.params.user_offer.toLowerCase(),
        codeHash: null,
        basket: await basketOf(deps, request.body.basket),
      } as const;
      return change(deps, { request, reply }, request.params, body);
    },
  );
}

async function basketOf(deps: AdapterDeps, input: z.output<typeof basketInput>): Promise<Basket> {
  const { transaction_id: transactionId, store, subtotal, lines } = input;
  return { transactionId, store, subtotal, lines: await withCategories(deps.pool, lines) };
}

/** The code itself is not kept, so it cannot be told again: every call makes a new one, and takes no idempotency key. */
function codeRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/offers/:user_offer/code',
    {
      config,
      schema: {
        operationId: 'createOfferCode',
        summary: 'A short-lived code by which the point of sale finds the offer; it replaces the one before',
        tags,
        params,
        body: z.strictObject({ minutes: z.int().min(1).max(MINUTES_MAX).default(MINUTES) }),
        response: { 200: z.strictObject({ code: z.string(), expires_at: instant }).meta({ id: 'OfferCode' }) },
      },
    },
    async (request, reply) => {
      const code = newLookupCode();
      const expiresAt = deps.clock.now() + request.body.minutes * MINUTE_MS;
      const userOfferId = request.params.user_offer.toLowerCase();
      const body = { kind: 'offer.code', userOfferId, codeHash: hashOfLookupCode(code), expiresAt } as const;
      const asked = { customer: request.params.customer, body, operation: body.kind };
      const answer = await deps.engine.submit({ ...submissionOf({ request, reply }, asked), idempotency: null });
      if (answer.record.refusal !== undefined) throw new Refused(answer);
      return { code, expires_at: isoText(expiresAt) };
    },
  );
}
