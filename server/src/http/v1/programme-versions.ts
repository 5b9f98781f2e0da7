// Earlier versions over HTTP: what differs between two of them, and rolling back: the files of one, published as a new version.
import { z } from 'zod';
import { planProgramme, renderPlan } from '../../domain/programme/plan.ts';
import { readProgramme } from '../../domain/programme/read.ts';
import type { ProgrammeDocument } from '../../domain/programme/schema.ts';
import { exportProgramme, planPublication, publishProgramme } from '../../jobs/publish.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import {
  appliedJson,
  appliedShape,
  changeJson,
  changeShape,
  expectedVersionInput,
  noteInput,
  planJson,
  planShape,
  refusedProgramme,
  VERSION_MAX,
} from './programme.ts';
import { callerOf } from './submit.ts';

const tags = ['Programme'];
const read = { scope: 'programme:read' } as const;
const write = { scope: 'programme:write' } as const;
const versionInput = z.coerce.number().pipe(z.int().min(1).max(VERSION_MAX));
const params = z.strictObject({ version: versionInput });

export function programmeVersionRoutes(app: App, deps: AdapterDeps): void {
  diffRoute(app, deps);
  rollBackRoutes(app, deps);
}

function diffRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/programme/diff',
    {
      config: read,
      schema: {
        operationId: 'diffProgrammeVersions',
        summary: 'What differs between two versions',
        tags,
        querystring: z.strictObject({ from: versionInput, to: versionInput }),
        response: {
          200: z.strictObject({ from: z.int(), to: z.int(), changes: z.array(changeShape), text: z.string() }),
        },
      },
    },
    async ({ query: { from, to } }) => {
      const [before, after] = await Promise.all([documentOf(deps, from), documentOf(deps, to)]);
      const changes = planProgramme(before, after);
      return { from, to, changes: changes.map(changeJson), text: renderPlan(changes, []) };
    },
  );
}

function rollBackRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/programme/versions/:version/plan',
    {
      config: write,
      schema: {
        operationId: 'planProgrammeRollBack',
        summary: 'What rolling back to a version would change; nothing is published',
        tags,
        params,
        response: { 200: planShape },
      },
    },
    async (request) => {
      const planned = await planPublication(deps.pool, await filesOf(deps, request.params.version), deps.clock);
      if (planned.kind === 'refused') throw refusedProgramme(planned);
      return planJson(planned);
    },
  );

  app.post(
    '/v1/programme/versions/:version/roll-back',
    {
      config: write,
      schema: {
        operationId: 'rollBackProgramme',
        summary: 'Publish the files of a version once more, as a new version',
        tags,
        params,
        body: z.strictObject({ expected_version: expectedVersionInput, note: noteInput }),
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const { version } = request.params;
      const { expected_version, note } = request.body;
      const publication = {
        files: await filesOf(deps, version),
        actor: callerOf(request).actor,
        note: note ?? `Rolled back to version ${version}`,
        ...(expected_version === undefined ? {} : { expectedVersion: expected_version }),
      };
      const published = await publishProgramme(deps.pool, publication, deps.clock);
      if (published.kind === 'refused') throw refusedProgramme(published);
      await deps.programmes.refresh();
      return appliedJson(published);
    },
  );
}

async function filesOf({ pool }: AdapterDeps, version: number) {
  const files = await exportProgramme(pool, version);
  if (files === null) throw new EngineError('not_found');
  return files;
}

/** What was published once was read without an issue then. */
async function documentOf(deps: AdapterDeps, version: number): Promise<ProgrammeDocument> {
  const reading = readProgramme(await filesOf(deps, version));
  if (!reading.ok) throw new EngineError('programme_invalid');
  return reading.document;
}
