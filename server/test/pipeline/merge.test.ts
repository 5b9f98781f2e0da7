// Two customers in one and apart again: what moves, what stays, and that the books hold whatever happens between.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { FactBody } from '../../src/domain/facts.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import type { PipelineEngine } from '../../src/pipeline/engine.ts';
import type { Answer } from '../../src/pipeline/submission.ts';
import { findOfferOwner } from '../../src/storage/offers.ts';
import { readAccounts } from '../../src/storage/points.ts';
import { creation, deposit, event, type Harness, openHarness, submission } from './harness.ts';

const PROGRAMME = `
name: club
title: Club
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 12 months } }
  debt: { title: Debt, negative: true }
sources: { web: { title: Web } }
events: { visit: {} }
card_types: { gift: { title: Gift, kind: promotional } }
offers: { cup: { title: A cup, type: manual_fulfillment, inventory: 5, per_customer: 1 } }
campaigns:
  once:
    title: First visit
    behavior: { event: visit }
    limit: { times: 1, per: ever }
    outcomes: [{ kind: points, amount: 7, source: web }]
tier_systems:
  club:
    title: Club
    primary: true
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold:
        title: Gold
        rank: 2
        entrance: { kind: qualify, conditions: [{ kind: points_earned, account: beans, at_least: 100 }] }
`;

let harness: Harness;
let engine: PipelineEngine;

before(async () => {
  harness = await openHarness(PROGRAMME);
  engine = await harness.engine();
});

after(() => harness.close());

const MERGE = { kind: 'customer.merge', reason: 'the same person', tiers: 'highest' } as const satisfies FactBody;

async function create(name: string, patch: Parameters<typeof creation>[1] = {}): Promise<string> {
  const ref = { kind: 'identifier', type: 'external', value: name } as const;
  return (await engine.submit(submission(ref, creation(name, patch)))).customerId;
}

function spend(amount: number): FactBody {
  const reference = { type: null, id: null, transactionId: null };
  return {
    kind: 'points.spend',
    items: [{ amount, accounts: null, reference, force: false, rank: 0 }],
    partial: false,
    silent: false,
  };
}

function merge(into: string, from: string): Promise<Answer> {
  return engine.submit(submission(idOf(into), MERGE, { peer: idOf(from) }));
}

function unmerge(into: string, from: string, merged: Answer): Promise<Answer> {
  const taken = merged.record.outcomes.find((outcome) => outcome.kind === 'merge');
  assert.equal(taken?.kind, 'merge');
  if (taken?.kind !== 'merge') throw new Error('no merge');
  const { identifiers, email } = taken;
  const offers = merged.record.outcomes.flatMap((one) => (one.kind === 'offer' ? [one.user_offer_id] : []));
  const cards = merged.record.outcomes.flatMap((one) => (one.kind === 'card' ? [one.card_id] : []));
  const parts = { identifiers, email, offers, cards };
  const body = { kind: 'customer.unmerge', mergeId: merged.factId, ...parts, reason: 'a mistake' } as const;
  return engine.submit(submission(idOf(into), body, { peer: idOf(from) }));
}

const idOf = (id: string) => ({ kind: 'id', id }) as const;

async function available(id: string, account = 'beans'): Promise<number> {
  const figures = await readAccounts(harness.database.pool, id, harness.now);
  return figures.find((one) => one.account === account)?.available ?? 0;
}

test('points keep their dates, what was earned counts for levels, identifiers and address go along', async () => {
  const kept = await create('kept');
  const gone = await create('gone', { email: 'gone@example.com', firstName: 'Ann' });
  await engine.submit(submission(idOf(gone), deposit(80)));
  await engine.submit(submission(idOf(gone), spend(50)));
  harness.now += 40 * 86_400_000;
  await engine.submit(submission(idOf(kept), deposit(30)));
  const answer = await merge(kept, gone);
  assert.equal(answer.record.refusal, undefined);
  assert.equal(await available(kept), 60);
  assert.equal(await available(gone), 0);
  const tier = answer.record.outcomes.find((outcome) => outcome.kind === 'tier');
  assert.equal(tier?.kind === 'tier' && tier.to, 'gold', '80 and 30 earned reach 100');
  assert.equal(await engine.resolve({ kind: 'identifier', type: 'external', value: 'gone' }), kept);
  assert.equal(await harness.count('customer_key', `customer_id = '${kept}' and kind = 'email'`), 1);
  assert.equal(await harness.count('customer', `customer_id = '${kept}' and first_name = 'Ann'`), 1);
  const { rows } = await harness.owner.query(
    'select amount - moved as amount, occurred_at < $2 as is_old from laurel.lot where customer_id = $1 and is_open order by 2',
    [kept, new Date(harness.now - 86_400_000)],
  );
  assert.deepEqual(rows, [
    { amount: 30, is_old: false },
    { amount: 30, is_old: true },
  ]);
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
});

