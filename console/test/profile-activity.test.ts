// The tabs of a customer's profile that tell what happened: activity, points, tiers, tags, account audit log, notes.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { readProgrammeFolder } from '../../server/src/jobs/programme-folder.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const MORE = 'tags:\n  complained: { title: Complained, cap: 1 }\n';

let console: Console;
let page: Page;
let ann: string;

before(async () => {
  console = await openConsole();
  page = console.page;
  const coffee = await readProgrammeFolder(new URL('../../programs/coffee', import.meta.url).pathname);
  await console.server.ok('POST', '/v1/programme/apply', { files: { ...coffee, 'more.yaml': MORE } });
  const joined = { identifiers: [{ value: 'C-1' }], first_name: 'Ann', last_name: 'Lee', opted_in: true };
  ann = (await console.server.ok('POST', '/v1/customers', joined)).customer.id;
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
  await console.server.ok('POST', `/v1/customers/${ann}/spends`, { spends: [{ amount: 4 }] });
});
after(() => console.close());

async function open(tab: string): Promise<void> {
  await page.goto(`/customers/${ann}${tab}`);
  await page.getByRole('heading', { name: 'Ann Lee', level: 1 }).waitFor();
}

const table = (name: string) => page.getByRole('table', { name });

test('"For a purchase, details includes the related transactional and financial data, which can be drilled into"', async () => {
  await open('/activity');
  await page.getByRole('button', { name: /Open purchase T-1/ }).click();
  const sheet = page.getByRole('dialog', { name: 'Purchase T-1' });
  await sheet.getByRole('cell', { name: 'Moka pot' }).waitFor();
  await sheet.getByRole('cell', { name: 'Happy hour' }).waitFor();
  await sheet.getByText('20 Beans').waitFor();
  assert.match(page.url(), /purchase=T-1/);
  await assertAccessible(page);
  await screenshot(page, 'profile-purchase');
});

test('"Why?" tells the sentence first, then each rule with what was needed', async () => {
  await open('/activity');
  await table('Activity log').getByRole('button', { name: 'Why? Custom Event' }).first().click();
  const sheet = page.getByRole('dialog', { name: 'Why?' });
  await sheet.getByText('Decided by version').waitFor();
  await sheet.getByRole('list', { name: 'Rules looked at' }).getByText('limit of 1 a day reached').waitFor();
  await sheet.getByText('Not met').first().waitFor();
  await assertAccessible(page);
  await screenshot(page, 'profile-why');
});

test('"Shows member engagement in chronological order. You can filter this list."', async () => {
  await open('/activity?type=purchase');
  await table('Activity log').getByRole('cell', { name: 'Purchase', exact: true }).waitFor();
  assert.equal(await table('Activity log').getByText('Incentives Point Deposit').count(), 0);
  await page.getByRole('button', { name: 'Clear filters' }).click();
  await table('Activity log').getByText('Incentives Point Deposit').first().waitFor();
  await page.getByLabel('To', { exact: true }).fill('2001-01-01');
  await page.getByRole('heading', { name: 'No activity fits the filters' }).waitFor();
  assert.match(page.url(), /to=2001-01-01/);
});

test('"It presents a real-time log": what happens meanwhile is offered, and moves nothing before it is asked for', async () => {
  await open('/activity');
  await table('Activity log').getByText('Custom Event').first().waitFor();
  const listening = page.waitForResponse((response) => response.url().includes('/activity/stream'));
  await page.reload();
  await listening;
  await table('Activity log').getByText('Custom Event').first().waitFor();
  await console.server.ok('POST', '/v1/events', {
    customer: ann,
    event: 'tasting_visit',
    properties: { store: 'lyon' },
  });
  await page.getByRole('button', { name: /Show \d new/ }).click();
  await table('Activity log').getByText('tasting visit').waitFor();
});

test('"Performance Metrics" and "Notes Widget – Add a note to the member’s account from this default view"', async () => {
  await open('/activity');
  const metrics = page.getByRole('region', { name: 'Performance metrics' });
  await metrics.getByRole('heading', { name: 'Risk of churn' }).waitFor();
  const notes = page.getByRole('region', { name: 'Notes' });
  await notes.getByLabel('New note').fill('Asked for a call back');
  await notes.getByLabel('Reason of the note').fill('phone call');
  await notes.getByRole('button', { name: 'Add note' }).click();
  await notes.getByText('Asked for a call back').waitFor();
});

