// The contract that every connector keeps, against a real HTTP server: what arrives, what stays secret, what each answer means,
// what callbacks tell.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { CONNECTORS } from '../domain/programme/schema-messages.ts';
import { brazeCase } from './braze/contract.ts';
import type { AttemptResult, PreparedRequest, RenderedMessage, SendContext } from './connector.ts';
import { type ContractCase, CREATED_AT, KEY, SECRET } from './contract/case.ts';
import { type Answer, type Arrived, closedPort, type Receiver, startReceiver } from './contract/receiver.ts';
import { customerioCase } from './customerio/contract.ts';
import { createSender, type Sender } from './http-sender.ts';
import { infobipCase, infobipFlowCase } from './infobip/contract.ts';
import { klaviyoCase } from './klaviyo/contract.ts';
import { mailgunCase } from './mailgun/contract.ts';
import { postmarkCase } from './postmark/contract.ts';
import { connectorOf, missingAccess } from './registry.ts';
import { sendgridCase } from './sendgrid/contract.ts';
import { CLIENT_SECRET, sfmcCase, TOKEN } from './sfmc/contract.ts';
import { smtpCase } from './smtp/contract.ts';
import { trayCase } from './tray/contract.ts';
import { twilioCase } from './twilio/contract.ts';
import { webhookCase } from './webhook/contract.ts';

const CASES: readonly ContractCase[] = [
  trayCase,
  webhookCase,
  smtpCase,
  brazeCase,
  klaviyoCase,
  sendgridCase,
  mailgunCase,
  postmarkCase,
  twilioCase,
  sfmcCase,
  customerioCase,
  infobipCase,
  infobipFlowCase,
];
const SECRETS = [KEY, SECRET.slice(6), CLIENT_SECRET, TOKEN, 'hidden-in-query', 'pass-9k2'];
const TIMEOUT_MS = 5_000;

let receiver: Receiver;
let sender: Sender;

before(async () => {
  receiver = await startReceiver();
  sender = createSender({ allowPrivateTargets: true });
});
after(async () => {
  await sender.close();
  await receiver.close();
});
afterEach(() => {
  receiver.arrived.length = 0;
});

function contextOf(one: ContractCase, base = receiver.base): SendContext {
  const settings = one === sfmcCase ? { ...one.settings, auth_url: base } : one.settings;
  const { http, resolve } = sender;
  return { access: one.access(base), settings, now: CREATED_AT, timeoutMs: TIMEOUT_MS, http, resolve };
}

function prepared(one: ContractCase, message: RenderedMessage, context: SendContext): PreparedRequest {
  const result = one.connector.prepare(message, context);
  assert.ok(result.ok, JSON.stringify(result));
  return result.request;
}

/** The provider that a receiver plays; tokens are given to whoever has the client's secret. */
function play(answer: Answer | ((arrived: Arrived) => Answer)): void {
  receiver.answer = (arrived) => {
    if (arrived.path !== '/v2/token') return typeof answer === 'function' ? answer(arrived) : answer;
    const isClient = arrived.body.includes(`"client_secret":"${CLIENT_SECRET}"`) && arrived.body.includes(KEY);
    const body = isClient ? { access_token: TOKEN, expires_in: 1079 } : { error: 'invalid_client' };
    return { status: isClient ? 200 : 401, body: JSON.stringify(body) };
  };
}

/** Requests to the provider itself, without those for tokens. */
const delivered = (): readonly Arrived[] => receiver.arrived.filter((arrived) => arrived.path !== '/v2/token');

async function attempt(one: ContractCase, context = contextOf(one)) {
  return one.connector.send(prepared(one, one.message, context), one.message, context);
}

async function resultOf(one: ContractCase, answer: Answer): Promise<AttemptResult> {
  play(answer);
  return (await attempt(one)).result;
}

