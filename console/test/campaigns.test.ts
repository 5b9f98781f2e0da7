// Campaigns and audiences as marketers make them in the console, from the empty sentence to what members got.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { readProgrammeFolder } from '../../server/src/jobs/programme-folder.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const FOOTWEAR = path.resolve(import.meta.dirname, '../../programs/footwear');
const MORE = `
providers: { mail: { title: Mail, connector: tray } }
messages:
  welcome:
    title: Welcome
    purpose: programme
    variants: { mail: { subject: 'Hello {{ customer.first_name }}', text: 'Good to have you.' } }
  wishes:
    title: Birthday wishes
    purpose: programme
    variants: { mail: { subject: 'A happy {{ campaign.custom.what }}, {{ customer.first_name }}', text: 'Enjoy.' } }
campaigns:
  autumn:
    title: Autumn walks
    starts_at: '2026-09-01T00:00:00Z'
    ends_at: '2036-12-01T00:00:00Z'
    behavior: { event: __platform.user.updated }
    limit: { times: 1, per: ever }
    outcomes: [{ kind: points, amount: 5, source: web }]
`;
const DAY_MS = 86_400_000;
/** Publishing tries every message against the contracts of its providers. */
const LAUNCH_MS = 60_000;

let console: Console;
let page: Page;
before(async () => {
  console = await openConsole({ hasProgramme: false });
  page = console.page;
  const files = { ...(await readProgrammeFolder(FOOTWEAR)), 'more.yaml': MORE };
  await console.server.ok('POST', '/v1/programme/apply', { files });
  await console.server.ok('POST', '/v1/customers', {
    ...{ identifiers: [{ value: 'ann' }], first_name: 'Ann', last_name: 'Lee', email: 'ann@example.com' },
    ...{ country: 'DE', birth_on: birthdayIn(40), opted_in: true },
  });
});
after(() => console.close());

function birthdayIn(days: number): string {
  return `1990-${new Date(Date.now() + days * DAY_MS).toISOString().slice(5, 10)}`;
}

/** Opens a part of the sentence. */
async function open(part: string): Promise<void> {
  await page.getByRole('group', { name: 'The campaign in one sentence' }).getByRole('button', { name: part }).click();
  await page.getByRole('region', { name: part }).waitFor();
}

async function add(what: string): Promise<void> {
  await page.getByRole('button', { name: 'Add what they get' }).click();
  await page.getByRole('menuitem', { name: what, exact: true }).click();
}

test('"build a campaign that celebrates an important occasion": a marketer launches a birthday campaign without a manual', async () => {
  await page.goto('/campaigns');
  await page.getByRole('link', { name: 'New campaign' }).click();
  await page.getByLabel('Name').fill('Birthday treat');
  await open('Who it is for');
  await page.getByRole('radio', { name: 'Members of an audience' }).click();
  await page.getByLabel('Audience', { exact: true }).selectOption('Members who opted in');
  await open('When it happens');
  await page.getByLabel('Starts', { exact: true }).first().selectOption('On a date of theirs');
  await open('What they get');
  await add('An offer');
  await add('Points');
  await page.getByLabel('Points', { exact: true }).fill('200');
  await open('What we send');
  await page.getByLabel('Message', { exact: true }).selectOption('Birthday wishes');
  await page.getByLabel('Data for the message').fill('{ "what": "birthday" }');
  await page
    .getByRole('button', { name: 'When it happens: 7 days before date of birth' })
    .and(page.locator('[aria-expanded]'))
    .waitFor();
  await page.getByRole('button', { name: /What they get: get .* and 200 stride points/ }).waitFor();
  await page.getByLabel('What it would do').getByText('Ann Lee').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'campaign-builder');
  await page.getByRole('button', { name: 'Try on the real base' }).click();
  await page.getByRole('region', { name: 'What it would have given' }).waitFor();
  await page.getByRole('combobox', { name: 'Try it on one customer' }).fill('ann');
  await page.getByRole('option', { name: 'Ann Lee' }).click();
  await page.getByRole('button', { name: 'Try', exact: true }).click();
  await page
    .getByRole('region', { name: 'What it would do for this customer' })
    .getByText('Would give', { exact: true })
    .waitFor();
  await page.getByRole('button', { name: 'Review and launch' }).click();
  await page.getByRole('heading', { name: 'Launch Birthday treat' }).waitFor();
  await page.getByRole('list', { name: 'Changes' }).getByText('campaigns.birthday_treat').waitFor();
  await page.getByRole('region', { name: 'What it would have given' }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'campaign-launch');
  await page.getByRole('button', { name: 'Launch Birthday treat' }).click();
  await page.getByText('It gave nothing yet').waitFor({ timeout: LAUNCH_MS });
  await page.getByText('Active').waitFor();
  // Her birthday is in three days: who signs up within the week gets it at once.
  await console.server.ok('POST', '/v1/customers', {
    ...{ identifiers: [{ value: 'may' }], first_name: 'May', email: 'may@example.com', birth_on: birthdayIn(3) },
    ...{ opted_in: true, custom: { shoe_size: 8 } },
  });
  await page.reload();
  await page.getByRole('table', { name: 'What it gave, day by day' }).getByRole('cell', { name: '200' }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'campaign');
});

