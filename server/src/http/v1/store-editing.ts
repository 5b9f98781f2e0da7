// One reward store or offer written or taken out over HTTP: a new version of the programme in which nothing else changes.
import { z } from 'zod';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { PROGRAMME_LIMITS } from '../edge.ts';
import { appliedShape, expectedVersionInput, noteInput } from './programme.ts';
import { publishEntry } from './publish-entry.ts';
import { jsonObject, nameInput } from './shapes.ts';
import { callerOf } from './submit.ts';

const write = { scope: 'programme:write', edge: PROGRAMME_LIMITS } as const;
const storeParams = z.strictObject({ store: nameInput });
const offerParams = z.strictObject({ offer: nameInput });

const entryInput = (section: string) =>
  z.strictObject({
    definition: jsonObject.meta({ description: `As it stands in a programme under \`${section}\`.` }),
    expected_version: expectedVersionInput,
    note: noteInput,
  });

export function storeEditingRoutes(app: App, deps: AdapterDeps): void {
  storeRoutes(app, deps);
  offerRoutes(app, deps);
}

function storeRoutes(app: App, deps: AdapterDeps): void {
  const entryOf = (store: string) =>
    ({ section: 'stores', name: store, unknown: { code: 'unknown_store', detail: { store } } }) as const;
  const tags = ['Reward stores'];

  app.put(
    '/v1/reward-stores/:store',
    {
      config: write,
      schema: {
        operationId: 'putRewardStore',
        summary: 'Write a reward store: a new one, or another definition of one that is there',
        tags,
        params: storeParams,
        body: entryInput('stores'),
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const { definition, expected_version: expected, note } = request.body;
      const by = callerOf(request).actor;
      return publishEntry(deps, { ...entryOf(request.params.store), definition, expected, note, by });
    },
  );

  app.delete(
    '/v1/reward-stores/:store',
    {
      config: write,
      schema: {
        operationId: 'deleteRewardStore',
        summary: 'Take a reward store out of the programme; orders stay',
        tags,
        params: storeParams,
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const by = callerOf(request).actor;
      const entry = { definition: null, expected: undefined, note: null, by };
      return publishEntry(deps, { ...entryOf(request.params.store), ...entry });
    },
  );
}

function offerRoutes(app: App, deps: AdapterDeps): void {
  const entryOf = (offer: string) =>
    ({ section: 'offers', name: offer, unknown: { code: 'unknown_offer', detail: { offer } } }) as const;
  const tags = ['Offers'];

  app.put(
    '/v1/offers/:offer',
    {
      config: write,
      schema: {
        operationId: 'putOffer',
        summary: 'Write an offer: a new one, or another definition of one that is there',
        tags,
        params: offerParams,
        body: entryInput('offers'),
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const { definition, expected_version: expected, note } = request.body;
      const by = callerOf(request).actor;
      return publishEntry(deps, { ...entryOf(request.params.offer), definition, expected, note, by });
    },
  );

  app.delete(
    '/v1/offers/:offer',
    {
      config: write,
      schema: {
        operationId: 'deleteOffer',
        summary: 'Take an offer out of the programme; what is in wallets stays',
        tags,
        params: offerParams,
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const by = callerOf(request).actor;
      const entry = { definition: null, expected: undefined, note: null, by };
      return publishEntry(deps, { ...entryOf(request.params.offer), ...entry });
    },
  );
}
