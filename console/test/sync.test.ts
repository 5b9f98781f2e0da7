// The sync with customer-data platforms: set up, watched, and what Dave does with it, against Infobip's stand-in and a process
// that sends.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { eventually } from '../../server/test/delivery/harness.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';
import { KEY, type Platform, startPlatform } from './support/sync.ts';

const WITHIN_MS = 15_000;
const AT = '/settings/sync/infobip';

let console: Console;
let platform: Platform;
before(async () => {
  console = await openConsole();
  platform = await startPlatform(console.server);
});
after(async () => {
  await platform.close();
  await console.close();
});

async function join(id: string, firstName: string): Promise<void> {
  await console.server.ok('PUT', '/v1/customers', {
    identifiers: [{ type: 'external', value: id }],
    email: `${id}@example.com`,
    first_name: firstName,
    last_name: 'Lee',
    opted_in: true,
  });
}

test('a connection is added, its address and key are set, and a wrong key is told line by line', async () => {
  const { page } = console;
  await page.goto('/settings');
  await page.getByRole('link', { name: 'Customer-data platform' }).click();
  await page.getByRole('heading', { name: 'No customer-data platform is connected' }).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Add connection' }).click();
  const adding = page.getByRole('dialog', { name: 'Add connection' });
  await adding.getByLabel('Platform').selectOption('infobip');
  await assertAccessible(page);
  await adding.getByRole('button', { name: 'Add connection' }).click();
  await page.getByRole('heading', { name: '1 Address and key' }).waitFor();
  await assertAccessible(page);
  await setAccess('wrong');
  await page.getByRole('button', { name: 'Check connection' }).click();
  await page
    .getByRole('row', { name: /refused/ })
    .first()
    .waitFor();
  await screenshot(page, 'sync-wrong-key');
  await setAccess(KEY);
});

