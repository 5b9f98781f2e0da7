// A customer's wallet as agents care for it: cards, campaigns, offers, rewards and promo codes, each task of the profile once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { readProgrammeFolder } from '../../server/src/jobs/programme-folder.ts';
import { assertAccessible, type Console, openConsole, screenshot } from './support/console.ts';

const WALLET = `
offers:
  cup: { title: A free cup, type: manual_fulfillment, inventory: 9, per_customer: 5, valid_for: 30 days }
  gone: { title: Sold out, type: manual_fulfillment, inventory: 1 }
stores:
  counter: { title: The counter, accounts: [beans], items: { cup: { offer: cup, price: 30 }, dear: { offer: cup, price: 9000 } } }
promo_lists:
  word: { title: Poster, kind: multi_use, code: WELCOME, outcomes: [{ kind: points, amount: 5, source: promo }] }
  partner: { title: Partner, kind: third_party }
providers:
  paper: { title: Letters, connector: webhook }
messages:
  hello: { title: Hello, purpose: programme, variants: { paper: { body: { hello: there } } } }
campaigns:
  greeting:
    title: Greeting
    kind: messaging
    behavior: { event: web_login }
    limit: { times: 1, per: ever }
    outcomes: [{ kind: message, message: hello }]
  tastings:
    title: Two tastings
    behavior: { event: tasting_visit, times: 2 }
    limit: { times: 1, per: ever }
    outcomes: [{ kind: points, amount: 5, source: promo }]
  chosen:
    title: By choice
    opt_in: true
    behavior: { event: tasting_visit }
    limit: { times: 9, per: ever }
    outcomes: [{ kind: points, amount: 5, source: promo }]
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
  await console.server.ok('POST', '/v1/programme/apply', { files: { ...coffee, 'wallet.yaml': WALLET } });
  ann = await join('ann', 'Ann', 'Lee');
  const other = await join('other', 'Other', 'One');
  await console.server.ok('POST', `${customer(other)}/offers`, { offer: 'gone', reason: 'The last one' });
  await console.server.ok('POST', `${customer(ann)}/deposits`, { deposits: [{ source: 'promo', amount: 100 }] });
  await console.server.ok('POST', '/v1/promo-lists/partner/codes', 'code\nPARTNERCODE1\n', {
    'content-type': 'text/csv',
  });
  await console.server.ok('POST', `${customer(ann)}/cards`, {
    number: '4539000000000011',
    type: 'gift',
    design: 'fall',
    balance: 2500,
  });
  await console.server.ok('POST', `${customer(ann)}/cards`, {
    number: '4539000000000022',
    type: 'gift',
    nickname: 'Spare',
  });
});
after(() => console.close());

async function join(external: string, first: string, last: string): Promise<string> {
  const body = { identifiers: [{ value: external }], first_name: first, last_name: last, opted_in: true };
  return (await console.server.ok('POST', '/v1/customers', body)).customer.id;
}

const customer = (id: string): string => `/v1/customers/${id}`;

/** Opens the quick actions of a row and chooses one. */
async function choose(of: string, action: string): Promise<void> {
  const { page } = console;
  await page.getByRole('button', { name: `Actions for ${of}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

async function claim(code: string): Promise<void> {
  const { page } = console;
  await page.getByRole('button', { name: 'Claim promo code' }).click();
  await page.getByRole('dialog').getByLabel('Promo code').fill(code);
  await page.getByRole('dialog').getByRole('button', { name: 'Claim promo code' }).click();
}

async function chooseFirst(of: string, action: string): Promise<void> {
  const { page } = console;
  await page
    .getByRole('button', { name: `Actions for ${of}` })
    .first()
    .click();
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
  await page.getByLabel('Show removed cards').click();
  await page.getByRole('row', { name: /^Removed.*Spare/ }).waitFor();
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

test('"View active campaigns targeting this member." and why they stand as they do', async () => {
  const { page } = console;
  await console.server.ok('POST', '/v1/events', { customer: ann, event: 'tasting_visit', transaction_id: 'visit-1' });
  await page.goto(`/customers/${ann}/campaigns`);
  await page.getByRole('row', { name: /In Progress 1 of 2.*Two tastings.*Promotion/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'wallet-campaigns');
  await page.getByRole('button', { name: 'Why? Two tastings' }).click();
  const sheet = page.getByRole('dialog', { name: 'Why: Two tastings' });
  await sheet.getByText('In progress: 1 of 2 done.').waitFor();
  await sheet.getByText(/^Two tastings: /).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'wallet-campaign-why');
  await page.keyboard.press('Escape');
  await choose('By choice', 'Opt in');
  await page.getByText('The customer is opted in to By choice.').waitFor();
});

test('"move a campaign to the Completed sub-tab with a status of "Completed.""', async () => {
  const { page } = console;
  await page.goto(`/customers/${ann}/campaigns`);
  await choose('Two tastings', 'Move to Completed');
  await say('Got it in the shop', 'Move to completed');
  await page.getByRole('row', { name: /Two tastings/ }).waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: 'Completed', exact: true }).click();
  const tabs = page.getByRole('navigation', { name: 'Campaigns by where the customer stands' });
  await tabs.locator('[aria-current="page"]', { hasText: 'Completed' }).waitFor();
  assert.equal(await tabs.locator('[aria-current="page"]').count(), 1);
  await page.getByRole('row', { name: /Completed.*Two tastings/ }).waitFor();
});