const NINE = [
  'Transaction ID',
  'Point Source',
  'Point Account',
  'Modification',
  'Amount Spent',
  'Amount Expired',
  'Reference Type',
  'Reference ID',
  'Date Time of Occurrence',
];

test('"View a record of the point transactions for a member and their point accounts."', async () => {
  await open('/activity/points');
  const log = table('Point audit log');
  await log.getByText('−4').or(log.getByText('-4')).first().waitFor();
  const headers = await log.getByRole('columnheader').allInnerTexts();
  assert.deepEqual(headers.slice(0, NINE.length), NINE);
  await log.getByText('T-1').first().waitFor();
  assert.match((await log.getByRole('row').nth(1).textContent()) ?? '', /UTC/);
  await assertAccessible(page);
  await screenshot(page, 'profile-points');
  await page.getByLabel('Point source').selectOption('Purchases');
  await page.waitForURL(/source=store/);
  await log.getByText('Web').waitFor({ state: 'hidden' });
  await log
    .getByRole('button', { name: /Reverse/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog', { name: 'Reverse 20 points' });
  await dialog.getByLabel('Reason').fill('Wrong customer');
  await dialog.getByRole('button', { name: 'Reverse points' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('region', { name: 'Points: Beans' }).getByText('6', { exact: true }).waitFor();
});

test('"View a brief summary of each tier to which the member belongs, including their tier status and the date they advanced to that tier."', async () => {
  await open('/activity/tiers');
  await page.getByRole('button', { name: /Coffee club.*Green.*advanced/ }).click();
  const next = page.getByRole('region', { name: 'Next level: Roast' });
  await next.getByText('Required').waitFor();
  await next.getByRole('table', { name: 'What counts: Next level: Roast' }).getByText('Web').first().waitFor();
  await assertAccessible(page);
  await screenshot(page, 'profile-tiers');
});

test('"Add Tag: Add a new tag to the profile." and "You can reset the a cap if needed."', async () => {
  await open('/activity/tags');
  await page.getByRole('combobox', { name: 'New tag' }).fill('complained');
  await page.getByRole('button', { name: 'Add tag' }).click();
  await table('Tags').getByText('1 of 1').waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: /Reset count of complained/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Reset count' }).click();
  await table('Tags').getByText('0 of 1').waitFor();
  await page.getByRole('button', { name: /Remove complained/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove tag' }).click();
  await page.getByRole('heading', { name: 'No tags' }).waitFor();
});

test('"Audit the logged activities for a member." "You can filter by event type."', async () => {
  await open('/activity/audit?type=points_used');
  await table('Account audit log').getByRole('cell', { name: 'Points Used' }).first().waitFor();
  assert.equal(await table('Account audit log').getByText('Points Earned').count(), 0);
  await console.server.ok('POST', '/v1/tickets', {
    customer: ann,
    reference: 'ZD-1',
    status: 'open',
    subject: 'Beans missing',
  });
  await page.reload();
  await table('Tickets of the support system').getByText('ZD-1').waitFor();
  await assertAccessible(page);
});

test('"Add or edit a note associated with a member\'s account. You can also see a history of the notes"', async () => {
  await open('/notes');
  await page.getByLabel('New note').fill('Lost her card');
  await page.getByRole('button', { name: 'Add note' }).click();
  const row = table('Notes').getByRole('row', { name: /Lost her card/ });
  await row.getByRole('button', { name: 'Edit' }).click();
  await page.getByRole('dialog').getByLabel('Note').fill('Lost her card in Lyon');
  await page.getByRole('dialog').getByRole('button', { name: 'Change note' }).click();
  await row.getByText('in Lyon').waitFor();
  await row.getByRole('button', { name: 'History' }).click();
  const history = page.getByRole('dialog', { name: 'History of the note' });
  await history.getByText(/edited by/).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'profile-notes');
  await page.keyboard.press('Escape');
  await row.getByRole('button', { name: 'Remove' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Wrong customer');
  await page.getByRole('dialog').getByRole('button', { name: 'Remove note' }).click();
  await row.waitFor({ state: 'hidden' });
});

test('the profile holds on a tablet and in the dark', async () => {
  await page.setViewportSize({ width: 820, height: 1180 });
  await open('/activity');
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  await page.getByRole('button', { name: 'Switch to light' }).waitFor();
  await table('Activity log').getByText('Purchase', { exact: true }).first().waitFor();
  await assertAccessible(page);
  await screenshot(page, 'profile-tablet-dark');
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  assert.ok(width <= 820, `${width} px wide`);
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
