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

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
