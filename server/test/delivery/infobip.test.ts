// A coffee shop whose campaigns write to members over Infobip and put them into a flow: against the stand-in, which holds each
// entry against Infobip's own specification, with reports coming back over HTTP and seen in the activity log.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { pino } from 'pino';
import { z } from 'zod';
import { type Infobip, startInfobip } from '../../../stand-ins/infobip/server.ts';
import { createSender } from '../../src/connectors/http-sender.ts';
import { infobip as connector } from '../../src/connectors/infobip/infobip.ts';
import { openDeliveryParts } from '../../src/delivery/parts.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { submitEngagements } from '../../src/pipeline/engagements.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createApiKey } from '../../src/storage/api-keys.ts';
import { eventually, openPost, type Post, SECRET_KEY } from './harness.ts';

const KEY = 'key-of-the-stand-in';
const FLOW = 200000000000001;
const YAML = `
name: coffee
title: Coffee
time_zone: UTC
accounts: { beans: { title: Beans, default: true } }
sources: { visits: { title: Visits } }
events: { cup: {}, mail: {}, text: {}, chat: {} }
providers:
  infobip:
    title: Infobip
    connector: infobip
    settings: { from: 'Coffee <hello@coffee.example>', sms_from: Coffee, whatsapp_from: '441134960000', language: en }
messages:
  journey:
    title: First cup journey
    channel: flow
    purpose: programme
    variants:
      infobip: { template_id: '${FLOW}', body: { firstName: '{{ customer.first_name }}', beans: '{{ outcome.points.amount }}' } }
  mail:
    title: Mail
    purpose: programme
    variants: { infobip: { template_id: '322307', body: { first_name: '{{ customer.first_name }}' } } }
  text: { title: Text, channel: sms, purpose: programme, variants: { infobip: { text: 'Hello {{ customer.first_name }}' } } }
  chat:
    title: Chat
    channel: whatsapp
    purpose: programme
    variants: { infobip: { template_id: hello, body: { placeholders: ['{{ customer.first_name }}'] } } }
campaigns:
  cup:
    title: A cup
    behavior: { event: cup }
    limit: { times: 9, per: ever }
    outcomes: [{ kind: points, amount: 5, source: visits }, { kind: message, message: journey }]
  mail: { title: M, behavior: { event: mail }, outcomes: [{ kind: message, message: mail }] }
  text: { title: T, behavior: { event: text }, outcomes: [{ kind: message, message: text }] }
  chat: { title: C, behavior: { event: chat }, outcomes: [{ kind: message, message: chat }] }
`;

let post: Post;
let infobip: Infobip;
let close: () => Promise<void>;
let activity: (customerId: string) => Promise<readonly Row[]>;

const ROWS = z.object({ items: z.array(z.object({ type: z.string(), details: z.record(z.string(), z.unknown()) })) });
type Row = z.output<typeof ROWS>['items'][number];

before(async () => {
  post = await openPost(YAML);
  infobip = await startInfobip({ key: KEY, limits: 'documented', delayMs: 0 });
  infobip.addFlow({ campaignId: FLOW, name: 'First cup', variables: ['firstName', 'beans'], takesUnknown: true });
  const { pool } = post.harness.database;
  const publicUrl = await freeUrl();
  const delivery = openDeliveryParts(pool, {
    secretKey: SECRET_KEY,
    dataDir: '/nowhere',
    mayTargetPrivate: true,
    providers: {},
    publicUrl,
  });
  const app = await createHttpServer({
    pool,
    engine: post.engine,
    programmes: createProgrammeSource(pool),
    config: { publicUrl, trustProxy: false, retailerId: null },
    clock: { now: () => post.harness.now },
    logger: pino({ level: 'silent' }),
    delivery,
  });
  await app.listen({ port: Number(new URL(publicUrl).port), host: '127.0.0.1' });
  const made = await createApiKey(pool, { name: 'test', scopes: ['admin'], rateLimit: null, createdAt: 0 });
  activity = async (customerId) => {
    const headers = { authorization: `Bearer ${made?.apiKey.key}:${made?.secret}` };
    const answer = await fetch(`${publicUrl}/v1/customers/${customerId}/activity`, { headers });
    return ROWS.parse(await answer.json()).items;
  };
  const { callbackUrlOf } = delivery;
  await post.dispatch(
    { infobip: { url: infobip.url, key: KEY } },
    { tell: (provider, facts) => submitEngagements(post.engine, `report ${provider}`, facts), callbackUrlOf },
  );
  close = async () => {
    await app.close();
    await delivery.close();
  };
});

