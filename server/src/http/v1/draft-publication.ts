// What becomes of the draft over HTTP: planned, submitted, approved or sent back by a second person, published. Each names the
// hash of the draft that was looked at.
import { z } from 'zod';
import {
  approveDraft,
  type Handing,
  planDraft,
  publishDraft,
  sendBackDraft,
  submitDraft,
} from '../../jobs/draft-publication.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { draftJson, draftShape, problemLineJson, problemLineShape } from './draft-shape.ts';
import { appliedJson, appliedShape, noteInput, planJson, planShape, refusedProgramme } from './programme.ts';
import { callerOf, type Exchange } from './submit.ts';

const tags = ['Programme draft'];
const write = { scope: 'programme:write' } as const;
const HASH = /^[0-9a-f]{64}$/;
const body = z.strictObject({
  hash: z.string().regex(HASH, 'the hash of a draft').meta({ description: 'Of the draft that was looked at.' }),
  note: noteInput,
});

export function draftPublicationRoutes(app: App, deps: AdapterDeps): void {
  planRoute(app, deps);
  approvalRoutes(app, deps);
  publishRoute(app, deps);
}

function planRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/programme/draft/plan',
    {
      config: write,
      schema: {
        operationId: 'planProgrammeDraft',
        summary: 'What publishing the draft would change and for how many customers, or what is wrong with it',
        tags,
        response: {
          200: z.strictObject({
            hash: z.string(),
            revision: z.int(),
            problems: z.array(problemLineShape),
            plan: planShape.nullable().meta({ description: 'Null while there are problems.' }),
          }),
        },
      },
    },
    async () => {
      const { draft, plan } = await planDraft(deps);
      const { hash, revision } = draft;
      if (plan.kind === 'planned') return { hash, revision, problems: [], plan: planJson(plan) };
      return { hash, revision, problems: plan.issues.map(problemLineJson), plan: null };
    },
  );
}

function approvalRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/programme/draft/submit',
    {
      config: write,
      schema: {
        operationId: 'submitProgrammeDraft',
        summary: 'Hand the draft in for approval; any change takes it back',
        tags,
        body,
        response: { 200: draftShape },
      },
    },
    async (request) => {
      const submitted = await submitDraft(deps, handing(request));
      if ('kind' in submitted) throw refusedProgramme(submitted);
      return draftJson(submitted);
    },
  );

  app.post(
    '/v1/programme/draft/approve',
    {
      config: write,
      schema: {
        operationId: 'approveProgrammeDraft',
        summary: 'Agree to exactly this draft, as somebody other than who submitted it',
        tags,
        body,
        response: { 200: draftShape },
      },
    },
    async (request) => draftJson(await approveDraft(deps, handing(request))),
  );

  app.post(
    '/v1/programme/draft/send-back',
    {
      config: write,
      schema: {
        operationId: 'sendBackProgrammeDraft',
        summary: 'Give a submitted draft back to be edited',
        tags,
        body,
        response: { 200: draftShape },
      },
    },
    async (request) => draftJson(await sendBackDraft(deps, handing(request))),
  );
}

function publishRoute(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/programme/draft/publish',
    {
      config: write,
      schema: {
        operationId: 'publishProgrammeDraft',
        summary: 'Publish exactly this draft as a new version',
        tags,
        body,
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const published = await publishDraft(deps, handing(request));
      if (published.kind === 'refused') throw refusedProgramme(published);
      return appliedJson(published);
    },
  );
}

function handing(request: Exchange['request'] & { readonly body: z.output<typeof body> }): Handing {
  return { ...request.body, by: callerOf(request).actor };
}
