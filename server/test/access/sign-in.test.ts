// Signing in: passwords, second factors, locks, sessions, and what a page of somebody else's can do with a cookie.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeSetupToken } from '../../src/access/setup.ts';
import { startTestServer, type TestServer } from '../http/test-server.ts';
import { Browser, makePerson, PASSWORD, totp } from './people.ts';

let server: TestServer;
before(async () => {
  server = await startTestServer();
});
after(async () => {
  await server.close();
});

test('the first administrator is made with the token of the start, once', async () => {
  const browser = new Browser(server);
  assert.equal((await browser.call('GET', '/v1/setup')).body.is_needed, true);
  const old = await makeSetupToken(server.database.pool);
  const token = await makeSetupToken(server.database.pool);
  const person = { name: 'First Person', email: 'First@brand.example', password: PASSWORD };
  for (const wrong of ['x', old]) {
    const refused = await browser.call('POST', '/v1/setup', { ...person, token: wrong });
    assert.deepEqual([refused.status, refused.body.code], [403, 'setup_token_wrong']);
  }
  const weak = await browser.call('POST', '/v1/setup', { ...person, token, password: 'first person 1234' });
  assert.deepEqual([weak.status, weak.body.code], [422, 'weak_password']);
  const answers = await Promise.all(
    ['', '2'].map((suffix) =>
      new Browser(server).call('POST', '/v1/setup', {
        ...person,
        name: `First${suffix}`,
        email: `a${suffix}@b.example`,
        token,
      }),
    ),
  );
  assert.equal(answers.filter(({ status }) => status === 201).length, 1);
  assert.equal(answers.filter(({ body }) => ['setup_done', 'setup_token_wrong'].includes(body.code)).length, 1);
  const [made] = answers.filter(({ status }) => status === 201);
  assert.deepEqual((await browser.signIn(made?.body.email)).body, { second_factor_needed: false });
  assert.ok((await browser.call('GET', '/v1/me')).body.scopes.includes('admin'));
  assert.equal((await browser.call('GET', '/v1/setup')).body.is_needed, false);
  const again = await browser.call('POST', '/v1/setup', { ...person, token });
  assert.deepEqual([again.status, again.body.code], [409, 'setup_done']);
});

test('a session is a cookie that scripts cannot read, and it says who somebody is', async () => {
  const { browser, email, name } = await makePerson(server, ['support']);
  const fresh = new Browser(server);
  const reply = await fresh.signIn(email.toUpperCase());
  assert.equal(reply.status, 200);
  const [cookie = ''] = reply.headers.getSetCookie();
  assert.match(cookie, /^laurel\.session_token=/);
  assert.match(cookie, /httponly/i);
  assert.match(cookie, /samesite=lax/i);
  const me = await browser.call('GET', '/v1/me');
  assert.deepEqual([me.body.kind, me.body.name, me.body.user.email], ['user', name, email]);
  assert.ok(me.body.scopes.includes('points:write') && !me.body.scopes.includes('admin'));
  const key = await server.call('GET', '/v1/me');
  assert.deepEqual([key.body.kind, key.body.user], ['api_key', null]);
});

