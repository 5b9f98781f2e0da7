// Offers, reward stores and promo codes: what a marketer does with each, on what the server then says of it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { executeGenerations } from '../../server/src/jobs/promo/generations.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const PROGRAMME = `
name: shop
title: Shop
currency: EUR
accounts:
  points: { title: Points, default: true }
sources: { promo: { title: Promo } }
offers:
  cup: { title: A free cup, type: manual_fulfillment, valid_for: 30 days, inventory: 20 }
  ten: { title: Ten off, type: fixed_amount_check_discount, amount: 1000, ends_at: '2026-01-01T00:00:00Z' }
tier_systems:
  club:
    title: Club
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold: { title: Gold, rank: 2, entrance: { kind: invitation } }
stores:
  main: { title: Main, accounts: [points], items: { cup: { offer: cup, price: 100, quantity: 20 } } }
promo_lists:
  spring: { title: Spring letter, kind: third_party, outcomes: [{ kind: points, amount: 10, source: promo }] }
  made: { title: Letter, kind: single_use, outcomes: [{ kind: points, amount: 10, source: promo }] }
  welcome: { title: Poster, kind: multi_use, code: HELLO, outcomes: [{ kind: points, amount: 5, source: promo }] }
`;

const DARK = [
  ['/offers', 'Offers'],
  ['/offers/ten', 'Ten off'],
  ['/offers/new', 'Create offer'],
  ['/rewards/main', 'Main'],
  ['/rewards/main/edit', 'Edit reward store'],
  ['/codes', 'Promo codes'],
  ['/codes/lists/spring', 'Spring letter'],
] as const;

let console: Console;
before(async () => {
  console = await openConsole({ hasProgramme: false });
  await console.server.ok('POST', '/v1/programme/apply', { files: { 'programme.yaml': PROGRAMME } });
  const ann = {
    identifiers: [{ value: 'ann' }],
    opted_in: true,
    first_name: 'Ann',
    last_name: 'Lee',
    email: 'ann@example.com',
  };
  await console.server.ok('POST', '/v1/customers', ann);
  await console.server.ok('POST', '/v1/customers/external:ann/offers', { offer: 'cup', reason: 'a gift' });
});
after(() => console.close());

test('offers are listed with what was issued and what is left, and found by their status', async () => {
  const { page } = console;
  await page.goto('/offers');
  const row = page.getByRole('row', { name: /A free cup/ });
  await row.getByRole('cell', { name: '19', exact: true }).waitFor();
  await row.getByText('Live').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'offers');
  await page.getByRole('combobox', { name: 'Status' }).click();
  await page.getByRole('option', { name: 'Ended' }).click();
  await page.getByRole('link', { name: 'Ten off' }).waitFor();
  await page.getByRole('link', { name: 'A free cup' }).waitFor({ state: 'detached' });
  assert.equal(new URL(page.url()).searchParams.get('status'), 'ended');
});

test('an offer is created in the draft, with what is wrong told beside its field', async () => {
  const { page } = console;
  await page.goto('/offers');
  await page.getByRole('link', { name: 'Create offer' }).click();
  await page.getByRole('heading', { name: 'Create offer', level: 1 }).waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('A fifth off');
  await page.getByRole('combobox', { name: 'Audience' }).fill('customer.nothing ==');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Save offer' }).click();
  await page
    .getByRole('alert')
    .getByText(/audience/)
    .waitFor();
  await page.getByRole('combobox', { name: 'Audience' }).fill('');
  await page.getByRole('textbox', { name: 'Per cent off' }).fill('20');
  await page.getByRole('textbox', { name: 'Minimum spend' }).fill('12.50');
  await screenshot(page, 'offer-form');
  await page.getByRole('button', { name: 'Save offer' }).click();
  await page.getByRole('heading', { name: 'A fifth off', level: 1 }).waitFor();
  await assertAccessible(page);
  const { document } = await console.server.ok('GET', '/v1/programme/draft');
  assert.deepEqual(document.offers['a-fifth-off'], {
    title: 'A fifth off',
    type: 'percent_check_discount',
    amount: 20,
    minimum_spend: 1250,
  });
});

test('an offer is ended and duplicated, and nothing happens before the draft is published', async () => {
  const { page } = console;
  await page.goto('/offers/cup');
  await page.getByRole('group', { name: 'Numbers' }).getByText('19').waitFor();
  await screenshot(page, 'offer');
  await page.getByRole('button', { name: 'End offer' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End offer' }).click();
  await page.getByText('changed in the draft').waitFor();
  const { items } = await console.server.ok('GET', '/v1/offers');
  assert.equal(items.find((one: { offer: string }) => one.offer === 'cup').status, 'live');
  await page.getByRole('link', { name: 'Duplicate offer' }).click();
  await page.getByRole('button', { name: 'Save offer' }).click();
  await page.getByRole('heading', { name: 'A free cup (copy)', level: 1 }).waitFor();
});

test('an offer is taken out of the programme with the draft', async () => {
  const { page } = console;
  await page.goto('/offers/ten/edit');
  await page.getByRole('button', { name: 'Take out of the programme' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Take out with the draft' }).click();
  await page.getByText('taken out in the draft').waitFor();
  const { document } = await console.server.ok('GET', '/v1/programme/draft');
  assert.equal('ten' in document.offers, false);
});

test('codes are uploaded, found however they are typed, and cancelled with a reason', async () => {
  const { page } = console;
  await page.goto('/codes');
  await page.getByRole('link', { name: 'Spring letter' }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'promo-lists');
  await page.getByRole('link', { name: 'Spring letter' }).click();
  await page.getByRole('button', { name: 'Upload codes' }).click();
  const dialog = page.getByRole('dialog');
  const file = { name: 'codes.csv', mimeType: 'text/csv', buffer: Buffer.from('code\nABC-1\nABC-2\nABC-3\n') };
  await dialog.locator('input[type=file]').setInputFiles(file);
  await dialog.getByRole('button', { name: 'Upload codes' }).click();
  await page.getByRole('row', { name: /ABC-2/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'promo-list');
  await page.goto('/codes');
  await page.getByLabel('Find a code').fill('abc 2');
  await page.getByRole('button', { name: 'Find code' }).click();
  await page.getByRole('heading', { name: 'ABC-2', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Cancel code' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('printed twice');
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel code' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByText('printed twice').waitFor();
  const { status } = await console.server.ok('GET', '/v1/promo-codes/ABC2');
  assert.equal(status, 'cancelled');
});

test('a batch of codes is generated, and a list is created in the draft', async () => {
  const { page, server } = console;
  await page.goto('/codes/lists/made');
  await page.getByRole('button', { name: 'Generate codes' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('How many').fill('40');
  await dialog.getByLabel('Prefix').fill('SPR');
  await dialog.getByRole('button', { name: 'Generate codes' }).click();
  await page.getByRole('row', { name: /Waiting.*0 of 40/ }).waitFor();
  const { pool } = server.database;
  await executeGenerations({ pool, engine: server.engine, clock: server.clock, worker: 'test' });
  await page.getByRole('row', { name: /Done.*40 of 40/ }).waitFor();
  await page.goto('/codes/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('Fall');
  await page.getByRole('button', { name: 'Add points' }).click();
  await page.getByRole('textbox', { name: 'Points' }).fill('15');
  await page.getByRole('combobox', { name: 'Source' }).click();
  await page.getByRole('option', { name: 'Promo' }).click();
  await assertAccessible(page);
  await screenshot(page, 'promo-list-form');
  await page.getByRole('button', { name: 'Save list' }).click();
  await page.getByRole('heading', { name: 'This list is not live' }).waitFor();
  const { document } = await console.server.ok('GET', '/v1/programme/draft');
  assert.deepEqual(document.promo_lists.fall.outcomes, [{ kind: 'points', amount: 15, source: 'promo' }]);
});

test('a reward store says what a customer could buy, and is added for some levels only', async () => {
  const { page } = console;
  await page.goto('/rewards');
  await page.getByRole('row', { name: /Open.*Main/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'reward-stores');
  await page.getByRole('link', { name: 'Main' }).click();
  await page.getByLabel('Customer').fill('external:ann');
  await page.getByRole('button', { name: 'Show what they could buy' }).click();
  await page.getByRole('row', { name: /Cannot be bought.*A free cup/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'reward-store');
  await page.goto('/rewards/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('For the best');
  await page.getByRole('radio', { name: 'Limited' }).check();
  await page.getByRole('combobox', { name: 'Tier system' }).click();
  await page.getByRole('option', { name: 'Club' }).click();
  await page.getByRole('combobox', { name: 'Tier levels' }).click();
  await page.getByRole('option', { name: 'gold' }).click();
  await page.getByRole('combobox', { name: 'Add an offer' }).click();
  await page.getByRole('option', { name: 'A free cup', exact: true }).click();
  await page.getByRole('textbox', { name: 'Price in points' }).fill('50');
  await assertAccessible(page);
  await screenshot(page, 'reward-store-form');
  await page.getByRole('button', { name: 'Save store' }).click();
  await page.getByRole('heading', { name: 'This store is not live' }).waitFor();
  const { document } = await console.server.ok('GET', '/v1/programme/draft');
  assert.deepEqual(document.stores['for-the-best'], {
    title: 'For the best',
    tiers: { system: 'club', levels: ['gold'] },
    items: { cup: { offer: 'cup', price: 50 } },
  });
});

test('who may not edit the programme sees what is there, and why it cannot be changed', async () => {
  const page = await console.pageOf(['support']);
  await page.goto('/offers');
  await page.getByRole('row', { name: /A free cup/ }).waitFor();
  await page.getByRole('button', { name: 'Create offer', disabled: true }).hover();
  await page.getByText('Your roles do not allow this (programme:write).').waitFor();
  await page.goto('/offers/new');
  await page.getByRole('heading', { name: /^Definitions are for those/ }).waitFor();
  await page.context().close();
});

test('every page about offers, stores and codes holds in the dark and on a tablet', async () => {
  const { page } = console;
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const [path, title] of DARK) {
    await page.goto(path);
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
    await page.getByRole('table').or(page.getByRole('textbox')).or(page.getByRole('definition')).first().waitFor();
    await assertAccessible(page);
    await screenshot(page, `tablet-dark${path.replaceAll('/', '-')}`);
  }
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
