// Audiences: how many customers an expression describes, and some of them, before anything is published.
import { z } from 'zod';
import type { Programme } from '../../domain/programme/programme.ts';
import { declared } from '../../domain/programme/programme.ts';
import { customerVariables } from '../../domain/programme/variables.ts';
import { compileExpression, type Expression } from '../../domain/rules/expression.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { InvalidRequest } from '../problem.ts';
import { audienceOf, membersFields, membersShape } from './audience-members.ts';
import { liveProgramme } from './live-programme.ts';
import { nameInput } from './shapes.ts';
import { callerOf } from './submit.ts';

const EXPRESSION_MAX = 4_000;
const tags = ['Audiences'];
const config = { scope: 'campaigns:read' } as const;

const audienceShape = z
  .strictObject({ audience: z.string(), title: z.string(), when: z.string(), ...membersFields })
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
    async (request) => {
      const { audience } = request.params;
      const programme = await liveProgramme(deps);
      const definition = declared(programme.document.audiences, audience);
      if (definition === undefined) throw new EngineError('not_found');
      const { when, title = audience } = definition;
      const asked = expressionOf(programme, when);
      return { audience, title, when, ...(await audienceOf(deps, programme, asked, callerOf(request).scopes)) };
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
        response: { 200: membersShape },
      },
    },
    async (request) => {
      const programme = await liveProgramme(deps);
      const asked = expressionOf(programme, request.body.when);
      return audienceOf(deps, programme, asked, callerOf(request).scopes);
    },
  );
}

function expressionOf({ document }: Programme, when: string): Expression {
  const compiled = compileExpression(when, customerVariables(document), 'bool');
  if (compiled.ok) return compiled.expression;
  const { message: problem, expected } = compiled;
  throw new InvalidRequest([{ in: 'body', pointer: '/when', problem, expected }]);
}
