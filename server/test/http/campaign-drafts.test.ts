// Campaigns before they are published: their sentence, what is wrong with them, what they would have given on the real base and
// to one customer. What a trial foretells is held against what the same campaign gives once it is live.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const DAY = 86_400_000;
const NOW = Date.parse('2030-03-02T08:00:00Z');
const MORE = `
audiences: { vips: { title: VIPs, when: '"vip" in customer.tags' } }
providers: { messaging: { title: Messaging, connector: webhook } }
offers: { cup: { title: A free cup, type: manual_fulfillment, cost: 250 } }
`;

let server: TestServer;
before(async () => {
  server = await startTestServer({ hasDelivery: true });
  server.clock.set(NOW);
  const files = { ...(await readProgrammeFolder(COFFEE)), 'more.yaml': MORE };
  await ok('POST', '/v1/programme/apply', { files });
});
after(() => server.close());

async function ok(method: string, url: string, body?: unknown, headers = {}) {
  const reply = await server.call(method, url, body, headers);
  assert.ok(reply.status < 300, `${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

const TWO = {
  title: 'Two tastings',
  behavior: { event: 'tasting_visit', times: 2 },
  limit: { times: 2, per: 'ever' },
  outcomes: [
    { kind: 'points', amount: 30, source: 'promo' },
    { kind: 'offer', offer: 'cup' },
  ],
};

test('a campaign says itself in one sentence, and what is wrong with it by its parts', async () => {
  const birthday = {
    title: 'Birthday',
    audience: 'vips',
    trigger: { kind: 'date', attribute: 'birth_on', offset: '-7 days' },
    outcomes: [
      { kind: 'offer', offer: 'cup' },
      { kind: 'points', amount: 200, source: 'promo' },
    ],
  };
  const { sentence, problems, audience } = await ok('POST', '/v1/campaigns/check', {
    campaign: 'birthday',
    definition: birthday,
  });
  assert.deepEqual(problems, []);
  assert.equal(
    sentence.text,
    'Members of VIPs, 7 days before date of birth, get A free cup and 200 beans, once a year.',
  );
  assert.deepEqual(audience, { count: 0, exact: true, sample: [], members: [] });
  const wrong = await ok('POST', '/v1/campaigns/check', {
    campaign: 'birthday',
    definition: { ...birthday, outcomes: [{ kind: 'offer', offer: 'cupp' }] },
  });
  assert.equal(wrong.sentence.gets, 'cupp');
  assert.deepEqual(
    wrong.problems.map((one: { path: string }) => one.path),
    ['outcomes[0].offer'],
  );
  const begun = await ok('POST', '/v1/campaigns/check', { campaign: 'b', definition: { audience: 'vips' } });
  assert.deepEqual([begun.sentence.who, begun.audience.count], ['Members of VIPs', 0]);
});

test('members of an audience have their names for those who may read customers', async () => {
  await ok('POST', '/v1/customers', {
    identifiers: [{ value: 'ann' }],
    first_name: 'Ann',
    last_name: 'Lee',
    opted_in: true,
  });
  await ok('POST', '/v1/customers/external:ann/tags', { tags: [{ tag: 'vip' }] });
  const seen = await ok('GET', '/v1/audiences/vips');
  assert.deepEqual([seen.count, seen.members[0].name], [1, 'Ann Lee']);
  const { authorization } = await server.makeKey(['campaigns:read']);
  const blind = await ok('GET', '/v1/audiences/vips', undefined, { authorization });
  assert.deepEqual([blind.sample.length, blind.members[0].name, blind.members[0].email], [1, null, null]);
});

test('a trial on the real base foretells what the campaign gives once it is live', async () => {
  const draft = { campaign: 'two', definition: TWO };
  for (const [index, visits] of [1, 2, 3, 5].entries()) {
    server.clock.set(NOW + index);
    const value = `walker-${index}`;
    await ok('POST', '/v1/customers', { identifiers: [{ value }], opted_in: true });
    for (let visit = 0; visit < visits; visit += 1) {
      server.clock.set(NOW + (visit + 1) * DAY);
      await ok('POST', '/v1/events', { customer: `external:${value}`, event: 'tasting_visit' });
    }
  }
  server.clock.set(NOW + 6 * DAY);
  const trial = await ok('POST', '/v1/campaigns/trial', { ...draft, days: 7 });
  const { exact, reach, reach_tried, given, points, offers, cost, currency, spent_on, left_out } = trial;
  assert.deepEqual(
    { exact, reach, reach_tried, given, points, offers, cost, currency, spent_on, left_out },
    {
      ...{ exact: true, reach: 3, reach_tried: 3, given: 4, points: 120, offers: 4, cost: 1_000 },
      ...{ currency: 'USD', spent_on: null, left_out: [] },
    },
  );
  assert.equal(trial.days.length, 7);
  assert.deepEqual(
    trial.days.filter((day: { given: number }) => day.given > 0).map((day: { given: number }) => day.given),
    [3, 1],
  );
  assert.equal(trial.outliers[0].points, 60);
  const capped = { ...TWO, budget: { points: 90 } };
  assert.equal(
    (await ok('POST', '/v1/campaigns/trial', { campaign: 'two', definition: capped, days: 7 })).spent_on,
    '2030-03-04',
  );

  // The same events again, with the campaign live.
  await ok('PUT', '/v1/campaigns/two', { definition: { ...TWO, starts_at: '2030-03-09T00:00:00Z' } });
  for (const [index, visits] of [1, 2, 3, 5].entries()) {
    for (let visit = 0; visit < visits; visit += 1) {
      server.clock.set(NOW + 7 * DAY + visit * DAY);
      await ok('POST', '/v1/events', { customer: `external:walker-${index}`, event: 'tasting_visit' });
    }
  }
  const { total } = await ok('GET', '/v1/campaigns/two/results');
  assert.deepEqual([total.given, total.points, total.offers], [given, points, offers]);
});

test('a trial leaves everything as it was', async () => {
  const before = await server.database.pool.query('select count(*) as rows from laurel.fact');
  await ok('POST', '/v1/campaigns/trial', { campaign: 'other', definition: TWO, days: 30 });
  const now = await server.database.pool.query('select count(*) as rows from laurel.fact');
  assert.deepEqual(now.rows, before.rows);
});

test('a trial of a welcome signs new customers up again, and one of a birthday walks through the days', async () => {
  const welcome = {
    title: 'Welcome',
    behavior: { event: '__platform.user.created' },
    outcomes: [{ kind: 'points', amount: 10, source: 'promo' }],
  };
  const signUps = await ok('POST', '/v1/campaigns/trial', { campaign: 'welcome', definition: welcome, days: 90 });
  assert.deepEqual([signUps.reach, signUps.customers], [5, 5]);
  await ok('POST', '/v1/customers', { identifiers: [{ value: 'may' }], birth_on: '1990-03-12', opted_in: true });
  const birthday = {
    title: 'Birthday',
    trigger: { kind: 'date', attribute: 'birth_on', offset: '-2 days', at: '00:00' },
    outcomes: [{ kind: 'points', amount: 200, source: 'promo' }],
  };
  // May signed up after her day; nobody else has one.
  server.clock.set(NOW + 20 * DAY);
  const walked = await ok('POST', '/v1/campaigns/trial', { campaign: 'b', definition: birthday, days: 30 });
  assert.deepEqual(
    walked.days.filter((day: { given: number }) => day.given > 0).map((one: { day: string }) => one.day),
    [],
  );
  await ok('POST', '/v1/customers', { identifiers: [{ value: 'june' }], birth_on: '1990-03-26', opted_in: true });
  server.clock.set(NOW + 30 * DAY);
  const again = await ok('POST', '/v1/campaigns/trial', { campaign: 'b', definition: birthday, days: 30 });
  assert.deepEqual(
    again.days.filter((day: { given: number }) => day.given > 0).map((one: { day: string }) => one.day),
    ['2030-03-24'],
  );
});

test('a message that is no more than a draft is shown as a real member would get it', async () => {
  const definition = {
    title: 'Hi',
    purpose: 'programme',
    variants: { messaging: { body: { text: 'Dear {{ customer.first_name }}' } } },
  };
  const shown = await ok('POST', '/v1/programme/messages/hi/preview', { customer: 'external:ann', definition });
  assert.match(JSON.stringify(shown.request), /Dear Ann/);
  const wrong = await server.call('POST', '/v1/programme/messages/hi/preview', {
    customer: 'external:ann',
    definition: { ...definition, variants: { nobody: {} } },
  });
  assert.deepEqual([wrong.status, wrong.body.code], [422, 'programme_invalid']);
});

test('what was drafted a moment ago can be used, and rules learn what they can speak of', async () => {
  await ok('PUT', '/v1/programme/draft/entries/audiences/readers', {
    definition: { title: 'Readers', when: 'customer.language == "en"' },
  });
  const definition = { ...TWO, audience: 'readers' };
  const { sentence } = await ok('POST', '/v1/campaigns/check', { campaign: 'new', definition });
  assert.equal(sentence.who, 'Members of Readers');
  await ok('DELETE', '/v1/programme/draft');
  const { fields, events } = await ok('GET', '/v1/programme/fields?events=web_login');
  const of = (name: string) => fields.find((one: { field: string }) => one.field === name);
  assert.deepEqual(of('customer.birth_on'), {
    ...{ field: 'customer.birth_on', label: 'Date of birth', group: 'customer', type: 'date' },
    ...{ optional: true, values: null },
  });
  assert.deepEqual(of('event.channel').values, ['web', 'app']);
  assert.equal(of('customer.points.beans').label, 'Beans available');
  assert.deepEqual(
    events.find((one: { event: string }) => one.event === '__platform.user.created'),
    { event: '__platform.user.created', title: 'Customer created', platform: true },
  );
});

test('an event is tried on one customer with a campaign that is no more than a draft, and the reasons are told', async () => {
  const definition = { ...TWO, behavior: { event: 'tasting_visit' }, audience: 'vips', draft: true };
  const given = await ok('POST', '/v1/campaigns/try', { campaign: 'new', definition, customer: 'external:ann' });
  assert.deepEqual([given.given, given.points], [true, 30]);
  const not = await ok('POST', '/v1/campaigns/try', { campaign: 'new', definition, customer: 'external:walker-0' });
  assert.equal(not.given, false);
  const line = not.explanation.lines.find((one: { rule: string }) => one.rule === 'campaign/new');
  assert.match(line.sentence, /it is for customers with/);
  const birthday = { title: 'B', trigger: { kind: 'date', attribute: 'birth_on' }, outcomes: TWO.outcomes };
  const next = await ok('POST', '/v1/campaigns/try', {
    campaign: 'b',
    definition: birthday,
    customer: 'external:june',
  });
  assert.deepEqual([next.given, next.at], [true, '2031-03-26T09:00:00.000Z']);
});
