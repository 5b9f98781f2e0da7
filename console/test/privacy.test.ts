// Customers as a whole, as agents care for them: privacy requests, merging, accounts in other systems, deleting.
import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import { after, before, test } from 'node:test';
import { carryOutPrivacy } from '../../server/src/jobs/privacy/carry-out.ts';
import { readProgrammeFolder } from '../../server/src/jobs/programme-folder.ts';
import { createProgrammeSource } from '../../server/src/pipeline/programme-cache.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const CRM = `
providers:
  crm: { title: CRM, connector: webhook }
external_systems:
  crm:
    title: Customer files
    provider: crm
    identifier_type: crm
    look_up: /people/{id}
    fields: { last_name: name.family }
`;

let console: Console;
let crm: Server;

before(async () => {
  console = await openConsole();
  crm = createServer((_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end('{"name":{"family":"Lovelace"}}');
  });
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  const address = crm.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const coffee = await readProgrammeFolder(new URL('../../programs/coffee', import.meta.url).pathname);
  await console.server.ok('POST', '/v1/programme/apply', { files: { ...coffee, 'crm.yaml': CRM } });
  await console.server.ok('PUT', '/v1/providers/crm/access', { url: `http://127.0.0.1:${port}/`, key: 'secret-7' });
});
after(async () => {
  await console.close();
  crm.closeAllConnections();
  await new Promise((resolve) => crm.close(resolve));
});

async function join(external: string, first: string, last: string): Promise<string> {
  const body = { identifiers: [{ value: external }], first_name: first, last_name: last, opted_in: true };
  return (await console.server.ok('POST', '/v1/customers', body)).customer.id;
}

/** What the server's jobs do within a second of a request; the test's server has none. */
async function carryOut(): Promise<void> {
  const { pool } = console.server.database;
  const { engine, clock } = console.server;
  await carryOutPrivacy({ pool, engine, clock, programmes: createProgrammeSource(pool) });
}

const dialog = () => console.page.getByRole('dialog');

async function pick(label: string, option: string): Promise<void> {
  await dialog().getByRole('combobox', { name: label }).click();
  await console.page.getByRole('option', { name: option }).click();
}

async function act(verb: string): Promise<void> {
  await dialog().getByRole('button', { name: verb, exact: true }).click();
  await dialog().waitFor({ state: 'hidden' });
}

test('"Submit an export data request, which returns a CSV file of the member\'s data."', async () => {
  const { page } = console;
  const ann = await join('ann', 'Ann', 'Lee');
  await page.goto(`/customers/${ann}/privacy`);
  await page.getByText('No export so far.').waitFor();
  await page.getByLabel("I have verified the customer's identity").click();
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  await pick('How identity was verified', 'A document was shown');
  await assertAccessible(page);
  await act('Yes, export');
  await page.getByText('Export data – in progress').waitFor();
  await carryOut();
  await page.getByText('Export data – completed').waitFor();
  const downloads = page.waitForEvent('download');
  await page.getByRole('link', { name: 'Download report' }).first().click();
  assert.match((await downloads).suggestedFilename(), /\.csv$/);
  await assertAccessible(page);
  await screenshot(page, 'privacy');
});

