// Every page with something on it: no serious fault of accessibility in light and dark, nothing wider than the screen at
// 1280 px and on a tablet, and a picture of it. With LAUREL_TOUR set to a folder, the pictures of docs/tour.md go there.
import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { fillShop } from './support/coffee-shop.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';
import { type Platform, startPlatform } from './support/sync.ts';

type Stop = { readonly name: string; readonly at: (ann: string) => string };

const PROFILE = [
  'profile',
  'activity',
  'activity/points',
  'activity/tiers',
  'activity/tags',
  'activity/rewards',
  'activity/codes',
  'activity/audit',
  'cards',
  'campaigns',
  'offers',
  'offers/available',
  'notes',
  'privacy',
];

const PLACES = [
  'home/points',
  'customers',
  'customers/new',
  'customers/imports',
  'customers/imports/new',
  'campaigns',
  'campaigns/birthday',
  'campaigns/birthday/edit',
  'audiences',
  'audiences/dark_roast',
  'offers',
  'offers/birthday_half',
  'offers/new',
  'rewards',
  'rewards/counter',
  'rewards/counter/edit',
  'codes',
  'codes/lists/poster',
  'codes/new',
  'messages',
  'messages/log',
  'messages/dead',
  'messages/templates',
  'messages/templates/birthday',
  'messages/rejected',
  'programme/accounts',
  'programme/tiers',
  'programme/attributes',
  'programme/events',
  'programme/settings',
  'programme/files',
  'programme/versions',
  'programme/review',
  'settings',
  'settings/account',
  'settings/users',
  'settings/groups',
  'settings/roles',
  'settings/keys',
  'settings/access-log',
  'settings/approvals',
  'settings/providers',
  'settings/sync',
  'settings/sync/infobip/status',
  'settings/sync/infobip/customers',
  'settings/sync/infobip/events',
  'settings/sync/infobip/mapping',
  'settings/sync/infobip/setup',
  'settings/privacy',
  'settings/data-map',
  'settings/retention',
  'settings/runs',
  'settings/items',
  'settings/stores',
];

const STOPS: readonly Stop[] = [
  { name: 'home', at: () => '/' },
  ...PROFILE.map((tab) => ({ name: `customer/${tab}`, at: (ann: string) => `/customers/${ann}/${tab}` })),
  ...PLACES.map((place) => ({ name: place, at: () => `/${place}` })),
];

/** The pictures of docs/tour.md. */
const TOUR: readonly string[] = [
  'home',
  'customers',
  'customer/activity',
  'customer/activity/points',
  'customer/offers',
  'campaigns',
  'campaigns/birthday/edit',
  'programme/tiers',
  'messages',
];

const TABLET = { width: 820, height: 1180 };
const DESK = { width: 1280, height: 800 };
const QUALITY = 72;

let console: Console;
let platform: Platform;
let ann: string;
before(async () => {
  console = await openConsole();
  platform = await startPlatform(console.server);
  await platform.setUp();
  ({ ann } = await fillShop(console.server));
});
after(async () => {
  await platform.close();
  await console.close();
});

for (const { name, at } of STOPS) {
  test(`${name}: readable by everybody, on a desk and on a tablet, in light and in dark`, async () => {
    const { page } = console;
    await page.emulateMedia({ colorScheme: 'light' });
    await page.setViewportSize(DESK);
    await page.goto(at(ann));
    await settled(page);
    await assertAccessible(page);
    await assertFits(page);
    await screenshot(page, fileOf(name));
    await keepForTour(page, name);
    await page.setViewportSize(TABLET);
    await assertFits(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await stoodStill(page);
    await assertAccessible(page);
    await screenshot(page, `${fileOf(name)}-tablet-dark`);
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

/** Colours that fade into others have arrived. */
async function stoodStill(page: Page): Promise<void> {
  await page.locator('html[data-mantine-color-scheme="dark"]').waitFor();
  await page.evaluate('Promise.all(document.getAnimations().map(({ finished }) => finished))');
}

/** Tables scroll by themselves; the page does not. */
async function assertFits(page: Page): Promise<void> {
  const [wanted, there] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
  assert.ok((wanted ?? 0) <= (there ?? 0), `${wanted} px wide on ${there} px`);
}

const fileOf = (name: string): string => name.replaceAll('/', '-');

async function keepForTour(page: Page, name: string): Promise<void> {
  const folder = process.env.LAUREL_TOUR;
  if (folder === undefined || !TOUR.includes(name)) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ path: path.join(folder, `${fileOf(name)}.jpg`), type: 'jpeg', quality: QUALITY });
}
