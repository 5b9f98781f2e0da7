// The third use case from start to end: the economy is changed in the console, the shop sends sign-ins, the console shows who
// reached which level, and why.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const DAY_MS = 86_400_000;

let console: Console;
before(async () => {
  console = await openConsole();
});
after(() => console.close());

test('"Qualify Customer for Loyalty Tier Based on Action", from the economy to the status that is displayed', async () => {
  const { page, server } = console;
  await page.goto('/programme/tiers');
  await page.getByRole('button', { name: 'Edit entrance of Roast' }).click();
  const entrance = page.getByRole('dialog', { name: 'Edit how members enter Roast' });
  await entrance.getByLabel('How many').fill('30');
  await entrance.getByRole('button', { name: 'Save entrance' }).click();
  await page.getByText('Entered at once with 30 Beans earned in the last 12 months.').waitFor();
  await page.getByRole('complementary', { name: 'Draft changes' }).getByRole('link').click();
  await page.getByRole('button', { name: 'Publish', exact: true }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Publish version 2' }).click();
  await page.getByRole('heading', { name: 'Nothing to publish' }).waitFor();

  const customer = { identifiers: [{ value: 'ann' }], first_name: 'Ann', last_name: 'Lee', opted_in: true };
  assert.equal((await server.call('POST', '/v1/customers', customer)).status, 201);
  for (const days of [2, 1, 0]) {
    const occurred_at = new Date(server.clock.now() - days * DAY_MS).toISOString();
    const sent = await server.call('POST', '/v1/events', { customer: 'external:ann', event: 'web_login', occurred_at });
    assert.equal(sent.status, 200, JSON.stringify(sent.body));
  }

  await page.keyboard.press('ControlOrMeta+k');
  await page.getByLabel('Find a customer, campaign, offer or setting').fill('ann');
  await page.getByRole('option', { name: 'Ann Lee' }).click();
  await page.getByRole('heading', { name: 'Ann Lee', level: 1 }).waitFor();
  await page.getByText('Roast', { exact: true }).first().waitFor();
  await page.getByText('55', { exact: true }).first().waitFor();
  await page.getByRole('table', { name: 'Activity log' }).getByRole('button', { name: /Why/ }).first().click();
  await page
    .getByRole('dialog')
    .getByText(/Daily sign-in|Roast/)
    .first()
    .waitFor();
  await assertAccessible(page);
  await screenshot(page, 'qualify-why');
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
