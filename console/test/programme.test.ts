// The programme: changed as a draft, reviewed, published, rolled back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

let console: Console;
before(async () => {
  console = await openConsole();
});
after(() => console.close());

async function draft(section: string, name: string, definition: unknown): Promise<void> {
  const { status, body } = await console.server.call('PUT', `/v1/programme/draft/entries/${section}/${name}`, {
    definition,
  });
  assert.equal(status, 200, JSON.stringify(body));
}

test('a draft is reviewed with what it changes, and published with a note', async () => {
  const { page } = console;
  await draft('accounts', 'crumbs', { title: 'Crumbs' });
  await page.goto('/');
  const bar = page.getByRole('complementary', { name: 'Draft changes' });
  await bar.getByText('Draft changes: 1').waitFor();
  await bar.getByRole('link', { name: 'Review and publish' }).click();
  await page.getByRole('table', { name: 'What will be different' }).getByText('Account Crumbs').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'programme-review');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Publish version 2' });
  await dialog.getByLabel('Note').fill('A second account');
  await dialog.getByRole('button', { name: 'Publish version 2' }).click();
  await page.getByRole('heading', { name: 'Nothing to publish' }).waitFor();
  const { body } = await console.server.call('GET', '/v1/programme/versions');
  assert.deepEqual([body.items[0].version, body.items[0].note], [2, 'A second account']);
});

test('what is wrong with a draft is told where it stands, and it cannot be published', async () => {
  const { page } = console;
  await draft('accounts', 'crumbs', { titel: 'Crumbs' });
  await page.goto('/programme/review');
  await page.getByRole('alert').getByText('titel').first().waitFor();
  assert.equal(await page.getByRole('button', { name: 'Publish', exact: true }).getAttribute('aria-disabled'), 'true');
  await page.getByRole('button', { name: 'Discard change of Account crumbs' }).click();
  await page.getByRole('heading', { name: 'Nothing to publish' }).waitFor();
});

const tab = async (name: string): Promise<void> => {
  const { page } = console;
  await page.goto(`/programme/${name}`);
  await page.getByRole('heading', { name: 'Programme', level: 1 }).waitFor();
};

test('"Points account created in environment": an account with a rolling policy is added as a draft', async () => {
  const { page } = console;
  await tab('accounts');
  await page.getByRole('table', { name: 'Accounts' }).getByText('Beans', { exact: true }).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Add account' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add an account' });
  await dialog.getByRole('textbox', { name: 'Name', exact: true }).fill('stars');
  await dialog.getByLabel('Title').fill('Stars');
  await dialog.getByLabel('After').fill('soon');
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Add account' }).click();
  await dialog.getByText('expected a span of time').first().waitFor();
  await dialog.getByLabel('After').fill('6 months');
  await dialog.getByRole('button', { name: 'Add account' }).click();
  const row = page.getByRole('row').filter({ hasText: 'stars' });
  await row.getByText('each deposit after 6 months').waitFor();
  await row.getByText('New in the draft').waitFor();
  await screenshot(page, 'programme-points');
});

