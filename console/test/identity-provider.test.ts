// Signing in over the brand's identity provider, from the button to the first page; strangers are told why they stay outside.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CLIENT, IdentityProvider } from '../../server/test/access/identity-provider.ts';
import { assertAccessible, type Console, openConsole } from './support/console.ts';

let provider: IdentityProvider;
let console: Console;
before(async () => {
  provider = await IdentityProvider.open();
  console = await openConsole({ oidc: { issuer: provider.issuer, ...CLIENT } });
});
after(async () => {
  await console.close();
  await provider.close();
});

test('who was invited signs in with the organisation, and a stranger is told that they were not', async () => {
  const invited = { name: 'Ida Invited', email: 'ida@brand.example', roles: ['auditor'] };
  assert.equal((await console.server.call('POST', '/v1/users', invited)).status, 201);
  const page = await console.freshPage();
  const enter = page.getByRole('button', { name: 'Sign in with your organisation' });
  provider.email = 'stranger@brand.example';
  await page.goto('/sign-in');
  await enter.click();
  await page.getByRole('alert').filter({ hasText: 'Only who was invited gets in.' }).waitFor();
  await assertAccessible(page);
  provider.email = invited.email;
  await enter.click();
  await page.getByRole('button', { name: 'Ida Invited' }).waitFor();
});

test('no page complained', () => {
  assert.deepEqual(console.complaints, []);
});
