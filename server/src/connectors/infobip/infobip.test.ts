// Where Infobip reports to is told with each message, when it is sent and never before: the address is a secret.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RenderedMessage } from '../connector.ts';
import { CREATED_AT, ID, KEY, MESSAGE } from '../contract/case.ts';
import { startReceiver } from '../contract/receiver.ts';
import { createSender } from '../http-sender.ts';
import { listAt, parseJson, valueAt } from '../json-reader.ts';
import { infobip } from './infobip.ts';

const TOKEN = 'token-8d1f';
const CALLBACK = `https://loyalty.example/v1/callbacks/infobip/${TOKEN}`;
const settings = { from: 'l@shop.example', whatsapp_from: '441134960000', language: 'en' };

const CASES: readonly [string, Partial<RenderedMessage>, (body: string) => unknown][] = [
  ['email', {}, (body) => valueAt(first(body), 'webhooks', 'delivery', 'url')],
  ['email', {}, (body) => valueAt(parseJson(body), 'options', 'tracking', 'trackingUrl')],
  ['sms', { channel: 'sms', body: null }, (body) => valueAt(first(body), 'webhooks', 'delivery', 'url')],
  ['whatsapp', { channel: 'whatsapp', templateId: 'points' }, (body) => valueAt(first(body), 'notifyUrl')],
  ['flow', { channel: 'flow', templateId: '7', body: null }, (body) => valueAt(parseJson(body), 'notifyUrl')],
];

const first = (body: string) => listAt(parseJson(body), 'messages')[0];

test('each channel is told our address, which neither the frozen request nor the log shows', async () => {
  const receiver = await startReceiver();
  const sender = createSender({ allowPrivateTargets: true });
  const access = { url: receiver.base, key: KEY, secrets: [] };
  receiver.answer = ({ body }) => ({ status: 400, body: JSON.stringify({ description: body }) });
  const context = { access, settings, now: CREATED_AT, timeoutMs: 5_000, callbackUrl: CALLBACK, ...sender };
  for (const [channel, parts, told] of CASES) {
    const prepared = infobip.prepare({ ...MESSAGE, ...parts }, context);
    assert.ok(prepared.ok, channel);
    assert.ok(!JSON.stringify(prepared).includes(TOKEN), channel);
    const shown = await infobip.send(prepared.request, { id: ID }, context);
    assert.ok(!JSON.stringify(shown).includes(TOKEN), `${channel}: ${JSON.stringify(shown)}`);
    const sent = receiver.arrived.at(-1)?.body ?? '';
    assert.equal(told(sent), CALLBACK, channel);
    const unreachable = { ...context, callbackUrl: null };
    await infobip.send(prepared.request, { id: ID }, unreachable);
    assert.equal(receiver.arrived.at(-1)?.body, prepared.request.body, channel);
  }
  await sender.close();
  await receiver.close();
});
