// SendGrid: one e-mail, from a dynamic template or with its own content. The API has no idempotency: a retry after a time-out
// may send twice.

import type { Json, JsonObject } from '../../domain/facts.ts';
import { engagements, instantOfSeconds, itemsOf, type Kinds, MESSAGE_ID, messageIdOf } from '../callback.ts';
import type { Connector, ProviderSettings, RenderedMessage } from '../connector.ts';
import { listAt, parseJson, present, textAt, valueAt } from '../json-reader.ts';
import { type Judge, judgeStatus, resetAfterMs, sendOverHttp } from '../outcome.ts';
import * as parts from '../request.ts';
import { checkSettings, flagSetting, numberSetting, type SettingList, textSetting } from '../settings.ts';

const SETTINGS: SettingList = {
  from: { type: 'text', isRequired: true, about: 'the address that messages come from, of a verified sender' },
  from_name: { type: 'text', about: 'the name beside it' },
  reply_to: { type: 'text', about: 'where answers go' },
  category: { type: 'text', about: 'the category under which SendGrid counts' },
  unsubscribe_group: { type: 'number', about: 'the id of the unsubscribe group for marketing messages' },
  sandbox: { type: 'flag', about: 'true lets SendGrid check messages without sending them' },
  ...parts.UNSUBSCRIBE_SETTINGS,
};
const ADDRESS = 'https://api.sendgrid.com';
const CATEGORY_MAX = 255;

export const sendgrid: Connector = {
  name: 'sendgrid',
  defaults: { perSecond: null, concurrency: 10 },
  needs: ['key'],
  check(settings) {
    const isLong = (textSetting(settings, 'category') ?? '').length > CATEGORY_MAX;
    return [
      ...checkSettings(settings, SETTINGS),
      ...(isLong ? [`settings.category is longer than ${CATEGORY_MAX} characters.`] : []),
    ];
  },
  checkVariant(variant) {
    if (variant.template_id !== undefined) return [];
    const hasContent = variant.subject !== undefined && (variant.text !== undefined || variant.html !== undefined);
    return hasContent ? [] : ['The variant has neither a template_id nor a subject with text or html.'];
  },
  prepare(message, { access, settings }) {
    const to = parts.emailOf(message);
    if (to === null) return parts.refuse(parts.NO_EMAIL);
    const url = parts.under(access, ADDRESS, '/v3/mail/send');
    if (url === null) return parts.refuse('the address is none');
    const name = parts.nameOf(message);
    const personalization = {
      to: [{ email: to, ...(name === null ? {} : { name }) }],
      custom_args: { [MESSAGE_ID]: message.id },
      ...(message.templateId === null ? {} : { dynamic_template_data: parts.templateData(message) }),
    };
    const from = { email: textSetting(settings, 'from') ?? '', ...named(settings) };
    return parts.postJson(url, {
      personalizations: [personalization],
      from,
      ...content(message),
      ...options(message, settings),
    });
  },
  send: (request, _message, context) =>
    sendOverHttp(request, context, { headers: parts.bearer(context.access.key ?? ''), judge }),
  readCallback: ({ body }) =>
    engagements(itemsOf(body), (item) => {
      const kind = KINDS.get(textAt(item, 'event') ?? '');
      if (kind === undefined) return null;
      return {
        messageId: messageIdOf(textAt(item, MESSAGE_ID)),
        // The id of the answer, followed by where it was processed.
        reference: textAt(item, 'sg_message_id')?.split('.')[0] ?? null,
        kind,
        at: instantOfSeconds(valueAt(item, 'timestamp')),
        detail: present({ url: textAt(item, 'url'), reason: textAt(item, 'reason'), type: textAt(item, 'type') }),
      };
    }),
};

function named(settings: ProviderSettings): JsonObject {
  const name = textSetting(settings, 'from_name');
  return name === null ? {} : { name };
}

/** Plain text has to stand before HTML. */
function content(message: RenderedMessage): JsonObject {
  if (message.templateId !== null) return { template_id: message.templateId };
  const texts: Json[] = [];
  if (message.text !== null) texts.push({ type: 'text/plain', value: message.text });
  if (message.html !== null) texts.push({ type: 'text/html', value: message.html });
  return { subject: message.subject ?? '', content: texts };
}

function options(message: RenderedMessage, settings: ProviderSettings): JsonObject {
  const replyTo = textSetting(settings, 'reply_to');
  const category = textSetting(settings, 'category');
  const group = message.purpose === 'marketing' ? numberSetting(settings, 'unsubscribe_group') : null;
  const headers = parts.unsubscribeHeaders(message, settings);
  return {
    ...(replyTo === null ? {} : { reply_to: { email: replyTo } }),
    ...(category === null ? {} : { categories: [category] }),
    ...(group === null ? {} : { asm: { group_id: group } }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
    ...(flagSetting(settings, 'sandbox', false) ? { mail_settings: { sandbox_mode: { enable: true } } } : {}),
  };
}

const judge: Judge = (answer, now) => {
  if (answer.status >= 200 && answer.status < 300) {
    return { kind: 'delivered', reference: answer.headers['x-message-id'] ?? null };
  }
  const [error] = listAt(parseJson(answer.body), 'errors');
  const words = textAt(error, 'message');
  const result = judgeStatus(answer, now, `answered ${answer.status}${words === null ? '' : `: ${words}`}`);
  if (result.kind !== 'retry' || result.afterMs !== null) return result;
  return { ...result, afterMs: resetAfterMs(answer, 'x-ratelimit-reset', now) };
};

/** `processed` and `deferred` say nothing about the customer. */
const KINDS: Kinds = new Map([
  ['delivered', 'delivered'],
  ['open', 'opened'],
  ['click', 'clicked'],
  ['bounce', 'bounced'],
  ['dropped', 'failed'],
  ['spamreport', 'spam'],
  ['unsubscribe', 'unsubscribed'],
  ['group_unsubscribe', 'unsubscribed'],
]);
