// How campaigns look in answers: what they are, the state they are in, and what they gave.
import { z } from 'zod';
import { campaignSentence } from '../../domain/campaigns/sentence.ts';
import { CAMPAIGN_STATES, type CampaignMark, campaignState } from '../../domain/campaigns/states.ts';
import type { Rule } from '../../domain/programme/programme.ts';
import type { ProgrammeDocument } from '../../domain/programme/schema.ts';
import type { Instant } from '../../domain/time.ts';
import { readableActor } from '../../jobs/campaign-states.ts';
import type { CampaignFigures } from '../../storage/campaign-results.ts';
import { isoOrNull } from './customer-shape.ts';
import { instantOrNull, points } from './shapes.ts';

export const stateShape = z
  .enum(CAMPAIGN_STATES)
  .meta({ description: 'By its dates, and by what people did: submitted, approved, paused, resumed, ended.' });

export const figuresShape = z
  .strictObject({
    given: z.int().meta({ description: 'Times that it gave something.' }),
    control: z.int().meta({ description: 'Customers of the control group who would have got it.' }),
    points,
    offers: z.int(),
    messages: z.int(),
  })
  .meta({ id: 'CampaignFigures' });

export const sentenceShape = z
  .strictObject({
    who: z.string(),
    when: z.string().meta({ description: 'What starts it: an occasion, or what they do.' }),
    does: z.string().nullable().meta({ description: 'What it asks of that besides; null where any will do.' }),
    gets: z.string().nullable(),
    sends: z.string().nullable(),
    often: z.string().nullable(),
    text: z.string().meta({ description: 'All of it.' }),
  })
  .meta({ id: 'CampaignSentence' });

export const campaignShape = z
  .strictObject({
    campaign: z.string(),
    title: z.string(),
    kind: z.enum(['promotion', 'messaging', 'loyalty_rule']),
    state: stateShape,
    trigger: z.enum(['behavior', 'date', 'calendar', 'schedule']),
    starts_at: instantOrNull,
    ends_at: instantOrNull,
    priority: z.int(),
    exclusive: z.boolean(),
    opt_in: z.boolean(),
    control_group: z.int().meta({ description: 'Per cent.' }),
    submitted_by: z.string().nullable(),
    approved_by: z.string().nullable(),
    sentence: sentenceShape,
    results: figuresShape,
  })
  .meta({ id: 'Campaign' });

export type CampaignJson = z.output<typeof campaignShape>;

const NOTHING: CampaignFigures = { given: 0, control: 0, points: 0, offers: 0, messages: 0 };

export function campaignJson(
  rule: Rule,
  found: {
    readonly mark: CampaignMark | undefined;
    readonly figures: CampaignFigures | undefined;
    /** Of API keys, by their ids. */
    readonly keyNames: ReadonlyMap<string, string>;
    readonly now: Instant;
    readonly document: ProgrammeDocument;
  },
): CampaignJson {
  const { campaign } = rule;
  if (campaign === null) throw new Error(`${rule.id} is no campaign`);
  return {
    campaign: nameOf(rule),
    title: campaign.title,
    kind: campaign.kind,
    state: campaignState(rule, found.now),
    trigger: rule.trigger?.kind ?? 'behavior',
    starts_at: isoOrNull(rule.startsAt),
    ends_at: isoOrNull(rule.endsAt),
    priority: campaign.priority,
    exclusive: campaign.exclusive,
    opt_in: campaign.opt_in,
    control_group: campaign.control_group,
    submitted_by: readableActor(found.mark?.submittedBy ?? null, found.keyNames),
    approved_by: readableActor(found.mark?.approvedBy ?? null, found.keyNames),
    sentence: campaignSentence(found.document, campaign),
    results: figuresJson(found.figures ?? NOTHING),
  };
}

export function figuresJson({ given, control, points: issued, offers, messages }: CampaignFigures) {
  return { given, control, points: issued, offers, messages };
}

export function nameOf(rule: Rule): string {
  return rule.id.slice('campaign/'.length);
}