test('"issue an offer to a member, making it immediately available in the member\'s wallet and listed on the Issued tab"', async () => {
  const { page } = console;
  await page.goto(`/customers/${ann}/offers/available`);
  const soldOut = page.getByRole('button', { name: 'Issue offer Sold out' });
  await soldOut.waitFor();
  assert.equal(await soldOut.getAttribute('aria-disabled'), 'true');
  await assertAccessible(page);
  await screenshot(page, 'wallet-offers-available');
  await page.getByRole('button', { name: 'Issue offer A free cup' }).click();
  await page.getByRole('dialog').getByLabel('How many').fill('2');
  await say('Waited too long', 'Issue offer');
  await page.getByRole('link', { name: 'Issued', exact: true }).click();
  await page
    .getByRole('row', { name: /A free cup/ })
    .nth(1)
    .waitFor();
  await assertAccessible(page);
  await screenshot(page, 'wallet-offers');
});

test('"Mark as Redeemed" and "return a redeemed item to the Issued state"', async () => {
  const { page } = console;
  await page.goto(`/customers/${ann}/offers`);
  await chooseFirst('A free cup', 'Mark as Redeemed');
  await say('Served', 'Mark as redeemed');
  await page.getByRole('link', { name: 'Redeemed', exact: true }).click();
  await choose('A free cup', 'Return to Issued');
  await say('The sale was cancelled', 'Return to issued');
  await page.getByRole('heading', { name: 'Nothing redeemed yet' }).waitFor();
});

test('"Update User Offer FlexField" and "Change Redemption Dates", also of an offer that has expired', async () => {
  const { page } = console;
  const bob = await join('bob', 'Bob', 'Ray');
  await console.server.ok('POST', `${customer(bob)}/offers`, { offer: 'cup', reason: 'Goodwill' });
  await page.goto(`/customers/${bob}/offers`);
  await choose('A free cup', 'Update User Offer FlexField');
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('User Offer FlexField').fill('{"table": 4}');
  await say('The till asked for it', 'Update FlexField');
  await page.getByText('table: 4').waitFor();
  await choose('A free cup', 'Change Redemption Dates');
  await dialog.getByLabel('Expires').fill('2040-01-31T12:00');
  await assertAccessible(page);
  await say('On holiday until then', 'Change redemption dates');
  await page.getByRole('row', { name: /31 Jan 2040/ }).waitFor();
});

test('"Revoke and Exclude - Revokes the offer from the member\'s wallet and returns it to inventory."', async () => {
  const { page } = console;
  await page.goto(`/customers/${ann}/offers`);
  await chooseFirst('A free cup', 'Revoke and Exclude');
  await say('Abuse', 'Revoke and exclude');
  await page.getByRole('link', { name: 'Exclusions' }).click();
  await page.getByRole('row', { name: /Excluded.*A free cup.*Abuse/ }).waitFor();
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Lift exclusion of A free cup' }).click();
  await say('A misunderstanding', 'Lift exclusion');
  await page.getByRole('row', { name: /Lifted.*A free cup.*A misunderstanding/ }).waitFor();
});

