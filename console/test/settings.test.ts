// Settings: users, groups, roles and keys, the own account, approvals, providers, privacy, runs; and what a support agent may not.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { makePerson, totp } from '../../server/test/access/people.ts';
import { Receiver } from '../../server/test/delivery/harness.ts';
import { assertAccessible, type Console, openConsole, PASSWORD, screenshot } from './support/console.ts';

/** The coffee shop sends nothing by itself. */
const GREETING = `
providers:
  messaging: { title: Messaging, connector: webhook }
messages:
  greeting:
    title: Greeting
    purpose: programme
    variants:
      messaging: { subject: 'Hello {{ customer.first_name }}', html: '<h1>Hello</h1>' }
`;

let console: Console;
before(async () => {
  console = await openConsole();
});
after(() => console.close());

async function open(page: Page, path: string, title: string): Promise<void> {
  await page.goto(path);
  await page.getByRole('heading', { name: title, level: 1 }).waitFor();
}

test('a user is invited with roles, found in the list, and the link sets their password', async () => {
  const { page } = console;
  await open(page, '/settings/users', 'Users');
  await page.getByRole('button', { name: 'Invite user' }).click();
  const dialog = page.getByRole('dialog', { name: 'Invite user' });
  await dialog.getByLabel('Name').fill('Nia New');
  await dialog.getByLabel('E-mail').fill('not an address');
  await dialog.getByRole('button', { name: 'Invite user' }).click();
  await dialog.getByText('expected').waitFor();
  await dialog.getByLabel('E-mail').fill('nia@brand.example');
  await dialog.getByRole('combobox', { name: 'Roles' }).click();
  await page.getByRole('option', { name: 'Support agent' }).click();
  await dialog.getByRole('heading', { name: 'Invite user' }).click();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Invite user' }).click();
  const link = await page.getByText('/invitation#token=').textContent();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row', { name: /Nia New.*Support agent.*invited/ }).waitFor();
  await screenshot(page, 'settings-users');
  const other = await console.freshPage();
  await other.goto(String(link));
  await other.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await other.getByLabel('Password once more').fill(PASSWORD);
  await other.getByRole('button', { name: 'Set password' }).click();
  await other.getByText('Your password is set.').waitFor();
  await other.context().close();
});

