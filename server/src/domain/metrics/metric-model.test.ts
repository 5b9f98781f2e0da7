// From a survey of customers to a model: what is fitted, what is kept when nothing can be, and who stands where.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { DAY_MS } from '../time.ts';
import { type CustomerPurchases, customersOf } from './customer-columns.ts';
import { judgeOf } from './customer-figures.ts';
import { addToSample, emptySample } from './customer-sample.ts';
import { percentileRank } from './customer-value.ts';
import { localDays } from './local-days.ts';
import { concludeSurvey, type MetricModel, REPEATERS_MIN } from './metric-model.ts';
import { addToSurvey, emptySurvey } from './metric-survey.ts';
import { rankPoints } from './rank-points.ts';

const asOf = Date.UTC(2026, 5, 1, 12);
const dayOf = localDays('UTC');
const untilDay = dayOf(asOf);
const NO_MODEL = { purchases: null, spend: null };

function customer(id: string, bought: readonly (readonly [daysAgo: number, amount: number])[]): CustomerPurchases {
  const purchases = bought.map(([daysAgo, amount]) => {
    const at = asOf - daysAgo * DAY_MS;
    return { at, day: dayOf(at), amount };
  });
  return { id, purchases, items: [] };
}

function modelOf(
  customers: readonly CustomerPurchases[],
  last: Parameters<typeof concludeSurvey>[1] = NO_MODEL,
): MetricModel {
  const survey = emptySurvey({ asOf, untilDay, items: [] });
  for (const one of customers) addToSurvey(survey, one);
  return concludeSurvey(survey, last);
}

/** The same for everybody: nothing that the parameters could be told from. */
const alike = Array.from({ length: REPEATERS_MIN + 10 }, (_, n) =>
  customer(`alike ${n}`, [
    [30, 500],
    [20, 500],
    [10, 500],
  ]),
);
const good = {
  purchases: { model: { r: 0.24, alpha: 4.4, a: 0.79, b: 2.4 }, fittedAt: 1 },
  spend: { model: { p: 6.2, q: 3.7, gamma: 1_544 }, fittedAt: 2 },
};

test('a fit that does not settle leaves the last good model in use', () => {
  const { purchases, spend } = modelOf(alike, good);
  assert.deepEqual(purchases, { status: 'kept', ...good.purchases, reason: 'not_converged' });
  assert.deepEqual(spend, { status: 'kept', ...good.spend, reason: 'not_converged' });
});

test('without a good model the best parameters found are used, and called unsettled', () => {
  const { purchases, spend } = modelOf(alike);
  assert.deepEqual([purchases.status, spend.status], ['unsettled', 'unsettled']);
  for (const value of Object.values({ ...purchases.model, ...spend.model }))
    assert.ok(Number.isFinite(value) && value > 0);
});

test('below the least number of customers who came back nothing is fitted', () => {
  const few = alike.slice(0, REPEATERS_MIN - 1);
  const model = modelOf(few);
  assert.deepEqual(model.purchases, { status: 'none', model: null, reason: 'too_few' });
  assert.deepEqual([model.valueRanks, model.riskRanks], [null, null]);
  const figures = judgeOf(model, { includesBought: false })(few[0] ?? assert.fail());
  assert.deepEqual([figures?.value, figures?.churn, figures?.rfm.lifetime.frequency], [null, null, 3]);
});

test('whoever bought nothing counts among all customers, with no value and no risk', () => {
  const idle = Array.from({ length: 60 }, (_, n) => customer(`idle ${n}`, []));
  const model = modelOf([...alike, ...idle], good);
  assert.deepEqual([model.customers, model.buyers, model.repeaters], [100, 40, 40]);
  assert.equal(model.valueRanks?.filter((value) => value === 0).length, 60);
  assert.equal(model.riskRanks?.length, 40);
  const judge = judgeOf(model, { includesBought: false });
  assert.equal(judge(alike[0] ?? assert.fail())?.value?.percentile, 80);
  assert.equal(judge(idle[0] ?? assert.fail()), null);
});

