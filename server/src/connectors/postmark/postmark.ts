// Postmark: one e-mail, from a template or with its own content. No idempotency: a retry after a time-out may send twice.
// Postmark signs no callbacks; the address that it calls has to be unguessable.

import type { Json, JsonObject } from '../../domain/facts.ts';
import { engagements, instantOfText, itemsOf, type Kinds, MESSAGE_ID, messageIdOf } from '../callback.ts';
import type { Connector, ProviderSettings, RenderedMessage } from '../connector.ts';
import { parseJson, present, textAt, valueAt } from '../json-reader.ts';
import { type Judge, judgeStatus, sendOverHttp } from '../outcome.ts';
import {
  emailOf,
  NO_EMAIL,
  postJson,
  refuse,
  templateData,
  UNSUBSCRIBE_SETTINGS,
  under,
  unsubscribeHeaders,
} from '../request.ts';
import { checkSettings, type SettingList, textSetting } from '../settings.ts';

const SETTINGS: SettingList = {
  from: { type: 'text', isRequired: true, about: 'the sender, such as Shop <hello@shop.example>' },
  reply_to: { type: 'text', about: 'where answers go' },
  tag: { type: 'text', about: 'the tag under which Postmark counts' },
  stream: { type: 'text', about: 'the message stream, such as broadcast' },
  ...UNSUBSCRIBE_SETTINGS,
};
const ADDRESS = 'https://api.postmarkapp.com';
const TAG_MAX = 1_000;
/** Bad token, no credits, account pending, account blocked: all 422, and none of them about the message. */
const ACCOUNT_CODES = ['10', '405', '412', '413'];

export const postmark: Connector = {
  name: 'postmark',
  defaults: { perSecond: null, concurrency: 10 },
  needs: ['key'],
  check(settings) {
    const isLong = (textSetting(settings, 'tag') ?? '').length > TAG_MAX;
    return [
      ...checkSettings(settings, SETTINGS),
      ...(isLong ? [`settings.tag is longer than ${TAG_MAX} characters.`] : []),
    ];
  },
  checkVariant(variant) {
    if (variant.template_id !== undefined) return [];
    const hasContent = variant.subject !== undefined && (variant.text !== undefined || variant.html !== undefined);
    return hasContent ? [] : ['The variant has neither a template_id nor a subject with text or html.'];
  },
  prepare(message, { access, settings }) {
    const to = emailOf(message);
    if (to === null) return refuse(NO_EMAIL);
    const url = under(access, ADDRESS, message.templateId === null ? '/email' : '/email/withTemplate');
    if (url === null) return refuse('the address is none');
    return postJson(url, {
      From: textSetting(settings, 'from'),
      To: to,
      ...content(message),
      ...options(message, settings),
      Metadata: { [MESSAGE_ID]: message.id },
    });
  },
  send: (request, _message, context) =>
    sendOverHttp(request, context, { headers: { 'x-postmark-server-token': context.access.key ?? '' }, judge }),
  readCallback: ({ body }) =>
    engagements(itemsOf(body), (item) => {
      const record = textAt(item, 'RecordType') ?? '';
      // The same record reports that somebody came back.
      const isReturn = record === 'SubscriptionChange' && valueAt(item, 'SuppressSending') !== true;
      const kind = isReturn ? undefined : KINDS.get(record);
      if (kind === undefined) return null;
      const at = ['DeliveredAt', 'ReceivedAt', 'BouncedAt', 'ChangedAt'].map((name) => textAt(item, name));
      return {
        messageId: messageIdOf(textAt(item, 'Metadata', MESSAGE_ID)),
        reference: textAt(item, 'MessageID'),
        kind,
        at: instantOfText(at.find((text) => text !== null) ?? null),
        detail: present({
          url: textAt(item, 'OriginalLink'),
          type: textAt(item, 'Type'),
          reason: textAt(item, 'Description') ?? textAt(item, 'SuppressionReason'),
        }),
      };
    }),
};

/** Templates have an alias or a number. */
function content(message: RenderedMessage): JsonObject {
  const { templateId, subject, text, html } = message;
  if (templateId !== null) {
    const template = /^\d{1,15}$/.test(templateId) ? { TemplateId: Number(templateId) } : { TemplateAlias: templateId };
    return { ...template, TemplateModel: templateData(message) };
  }
  return {
    Subject: subject ?? '',
    ...(text === null ? {} : { TextBody: text }),
    ...(html === null ? {} : { HtmlBody: html }),
  };
}

function options(message: RenderedMessage, settings: ProviderSettings): JsonObject {
  const written = {
    ReplyTo: textSetting(settings, 'reply_to'),
    Tag: textSetting(settings, 'tag'),
    MessageStream: textSetting(settings, 'stream'),
  };
  const headers: readonly Json[] = Object.entries(unsubscribeHeaders(message, settings)).map(([Name, Value]) => ({
    Name,
    Value,
  }));
  return { ...present(written), ...(headers.length === 0 ? {} : { Headers: headers }) };
}

const judge: Judge = (answer, now) => {
  const json = parseJson(answer.body);
  if (answer.status >= 200 && answer.status < 300) return { kind: 'delivered', reference: textAt(json, 'MessageID') };
  const code = textAt(json, 'ErrorCode');
  const reason = `answered ${answer.status}${code === null ? '' : ` (${code}: ${textAt(json, 'Message')})`}`;
  if (answer.status === 422 && code !== null && ACCOUNT_CODES.includes(code)) return { kind: 'pause', reason };
  return judgeStatus(answer, now, reason);
};

const KINDS: Kinds = new Map([
  ['Delivery', 'delivered'],
  ['Open', 'opened'],
  ['Click', 'clicked'],
  ['Bounce', 'bounced'],
  ['SpamComplaint', 'spam'],
  ['SubscriptionChange', 'unsubscribed'],
]);
