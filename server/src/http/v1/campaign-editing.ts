// One campaign written or taken out over HTTP: a new version of the programme in which nothing else changes. What the campaign
// may say, and whether it must be approved, is for publishing to judge.
import { z } from 'zod';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { PROGRAMME_LIMITS } from '../edge.ts';
import { appliedShape, expectedVersionInput, noteInput } from './programme.ts';
import { publishEntry } from './publish-entry.ts';
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
      const by = callerOf(request).actor;
      return publishEntry(deps, { ...entryOf(campaign), definition, expected: expected_version, note, by });
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
      return publishEntry(deps, { ...entryOf(campaign), definition: null, expected: undefined, note: null, by });
    },
  );
}

function entryOf(campaign: string) {
  return { section: 'campaigns', name: campaign, unknown: { code: 'unknown_campaign', detail: { campaign } } } as const;
}
