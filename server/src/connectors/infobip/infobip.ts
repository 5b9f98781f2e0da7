// Infobip: an e-mail, an SMS or a WhatsApp template under our message id, or the entry into a flow of Moments. Where reports go
// is told with each message. Profiles and events for People are sent elsewhere: see `infobip-sync`.

import type { JsonObject } from '../../domain/facts.ts';
import type { Channel, VariantDefinition } from '../../domain/programme/schema-messages.ts';
import type { AttemptResult, Connector, ProviderSettings } from '../connector.ts';
import { isObject, listAt, parseJson, textAt, valueAt } from '../json-reader.ts';
import { type Judge, judgeStatus, sendOverHttp } from '../outcome.ts';
import { postJson, refuse, UNSUBSCRIBE_SETTINGS, under } from '../request.ts';
import { checkSettings, numberSetting, type SettingList } from '../settings.ts';
import { readReports } from './callbacks.ts';
import { emailBody, type Made, smsBody, whatsappBody, withReporting } from './messages.ts';
import { FLOW_ID, FLOW_RATE, flowBody, flowPath, flowReports, isFlow } from './moments.ts';
import { wordsIn } from './words.ts';

const SETTINGS: SettingList = {
  from: { type: 'text', about: 'who e-mails come from, such as Laurel Coffee <hello@shop.example>' },
  reply_to: { type: 'text', about: 'where answers to e-mails go' },
  track: { type: 'flag', about: 'false: opens and clicks of e-mails are not followed' },
  sms_from: { type: 'text', about: 'the sender of SMS: a number or a name' },
  validity_minutes: { type: 'number', about: 'how long an SMS may wait for its phone, 1 to 2880' },
  whatsapp_from: { type: 'text', about: 'the WhatsApp sender, a number' },
  language: { type: 'text', about: 'the language in which WhatsApp templates are registered, such as en' },
  identify_by: {
    type: 'text',
    about: 'by what a flow knows its participants first',
    values: ['email', 'phone'],
  },
  ...UNSUBSCRIBE_SETTINGS,
};
const VALIDITY_MAX_MINUTES = 2_880;

const PATHS: { readonly [channel in Channel]?: string } = {
  email: '/email/4/messages',
  sms: '/sms/3/messages',
  whatsapp: '/whatsapp/1/message/template',
};

export const infobip: Connector = {
  name: 'infobip',
  // E-mail and WhatsApp; SMS have no published limit.
  defaults: { perSecond: 4_000, concurrency: 20 },
  needs: ['url', 'key'],
  check(settings) {
    const problems = [...checkSettings(settings, SETTINGS)];
    const minutes = numberSetting(settings, 'validity_minutes');
    if (minutes !== null && !(Number.isInteger(minutes) && minutes >= 1 && minutes <= VALIDITY_MAX_MINUTES))
      problems.push(`settings.validity_minutes must be a whole number from 1 to ${VALIDITY_MAX_MINUTES}.`);
    return problems;
  },
  checkVariant: (variant, settings, channel) => CHECKS[channel]?.(variant, settings) ?? [noChannel(channel)],
  prepare(message, { access, settings }) {
    const { channel } = message;
    const made = BODIES[channel]?.(message, settings) ?? { ok: false, reason: noChannel(channel) };
    if (!made.ok) return refuse(made.reason);
    const url = under(access, null, PATHS[channel] ?? flowPath(message.templateId ?? ''));
    return url === null ? refuse('no address is set: https://….api.infobip.com') : postJson(url, made.body);
  },
  send(request, { id }, context) {
    const { access, callbackUrl = null } = context;
    const headers = { authorization: `App ${access.key ?? ''}` };
    const sent = callbackUrl === null ? request : { ...request, body: withReporting(request.body, callbackUrl) };
    // The token at the end of our address is what proves that a report comes from there.
    const secrets = callbackUrl === null ? [] : [callbackUrl, callbackUrl.split('/').at(-1) ?? ''];
    return sendOverHttp(sent, context, { headers, secrets, judge: judgeFor(id) });
  },
  readCallback: ({ body }) => readReports(body),
  reports: flowReports,
  rateOf: ({ url }) => (isFlow(url) ? FLOW_RATE : null),
};