after(async () => {
  await post.close();
  await close();
  const { violations } = infobip;
  await infobip.close();
  assert.deepEqual(violations, []);
});

async function freeUrl(): Promise<string> {
  const probe = await startInfobip({ key: KEY });
  await probe.close();
  return probe.url;
}

async function reportsOf(customerId: string): Promise<readonly object[]> {
  const rows = await activity(customerId);
  return rows.filter(({ type }) => type === 'message_engagement').map(({ details }) => details);
}

async function untilReports(customerId: string, count: number): Promise<readonly object[]> {
  await eventually(
    async () => (await reportsOf(customerId)).length >= count,
    10_000,
    () => `there are no ${count} reports\n${post.logs.join('\n')}`,
  );
  return reportsOf(customerId);
}

async function ask(reference: string) {
  const sender = createSender({ allowPrivateTargets: true });
  const access = { url: infobip.url, key: KEY, secrets: [] };
  const context = { ...sender, access, settings: {}, now: post.harness.now, timeoutMs: 5_000 };
  const request = { url: `${infobip.url}/moments/1/flows/${FLOW}/participants` };
  const answer = await connector.reports?.ask({ id: 'ours', reference, request }, context);
  await sender.close();
  return answer;
}

const MEMBER = {
  email: 'ann@coffee.example',
  phones: [{ number: '+436641234567', type: null, flags: [], verified: false }],
};

test('a cup puts a member into the flow, once; what Infobip decides stands in the activity log', async () => {
  const customerId = await post.join('ann', MEMBER);
  await post.event('ann', 'cup');
  assert.deepEqual(await untilReports(customerId, 1), [
    { engagement: 'delivered', message: 'journey', message_title: 'First cup journey', channel: 'flow', url: null },
  ]);
  const [operation] = infobip.state.operations.values();
  assert.deepEqual(operation?.participants[0]?.variables, { firstName: 'ann', beans: 5 });
  await post.event('ann', 'cup');
  const [second] = await untilReports(customerId, 2);
  assert.deepEqual(second, {
    engagement: 'failed',
    message: 'journey',
    message_title: 'First cup journey',
    channel: 'flow',
    url: null,
    reason: 'REJECTED_PERSON_IN_FLOW',
  });
  assert.equal(infobip.requests('get-flow-participants-added-report'), 0);
});

test('e-mail, SMS and WhatsApp arrive, and their reports come back', async () => {
  const customerId = await post.join('bob', { ...MEMBER, email: 'bob@coffee.example' });
  for (const name of ['mail', 'text', 'chat']) await post.untilStatus(await post.event('bob', name), 'delivered');
  const reports = await untilReports(customerId, 3);
  assert.deepEqual(
    new Set(reports.map((one) => JSON.stringify(one))),
    new Set(
      [
        ['mail', 'email', 'Mail'],
        ['text', 'sms', 'Text'],
        ['chat', 'whatsapp', 'Chat'],
      ].map(([message, channel, message_title]) =>
        JSON.stringify({ engagement: 'delivered', message, channel, url: null, message_title }),
      ),
    ),
  );
});

test('a report that nobody told is there to be asked for, in a request that the specification knows', async () => {
  const [operation] = infobip.state.operations.values();
  const reference = operation?.operationId ?? '';
  assert.deepEqual(await ask(reference), {
    kind: 'told',
    engagement: { messageId: 'ours', reference, kind: 'delivered', at: null, detail: {} },
  });
  assert.equal((await ask('03f2d474-0508-46bf-9f3d-d8e2c28adaea'))?.kind, 'unknown');
});
