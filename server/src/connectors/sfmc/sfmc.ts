// Salesforce Marketing Cloud: a transactional e-mail or SMS under our message id, which makes retries harmless for two days, or
// an event that starts a journey, which has no such key.

import type { Json, JsonObject } from '../../domain/facts.ts';
import { engagements, instantOfSeconds, itemsOf, type Kinds, messageIdOf, readPlain } from '../callback.ts';
import type { Attempt, Connector, PreparedRequest, SendContext } from '../connector.ts';
import { isObject, listAt, parseJson, present, textAt, valueAt } from '../json-reader.ts';
import { type Judge, judgeStatus, sendOverHttp } from '../outcome.ts';
import { bearer, customerKey, emailOf, NO_EMAIL, postJson, refuse, under } from '../request.ts';
import { checkSettings, type SettingList, textSetting } from '../settings.ts';
import { tokenFor } from './token.ts';

const SETTINGS: SettingList = {
  mode: {
    type: 'text',
    about: 'what a template id names: a send definition (transactional, default) or an event (journey)',
    values: ['transactional', 'journey'],
  },
  auth_url: { type: 'text', about: 'where tokens come from, if not beside the REST address' },
  account_id: { type: 'text', about: 'the business unit (MID)' },
};
const HEADERS = { 'content-type': 'application/json; charset=UTF-8' };
const ATTRIBUTES_DEPTH_MAX = 8;

export const sfmc: Connector = {
  name: 'sfmc',
  defaults: { perSecond: null, concurrency: 8 },
  needs: ['url', 'key', 'secret'],
  check: (settings) => checkSettings(settings, SETTINGS),
  checkVariant(variant, settings) {
    const lacks = [];
    if (variant.template_id === undefined) lacks.push('The variant has no template_id: the definition or event key.');
    if (isJourney(settings) && variant.template_id?.includes('.')) lacks.push('An event key may not contain a period.');
    if (isJourney(settings) && !isObject(variant.body)) {
      lacks.push('The variant has no body: exactly the fields of the data extension of the event.');
    }
    return lacks;
  },
  prepare(message, { access, settings }) {
    if (message.templateId === null) return refuse('the variant names no definition or event key');
    const data = isObject(message.body) ? message.body : {};
    const contactKey = customerKey(message);
    if (isJourney(settings)) {
      const url = under(access, null, '/interaction/v1/events');
      if (url === null) return refuse('no address is set: https://{sub}.rest.marketingcloudapis.com');
      return postJson(url, { ContactKey: contactKey, EventDefinitionKey: message.templateId, Data: data }, HEADERS);
    }
    const isSms = message.channel === 'sms';
    const to = isSms ? message.recipient.phone : emailOf(message);
    if (to === null) return refuse(isSms ? 'the customer has no phone number' : NO_EMAIL);
    const url = under(access, null, `/messaging/v1/${isSms ? 'sms' : 'email'}/messages/${message.id}`);
    if (url === null) return refuse('no address is set: https://{sub}.rest.marketingcloudapis.com');
    const recipient = { contactKey, to, attributes: flatten(data) };
    return postJson(url, { definitionKey: message.templateId, recipient }, HEADERS);
  },
  async send(request, message, context) {
    const first = await sendOnce(request, message.id, context);
    // A token may be revoked before its time; a new one is asked for once.
    return first.isTokenRefused ? (await sendOnce(request, message.id, context)).attempt : first.attempt;
  },
  readCallback({ body }) {
    const plain = readPlain(body);
    if (plain.length > 0) return plain;
    return engagements(itemsOf(body), (item) => {
      const kind = KINDS.get(textAt(item, 'eventCategoryType') ?? '');
      const messageId = messageIdOf(textAt(item, 'info', 'messageKey'));
      const reference = compositeOf(item);
      if (kind === undefined || (messageId === null && reference === null)) return null;
      const detail = present({
        url: textAt(item, 'info', 'contentLink'),
        reason: textAt(item, 'info', 'reason') ?? textAt(item, 'info', 'statusMessage'),
      });
      return { messageId, reference, kind, at: instantOfUtc(valueAt(item, 'timestampUTC')), detail };
    });
  },
};

function isJourney(settings: SendContext['settings']): boolean {
  return textSetting(settings, 'mode') === 'journey';
}

/** Attributes have names and texts, no nesting: `{offer: {title}}` becomes `offer_title`; lists become JSON. */
function flatten(data: JsonObject, prefix = '', depth = 0): { readonly [name: string]: string } {
  const flat: { [name: string]: string } = {};
  for (const [name, value] of Object.entries(data)) {
    if (value === null) continue;
    if (isObject(value) && depth < ATTRIBUTES_DEPTH_MAX)
      Object.assign(flat, flatten(value, `${prefix}${name}_`, depth + 1));
    else flat[`${prefix}${name}`] = typeof value === 'object' ? JSON.stringify(value) : String(value);
  }
  return flat;
}

async function sendOnce(
  request: PreparedRequest,
  id: string,
  context: SendContext,
): Promise<{ readonly attempt: Attempt; readonly isTokenRefused: boolean }> {
  const answer = await tokenFor(context);
  if (!answer.ok) {
    return { attempt: { status: answer.status, response: '', result: answer.result }, isTokenRefused: false };
  }
  const attempt = await sendOverHttp(request, context, {
    headers: bearer(answer.token),
    secrets: [answer.token],
    judge: judgeFor(id),
  });
  const isTokenRefused = attempt.status === 401;
  if (isTokenRefused) answer.forget();
  return { attempt, isTokenRefused };
}

/** The message key is ours: a conflict says that an earlier attempt arrived. */
function judgeFor(id: string): Judge {
  return (answer, now) => {
    const json = parseJson(answer.body);
    if (answer.status === 409) return { kind: 'delivered', reference: id };
    if (answer.status >= 200 && answer.status < 300) {
      const [response] = listAt(json, 'responses');
      return { kind: 'delivered', reference: textAt(response, 'messageKey') ?? textAt(json, 'eventInstanceId') };
    }
    const words = textAt(json, 'message');
    return judgeStatus(answer, now, `answered ${answer.status}${words === null ? '' : `: ${words}`}`);
  };
}

/** Opens and clicks name no message key, but the send and the subscriber, as the report of the sending did. */
function compositeOf(item: Json): string | null {
  const parts = ['jobId', 'batchId', 'listId', 'subscriberId'].map((name) => textAt(item, 'composite', name));
  return parts.includes(null) ? textAt(item, 'compositeId') : parts.join('.');
}

/** Seconds or milliseconds since 1970, by the kind of event. */
function instantOfUtc(value: Json): number | null {
  const at = instantOfSeconds(value);
  return typeof value === 'number' && value > 1e11 ? Math.round(value) : at;
}

/** `EmailSent` is as much as it says about e-mail: handed to the receiving side. */
const KINDS: Kinds = new Map([
  ['TransactionalSendEvents.EmailSent', 'delivered'],
  ['TransactionalSendEvents.EmailNotSent', 'failed'],
  ['TransactionalSendEvents.EmailBounced', 'bounced'],
  ['TransactionalSendEvents.SmsDelivered', 'delivered'],
  ['TransactionalSendEvents.SmsNotSent', 'failed'],
  ['TransactionalSendEvents.SmsBounced', 'bounced'],
  ['EngagementEvents.EmailOpen', 'opened'],
  ['EngagementEvents.EmailClick', 'clicked'],
  ['EngagementEvents.EmailUnsubscribe', 'unsubscribed'],
]);
