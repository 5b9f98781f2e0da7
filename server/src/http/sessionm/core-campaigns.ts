// Core, 2.9: campaigns, those of the programme and those of a customer with progress, and opting in. What a tile of an
// activity feed shows beside its title is in the campaign's own payload.
import { type CampaignStanding, campaignStandings } from '../../domain/campaigns/standing.ts';
import { campaignState } from '../../domain/campaigns/states.ts';
import type { Rule } from '../../domain/programme/programme.ts';
import { inspectCustomer } from '../../pipeline/inspect.ts';
import { type Call, refOfPath, submit } from './call.ts';
import { pageNumber } from './core-users.ts';
import { SessionmError, translated } from './errors.ts';
import { isoOrNull } from './instants.ts';

const PAGE_SIZE = 25;
const PAGES_MAX = 10_000;

/** The type names of the customer's profile. */
const TYPES = { promotion: 'Promotion', messaging: 'Messaging', loyalty_rule: 'Loyalty Rule' } as const;

/** All that are active now, page by page, without a customer's progress. */
export async function listCampaigns(call: Call) {
  const active = [...call.programme.rulesById.values()].filter((rule) => isActive(call, rule));
  if (active.length === 0) throw noneActive();
  const page = Math.max(1, pageNumber(call, 'page', 1, PAGES_MAX));
  const shown = active.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
  return {
    page,
    page_size: PAGE_SIZE,
    number_of_pages: Math.ceil(active.length / PAGE_SIZE),
    campaigns: byCreative(
      call,
      shown.map((rule) => campaignView(call, rule, null)),
    ),
  };
}

/** Those that concern the customer. Whoever is in a control group is not shown what they will not get. */
export async function listUserCampaigns(call: Call) {
  const standings = await standingsOf(call, await call.site.engine.resolve(refOfPath(call)));
  if (standings.length === 0) throw noneActive();
  const views = standings.map((standing) => campaignView(call, standing.rule, standing));
  return { campaigns: byCreative(call, views) };
}

export async function retrieveUserCampaign(call: Call) {
  const customerId = await call.site.engine.resolve(refOfPath(call));
  return { campaign: await viewFor(call, customerId, campaignNamed(call)) };
}

export async function optIn(call: Call) {
  const campaign = campaignNamed(call);
  const answer = await submit(call, { customer: refOfPath(call), body: { kind: 'campaign.opt_in', campaign } });
  return { campaign: await viewFor(call, answer.customerId, campaign) };
}

function campaignNamed(call: Call): string {
  const { campaign_id: given = '' } = call.params;
  const name = call.site.guids.find('campaign', given, Object.keys(call.programme.document.campaigns));
  if (name === null) throw translated('unknown_campaign', { campaign: given });
  return name;
}

async function viewFor(call: Call, customerId: string, campaign: string) {
  const standing = (await standingsOf(call, customerId)).find((one) => one.campaign === campaign);
  if (standing === undefined)
    throw new SessionmError('not_available', `The campaign ${campaign} is not for this customer.`);
  return campaignView(call, standing.rule, standing);
}

async function standingsOf(call: Call, customerId: string): Promise<readonly CampaignStanding[]> {
  const { pool, programmes } = call.site;
  const found = await inspectCustomer(pool, programmes, customerId, call.now());
  if (found === null) throw translated('customer_not_found', { customer: customerId });
  return campaignStandings(found.programme, found.state, call.now()).filter(
    (standing) => standing.campaignState === 'active' && !standing.isControl,
  );
}

function isActive(call: Call, rule: Rule): boolean {
  return rule.campaign !== null && campaignState(rule, call.now()) === 'active';
}

function noneActive(): SessionmError {
  return new SessionmError('no_active_campaign_found', 'No campaign is active for this request.');
}

type View = ReturnType<typeof campaignView>;

/** Everything is a tile; promotions are listed by themselves as well. `creatives` picks one of the lists. */
function byCreative(call: Call, views: readonly View[]) {
  const asked = wordsOf(call, 'creatives');
  const has = (...names: readonly string[]): boolean =>
    asked.length === 0 || names.some((name) => asked.includes(name));
  return {
    ...(has('tiles', 'tile') ? { tiles: views } : {}),
    ...(has('promotion', 'promotions')
      ? { promotions: views.filter(({ campaign_type: type }) => type === TYPES.promotion) }
      : {}),
  };
}

function campaignView(call: Call, rule: Rule, standing: CampaignStanding | null) {
  const { campaign } = rule;
  if (campaign === null) throw new Error(`${rule.id} is no campaign`);
  const { guids } = call.site;
  const sections = wordsOf(call, 'sections');
  return {
    campaign_id: guids.of('campaign', rule.id.slice('campaign/'.length)),
    name: campaign.title,
    campaign_type: TYPES[campaign.kind],
    start_date: isoOrNull(rule.startsAt),
    end_date: isoOrNull(rule.endsAt),
    requires_opt_in: campaign.opt_in,
    ...(standing === null ? {} : { opted_in: standing.isOptedIn ?? true, progress: progressView(standing) }),
    template: { type: 'tile', message: { header: campaign.title, description: null, image_url: null } },
    custom_payload: campaign.payload,
    ...(sections.includes('behaviors') ? { behaviors: behaviorsOf(call, rule, standing) } : {}),
    ...(sections.includes('offers') ? { offers: offersOf(call, rule) } : {}),
  };
}

function progressView({ state, progress }: CampaignStanding) {
  return progress === null ? { state } : { state, count: progress.has, required: progress.need };
}

function behaviorsOf(call: Call, rule: Rule, standing: CampaignStanding | null) {
  if (rule.behavior === null) return [];
  return [
    {
      behavior_id: call.site.guids.of('behavior', rule.id),
      name: rule.title,
      ...(standing === null ? {} : progressView(standing)),
    },
  ];
}

function offersOf(call: Call, rule: Rule) {
  return rule.outcomes.flatMap(({ definition }) =>
    definition.kind === 'offer'
      ? [
          {
            offer_id: call.site.guids.of('offer', definition.offer),
            name: call.programme.document.offers[definition.offer]?.title ?? definition.offer,
          },
        ]
      : [],
  );
}

function wordsOf(call: Call, name: string): readonly string[] {
  const text = call.query.get(name) ?? '';
  return text
    .split(',')
    .map((word) => word.trim().toLowerCase())
    .filter((word) => word !== '');
}
