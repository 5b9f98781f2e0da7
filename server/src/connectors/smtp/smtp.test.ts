// SMTP against a real server on loopback: what arrives, which replies are for ever and which for now, and what a login or the
// lack of encryption means.

import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { after, afterEach, test } from 'node:test';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import type { Access, Attempt, ProviderSettings, RenderedMessage } from '../connector.ts';
import { CREATED_AT, ID, MESSAGE } from '../contract/case.ts';
import { closedPort, portOf } from '../contract/receiver.ts';
import { createSender } from '../http-sender.ts';
import { smtp } from './smtp.ts';

const SETTINGS = { from: 'hello@shop.example', from_name: 'Shop, Inc.', require_tls: false };
const sender = createSender({ allowPrivateTargets: true });
const servers: SMTPServer[] = [];
after(() => sender.close());
afterEach(async () => {
  for (const server of servers.splice(0)) await new Promise<void>((resolve) => server.close(() => resolve()));
});

type Mailbox = {
  readonly url: string;
  readonly mails: { raw: string; to: readonly string[]; user: string | undefined }[];
};

async function serve(options: SMTPServerOptions = {}): Promise<Mailbox> {
  const mails: Mailbox['mails'] = [];
  const server = new SMTPServer({
    authOptional: true,
    closeTimeout: 100,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    onAuth: ({ username, password }, _session, done) =>
      password === 'right-password'
        ? done(null, { user: username ?? '' })
        : done(refusal(535, 'no such login right-or-wrong')),
    onData(stream, session, done) {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push({ raw: Buffer.concat(parts).toString('utf8'), to, user: session.user });
        done(null);
      });
    },
    ...options,
  });
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return { url: `smtp://127.0.0.1:${portOf(server.server.address())}`, mails };
}

function refusal(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}

type Given = {
  settings?: ProviderSettings;
  access?: Partial<Access>;
  message?: Partial<RenderedMessage>;
  timeoutMs?: number;
};

async function send(url: string, given: Given = {}): Promise<Attempt> {
  const access = { url, key: null, secrets: [], ...given.access };
  const settings = given.settings ?? SETTINGS;
  const message = { ...MESSAGE, ...given.message };
  const prepared = smtp.prepare(message, { access, settings });
  assert.ok(prepared.ok, JSON.stringify(prepared));
  const { http, resolve } = sender;
  return smtp.send(prepared.request, message, {
    access,
    settings,
    now: CREATED_AT,
    timeoutMs: given.timeoutMs ?? 5_000,
    http,
    resolve,
  });
}