test('sign-up is closed, and an invitation works once', async () => {
  const browser = new Browser(server);
  for (const path of ['/auth/sign-up/email', '/auth/sign-in/email', '/auth/get-session', '/auth/update-user'])
    assert.equal(
      (await browser.call('POST', path, { email: 'x@y.example', password: PASSWORD, name: 'x' })).status,
      404,
    );
  const invited = await server.call('POST', '/v1/users', { name: 'Ivy Once', email: 'ivy@brand.example' });
  const { token } = invited.body.invitation;
  assert.equal(invited.body.status, 'invited');
  const weak = await browser.call('POST', '/auth/invitation', { token, password: 'ivyivyivyivy1' });
  assert.equal(weak.body.code, 'weak_password');
  assert.equal((await browser.call('POST', '/auth/invitation', { token, password: PASSWORD })).status, 200);
  const again = await browser.call('POST', '/auth/invitation', { token, password: `${PASSWORD} 2` });
  assert.deepEqual([again.status, again.body.code], [422, 'session_refused']);
  assert.equal((await browser.signIn('ivy@brand.example', `${PASSWORD} 2`)).status, 401);
  assert.equal((await browser.signIn('ivy@brand.example')).status, 200);
  const later = await server.call('POST', `/v1/users/${invited.body.id}/invitation`);
  const last = await server.call('POST', `/v1/users/${invited.body.id}/invitation`);
  const superseded = await browser.call('POST', '/auth/invitation', { token: later.body.token, password: PASSWORD });
  assert.equal(superseded.body.code, 'session_refused');
  assert.equal(
    (await browser.call('POST', '/auth/invitation', { token: last.body.token, password: PASSWORD })).status,
    200,
  );
  const { rows } = await server.database.owner.query('select identifier, value from laurel.user_verification');
  assert.ok(!JSON.stringify(rows).includes(last.body.token));
});

test('a second factor is asked for once it is on; codes and backup codes work, wrong ones do not', async () => {
  const { browser, email } = await makePerson(server, ['auditor']);
  assert.equal((await browser.call('POST', '/auth/second-factor', { password: 'wrong' })).body.code, 'sign_in_failed');
  const begun = await browser.call('POST', '/auth/second-factor', { password: PASSWORD });
  assert.equal(begun.status, 200);
  const { totp_uri: uri, backup_codes: codes } = begun.body;
  assert.equal((await browser.call('POST', '/auth/second-factor/verify', { code: '000000' })).status, 401);
  assert.equal((await browser.call('POST', '/auth/second-factor/verify', { code: totp(uri, Date.now()) })).status, 200);
  const other = new Browser(server);
  assert.deepEqual((await other.signIn(email)).body, { second_factor_needed: true });
  const half = await other.call('GET', '/v1/me');
  assert.equal(half.status, 401, 'a password alone is no session');
  assert.equal(
    (await other.call('POST', '/auth/second-factor/verify', { code: '123456' })).body.code,
    'sign_in_failed',
  );
  assert.equal((await other.call('POST', '/auth/second-factor/verify', { code: totp(uri, Date.now()) })).status, 200);
  assert.equal((await other.call('GET', '/v1/me')).body.user.has_second_factor, true);
  for (const status of [200, 401]) {
    const third = new Browser(server);
    await third.signIn(email);
    const body = { code: codes[0], kind: 'backup_code' };
    assert.equal((await third.call('POST', '/auth/second-factor/verify', body)).status, status);
  }
  const { rows } = await server.database.owner.query('select secret, backup_codes from laurel.user_two_factor');
  assert.ok(!JSON.stringify(rows).includes(codes[0]));
});

test('ten wrong passwords lock an address for a while, whether somebody has it or not', async () => {
  const { email } = await makePerson(server, []);
  for (const address of [email, 'nobody@brand.example']) {
    const browser = new Browser(server);
    const tries = await Promise.all(Array.from({ length: 11 }, () => browser.signIn(address, 'wrong password')));
    const refused = tries.map(({ status }) => status);
    assert.equal(refused.filter((status) => status === 401).length, 10, `${address}: ${refused.join()}`);
    assert.equal(refused.filter((status) => status === 429).length, 1);
    const locked = await browser.signIn(address);
    assert.deepEqual([locked.status, locked.body.code], [429, 'sign_in_locked']);
    assert.ok(Number(locked.headers.get('retry-after')) > 800);
  }
  const log = await server.call('GET', '/v1/access-audit?action=sign_in.locked');
  assert.equal(log.body.items.length, 1);
  server.clock.set(Date.now() + 16 * 60_000);
  assert.equal((await new Browser(server).signIn(email)).status, 200);
  server.clock.set(Date.now());
});

