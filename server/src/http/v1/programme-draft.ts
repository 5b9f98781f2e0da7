// The draft of the programme over HTTP: read, changed entry by entry or as files, discarded, brought up to date. What becomes of
// it is in draft-publication.ts.
import { z } from 'zod';
import { keyText } from '../../domain/programme/entries.ts';
import {
  discardDraft,
  type EntryEdit,
  editEntry,
  problemsOf,
  readDraft,
  rebaseDraft,
  replaceFiles,
  tryEntry,
} from '../../jobs/programme-draft.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_BODY_MAX_BYTES, PROGRAMME_LIMITS } from '../edge.ts';
import {
  conflictJson,
  conflictShape,
  draftJson,
  draftShape,
  savedJson,
  savedShape,
  sectionInput,
} from './draft-shape.ts';
import { filesInput, refusedProgramme } from './programme.ts';
import { json } from './shapes.ts';
import { callerOf } from './submit.ts';

const tags = ['Programme draft'];
const read = { scope: 'programme:read' } as const;
const write = { scope: 'programme:write', edge: PROGRAMME_LIMITS } as const;
const NAME_MAX = 100;
const REVISION_MAX = 2_147_483_647;
const KEEP_MAX = 1_000;
const params = z.strictObject({ section: sectionInput, name: z.string().min(1).max(NAME_MAX) });
const seenInput = z.int().min(0).max(REVISION_MAX).optional().meta({
  description: 'The revision of the draft that the editor saw: refused when somebody changed the same since.',
});

export function programmeDraftRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  putRoute(app, deps);
  takeRoutes(app, deps);
  wholeRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/programme/draft',
    {
      config: read,
      schema: {
        operationId: 'getProgrammeDraft',
        summary: 'The programme as it is being edited, with what differs from the version that it is based on',
        tags,
        response: { 200: draftShape },
      },
    },
    async () => draftJson(await readDraft(deps.pool)),
  );

  app.get(
    '/v1/programme/draft/files',
    {
      config: read,
      schema: {
        operationId: 'getProgrammeDraftFiles',
        summary: 'The files of the draft; of the live version while there is none',
        tags,
        response: { 200: z.strictObject({ revision: z.int(), exists: z.boolean(), files: filesInput }) },
      },
    },
    async () => {
      const { revision, exists, files } = await readDraft(deps.pool);
      return { revision, exists, files: { ...files } };
    },
  );
}

function putRoute(app: App, deps: AdapterDeps): void {
  app.put(
    '/v1/programme/draft/entries/:section/:name',
    {
      config: write,
      schema: {
        operationId: 'putDraftEntry',
        summary: 'Write one entry of the draft, as it is; what is wrong with it is told, and may be mended later',
        tags,
        params,
        body: z.strictObject({
          definition: json.meta({ description: 'As it stands in a programme, below the section and the name.' }),
          revision: seenInput,
          dry_run: z.boolean().default(false).meta({ description: 'Only tell what would be wrong.' }),
        }),
        response: { 200: savedShape },
      },
    },
    async (request) => {
      const { definition, revision, dry_run } = request.body;
      const key = request.params;
      if (dry_run) {
        const { draft, problems } = await tryEntry(deps, { key, definition });
        return savedJson(draft, { key, problems });
      }
      return edit(deps, { key, definition, seen: revision, by: callerOf(request).actor });
    },
  );
}

function takeRoutes(app: App, deps: AdapterDeps): void {
  const querystring = z.strictObject({ revision: z.coerce.number().pipe(z.int().min(0).max(REVISION_MAX)).optional() });

  app.delete(
    '/v1/programme/draft/entries/:section/:name',
    {
      config: write,
      schema: {
        operationId: 'deleteDraftEntry',
        summary: 'Take an entry out of the programme with the draft',
        tags,
        params,
        querystring,
        response: { 200: savedShape },
      },
    },
    async (request) => {
      const { params: key, query } = request;
      return edit(deps, { key, definition: null, seen: query.revision, by: callerOf(request).actor });
    },
  );

  app.post(
    '/v1/programme/draft/entries/:section/:name/discard',
    {
      config: write,
      schema: {
        operationId: 'discardDraftEntry',
        summary: 'Take back what the draft changes of one entry',
        tags,
        params,
        querystring,
        response: { 200: savedShape },
      },
    },
    async (request) => {
      const { params: key, query } = request;
      return edit(deps, { key, definition: undefined, seen: query.revision, by: callerOf(request).actor });
    },
  );
}

async function edit(deps: AdapterDeps, change: EntryEdit): Promise<z.output<typeof savedShape>> {
  const draft = await editEntry(deps, change);
  return savedJson(draft, { key: change.key, problems: await problemsOf(draft, deps.clock) });
}

function wholeRoutes(app: App, deps: AdapterDeps): void {
  app.put(
    '/v1/programme/draft/files',
    {
      config: write,
      bodyLimit: BATCH_BODY_MAX_BYTES,
      schema: {
        operationId: 'putProgrammeDraftFiles',
        summary: 'Make these files the draft; they must be readable, and are checked when they are planned',
        tags,
        body: z.strictObject({ files: filesInput, revision: seenInput }),
        response: { 200: draftShape },
      },
    },
    async (request) => {
      const { files, revision: seen } = request.body;
      const draft = await replaceFiles(deps, { files, seen, by: callerOf(request).actor });
      if ('kind' in draft) throw refusedProgramme(draft);
      return draftJson(draft);
    },
  );

  app.delete(
    '/v1/programme/draft',
    {
      config: write,
      schema: {
        operationId: 'discardProgrammeDraft',
        summary: 'Take back everything that the draft changes',
        tags,
        response: { 200: draftShape },
      },
    },
    async (request) => draftJson(await discardDraft(deps, callerOf(request).actor)),
  );

  app.post(
    '/v1/programme/draft/rebase',
    {
      config: write,
      schema: {
        operationId: 'rebaseProgrammeDraft',
        summary: 'Bring the draft up to date with the live version; what both changed is told, and changes nothing',
        tags,
        body: z.strictObject({
          keep: z
            .array(z.strictObject({ ...params.shape, side: z.enum(['draft', 'live']) }))
            .max(KEEP_MAX)
            .default([])
            .meta({ description: 'Of what both changed: whose is kept.' }),
        }),
        response: { 200: z.strictObject({ conflicts: z.array(conflictShape), draft: draftShape }) },
      },
    },
    async (request) => {
      const keep = new Map(request.body.keep.map(({ side, ...key }) => [keyText(key), side]));
      const { draft, conflicts } = await rebaseDraft(deps, { by: callerOf(request).actor, keep });
      return { conflicts: conflicts.map(conflictJson), draft: draftJson(draft) };
    },
  );
}
