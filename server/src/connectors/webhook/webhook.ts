// Messages to any HTTP endpoint: the variant's JSON, or a body of our own, signed as Standard Webhooks are.

import type { JsonObject } from '../../domain/facts.ts';
import { isoText } from '../../domain/time.ts';
import { readPlain } from '../callback.ts';
import type { Access, Connector, ProviderSettings, RenderedMessage } from '../connector.ts';
import { sendOverHttp } from '../outcome.ts';
import { basic, bearer, postJson, refuse, under, withSecrets } from '../request.ts';
import { checkSettings, type SettingList, textSetting } from '../settings.ts';
import { signatureHeaders } from './signature.ts';

const SETTINGS: SettingList = {
  key_header: { type: 'text', about: 'the header that carries the key, instead of "Authorization: Bearer"' },
  type: { type: 'text', about: 'the type of the default body, letters, digits, _ and dots' },
};
const TYPE_DEFAULT = 'loyalty.message';
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9-]{0,99}$/;

export const webhook: Connector = {
  name: 'webhook',
  defaults: { perSecond: null, concurrency: 8 },
  needs: ['url'],
  check(settings) {
    const header = textSetting(settings, 'key_header');
    const isHeader = header === null || HEADER_NAME.test(header);
    return [
      ...checkSettings(settings, SETTINGS),
      ...(isHeader ? [] : ['settings.key_header must be the name of a header, such as x-api-key.']),
    ];
  },
  checkVariant: () => [],
  prepare(message, { access, settings }) {
    const url = under(access, null, '');
    if (url === null) return refuse('no address is set for this provider');
    const headers = { 'user-agent': 'Laurel', 'webhook-id': message.id };
    return postJson(url, message.body ?? defaultBody(message, settings), headers);
  },
  send(request, message, context) {
    const { access, settings, now } = context;
    const signatures = signatureHeaders({ id: message.id, body: request.body, now }, access.secrets);
    const headers = { ...signatures, ...authorization(access, settings) };
    return sendOverHttp(request, context, { headers, url: withSecrets(request.url, access) });
  },
  readCallback: ({ body }) => readPlain(body),
};

/** The form that Standard Webhooks advises; `timestamp` is the message's, so that every attempt sends the same bytes. */
function defaultBody(message: RenderedMessage, settings: ProviderSettings): JsonObject {
  const { id, channel, purpose, templateId, subject, text, html, recipient } = message;
  const data = {
    message_id: id,
    template_id: templateId,
    channel,
    purpose,
    recipient: {
      customer_id: recipient.customerId,
      external_id: recipient.externalId,
      email: recipient.email,
      phone: recipient.phone,
      first_name: recipient.firstName,
      last_name: recipient.lastName,
    },
    subject,
    text,
    html,
    ...message.variables,
  };
  return { type: textSetting(settings, 'type') ?? TYPE_DEFAULT, timestamp: isoText(message.createdAt), data };
}

function authorization(access: Access, settings: ProviderSettings): { readonly [name: string]: string } {
  const header = textSetting(settings, 'key_header');
  if (access.key !== null) return header === null ? bearer(access.key) : { [header.toLowerCase()]: access.key };
  const url = access.url === null ? null : URL.parse(access.url);
  if (url === null || url.username === '') return {};
  return basic(`${decodeURIComponent(url.username)}:${decodeURIComponent(url.password)}`);
}
