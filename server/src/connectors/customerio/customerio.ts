// Customer.io: a transactional e-mail over its App API, or an event over its Track API for campaigns that listen to it.
// Events carry an id that makes retries harmless; transactional e-mails have none.

import type { JsonObject } from '../../domain/facts.ts';
import { engagements, instantOfSeconds, itemsOf, type Kinds, MESSAGE_ID, messageIdOf, readPlain } from '../callback.ts';
import type { Connector, ProviderSettings, RenderedMessage } from '../connector.ts';
import { parseJson, present, textAt, valueAt } from '../json-reader.ts';
import { type Judge, judgeStatus, sendOverHttp } from '../outcome.ts';
import { basic, bearer, customerKey, emailOf, NO_EMAIL, postJson, refuse, templateData, under } from '../request.ts';
import { checkSettings, type SettingList, textSetting } from '../settings.ts';
import { ulidOf } from './ulid.ts';

const SETTINGS: SettingList = {
  mode: {
    type: 'text',
    about: 'transactional (default, an e-mail from a template) or event (for campaigns)',
    values: ['transactional', 'event'],
  },
  event: { type: 'text', about: 'the name of the event for variants without a template id' },
};
const APP_ADDRESS = 'https://api.customer.io';
const TRACK_ADDRESS = 'https://track.customer.io';
const EVENT_BYTES_MAX = 32 * 1024;

export const customerio: Connector = {
  name: 'customerio',
  defaults: { perSecond: 100, concurrency: 10 },
  needs: ['key'],
  check: (settings) => checkSettings(settings, SETTINGS),
  checkVariant(variant, settings) {
    if (variant.template_id !== undefined) return [];
    if (!isEvent(settings)) return ['The variant has no template_id: the transactional message.'];
    const isNamed = textSetting(settings, 'event') !== null;
    return isNamed ? [] : ['The variant has no template_id and the provider no settings.event: the name of the event.'];
  },
  prepare(message, { access, settings }) {
    if (isEvent(settings)) {
      const name = message.templateId ?? textSetting(settings, 'event');
      const url = under(access, TRACK_ADDRESS, '/api/v2/entity');
      if (name === null || url === null) return refuse('neither the variant nor the provider names an event');
      const event = trackEvent(message, name);
      const isLarge = Buffer.byteLength(JSON.stringify(event)) > EVENT_BYTES_MAX;
      return isLarge ? refuse(`the event is larger than Customer.io's ${EVENT_BYTES_MAX} bytes`) : postJson(url, event);
    }
    const to = emailOf(message);
    if (to === null) return refuse(NO_EMAIL);
    const url = under(access, APP_ADDRESS, '/v1/send/email');
    if (message.templateId === null || url === null) return refuse('the variant names no transactional message');
    const { templateId } = message;
    return postJson(url, {
      transactional_message_id: /^\d{1,15}$/.test(templateId) ? Number(templateId) : templateId,
      to,
      identifiers: { id: customerKey(message) },
      message_data: { ...templateData(message), [MESSAGE_ID]: message.id },
    });
  },
  send(request, _message, context) {
    const key = context.access.key ?? '';
    const headers = isEvent(context.settings) ? basic(key) : bearer(key);
    return sendOverHttp(request, context, { headers, judge });
  },
  readCallback({ body }) {
    const plain = readPlain(body);
    if (plain.length > 0) return plain;
    return engagements(itemsOf(body), (item) => {
      const kind = KINDS.get(textAt(item, 'metric') ?? '');
      const reference = textAt(item, 'data', 'delivery_id');
      const messageId = messageIdOf(textAt(item, 'data', MESSAGE_ID));
      if (kind === undefined || (reference === null && messageId === null)) return null;
      const detail = present({ url: textAt(item, 'data', 'href'), reason: textAt(item, 'data', 'failure_message') });
      return { messageId, reference, kind, at: instantOfSeconds(valueAt(item, 'timestamp')), detail };
    });
  },
};

function isEvent(settings: ProviderSettings): boolean {
  return textSetting(settings, 'mode') === 'event';
}

/** `recipient`, `from_address` and `reply_to` among the attributes would override the campaign: they are left out. */
function trackEvent(message: RenderedMessage, name: string): JsonObject {
  const { recipient: _to, from_address: _from, reply_to: _reply, ...data } = templateData(message);
  return {
    type: 'person',
    identifiers: { id: customerKey(message) },
    action: 'event',
    name,
    id: ulidOf(message.id),
    timestamp: Math.floor(message.createdAt / 1_000),
    attributes: { ...data, [MESSAGE_ID]: message.id },
  };
}

const judge: Judge = (answer, now) => {
  const json = parseJson(answer.body);
  if (answer.status >= 200 && answer.status < 300) return { kind: 'delivered', reference: textAt(json, 'delivery_id') };
  const words = textAt(json, 'meta', 'error');
  return judgeStatus(answer, now, `answered ${answer.status}${words === null ? '' : `: ${words}`}`);
};

const KINDS: Kinds = new Map([
  ['delivered', 'delivered'],
  ['opened', 'opened'],
  ['clicked', 'clicked'],
  ['bounced', 'bounced'],
  ['dropped', 'failed'],
  ['failed', 'failed'],
  ['spammed', 'spam'],
  ['unsubscribed', 'unsubscribed'],
]);
