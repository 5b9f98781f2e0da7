// The list of customers as people use it: finding somebody, going back, tagging several or all of a search, adding, importing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { executeImports } from '../../server/src/jobs/import/execute.ts';
import { executeRuns } from '../../server/src/jobs/runs.ts';
import { createProgrammeSource } from '../../server/src/pipeline/programme-cache.ts';
import { leaseHolderName } from '../../server/src/storage/lease-holders.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const MANY = 120;

let console: Console;
before(async () => {
  console = await openConsole();
});
after(() => console.close());

async function fill(): Promise<void> {
  const people = Array.from({ length: MANY }, (_, index) => ({
    first_name: index === 7 ? 'Ann' : 'Nora',
    last_name: index === 7 ? 'Lee' : `Many${String(index).padStart(3, '0')}`,
    email: `person${index}@example.com`,
    identifiers: [{ value: `C-${1000 + index}` }],
  }));
  for (const body of people) {
    const { status } = await console.server.call('POST', '/v1/customers', body);
    assert.equal(status, 201);
  }
}

async function tagged(tag: string): Promise<number> {
  const { rows } = await console.server.database.owner.query<{ customers: number }>(
    'select count(*)::int as customers from laurel.tag where tag = $1',
    [tag],
  );
  return rows[0]?.customers ?? 0;
}

test('an installation without customers says what comes next', async () => {
  const { page } = console;
  await page.goto('/customers');
  await page.getByRole('heading', { name: 'No customers yet' }).waitFor();
  await assertAccessible(page);
});

test('look up the information for a specific member', async () => {
  await fill();
  const { page } = console;
  await page.goto('/customers');
  await page.getByText(`${MANY} customers, the newest first`).waitFor();
  await screenshot(page, 'customers');
  await assertAccessible(page);
  const box = page.getByRole('searchbox', { name: 'Find customers' });
  for (const [typed, found] of [
    ['person7@', 'Ann Lee'],
    ['C-1007', 'Ann Lee'],
    ['Lee', 'Ann Lee'],
    ['many11', 'Nora Many110'],
  ] as const) {
    await box.fill(typed);
    await page.getByRole('row').nth(1).getByRole('link', { name: found }).waitFor();
  }
  assert.match(page.url(), /q=many11/);
  await page.getByRole('link', { name: 'Nora Many110' }).click();
  await page.getByRole('heading', { name: 'Nora Many110', level: 1 }).waitFor();
  await page.goBack();
  await page.getByText('10 customers found').waitFor();
  assert.equal(await box.inputValue(), 'many11');
});

test('an advanced search looks at single fields, and nobody found says how to search', async () => {
  const { page } = console;
  await page.goto('/customers');
  await page.getByRole('button', { name: 'Advanced search' }).click();
  await page.getByLabel('First name').fill('nora');
  await page.getByLabel('Last name').fill('many00');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByText('9 customers found').waitFor();
  await assertAccessible(page);
  await page.getByLabel('Last name').fill('nobody');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('heading', { name: 'Nobody found' }).waitFor();
});

test('the list goes on as one scrolls, and the way back leads to the same place', async () => {
  const { page } = console;
  await page.goto('/customers');
  await page.getByRole('link', { name: 'Nora Many119' }).waitFor();
  const list = page.getByRole('region', { name: 'Customers', exact: true }).last();
  for (let step = 0; step < 40 && (await page.getByRole('link', { name: 'Nora Many010' }).count()) === 0; step += 1) {
    await list.evaluate((element) => element.scrollBy(0, 400));
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  }
  await page.getByRole('link', { name: 'Nora Many010' }).click();
  await page.getByRole('heading', { name: 'Nora Many010', level: 1 }).waitFor();
  await page.goBack();
  await page.getByRole('link', { name: 'Nora Many010' }).waitFor();
});

