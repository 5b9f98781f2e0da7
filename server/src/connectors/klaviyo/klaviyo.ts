// Klaviyo: an event on the profile, for a flow that listens to its metric. `unique_id` makes retries harmless.
// Consent is Klaviyo's own business and is never touched.

import { isoText } from '../../domain/time.ts';
import { engagements, instantOfText, itemsOf, type Kinds, MESSAGE_ID, messageIdOf, readPlain } from '../callback.ts';
import type { Connector, RenderedMessage } from '../connector.ts';
import { listAt, parseJson, present, textAt } from '../json-reader.ts';
import { type Judge, judgeStatus, sendOverHttp } from '../outcome.ts';
import { emailOf, postJson, refuse, templateData, under } from '../request.ts';
import { checkSettings, type SettingList, textSetting } from '../settings.ts';

const SETTINGS: SettingList = {
  metric: { type: 'text', about: 'the name of the event for variants without a template id' },
  revision: { type: 'text', about: 'the revision of the API, such as 2026-04-15' },
};
const ADDRESS = 'https://a.klaviyo.com';
const REVISION = '2026-04-15';
const PROPERTIES_MAX = 400;
const TEXT_BYTES_MAX = 100 * 1024;
const TYPE = 'application/vnd.api+json';

export const klaviyo: Connector = {
  name: 'klaviyo',
  // 3,500 a minute; 350 a second only in bursts.
  defaults: { perSecond: 55, concurrency: 10 },
  needs: ['key'],
  check: (settings) => checkSettings(settings, SETTINGS),
  checkVariant(variant, settings) {
    const isNamed = variant.template_id !== undefined || textSetting(settings, 'metric') !== null;
    return isNamed
      ? []
      : ['The variant has no template_id and the provider no settings.metric: the name of the event.'];
  },
  prepare(message, { access, settings }) {
    const metric = message.templateId ?? textSetting(settings, 'metric');
    if (metric === null) return refuse('neither the variant nor the provider names an event');
    const profile = profileOf(message);
    if (profile === null) return refuse('the customer has no external id, e-mail address or phone number');
    const properties = { ...templateData(message), [MESSAGE_ID]: message.id };
    if (Object.keys(properties).length > PROPERTIES_MAX) return refuse(`more than ${PROPERTIES_MAX} properties`);
    if (
      Object.values(properties).some((value) => typeof value === 'string' && Buffer.byteLength(value) > TEXT_BYTES_MAX)
    ) {
      return refuse(`a text of more than ${TEXT_BYTES_MAX} bytes`);
    }
    const attributes = {
      properties,
      time: isoText(message.createdAt),
      unique_id: message.id,
      metric: { data: { type: 'metric', attributes: { name: metric } } },
      profile: { data: { type: 'profile', attributes: profile } },
    };
    const headers = { 'content-type': TYPE, accept: TYPE, revision: textSetting(settings, 'revision') ?? REVISION };
    const url = under(access, ADDRESS, '/api/events');
    return url === null
      ? refuse('the address is none')
      : postJson(url, { data: { type: 'event', attributes } }, headers);
  },
  send: (request, _message, context) =>
    sendOverHttp(request, context, {
      headers: { authorization: `Klaviyo-API-Key ${context.access.key ?? ''}` },
      judge,
    }),
  readCallback({ body }) {
    const plain = readPlain(body);
    if (plain.length > 0) return plain;
    return engagements(itemsOf(body, 'data'), (item) => {
      const kind = KINDS.get(textAt(item, 'topic') ?? '');
      const event = ['payload', 'data', 'attributes'];
      const messageId = messageIdOf(textAt(item, ...event, 'event_properties', MESSAGE_ID));
      if (kind === undefined || messageId === null) return null;
      const detail = present({ url: textAt(item, ...event, 'event_properties', 'URL') });
      return { messageId, reference: null, kind, at: instantOfText(textAt(item, ...event, 'datetime')), detail };
    });
  },
};

function profileOf(message: RenderedMessage): { readonly [name: string]: string } | null {
  const { externalId, phone, firstName, lastName } = message.recipient;
  const identity = { external_id: externalId, email: emailOf(message), phone_number: phone };
  if (Object.values(identity).every((value) => value === null)) return null;
  const known: { [name: string]: string } = {};
  for (const [name, value] of Object.entries({ ...identity, first_name: firstName, last_name: lastName })) {
    if (value !== null) known[name] = value;
  }
  return known;
}

const judge: Judge = (answer, now) => {
  const [error] = listAt(parseJson(answer.body), 'errors');
  const words = [textAt(error, 'code'), textAt(error, 'detail')].filter((word) => word !== null).join(': ');
  return judgeStatus(answer, now, `answered ${answer.status}${words === '' ? '' : ` (${words})`}`);
};

const KINDS: Kinds = new Map([
  ['event:klaviyo.received_email', 'delivered'],
  ['event:klaviyo.opened_email', 'opened'],
  ['event:klaviyo.clicked_email', 'clicked'],
  ['event:klaviyo.bounced_email', 'bounced'],
  ['event:klaviyo.marked_email_as_spam', 'spam'],
  ['event:klaviyo.unsubscribed_from_email_marketing', 'unsubscribed'],
]);