test('points of a sorted list give the ranks of the list', () => {
  const list = fc.array(fc.nat({ max: 50 }), { minLength: 1, maxLength: 300 });
  fc.assert(
    fc.property(list, fc.nat({ max: 50 }), fc.nat({ max: 60 }), (values, zeroes, value) => {
      const all = Float64Array.from([...values, ...Array.from({ length: zeroes }, () => 0)]).sort();
      const points = Float64Array.from(rankPoints(Float64Array.from(values), zeroes));
      assert.equal(percentileRank(points, value), percentileRank(all, value));
    }),
  );
  const many = Float64Array.from({ length: 200_000 }, (_, n) => (n * 7_919) % 200_000);
  const points = Float64Array.from(rankPoints(many));
  assert.ok(points.length <= 5_000);
  for (const value of [0, 1, 999, 100_000, 199_999]) {
    const exact = (100 * (value + 0.5)) / 200_000;
    assert.ok(Math.abs((percentileRank(points, value) ?? Number.NaN) - exact) <= 0.02);
  }
});

/** As the database makes them for customers: random in every digit. */
const randomId = (n: number): string => {
  const word = (salt: number): string =>
    (Math.imul(n * 2_654_435_761 + salt, 1_597_334_677) >>> 0).toString(16).padStart(8, '0');
  return `${word(1)}-${word(2).slice(0, 4)}-4${word(3).slice(0, 3)}-8${word(4).slice(0, 3)}-${word(5)}${word(6).slice(0, 4)}`;
};

test('a sample stays within its bound, and is the same in whatever order customers come', () => {
  const summary = { repeats: 0, recency: 0, age: 1, repeatAmount: 0 };
  const ids = Array.from({ length: 20_000 }, (_, n) => randomId(n));
  const [forwards, backwards] = [emptySample(1_000), emptySample(1_000)];
  for (const [age, id] of ids.entries()) addToSample(forwards, id, { ...summary, age });
  for (const [place, id] of ids.toReversed().entries())
    addToSample(backwards, id, { ...summary, age: ids.length - 1 - place });
  const ages = (sample: typeof forwards) => sample.summaries.map(({ age }) => age).sort((x, y) => x - y);
  assert.deepEqual(ages(forwards), ages(backwards));
  assert.ok(forwards.summaries.length > 400 && forwards.summaries.length <= 1_000, `${forwards.summaries.length}`);
  const mean = ages(forwards).reduce((sum, age) => sum + age, 0) / forwards.summaries.length;
  assert.ok(Math.abs(mean - 10_000) < 1_000, `the customers in it are not spread evenly: ${mean}`);
});

test('days are those of the time zone, across changes of its clock', () => {
  const berlin = localDays('Europe/Berlin');
  const number = (day: string): number => Date.parse(day) / DAY_MS;
  assert.equal(berlin(Date.parse('2026-03-28T22:59:59Z')), number('2026-03-28'));
  assert.equal(berlin(Date.parse('2026-03-28T23:00:00Z')), number('2026-03-29'));
  assert.equal(berlin(Date.parse('2026-03-29T21:59:59Z')), number('2026-03-29'));
  assert.equal(berlin(Date.parse('2026-03-29T22:00:00Z')), number('2026-03-30'));
  assert.equal(localDays('America/New_York')(Date.parse('1969-12-31T23:00:00Z')), -1);
});

test('columns give back each customer’s own purchases and items', () => {
  const columns = {
    ids: ['a', 'b', 'c'],
    purchaseCounts: Int32Array.of(2, 0, 1),
    at: Float64Array.of(asOf, asOf - DAY_MS, asOf - 2 * DAY_MS),
    amounts: Float64Array.of(1, 2, 3),
    itemCounts: Int32Array.of(0, 0, 2),
    items: Int32Array.of(7, 8),
    times: Int32Array.of(1, 2),
  };
  const found = [...customersOf(columns, dayOf)];
  assert.deepEqual(
    found.map(({ id, purchases }) => [id, purchases.map(({ amount, day }) => [amount, untilDay - day])]),
    [
      [
        'a',
        [
          [1, 0],
          [2, 1],
        ],
      ],
      ['b', []],
      ['c', [[3, 2]]],
    ],
  );
  assert.deepEqual(found[2]?.items, [
    { item: 7, times: 1 },
    { item: 8, times: 2 },
  ]);
});
