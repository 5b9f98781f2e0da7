// The portal in a real browser: an operator finds a person by search and tag, sees what arrived without asking again, and the
// page stands up to a check of accessibility, light and dark.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertAccessible, openBrowser } from '../../../console/test/support/console.ts';
import { startAccount, upsert } from './client.ts';

test('an operator sees people and events arrive', async (t) => {
  const client = await startAccount(t);
  const { page, complaints, close } = await openBrowser();
  t.after(close);
  await upsert(
    client,
    {
      externalId: 'M-1',
      firstName: 'Jane',
      lastName: 'Doe',
      tags: ['Loyalty'],
      contactInformation: [{ type: 'EMAIL', identifier: 'jane@x.com' }],
      customAttributes: { Points: 12.5, Tier: 'Gold' },
    },
    { externalId: 'M-2', firstName: 'Joe' },
  );
  await page.goto(`${client.infobip.url}/portal`);
  await page.getByRole('link', { name: 'Joe' }).waitFor();
  await assertAccessible(page);
  await page.getByLabel('Tag').selectOption('Loyalty');
  await page.getByRole('link', { name: 'Joe' }).waitFor({ state: 'detached' });
  await page.getByLabel('Tag').selectOption('');
  await page.getByLabel('Search').fill('jane@');
  await page.getByRole('link', { name: 'Jane Doe' }).click();
  await page.getByRole('row', { name: 'Points 12.5' }).waitFor();
  await client.ask('POST', '/people/3/events', [
    {
      eventId: 'e-1',
      definitionId: 'loyOptIn',
      occurredTime: new Date().toISOString(),
      identifier: { type: 'EXTERNAL_ID', id: 'M-1' },
      properties: { source: 'web' },
    },
  ]);
  await upsert(client, { externalId: 'M-1', customAttributes: { Points: 20 } });
  await page.getByRole('row', { name: 'LOY_OPT_IN' }).waitFor();
  await page.getByRole('row', { name: 'Points 20' }).waitFor();
  await assertAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  for (const tab of ['Events', 'Custom attributes', 'Tags', 'Event definitions', 'Flows', 'Requests']) {
    await page.getByRole('link', { name: tab }).click();
    await page.getByRole('heading', { level: 1, name: tab }).waitFor();
    await assertAccessible(page);
  }
  assert.deepEqual(complaints, []);
  assert.deepEqual(client.infobip.violations, []);
});
