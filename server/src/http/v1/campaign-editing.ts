// One campaign written or taken out over HTTP: a new version of the programme in which nothing else changes. What the campaign
// may say, and whether it must be approved, is for publishing to judge.
import { z } from 'zod';
import type { JsonObject } from '../../domain/facts.ts';
import { withEntry } from '../../domain/programme/edit.ts';
import { publishProgramme } from '../../jobs/publish.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { readVersion } from '../../storage/programmes.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { PROGRAMME_LIMITS } from '../edge.ts';
import { appliedJson, appliedShape, expectedVersionInput, noteInput, refusedProgramme } from './programme.ts';
import { jsonObject, nameInput } from './shapes.ts';
import { callerOf } from './submit.ts';

const tags = ['Campaigns'];
const write = { scope: 'campaigns:write', edge: PROGRAMME_LIMITS } as const;
const params = z.strictObject({ campaign: nameInput });

export function campaignEditingRoutes(app: App, deps: AdapterDeps): void {
  app.put(
    '/v1/campaigns/:campaign',
    {
      config: write,
      schema: {
        operationId: 'putCampaign',
        summary: 'Write a campaign: a new one, or another definition of one that is there',
        tags,
        params,
        body: z.strictObject({
          definition: jsonObject.meta({ description: 'As it stands in a programme under `campaigns`.' }),
          expected_version: expectedVersionInput,
          note: noteInput,
        }),
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const { definition, expected_version, note } = request.body;
      const { campaign } = request.params;
      return publishEntry(deps, {
        campaign,
        definition,
        expected: expected_version,
        note,
        by: callerOf(request).actor,
      });
    },
  );

  app.delete(
    '/v1/campaigns/:campaign',
    {
      config: write,
      schema: {
        operationId: 'deleteCampaign',
        summary: 'Take a campaign out of the programme; what it gave stays',
        tags,
        params,
        response: { 200: appliedShape },
      },
    },
    async (request) => {
      const { campaign } = request.params;
      const by = callerOf(request).actor;
      return publishEntry(deps, { campaign, definition: null, expected: undefined, note: null, by });
    },
  );
}

type Entry = {
  readonly campaign: string;
  readonly definition: JsonObject | null;
  readonly expected: number | undefined;
  readonly note: string | null;
  readonly by: Parameters<typeof publishProgramme>[1]['actor'];
};

/** Refused when another version goes live meanwhile: the entry was put into files that are not the newest any more. */
async function publishEntry(deps: AdapterDeps, { campaign, definition, expected, note, by }: Entry) {
  const live = await readVersion(deps.pool, null);
  if (live === null) throw new EngineError('programme_missing');
  const files = withEntry(live.files, 'campaigns', campaign, definition);
  if (files === live.files) throw new EngineError('unknown_campaign', { campaign });
  const publication = { files, actor: by, note, expectedVersion: expected ?? live.version };
  const published = await publishProgramme(deps.pool, publication, deps.clock);
  if (published.kind === 'refused') throw refusedProgramme(published);
  await deps.programmes.refresh();
  return appliedJson(published);
}