test('a user gets other roles, is signed out, loses a lost second factor, and is disabled', async () => {
  const { page } = console;
  const { name, browser } = await makePerson(console.server, ['auditor'], { name: 'Uma User' });
  const begun = await browser.call('POST', '/auth/second-factor', { password: PASSWORD });
  await browser.call('POST', '/auth/second-factor/verify', { code: totp(begun.body.totp_uri, Date.now()) });
  await open(page, '/settings/users', 'Users');
  await page.getByRole('link', { name }).click();
  await page.getByRole('heading', { name, level: 1 }).waitFor();
  await page.getByRole('combobox', { name: 'Roles' }).click();
  await page.getByRole('option', { name: 'Marketer' }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Save user' }).click();
  await page.getByText('Saved. It holds').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'settings-user');
  await page.getByRole('button', { name: 'Remove second factor' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove second factor' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByText('Nowhere.').waitFor();
  assert.equal((await browser.call('GET', '/v1/me')).status, 401);
  await page.getByRole('button', { name: 'Disable user' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Disable user' }).click();
  await page.getByRole('button', { name: 'Enable user' }).waitFor();
});

test('a group gives its members a role', async () => {
  const { page } = console;
  await open(page, '/settings/groups', 'Groups');
  await page.getByRole('button', { name: 'Make group' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make group' });
  await dialog.getByLabel('Name').fill('Weekend');
  await dialog.getByRole('combobox', { name: 'Roles' }).click();
  await page.getByRole('option', { name: 'Support agent' }).click();
  await dialog.getByRole('heading', { name: 'Make group' }).click();
  await dialog.getByRole('button', { name: 'Make group' }).click();
  await page.getByRole('row', { name: /Weekend.*Support agent/ }).waitFor();
  await assertAccessible(page);
});

test('a role of one’s own: what it allows and up to which amounts', async () => {
  const { page } = console;
  await open(page, '/settings/roles', 'Roles');
  await assertAccessible(page);
  await page.getByRole('button', { name: 'Make role' }).click();
  await page.getByLabel('Title').fill('Till lead');
  await page.getByLabel('See customers').check();
  await page.getByLabel('Change points').check();
  await page.getByRole('button', { name: 'Add limit' }).click();
  await page.getByLabel('Account').fill('beans');
  await page.getByLabel('At once').fill('500');
  await assertAccessible(page);
  await screenshot(page, 'settings-role');
  await page.getByRole('button', { name: 'Make role' }).click();
  await page.getByRole('heading', { name: 'Till lead', level: 1 }).waitFor();
  await page.getByRole('link', { name: '‹ Roles' }).click();
  await page.getByRole('row', { name: /Till lead.*Points.*beans.*at most 500 at once/ }).waitFor();
});

test('a key is made, its secret shown once, renewed and revoked', async () => {
  const { page, server } = console;
  await open(page, '/settings/keys', 'API keys');
  await page.getByRole('button', { name: 'Make key' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('till');
  await dialog.getByLabel('See customers').check();
  await assertAccessible(page);
  await dialog.getByRole('button', { name: 'Make key' }).click();
  const pair = String(await page.getByRole('dialog').locator('pre').textContent());
  const authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  assert.deepEqual((await server.call('GET', '/v1/me', undefined, { authorization })).body.scopes, ['customers:read']);
  await page.getByRole('button', { name: 'Done' }).click();
  const row = page.getByRole('row', { name: /^till lk_/ });
  await row.getByRole('button', { name: 'Renew' }).click();
  await dialog.getByRole('button', { name: 'Make key' }).click();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('row', { name: /till \(renewed\).*customers:read/ }).waitFor();
  await row.getByRole('button', { name: 'Revoke' }).click();
  await dialog.getByRole('button', { name: 'Revoke key' }).click();
  await page.getByRole('row', { name: /^till lk_.*revoked/ }).waitFor();
  await screenshot(page, 'settings-keys');
  await page.getByRole('link', { name: 'Access log' }).click();
  await page.getByRole('row', { name: /Revoked an API key.*till/ }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'settings-access-log');
});

test('one’s own account: password, second factor, sessions, rights in words', async () => {
  const page = await console.pageOf(['support']);
  await open(page, '/settings/account', 'My account');
  await page.getByLabel('Current password').fill('wrong');
  await page.getByLabel('New password').fill(`${PASSWORD} 2`);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('E-mail address, password or code is wrong.').waitFor();
  await page.getByLabel('Current password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Password changed.').waitFor();
  await page.getByRole('button', { name: 'Switch on second factor' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your password').fill(`${PASSWORD} 2`);
  await dialog.getByRole('button', { name: 'Go on' }).click();
  const uri = await dialog.getByRole('link', { name: 'open it on this device' }).getAttribute('href');
  await assertAccessible(page);
  await dialog.getByLabel('Code that the authenticator shows').fill(totp(String(uri), Date.now()));
  await dialog.getByRole('button', { name: 'Switch on second factor' }).click();
  await page.getByText('Keep these backup codes').waitFor();
  await page.getByRole('button', { name: 'Switch off second factor' }).waitFor();
  await page.getByRole('list', { name: 'What I may do' }).getByText('Change points').waitFor();
  await page.getByText('this one').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'settings-account');
  await page.context().close();
});

test('what is above a limit waits, and a second person agrees or refuses', async () => {
  const { page, server } = console;
  const limits = [{ action: 'points.adjust', account: 'beans', per_action: 100, per_day: null }];
  await server.call('PATCH', '/v1/roles/support', { limits });
  const agent = await makePerson(server, ['support'], { name: 'Ada Agent' });
  const person = { first_name: 'Cora', last_name: 'Care', email: 'cora@mail.example', opted_in: true };
  const customer = (await server.call('POST', '/v1/customers', person)).body.customer.id;
  const ask = (amount: number) =>
    agent.call('POST', `/v1/customers/${customer}/adjustments`, {
      amount,
      account: 'beans',
      source: 'care',
      reason: 'lost parcel',
    });
  for (const amount of [900, 901]) {
    const asked = await ask(amount);
    assert.equal(asked.status, 202, JSON.stringify(asked.body));
  }
  await open(page, '/settings/approvals', 'Approvals');
  const row = (amount: number) => page.getByRole('row', { name: new RegExp(`Ada Agent add ${amount} beans`) });
  await row(900).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'settings-approvals');
  await row(901).getByRole('button', { name: 'Reject' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('lost parcel').waitFor();
  await dialog.getByText('Cora Care').waitFor();
  await dialog.getByLabel('Reason').fill('once is enough');
  await dialog.getByRole('button', { name: 'Reject request' }).click();
  await row(901).waitFor({ state: 'hidden' });
  await row(900).getByRole('button', { name: 'Approve' }).click();
  await dialog.getByRole('button', { name: 'Approve request' }).click();
  await page.getByText('Nothing waits for a decision').waitFor();
  await page.getByText('Rejected', { exact: true }).click();
  await page.getByRole('row', { name: /add 901 beans.*once is enough/ }).waitFor();
  const points = await server.call('GET', `/v1/customers/${customer}/header`);
  // With the 25 that welcome to the level which they reach.
  assert.equal(points.body.accounts[0].available, 925);
});

test('a provider gets its address and a test send, and is paused with a reason', async () => {
  const { page, server } = console;
  const person = { first_name: 'Tess', last_name: 'Try', email: 'tess@mail.example', opted_in: true };
  assert.equal((await server.call('POST', '/v1/customers', person)).status, 201);
  const { files } = (await server.call('GET', '/v1/programme/export')).body;
  const applied = await server.call('POST', '/v1/programme/apply', { files: { ...files, 'greeting.yaml': GREETING } });
  assert.equal(applied.status, 200, JSON.stringify(applied.body));
  const receiver = await Receiver.open();
  await open(page, '/settings/providers', 'Providers');
  await assertAccessible(page);
  await page
    .getByRole('row', { name: /kept in the tray/ })
    .getByRole('link')
    .first()
    .click();
  await page.getByText('Something that the connector needs is not set.').waitFor();
  await page.getByRole('combobox', { name: 'Message' }).click();
  await page.getByRole('option').first().click();
  await page.getByRole('combobox', { name: 'As for the customer' }).fill('tess');
  await page.getByRole('option', { name: 'Tess Try' }).click();
  await page.getByLabel('Send to').fill('test@mail.example');
  await page.getByRole('button', { name: 'Send test' }).click();
  await page.getByRole('status').filter({ hasText: 'Kept in the tray' }).waitFor();
  await assertAccessible(page);
  await screenshot(page, 'settings-provider');
  await page.getByRole('button', { name: 'Set access' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Address').fill('gopher://mail.example');
  await dialog.getByRole('button', { name: 'Set access' }).click();
  await dialog.getByText('the address has the wrong scheme').waitFor();
  await dialog.getByLabel('Address').fill(receiver.url);
  await dialog.getByRole('button', { name: 'Set access' }).click();
  await page.getByRole('row', { name: 'Address set here' }).waitFor();
  assert.equal(await page.getByText(receiver.url).count(), 0);
  await page.getByRole('button', { name: 'Send test' }).click();
  await page.getByRole('status').filter({ hasText: 'Delivered: the provider took it.' }).waitFor();
  await page.getByRole('button', { name: 'Pause provider' }).click();
  await dialog.getByLabel('Reason').fill('the shop moves');
  await dialog.getByRole('button', { name: 'Pause provider' }).click();
  await page.getByText('the shop moves').waitFor();
  await page.getByRole('button', { name: 'Resume provider' }).click();
  await page.getByRole('button', { name: 'Pause provider' }).waitFor();
  await page.getByRole('button', { name: 'Forget access' }).click();
  await dialog.getByRole('button', { name: 'Forget access' }).click();
  await page.getByRole('row', { name: 'Address not set' }).waitFor();
  await receiver.close();
});

test('privacy: requests of all customers, the data map, what would be dropped', async () => {
  const { page, server } = console;
  const person = { first_name: 'Paul', email: 'paul@mail.example', opted_in: true };
  const customer = (await server.call('POST', '/v1/customers', person)).body.customer.id;
  const stopped = await server.call('POST', `/v1/customers/${customer}/privacy/stop`, { note: 'asked by letter' });
  assert.equal(stopped.status, 200, JSON.stringify(stopped.body));
  await open(page, '/settings/privacy', 'Privacy requests');
  await page.getByRole('row', { name: /Stop of processing.*asked by letter/ }).waitFor();
  await assertAccessible(page);
  await page.getByRole('link', { name: 'Data map' }).click();
  await page.getByLabel('Find a table or column').fill('birth');
  await page.getByRole('row', { name: /birth/ }).first().waitFor();
  await assertAccessible(page);
  await screenshot(page, 'settings-data-map');
  await page.getByRole('link', { name: 'Retention' }).click();
  await page.getByRole('row', { name: /Bodies of messages/ }).waitFor();
  await assertAccessible(page);
});

test('a run is started and cancelled; an item and a store get names', async () => {
  const { page } = console;
  await open(page, '/settings/runs', 'Runs');
  await page.getByRole('button', { name: 'Start run' }).click();
  await page.getByRole('menuitem', { name: 'Expiry of points and offers' }).click();
  const row = page.getByRole('row', { name: /Expiry of points and offers/ });
  await row.getByRole('button', { name: 'Cancel' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Cancel run' }).click();
  await row.getByText('cancelled').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'settings-runs');
  await page.getByRole('link', { name: 'Items' }).click();
  await page.getByRole('button', { name: 'Add item' }).click();
  await page.getByRole('dialog').getByLabel('Id').fill('house-blend');
  await page.getByRole('dialog').getByLabel('Name').fill('House blend');
  await page.getByRole('dialog').getByRole('button', { name: 'Add item' }).click();
  await page.getByRole('row', { name: /house-blend House blend/ }).waitFor();
  await assertAccessible(page);
  await page.getByRole('link', { name: 'Stores', exact: true }).click();
  await page.getByRole('button', { name: 'Add store' }).click();
  await page.getByRole('dialog').getByLabel('Id').fill('berlin-1');
  await page.getByRole('dialog').getByLabel('Name').fill('Berlin, Mitte');
  await page.getByRole('dialog').getByRole('button', { name: 'Add store' }).click();
  await page.getByRole('row', { name: /berlin-1 Berlin, Mitte/ }).waitFor();
});

test('a support agent sees what they may, and why the rest is closed', async () => {
  const page = await console.pageOf(['support']);
  await open(page, '/settings', 'Settings');
  await page.getByText('Your roles do not allow this (users:read).').first().waitFor();
  assert.equal(await page.getByRole('link', { name: 'Users', exact: true }).getAttribute('href'), null);
  await assertAccessible(page);
  await screenshot(page, 'settings-home-support');
  await page.getByRole('link', { name: 'Approvals', exact: true }).click();
  await page.getByRole('heading', { name: 'Approvals', level: 1 }).waitFor();
  await open(page, '/settings/users', 'Users');
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Invite user' }).getAttribute('aria-disabled'), 'true');
  await page.context().close();
});

test('settings hold on a tablet in the dark', async () => {
  const { page } = console;
  await page.setViewportSize({ width: 820, height: 1180 });
  await open(page, '/settings', 'Settings');
  await page.getByRole('button', { name: 'Switch to dark' }).click();
  await page.getByRole('button', { name: 'Switch to light' }).waitFor();
  await assertAccessible(page);
  await open(page, '/settings/account', 'My account');
  await page.getByText('this one').waitFor();
  await assertAccessible(page);
  await screenshot(page, 'settings-account-dark');
  await open(page, '/settings/roles/support', 'Support agent');
  await assertAccessible(page);
  await screenshot(page, 'settings-role-dark');
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
