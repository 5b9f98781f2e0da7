// Audiences: how many customers an expression describes, and some of them, before anything is published.
import { z } from 'zod';
import type { Programme } from '../../domain/programme/programme.ts';
import { declared } from '../../domain/programme/programme.ts';
import { customerVariables, expressionValues } from '../../domain/programme/variables.ts';
import { compileExpression, type Expression } from '../../domain/rules/expression.ts';
import { inspectCustomer } from '../../pipeline/inspect.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { countAudience, sampleAudience } from '../../storage/audiences.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { InvalidRequest } from '../problem.ts';
import { liveProgramme } from './live-programme.ts';
import { nameInput, uuid } from './shapes.ts';

const SAMPLE = 5;
/** Where SQL finds too many, so many are judged by the engine to have a sample. */
const CANDIDATES = 50;
const EXPRESSION_MAX = 4_000;
const tags = ['Audiences'];
const config = { scope: 'campaigns:read' } as const;

const countShape = {
  count: z.int().meta({ description: 'Customers, without deleted ones and test personas.' }),
  exact: z.boolean().meta({
    description:
      'False: the expression has parts that only the engine judges, one customer at a time; the count is the most it can be.',
  }),
  sample: z.array(uuid).meta({ description: `Up to ${SAMPLE} customers of the audience.` }),
};
const audienceShape = z
  .strictObject({ audience: z.string(), title: z.string(), when: z.string(), ...countShape })
  .meta({ id: 'Audience' });

export function audienceRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/audiences',
    {
      config,
      schema: {
        operationId: 'listAudiences',
        summary: 'The audiences that the programme names',
        tags,
        response: {
          200: z.strictObject({
            items: z.array(z.strictObject({ audience: z.string(), title: z.string(), when: z.string() })),
          }),
        },
      },
    },
    async () => {
      const { document } = await liveProgramme(deps);
      return {
        items: Object.entries(document.audiences).map(([audience, { title, when }]) => ({
          audience,
          title: title ?? audience,
          when,
        })),
      };
    },
  );

  app.get(
    '/v1/audiences/:audience',
    {
      config,
      schema: {
        operationId: 'getAudience',
        summary: 'How many customers an audience has, and some of them',
        tags,
        params: z.strictObject({ audience: nameInput }),
        response: { 200: audienceShape },
      },
    },
    async ({ params: { audience } }) => {
      const programme = await liveProgramme(deps);
      const definition = declared(programme.document.audiences, audience);
      if (definition === undefined) throw new EngineError('not_found');
      const { when, title = audience } = definition;
      return { audience, title, when, ...(await countAndSample(deps, programme, expressionOf(programme, when))) };
    },
  );

  app.post(
    '/v1/audiences/preview',
    {
      config,
      schema: {
        operationId: 'previewAudience',
        summary: 'The same for an expression that nobody has published',
        tags,
        body: z.strictObject({ when: z.string().min(1).max(EXPRESSION_MAX) }),
        response: { 200: z.strictObject(countShape) },
      },
    },
    async ({ body }) => {
      const programme = await liveProgramme(deps);
      return countAndSample(deps, programme, expressionOf(programme, body.when));
    },
  );
}

function expressionOf({ document }: Programme, when: string): Expression {
  const compiled = compileExpression(when, customerVariables(document), 'bool');
  if (compiled.ok) return compiled.expression;
  const { message: problem, expected } = compiled;
  throw new InvalidRequest([{ in: 'body', pointer: '/when', problem, expected }]);
}

async function countAndSample(deps: AdapterDeps, programme: Programme, expression: Expression) {
  const audience = { expression, programme, now: deps.clock.now() };
  const { count, exact } = await countAudience(deps.pool, audience);
  const candidates = await sampleAudience(deps.pool, audience, exact ? SAMPLE : CANDIDATES);
  const sample: string[] = [];
  for (const id of candidates) {
    if (sample.length === SAMPLE) break;
    if (exact || (await isMember(deps, id, expression))) sample.push(id);
  }
  return { count, exact, sample };
}

async function isMember(
  { pool, programmes, clock }: AdapterDeps,
  id: string,
  expression: Expression,
): Promise<boolean> {
  const now = clock.now();
  const found = await inspectCustomer(pool, programmes, id, now);
  if (found === null) return false;
  const judged = expression.evaluate(expressionValues(found.state, null, now, found.programme));
  return judged.ok && judged.value === true;
}