test('"configured to listen for __platform.user.created": a welcome with its message, shown as a real member gets it', async () => {
  await page.goto('/campaigns/new/edit');
  await page.getByLabel('Name').fill('Welcome');
  await open('When it happens');
  await page.getByLabel('Starts', { exact: true }).first().selectOption('When they do something');
  await page.getByLabel('What they do').selectOption('Customer created');
  await open('What they get');
  await add('Points');
  await open('What we send');
  await page.getByLabel('Message', { exact: true }).selectOption('Welcome');
  await page.getByLabel('Subject').fill('Welcome, {{ customer.first_name }}');
  const member = page.getByRole('region', { name: 'For a real member' });
  await member.getByRole('combobox', { name: 'For a real member' }).fill('ann');
  await page.getByRole('option', { name: 'Ann Lee' }).click();
  await member.getByText('Welcome, Ann').waitFor();
  await page.getByRole('button', { name: 'Save message' }).click();
  await page.getByRole('button', { name: 'Save message' }).and(page.locator('[aria-disabled]')).waitFor();
  await page.getByRole('button', { name: 'Review and launch' }).click();
  await page.getByRole('button', { name: 'Launch Welcome' }).click();
  await page.getByText('It gave nothing yet').waitFor({ timeout: LAUNCH_MS });
  await console.server.ok('POST', '/v1/customers', {
    identifiers: [{ value: 'june' }],
    first_name: 'June',
    email: 'june@example.com',
    opted_in: true,
  });
  const { items } = await console.server.ok('GET', '/v1/messages?customer=external:june');
  assert.equal(items[0].message, 'welcome');
});

test('an audience is put together from conditions, and its members are seen while it is', async () => {
  await page.goto('/audiences');
  await page.getByRole('table', { name: 'Audiences' }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'audiences');
  await page.getByRole('link', { name: 'New audience' }).click();
  await page.getByLabel('Name').fill('Members in Germany');
  await page.getByRole('button', { name: 'Add condition' }).click();
  await page.getByLabel('Field').selectOption('Country');
  await page.getByLabel('Value').fill('DE');
  const seen = page.getByRole('region', { name: 'Who that is now' });
  await seen.getByText('Ann Lee').waitFor();
  await page.getByText('Code', { exact: true }).click();
  await page.getByText('customer.country == "DE"').waitFor();
  await page.getByText('Conditions', { exact: true }).click();
  await assertAccessible(page);
  await screenshot(page, 'audience');
  await page.getByRole('button', { name: 'Save audience' }).click();
  await page.getByRole('heading', { name: 'Members in Germany' }).waitFor();
  const { document } = await console.server.ok('GET', '/v1/programme/draft');
  assert.deepEqual(document.audiences.members_in_germany, {
    title: 'Members in Germany',
    when: 'customer.country == "DE"',
  });
});

