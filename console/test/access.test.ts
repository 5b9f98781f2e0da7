// Getting in: the first administrator where nobody exists, an invitation, passwords and second factors, and what ends a session.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { makeSetupToken } from '../../server/src/access/setup.ts';
import { makePerson, totp } from '../../server/test/access/people.ts';
import { assertAccessible, type Console, openConsole, PASSWORD, screenshot } from './support/console.ts';

const ADMINISTRATOR = 'ann@brand.example';

let console: Console;
before(async () => {
  console = await openConsole({ hasPeople: false });
});
after(() => console.close());

test('"/ shows the form for the first administrator": nobody exists at first start', async () => {
  const { page, server } = console;
  const token = await makeSetupToken(server.database.pool);
  assert.ok(token !== null);
  await page.goto('/');
  await page.getByRole('heading', { name: 'Set up Laurel' }).waitFor();
  await page.getByLabel('Set-up token').fill('not the token');
  await page.getByLabel('Your name').fill('Ann Lee');
  await page.getByLabel('E-mail').fill(ADMINISTRATOR);
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  const make = page.getByRole('button', { name: 'Make the first administrator' });
  await make.click();
  await page.getByText('The set-up token is wrong.').waitFor();
  assert.equal(await page.getByLabel('Set-up token').getAttribute('aria-invalid'), 'true');
  await page.getByLabel('Set-up token').fill(token);
  await page.getByLabel('Password', { exact: true }).fill('aaaaaaaaaaaa');
  await make.click();
  await page.getByText('Choose another password').waitFor();
  assert.equal(await page.getByLabel('Set-up token').getAttribute('aria-invalid'), null);
  await assertAccessible(page);
  await screenshot(page, 'set-up');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  await make.click();
  await page.getByRole('button', { name: 'Ann Lee' }).waitFor();
  await page.goto('/set-up');
  await page.getByRole('heading', { name: 'Home', level: 1 }).waitFor();
});

test('an invitation sets a password, once; a weak one is told at its field', async () => {
  const { server } = console;
  const invited = await server.call('POST', '/v1/users', { name: 'Ivy Once', email: 'ivy@brand.example', roles: [] });
  const page = await console.freshPage();
  await page.goto('/invitation');
  await page.getByText('This link is not whole').waitFor();
  const link = `/invitation#token=${invited.body.invitation.token}`;
  await page.goto('about:blank');
  await page.goto(link);
  await fillTwice(page, 'ivyivyivyivy1');
  await page.getByText('Choose another password').waitFor();
  await assertAccessible(page);
  await fillTwice(page, PASSWORD);
  await page.getByRole('link', { name: 'Sign in' }).click();
  await signIn(page, 'ivy@brand.example', PASSWORD);
  await page.getByRole('button', { name: 'Ivy Once' }).waitFor();
  const other = await console.freshPage();
  await other.goto(link);
  await fillTwice(other, PASSWORD);
  await other.getByText('the invitation is unknown, used or too old').waitFor();
  await other.context().close();
  await page.context().close();
});

async function fillTwice(page: Page, password: string): Promise<void> {
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByLabel('Password once more').fill(password);
  await page.getByRole('button', { name: 'Set password' }).click();
}

async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

test('a second factor is asked for: the code of the authenticator, or a backup code', async () => {
  const { email, browser } = await makePerson(console.server, ['auditor'], { name: 'Sam Second' });
  const begun = await browser.call('POST', '/auth/second-factor', { password: PASSWORD });
  await browser.call('POST', '/auth/second-factor/verify', { code: totp(begun.body.totp_uri, Date.now()) });
  const page = await console.freshPage();
  await page.goto('/settings');
  await signIn(page, email, PASSWORD);
  await page.getByLabel('Code of your authenticator').fill('000000');
  await page.getByRole('button', { name: 'Check code' }).click();
  await page.getByRole('alert').waitFor();
  await assertAccessible(page);
  await page.getByLabel('Code of your authenticator').fill(totp(begun.body.totp_uri, Date.now()));
  await page.getByRole('button', { name: 'Check code' }).click();
  await page.getByRole('heading', { name: 'Settings', level: 1 }).waitFor();
  const other = await console.freshPage();
  await other.goto('/sign-in');
  await signIn(other, email, PASSWORD);
  await other.getByRole('button', { name: 'Use a backup code' }).click();
  await other.getByLabel('Backup code').fill(begun.body.backup_codes[0]);
  await other.getByLabel('Ask for no code on this device for 30 days').check();
  await other.getByRole('button', { name: 'Check code' }).click();
  await other.getByRole('button', { name: 'Sam Second' }).click();
  await other.getByRole('menuitem', { name: 'Sign out' }).click();
  await signIn(other, email, PASSWORD);
  await other.getByRole('button', { name: 'Sam Second' }).waitFor();
  await other.context().close();
  await page.context().close();
});

test('a locked address is told so', async () => {
  const { email, browser } = await makePerson(console.server, []);
  for (let tries = 0; tries < 10; tries += 1) await browser.signIn(email, 'wrong password');
  const page = await console.freshPage();
  await page.goto('/sign-in');
  await signIn(page, email, PASSWORD);
  await page.getByRole('alert').filter({ hasText: 'Too many failed sign-ins with this address' }).waitFor();
  await page.context().close();
});

test('who is signed out elsewhere is sent to the sign-in, and comes back to where they were', async () => {
  const { id, email, browser } = await makePerson(console.server, ['administrator'], { name: 'Eve Ended' });
  const page = await console.freshPage();
  await page.goto('/settings/users');
  await signIn(page, email, PASSWORD);
  await page.getByRole('heading', { name: 'Users', level: 1 }).waitFor();
  await page.getByRole('row', { name: /Eve Ended/ }).waitFor();
  assert.equal((await browser.call('GET', '/v1/me')).status, 200);
  await console.server.call('DELETE', `/v1/users/${id}/sessions`);
  await page.getByRole('link', { name: 'API keys' }).click();
  await page.getByRole('heading', { name: 'Sign in to Laurel' }).waitFor();
  await signIn(page, email, PASSWORD);
  await page.getByRole('heading', { name: 'API keys', level: 1 }).waitFor();
  await page.context().close();
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