test('the one that ended is refused with the name of the one that took over', async () => {
  const kept = await create('a1');
  const gone = await create('a2');
  await merge(kept, gone);
  const answer = await engine.submit(submission(idOf(gone), event('visit')));
  assert.deepEqual(answer.record.refusal, { code: 'customer_merged', detail: { customer: gone, into: kept } });
  const restored = await engine.submit(submission(idOf(gone), { kind: 'customer.restore' }));
  assert.equal(restored.record.refusal?.code, 'customer_merged');
  assert.equal((await merge(kept, gone)).record.refusal?.code, 'customer_merged');
  assert.equal((await merge(kept, kept)).record.refusal?.code, 'merge_refused');
});

test('a limit that either has used up is used up', async () => {
  const kept = await create('b1');
  const gone = await create('b2');
  await engine.submit(submission(idOf(gone), event('visit')));
  assert.equal(await available(gone), 7);
  await merge(kept, gone);
  await engine.submit(submission(idOf(kept), event('visit')));
  assert.equal(await available(kept), 7);
});

test('what was owed goes along', async () => {
  const kept = await create('c1');
  const gone = await create('c2');
  await engine.submit(submission(idOf(kept), deposit(100, 'web', 'debt')));
  const body = { kind: 'points.adjust', account: 'debt', source: 'web', amount: -30, reason: 'test' } as const;
  const reference = { type: null, id: null, transactionId: null };
  await engine.submit(submission(idOf(gone), { ...body, reference }));
  assert.equal(await available(gone, 'debt'), -30);
  await merge(kept, gone);
  assert.equal(await available(kept, 'debt'), 70);
  assert.equal(await available(gone, 'debt'), 0);
});

test('points on hold stand in the way of a merge, and nothing is half-done', async () => {
  const kept = await create('d1');
  const gone = await create('d2', { email: 'held@example.com' });
  await engine.submit(submission(idOf(gone), deposit(50)));
  const reference = { type: null, id: null, transactionId: null };
  const hold = { kind: 'points.hold', amount: 20, accounts: null, expiresAt: null, reference } as const;
  await engine.submit(submission(idOf(gone), hold));
  assert.equal((await merge(kept, gone)).record.refusal?.code, 'merge_refused');
  assert.equal(await available(gone), 30);
  assert.equal(await harness.count('customer_key', `customer_id = '${gone}'`), 2);
});

test('a merge taken back leaves each with their own, less what was spent since', async () => {
  const kept = await create('e1');
  const gone = await create('e2', { email: 'back@example.com' });
  await engine.submit(submission(idOf(kept), deposit(10)));
  await engine.submit(submission(idOf(gone), deposit(80)));
  const merged = await merge(kept, gone);
  await engine.submit(submission(idOf(kept), spend(30)));
  const answer = await unmerge(kept, gone, merged);
  assert.equal(answer.record.refusal, undefined);
  assert.equal(await available(kept), 10 + 80 - 30 - (await available(gone)));
  assert.equal(await engine.resolve({ kind: 'identifier', type: 'external', value: 'e2' }), gone);
  assert.equal(await harness.count('customer_key', `customer_id = '${gone}'`), 2);
  assert.equal((await unmerge(kept, gone, merged)).record.refusal?.code, 'not_merged');
  const sums = await harness.owner.query<{ earned: number }>(
    'select coalesce(sum(amount - reversed), 0)::bigint as earned from laurel.lot where customer_id = $1 and is_earned',
    [kept],
  );
  assert.equal(sums.rows[0]?.earned, 10, 'what the other had earned counts for the other again');
});

