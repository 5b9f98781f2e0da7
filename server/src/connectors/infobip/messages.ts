// The bodies of Infobip's e-mails, SMS and WhatsApp templates. Our message id is theirs: a retry is not sent twice.

import type { Json, JsonObject } from '../../domain/facts.ts';
import type { ProviderSettings, RenderedMessage } from '../connector.ts';
import { isList, isObject, listAt, parseJson, valueAt } from '../json-reader.ts';
import { emailOf, NO_EMAIL, templateData, unsubscribeHeaders } from '../request.ts';
import { flagSetting, numberSetting, textSetting } from '../settings.ts';

export type Made = { readonly ok: true; readonly body: JsonObject } | { readonly ok: false; readonly reason: string };

const SUBJECT_MAX = 1_000;
/** What Infobip gives up beyond; a usual SMS has 160. */
const TEXT_MAX = 4_096;
export const NO_PHONE = 'the customer has no phone number in international form';

export function no(reason: string): Made {
  return { ok: false, reason };
}

export function emailBody(message: RenderedMessage, settings: ProviderSettings): Made {
  const to = emailOf(message);
  if (to === null) return no(NO_EMAIL);
  const { subject, templateId, text, html } = message;
  const sender = textSetting(settings, 'from');
  if (templateId === null) {
    if (sender === null) return no('settings.from is missing: who e-mails come from');
    if (subject === null || subject === '') return no('the message has no subject');
    if (text === null && html === null) return no('the message has neither text nor html');
  }
  if (subject !== null && subject.length > SUBJECT_MAX)
    return no(`the subject is longer than Infobip's ${SUBJECT_MAX} characters`);
  const headers = unsubscribeHeaders(message, settings);
  const content = {
    ...given({ subject: subject === '' ? null : subject }),
    ...(templateId === null ? given({ text, html }) : { templateId }),
    ...(Object.keys(headers).length === 0 ? {} : { headers: JSON.stringify(headers) }),
  };
  // Placeholders are JSON within a text.
  const placeholders = templateId === null ? null : JSON.stringify(templateData(message));
  const replyTo = textSetting(settings, 'reply_to');
  const destination = { to: [{ destination: to, messageId: message.id, ...given({ placeholders }) }] };
  const one = {
    ...given({ sender }),
    destinations: [{ ...destination, ...given({ replyTo }) }],
    content,
    webhooks: { callbackData: message.id },
  };
  const isTracked = flagSetting(settings, 'track', true);
  const tracking = { track: isTracked, trackOpens: isTracked, trackClicks: isTracked };
  return { ok: true, body: { messages: [one], options: { tracking } } };
}

export function smsBody(message: RenderedMessage, settings: ProviderSettings): Made {
  const to = phoneOf(message);
  if (to === null) return no(NO_PHONE);
  const { text } = message;
  if (text === null || text === '') return no('the message has no text');
  if (text.length > TEXT_MAX) return no(`the text is longer than ${TEXT_MAX} characters`);
  const minutes = numberSetting(settings, 'validity_minutes');
  const validityPeriod = minutes === null ? null : { amount: minutes, timeUnit: 'MINUTES' };
  const one = {
    ...given({ sender: textSetting(settings, 'sms_from') }),
    destinations: [{ to, messageId: message.id }],
    content: { text },
    ...(validityPeriod === null ? {} : { options: { validityPeriod } }),
    webhooks: { callbackData: message.id },
  };
  return { ok: true, body: { messages: [one] } };
}

/** The variant's body: `placeholders` in their order, and where the template has them `header`, `buttons`, `language`. */
export function whatsappBody(message: RenderedMessage, settings: ProviderSettings): Made {
  const to = phoneOf(message);
  if (to === null) return no(NO_PHONE);
  const { body, templateId } = message;
  const from = textSetting(settings, 'whatsapp_from');
  if (from === null) return no('settings.whatsapp_from is missing: the WhatsApp sender');
  if (templateId === null) return no('the message has no template');
  const said = valueAt(body, 'language');
  const language = typeof said === 'string' && said !== '' ? said : textSetting(settings, 'language');
  if (language === null) return no('nothing says in which language the template is registered');
  const header = valueAt(body, 'header');
  const buttons = valueAt(body, 'buttons');
  const templateDataOf = {
    body: { placeholders: listAt(body, 'placeholders').map(textOf) },
    ...(isObject(header) ? { header } : {}),
    ...(isList(buttons) ? { buttons } : {}),
  };
  const one = {
    from: digits(from),
    to,
    messageId: message.id,
    content: { templateName: templateId, templateData: templateDataOf, language },
    callbackData: message.id,
  };
  return { ok: true, body: { messages: [one] } };
}

/** WhatsApp refuses new lines, tabs and more than four spaces in a value. */
function textOf(value: Json): string {
  const text = typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value);
  return text.replaceAll(/[\n\r\t]+/g, ' ').replaceAll(/ {5,}/g, '    ');
}

function digits(phone: string): string {
  return phone.replaceAll(/\D/g, '');
}

/** International, without the plus: `41793026727`. A number that begins with a zero says no country. */
export function phoneOf(message: RenderedMessage): string | null {
  const { phone } = message.recipient;
  if (phone === null || !/^\+?[\d ()./-]{4,30}$/.test(phone)) return null;
  const number = digits(phone).replace(/^00/, '');
  return /^[1-9]\d{4,}$/.test(number) ? number : null;
}

function given(parts: { readonly [name: string]: string | null }): { readonly [name: string]: string } {
  return Object.fromEntries(Object.entries(parts).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** The request with our address for reports in it, where its kind of message has a place for one. */
export function withReporting(body: string, url: string): string {
  const json = parseJson(body);
  if (!isObject(json)) return body;
  if (json.participants !== undefined) return JSON.stringify({ ...json, notifyUrl: url });
  const messages = listAt(json, 'messages').map((message): Json => {
    if (!isObject(message)) return message;
    if (!isObject(message.webhooks)) return { ...message, notifyUrl: url };
    return { ...message, webhooks: { ...message.webhooks, delivery: { url } } };
  });
  const tracking = valueAt(json, 'options', 'tracking');
  const options =
    isObject(tracking) && tracking.track === true ? { options: { tracking: { ...tracking, trackingUrl: url } } } : {};
  return JSON.stringify({ ...json, messages, ...options });
}
