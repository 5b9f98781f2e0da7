// The life of a campaign as people steer it: draft → review → scheduled → active → paused → ended. What they did is kept as
// marks beside a version of the programme; dates and definition say the rest. Who may do what is the adapters' to check.

import type { Programme, Rule, Standing } from '../programme/programme.ts';
import { declared } from '../programme/programme.ts';
import type { ProgrammeDocument } from '../programme/schema.ts';
import type { Instant } from '../time.ts';
import { assertNever } from '../time.ts';

export const CAMPAIGN_STATES = ['draft', 'review', 'scheduled', 'active', 'paused', 'ended'] as const;
export type CampaignState = (typeof CAMPAIGN_STATES)[number];

export const CAMPAIGN_STEPS = ['submit', 'approve', 'pause', 'resume', 'end'] as const;
export type CampaignStep = (typeof CAMPAIGN_STEPS)[number];

/** Null: as the definition has it. `submittedBy` and `approvedBy` name keys by their ids (`api:7f0d…`). */
export type CampaignMark = {
  readonly approval: 'draft' | 'review' | 'approved' | null;
  readonly submittedBy: string | null;
  readonly approvedBy: string | null;
  readonly isPaused: boolean | null;
  readonly isEnded: boolean;
};
export type CampaignMarks = { readonly [campaign: string]: CampaignMark };

const UNMARKED: CampaignMark = {
  approval: null,
  submittedBy: null,
  approvedBy: null,
  isPaused: null,
  isEnded: false,
};

export function campaignState(rule: Rule, now: Instant): CampaignState {
  if (rule.standing === 'ended' || (rule.endsAt !== null && rule.endsAt <= now)) return 'ended';
  if (rule.standing !== 'open') return rule.standing;
  return rule.startsAt !== null && rule.startsAt > now ? 'scheduled' : 'active';
}

export type StepTaken =
  | { readonly kind: 'taken'; readonly mark: CampaignMark }
  | { readonly kind: 'refused'; readonly code: 'campaign_state' | 'same_approver' };

const STEPS_FROM: { readonly [step in CampaignStep]: readonly CampaignState[] } = {
  submit: ['draft'],
  approve: ['review'],
  pause: ['scheduled', 'active'],
  resume: ['paused'],
  end: ['draft', 'review', 'scheduled', 'active', 'paused'],
};

export type StepContext = {
  readonly mark: CampaignMark | undefined;
  readonly state: CampaignState;
  readonly isApprovalNeeded: boolean;
  readonly by: string;
};

export function takeStep(step: CampaignStep, { mark = UNMARKED, state, isApprovalNeeded, by }: StepContext): StepTaken {
  if (!STEPS_FROM[step].includes(state)) return { kind: 'refused', code: 'campaign_state' };
  switch (step) {
    case 'submit':
      return taken({ ...mark, approval: isApprovalNeeded ? 'review' : 'approved', submittedBy: by });
    case 'approve':
      if (mark.submittedBy === by) return { kind: 'refused', code: 'same_approver' };
      return taken({ ...mark, approval: 'approved', approvedBy: by });
    case 'pause':
      return taken({ ...mark, isPaused: true });
    case 'resume':
      return taken({ ...mark, isPaused: false });
    case 'end':
      return taken({ ...mark, isEnded: true });
    default:
      return assertNever(step);
  }
}

function taken(mark: CampaignMark): StepTaken {
  return { kind: 'taken', mark };
}

export type Before = { readonly document: ProgrammeDocument; readonly marks: CampaignMarks };

/**
 * The marks of a new version: campaigns that it keeps keep theirs. Where approval is asked for, a campaign that is new, or
 * changed in what it gives or to whom, waits for it.
 */
export function marksAfterPublishing(before: Before | null, next: ProgrammeDocument, by: string): CampaignMarks {
  const marks: { [campaign: string]: CampaignMark } = {};
  for (const [name, definition] of Object.entries(next.campaigns)) {
    const mark = before === null ? undefined : declared(before.marks, name);
    const isSame = before !== null && substanceOf(before.document, name) === substanceOf(next, name);
    if (next.settings.campaign_approval && !isSame) {
      const approval = definition.draft ? 'draft' : 'review';
      marks[name] = { ...(mark ?? UNMARKED), approval, submittedBy: by, approvedBy: null };
    } else if (mark !== undefined) marks[name] = mark;
  }
  return marks;
}

/** The campaign with the audience, offers and messages that it names; null when there is none of the name. */
function substanceOf(document: ProgrammeDocument, campaign: string): string | null {
  const definition = declared(document.campaigns, campaign);
  if (definition === undefined) return null;
  const named = definition.outcomes.map((outcome) => {
    if (outcome.kind === 'offer') return declared(document.offers, outcome.offer);
    return outcome.kind === 'message' ? declared(document.messages, outcome.message) : null;
  });
  const audience = definition.audience === undefined ? undefined : declared(document.audiences, definition.audience);
  return JSON.stringify([definition, audience ?? null, named]);
}

/** The same programme, its campaigns standing as the marks say. */
export function withMarks(programme: Programme, marks: CampaignMarks): Programme {
  if (Object.keys(marks).length === 0) return programme;
  const changed = new Map<Rule, Rule>();
  for (const [name, mark] of Object.entries(marks)) {
    const rule = programme.rulesById.get(`campaign/${name}`);
    if (rule === undefined) continue;
    const standing = standingOf(rule, mark);
    changed.set(rule, { ...rule, standing, isPaused: standing !== 'open' });
  }
  const now = (rule: Rule): Rule => changed.get(rule) ?? rule;
  return {
    ...programme,
    rulesByEvent: new Map([...programme.rulesByEvent].map(([event, rules]) => [event, rules.map(now)])),
    rulesById: new Map([...programme.rulesById].map(([id, rule]) => [id, now(rule)])),
    occasions: programme.occasions.map(now),
  };
}

function standingOf(rule: Rule, mark: CampaignMark): Standing {
  if (mark.isEnded) return 'ended';
  if (mark.approval === 'draft' || mark.approval === 'review') return mark.approval;
  const isDraft = mark.approval === null && rule.campaign?.draft === true;
  if (isDraft) return 'draft';
  return (mark.isPaused ?? rule.campaign?.paused === true) ? 'paused' : 'open';
}
