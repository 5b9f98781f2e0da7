// Every main page with something on it: no serious fault of accessibility in light and dark, nothing wider than the screen at
// 1280 px and on a tablet, and a picture of it. With LAUREL_TOUR set to a folder, the pictures of docs/tour.md go there.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { fillShop } from './support/coffee-shop.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

type Stop = { readonly name: string; readonly at: (ann: string) => string };

const STOPS: readonly Stop[] = [
  { name: 'home', at: () => '/' },
  { name: 'customers', at: () => '/customers' },
  { name: 'profile-activity', at: (ann) => `/customers/${ann}/activity` },
  { name: 'profile-points', at: (ann) => `/customers/${ann}/activity/points` },
  { name: 'profile-tiers', at: (ann) => `/customers/${ann}/activity/tiers` },
  { name: 'profile-cards', at: (ann) => `/customers/${ann}/cards` },
  { name: 'profile-campaigns', at: (ann) => `/customers/${ann}/campaigns` },
  { name: 'profile-offers', at: (ann) => `/customers/${ann}/offers` },
  { name: 'profile-privacy', at: (ann) => `/customers/${ann}/privacy` },
  { name: 'campaigns', at: () => '/campaigns' },
  { name: 'audiences', at: () => '/audiences' },
  { name: 'offers', at: () => '/offers' },
  { name: 'rewards', at: () => '/rewards' },
  { name: 'codes', at: () => '/codes' },
  { name: 'messages', at: () => '/messages' },
  { name: 'programme', at: () => '/programme' },
  { name: 'settings', at: () => '/settings' },
];

const TABLET = { width: 820, height: 1180 };
const DESK = { width: 1280, height: 800 };
const QUALITY = 72;

let console: Console;
let ann: string;
before(async () => {
  console = await openConsole();
  ({ ann } = await fillShop(console.server));
});
after(() => console.close());

for (const { name, at } of STOPS) {
  test(`${name}: readable by everybody, on a desk and on a tablet, in light and in dark`, async () => {
    const { page } = console;
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(DESK);
    await page.goto(at(ann));
    await settled(page);
    await assertAccessible(page);
    await assertFits(page);
    await screenshot(page, name);
    await keepForTour(page, name);
    await page.setViewportSize(TABLET);
    await assertFits(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await assertAccessible(page);
    await screenshot(page, `${name}-tablet-dark`);
  });
}

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});

/** The title is there, and nothing is waited for any more. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.getByRole('status', { name: 'Loading' }).waitFor({ state: 'detached' });
  assert.equal(await page.getByRole('alert').count(), 0, (await page.getByRole('main').textContent()) ?? '');
}

/** Tables scroll by themselves; the page does not. */
async function assertFits(page: Page): Promise<void> {
  const [wanted, there] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok((wanted ?? 0) <= (there ?? 0), `${wanted} px wide on ${there} px`);
}

async function keepForTour(page: Page, name: string): Promise<void> {
  const folder = process.env.LAUREL_TOUR;
  if (folder === undefined) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${name}.jpg`), type: 'jpeg', quality: QUALITY });
}