test('the wallet goes along under its own ids, and comes back', async () => {
  const kept = await create('w1');
  const gone = await create('w2');
  const give = { kind: 'offer.issue', offer: 'cup', quantity: 1, reason: 'test' } as const;
  const given = await engine.submit(submission(idOf(gone), give));
  const offer = given.record.outcomes.find((outcome) => outcome.kind === 'offer');
  const userOfferId = offer?.kind === 'offer' ? offer.user_offer_id : '';
  harness.now += 1_000;
  const merged = await merge(kept, gone);
  const owner = () => findOfferOwner(harness.database.pool, userOfferId);
  assert.equal(await owner(), kept);
  const second = await engine.submit(submission(idOf(kept), give));
  assert.equal(second.record.refusal?.code, 'offer_limit_reached');
  harness.now += 1_000;
  await unmerge(kept, gone, merged);
  assert.equal(await owner(), gone);
  assert.equal(await harness.count('user_offer', `id = '${userOfferId}' and is_open`), 1);
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
});

test('cards go along with what is on them, and an exclusion holds for whoever took over', async () => {
  const kept = await create('k1');
  const gone = await create('k2');
  const card = {
    kind: 'card.register',
    number: '4000123412341234',
    type: 'gift',
    design: null,
    nickname: null,
  } as const;
  const registered = await engine.submit(submission(idOf(gone), { ...card, balance: 500, processor: null }));
  assert.equal(registered.record.refusal, undefined, JSON.stringify(registered.record.refusal));
  const give = { kind: 'offer.issue', offer: 'cup', quantity: 1, reason: 'test' } as const;
  const given = await engine.submit(submission(idOf(gone), give));
  const offer = given.record.outcomes.find((outcome) => outcome.kind === 'offer');
  const userOfferId = offer?.kind === 'offer' ? offer.user_offer_id : '';
  const revoke = { kind: 'offer.revoke', userOfferId, exclude: true, reason: 'test' } as const;
  await engine.submit(submission(idOf(gone), revoke));
  const merged = await merge(kept, gone);
  assert.equal(merged.record.refusal, undefined, JSON.stringify(merged.record.refusal));
  const money = (id: string) =>
    harness.owner
      .query<{ n: number }>('select coalesce(sum(balance), 0)::bigint as n from laurel.card where customer_id = $1', [
        id,
      ])
      .then(({ rows }) => rows[0]?.n);
  assert.deepEqual([await money(kept), await money(gone)], [500, 0]);
  assert.equal(await harness.count('customer_key', `value = '4000123412341234' and customer_id = '${kept}'`), 1);
  const second = await engine.submit(submission(idOf(kept), give));
  assert.equal(second.record.refusal?.code, 'offer_excluded');
  await unmerge(kept, gone, merged);
  assert.deepEqual([await money(kept), await money(gone)], [0, 500]);
  assert.equal(await harness.count('customer_key', `value = '4000123412341234' and customer_id = '${gone}'`), 1);
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
});

test('after 30 days a merge stays', async () => {
  const kept = await create('f1');
  const gone = await create('f2');
  const merged = await merge(kept, gone);
  harness.now += 31 * 86_400_000;
  assert.equal((await unmerge(kept, gone, merged)).record.refusal?.code, 'unmerge_too_late');
});

test('whatever is earned, spent, merged and taken back: no point comes or goes by a merge', async () => {
  const step = fc.oneof(
    fc.record({ do: fc.constant('deposit' as const), who: fc.nat(1), amount: fc.integer({ min: 1, max: 90 }) }),
    fc.record({ do: fc.constant('spend' as const), who: fc.nat(1), amount: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ do: fc.constant('merge' as const), who: fc.nat(1), amount: fc.constant(0) }),
    fc.record({ do: fc.constant('unmerge' as const), who: fc.nat(1), amount: fc.constant(0) }),
  );
  let round = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      round += 1;
      const ids = [await create(`p${round}a`), await create(`p${round}b`)] as const;
      let expected = 0;
      let merged: { into: string; from: string; answer: Answer } | null = null;
      for (const { do: action, who, amount } of steps) {
        const [own, other] = who === 0 ? ids : [ids[1], ids[0]];
        if (action === 'merge') {
          const answer = await merge(own, other);
          if (answer.record.refusal === undefined) merged = { into: own, from: other, answer };
        } else if (action === 'unmerge') {
          if (merged !== null) await unmerge(merged.into, merged.from, merged.answer);
          merged = null;
        } else {
          const body = action === 'deposit' ? deposit(amount) : spend(amount);
          const answer = await engine.submit(submission(idOf(own), body));
          if (answer.record.refusal === undefined) expected += action === 'deposit' ? amount : -amount;
        }
        assert.equal((await available(ids[0])) + (await available(ids[1])), expected);
      }
    }),
    { numRuns: 25 },
  );
  assert.deepEqual((await verifyBooks(harness.database.pool)).differences, []);
});