test('"Stop and resume processing of customer data."', async () => {
  const { page } = console;
  const bob = await join('bob', 'Bob', 'Ray');
  await page.goto(`/customers/${bob}/privacy`);
  await page.getByRole('button', { name: 'Stop processing' }).click();
  await dialog().getByLabel('Note').fill('Asked on the phone');
  await act('Stop processing');
  await page.getByText('Processing is stopped', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Resume processing' }).click();
  await act('Resume processing');
  await page.getByText('Data are processed').waitFor();
  await page.getByRole('row', { name: /Completed.*Stop processing/ }).waitFor();
});

test('"Forget a customer account along with all associated data", which a legal hold forbids', async () => {
  const { page } = console;
  const cid = await join('cid', 'Cid', 'Day');
  await page.goto(`/customers/${cid}/privacy`);
  await page.getByRole('button', { name: 'Set legal hold' }).click();
  await dialog().getByLabel('Reason').fill('Case 12');
  await act('Set legal hold');
  await page.getByText('Under a legal hold').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Forget customer' }).getAttribute('aria-disabled'), 'true');
  await page.getByRole('button', { name: 'Lift legal hold' }).click();
  await dialog().getByLabel('Reason').fill('Case closed');
  await act('Lift legal hold');
  await page.getByText('None. The customer can be forgotten.').waitFor();
  await page.getByRole('button', { name: 'Forget customer' }).click();
  await pick('Reason', 'The customer asks for it');
  await pick('How identity was verified', 'Questions were answered');
  await assertAccessible(page);
  assert.equal(
    await dialog().getByRole('button', { name: 'Forget customer' }).getAttribute('aria-disabled'),
    'true',
    'not before the word is typed',
  );
  await dialog().getByLabel('Type "forget" to go on').fill('forget');
  await dialog().getByRole('button', { name: 'Forget customer' }).click();
  await page.getByRole('heading', { name: 'This customer was forgotten' }).waitFor();
  await page.getByRole('row', { name: /Forget.*requested/ }).waitFor();
  await assertAccessible(page);
});

test('"Synchronize a SessionM customer account with an external account."', async () => {
  const { page } = console;
  const ada = await join('ada', 'Ada', 'Byron');
  await page.goto(`/customers/${ada}/cards`);
  await chooseAction('Synchronise with an external account');
  await dialog().getByRole('button', { name: 'Synchronise with an external account' }).click();
  await pick('System', 'Customer files');
  await dialog().getByLabel('Id of the account there').fill('7');
  await dialog().getByRole('button', { name: 'Look up account' }).click();
  await dialog()
    .getByRole('row', { name: /last_name Byron Lovelace/ })
    .waitFor();
  await assertAccessible(page);
  await screenshot(page, 'privacy-synchronise');
  await act('Synchronise account');
  await page.getByText('Ada Lovelace').first().waitFor();
});

test('two customers are merged after a look at both, and the merge is taken back', async () => {
  const { page } = console;
  const kept = await join('kim-1', 'Kim', 'Kept');
  await join('kim-2', 'Kimberly', 'Twice');
  await page.goto(`/customers/${kept}/cards`);
  await chooseAction('Merge with another customer');
  await dialog().getByLabel('Other customer').fill('Kimberly');
  await dialog()
    .getByRole('radio', { name: /Kimberly Twice/ })
    .click();
  await dialog().getByLabel('Reason').fill('Signed up twice');
  await dialog().getByRole('button', { name: 'Preview merge' }).click();
  await dialog()
    .getByRole('row', { name: /Name Kim Kept Kimberly Twice/ })
    .waitFor();
  await assertAccessible(page);
  await screenshot(page, 'privacy-merge');
  await act('Merge customers');
  await chooseAction('Merged customers');
  await dialog().getByRole('button', { name: 'Take merge back' }).click();
  await dialog().getByLabel('Reason').fill('Sisters');
  await act('Take merge back');
  await chooseAction('Merged customers');
  await dialog().getByText('Nobody was merged into this customer.').waitFor();
});

test('a customer is deleted, and restored where they were', async () => {
  const { page } = console;
  const dan = await join('dan', 'Dan', 'Old');
  await page.goto(`/customers/${dan}/cards`);
  await chooseAction('Delete customer');
  await dialog().getByRole('button', { name: 'Delete customer' }).click();
  await page.getByRole('heading', { name: 'This customer was deleted' }).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Restore customer' }).click();
  await page.getByRole('heading', { name: 'Dan Old', level: 1 }).waitFor();
});

async function chooseAction(name: string): Promise<void> {
  await console.page.getByRole('button', { name: 'Actions', exact: true }).click();
  await console.page.getByRole('menuitem', { name, exact: true }).click();
}

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
