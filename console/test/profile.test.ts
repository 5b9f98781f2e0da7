// The customer profile, first half: header, attributes, activity, points, tiers, tags, notes; each task of the seed once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { readProgrammeFolder } from '../../server/src/jobs/programme-folder.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const MORE = `
reason_codes:
  make_good: { title: Make-good }
  correction: { title: Correction }
tags:
  complained: { title: Complained, cap: 1 }
`;

let console: Console;
let page: Page;
let ann: string;

before(async () => {
  console = await openConsole();
  page = console.page;
  const coffee = await readProgrammeFolder(new URL('../../programs/coffee', import.meta.url).pathname);
  await console.server.ok('POST', '/v1/programme/apply', { files: { ...coffee, 'more.yaml': MORE } });
  ann = (
    await console.server.ok('POST', '/v1/customers', {
      identifiers: [{ value: 'C-1001' }],
      first_name: 'Ann',
      last_name: 'Lee',
      email: 'ann@example.com',
      birth_on: '1990-05-17',
      language: 'en',
      opted_in: true,
    })
  ).customer.id;
  await console.server.ok('POST', '/v1/events', { customer: ann, event: 'web_login', properties: { channel: 'app' } });
  await console.server.ok('POST', '/v1/events', { customer: ann, event: 'web_login', properties: { channel: 'web' } });
  await console.server.ok('POST', '/v1/transactions', {
    transaction_id: 'T-1',
    customer: ann,
    store: 'main-street',
    tax: 80,
    items: [
      { item: 'flat-white', name: 'Flat white', quantity: 2, amount: 900 },
      { item: 'moka-pot', name: 'Moka pot', amount: 1150 },
    ],
    payments: [{ amount: 2130, type: 'card' }],
    discounts: [{ name: 'Happy hour', amount: 100 }],
  });
});
after(() => console.close());

async function open(tab = ''): Promise<void> {
  await page.goto(`/customers/${ann}${tab}`);
  await page.getByRole('heading', { name: 'Ann Lee', level: 1 }).waitFor();
}

const beans = () => page.getByRole('region', { name: 'Points: Beans' });

test('"Where are my points?" is answered within three clicks and ten seconds from the home page', async () => {
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const startedAt = Date.now();
  await page.getByRole('button', { name: 'Find a customer' }).click();
  await page.getByLabel('Find a customer, campaign, offer or setting').fill('ann@');
  await page.getByRole('option', { name: /Ann Lee/ }).click();
  await beans().getByText('30 earned to date').waitFor();
  const log = page.getByRole('table', { name: 'Activity log' });
  await log.getByText('Incentives Point Deposit').first().waitFor();
  assert.ok(Date.now() - startedAt < 10_000);
});

test('the header tells "member\'s name, email address, external ID, date of birth, language spoken, and the current status of the account"', async () => {
  await open();
  for (const told of ['ann@example.com', 'External ID C-1001', '17 May 1990', 'English', 'Account good', 'Opted in'])
    await page.getByText(told).first().waitFor();
  const club = page.getByRole('region', { name: 'Tier: Coffee club' });
  await club.getByText('Green').waitFor();
  await club.getByText('30 of 50 to Roast').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'profile-activity');
});

test('"Adjust loyalty points balance for a member."', async () => {
  await open();
  await page.getByRole('button', { name: 'Adjust Beans' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add points' });
  await dialog.getByLabel('Points').fill('5');
  await dialog.getByLabel('Point source').selectOption('Customer care');
  await dialog.getByLabel('Reason code').selectOption('Make-good');
  await dialog.getByLabel('Reference ID').fill('ZD-9');
  await assertAccessible(page);
  await screenshot(page, 'profile-adjust-points');
  await dialog.getByRole('button', { name: 'Add points' }).click();
  await page.getByText('5 points added.').waitFor();
  await beans().getByText('35', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Adjust Beans' }).click();
  await page.getByText('Deduct', { exact: true }).click();
  const deduction = page.getByRole('dialog', { name: 'Deduct points' });
  await deduction.getByLabel('Points').fill('5');
  await deduction.getByLabel('Reason code').selectOption('Correction');
  await deduction.getByRole('button', { name: 'Deduct points' }).click();
  await beans().getByText('30', { exact: true }).waitFor();
});

test('"Adjust the tier level for a member."', async () => {
  await open();
  await page.getByRole('button', { name: 'Adjust Tasting explorers' }).click();
  const dialog = page.getByRole('dialog', { name: 'Move to another level' });
  await dialog.getByLabel('Tier level').selectOption('Explorer');
  await dialog.getByLabel('Award entrance outcomes').check();
  await dialog.getByLabel('Award outcomes of bypassed levels').check();
  await dialog.getByLabel('Reason code').selectOption('Make-good');
  await dialog.getByRole('button', { name: 'Move to Explorer' }).click();
  await page.getByRole('region', { name: 'Tier: Tasting explorers' }).getByText('Explorer', { exact: true }).waitFor();
});

test('an adjustment above the limit of whoever makes it waits for approval, and says so', async () => {
  await console.server.ok('POST', '/v1/roles', {
    name: 'junior',
    title: 'Junior',
    permissions: [
      { resource: 'customers', actions: ['*'] },
      { resource: 'points', actions: ['*'] },
    ],
    limits: [{ action: 'points.adjust', account: null, per_action: 10, per_day: 20 }],
  });
  const junior = await console.pageOf(['junior']);
  await junior.goto(`/customers/${ann}`);
  await junior.getByRole('button', { name: 'Adjust Beans' }).click();
  const dialog = junior.getByRole('dialog', { name: 'Add points' });
  await dialog.getByLabel('Points').fill('500');
  await dialog.getByLabel('Reason code').selectOption('Make-good');
  await dialog.getByRole('button', { name: 'Add points' }).click();
  await junior.getByText('Waits for approval').waitFor();
  await junior.getByRole('region', { name: 'Points: Beans' }).getByText('30', { exact: true }).waitFor();
  await junior.context().close();
});

test('"You can edit information on a customer’s profile by clicking the Edit button."', async () => {
  await open('/profile');
  await assertAccessible(page);
  await screenshot(page, 'profile-profile');
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the profile' });
  await dialog.getByLabel('City').fill('Lyon');
  await dialog.getByLabel('Favourite roast').selectOption('dark');
  await dialog.getByLabel('E-mail').fill('not an address');
  await dialog.getByRole('button', { name: 'Change profile' }).click();
  await dialog.getByRole('alert').waitFor();
  assert.equal(await dialog.getByLabel('E-mail').getAttribute('aria-invalid'), 'true');
  await dialog.getByLabel('E-mail').fill('ann@example.com');
  await dialog.getByRole('button', { name: 'Change profile' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: 'Basic attributes' }).getByText('Lyon').waitFor();
  await page.getByRole('region', { name: 'Custom attributes' }).getByText('dark').waitFor();
});

test('status, consents and identifiers are changed where they stand', async () => {
  await open('/profile');
  await page.getByRole('button', { name: 'Change status and consents' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change status and consents' });
  await dialog.getByLabel('E-mail').check();
  await dialog.getByRole('button', { name: 'Change status and consents' }).click();
  await page.getByText('Marketing by E-mail').waitFor();
  await page.getByRole('button', { name: 'Add identifier' }).click();
  const adding = page.getByRole('dialog', { name: 'Add an identifier' });
  await adding.getByLabel('Type').fill('pos');
  await adding.getByLabel('Value').fill('P-77');
  await adding.getByRole('button', { name: 'Add identifier' }).click();
  const identifiers = page.getByRole('table', { name: 'Identifiers' });
  await identifiers.getByRole('cell', { name: 'P-77', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Remove P-77' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove identifier' }).click();
  await identifiers.getByRole('cell', { name: 'P-77', exact: true }).waitFor({ state: 'hidden' });
});

test('nobody changes an account of their own, and is told so before trying', async () => {
  const own = await console.pageOf(['support']);
  await own.goto('/');
  await own.getByRole('heading', { level: 1 }).waitFor();
  const marked = await own.evaluate(async (id) => {
    const headers = { 'content-type': 'application/json' };
    const body = JSON.stringify({ own_customers: [id] });
    return (await fetch('/v1/me', { method: 'PATCH', headers, body })).status;
  }, ann);
  assert.equal(marked, 200);
  await own.goto(`/customers/${ann}`);
  const adjust = own.getByRole('button', { name: 'Adjust Beans' });
  await adjust.waitFor();
  assert.equal(await adjust.getAttribute('aria-disabled'), 'true');
  await adjust.hover();
  await own.getByText('This is an account of your own. Somebody else has to do it.').waitFor();
  await own.context().close();
});