test('"View each reward associated with a member." with the order that tracks its delivery', async () => {
  const { page } = console;
  await page.goto(`/customers/${ann}/activity/rewards`);
  await page.getByRole('button', { name: 'Buy reward' }).click();
  const dialog = page.getByRole('dialog');
  assert.ok(await dialog.getByLabel('A free cup, 9,000 points').isDisabled());
  await dialog.getByLabel('A free cup, 30 points').click();
  await assertAccessible(page);
  await screenshot(page, 'wallet-buy-reward');
  await dialog.getByRole('button', { name: 'Buy reward' }).click();
  await page.getByRole('row', { name: /Issued.*A free cup.*Fulfilled by hand.*1.*30/ }).waitFor();
  await assertAccessible(page);
  await page.getByRole('link', { name: 'A free cup' }).click();
  const sheet = page.getByRole('dialog', { name: 'Order', exact: true });
  await sheet.getByRole('row', { name: 'Delivery pending' }).waitFor();
  await sheet.getByRole('button', { name: 'Change delivery' }).click();
  const form = page.getByRole('dialog', { name: /^Change the delivery/ });
  await form.getByLabel('Tracking').fill('DHL 7');
  await form.getByRole('button', { name: 'Change delivery' }).click();
  await sheet.getByRole('row', { name: 'Tracking DHL 7' }).waitFor();
  await screenshot(page, 'wallet-order');
  await sheet.getByRole('button', { name: 'Cancel order' }).click();
  const cancel = page.getByRole('dialog', { name: /^Cancel the order/ });
  await cancel.getByLabel('Reason').fill('Out of cups');
  await cancel.getByRole('button', { name: 'Cancel order' }).click();
  await sheet.getByRole('row', { name: 'Status Cancelled' }).waitFor();
});

test('"View any promo codes claimed by or assigned to this member" and "any associated claim errors or limiters"', async () => {
  const { page } = console;
  await page.goto(`/customers/${ann}/activity/codes`);
  await page.getByRole('button', { name: 'Assign promo code' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Promo list' }).click();
  await page.getByRole('option', { name: /Partner/ }).click();
  await say('Sorry for the queue', 'Assign promo code');
  await page.getByRole('row', { name: /Assigned PARTNERCODE1/ }).waitFor();
  await claim('welcome');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('row', { name: /Claimed WELCOME/ }).waitFor();
  await claim('NOTACODE');
  await dialog.getByRole('alert').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('row', { name: /Failed NOTACODE.*code unknown/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'wallet-codes');
});

test('"If a member is locked out from entering promo codes, use the Reset button in the Lockout Information section"', async () => {
  const { page, server } = console;
  for (let tries = 0; tries < 10; tries += 1)
    await server.call('POST', `${customer(ann)}/promo-codes`, { code: `WRONG${tries}` });
  await page.goto(`/customers/${ann}/activity/codes`);
  const lockout = page.getByRole('region', { name: 'Lockout Information' });
  await lockout.getByText('Locked out').waitFor();
  await lockout.getByRole('button', { name: 'Reset' }).click();
  await say('Mistyped the poster', 'Reset lockout');
  await lockout.getByText('May enter promo codes').waitFor();
});

test('a message is cancelled while it waits, and sent again', async () => {
  const { page } = console;
  await console.server.ok('POST', '/v1/events', { customer: ann, event: 'web_login', transaction_id: 'login-1' });
  await page.goto(`/customers/${ann}/cards`);
  await page.getByRole('button', { name: 'Actions', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Messages' }).click();
  await page.getByRole('row', { name: /Waiting.*hello/ }).waitFor();
  await choose('hello', 'Cancel message');
  await page.getByRole('row', { name: /Cancelled.*hello/ }).waitFor();
  await assertAccessible(page);
  await choose('hello', 'Send message again');
  await page.getByRole('row', { name: /Waiting.*hello/ }).waitFor();
});

test('a support agent sees the end of card numbers, and what is above their limit waits for approval', async () => {
  const limits = [{ action: 'card.adjust', account: null, per_action: 1000, per_day: null }];
  await console.server.ok('PATCH', '/v1/roles/support', { limits });
  const page = await console.pageOf(['support']);
  const eve = await join('eve', 'Eve', 'Fox');
  await console.server.ok('POST', `${customer(eve)}/cards`, {
    number: '4539000000000044',
    type: 'gift',
    nickname: 'Gift',
  });
  await page.goto(`/customers/${eve}/cards`);
  await page.getByRole('row', { name: /0044.*Gift/ }).waitFor();
  assert.equal(await page.getByText('4539000000000044').count(), 0);
  await page.getByRole('button', { name: 'Actions for Gift' }).click();
  await page.getByRole('menuitem', { name: 'Adjust Balance' }).click();
  await page.getByLabel('Amount in USD').fill('50');
  await page.getByLabel('Reason').fill('A long story');
  await page.getByRole('button', { name: 'Adjust balance' }).click();
  await page.getByText('Waits for approval').waitFor();
  await page.getByRole('row', { name: /0044.*Gift.*\$0\.00/ }).waitFor();
  await page.getByRole('link', { name: 'Privacy', exact: true }).click();
  await page.getByRole('heading', { name: 'Not open to you' }).waitFor();
  await assertAccessible(page);
  await page.context().close();
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
