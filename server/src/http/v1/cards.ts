// Stored value cards: a customer's wallet of them, the history of each, and every quick action. What is possible in which
// status is the domain's; a processor outside is asked in card-request.ts.
import { z } from 'zod';
import type { CardFact } from '../../domain/cards/card.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { readCard, readCardEntries, readCards } from '../../storage/cards.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import {
  adjustInput,
  cardEntryJson,
  cardEntryShape,
  cardJson,
  cardShape,
  cardTypeShape,
  cardTypesJson,
  reasonOnly,
  registerInput,
  reportInput,
  transferInput,
  updateInput,
} from './card-shape.ts';
import { decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import { cursorInput, customerAddress, customerParams, flagInput, limitInput, pageOf, uuid } from './shapes.ts';
import { callerOf, decide, type Exchange } from './submit.ts';

const PAGE = 50;
const tags = ['Cards'];
const read = { scope: 'cards:read' } as const;
const write = { scope: 'cards:write' } as const;
const cardParams = z.strictObject({ customer: customerAddress, card: uuid });

export function cardRoutes(app: App, deps: AdapterDeps): void {
  typeRoutes(app, deps);
  readRoutes(app, deps);
  holdingRoutes(app, deps);
  moneyRoutes(app, deps);
  statusRoutes(app, deps);
}

function typeRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/card-types',
    {
      config: read,
      schema: {
        operationId: 'listCardTypes',
        summary: 'The kinds of cards that the programme has',
        tags,
        response: { 200: z.strictObject({ items: z.array(cardTypeShape) }) },
      },
    },
    async () => ({ items: cardTypesJson((await liveProgramme(deps)).document) }),
  );
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/cards',
    {
      config: read,
      schema: {
        operationId: 'listCards',
        summary: "A customer's cards, newest first, with what may be done with each",
        tags,
        params: customerParams,
        querystring: z.strictObject({
          removed: flagInput.meta({ description: 'Also those that were removed from the account.' }),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: pageOf(cardShape) },
      },
    },
    async (request) => {
      const { params, query } = request;
      const { id } = await findCustomer(deps, params.customer);
      const view = await viewFor(deps, request, id);
      const { items, next } = await readCards(deps.pool, id, {
        withRemoved: query.removed ?? false,
        now: deps.clock.now(),
        limit: query.limit,
        after: query.after ?? null,
      });
      return { items: items.map((card) => cardJson(card, view)), next };
    },
  );

  app.get(
    '/v1/customers/:customer/cards/:card',
    {
      config: read,
      schema: {
        operationId: 'getCard',
        summary: 'One card',
        tags,
        params: cardParams,
        response: { 200: cardShape },
      },
    },
    async (request) => {
      const { id } = await findCustomer(deps, request.params.customer);
      return cardJson(await findCard(deps, id, request.params.card), await viewFor(deps, request, id));
    },
  );

  app.get(
    '/v1/customers/:customer/cards/:card/history',
    {
      config: read,
      schema: {
        operationId: 'listCardHistory',
        summary: "The changes of a card's balance, newest first",
        tags,
        params: cardParams,
        querystring: z.strictObject({ limit: limitInput(PAGE_MAX, PAGE), after: cursorInput }),
        response: { 200: pageOf(cardEntryShape) },
      },
    },
    async ({ params, query }) => {
      const { id: customerId } = await findCustomer(deps, params.customer);
      const { id: cardId } = await findCard(deps, customerId, params.card);
      const page = { limit: query.limit, after: query.after ?? null };
      const { items, next } = await readCardEntries(deps.pool, { customerId, cardId }, page);
      return { items: items.map(cardEntryJson), next };
    },
  );
}

async function findCard(deps: AdapterDeps, customerId: string, card: string) {
  const found = await readCard(deps.pool, customerId, { id: card, now: deps.clock.now() });
  if (found === null) throw new EngineError('card_not_found', { card });
  return found;
}

async function viewFor(deps: AdapterDeps, request: Exchange['request'], customerId: string) {
  const { document } = await liveProgramme(deps);
  const { scopes } = callerOf(request);
  return { document, customerId, mayReadNumbers: scopes.has('cards:numbers') || scopes.has('admin') };
}

function holdingRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/cards',
    {
      config: write,
      schema: {
        operationId: 'registerCard',
        summary: 'Register a card with a customer',
        tags,
        params: customerParams,
        body: registerInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const body = { kind: 'card.register', ...request.body, processor: null } as const;
      return decide(deps.engine, { request, reply }, { customer: request.params.customer, body, operation: body.kind });
    },
  );

  app.patch(
    '/v1/customers/:customer/cards/:card',
    {
      config: write,
      schema: {
        operationId: 'updateCard',
        summary: 'Name a card',
        tags,
        params: cardParams,
        body: updateInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) =>
      onCard(deps, { request, reply }, { kind: 'card.update', nickname: request.body.nickname }),
  );

  app.post(
    '/v1/customers/:customer/cards/:card/remove',
    {
      config: write,
      schema: {
        operationId: 'removeCard',
        summary: 'Remove a card from the account; its number is free again, and its money is on it when it comes back',
        tags,
        params: cardParams,
        body: reasonOnly,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => onCard(deps, { request, reply }, { kind: 'card.remove', ...request.body }),
  );
}

function moneyRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/cards/:card/adjust',
    {
      config: write,
      schema: {
        operationId: 'adjustCard',
        summary: 'Add money to a card or take some off',
        tags,
        params: cardParams,
        body: adjustInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => onCard(deps, { request, reply }, { kind: 'card.adjust', ...request.body }),
  );

  app.post(
    '/v1/customers/:customer/cards/:card/transfer',
    {
      config: write,
      schema: {
        operationId: 'transferCard',
        summary: 'Empty a card into another one of the same customer and currency',
        tags,
        params: cardParams,
        body: transferInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { to_card_id, reason } = request.body;
      return onCard(deps, { request, reply }, { kind: 'card.transfer', toCardId: to_card_id.toLowerCase(), reason });
    },
  );

  app.post(
    '/v1/customers/:customer/cards/:card/expire',
    {
      config: write,
      schema: {
        operationId: 'expireCard',
        summary: 'Expire a card for good, with what is left on it',
        tags,
        params: cardParams,
        body: reasonOnly,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => onCard(deps, { request, reply }, { kind: 'card.expire', ...request.body }),
  );
}

function statusRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/customers/:customer/cards/:card/report',
    {
      config: write,
      schema: {
        operationId: 'reportCard',
        summary: 'Report a card as lost or stolen',
        tags,
        params: cardParams,
        body: reportInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => onCard(deps, { request, reply }, { kind: 'card.report', ...request.body }),
  );

  app.post(
    '/v1/customers/:customer/cards/:card/found',
    {
      config: write,
      schema: {
        operationId: 'reportCardFound',
        summary: 'Report that a card was found',
        tags,
        params: cardParams,
        body: reasonOnly,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => onCard(deps, { request, reply }, { kind: 'card.found', ...request.body }),
  );

  app.post(
    '/v1/customers/:customer/cards/:card/confirm-stolen',
    {
      config: write,
      schema: {
        operationId: 'confirmCardStolen',
        summary: 'Confirm that a card was stolen',
        tags,
        params: cardParams,
        body: reasonOnly,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => onCard(deps, { request, reply }, { kind: 'card.confirm_stolen', ...request.body }),
  );
}

type CardRequest = Exchange['request'] & {
  readonly params: z.output<typeof cardParams>;
  readonly body: { readonly [field: string]: string | number | null };
};
type OnCard = Exclude<CardFact, { kind: 'card.register' }>;
type Asked = OnCard extends infer Fact ? (Fact extends OnCard ? Omit<Fact, 'cardId' | 'processor'> : never) : never;

function onCard(deps: AdapterDeps, exchange: Exchange & { readonly request: CardRequest }, asked: Asked) {
  const { params, body: sent } = exchange.request;
  const cardId = params.card.toLowerCase();
  const body: OnCard = asked.kind === 'card.update' ? { ...asked, cardId } : { ...asked, cardId, processor: null };
  return decide(deps.engine, exchange, {
    customer: params.customer,
    body,
    operation: asked.kind,
    sent: { card: cardId, ...sent },
  });
}
