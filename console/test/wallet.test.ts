// A customer's wallet as agents care for it: cards, campaigns, offers, rewards and promo codes, each task of the profile once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readProgrammeFolder } from '../../server/src/jobs/programme-folder.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const CARDS = `
card_types:
  gift:
    title: Gift card
    kind: private_label
    designs: { fall: { title: Fall Colors } }
    expiry: { kind: rolling, after: 24 months }
`;

let console: Console;
let ann: string;

before(async () => {
  console = await openConsole();
  const coffee = await readProgrammeFolder(new URL('../../programs/coffee', import.meta.url).pathname);
  await ok('POST', '/v1/programme/apply', { files: { ...coffee, 'wallet.yaml': CARDS } });
  ann = await join('ann', 'Ann', 'Lee');
  await ok('POST', `${customer(ann)}/cards`, {
    number: '4539000000000011',
    type: 'gift',
    design: 'fall',
    balance: 2500,
  });
  await ok('POST', `${customer(ann)}/cards`, { number: '4539000000000022', type: 'gift', nickname: 'Spare' });
});
after(() => console.close());

async function ok(method: string, path: string, body?: unknown) {
  const reply = await console.server.call(method, path, body);
  assert.ok(reply.status < 300, `${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function join(external: string, first: string, last: string): Promise<string> {
  const body = { identifiers: [{ value: external }], first_name: first, last_name: last, opted_in: true };
  return (await ok('POST', '/v1/customers', body)).customer.id;
}

const customer = (id: string): string => `/v1/customers/${id}`;

/** Opens the quick actions of a row and chooses one. */
async function choose(of: string, action: string): Promise<void> {
  const { page } = console;
  await page.getByRole('button', { name: `Actions for ${of}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

async function say(reason: string, verb: string): Promise<void> {
  const dialog = console.page.getByRole('dialog');
  await dialog.getByLabel('Reason').fill(reason);
  await dialog.getByRole('button', { name: verb }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('"View information about promotional and private-label debit cards used by a member."', async () => {
  const { page } = console;
  await page.goto(`/customers/${ann}/cards`);
  const row = page.getByRole('row', { name: /Fall Colors/ });
  await row.getByText('Registered').waitFor();
  assert.match((await row.textContent()) ?? '', /4539000000000011[\s\S]*Gift card[\s\S]*Fall Colors[\s\S]*\$25\.00/);
  await assertAccessible(page);
  await screenshot(page, 'wallet-cards');
});

test('"Adjust Balance, which modifies a card\'s monetary balance." and "Click the Show History link"', async () => {
  const { page } = console;
  await page.goto(`/customers/${ann}/cards`);
  await choose('Gift card 0011', 'Adjust Balance');
  await page.getByRole('dialog').getByLabel('Amount in USD').fill('5.50');
  await assertAccessible(page);
  await say('Coffee was cold', 'Adjust balance');
  await page.getByRole('cell', { name: '$30.50' }).waitFor();
  await page.getByRole('link', { name: 'Show History of Gift card 0011' }).click();
  const panel = page.getByRole('dialog', { name: 'Card History 4539000000000011' });
  await panel.getByRole('cell', { name: '+US$5.50' }).waitFor();
  await panel.getByText('Coffee was cold').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'wallet-card-history');
});

test('"Transfer Balance", "Report Lost/Stolen", "Report Card Found", "Confirm as Stolen", "Remove from Account"', async () => {
  const { page } = console;
  await page.goto(`/customers/${ann}/cards`);
  await choose('Gift card 0011', 'Transfer Balance');
  await page.getByRole('dialog').getByRole('combobox', { name: 'To card' }).click();
  await page.getByRole('option', { name: /Spare/ }).click();
  await say('Card is worn', 'Transfer balance');
  await page.getByRole('row', { name: /Spare.*\$30\.50/ }).waitFor();
  await choose('Spare', 'Report Lost/Stolen');
  await say('Left on the bus', 'Report card lost');
  await choose('Spare', 'Report Card Found');
  await say('The driver had it', 'Report card found');
  await choose('Spare', 'Report Lost/Stolen');
  await page.getByRole('dialog').getByLabel('Stolen').click();
  await say('Taken at the counter', 'Report card stolen');
  await choose('Spare', 'Confirm as Stolen');
  await say('Police report', 'Confirm as stolen');
  await page.getByRole('row', { name: /^Stolen.*Spare/ }).waitFor();
  await choose('Spare', 'Remove from Account');
  await say('Replaced', 'Remove card');
  await page.getByRole('row', { name: /Spare/ }).waitFor({ state: 'hidden' });
});

test('a card is added, renamed and expired', async () => {
  const { page } = console;
  await page.goto(`/customers/${ann}/cards`);
  await page.getByRole('button', { name: 'Add card' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Card Number').fill('4539000000000033');
  await dialog.getByLabel('Balance in USD').fill('12');
  await dialog.getByRole('button', { name: 'Add card' }).click();
  await choose('Gift card 0033', 'Rename');
  await page.getByRole('dialog').getByLabel('Nickname').fill('New one');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename card' }).click();
  await choose('New one', 'Expire');
  await say('Misprinted', 'Expire card');
  await page.getByRole('row', { name: /^Expired.*New one.*\$0\.00/ }).waitFor();
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
