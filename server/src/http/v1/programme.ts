// The programme over HTTP: what is live, what a new version would change, publishing it, getting the files back.
import { z } from 'zod';
import type { JsonObject } from '../../domain/facts.ts';
import { writePath } from '../../domain/programme/issue.ts';
import { type PlanChange, renderPlan } from '../../domain/programme/plan.ts';
import { type ProgrammeFiles, readProgramme } from '../../domain/programme/read.ts';
import { renderFiles } from '../../domain/programme/render.ts';
import { isoText } from '../../domain/time.ts';
import {
  exportProgramme,
  type Planned,
  type Published,
  planPublication,
  publishProgramme,
  type Refused,
} from '../../jobs/publish.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { listVersions, readVersion } from '../../storage/programmes.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_BODY_MAX_BYTES, PROGRAMME_LIMITS } from '../edge.ts';
import { ProgrammeRefused } from '../problem.ts';
import { instant, jsonObject, limitInput, pageOf } from './shapes.ts';
import { callerOf } from './submit.ts';

const NOTE_MAX = 500;
export const VERSION_MAX = 2_147_483_647;
const PAGE = 50;
const PAGE_LIMIT = 1_000;
const tags = ['Programme'];
const read = { scope: 'programme:read' } as const;
const write = { scope: 'programme:write', edge: PROGRAMME_LIMITS } as const;

export const filesInput = z
  .record(z.string(), z.string())
  .meta({ description: 'YAML texts by relative path, such as `accounts.yaml`.' });
const sourceFields = {
  files: filesInput.optional(),
  document: jsonObject.optional().meta({ description: 'The whole programme as one document, instead of files.' }),
};
const isOneSource = (input: { files?: unknown; document?: unknown }): boolean =>
  (input.files === undefined) !== (input.document === undefined);

const planInput = z.strictObject(sourceFields).refine(isOneSource, 'either files or document');
export const expectedVersionInput = z.int().min(0).optional().meta({
  description: 'The live version that the plan was made against; refused when another one is live by now.',
});
export const noteInput = z.string().max(NOTE_MAX).nullable().default(null);
const applyInput = z
  .strictObject({ ...sourceFields, expected_version: expectedVersionInput, note: noteInput })
  .refine(isOneSource, 'either files or document');

export const changeShape = z.strictObject({
  kind: z.enum(['add', 'change', 'remove']),
  path: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
  customers: z.int().nullable().meta({ description: 'How many customers have what changes, where that is counted.' }),
});
const warningShape = z.strictObject({ path: z.string(), sentence: z.string() });
export const planShape = z.strictObject({
  live_version: z.int().meta({ description: '0 when nothing is live.' }),
  unchanged: z.boolean(),
  changes: z.array(changeShape),
  warnings: z.array(warningShape),
  in_use: z
    .array(z.string())
    .meta({ description: 'Why publishing would be refused: parts that customers still have.' }),
  text: z.string().meta({ description: 'The same for people to read.' }),
});
export const appliedShape = z.strictObject({
  version: z.int(),
  unchanged: z.boolean(),
  changes: z.array(changeShape),
  warnings: z.array(warningShape),
});
const versionShape = z.strictObject({
  version: z.int(),
  live_from: instant,
  applied_by: z.string(),
  note: z.string().nullable(),
  approved_by: z.string().nullable().meta({ description: 'The second person, where the programme asks for one.' }),
});