const BODIES: { readonly [channel in Channel]?: (...asked: Parameters<typeof emailBody>) => Made } = {
  email: emailBody,
  sms: smsBody,
  whatsapp: whatsappBody,
  flow: flowBody,
};

function noChannel(channel: Channel): string {
  return `Infobip sends by email, sms, whatsapp and flow, not by ${channel}.`;
}

type Check = (variant: VariantDefinition, settings: ProviderSettings) => readonly string[];

const CHECKS: { readonly [channel in Channel]?: Check } = {
  email(variant, settings) {
    if (variant.template_id !== undefined) return [];
    const lacks = settings.from === undefined ? ['The provider lacks settings.from: who e-mails come from.'] : [];
    if (variant.subject === undefined) lacks.push('The variant has no subject.');
    if (variant.text === undefined && variant.html === undefined)
      lacks.push('The variant has neither a template_id nor a text nor html.');
    return lacks;
  },
  sms: (variant) => (variant.text === undefined ? ['The variant has no text.'] : []),
  whatsapp(variant, settings) {
    const lacks = settings.whatsapp_from === undefined ? ['The provider lacks settings.whatsapp_from: a number.'] : [];
    if (variant.template_id === undefined) lacks.push('The variant has no template_id: the name of the template.');
    const isLanguageSaid = isObject(variant.body) && variant.body.language !== undefined;
    if (settings.language === undefined && !isLanguageSaid)
      lacks.push('Neither settings.language nor the language of the body says what the template is registered in.');
    return lacks;
  },
  flow(variant) {
    if (variant.template_id === undefined || !FLOW_ID.test(variant.template_id))
      return ["The variant's template_id is not the number of a flow, as its address in Moments ends with."];
    const isText = variant.body !== undefined && !isObject(variant.body);
    return isText ? ['The body of a flow holds its variables: names with values.'] : [];
  },
};

/** 200 says that a message was read; whether it was taken stands in its status. */
function judgeFor(id: string): Judge {
  return (answer, now) => {
    const json = parseJson(answer.body);
    if (answer.status < 200 || answer.status >= 300) {
      const words = wordsIn(json);
      return judgeStatus(answer, now, `answered ${answer.status}${words === null ? '' : `: ${words}`}`);
    }
    const [message] = listAt(json, 'messages');
    const status = valueAt(message, 'status');
    if (isObject(status)) return judgeMessage(id, status, textAt(message, 'messageId'));
    return { kind: 'delivered', reference: textAt(json, 'operationId') };
  };
}

/** Groups 2, 4 and 5: it cannot be delivered, has expired, was rejected. */
const REFUSED_GROUPS = ['2', '4', '5'];
const REFUSED_NAMES = ['UNDELIVERABLE', 'EXPIRED', 'REJECTED'];
/** About the account, not about this message. */
const ACCOUNT_STATUSES = ['REJECTED_NOT_ENOUGH_CREDITS', 'REJECTED_SYSTEM_ERROR_CREDITS'];

function judgeMessage(id: string, status: JsonObject, messageId: string | null): AttemptResult {
  const name = textAt(status, 'name');
  // The id is ours: an earlier attempt arrived although its answer did not.
  if (name === 'REJECTED_DUPLICATE_MESSAGE_ID') return { kind: 'delivered', reference: id };
  const isRefused =
    REFUSED_GROUPS.includes(textAt(status, 'groupId') ?? '') ||
    REFUSED_NAMES.includes(textAt(status, 'groupName') ?? '');
  if (!isRefused) return { kind: 'delivered', reference: messageId };
  const reason = `refused: ${[name, textAt(status, 'description')].filter((part) => part !== null).join(', ')}`;
  return ACCOUNT_STATUSES.includes(name ?? '') ? { kind: 'pause', reason } : { kind: 'dead', reason };
}
