// Campaigns: which there are, in which state, what they gave; and the steps that people take: submit, approve, pause, resume,
// end. What a campaign is stands in the programme and changes with it.
import { z } from 'zod';
import { CAMPAIGN_STEPS, type CampaignStep } from '../../domain/campaigns/states.ts';
import type { Programme, Rule } from '../../domain/programme/programme.ts';
import { declared } from '../../domain/programme/programme.ts';
import { steerCampaign } from '../../jobs/campaign-states.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { listApiKeys } from '../../storage/api-keys.ts';
import { readAllResults, readResults } from '../../storage/campaign-results.ts';
import { readMarks } from '../../storage/programmes.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import {
  type CampaignJson,
  campaignJson,
  campaignShape,
  figuresJson,
  figuresShape,
  nameOf,
  stateShape,
} from './campaign-shape.ts';
import { dateInput, jsonObject, nameInput } from './shapes.ts';
import { callerOf } from './submit.ts';

const tags = ['Campaigns'];
const read = { scope: 'campaigns:read' } as const;
const write = { scope: 'campaigns:write' } as const;
const params = z.strictObject({ campaign: nameInput });

const SUMMARIES: { readonly [step in CampaignStep]: string } = {
  submit: 'Hand in a draft: for review where approval is asked for, else it goes live by its dates',
  approve: 'Let a campaign under review go live; with another key than the one that submitted it',
  pause: 'Give nothing until resumed, at once and everywhere',
  resume: 'Go on with a paused campaign',
  end: 'End for good',
};

export function campaignRoutes(app: App, deps: AdapterDeps): void {
  listRoutes(app, deps);
  resultRoute(app, deps);
  for (const step of CAMPAIGN_STEPS) stepRoute(app, deps, step);
}

function listRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/campaigns',
    {
      config: read,
      schema: {
        operationId: 'listCampaigns',
        summary: 'All campaigns of the programme, by priority',
        tags,
        querystring: z.strictObject({ state: stateShape.optional() }),
        response: { 200: z.strictObject({ items: z.array(campaignShape) }) },
      },
    },
    async ({ query }) => {
      const programme = await newestProgramme(deps);
      const items = await describe(deps, programme, campaignsOf(programme));
      return { items: items.filter(({ state }) => query.state === undefined || state === query.state) };
    },
  );

  app.get(
    '/v1/campaigns/:campaign',
    {
      config: read,
      schema: {
        operationId: 'getCampaign',
        summary: 'One campaign, with its definition',
        tags,
        params,
        response: { 200: campaignShape.extend({ definition: jsonObject }).meta({ id: 'CampaignInFull' }) },
      },
    },
    async (request) => {
      const programme = await newestProgramme(deps);
      const rule = campaignIn(programme, request.params.campaign);
      const [found] = await describe(deps, programme, [rule]);
      if (found === undefined) throw new EngineError('unknown_campaign', { campaign: nameOf(rule) });
      return { ...found, definition: JSON.parse(JSON.stringify(rule.campaign)) };
    },
  );
}

function resultRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/campaigns/:campaign/results',
    {
      config: read,
      schema: {
        operationId: 'getCampaignResults',
        summary: 'What a campaign gave, in all and day by day',
        tags,
        params,
        querystring: z.strictObject({ from: dateInput.optional(), to: dateInput.optional() }),
        response: {
          200: z.strictObject({
            campaign: z.string(),
            total: figuresShape,
            days: z
              .array(figuresShape.extend({ day: z.iso.date() }).meta({ id: 'CampaignDay' }))
              .meta({ description: 'Days of the programme on which it gave something, newest first.' }),
          }),
        },
      },
    },
    async (request) => {
      const campaign = nameOf(campaignIn(await newestProgramme(deps), request.params.campaign));
      const { from, to } = request.query;
      const found = await readResults(deps.pool, campaign, { from: from ?? null, to: to ?? null });
      return {
        campaign,
        total: figuresJson(found.total),
        days: found.days.map((row) => ({ day: row.day, ...figuresJson(row) })),
      };
    },
  );
}

function stepRoute(app: App, deps: AdapterDeps, step: CampaignStep): void {
  app.post(
    `/v1/campaigns/:campaign/${step}`,
    {
      config: write,
      schema: {
        operationId: `${step}Campaign`,
        summary: SUMMARIES[step],
        tags,
        params,
        response: { 200: campaignShape },
      },
    },
    async (request) => {
      const { campaign } = request.params;
      await steerCampaign(deps, { campaign, step, actor: callerOf(request).actor });
      const programme = await newestProgramme(deps);
      const [found] = await describe(deps, programme, [campaignIn(programme, campaign)]);
      if (found === undefined) throw new EngineError('unknown_campaign', { campaign });
      return found;
    },
  );
}

/** What people see and change must be what is live, not what this process remembers. */
async function newestProgramme({ programmes }: Pick<AdapterDeps, 'programmes'>): Promise<Programme> {
  const history = await programmes.refresh();
  if (history === null) throw new EngineError('programme_missing');
  return history.live;
}

function campaignsOf(programme: Programme): readonly Rule[] {
  return [...programme.rulesById.values()].filter((rule) => rule.campaign !== null);
}

function campaignIn(programme: Programme, campaign: string): Rule {
  const rule = programme.rulesById.get(`campaign/${campaign}`);
  if (rule === undefined) throw new EngineError('unknown_campaign', { campaign });
  return rule;
}

async function describe(
  deps: AdapterDeps,
  { document }: Programme,
  rules: readonly Rule[],
): Promise<readonly CampaignJson[]> {
  const [marks, figures, keys] = await Promise.all([
    readMarks(deps.pool),
    readAllResults(deps.pool),
    listApiKeys(deps.pool),
  ]);
  const keyNames = new Map(keys.map(({ id, name }) => [id, name]));
  const now = deps.clock.now();
  return rules.map((rule) => {
    const name = nameOf(rule);
    return campaignJson(rule, { mark: declared(marks, name), figures: figures.get(name), keyNames, now, document });
  });
}