export function programmeRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  publishRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/programme',
    {
      config: read,
      schema: {
        operationId: 'getProgramme',
        summary: 'The live programme as one document, as it was written',
        tags,
        response: { 200: z.strictObject({ version: z.int(), live_from: instant, document: jsonObject }) },
      },
    },
    async () => {
      const live = await readVersion(deps.pool, null);
      if (live === null) throw new EngineError('programme_missing');
      const { version, liveFrom, files } = live;
      return { version, live_from: isoText(liveFrom), document: documentOf(files) };
    },
  );

  app.get(
    '/v1/programme/versions',
    {
      config: read,
      schema: {
        operationId: 'listProgrammeVersions',
        summary: 'Who published what and when, newest first',
        tags,
        querystring: z.strictObject({
          limit: limitInput(PAGE_LIMIT, PAGE),
          after: z.coerce.number().int().min(1).max(VERSION_MAX).optional(),
        }),
        response: { 200: pageOf(versionShape) },
      },
    },
    async ({ query }) => {
      const versions = await listVersions(deps.pool, query.after ?? VERSION_MAX, query.limit);
      const last = versions.at(-1);
      return {
        items: versions.map((one) => ({ ...one, live_from: isoText(one.live_from) })),
        next: last !== undefined && versions.length === query.limit && last.version > 1 ? String(last.version) : null,
      };
    },
  );

  app.get(
    '/v1/programme/export',
    {
      config: read,
      schema: {
        operationId: 'exportProgramme',
        summary: 'The files of a version, exactly as they were published',
        tags,
        querystring: z.strictObject({ version: z.coerce.number().int().min(1).max(VERSION_MAX).optional() }),
        response: { 200: z.strictObject({ version: z.int(), files: filesInput }) },
      },
    },
    async ({ query }) => {
      const files = await exportProgramme(deps.pool, query.version);
      if (files === null) throw new EngineError(query.version === undefined ? 'programme_missing' : 'not_found');
      const version = query.version ?? (await readVersion(deps.pool, null))?.version;
      if (version === undefined) throw new EngineError('programme_missing');
      return { version, files: { ...files } };
    },
  );
}

function publishRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/programme/plan',
    {
      config: write,
      bodyLimit: BATCH_BODY_MAX_BYTES,
      schema: {
        operationId: 'planProgramme',
        summary: 'What publishing would change; nothing is published',
        tags,
        body: planInput,
        response: { 200: planShape },
      },
    },
    async ({ body }) => {
      const planned = await planPublication(deps.pool, filesOf(body), deps.clock);
      if (planned.kind === 'refused') throw refusedProgramme(planned);
      return planJson(planned);
    },
  );

  app.post(
    '/v1/programme/apply',
    {
      config: write,
      bodyLimit: BATCH_BODY_MAX_BYTES,
      schema: {
        operationId: 'applyProgramme',
        summary: 'Publish a new version',
        tags,
        body: applyInput,
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const { expected_version, note } = request.body;
      const publication = {
        files: filesOf(request.body),
        actor: callerOf(request).actor,
        note,
        ...(expected_version === undefined ? {} : { expectedVersion: expected_version }),
      };
      const published = await publishProgramme(deps.pool, publication, deps.clock);
      if (published.kind === 'refused') throw refusedProgramme(published);
      await deps.programmes.refresh();
      return appliedJson(published);
    },
  );
}

export function planJson({ liveVersion, isUnchanged, changes, warnings, inUse }: Planned): z.output<typeof planShape> {
  return {
    live_version: liveVersion,
    unchanged: isUnchanged,
    changes: changes.map(changeJson),
    warnings: [...warnings],
    in_use: [...inUse],
    text: renderPlan(changes, warnings),
  };
}

function filesOf({ files, document }: { files?: ProgrammeFiles | undefined; document?: JsonObject | undefined }) {
  return files ?? renderFiles(document ?? {});
}

export function appliedJson({ kind, version, changes, warnings }: Published): z.output<typeof appliedShape> {
  return { version, unchanged: kind === 'unchanged', changes: changes.map(changeJson), warnings: [...warnings] };
}

export function refusedProgramme({ code, detail, issues }: Refused): ProgrammeRefused {
  return new ProgrammeRefused(
    code,
    detail,
    issues.map(({ file, path, line, problem, expected }) => ({ file, path, line, problem, expected })),
  );
}

export function changeJson({ kind, path, before, after, customers }: PlanChange): z.output<typeof changeShape> {
  return { kind, path: writePath(path), before, after, customers };
}

/** What is live was read without an issue when it was published. */
function documentOf(files: ProgrammeFiles): JsonObject {
  const reading = readProgramme(files);
  if (!reading.ok) throw new Error('the live programme cannot be read');
  return reading.input;
}
