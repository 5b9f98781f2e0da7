// A customer and the campaigns: where they stand, opting in, and closing one by an agent. Each change is a fact.
import { z } from 'zod';
import { type CampaignStanding, campaignStandings } from '../../domain/campaigns/standing.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { stateShape } from './campaign-shape.ts';
import { isoOrNull } from './customer-shape.ts';
import { decisionShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { inspect } from './inspect.ts';
import { reasonInput } from './point-shapes.ts';
import { customerAddress, customerParams, instantOrNull, nameInput } from './shapes.ts';
import { decide } from './submit.ts';

const tags = ['Campaigns'];
const params = z.strictObject({ customer: customerAddress, campaign: nameInput });

const standingShape = z
  .strictObject({
    campaign: z.string(),
    title: z.string(),
    kind: z.enum(['promotion', 'messaging', 'loyalty_rule']),
    campaign_state: stateShape,
    state: z.enum(['eligible', 'in_progress', 'completed']),
    progress: z
      .strictObject({ has: z.int(), need: z.int() })
      .nullable()
      .meta({ description: 'Null for campaigns that a date triggers.' }),
    opted_in: z.boolean().nullable().meta({ description: 'Null where the campaign asks for no opt-in.' }),
    control: z.boolean().meta({ description: 'In the control group: gets nothing, for comparison.' }),
    closed: z.boolean().meta({ description: 'Completed by an agent.' }),
    starts_at: instantOrNull,
    ends_at: instantOrNull,
  })
  .meta({ id: 'CampaignStanding' });

export function customerCampaignRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/campaigns',
    {
      config: { scope: 'campaigns:read' },
      schema: {
        operationId: 'listCampaignsOfCustomer',
        summary: 'Campaigns that concern a customer: eligible, in progress, completed',
        tags,
        params: customerParams,
        querystring: z.strictObject({ state: z.enum(['eligible', 'in_progress', 'completed']).optional() }),
        response: { 200: z.strictObject({ items: z.array(standingShape) }) },
      },
    },
    async ({ params: { customer }, query }) => {
      const { id } = await findCustomer(deps, customer);
      const { programme, state } = await inspect(deps, id);
      const standings = campaignStandings(programme, state, deps.clock.now());
      return {
        items: standings.filter((one) => query.state === undefined || one.state === query.state).map(standingJson),
      };
    },
  );

  app.post(
    '/v1/customers/:customer/campaigns/:campaign/opt-in',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'optInToCampaign',
        summary: 'Opt a customer in to a campaign; twice changes nothing',
        tags,
        params,
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, campaign } = request.params;
      const body = { kind: 'campaign.opt_in', campaign } as const;
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind, sent: { campaign } });
    },
  );

  app.post(
    '/v1/customers/:customer/campaigns/:campaign/complete',
    {
      config: { scope: 'customers:write' },
      schema: {
        operationId: 'completeCampaign',
        summary: 'Close a campaign for a customer by an agent; nothing is given',
        tags,
        params,
        body: z.strictObject({ reason: reasonInput }),
        response: { 200: decisionShape },
      },
    },
    async (request, reply) => {
      const { customer, campaign } = request.params;
      const { reason } = request.body;
      const body = { kind: 'campaign.complete', campaign, reason } as const;
      const sent = { campaign, reason };
      return decide(deps.engine, { request, reply }, { customer, body, operation: body.kind, sent });
    },
  );
}

function standingJson(standing: CampaignStanding): z.output<typeof standingShape> {
  const { rule, campaign } = standing;
  return {
    campaign,
    title: rule.title,
    kind: rule.campaign?.kind ?? 'promotion',
    campaign_state: standing.campaignState,
    state: standing.state,
    progress: standing.progress === null ? null : { ...standing.progress },
    opted_in: standing.isOptedIn,
    control: standing.isControl,
    closed: standing.isClosed,
    starts_at: isoOrNull(rule.startsAt),
    ends_at: isoOrNull(rule.endsAt),
  };
}
