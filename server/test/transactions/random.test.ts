// Random purchases, partial returns, resends and voids under random rules: what is taken back in the end is what was given,
// for every customer and account, and the books hold.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import type { FactBody } from '../../src/domain/facts.ts';
import { attribute } from '../../src/domain/purchases/attribute.ts';
import type { SoldLine } from '../../src/domain/purchases/purchase.ts';
import { purchaseIdOf } from '../../src/pipeline/hashes.ts';
import { type Harness, join, openHarness, submission } from '../pipeline/harness.ts';
import { compiled, World } from '../support/world.ts';

const ITEMS = ['tea', 'cake', 'pot', null] as const;
const line = fc.record({
  item: fc.constantFrom(...ITEMS),
  quantity: fc.integer({ min: 1, max: 5 }),
  amount: fc.integer({ min: 0, max: 20_000 }),
});
const purchase = fc.record({
  lines: fc.array(line, { minLength: 1, maxLength: 6 }),
  paid: fc.integer({ min: 1, max: 100 }),
});
const back = fc.record({ line: fc.nat(), quantity: fc.integer({ min: 1, max: 3 }) });
const step = fc.oneof(
  fc.record({ kind: fc.constant('buy' as const), purchase }),
  fc.record({
    kind: fc.constant('return' as const),
    of: fc.nat(),
    lines: fc.array(back, { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constant('void' as const), of: fc.nat() }),
  fc.record({ kind: fc.constant('spend' as const), amount: fc.integer({ min: 1, max: 200 }) }),
);
const rule = fc.record({
  purchase: fc.constantFrom(
    '{}',
    '{ min_value: 5000 }',
    '{ items: [tea] }',
    '{ min_count: 3 }',
    '{ categories: [sweet] }',
  ),
  outcome: fc.oneof(
    fc.record({
      per: fc.constantFrom('money', 'item', 'quantity'),
      rate: fc.integer({ min: 1, max: 40 }).map((tenths) => tenths / 10),
      items: fc.constantFrom('', ', items: [tea, pot]'),
    }),
    fc.integer({ min: 1, max: 500 }),
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Rule = typeof rule extends fc.Arbitrary<infer T> ? T : never;

function programme(rules: readonly Rule[]): string {
  const campaigns = rules.map(({ purchase: asked, outcome }, index) => {
    const given =
      typeof outcome === 'number'
        ? `{ kind: points, amount: ${outcome}, source: till }`
        : `{ kind: purchase_points, source: till, per: ${outcome.per}, rate: ${outcome.rate}${outcome.items} }`;
    return `  r${index}: { title: R, behavior: { purchase: ${asked} }, outcomes: [${given}] }`;
  });
  return `
name: shop
title: Shop
accounts: { beans: { title: Beans, default: true, negative: true } }
sources: { till: { title: Till } }
campaigns:
${campaigns.join('\n')}
`;
}

function bought(id: string, { lines, paid }: { readonly lines: readonly Sold[]; readonly paid: number }): FactBody {
  const sold = lines.map(
    ({ item, quantity, amount }, index): SoldLine => ({
      line: String(index),
      item,
      quantity,
      amount,
      categories: item === 'cake' ? ['sweet'] : [],
    }),
  );
  const [part] = attribute({
    purchaseId: purchaseIdOf(id),
    transactionId: id,
    store: null,
    channel: null,
    subtotal: null,
    tax: 0,
    total: null,
    lines: sold,
    promoCodes: [],
    userOffers: [],
    payments: [
      { amount: paid, payer: 'us', sent: {} },
      { amount: 100 - paid, payer: null, sent: {} },
    ],
    sent: {},
  });
  assert.ok(part !== undefined);
  return part.body;
}
type Sold = Pick<SoldLine, 'item' | 'quantity' | 'amount'>;

const named = (id: string) => ({ purchaseId: purchaseIdOf(id), transactionId: id, reason: null });

/** The fact of a step; null where nothing has been bought yet. */
function bodyOf(one: Step, purchases: (readonly Sold[])[]): FactBody | null {
  if (one.kind === 'buy') {
    purchases.push(one.purchase.lines);
    return bought(String(purchases.length - 1), one.purchase);
  }
  if (one.kind === 'spend') {
    const reference = { type: null, id: null, transactionId: null };
    const item = { amount: one.amount, accounts: null, reference, force: true, rank: 0 };
    return { kind: 'points.spend', items: [item], partial: false, silent: false };
  }
  if (purchases.length === 0) return null;
  const of = one.of % purchases.length;
  if (one.kind === 'void') return { kind: 'transaction.void', ...named(String(of)) };
  const count = purchases[of]?.length ?? 1;
  const lines = one.lines.map(({ line: index, quantity }) => ({ line: String(index % count), quantity }));
  return { kind: 'transaction.return', ...named(String(of)), lines };
}

test('whatever is bought and brought back under whatever rules, in the end nothing is left of it', () => {
  fc.assert(
    fc.property(
      fc.array(rule, { minLength: 1, maxLength: 4 }),
      fc.array(step, { minLength: 1, maxLength: 12 }),
      (rules, steps) => {
        const one = new World(compiled(programme(rules))).join('2026-03-01');
        const purchases: (readonly Sold[])[] = [];
        for (const each of steps) {
          const body = bodyOf(each, purchases);
          // What is too much is refused, and changes nothing.
          if (body !== null) one.send(body, '2026-03-02');
          for (const lot of one.state.lots.values()) assert.ok(lot.reversed <= lot.amount);
        }
        for (const [index] of purchases.entries())
          one.send({ kind: 'transaction.return', ...named(String(index)), lines: null }, '2026-03-03');
        const { deposited = 0, reversed = 0, uncollected = 0 } = one.state.balances.get('beans') ?? {};
        assert.equal(reversed + uncollected, deposited);
        for (const { record } of [...one.state.records.values()].flatMap((row) =>
          row.family === 'purchase' ? [{ record: row.row }] : [],
        )) {
          assert.equal(record.net, 0);
          assert.equal(
            record.netReturned,
            record.lines.reduce((sum, { netBought }) => sum + netBought, 0),
          );
        }
      },
    ),
    { numRuns: 150 },
  );
});

let harness: Harness;

before(async () => {
  harness = await openHarness(programme([{ purchase: '{}', outcome: { per: 'money', rate: 1.3, items: '' } }]));
});

after(() => harness.close());

test('the same through the engine, and the books hold', async () => {
  const engine = await harness.engine();
  await join(engine, 'ann');
  const purchases: (readonly Sold[])[] = [];
  for (const each of fc.sample(step, { numRuns: 60, seed: 4 })) {
    const body = bodyOf(each, purchases);
    if (body !== null) await engine.submit(submission('ann', body));
  }
  assert.ok(purchases.length > 5);
  const returns = purchases.map((_, index) =>
    engine.submit(submission('ann', { kind: 'transaction.return', ...named(String(index)), lines: null })),
  );
  await Promise.all(returns);
  const { rows } = await harness.owner.query(
    `select (select sum(net)::int from laurel.purchase) as net, (select sum(net_amount)::int from laurel.purchase_line) as lines,
            (select sum(deposited - reversed - uncollected)::int from laurel.balance) as beans`,
  );
  assert.deepEqual(rows, [{ net: 0, lines: 0, beans: 0 }]);
});
