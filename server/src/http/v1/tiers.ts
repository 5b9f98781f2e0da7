// Tiers: where customers stand, how they got there, and moving them by hand.
import { z } from 'zod';
import { PAGE_MAX } from '../../storage/pages.ts';
import { readTierHistory, readTierPopulation } from '../../storage/tiers.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import { hasReason, REASON_NEEDED, reasonFields, reasonOf } from './point-shapes.ts';
import { cursorInput, customerParams, flagInput, limitInput, nameInput, pageOf } from './shapes.ts';
import { decide } from './submit.ts';
import { moveJson, moveShape, progressJson, progressShape, readProgress } from './tier-shape.ts';

const PAGE = 50;
const tags = ['Tiers'];

const moveInput = z
  .strictObject({
    system: nameInput,
    level: nameInput,
    entrance_outcomes: z.boolean().default(false).meta({ description: 'Give what entering the level gives.' }),
    intermediate_outcomes: z.boolean().default(false).meta({ description: 'Also of the levels passed on the way.' }),
    ...reasonFields,
  })
  .refine(hasReason, REASON_NEEDED);
const qualifyInput = z
  .strictObject({ system: nameInput.nullable().default(null) })
  .default({ system: null })
  .meta({ description: 'One tier system, or all.' });

const populationShape = z.strictObject({
  items: z.array(
    z.strictObject({ system: z.string(), level: z.string(), title: z.string(), rank: z.int(), customers: z.int() }),
  ),
});

export function tierRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  changeRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  const config = { scope: 'tiers:read' } as const;
  app.get(
    '/v1/customers/:customer/tiers',
    {
      config,
      schema: {
        operationId: 'getTiers',
        summary: 'Level and progress in every tier system',
        tags,
        params: customerParams,
        response: { 200: z.strictObject({ items: z.array(progressShape) }) },
      },
    },
    async ({ params }) => {
      const { id } = await findCustomer(deps, params.customer);
      return { items: (await readProgress(deps, id)).map(progressJson) };
    },
  );

  app.get(
    '/v1/customers/:customer/tiers/history',
    {
      config,
      schema: {
        operationId: 'listTierMoves',
        summary: 'Every move, newest first',
        tags,
        params: customerParams,
        querystring: z.strictObject({
          system: nameInput.optional(),
          changes_only: flagInput.meta({ description: 'Without maintenance that left the level as it was.' }),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: pageOf(moveShape) },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const { items, next } = await readTierHistory(deps.pool, id, {
        system: query.system,
        changesOnly: query.changes_only,
        limit: query.limit,
        after: query.after ?? null,
      });
      return { items: items.map(moveJson), next };
    },
  );

  app.get(
    '/v1/tiers/population',
    {
      config,
      schema: {
        operationId: 'getTierPopulation',
        summary: 'How many customers each level has',
        tags,
        response: { 200: populationShape },
      },
    },
    async () => {
      const { tierSystems } = await liveProgramme(deps);
      const counts = await readTierPopulation(deps.pool);
      const countOf = (system: string, level: string): number =>
        counts.find((row) => row.system === system && row.level === level)?.customers ?? 0;
      return {
        items: tierSystems.flatMap(({ name: system, levels }) =>
          levels.map(({ name: level, rank, definition: { title } }) => ({
            system,
            level,
            title,
            rank,
            customers: countOf(system, level),
          })),
        ),
      };
    },
  );
}

function changeRoutes(app: App, deps: AdapterDeps): void {
  const config = { scope: 'tiers:write' } as const;
  app.post(
    '/v1/customers/:customer/tiers/moves',
    {
      config,
      schema: {
        operationId: 'moveTier',
        summary: 'Move a customer to a level by hand',
        tags,
        params: customerParams,
        body: moveInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { system, level, entrance_outcomes, intermediate_outcomes } = request.body;
      return decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: {
            kind: 'tier.move',
            system,
            level,
            entranceOutcomes: entrance_outcomes,
            intermediateOutcomes: intermediate_outcomes,
            ...reasonOf(request.body),
          },
          operation: 'tier.move',
        },
      );
    },
  );

  app.post(
    '/v1/customers/:customer/tiers/qualify',
    {
      config,
      schema: {
        operationId: 'qualifyTiers',
        summary: 'Judge entrance now',
        tags,
        params: customerParams,
        body: qualifyInput,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) =>
      decide(
        deps.engine,
        { request, reply },
        {
          customer: request.params.customer,
          body: { kind: 'tier.requalify', system: request.body.system },
          operation: 'tier.requalify',
        },
      ),
  );
}
