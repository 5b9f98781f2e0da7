// The frame: the first administrator, signing in and out, the navigation, the palette, what a page weighs.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

let console: Console;
before(async () => {
  console = await openConsole();
});
after(() => console.close());

test('who is not signed in is asked to, and comes back to where they wanted to go', async () => {
  const page = await console.freshPage();
  await page.goto('/customers');
  await page.getByLabel('E-mail').fill('p1@brand.example');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('alert').waitFor();
  await assertAccessible(page);
  await page.getByLabel('Password', { exact: true }).fill('correct horse battery staple');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { name: 'Customers', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Person 1' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign in to Laurel' }).waitFor();
  await page.context().close();
});

test('every place is reached by keyboard through the palette', async () => {
  const { page } = console;
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.keyboard.press('ControlOrMeta+k');
  await page.getByLabel('Find a customer, campaign, offer or setting').fill('programme');
  await page.getByRole('dialog', { name: 'Search and go to' }).getByRole('option', { name: 'Programme' }).waitFor();
  await assertAccessible(page);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Programme', level: 1 }).waitFor();
});

test('the frame has no serious fault of accessibility, in light and in dark', async () => {
  const { page } = console;
  await page.goto('/');
  await page.getByRole('heading', { level: 1 }).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  await page.getByRole('button', { name: 'Switch to light' }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'frame-dark');
  await page.getByRole('button', { name: 'Switch to light' }).click();
});

test('what every page loads is less than 300 KB compressed', async () => {
  const page = await console.freshPage();
  const sizes: Promise<number>[] = [];
  page.on('response', (response) => sizes.push(sizeOf(response)));
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').waitFor();
  const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
  assert.ok(bytes > 50_000 && bytes < 300_000, `${bytes} bytes`);
  await page.context().close();
});

async function sizeOf(response: import('playwright-core').Response): Promise<number> {
  const { responseBodySize } = await response.request().sizes();
  return responseBodySize;
}

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