test('several customers are tagged and untagged, each with its result', async () => {
  const { page } = console;
  await page.goto('/customers?q=many00');
  await page.getByRole('checkbox', { name: 'Select Nora Many001' }).check();
  await page.getByRole('checkbox', { name: 'Select Nora Many003' }).check();
  await page.getByRole('button', { name: 'Tag', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Tag').fill('asked-twice');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Tag 2 customers' }).click();
  await page.getByRole('dialog', { name: '2 customers tagged' }).waitFor();
  assert.equal(await tagged('asked-twice'), 2);
  await page.getByRole('button', { name: 'Close' }).last().click();
  await page.getByRole('button', { name: 'Untag', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Tag').fill('asked-twice');
  await page.getByRole('button', { name: 'Untag 2 customers' }).click();
  await page.getByRole('dialog', { name: '2 customers untagged' }).waitFor();
  assert.equal(await tagged('asked-twice'), 0);
});

test('all of a search are tagged in the background, with progress to the end', async () => {
  const { page, server } = console;
  await page.goto('/customers?q=many1');
  await page.getByRole('checkbox', { name: 'Select all that are loaded' }).check();
  await page.getByRole('button', { name: 'Select all of the search' }).click();
  await page.getByRole('button', { name: 'Tag', exact: true }).click();
  await page.getByRole('dialog').getByLabel('Tag').fill('teens');
  await page.getByRole('button', { name: 'Tag 20 customers' }).click();
  await page.getByText('Waiting for its turn.').waitFor();
  const { pool } = server.database;
  const programmes = createProgrammeSource(pool);
  await executeRuns({ pool, engine: server.engine, programmes, clock: server.clock, worker: leaseHolderName() });
  await page.getByText('Done: 20 of 20 looked at, 20 changed.').waitFor();
  await screenshot(page, 'customers-tagged');
  assert.equal(await tagged('teens'), 20);
});

test('add a profile or test persona to the customer module', async () => {
  const { page } = console;
  await page.goto('/customers');
  await page.getByRole('link', { name: 'Add profile' }).click();
  await page.getByRole('heading', { name: 'Add profile', level: 1 }).waitFor();
  await page.getByLabel('First name').fill('Tess');
  await page.getByLabel('Last name').fill('Persona');
  await page.getByLabel('E-mail').fill('person7@example.com');
  await page.getByLabel('Test persona').check();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Add test persona' }).click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('E-mail').fill('tess@example.com');
  await page.getByRole('button', { name: 'Add test persona' }).click();
  await page.getByRole('heading', { name: 'Tess Persona', level: 1 }).waitFor();
  const { items } = (await console.server.call('GET', '/v1/customers?q=tess%40example.com')).body;
  assert.deepEqual([items.length, items[0].test_persona], [1, true]);
});

test('a file is tried in a dry run, which tells the rows that would be rejected, and then imported', async () => {
  const { page, server } = console;
  const { pool } = server.database;
  const programmes = createProgrammeSource(pool);
  const deps = { pool, engine: server.engine, programmes, clock: server.clock, worker: leaseHolderName() };
  const csv = 'Number,First Name,Born\nI-1,Ida,1990-05-17\nI-2,Ivo,yesterday\n';
  const choose = async () => {
    await page.goto('/customers/imports/new');
    await page.locator('input[type=file]').setInputFiles({
      name: 'old-system.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(csv),
    });
    await page.getByLabel('Field of Number').selectOption('external_id');
    await page.getByLabel('Field of Born').selectOption('birth_on');
  };
  await choose();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Start dry run' }).click();
  await page.getByRole('heading', { name: 'Dry run: Customers, old-system.csv' }).waitFor();
  await executeImports(deps);
  await page.getByRole('heading', { name: '1 row could not be taken' }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'import-dry-run');
  await choose();
  await page.getByRole('button', { name: 'Import without a dry run' }).click();
  await page.getByRole('heading', { name: 'Import: Customers, old-system.csv' }).waitFor();
  await executeImports(deps);
  await page.getByText('2 of 2 rows').waitFor();
  const { items } = (await server.call('GET', '/v1/customers?q=I-1')).body;
  assert.equal(items[0].first_name, 'Ida');
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
