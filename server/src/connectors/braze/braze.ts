// Braze: an API-triggered campaign or Canvas where the variant names one, else a custom event on the user.
// Braze knows no idempotency key here: a retry after a time-out may trigger twice.

import type { JsonObject } from '../../domain/facts.ts';
import { isoText } from '../../domain/time.ts';
import { engagements, instantOfSeconds, itemsOf, type Kinds, MESSAGE_ID, messageIdOf, readPlain } from '../callback.ts';
import type { Connector, RenderedMessage } from '../connector.ts';
import { listAt, parseJson, present, textAt, valueAt } from '../json-reader.ts';
import { type Judge, judgeStatus, resetAfterMs, sendOverHttp } from '../outcome.ts';
import { bearer, customerKey, postJson, refuse, templateData, under } from '../request.ts';
import { checkSettings, flagSetting, type SettingList, textSetting } from '../settings.ts';

const SETTINGS: SettingList = {
  trigger: {
    type: 'text',
    about: 'what a template id names, campaign (default) or canvas',
    values: ['campaign', 'canvas'],
  },
  event: { type: 'text', about: 'the name of the custom event for variants without a template id' },
  existing_only: { type: 'flag', about: 'false lets Braze create users that it does not know' },
};
const EVENT_DEFAULT = 'laurel_message';
/** Braze's limit for Canvas entry properties, kept for campaigns as well. */
const PROPERTIES_BYTES_MAX = 50 * 1024;

export const braze: Connector = {
  name: 'braze',
  // 250,000 triggers an hour, shared with everything else that triggers.
  defaults: { perSecond: 60, concurrency: 10 },
  needs: ['url', 'key'],
  check: (settings) => checkSettings(settings, SETTINGS),
  checkVariant: () => [],
  prepare(message, { access, settings }) {
    const properties = { ...templateData(message), [MESSAGE_ID]: message.id };
    if (Buffer.byteLength(JSON.stringify(properties)) > PROPERTIES_BYTES_MAX) {
      return refuse(`the properties are larger than Braze's ${PROPERTIES_BYTES_MAX} bytes`);
    }
    const isCanvas = textSetting(settings, 'trigger') === 'canvas';
    const path = message.templateId === null ? '/users/track' : `/${isCanvas ? 'canvas' : 'campaigns'}/trigger/send`;
    const url = under(access, null, path);
    if (url === null) return refuse('no address is set: the REST endpoint of your Braze instance');
    const existingOnly = flagSetting(settings, 'existing_only', true);
    if (message.templateId === null) {
      const name = textSetting(settings, 'event') ?? EVENT_DEFAULT;
      return postJson(url, { events: [trackEvent(message, { name, properties, existingOnly })] });
    }
    const recipient = { external_user_id: customerKey(message), send_to_existing_only: existingOnly };
    return postJson(
      url,
      isCanvas
        ? { canvas_id: message.templateId, recipients: [{ ...recipient, canvas_entry_properties: properties }] }
        : { campaign_id: message.templateId, recipients: [{ ...recipient, trigger_properties: properties }] },
    );
  },
  send: (request, _message, context) =>
    sendOverHttp(request, context, { headers: bearer(context.access.key ?? ''), judge }),
  readCallback({ body }) {
    const plain = readPlain(body);
    if (plain.length > 0) return plain;
    return engagements(itemsOf(body, 'events'), (item) => {
      // Currents names events like users.messages.email.Open.
      const kind = KINDS.get(textAt(item, 'event_type')?.split('.').at(-1) ?? '');
      const reference = textAt(item, 'properties', 'dispatch_id');
      const messageId = messageIdOf(textAt(item, 'properties', MESSAGE_ID));
      if (kind === undefined || (reference === null && messageId === null)) return null;
      const detail = present({
        url: textAt(item, 'properties', 'url'),
        reason: textAt(item, 'properties', 'bounce_reason'),
      });
      return { messageId, reference, kind, at: instantOfSeconds(valueAt(item, 'time')), detail };
    });
  },
};

function trackEvent(
  message: RenderedMessage,
  { name, properties, existingOnly }: { name: string; properties: JsonObject; existingOnly: boolean },
): JsonObject {
  return {
    external_id: customerKey(message),
    name,
    time: isoText(message.createdAt),
    properties,
    _update_existing_only: existingOnly,
  };
}

/** Success may come with errors about single objects; ours is the only one. */
const judge: Judge = (answer, now) => {
  const json = parseJson(answer.body);
  const [first] = listAt(json, 'errors');
  const reason = textAt(first, 'type') ?? textAt(first) ?? textAt(json, 'message');
  if (answer.status >= 200 && answer.status < 300) {
    if (first !== undefined) return { kind: 'dead', reason: `Braze refused it: ${reason}` };
    return { kind: 'delivered', reference: textAt(json, 'dispatch_id') };
  }
  const result = judgeStatus(answer, now, `answered ${answer.status}${reason === null ? '' : `: ${reason}`}`);
  if (result.kind !== 'retry' || result.afterMs !== null) return result;
  return { ...result, afterMs: resetAfterMs(answer, 'x-ratelimit-reset', now) };
};

const KINDS: Kinds = new Map([
  ['Delivery', 'delivered'],
  ['Open', 'opened'],
  ['Click', 'clicked'],
  ['Bounce', 'bounced'],
  ['MarkAsSpam', 'spam'],
  ['Unsubscribe', 'unsubscribed'],
]);
