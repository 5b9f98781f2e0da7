// The life of a campaign: what people may do in which state, who must approve, and that a campaign that is not open gives
// nothing, also for events of the past.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  type CampaignMark,
  type CampaignMarks,
  type CampaignStep,
  campaignState,
  marksAfterPublishing,
  takeStep,
  withMarks,
} from '../../src/domain/campaigns/states.ts';
import type { Programme, Rule } from '../../src/domain/programme/programme.ts';
import { at, compiled, World } from '../support/world.ts';

function shop(visit: string, more = ''): Programme {
  return compiled(`
name: shop
title: Shop
${more}
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
events: { visit: {} }
audiences: { big: { when: customer.points.points > 5 } }
offers: { half: { title: Half, type: percent_check_discount } }
campaigns:
  visit:
    title: V
    behavior: { event: visit }
    limit: { times: 9, per: ever }
    ${visit}
    outcomes: [{ kind: points, amount: 40, source: promo }, { kind: offer, offer: half }]
`);
}

const OPEN = shop('priority: 1');
const NOW = at('2026-02-01');

function rule(programme: Programme): Rule {
  const found = programme.rulesById.get('campaign/visit');
  assert.ok(found);
  return found;
}

/** One step after the other by the people named; the state after each, or why not. */
function walk(programme: Programme, steps: readonly (readonly [CampaignStep, string])[], isApprovalNeeded = false) {
  let mark: CampaignMark | undefined;
  let marks: CampaignMarks = {};
  return steps.map(([step, by]) => {
    const state = campaignState(rule(withMarks(programme, marks)), NOW);
    const found = takeStep(step, { mark, state, isApprovalNeeded, by });
    if (found.kind === 'refused') return found.code;
    mark = found.mark;
    marks = { visit: mark };
    return campaignState(rule(withMarks(programme, marks)), NOW);
  });
}

describe('states', () => {
  test('a published campaign is scheduled, active or ended by its dates', () => {
    const state = (dates: string) => campaignState(rule(shop(dates)), NOW);
    assert.equal(state('priority: 1'), 'active');
    assert.equal(state("starts_at: '2026-03-01T00:00:00Z'"), 'scheduled');
    assert.equal(state("ends_at: '2026-01-01T00:00:00Z'"), 'ended');
    assert.equal(state('paused: true'), 'paused');
    assert.equal(state('draft: true'), 'draft');
  });

  test('a draft goes through review where approval is asked for, and another key has to approve', () => {
    const draft = shop('draft: true');
    assert.deepEqual(walk(draft, [['submit', 'api:a']]), ['active']);
    const steps = [
      ['approve', 'api:a'],
      ['submit', 'api:a'],
      ['approve', 'api:a'],
      ['approve', 'api:b'],
    ] as const;
    assert.deepEqual(walk(draft, steps, true), ['campaign_state', 'review', 'same_approver', 'active']);
  });

  test('paused and resumed as often as need be, ended for good', () => {
    const steps = [
      ['resume', 'api:a'],
      ['pause', 'api:a'],
      ['pause', 'api:a'],
      ['resume', 'api:a'],
      ['end', 'api:a'],
      ['resume', 'api:a'],
    ] as const;
    assert.deepEqual(walk(OPEN, steps), [
      'campaign_state',
      'paused',
      'campaign_state',
      'active',
      'ended',
      'campaign_state',
    ]);
    assert.deepEqual(walk(shop('paused: true'), [['resume', 'api:a']]), ['active']);
  });
});

describe('publishing', () => {
  const APPROVAL = 'settings: { campaign_approval: true }';
  const approved: CampaignMark = {
    approval: 'approved',
    submittedBy: 'api:a',
    approvedBy: 'api:b',
    isPaused: null,
    isEnded: false,
  };
  const next = (before: Programme | null, after: Programme, marks: CampaignMarks = {}) =>
    marksAfterPublishing(before === null ? null : { document: before.document, marks }, after.document, 'api:a');

  test('a new campaign waits for approval only where the settings ask for it', () => {
    assert.deepEqual(next(null, OPEN), {});
    const marks = next(null, shop('priority: 1', APPROVAL));
    assert.equal(marks.visit?.approval, 'review');
    assert.equal(marks.visit?.submittedBy, 'api:a');
  });

  test('what was approved stays so until the campaign, its audience or its offers change', () => {
    const live = shop('audience: big', APPROVAL);
    const marks = { visit: approved };
    assert.deepEqual(next(live, shop('audience: big', APPROVAL), marks), marks);
    assert.equal(next(live, shop('audience: big\n    priority: 2', APPROVAL), marks).visit?.approval, 'review');
    const other = (from: string, to: string) => {
      const document = JSON.parse(JSON.stringify(live.document).replace(from, to));
      return marksAfterPublishing({ document: live.document, marks }, document, 'api:a').visit?.approval;
    };
    assert.equal(other('customer.points.points > 5', 'customer.points.points > 6'), 'review');
    assert.equal(other('"title":"Half"', '"title":"Whole"'), 'review');
    assert.equal(other('"title":"Promo"', '"title":"Other"'), 'approved');
  });

  test('a campaign stays paused over a publication, and the marks of a dropped one go', () => {
    const marks = { visit: { ...approved, isPaused: true }, gone: approved };
    assert.deepEqual(next(OPEN, shop('priority: 3'), marks), { visit: marks.visit });
  });
});

describe('deciding', () => {
  const marked = (change: Partial<CampaignMark>): Programme => {
    const none: CampaignMark = { approval: null, submittedBy: null, approvedBy: null, isPaused: null, isEnded: false };
    return { ...withMarks(OPEN, { visit: { ...none, ...change } }), version: 2, liveFrom: NOW };
  };
  const visit = (live: Programme, occurredAt = '2026-02-02') => {
    const one = new World(OPEN, live).join('2026-01-10');
    const decision = one.event('visit', '2026-02-02', { occurredAt });
    assert.equal(decision.kind, 'decided');
    return decision.kind === 'decided' ? decision.record.trace : [];
  };

  test('a campaign that is not open gives nothing, and the trace says why', () => {
    assert.equal(visit(marked({}))[0]?.[1], 'given');
    assert.deepEqual(visit(marked({ isPaused: true })), [['campaign/visit', 'paused']]);
    assert.deepEqual(visit(marked({ approval: 'review' })), [['campaign/visit', 'paused', { state: 'review' }]]);
    assert.deepEqual(visit(marked({ isEnded: true })), [['campaign/visit', 'paused', { state: 'ended' }]]);
  });

  test('an event of before the pause that arrives during it gives nothing either', () => {
    assert.deepEqual(visit(marked({ isPaused: true }), '2026-01-20'), [['campaign/visit', 'paused']]);
  });

  test('an event of during the pause that arrives after it gives nothing', () => {
    const paused = marked({ isPaused: true });
    const one = new World(OPEN, paused, { ...OPEN, version: 3, liveFrom: at('2026-02-05') }).join('2026-01-10');
    const late = one.event('visit', '2026-02-06', { occurredAt: '2026-02-03' });
    assert.deepEqual(late.kind === 'decided' && late.record.trace, [['campaign/visit', 'paused']]);
    const today = one.event('visit', '2026-02-06');
    assert.equal(today.kind === 'decided' && today.record.trace[0]?.[1], 'given');
  });
});