function fieldsOf(arrived: Arrived): unknown {
  const type = arrived.headers['content-type'] ?? '';
  if (type.includes('json')) return JSON.parse(arrived.body);
  if (type.includes('urlencoded')) return Object.fromEntries(new URLSearchParams(arrived.body));
  const boundary = /boundary=(.+)$/.exec(type)?.[1] ?? '';
  const parts = arrived.body.split(`--${boundary}`);
  assert.deepEqual([parts[0], parts.at(-1)], ['', '--\r\n']);
  return Object.fromEntries(
    parts
      .slice(1, -1)
      .map(
        (part) => /^\r\nContent-Disposition: form-data; name="([^"]+)"\r\n\r\n(.*)\r\n$/s.exec(part)?.slice(1) ?? [],
      ),
  );
}

test('every connector of the programme has a case', () => {
  assert.deepEqual([...new Set(CASES.map((one) => one.connector.name))], CONNECTORS);
  for (const name of CONNECTORS) assert.equal(connectorOf(name).name, name);
});

for (const one of CASES) {
  const { connector } = one;
  describe(connector.name, () => {
    test('says what is missing in its settings, and what it does not know', () => {
      assert.deepEqual(connector.check({}), one.missing);
      assert.deepEqual(connector.check(one.settings), []);
      const [problem] = connector.check({ ...one.settings, no_such_thing: 1 });
      assert.match(problem ?? '', /^settings\.no_such_thing is unknown: /);
    });

    test('says what a variant lacks', () => {
      const whole = {
        template_id: one.message.channel === 'flow' ? '7' : 't',
        subject: 's',
        text: 't',
        body: { a: 1 },
      };
      assert.deepEqual(connector.checkVariant(whole, one.settings, one.message.channel), []);
      if (one.badVariant === null) return;
      assert.equal(connector.checkVariant(one.badVariant.variant, {}, one.message.channel)[0], one.badVariant.problem);
    });

    test('says what must be set before it can be reached', () => {
      const needs = missingAccess(connector, { url: null, key: null, secrets: [] });
      assert.deepEqual(needs, connector.needs);
      assert.deepEqual(missingAccess(connector, one.access('http://127.0.0.1:1')), []);
    });

    test('prepares the same bytes each time, without secrets', () => {
      const context = contextOf(one);
      const request = prepared(one, one.message, context);
      assert.deepEqual(prepared(one, structuredClone(one.message), context), request);
      const written = JSON.stringify(request);
      for (const secret of SECRETS) assert.ok(!written.includes(secret), `${secret} in ${written}`);
    });

    test('refuses with a reason what it can never send', () => {
      for (const { message, settings, reason } of one.refusals) {
        const context = { ...contextOf(one), settings: settings ?? one.settings };
        assert.deepEqual(connector.prepare({ ...one.message, ...message }, context), { ok: false, reason });
      }
    });

    test('understands its callbacks, and survives any other', () => {
      for (const { body, tells } of one.callbacks)
        assert.deepEqual(connector.readCallback({ headers: {}, body }), tells);
      const strange = [
        '',
        'x',
        '[]',
        '{}',
        'null',
        '[null,1,"a",[]]',
        '{"events":[{}]}',
        '{"event":"open"}',
        '[{"event":{}}]',
      ];
      for (const body of strange) {
        const found = connector.readCallback({ headers: {}, body });
        assert.ok(
          found.every((engagement) => engagement.messageId === null && engagement.reference === null),
          body,
        );
      }
      const many = JSON.stringify(Array.from({ length: 20_000 }, () => ({ event: 'open' })));
      assert.ok(connector.readCallback({ headers: {}, body: many }).length <= 5_000);
    });
  });
  const { arrives } = one;
  if (arrives !== null) describe(`${connector.name} over HTTP`, () => httpContract(one, arrives));
}