test('a rule that conditions cannot say is shown as code, with the reason', async () => {
  await page.goto('/audiences/opted_in');
  await page.getByLabel('Test').waitFor();
  await console.server.ok('PUT', '/v1/programme/draft/entries/audiences/rich', {
    definition: { title: 'Rich', when: 'customer.points.points * 2 > 100' },
  });
  await page.goto('/audiences/rich');
  await page.getByRole('textbox', { name: 'Who is in it' }).waitFor();
  await page.getByText('Conditions', { exact: true }).click();
  await page.getByText('The visual editor has no words for customer.points.points * 2 > 100.').waitFor();
});

test('campaigns are found, paused and resumed several at once, and seen over the months', async () => {
  await page.goto('/campaigns?state=active');
  await page.getByLabel('Select Autumn walks').check();
  await page.getByLabel('Select Followed the birthday message').check();
  await page.getByRole('button', { name: 'Pause 2' }).click();
  await page.getByText('2 campaigns changed.').waitFor();
  await page.getByRole('link', { name: 'Autumn walks' }).waitFor({ state: 'detached' });
  await page.getByLabel('Status').selectOption('Paused');
  await page.getByLabel('Find').fill('autumn');
  await page.getByLabel('Select Autumn walks').check();
  await page.getByRole('button', { name: 'Resume 1' }).click();
  await page.getByText('1 campaign changed.').waitFor();
  await assertAccessible(page);
  await page.goto('/campaigns?view=calendar&q=autumn');
  await page.getByText(/Active · from 1 Sept? 2026/).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'campaign-calendar');
  await page.goto('/campaigns');
  await page.getByRole('table', { name: 'Campaigns' }).waitFor();
  await screenshot(page, 'campaigns');
});

test('where a second person has to agree, a campaign is handed in, and approved by somebody else', async () => {
  await console.server.ok('DELETE', '/v1/programme/draft');
  await console.server.ok('PUT', '/v1/programme/draft/entries/settings/publish_approval', { definition: true });
  const { hash } = await console.server.ok('GET', '/v1/programme/draft');
  await console.server.ok('POST', '/v1/programme/draft/publish', { hash });
  await page.goto('/campaigns/autumn/edit?part=gets');
  await page.getByLabel('Points', { exact: true }).fill('50');
  await page.getByRole('button', { name: /What they get: get 50/ }).waitFor();
  await page.getByRole('button', { name: 'Review and launch' }).click();
  await page.getByText('A second person has to approve it.').waitFor({ timeout: LAUNCH_MS });
  await page.getByRole('button', { name: 'Hand in for approval' }).click();
  await page.getByText(/Handed in by/).waitFor();
  const other = await console.pageOf(['marketer']);
  await other.goto('/campaigns/autumn/launch');
  await other.getByRole('button', { name: 'Approve' }).click();
  await other.getByText(/Approved by/).waitFor();
  await other.getByRole('button', { name: 'Launch Autumn walks' }).click();
  await other.getByRole('button', { name: 'Pause campaign' }).waitFor({ timeout: LAUNCH_MS });
  const { sentence } = await console.server.ok('GET', '/v1/campaigns/autumn');
  assert.equal(sentence.gets, '50 stride points');
  await other.context().close();
});

test('who may only look sees campaigns and audiences, and is told why they cannot be changed', async () => {
  const agent = await console.pageOf(['support']);
  await agent.goto('/audiences');
  await agent.getByRole('table', { name: 'Audiences' }).getByText('Members who opted in', { exact: true }).waitFor();
  await agent.goto('/campaigns/autumn/edit');
  await agent.getByText('Your roles do not allow this (programme:read).').waitFor();
  await agent.context().close();
});

test('the builder holds on a tablet and in the dark', async () => {
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await page.goto('/campaigns/birthday_treat/edit?part=who');
  await page.getByRole('region', { name: 'Who it is for' }).waitFor();
  await page.getByLabel('What it would do').getByText('Ann Lee').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'campaign-builder-tablet-dark');
  await page.goto('/campaigns');
  await page.getByRole('table', { name: 'Campaigns' }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'campaigns-tablet-dark');
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
