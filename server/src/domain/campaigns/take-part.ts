// Taking part in a campaign: opting in to it, and being taken out of it by an agent.

import { type Draft, emit, refuse } from '../draft.ts';
import type { Rule } from '../programme/programme.ts';

export function campaignOf(draft: Draft, campaign: string): Rule {
  return draft.programme.rulesById.get(`campaign/${campaign}`) ?? refuse('unknown_campaign', { campaign });
}

/** Opting in twice changes nothing. */
export function optIn(draft: Draft, campaign: string): void {
  const rule = campaignOf(draft, campaign);
  if (rule.campaign?.opt_in !== true) refuse('not_opt_in', { campaign });
  mark(draft, `opted:${rule.id}`);
  draft.outcomes.push({ kind: 'campaign', campaign, action: 'opted_in' });
}

/** Closed for this customer: nothing is given, and nothing will be. */
export function complete(draft: Draft, campaign: string): void {
  const rule = campaignOf(draft, campaign);
  if (draft.state.counters.has(`e|closed:${rule.id}`)) refuse('campaign_completed', { campaign });
  mark(draft, `closed:${rule.id}`);
  draft.outcomes.push({ kind: 'campaign', campaign, action: 'completed' });
}

function mark(draft: Draft, key: string): void {
  if (!draft.state.counters.has(`e|${key}`)) emit(draft, { kind: 'count', key, period: 'e', by: 1 });
}