test('"Consider setting limits on earning frequencies": a source gets a restriction of points and time', async () => {
  const { page } = console;
  await tab('accounts');
  await page.getByRole('button', { name: 'Edit source Web' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit the source web' });
  await dialog.getByRole('button', { name: 'Add restriction' }).click();
  await dialog.getByLabel('Max points').fill('500');
  await dialog.getByRole('button', { name: 'Save source' }).click();
  await page.getByRole('row').filter({ hasText: 'Web' }).getByText('500 points a day for each customer').waitFor();
});

test('"Point economy with at least two tiers set up": the ladder tells each level in sentences, with who is on it', async () => {
  const { page, server } = console;
  const { status } = await server.call('POST', '/v1/customers', { identifiers: [{ value: 'ann' }], opted_in: true });
  assert.equal(status, 201);
  await tab('tiers');
  const club = page.getByRole('region', { name: 'Coffee club' });
  const levels = club.getByRole('list', { name: 'Levels of Coffee club' });
  await levels.getByText('1 member', { exact: true }).waitFor();
  await levels.getByText('Entered at once with 200 Beans earned in the last 12 months.').waitFor();
  await levels.getByText('Sign-in: 10 Beans from Web, once a day.').waitFor();
  await levels
    .getByText('Every year after joining, who does not have 200 Beans earned in the last 12 months falls one level.')
    .waitFor();
  await assertAccessible(page);
  await screenshot(page, 'programme-tiers');
});

test('"Entrance behavior", "Event behavior" and "Maintenance behavior" of a level are edited', async () => {
  const { page } = console;
  await tab('tiers');
  await page.getByRole('button', { name: 'Edit entrance of Roast' }).click();
  const entrance = page.getByRole('dialog', { name: 'Edit how members enter Roast' });
  await entrance.getByLabel('How many').fill('60');
  await assertAccessible(page);
  await entrance.getByRole('button', { name: 'Save entrance' }).click();
  await page.getByText('Entered at once with 60 Beans earned in the last 12 months.').waitFor();

  await page.getByRole('button', { name: 'Add event behavior to Reserve' }).click();
  const behavior = page.getByRole('dialog', { name: 'Add an event behavior to Reserve' });
  await behavior.getByRole('textbox', { name: 'Name', exact: true }).fill('tasting');
  await behavior.getByRole('combobox', { name: 'Event' }).click();
  await page.getByRole('option', { name: 'Tasting visit' }).click();
  await behavior.getByRole('button', { name: 'Add outcome' }).click();
  await behavior.getByRole('button', { name: 'Add behavior' }).click();
  await page.getByText('Tasting visit: 10 points from Web, once a day.').waitFor();

  await page.getByRole('button', { name: 'Edit maintenance of Roast' }).click();
  const maintenance = page.getByRole('dialog', { name: 'Edit what keeps members in Roast' });
  await maintenance.getByLabel('Every').fill('6 months');
  await maintenance.getByRole('button', { name: 'Save maintenance' }).click();
  await page.getByText('Every 6 months after joining, who does not have 50 Beans').waitFor();
});

test('attributes and events are added with what may stand in them', async () => {
  const { page } = console;
  await tab('attributes');
  await page.getByRole('button', { name: 'Add attribute' }).click();
  const attribute = page.getByRole('dialog', { name: 'Add an attribute' });
  await attribute.getByRole('textbox', { name: 'Name', exact: true }).fill('shoe_size');
  await attribute.getByLabel('Title').fill('Shoe size');
  await attribute.getByRole('button', { name: 'Add attribute' }).click();
  await page.getByRole('row').filter({ hasText: 'Shoe size' }).getByText('New in the draft').waitFor();
  await assertAccessible(page);
  await tab('events');
  await page.getByRole('button', { name: 'Add event' }).click();
  const event = page.getByRole('dialog', { name: 'Add an event' });
  await event.getByRole('textbox', { name: 'Name', exact: true }).fill('signup_completed');
  await event.getByLabel('New property').fill('campaign');
  await event.getByRole('button', { name: 'Add property' }).click();
  await event.getByRole('button', { name: 'Add event' }).click();
  await page.getByRole('row').filter({ hasText: 'signup_completed' }).getByText('campaign (Text)').waitFor();
  await assertAccessible(page);
});

test('files are changed as they stand, and what cannot be read is told with its line', async () => {
  const { page } = console;
  await tab('files');
  await page.getByRole('button', { name: 'sources.yaml' }).click();
  const editor = page.getByLabel('Text of sources.yaml');
  await editor.fill('sources:\n  web: [');
  await page.getByRole('button', { name: 'Save to the draft' }).click();
  await page.getByRole('alert').getByText('sources.yaml line').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'programme-files');
});

test('a setting is changed, and a draft that needs a second person is submitted, approved by another and published', async () => {
  const { page } = console;
  await tab('settings');
  await page.getByRole('switch', { name: 'A second person approves what is published' }).press('Space');
  await page
    .getByRole('row')
    .filter({ hasText: 'A second person approves what is' })
    .getByText('in the draft')
    .waitFor();
  await assertAccessible(page);
  await page.goto('/programme/review');
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Publish version/ })
    .click();
  await page.getByRole('heading', { name: 'Nothing to publish' }).waitFor();
  await draft('sources', 'gift', { title: 'Gifts' });
  await page.reload();
  await page.getByRole('button', { name: 'Submit for approval' }).click();
  await page.getByRole('dialog').getByLabel('Note').fill('For the holidays');
  await page.getByRole('dialog').getByRole('button', { name: 'Submit for approval' }).click();
  await page.getByRole('alert').getByText('For the holidays').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Approve' }).getAttribute('aria-disabled'), 'true');
  const second = await console.pageOf(['marketer']);
  await second.goto('/programme/review');
  await second.getByRole('button', { name: 'Approve' }).click();
  await second.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await second.getByRole('button', { name: 'Publish', exact: true }).click();
  await second
    .getByRole('dialog')
    .getByRole('button', { name: /Publish version/ })
    .click();
  await second.getByRole('heading', { name: 'Nothing to publish' }).waitFor();
  await second.context().close();
  await tab('versions');
  await page.getByRole('row').filter({ hasText: 'For the holidays' }).getByText('Person 2').first().waitFor();
});

test('what a version changed is shown, and a version is rolled back to with its plan first', async () => {
  const { page, server } = console;
  // Somebody with the server itself publishes without a second person; the console does not.
  await draft('settings', 'publish_approval', false);
  const { body: found } = await server.call('GET', '/v1/programme/draft');
  const other = (await server.makeKey(['programme:write'])).authorization;
  await server.call('POST', '/v1/programme/draft/submit', { hash: found.hash });
  await server.call('POST', '/v1/programme/draft/approve', { hash: found.hash }, { authorization: other });
  const { body: live } = await server.call('POST', '/v1/programme/draft/publish', { hash: found.hash });
  await tab('versions');
  await page.getByRole('button', { name: `Show changes of version ${live.version}` }).click();
  await page.getByRole('dialog').getByText('Setting: publish approval').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
  await page.getByRole('button', { name: 'Roll back to version 1', exact: true }).click();
  const dialog = page.getByRole('dialog', { name: 'Roll back to version 1' });
  await dialog.getByText('Account Stars').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'programme-roll-back');
  await dialog.getByRole('button', { name: 'Roll back to version 1' }).click();
  await page.getByText(`Rolled back to version 1`).waitFor();
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
