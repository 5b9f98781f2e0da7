// Moments and messages: participants are judged later and reported; messages are accepted once and reported to their address.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import { type TestContext, test } from 'node:test';
import { type Json, listOf, objectOf, parseJson } from '../json.ts';
import { startAccount, upsert } from './client.ts';

const CAMPAIGN = 200000000000001;
const PATH = `/moments/1/flows/${CAMPAIGN}/participants`;

/** Somebody who is told things; gives each in turn. */
async function startListener(t: TestContext): Promise<{ readonly url: string; next(): Promise<Json> }> {
  const waiting: ((body: Json) => void)[] = [];
  const told: Json[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const body = parseJson(Buffer.concat(chunks).toString()) ?? null;
    response.end();
    const first = waiting.shift();
    if (first === undefined) told.push(body);
    else first(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  assert.ok(address !== null && typeof address === 'object');
  return {
    url: `http://127.0.0.1:${address.port}/told`,
    next: () => {
      const first = told.shift();
      return first === undefined ? new Promise((resolve) => waiting.push(resolve)) : Promise.resolve(first);
    },
  };
}

test('participants are taken, judged later, told to the address and reported', async (t) => {
  const client = await startAccount(t);
  const listener = await startListener(t);
  const flow = client.infobip.addFlow({ campaignId: CAMPAIGN, name: 'Welcome', variables: ['points'] });
  await upsert(client, { externalId: 'M-1', contactInformation: [{ type: 'EMAIL', identifier: 'a@x.com' }] });
  const by = (identifier: string, variables: { readonly [name: string]: Json } = { points: 5 }) => ({
    identifyBy: { type: 'EMAIL', identifier },
    variables,
  });
  const participants = [by('a@x.com'), by('a@x.com', {}), by('b@x.com'), by('nobody'), by('a@x.com')];
  const taken = await client.ask('POST', PATH, { participants, notifyUrl: listener.url, callbackData: 'sync-1' });
  assert.equal(taken.status, 200);
  const told = objectOf(await listener.next());
  assert.equal(told.callbackData, 'sync-1');
  const { operationId } = objectOf(taken.body);
  const report = await client.ask('GET', `${PATH}/report?operationId=${String(operationId)}`);
  assert.deepEqual(report.body, told);
  assert.deepEqual(
    listOf(told.participants)
      .map(objectOf)
      .map((one) => one.errorReason ?? one.status),
    [
      'ACCEPTED',
      'REJECTED_ATTRIBUTE_MISSED',
      'REJECTED_INVALID_CONTACT',
      'REJECTED_INVALID_CONTACT',
      'REJECTED_PERSON_IN_FLOW',
    ],
  );
  assert.equal(flow.persons.size, 1);
  const leave = `/communication/1/flows/${CAMPAIGN}/participants?email=${encodeURIComponent('a@x.com')}`;
  assert.equal((await client.ask('DELETE', leave)).status, 200);
  assert.equal(flow.persons.size, 0);
  assert.deepEqual(client.infobip.violations, []);
});

test('before they are judged participants are pending, and a flow that is not active takes nobody', async (t) => {
  const client = await startAccount(t, { delayMs: 60_000 });
  client.infobip.addFlow({ campaignId: CAMPAIGN, name: 'Welcome' });
  const participants = [{ identifyBy: { type: 'EMAIL', identifier: 'a@x.com' } }];
  const taken = await client.ask('POST', PATH, { participants });
  const report = await client.ask('GET', `${PATH}/report?operationId=${String(objectOf(taken.body).operationId)}`);
  assert.equal(objectOf(listOf(objectOf(report.body).participants)[0]).status, 'PENDING');
  const other = await client.ask('POST', '/moments/1/flows/7/participants', { participants });
  assert.deepEqual([other.status, objectOf(other.body).errorCode], [404, '40401']);
  assert.deepEqual(client.infobip.violations, []);
  const byExternalId = [{ identifyBy: { type: 'EXTERNAL_ID', identifier: 'M-1' } }];
  assert.equal((await client.ask('POST', PATH, { participants: byExternalId })).status, 400);
  assert.equal(client.infobip.violations.length, 1);
});

test('messages are accepted, reported to their address, and an id is sent once', async (t) => {
  const client = await startAccount(t);
  const listener = await startListener(t);
  const webhooks = { delivery: { url: listener.url }, callbackData: 'ours' };
  const email = {
    messages: [
      {
        sender: 'Loyalty <l@x.com>',
        destinations: [{ to: [{ destination: 'a@x.com', placeholders: '{"name":"Jane"}' }] }],
        content: { templateId: '1' },
        webhooks,
      },
    ],
  };
  const sms = {
    messages: [{ destinations: [{ to: '41793026727', messageId: 'm-1' }], content: { text: 'Hi' }, webhooks }],
  };
  const whatsapp = {
    messages: [
      {
        from: '441134960000',
        to: '41793026727',
        messageId: 'w-1',
        content: { templateName: 'points', templateData: { body: { placeholders: ['1'] } }, language: 'en' },
        notifyUrl: listener.url,
        callbackData: 'ours',
      },
    ],
  };
  for (const [path, body] of [
    ['/email/4/messages', email],
    ['/sms/3/messages', sms],
    ['/whatsapp/1/message/template', whatsapp],
  ] as const) {
    const accepted = await client.ask('POST', path, body);
    const [message] = listOf(objectOf(accepted.body).messages).map(objectOf);
    assert.deepEqual([accepted.status, objectOf(message?.status).groupName], [200, 'PENDING']);
    const [result] = listOf(objectOf(await listener.next()).results).map(objectOf);
    assert.deepEqual(
      [result?.messageId, result?.callbackData, objectOf(result?.status).groupName],
      [message?.messageId, 'ours', 'DELIVERED'],
    );
  }
  const again = await client.ask('POST', '/sms/3/messages', sms);
  assert.equal(
    objectOf(objectOf(listOf(objectOf(again.body).messages)[0]).status).name,
    'REJECTED_DUPLICATE_MESSAGE_ID',
  );
  assert.equal(client.infobip.state.messages.size, 3);
  assert.equal((await client.ask('POST', '/sms/3/messages', { messages: [{}] })).status, 400);
});