/** Header names and values, unfolded. */
function headersOf(raw: string): ReadonlyMap<string, string> {
  const [head = ''] = raw.split('\r\n\r\n');
  const lines = head.replaceAll(/\r\n[ \t]+/g, ' ').split('\r\n');
  return new Map(lines.map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
}

test('a mail arrives with our id, both texts, and a way to unsubscribe', async () => {
  const { url, mails } = await serve();
  const settings = {
    ...SETTINGS,
    unsubscribe_url: 'https://shop.example/u?m={message_id}',
    unsubscribe_mailto: 'off@shop.example',
  };
  const { status, result } = await send(url, { settings });
  const messageId = `<${ID}@shop.example>`;
  assert.deepEqual({ status, result }, { status: 250, result: { kind: 'delivered', reference: messageId } });
  const [mail] = mails;
  assert.deepEqual(mail?.to, ['jane@example.com']);
  const headers = headersOf(mail?.raw ?? '');
  assert.equal(headers.get('Message-ID'), messageId);
  assert.equal(headers.get('From'), '"Shop, Inc." <hello@shop.example>');
  assert.equal(headers.get('To'), 'Jane Doe <jane@example.com>');
  assert.equal(headers.get('Date'), 'Sun, 10 May 2026 04:00:00 +0000');
  assert.equal(
    headers.get('List-Unsubscribe'),
    `<https://shop.example/u?m=${ID}>, <mailto:off@shop.example?subject=${ID}>`,
  );
  assert.equal(headers.get('List-Unsubscribe-Post'), 'List-Unsubscribe=One-Click');
  assert.match(mail?.raw ?? '', /text\/plain[\s\S]*Dear Jane, 200 points[\s\S]*text\/html[\s\S]*<p>Dear Jane/);
});

test('a retry sends the same bytes', async () => {
  const { url, mails } = await serve();
  await send(url);
  await send(url);
  assert.equal(mails.length, 2);
  assert.equal(mails[0]?.raw, mails[1]?.raw);
});

test('a programme message offers nothing to unsubscribe from', async () => {
  const { url, mails } = await serve();
  await send(url, {
    settings: { ...SETTINGS, unsubscribe_mailto: 'off@shop.example' },
    message: { purpose: 'programme' },
  });
  assert.equal(headersOf(mails[0]?.raw ?? '').get('List-Unsubscribe'), undefined);
});

test('a name or a subject cannot add a header or a recipient', async () => {
  const { url, mails } = await serve();
  const recipient = { ...MESSAGE.recipient, firstName: 'Jane\r\nBcc: eve@example.com', lastName: '<eve@example.com>,' };
  await send(url, { message: { recipient, subject: 'Hi\r\nBcc: eve@example.com' } });
  const [mail] = mails;
  assert.deepEqual(mail?.to, ['jane@example.com']);
  assert.equal(headersOf(mail?.raw ?? '').get('Bcc'), undefined);
});

test('the login comes from the key or from the address, and a wrong one pauses', async () => {
  const { url, mails } = await serve({ authOptional: false });
  await send(url, { access: { key: 'shop:right-password' } });
  await send(url.replace('smtp://', 'smtp://shop:right%2Dpassword@'));
  assert.deepEqual(
    mails.map((mail) => mail.user),
    ['shop', 'shop'],
  );
  const wrong = await send(url, { access: { key: 'shop:right-or-wrong' } });
  assert.deepEqual([wrong.status, wrong.result.kind], [535, 'pause']);
  assert.ok(!JSON.stringify(wrong).includes('right-or-wrong'));
  assert.equal((await send(url)).result.kind, 'pause');
});

test('5xx is for ever and 4xx for now, at any point of the conversation', async () => {
  const cases: readonly (readonly [SMTPServerOptions, number, string])[] = [
    [{ onRcptTo: (_to, _session, done) => done(refusal(550, 'no such user')) }, 550, 'dead'],
    [{ onRcptTo: (_to, _session, done) => done(refusal(450, 'greylisted')) }, 450, 'retry'],
    [{ onMailFrom: (_from, _session, done) => done(refusal(452, 'too many')) }, 452, 'retry'],
    [{ onMailFrom: (_from, _session, done) => done(refusal(553, 'bad sender')) }, 553, 'dead'],
    [{ onConnect: (_session, done) => done(refusal(421, 'busy')) }, 421, 'retry'],
    [{ onData: (stream, _session, done) => stream.resume().on('end', () => done(refusal(554, 'spam'))) }, 554, 'dead'],
  ];
  for (const [options, status, kind] of cases) {
    const { url } = await serve(options);
    const attempt = await send(url);
    assert.deepEqual([attempt.status, attempt.result.kind], [status, kind], JSON.stringify(attempt));
  }
});

test('mail is not sent without encryption unless the settings allow it', async () => {
  const { url, mails } = await serve();
  const { result } = await send(url, { settings: { from: 'hello@shop.example' } });
  assert.equal(result.kind, 'pause');
  assert.deepEqual(mails, []);
});

test('a certificate that nobody vouches for pauses the connection', async () => {
  const { url, mails } = await serve({ disabledCommands: [] });
  const { result } = await send(url);
  assert.equal(result.kind, 'pause');
  assert.deepEqual(mails, []);
});

test('a server that is not there, or says nothing, is tried again', async () => {
  assert.equal((await send(`smtp://127.0.0.1:${await closedPort()}`)).result.kind, 'retry');
  const silent = createServer((socket) => socket.on('error', () => undefined));
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const late = await send(`smtp://127.0.0.1:${portOf(silent.address())}`, { timeoutMs: 150 });
  assert.deepEqual([late.status, late.result.kind], [null, 'retry']);
  silent.close();
});

test('private servers are refused unless private targets are allowed', async () => {
  const { url, mails } = await serve();
  const strict = createSender({ allowPrivateTargets: false });
  const access = { url, key: null, secrets: [] };
  const prepared = smtp.prepare(MESSAGE, { access, settings: SETTINGS });
  assert.ok(prepared.ok);
  const { http, resolve } = strict;
  const context = { access, settings: SETTINGS, now: CREATED_AT, timeoutMs: 1_000, http, resolve };
  assert.equal((await smtp.send(prepared.request, MESSAGE, context)).result.kind, 'pause');
  assert.deepEqual(mails, []);
  await strict.close();
});

test('one connection carries many mails, and other secrets get a connection of their own', async () => {
  let connections = 0;
  const { url, mails } = await serve({
    onConnect: (_session, done) => {
      connections += 1;
      done(null);
    },
  });
  for (let n = 0; n < 20; n += 1) assert.equal((await send(url)).result.kind, 'delivered');
  assert.deepEqual([mails.length, connections], [20, 1]);
  await Promise.all(Array.from({ length: 20 }, () => send(url)));
  assert.ok(mails.length === 40 && connections <= 20, `${connections} connections`);
  const before = connections;
  assert.equal((await send(url, { access: { key: 'jane:right-password' } })).result.kind, 'delivered');
  assert.deepEqual([connections, mails.at(-1)?.user], [before + 1, 'jane']);
  assert.equal((await send(url, { access: { key: 'jane:wrong-password' } })).result.kind, 'pause');
  assert.equal((await send(url)).result.kind, 'delivered');
});

test('a refused mail and a server that stalls spoil no connection for the others', async () => {
  let stalled = 0;
  const { url, mails } = await serve({
    onRcptTo: ({ address }, _session, done) => {
      if (address.startsWith('refused')) return done(refusal(550, 'no such user'));
      if (address.startsWith('stalled')) {
        stalled += 1;
        return;
      }
      done(null);
    },
  });
  const to = (email: string) => ({ message: { recipient: { ...MESSAGE.recipient, email } }, timeoutMs: 300 });
  assert.equal((await send(url, to('refused@example.com'))).result.kind, 'dead');
  assert.equal((await send(url, to('jane@example.com'))).result.kind, 'delivered');
  const late = await Promise.all([send(url, to('stalled@example.com')), send(url, to('jane@example.com'))]);
  assert.deepEqual(
    late.map(({ result }) => result.kind),
    ['retry', 'delivered'],
  );
  assert.equal((await send(url, to('jane@example.com'))).result.kind, 'delivered');
  assert.deepEqual([mails.length, stalled], [3, 1]);
});

test('after a server was away for a while, mails go again', async () => {
  const first = await serve();
  assert.equal((await send(first.url)).result.kind, 'delivered');
  const [server] = servers.splice(0);
  assert.ok(server !== undefined);
  await new Promise<void>((resolve) => server.close(() => resolve()));
  assert.equal((await send(first.url)).result.kind, 'retry');
  const again = new SMTPServer({ authOptional: true, disabledCommands: ['STARTTLS'], closeTimeout: 100 });
  servers.push(again);
  again.listen(Number(new URL(first.url).port), '127.0.0.1');
  await once(again.server, 'listening');
  assert.equal((await send(first.url)).result.kind, 'delivered');
});