async function setAccess(key: string): Promise<void> {
  const { page } = console;
  await page.getByRole('button', { name: 'Set access' }).click();
  const dialog = page.getByRole('dialog', { name: /^Set access to/ });
  await dialog.getByLabel('Address').fill(platform.infobip.url);
  await dialog.getByLabel('Key', { exact: true }).fill(key);
  await dialog.getByRole('button', { name: 'Set access' }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('a conflict is shown loudly, and nothing is made before it is resolved', async () => {
  const { page } = console;
  const { attributes } = platform.infobip.state;
  attributes.set('Loyalty Available Points', {
    name: 'Loyalty Available Points',
    dataType: 'STRING',
    objectSchema: null,
    createdAt: 0,
  });
  await page.goto(`${AT}/setup`);
  await page.getByRole('button', { name: 'Check connection' }).click();
  await page.getByRole('alert').filter({ hasText: 'One conflict: nothing can be set up' }).waitFor();
  assert.equal(await page.getByRole('button', { name: 'Set up and start' }).getAttribute('aria-disabled'), 'true');
  await assertAccessible(page);
  await screenshot(page, 'sync-conflict');
  attributes.clear();
});

test('what is missing is shown before it is made; then everything is set up and sent from then on', async () => {
  const { page } = console;
  await page.goto(`${AT}/setup`);
  await page.getByRole('button', { name: 'Check connection' }).click();
  await page.getByText('0 there as they should be,').waitFor();
  await page.getByRole('row', { name: /Tag.*Loyalty/ }).waitFor();
  await page.getByRole('row', { name: /LOY_OPT_IN/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'sync-set-up');
  await page.getByRole('button', { name: 'Set up and start' }).click();
  await page.getByText(/made there\. The sync runs\./).waitFor();
  assert.ok(platform.infobip.state.attributes.size > 20);
  await page.getByText('running', { exact: true }).waitFor();
});

test('options: what becomes of who opts out, which events are sent, how fast', async () => {
  const { page, server } = console;
  await page.goto(`${AT}/setup`);
  await page.getByRole('button', { name: 'Change options' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change options' });
  await dialog.getByLabel('After opt-out').selectOption('clear');
  await dialog.getByLabel('Tier Anniversary').uncheck();
  await dialog.getByLabel('Tags', { exact: true }).fill('3');
  await assertAccessible(page);
  await screenshot(page, 'sync-options');
  await dialog.getByRole('button', { name: 'Save options' }).click();
  await page.getByText('7 of 8 are sent').waitFor();
  await page.getByText('values and the tag go').waitFor();
  const { options } = await server.ok('GET', '/v1/sync/connections/infobip');
  assert.deepEqual([options.on_opt_out, options.limits, options.active_days], ['clear', { tags: 3 }, 365]);
  await assertAccessible(page);
});

test('Dave will be able to view all the loyalty attributes which are synced: 36 fields, each with where it goes', async () => {
  const { page } = console;
  await page.goto(`${AT}/mapping`);
  await page.getByText('of 36 fields are sent.').waitFor();
  assert.equal(await page.getByRole('row').count(), 37);
  await page.getByRole('row', { name: /Available Points.*Loyalty Available Points.*decimal.*sent/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'sync-mapping');
});

test('a field is renamed, written otherwise, and taken back to what it was by itself', async () => {
  const { page } = console;
  await page.goto(`${AT}/mapping`);
  await page.getByRole('button', { name: 'Edit Opt-in Source' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Opt-in Source' });
  await dialog.getByLabel('Goes to').fill('Joined by');
  await dialog.getByLabel('Add', { exact: true }).selectOption('lower_case');
  await dialog.getByLabel('Add', { exact: true }).selectOption('truncate');
  await dialog.getByLabel('2: Cut to a length of').fill('40');
  await assertAccessible(page);
  await screenshot(page, 'sync-field');
  await dialog.getByRole('button', { name: 'Save field' }).click();
  const row = page.getByRole('row', {
    name: /Opt-in Source.*Joined by.*small letters, at most 40 characters.*changed/,
  });
  await row.waitFor();
  await page.getByRole('button', { name: 'Edit Opt-in Source' }).click();
  await page.getByRole('button', { name: 'Take back what was changed' }).click();
  await row.waitFor({ state: 'detached' });
});

test('Dave will be able to see a list of all the loyalty customers which are synced', async () => {
  const { page } = console;
  await join('ann', 'Ann');
  await join('bruno', 'Bruno');
  await page.goto(`${AT}/customers`);
  await page.getByRole('row', { name: /Ann Lee.*in step.*Loyalty/ }).waitFor();
  await page.getByRole('row', { name: /Bruno Lee.*in step.*Loyalty/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'sync-customers');
  await page.goto(`${AT}/customers?status=failed`);
  await page.getByRole('heading', { name: 'No customers in this state' }).waitFor();
  await assertAccessible(page);
});

test('a type is closed, with the reason, once members were sent', async () => {
  const { page } = console;
  await page.goto(`${AT}/mapping`);
  await page.getByRole('button', { name: 'Edit Available Points' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit Available Points' });
  await dialog.getByText('Members were sent already').waitFor();
  assert.equal(await dialog.getByLabel('Type').isDisabled(), true);
  await assertAccessible(page);
});

test('a support agent sees how the sync does and why they cannot change it', async () => {
  const page = await console.pageOf(['support']);
  await page.goto(`${AT}/status`);
  await page.getByRole('row', { name: /in step 2/ }).waitFor();
  const pause = page.getByRole('button', { name: 'Pause sync' });
  assert.equal(await pause.getAttribute('aria-disabled'), 'true');
  await pause.hover();
  await page.getByText('Your roles do not allow this (sync:write).').waitFor();
  await page.context().close();
});

test('identify the customer as a loyalty member using Loyalty as a tag: passed to single or bulk users', async () => {
  const { page } = console;
  await page.goto(`${AT}/customers`);
  await page.getByRole('checkbox', { name: 'Select Ann Lee' }).check();
  await page.getByRole('button', { name: 'Untag', exact: true }).click();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Untag 1 customer' }).click();
  await page.getByText('Ann Lee: on their way without the tag').waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('row', { name: /Ann Lee.*in step.*taken off/ }).waitFor();
  assert.deepEqual(tagged(), ['Bruno']);
  await page.getByRole('checkbox', { name: 'Select Bruno Lee' }).check();
  await page.getByRole('button', { name: 'Tag', exact: true }).click();
  await page.getByRole('button', { name: 'Tag 2 customers' }).click();
  await page.getByText('Bruno Lee: on their way with the tag').waitFor();
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('row', { name: /Ann Lee.*in step.*Loyalty/ }).waitFor();
  assert.deepEqual(tagged(), ['Ann', 'Bruno']);
});

/** First names of those who carry the tag there. */
function tagged(): readonly (string | null | undefined)[] {
  const people = [...platform.infobip.state.persons.values()];
  return people
    .filter(({ tags }) => tags.includes('Loyalty'))
    .map(({ standard }) => standard.firstName)
    .sort();
}

test('identify if the selected customer is a loyalty member or not in customer detail view, and push them again', async () => {
  const { page, server } = console;
  const { id } = await server.ok('GET', '/v1/customers/external:ann');
  const ann = [...platform.infobip.state.persons.values()].find(({ standard }) => standard.firstName === 'Ann');
  assert.ok(ann !== undefined);
  ann.standard.firstName = 'Changed there';
  await page.goto(`/customers/${id}/profile`);
  const card = page.getByRole('region', { name: 'Customer-data platform' });
  await card.getByText('in step').waitFor();
  await card.getByText('Loyalty', { exact: true }).waitFor();
  await assertAccessible(page);
  await card.scrollIntoViewIfNeeded();
  await screenshot(page, 'sync-profile');
  await card.getByRole('button', { name: 'Push again' }).click();
  await page.getByText('On their way.').waitFor();
  await eventually(
    () => ann.standard.firstName === 'Ann',
    WITHIN_MS,
    () => 'Ann was not pushed',
  );
});

test('all of a search lose the Loyalty tag from the list of customers, with progress to the end', async () => {
  const { page } = console;
  await page.goto('/customers?q=Lee');
  await page.getByRole('checkbox', { name: 'Select Ann Lee' }).check();
  await page.getByRole('button', { name: 'Push again' }).click();
  await page.getByRole('button', { name: 'Push 1 customer' }).click();
  await page.getByText('Ann Lee: on their way').waitFor();
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Select all of the search' }).click();
  await page.getByRole('button', { name: 'Push again' }).click();
  await page.getByLabel('What is sent').selectOption('untag');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Untag 2 customers' }).click();
  await page.getByText('Done: 2 of 2 looked at').waitFor();
  await screenshot(page, 'sync-pushed');
  await eventually(
    () => tagged().length === 0,
    WITHIN_MS,
    () => 'the tag is still there',
  );
});

test('an event that the platform refuses is set aside with its reason, and tried again', async () => {
  const { page } = console;
  const { definitions, events } = platform.infobip.state;
  const kept = definitions.get('loyOptIn');
  assert.ok(kept !== undefined);
  definitions.delete('loyOptIn');
  await join('chidi', 'Chidi');
  await page.goto(`${AT}/status`);
  await page.getByRole('row', { name: /refused 1/ }).waitFor();
  await page.getByRole('link', { name: 'Set aside' }).click();
  const row = page.getByRole('row', { name: /LOY_OPT_IN/ });
  await row.waitFor();
  await assertAccessible(page);
  await screenshot(page, 'sync-set-aside');
  await row.getByRole('button', { name: 'Open' }).click();
  await page.getByRole('dialog', { name: 'LOY_OPT_IN' }).getByText('opt_in_date').waitFor();
  await assertAccessible(page);
  await page.keyboard.press('Escape');
  definitions.set('loyOptIn', kept);
  const before = events.size;
  await row.getByRole('button', { name: 'Retry' }).click();
  await page.getByRole('heading', { name: 'Nothing was set aside' }).waitFor();
  await eventually(
    () => events.size === before + 1,
    WITHIN_MS,
    () => 'the event did not arrive',
  );
});

test('the state of the sync: lanes, counts, a backfill with its progress, pausing and resuming', async () => {
  const { page } = console;
  await page.goto('/settings/sync');
  await page.getByRole('row', { name: /infobip.*Infobip.*running/ }).waitFor();
  await assertAccessible(page);
  await page.getByRole('link', { name: 'infobip', exact: true }).click();
  await page.getByRole('row', { name: /Profiles up to date.*working/ }).waitFor();
  await page.getByRole('row', { name: /Events up to date.*working/ }).waitFor();
  await page.getByRole('row', { name: /in step 3/ }).waitFor();
  await page.getByRole('button', { name: 'Start backfill' }).click();
  await page.getByLabel('Send those as well of whom nothing has changed').check();
  await assertAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Start backfill' }).click();
  await page.getByText('3 of 3 members looked at').waitFor();
  await page.getByRole('region', { name: 'Backfill' }).getByText('done').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'sync-status');
  await page.getByRole('button', { name: 'Compare now' }).click();
  await page.getByRole('region', { name: 'Reconciliation' }).getByText('done').waitFor();
  await page.getByRole('button', { name: 'Pause sync' }).click();
  await page.getByLabel('Reason').fill('They move house');
  await page.getByRole('dialog').getByRole('button', { name: 'Pause sync' }).click();
  await page.getByText(/Paused by .*They move house/).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Resume sync' }).click();
  await page.getByText('They move house').waitFor({ state: 'detached' });
  await page.goto('/settings/access-log?action=sync.paused');
  await page.getByRole('row', { name: /Paused a sync/ }).waitFor();
});

test('a key that the platform refuses pauses the sync and says so', async () => {
  const { page } = console;
  platform.infobip.setKey('another');
  await join('dana', 'Dana');
  await page.goto(`${AT}/status`);
  await page.getByText('The platform refused the key').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'sync-refused-key');
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
  assert.deepEqual(platform.infobip.violations, []);
});
