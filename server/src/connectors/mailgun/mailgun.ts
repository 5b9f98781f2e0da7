// Mailgun: one e-mail as a multipart form, from a stored template or with its own content. No idempotency: a retry after a
// time-out may send twice.

import { createHash } from 'node:crypto';
import { engagements, instantOfSeconds, itemsOf, type Kinds, MESSAGE_ID, messageIdOf } from '../callback.ts';
import type { Connector } from '../connector.ts';
import { parseJson, present, textAt, valueAt } from '../json-reader.ts';
import { type Judge, judgeStatus, sendOverHttp } from '../outcome.ts';
import {
  basic,
  emailOf,
  NO_EMAIL,
  refuse,
  templateData,
  UNSUBSCRIBE_SETTINGS,
  under,
  unsubscribeHeaders,
} from '../request.ts';
import { checkSettings, flagSetting, type SettingList, textSetting } from '../settings.ts';

const SETTINGS: SettingList = {
  domain: { type: 'text', isRequired: true, about: 'the sending domain, such as mail.shop.example' },
  from: { type: 'text', isRequired: true, about: 'the sender, such as Shop <hello@mail.shop.example>' },
  reply_to: { type: 'text', about: 'where answers go' },
  tag: { type: 'text', about: 'the tag under which Mailgun counts' },
  test_mode: { type: 'flag', about: 'true lets Mailgun accept messages without sending them' },
  ...UNSUBSCRIBE_SETTINGS,
};
const ADDRESS = 'https://api.mailgun.net';

export const mailgun: Connector = {
  name: 'mailgun',
  defaults: { perSecond: null, concurrency: 10 },
  needs: ['key'],
  check: (settings) => checkSettings(settings, SETTINGS),
  checkVariant(variant) {
    if (variant.template_id !== undefined) return variant.subject === undefined ? ['The variant has no subject.'] : [];
    const hasContent = variant.subject !== undefined && (variant.text !== undefined || variant.html !== undefined);
    return hasContent ? [] : ['The variant has neither a template_id nor a subject with text or html.'];
  },
  prepare(message, { access, settings }) {
    const to = emailOf(message);
    if (to === null) return refuse(NO_EMAIL);
    const url = under(access, ADDRESS, `/v3/${encodeURIComponent(textSetting(settings, 'domain') ?? '')}/messages`);
    if (url === null) return refuse('the address is none');
    const headers = Object.entries(unsubscribeHeaders(message, settings));
    const isTemplate = message.templateId !== null;
    const fields: readonly (readonly [name: string, value: string | null])[] = [
      ['from', textSetting(settings, 'from')],
      ['to', to],
      ['subject', message.subject],
      ['template', message.templateId],
      ['t:variables', isTemplate ? JSON.stringify(templateData(message)) : null],
      ['text', isTemplate ? null : message.text],
      ['html', isTemplate ? null : message.html],
      [`v:${MESSAGE_ID}`, message.id],
      ['o:tag', textSetting(settings, 'tag')],
      ['o:testmode', flagSetting(settings, 'test_mode', false) ? 'yes' : null],
      ['h:Reply-To', textSetting(settings, 'reply_to')],
      ...headers.map(([name, value]) => [`h:${name}`, value] as const),
    ];
    const form = multipart(fields.flatMap(([name, value]) => (value === null ? [] : [[name, value] as const])));
    return { ok: true, request: { method: 'POST', url, ...form } };
  },
  send: (request, _message, context) =>
    sendOverHttp(request, context, { headers: basic(`api:${context.access.key ?? ''}`), judge }),
  readCallback: ({ body }) =>
    engagements(itemsOf(body), (item) => {
      const event = valueAt(item, 'event-data');
      const word = textAt(event, 'event') ?? '';
      // Mailgun tries again by itself after a temporary failure.
      const kind = word === 'failed' && textAt(event, 'severity') === 'temporary' ? undefined : KINDS.get(word);
      if (kind === undefined) return null;
      return {
        messageId: messageIdOf(textAt(event, 'user-variables', MESSAGE_ID)),
        reference: textAt(event, 'message', 'headers', 'message-id'),
        kind,
        at: instantOfSeconds(valueAt(event, 'timestamp')),
        detail: present({
          url: textAt(event, 'url'),
          reason: textAt(event, 'delivery-status', 'description') ?? textAt(event, 'reason'),
        }),
      };
    }),
};

/** The boundary is a hash of what it bounds: the same at every attempt, and not to be found inside. */
function multipart(fields: readonly (readonly [name: string, value: string])[]): {
  readonly headers: { readonly [name: string]: string };
  readonly body: string;
} {
  const boundary = `laurel-${createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 32)}`;
  const parts = fields.map(
    ([name, value]) => `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}`, accept: 'application/json' },
    body: `${parts.join('')}--${boundary}--\r\n`,
  };
}

/** Its answers name the message as `<id@domain>`, its callbacks without the brackets. */
const judge: Judge = (answer, now) => {
  const json = parseJson(answer.body);
  if (answer.status >= 200 && answer.status < 300) {
    return { kind: 'delivered', reference: textAt(json, 'id')?.replace(/^<|>$/g, '') ?? null };
  }
  const words = textAt(json, 'message');
  return judgeStatus(answer, now, `answered ${answer.status}${words === null ? '' : `: ${words}`}`);
};

const KINDS: Kinds = new Map([
  ['delivered', 'delivered'],
  ['opened', 'opened'],
  ['clicked', 'clicked'],
  ['failed', 'bounced'],
  ['complained', 'spam'],
  ['unsubscribed', 'unsubscribed'],
]);