test('a page from elsewhere can do nothing with the cookie', async () => {
  const { browser } = await makePerson(server, ['administrator']);
  const body = { name: 'till', scopes: ['events:write'] };
  for (const headers of [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${server.url}.evil.example` },
    { origin: server.url.replace('http', 'ftp').replace('127.0.0.1', '127.0.0.2') },
  ]) {
    const refused = await browser.call('POST', '/v1/api-keys', body, headers);
    assert.deepEqual([refused.status, refused.body.code], [403, 'foreign_origin'], headers.origin);
    const signIn = await browser.call('POST', '/auth/sign-in', { email: 'a@b.example', password: 'x' }, headers);
    assert.equal(signIn.body.code, 'foreign_origin');
  }
  assert.equal((await browser.call('POST', '/v1/api-keys', body)).status, 201);
  assert.equal((await browser.call('POST', '/v1/api-keys', body, { origin: 'http://localhost' })).status, 201);
});

test('a forged, altered or foreign cookie is no session', async () => {
  const { browser } = await makePerson(server, ['administrator']);
  const good = browser.cookies.get('laurel.session_token') ?? '';
  const [token = ''] = decodeURIComponent(good).split('.');
  for (const cookie of [
    token,
    `${token}.${'A'.repeat(43)}=`,
    good.replace(/^./, (one) => (one === 'a' ? 'b' : 'a')),
    'x'.repeat(9_000),
  ]) {
    const refused = await browser.call('GET', '/v1/me', undefined, { cookie: `laurel.session_token=${cookie}` });
    assert.equal(refused.status, 401, cookie.slice(0, 60));
  }
});

test('sessions are listed and ended by their owner, by an administrator, by signing out and by disabling', async () => {
  const { id, email, browser } = await makePerson(server, ['support']);
  const other = new Browser(server);
  await other.signIn(email);
  const { items } = (await browser.call('GET', '/v1/me/sessions')).body;
  assert.equal(items.length, 2);
  const [theirs] = items.filter((one: { is_current: boolean }) => !one.is_current);
  assert.equal((await browser.call('DELETE', `/v1/me/sessions/${theirs.id}`)).status, 200);
  assert.equal((await other.call('GET', '/v1/me')).body.code, 'sign_in_needed');
  assert.equal((await browser.call('DELETE', `/v1/me/sessions/${theirs.id}`)).status, 404);
  await other.signIn(email);
  assert.equal((await other.call('POST', '/auth/sign-out')).status, 200);
  assert.equal((await other.call('GET', '/v1/me')).status, 401);
  assert.equal((await server.call('DELETE', `/v1/users/${id}/sessions`)).body.ended, 1);
  assert.equal((await browser.call('GET', '/v1/me')).status, 401);
  await browser.signIn(email);
  assert.equal((await server.call('PATCH', `/v1/users/${id}`, { disabled: true })).body.status, 'disabled');
  assert.equal((await browser.call('GET', '/v1/me')).status, 401);
  const disabled = await browser.signIn(email);
  assert.deepEqual([disabled.status, disabled.body.code], [401, 'sign_in_failed']);
  await server.call('PATCH', `/v1/users/${id}`, { disabled: false });
  assert.equal((await browser.signIn(email)).status, 200);
});

test('a changed password ends the other sessions, and needs the old one', async () => {
  const { email, browser } = await makePerson(server, []);
  const other = new Browser(server);
  await other.signIn(email);
  const change = (current_password: string) =>
    browser.call('POST', '/auth/password', { current_password, new_password: 'another long secret' });
  assert.equal((await change('not it at all')).body.code, 'sign_in_failed');
  assert.equal((await change(PASSWORD)).status, 200);
  assert.equal((await browser.call('GET', '/v1/me')).status, 200);
  assert.equal((await other.call('GET', '/v1/me')).status, 401);
  assert.equal((await other.signIn(email, 'another long secret')).status, 200);
});
