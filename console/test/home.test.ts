// The first page and the figures for finance: what they show, and where they lead when there is nothing to show.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const START = Date.parse('2030-03-02T08:00:00Z');

let console: Console;
before(async () => {
  console = await openConsole();
});
after(() => console.close());

test('a programme without customers says what comes next', async () => {
  const { page } = console;
  await page.goto('/');
  await page.getByRole('heading', { name: 'No customers yet' }).waitFor();
  await assertAccessible(page);
});

test('home tells members, points, levels, what is under way and what needs a person', async () => {
  const { page, server } = console;
  server.clock.set(START);
  for (let number = 0; number < 3; number += 1) {
    server.clock.set(START + number * 3_600_000);
    const { customer } = await console.server.ok('POST', '/v1/customers', {
      identifiers: [{ value: `h-${number}` }],
      opted_in: true,
    });
    const url = `/v1/customers/${customer.id}`;
    await console.server.ok('POST', `${url}/deposits`, { deposits: [{ source: 'care', amount: 60 }] });
    await console.server.ok('POST', `${url}/spends`, { spends: [{ amount: 10 }] });
  }
  await server.database.owner.query(
    `insert into laurel.run (id, kind, params, status, cursor, total, visited, changed, started_at, updated_at, actor_name)
     values (gen_random_uuid(), 'expiry', '{}', 'failed', '{}', 0, 0, 0, $1, $1, 'test'),
            (gen_random_uuid(), 'maintenance', '{}', 'running', '{}', 200, 50, 0, $1, $1, 'test')`,
    [new Date(server.clock.now())],
  );
  await page.goto('/');
  const active = page.getByRole('region', { name: 'Active members' });
  await active.getByText('3', { exact: true }).waitFor();
  await page.getByRole('region', { name: 'Beans issued' }).getByText('30 used (dashed)').waitFor();
  await page.getByRole('region', { name: 'Members by level' }).getByText('Roast', { exact: true }).waitFor();
  await page.getByRole('link', { name: '1 run failed this week' }).waitFor();
  await page.getByRole('region', { name: 'Under way' }).getByText('50 of 200').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'home');
  await page.setViewportSize({ width: 820, height: 1180 });
  await page.emulateMedia({ colorScheme: 'dark' });
  await assertAccessible(page);
  await screenshot(page, 'home-tablet-dark');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
});

test('points and liability are shown by month and taken home by day', async () => {
  const { page } = console;
  await page.goto('/');
  await page.getByRole('link', { name: 'Points and liability' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Mar 2030' }).filter({ hasText: 'Beans' });
  await row.waitFor();
  await assertAccessible(page);
  await screenshot(page, 'points');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Download days as CSV' }).click(),
  ]);
  const file = await readFile(await download.path(), 'utf8');
  assert.match(file, /^day,account,issued,used,expired,reversed,received,sent,outstanding\n/);
  const last = file.split('\n').find((line) => line.startsWith('2030-03-02,beans,'));
  assert.equal(last?.split(',')[3], '30');
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