function httpContract(one: ContractCase, arrives: NonNullable<ContractCase['arrives']>): void {
  test('sends what the provider asks for', async () => {
    play(one.accepted);
    const { status, result } = await attempt(one);
    assert.deepEqual(
      { status, result },
      { status: one.accepted.status, result: { kind: 'delivered', reference: one.reference } },
    );
    const [request, ...others] = delivered();
    assert.deepEqual(others, []);
    assert.ok(request !== undefined);
    assert.equal(`${request.method} ${request.path}`, `POST ${arrives.path}`);
    for (const [name, value] of Object.entries(arrives.headers)) assert.equal(request.headers[name], value, name);
    assert.deepEqual(fieldsOf(request), arrives.body);
  });

  for (const { title, message, settings, path, body } of one.variations ?? []) {
    test(`sends ${title}`, async () => {
      play(one.accepted);
      const context = contextOf(one);
      const changed = { ...context, settings: { ...(settings ?? context.settings), ...authOf(context) } };
      const request = prepared(one, { ...one.message, ...message }, changed);
      const { result } = await one.connector.send(request, one.message, changed);
      assert.equal(result.kind, 'delivered');
      const [arrived] = delivered();
      assert.ok(arrived !== undefined);
      assert.equal(arrived.path, path);
      assert.deepEqual(fieldsOf(arrived), body);
    });
  }

  test('sends the same bytes under the same id again', async () => {
    play({ status: 503, body: '' });
    const context = contextOf(one);
    const request = prepared(one, one.message, context);
    await one.connector.send(request, one.message, context);
    await one.connector.send(request, one.message, { ...context, now: CREATED_AT + 60_000 });
    const [first, second] = delivered();
    assert.equal(second?.body, first?.body);
    assert.equal(second?.headers['webhook-id'], first?.headers['webhook-id']);
  });

  test('hides its secrets from the log, even when the provider repeats them', async () => {
    play(({ headers, path }) => ({ status: 401, body: JSON.stringify({ headers, path, message: `bad ${KEY}` }) }));
    const shown = JSON.stringify(await attempt(one));
    const sent = delivered().map(({ headers }) => headers.authorization?.split(' ')[1] ?? KEY);
    assert.ok(sent.length > 0);
    for (const secret of [...SECRETS, ...sent]) assert.ok(!shown.includes(secret), `${secret} in ${shown}`);
  });

  test('gives each answer its meaning', async () => {
    for (const status of [400, 404, 413, 422]) {
      assert.equal((await resultOf(one, { status, body: '' })).kind, 'dead', String(status));
    }
    for (const status of [401, 403, 410]) {
      assert.equal((await resultOf(one, { status, body: '' })).kind, 'pause', String(status));
    }
    for (const status of [301, 302, 307, 308, 408, 429, 500, 502, 503, 504]) {
      const headers = { location: `${receiver.base}/elsewhere` };
      assert.equal((await resultOf(one, { status, headers, body: '' })).kind, 'retry', String(status));
    }
    assert.ok(
      receiver.arrived.every((arrived) => arrived.path !== '/elsewhere'),
      'a redirect was followed',
    );
  });

  test('waits as long as the provider says', async () => {
    const after = async (written: string): Promise<number | null> => {
      const result = await resultOf(one, { status: 429, headers: { 'retry-after': written }, body: '' });
      return result.kind === 'retry' ? result.afterMs : Number.NaN;
    };
    assert.equal(await after('120'), 120_000);
    assert.equal(await after(new Date(CREATED_AT + 90_000).toUTCString()), 90_000);
    assert.equal(await after('Thu, 01 Jan 1970 00:00:00 GMT'), 0);
    assert.equal(await after('99999999999'), 86_400_000);
    assert.equal(await after('soon'), null);
  });

  test('tries again when nobody answers, or not in time', async () => {
    play({ status: 200, body: '', isSilent: true });
    const late = await attempt(one, { ...contextOf(one), timeoutMs: 150 });
    assert.deepEqual([late.status, late.result.kind], [null, 'retry']);
    const refused = await attempt(one, contextOf(one, `http://127.0.0.1:${await closedPort()}`));
    assert.deepEqual([refused.status, refused.result.kind], [null, 'retry']);
  });

  test('keeps little of a huge answer', async () => {
    play({ status: 500, body: 'x'.repeat(3_000_000) });
    const { status, response, result } = await attempt(one);
    assert.deepEqual([status, result.kind], [500, 'retry']);
    assert.ok(response.length <= 4_000);
  });

  for (const { answer, result } of one.judgements ?? []) {
    test(`takes ${answer.status} ${answer.body.slice(0, 40)} for ${result.kind}`, async () => {
      assert.deepEqual(await resultOf(one, answer), result);
    });
  }
}

function authOf(context: SendContext): { readonly auth_url?: string } {
  const url = context.settings.auth_url;
  return typeof url === 'string' ? { auth_url: url } : {};
}
