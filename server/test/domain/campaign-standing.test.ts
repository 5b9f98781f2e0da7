// Where customers stand in campaigns: eligible before, in progress on the way, completed at the limit, after the occasion, or
// when an agent closed it.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { campaignStandings } from '../../src/domain/campaigns/standing.ts';
import { at, compiled, World } from '../support/world.ts';

const GIVES = 'outcomes: [{ kind: points, amount: 5, source: promo }]';
const SHOP = compiled(`
name: shop
title: Shop
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
attributes: { vip: { type: bool } }
events: { visit: {}, buy: {} }
campaigns:
  thrice: { title: T, behavior: { event: visit, times: 3 }, limit: { times: 1, per: ever }, ${GIVES} }
  daily: { title: D, behavior: { event: visit }, limit: { times: 1, per: day }, ${GIVES} }
  vips: { title: V, audience: customer.custom.vip, behavior: { event: buy }, limit: { times: 9, per: ever }, ${GIVES} }
  birthday: { title: B, trigger: { kind: date, attribute: birth_on }, ${GIVES} }
  chosen: { title: C, opt_in: true, behavior: { event: buy }, limit: { times: 9, per: ever }, ${GIVES} }
  over: { title: O, ends_at: '2026-01-01T00:00:00Z', behavior: { event: buy }, limit: { times: 9, per: ever }, ${GIVES} }
  halted: { title: P, paused: true, behavior: { event: buy }, limit: { times: 9, per: ever }, ${GIVES} }
`);

function shop(): World {
  return new World(SHOP).join('2026-02-01', { birthOn: '1990-05-17' });
}

function standings(one: World, now: string) {
  return Object.fromEntries(
    campaignStandings(SHOP, one.state, at(now)).map(({ campaign, state, progress }) => [
      campaign,
      progress === null ? state : `${state} ${progress.has}/${progress.need}`,
    ]),
  );
}

test('a new customer is eligible where they are in the audience and the campaign runs', () => {
  assert.deepEqual(standings(shop(), '2026-02-01'), {
    thrice: 'eligible 0/3',
    daily: 'eligible 0/1',
    birthday: 'eligible',
    chosen: 'eligible 0/1',
    halted: 'eligible 0/1',
  });
});

test('in progress while some of the behavior is met, completed at the limit, and eligible anew with the next period', () => {
  const one = shop();
  one.event('visit', '2026-02-02');
  assert.deepEqual(
    [standings(one, '2026-02-02').thrice, standings(one, '2026-02-02').daily],
    ['in_progress 1/3', 'completed 1/1'],
  );
  assert.equal(standings(one, '2026-02-03').daily, 'eligible 0/1');
  one.event('visit', '2026-02-03');
  one.event('visit', '2026-02-04');
  assert.match(standings(one, '2026-02-05').thrice ?? '', /^completed/);
});

test('an occasion is completed until it comes again', () => {
  const one = shop();
  one.decided({ kind: 'campaign.occasion', campaign: 'birthday' }, '2026-05-17T12:00:00Z');
  assert.equal(standings(one, '2026-09-01').birthday, 'completed');
  assert.equal(standings(one, '2027-05-01').birthday, 'eligible');
});

test('an agent completes it, an attribute makes eligible, an opt-in shows', () => {
  const one = shop();
  one.decided({ kind: 'campaign.complete', campaign: 'thrice', reason: 'asked' }, '2026-02-02');
  one.decided({ kind: 'customer.save', mode: 'update', patch: { custom: { vip: true } } }, '2026-02-02');
  one.decided({ kind: 'campaign.opt_in', campaign: 'chosen' }, '2026-02-02');
  assert.deepEqual(
    [standings(one, '2026-02-03').thrice, standings(one, '2026-02-03').vips],
    ['completed 0/3', 'eligible 0/1'],
  );
  const chosen = campaignStandings(SHOP, one.state, at('2026-02-03')).find(({ campaign }) => campaign === 'chosen');
  assert.equal(chosen?.isOptedIn, true);
});

test('who has opted out is eligible for nothing new', () => {
  const one = shop();
  one.decided({ kind: 'customer.save', mode: 'update', patch: { optedIn: false } }, '2026-02-02');
  assert.deepEqual(standings(one, '2026-02-03'), {});
});
