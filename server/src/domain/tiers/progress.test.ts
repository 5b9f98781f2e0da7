// Progress is told with the figures that entrance and maintenance judge by, in the words of the programme.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { at, compiled, World } from '../../../test/support/world.ts';
import type { Programme } from '../programme/programme.ts';
import { shift } from '../time.ts';
import { type SystemProgress, tierProgress } from './progress.ts';

const CLUB = `
name: shop
title: Shop
accounts:
  beans: { title: Beans, default: true }
sources:
  web: { title: Website }
events:
  visit: { title: Tasting visit }
tier_systems:
  club:
    title: Club
    primary: true
    levels:
      green: { title: Green, rank: 1, benefits: [A cup], entrance: { kind: automatic } }
      roast:
        title: Roast
        rank: 2
        benefits: [A bag]
        entrance:
          kind: qualify
          conditions: [{ kind: points_earned, account: beans, at_least: 50, within: 12 months }]
        maintenance:
          every: 1 year
          keep: { conditions: [{ kind: points_earned, account: beans, at_least: 80, within: 12 months }] }
      reserve:
        title: Reserve
        rank: 3
        entrance:
          kind: qualify
          match: any
          conditions:
            - { kind: points_earned, account: beans, at_least: 200 }
            - { kind: events, event: visit, at_least: 4 }
            - { kind: balance, account: beans, at_least: 1000 }
      circle: { title: Circle, rank: 4, entrance: { kind: invitation } }
`;

/** What the reader's load adds to what deciding needs: the sums at the next maintenance, due or not. */
function progress(one: World, programme: Programme, now: string): SystemProgress {
  const state = { ...one.state, earned: { now: one.state.earned.now, due: new Map<string, number>() } };
  for (const window of programme.windows) {
    const until = state.tiers.get(window.system)?.maintenanceAt ?? null;
    if (until === null) continue;
    const since = window.span === null ? Number.NEGATIVE_INFINITY : shift(until, window.span, -1);
    const lots = [...state.lots.values()].filter(
      (lot) => lot.account === window.account && lot.earned && lot.occurredAt > since && lot.occurredAt <= until,
    );
    state.earned.due.set(
      window.key,
      lots.reduce((sum, lot) => sum + lot.amount - lot.reversed, 0),
    );
  }
  const [first] = tierProgress(programme, state, at(now));
  assert.ok(first !== undefined);
  return first;
}

test('a member below the next level sees what is needed, what is there and what is missing', () => {
  const programme = compiled(CLUB);
  const one = new World(programme).join('2026-03-01');
  one.deposit(40, '2026-03-02');
  one.due('2026-03-03');
  const found = progress(one, programme, '2026-03-03');
  assert.deepEqual(found.level, { name: 'green', title: 'Green', rank: 1, benefits: ['A cup'] });
  assert.equal(found.primary, true);
  assert.equal(found.since, at('2026-03-01'));
  assert.equal(found.status, 'permanent');
  assert.equal(found.keep, null);
  assert.deepEqual(found.next, {
    level: { name: 'roast', title: 'Roast', rank: 2, benefits: ['A bag'] },
    match: 'all',
    words: '50 beans earned in the last 12 months',
    conditions: [
      {
        kind: 'points_earned',
        account: 'beans',
        event: null,
        current: 40,
        needed: 50,
        compare: 'at_least',
        missing: 10,
        isMet: false,
        words: '50 beans earned in the last 12 months',
        counted: { kind: 'points_earned', account: 'beans', since: at('2025-03-03'), until: at('2026-03-03') },
      },
    ],
    missing: 10,
    missingIn: 'points',
    isMet: false,
  });
});

test('what keeps a level is counted up to the date of its maintenance, not up to now', () => {
  const programme = compiled(CLUB);
  const one = new World(programme).join('2025-03-01');
  one.deposit(30, '2025-03-02');
  one.deposit(30, '2026-01-10');
  assert.equal(one.level('club'), 'roast');
  one.deposit(25, '2026-02-01');
  one.due('2026-02-02');
  const open = progress(one, programme, '2026-02-02');
  // The 30 of March 2025 fall out of the twelve months before 10 January 2027.
  assert.equal(open.maintenanceAt, at('2027-01-10'));
  assert.equal(open.keep?.level.name, 'roast');
  assert.equal(open.keep?.conditions[0]?.current, 25);
  assert.equal(open.keep?.missing, 55);
  assert.equal(open.status, 'open');
  one.deposit(55, '2026-02-03');
  one.due('2026-02-04');
  const secured = progress(one, programme, '2026-02-04');
  assert.equal(secured.keep?.isMet, true);
  assert.equal(secured.keep?.missing, 0);
  assert.equal(secured.status, 'secured');
});

test('where one of several conditions is enough, the nearest tells what is missing', () => {
  const programme = compiled(CLUB);
  const one = new World(programme).join('2026-03-01');
  one.deposit(60, '2026-03-02');
  one.event('visit', '2026-03-03', { quantity: 3 });
  one.due('2026-03-04');
  const { next } = progress(one, programme, '2026-03-04');
  assert.equal(next?.level.name, 'reserve');
  assert.equal(next?.match, 'any');
  assert.deepEqual(
    next?.conditions.map(({ kind, current, missing }) => [kind, current, missing]),
    [
      ['points_earned', 60, 140],
      ['events', 3, 1],
      ['balance', 60, 940],
    ],
  );
  assert.equal(next?.missing, 1);
});

test('above the last level that can be earned, the next is by invitation', () => {
  const programme = compiled(CLUB);
  const one = new World(programme).join('2026-03-01');
  one.deposit(200, '2026-03-02');
  one.due('2026-03-03');
  const found = progress(one, programme, '2026-03-03');
  assert.equal(found.level?.name, 'reserve');
  assert.equal(found.next?.level.name, 'circle');
  assert.equal(found.next?.words, 'by invitation');
  assert.deepEqual(found.next?.conditions, []);
});

test('without opt-in there is no level, and still a way to the first', () => {
  const programme = compiled(CLUB);
  const one = new World(programme).join('2026-03-01', { optedIn: false });
  one.due('2026-03-02');
  const found = progress(one, programme, '2026-03-02');
  assert.equal(found.level, null);
  assert.equal(found.since, null);
  assert.equal(found.status, 'none');
  assert.equal(found.next?.level.name, 'roast');
});

test('after a fall, progress counts only what was earned since, as entrance does', () => {
  const programme = compiled(CLUB);
  const one = new World(programme).join('2025-01-01');
  one.deposit(60, '2025-01-02');
  one.due('2026-01-05');
  assert.equal(one.level('club'), 'green');
  one.deposit(15, '2026-01-06');
  one.due('2026-01-07');
  const { next } = progress(one, programme, '2026-01-07');
  assert.equal(next?.conditions[0]?.current, 15);
  const counted = next?.conditions[0]?.counted;
  assert.ok(counted?.kind === 'points_earned');
  assert.equal(counted.since, one.state.tiers.get('club')?.countsSince);
});
