// Where a customer stands in each campaign: eligible, in progress or completed, as members and agents are shown it.
// It reads what deciding left behind (counters and counted events) and decides nothing.

import type { Programme, Rule } from '../programme/programme.ts';
import { expressionValues } from '../programme/variables.ts';
import { progressOf } from '../rules/behavior.ts';
import { isControl } from '../rules/give.ts';
import type { CustomerState } from '../state.ts';
import { DAY_MS, dayOf, type Instant, periodOf } from '../time.ts';
import { APART_DAYS } from './celebrate.ts';
import { type CampaignState, campaignState } from './states.ts';

export type CampaignStanding = {
  readonly rule: Rule;
  readonly campaign: string;
  readonly campaignState: CampaignState;
  readonly state: 'eligible' | 'in_progress' | 'completed';
  /** Null for campaigns that a date triggers. */
  readonly progress: { readonly has: number; readonly need: number } | null;
  /** Null where the campaign asks for no opt-in. */
  readonly isOptedIn: boolean | null;
  /** Gets nothing, for comparison; not for the customer's eyes. */
  readonly isControl: boolean;
  /** By an agent. */
  readonly isClosed: boolean;
};

/** Campaigns that concern the customer: in their audience, or begun, or done. Others are left out, as are those of the past. */
export function campaignStandings(
  programme: Programme,
  state: CustomerState,
  now: Instant,
): readonly CampaignStanding[] {
  return [...programme.rulesById.values()].flatMap((rule) => {
    const standing = rule.campaign === null ? null : standingIn(programme, state, rule, now);
    return standing === null ? [] : [standing];
  });
}

function standingIn(programme: Programme, state: CustomerState, rule: Rule, now: Instant): CampaignStanding | null {
  const { campaign } = rule;
  if (campaign === null || state.profile === null) return null;
  const has = (mark: string): boolean => state.counters.has(`e|${mark}:${rule.id}`);
  const isClosed = has('closed');
  const progress = rule.behavior === null ? null : countedOf(programme, state, rule, now);
  const isDone = isClosed || isUsedUp(programme, state, rule, now) || isCelebrated(state, rule, now);
  const isBegun = progress !== null && progress.has > 0;
  const lifeOfCampaign = campaignState(rule, now);
  if (!isDone && !mayTakePart(programme, state, rule, { isBegun, lifeOfCampaign, now })) return null;
  return {
    rule,
    campaign: rule.id.slice('campaign/'.length),
    campaignState: lifeOfCampaign,
    state: isDone ? 'completed' : isBegun ? 'in_progress' : 'eligible',
    progress,
    isOptedIn: campaign.opt_in ? has('opted') : null,
    isControl: isControl(campaign.control_group, rule.id, state.id),
    isClosed,
  };
}

type Whether = { readonly isBegun: boolean; readonly lifeOfCampaign: CampaignState; readonly now: Instant };

function mayTakePart(
  programme: Programme,
  state: CustomerState,
  rule: Rule,
  { isBegun, lifeOfCampaign, now }: Whether,
): boolean {
  if (lifeOfCampaign !== 'active' && lifeOfCampaign !== 'paused') return false;
  const { profile } = state;
  if (profile === null || !profile.optedIn || profile.status !== 'good') return false;
  if (isBegun || rule.audience === null) return true;
  const found = rule.audience.evaluate(expressionValues(state, null, now, programme));
  return found.ok && found.value === true;
}

/** Of a behavior that one event completes at once nothing is counted. */
function countedOf(
  programme: Programme,
  state: CustomerState,
  rule: Rule,
  now: Instant,
): { readonly has: number; readonly need: number } {
  if (rule.isImmediate) return { has: isUsedUp(programme, state, rule, now) ? 1 : 0, need: 1 };
  const { has, need } = progressOf({ state }, rule, now);
  return { has, need };
}

function isUsedUp({ document }: Programme, state: CustomerState, rule: Rule, now: Instant): boolean {
  if (rule.limit === null) return false;
  const day = dayOf(now, state.profile?.timeZone ?? document.time_zone);
  const used = state.counters.get(`${periodOf(day, rule.limit.per)}|${rule.limitKey}`) ?? 0;
  return used >= rule.limit.times;
}

/** An occasion of each year is done until the next one can come. */
function isCelebrated(state: CustomerState, rule: Rule, now: Instant): boolean {
  const last = state.counters.get(`e|occasion:${rule.id}`);
  if (rule.trigger === null || rule.trigger.kind === 'schedule' || last === undefined) return false;
  return now - last < APART_DAYS * DAY_MS;
}
