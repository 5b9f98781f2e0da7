// A coffee shop that has been open for a while: the example programme with offers, a reward store, codes, cards, messages and
// campaigns beside it, and members with a history. For pages that are worth looking at only when they are full.
import assert from 'node:assert/strict';
import { executeRun } from '../../../server/src/jobs/runs.ts';
import { createProgrammeSource } from '../../../server/src/pipeline/programme-cache.ts';
import { leaseHolderName } from '../../../server/src/storage/lease-holders.ts';
import type { TestServer } from '../../../server/test/http/test-server.ts';

const DAY_MS = 86_400_000;

const PROGRAMME = {
  audiences: {
    opted_in: { title: 'Members who opted in', when: 'customer.opted_in' },
    dark_roast: { title: 'Drinks dark roasts', when: 'customer.custom.favourite_roast == "dark"' },
  },
  offers: {
    free_cup: {
      title: 'A cup on us',
      type: 'percent_item_discount',
      amount: 100,
      valid_for: '21 days',
      cost: 150,
      inventory: 5000,
    },
    birthday_half: {
      title: '50 % off for your birthday',
      description: 'Half price on one bag of your choice.',
      type: 'percent_item_discount',
      amount: 50,
      valid_for: '21 days',
      cost: 700,
    },
    five_off: {
      title: '$5 off a purchase',
      type: 'fixed_amount_check_discount',
      amount: 500,
      valid_for: '60 days',
      cost: 500,
    },
  },
  stores: {
    counter: {
      title: 'Roastery counter',
      accounts: ['beans'],
      items: {
        cup: { offer: 'free_cup', price: 40, quantity: 1000, per_customer: 2 },
        voucher: { offer: 'five_off', price: 150 },
      },
    },
  },
  promo_lists: {
    poster: {
      title: 'Poster in the window',
      kind: 'multi_use',
      code: 'GOODBEANS',
      global_entry_cap: 10_000,
      outcomes: [{ kind: 'points', amount: 25, source: 'promo' }],
    },
  },
  card_types: {
    gift: {
      title: 'Gift card',
      kind: 'private_label',
      designs: { fall: { title: 'Fall Colors' } },
      processor: 'local',
    },
  },
  providers: { messaging: { title: 'Messaging provider', connector: 'webhook' } },
  messages: {
    birthday: {
      title: 'Happy birthday',
      channel: 'email',
      variants: {
        messaging: {
          template_id: 'BIRTHDAY-1',
          subject: 'Happy birthday, {{ customer.first_name | default: "friend" }}',
          body: { name: '{{ customer.first_name | default: "friend" }}', points: '{{ outcome.points.amount }}' },
        },
      },
    },
  },
  campaigns: {
    birthday: {
      title: 'Birthday',
      kind: 'promotion',
      audience: 'opted_in',
      trigger: { kind: 'date', attribute: 'birth_on', offset: '-7 days', at: '00:00' },
      outcomes: [
        { kind: 'offer', rank: 1, offer: 'birthday_half' },
        { kind: 'points', rank: 2, amount: 200, account: 'beans', source: 'promo' },
        { kind: 'message', rank: 3, message: 'birthday', provider: 'messaging' },
      ],
    },
    tasting: {
      title: 'Autumn tastings',
      kind: 'loyalty_rule',
      behavior: { event: 'tasting_visit' },
      limit: { times: 1, per: 'day' },
      budget: { points: 20_000 },
      control_group: 10,
      outcomes: [{ kind: 'points', rank: 1, amount: 30, account: 'beans', source: 'promo' }],
    },
  },
} as const;

const PEOPLE = [
  ['ann', 'Ann', 'Lee', '1990-05-17', 'dark', 5],
  ['bruno', 'Bruno', 'Costa', '1984-11-29', 'medium', 9],
  ['chidi', 'Chidi', 'Okafor', '1979-02-08', 'dark', 16],
  ['dana', 'Dana', 'Petrova', '2000-07-21', 'light', 4],
  ['emil', 'Emil', 'Hansen', '1968-09-02', 'medium', 12],
  ['farah', 'Farah', 'Aziz', '1995-12-11', 'dark', 2],
] as const;

