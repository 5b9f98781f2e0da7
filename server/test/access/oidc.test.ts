// Signing in over an identity provider: who was invited gets in, nobody else does, and an answer that was not asked for is
// worth nothing.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { startTestServer, type TestServer } from '../http/test-server.ts';
import { CLIENT, IdentityProvider } from './identity-provider.ts';
import { Browser } from './people.ts';

let provider: IdentityProvider;
let server: TestServer;
before(async () => {
  provider = await IdentityProvider.open();
  server = await startTestServer({ oidc: { issuer: provider.issuer, ...CLIENT } });
});
after(async () => {
  await server.close();
  await provider.close();
});

/** To the provider and back, as a browser is sent; where it ends up. */
async function signInThere(browser: Browser, email: string): Promise<string> {
  provider.email = email;
  const { status, body } = await browser.call('POST', '/auth/oidc');
  assert.equal(status, 200, JSON.stringify(body));
  assert.ok(body.url.startsWith(`${provider.issuer}/authorize?`));
  const consent = await fetch(body.url, { redirect: 'manual' });
  const back = new URL(consent.headers.get('location') ?? '');
  assert.equal(back.origin, server.url);
  const returned = await browser.call('GET', `${back.pathname}${back.search}`);
  assert.equal(returned.status, 302);
  return new URL(returned.headers.get('location') ?? '', server.url).href.slice(server.url.length);
}

test('the set-up says that there is an identity provider', async () => {
  assert.equal((await new Browser(server).call('GET', '/v1/setup')).body.has_oidc, true);
});

test('who was invited signs in with the address that the provider vouches for', async () => {
  const invited = await server.call('POST', '/v1/users', {
    name: 'Invited',
    email: 'in@brand.example',
    roles: ['auditor'],
  });
  assert.equal(invited.status, 201);
  const browser = new Browser(server);
  assert.equal(await signInThere(browser, 'in@brand.example'), '/');
  const me = await browser.call('GET', '/v1/me');
  assert.deepEqual([me.status, me.body.user?.email, me.body.user?.roles], [200, 'in@brand.example', ['auditor']]);
  const again = new Browser(server);
  assert.equal(await signInThere(again, 'in@brand.example'), '/');
  assert.equal((await again.call('GET', '/v1/me')).body.id, me.body.id);
});

test('who was not invited gets no user and no session', async () => {
  const browser = new Browser(server);
  assert.match(await signInThere(browser, 'stranger@brand.example'), /^\/sign-in\?error=/);
  assert.equal((await browser.call('GET', '/v1/me')).status, 401);
  const { body } = await server.call('GET', '/v1/users');
  assert.ok(!JSON.stringify(body).includes('stranger'));
});

test('a disabled user does not get in', async () => {
  const { body } = await server.call('POST', '/v1/users', {
    name: 'Gone',
    email: 'gone@brand.example',
    roles: ['support'],
  });
  assert.equal((await server.call('PATCH', `/v1/users/${body.id}`, { disabled: true })).status, 200);
  const browser = new Browser(server);
  assert.match(await signInThere(browser, 'gone@brand.example'), /^\/sign-in\?error=|^\/$/);
  assert.equal((await browser.call('GET', '/v1/me')).status, 401);
});

test('an answer that this browser did not ask for signs nobody in', async () => {
  provider.email = 'in@brand.example';
  const asking = new Browser(server);
  const { body } = await asking.call('POST', '/auth/oidc');
  const consent = await fetch(body.url, { redirect: 'manual' });
  const back = new URL(consent.headers.get('location') ?? '');
  const other = new Browser(server);
  await other.call('GET', `${back.pathname}${back.search}`);
  assert.equal((await other.call('GET', '/v1/me')).status, 401);
  back.searchParams.set('state', 'made up');
  await asking.call('GET', `${back.pathname}${back.search}`);
  assert.equal((await asking.call('GET', '/v1/me')).status, 401);
});
