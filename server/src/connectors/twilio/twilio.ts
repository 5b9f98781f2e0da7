// Twilio: an SMS or a WhatsApp message, as text or from a content template. No idempotency, except that what was refused
// with 429 was never processed.

import { engagements, type Kinds } from '../callback.ts';
import type { Access, Connector, ProviderSettings } from '../connector.ts';
import { isObject, parseJson, present, textAt } from '../json-reader.ts';
import { type Judge, judgeStatus, retryAfterMs, sendOverHttp } from '../outcome.ts';
import { basic, refuse, under } from '../request.ts';
import { checkSettings, flagSetting, numberSetting, type SettingList, textSetting } from '../settings.ts';

const SETTINGS: SettingList = {
  account_sid: { type: 'text', isRequired: true, about: 'the account, AC and 32 characters' },
  from: { type: 'text', about: 'the number that messages come from' },
  messaging_service_sid: { type: 'text', about: 'the messaging service that chooses the number, MG and 32 characters' },
  whatsapp: { type: 'flag', about: 'true sends over WhatsApp' },
  status_callback: { type: 'text', about: 'where Twilio reports to, unless the messaging service says so' },
  validity_seconds: { type: 'number', about: 'how long Twilio may keep a message waiting, 1 to 36000' },
};
const ADDRESS = 'https://api.twilio.com';
const BODY_MAX = 1_600;
const VALIDITY_MAX_SECONDS = 36_000;

export const twilio: Connector = {
  name: 'twilio',
  defaults: { perSecond: null, concurrency: 10 },
  needs: ['key'],
  check(settings) {
    const problems = [...checkSettings(settings, SETTINGS)];
    if (senderOf(settings) === null) problems.push('settings.from or settings.messaging_service_sid is missing.');
    const seconds = numberSetting(settings, 'validity_seconds');
    if (seconds !== null && !(Number.isInteger(seconds) && seconds >= 1 && seconds <= VALIDITY_MAX_SECONDS)) {
      problems.push(`settings.validity_seconds must be a whole number from 1 to ${VALIDITY_MAX_SECONDS}.`);
    }
    // Twilio's own rule: it cannot call such a host.
    if (URL.parse(textSetting(settings, 'status_callback') ?? '')?.hostname.includes('_')) {
      problems.push('settings.status_callback has an underscore in its host name.');
    }
    return problems;
  },
  checkVariant: (variant) =>
    variant.template_id === undefined && variant.text === undefined
      ? ['The variant has neither a template_id nor a text.']
      : [],
  prepare(message, { access, settings }) {
    const { phone } = message.recipient;
    if (phone === null || !/^\+?[\d ()./-]{4,30}$/.test(phone)) return refuse('the customer has no phone number');
    const account = encodeURIComponent(textSetting(settings, 'account_sid') ?? '');
    const url = under(access, ADDRESS, `/2010-04-01/Accounts/${account}/Messages.json`);
    const sender = senderOf(settings);
    if (url === null || sender === null) return refuse('the provider has no address or no sender');
    const prefix = flagSetting(settings, 'whatsapp', false) ? 'whatsapp:' : '';
    const form = new URLSearchParams({ To: `${prefix}${phone.replaceAll(/[^\d+]/g, '')}`, ...sender });
    if (message.templateId === null) {
      const { text } = message;
      if (text === null || text === '') return refuse('the message has no text');
      if (text.length > BODY_MAX) return refuse(`the text is longer than Twilio's ${BODY_MAX} characters`);
      form.set('Body', text);
    } else {
      form.set('ContentSid', message.templateId);
      if (isObject(message.body)) form.set('ContentVariables', contentVariables(message.body));
    }
    const callback = textSetting(settings, 'status_callback');
    if (callback !== null) form.set('StatusCallback', callback);
    const seconds = numberSetting(settings, 'validity_seconds');
    if (seconds !== null) form.set('ValidityPeriod', String(seconds));
    const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
    return { ok: true, request: { method: 'POST', url, headers, body: form.toString() } };
  },
  send: (request, _message, context) =>
    sendOverHttp(request, context, { headers: basic(loginOf(context.access, context.settings)), judge }),
  /** Forms, one message each; they name the message by the reference that sending gave. */
  readCallback({ body }) {
    const form = new URLSearchParams(body);
    const read = (name: string): string | null => textAt({ value: form.get(name) }, 'value');
    const kind = KINDS.get(read('MessageStatus') ?? '');
    const reference = read('MessageSid');
    if (kind === undefined || reference === null) return [];
    const detail = present({ status: read('MessageStatus'), code: read('ErrorCode') });
    return engagements([null], () => ({ messageId: null, reference, kind, at: null, detail }));
  },
};

/** `SK…:secret` is an API key; anything else is the account's own token. */
function loginOf(access: Access, settings: ProviderSettings): string {
  const key = access.key ?? '';
  return /^SK\w+:/.test(key) ? key : `${textSetting(settings, 'account_sid') ?? ''}:${key}`;
}

function senderOf(settings: ProviderSettings): { readonly [name: string]: string } | null {
  const service = textSetting(settings, 'messaging_service_sid');
  if (service !== null) return { MessagingServiceSid: service };
  const from = textSetting(settings, 'from');
  if (from === null) return null;
  return { From: flagSetting(settings, 'whatsapp', false) ? `whatsapp:${from}` : from };
}

/** Twilio takes texts only: `{"1": "Jane", "2": "200"}`. */
function contentVariables(body: { readonly [name: string]: unknown }): string {
  const texts = Object.entries(body).map(([name, value]) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value ?? '');
    return [name, text === '""' ? '' : text] as const;
  });
  return JSON.stringify(Object.fromEntries(texts));
}

/** Too many at once, and two queues that are full: none of them was processed. */
const BUSY_CODES = ['20429', '21611', '63017'];
/** The credentials, and an account that is not active. */
const ACCOUNT_CODES = ['20003', '20005'];

const judge: Judge = (answer, now) => {
  const json = parseJson(answer.body);
  if (answer.status >= 200 && answer.status < 300) return { kind: 'delivered', reference: textAt(json, 'sid') };
  const code = textAt(json, 'code') ?? '';
  const reason = `answered ${answer.status}${code === '' ? '' : ` (${code}: ${textAt(json, 'message')})`}`;
  if (BUSY_CODES.includes(code)) return { kind: 'retry', reason, afterMs: retryAfterMs(answer, now) };
  return ACCOUNT_CODES.includes(code) ? { kind: 'pause', reason } : judgeStatus(answer, now, reason);
};

/** `queued`, `sending` and `sent` are on the way; `read` is known for WhatsApp only. */
const KINDS: Kinds = new Map([
  ['delivered', 'delivered'],
  ['read', 'opened'],
  ['undelivered', 'bounced'],
  ['failed', 'failed'],
]);