/** The member that the pages show; the others fill the lists. */
const ANN = 'external:ann';

export async function fillShop(server: TestServer): Promise<{ readonly ann: string }> {
  const live = await server.ok('GET', '/v1/programme');
  await server.ok('POST', '/v1/programme/apply', { document: { ...live.document, ...PROGRAMME }, note: 'Autumn' });
  const now = server.clock.now();
  const ids = new Map<string, string>();
  for (const [id, firstName, lastName, birthOn, roast, visits] of PEOPLE) {
    const made = await server.ok('PUT', '/v1/customers', {
      identifiers: [{ type: 'external', value: id }],
      email: `${id}@example.com`,
      first_name: firstName,
      last_name: lastName,
      birth_on: birthOn,
      language: 'en',
      opted_in: true,
      custom: { favourite_roast: roast },
    });
    ids.set(id, made.customer?.id ?? made.customer_id);
    const events = Array.from({ length: visits }, (_, index) => visits - 1 - index).flatMap((daysAgo) =>
      eventsOf(id, daysAgo, now),
    );
    await server.ok('POST', '/v1/events/batch', { events });
  }
  await buyAndCare(server);
  return { ann: ids.get('ann') ?? '' };
}

function eventsOf(id: string, daysAgo: number, now: number): readonly object[] {
  // Today's are now: a campaign takes no notice of what was before it.
  const occurred_at = new Date(now - daysAgo * DAY_MS).toISOString();
  const customer = `external:${id}`;
  const signIn = { customer, event: 'web_login', properties: { channel: 'app' }, occurred_at };
  if (daysAgo % 6 !== 0) return [signIn];
  return [signIn, { customer, event: 'tasting_visit', properties: { store: 'Harbour' }, occurred_at }];
}

async function buyAndCare(server: TestServer): Promise<void> {
  for (const [index, [id]] of PEOPLE.entries()) {
    await server.ok('POST', '/v1/transactions', {
      customer: `external:${id}`,
      transaction_id: `R-9${index}`,
      occurred_at: new Date(server.clock.now() - (index + 2) * DAY_MS).toISOString(),
      total: 1400 + 350 * index,
      items: [{ item: 'house-blend', name: 'House blend 1 lb', quantity: 1, amount: 1400 + 350 * index }],
    });
  }
  await server.ok('POST', '/v1/transactions', {
    customer: ANN,
    transaction_id: 'R-1001',
    total: 2500,
    items: [
      { item: 'ethiopia', name: 'Ethiopia 1 lb', quantity: 1, amount: 1800 },
      { item: 'cup', name: 'Cup', quantity: 2, amount: 700 },
    ],
    payments: [{ type: 'card', amount: 2500 }],
  });
  await server.ok('POST', `/v1/customers/${ANN}/offers`, { offer: 'five_off', reason: 'Late delivery' });
  await server.ok('POST', `/v1/customers/${ANN}/reward-stores/counter/purchases`, { item: 'cup', quantity: 1 });
  await server.ok('POST', `/v1/customers/${ANN}/promo-codes`, { code: 'GOODBEANS' });
  await server.ok('POST', `/v1/customers/${ANN}/cards`, {
    type: 'gift',
    number: '6006490000001234',
    design: 'fall',
    balance: 2500,
  });
  await server.ok('POST', `/v1/customers/${ANN}/notes`, { text: 'Asked for a grinder recommendation.' });
  await server.ok('POST', `/v1/customers/${ANN}/tags`, { tags: [{ tag: 'grinder' }] });
  await runMetrics(server);
}

/** As the night would: nothing carries out runs here. */
async function runMetrics(server: TestServer): Promise<void> {
  const { id } = await server.ok('POST', '/v1/runs', { kind: 'metrics' });
  const { database, engine, clock } = server;
  const programmes = createProgrammeSource(database.pool);
  const ended = await executeRun({ pool: database.pool, engine, programmes, clock, worker: leaseHolderName() }, id);
  assert.equal(ended?.status, 'done', ended?.error ?? '');
}
