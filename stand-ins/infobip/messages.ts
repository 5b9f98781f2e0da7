// E-mail, SMS and WhatsApp templates: accepted at once, reported later to the address that came with them. These three are not
// in the specification that the stand-in holds; their shapes are checked here by hand, as Infobip's reference describes them.

import { type Answer, badRequest, broken, ok } from './answers.ts';
import type { Account, Call } from './call.ts';
import { isObject, type Json, type JsonObject, listOf, objectOf, parseJson, textOf } from './json.ts';
import type { Scope } from './operations.ts';
import { emailProblem, phoneProblem } from './person-values.ts';
import type { StoredMessage } from './state.ts';

type Channel = StoredMessage['channel'];

/** One recipient of one message. */
type Sent = {
  readonly messageId: string;
  readonly to: string;
  readonly body: JsonObject;
  readonly notifyUrl: string;
  readonly callbackData: string | null;
};

export const MESSAGE_ROUTES: readonly {
  readonly method: string;
  readonly path: string;
  readonly id: string;
  readonly scope: Scope;
  readonly perSecond: number | null;
  readonly run: (call: Call) => Answer;
}[] = [
  route('/email/4/messages', 'send-email-messages', 4000, 'email'),
  route('/sms/3/messages', 'send-sms-messages', null, 'sms'),
  route('/whatsapp/1/message/template', 'send-whatsapp-template', 4000, 'whatsapp'),
];

function route(path: string, id: string, perSecond: number | null, channel: Channel) {
  const run = (call: Call): Answer => send(call, channel);
  return { method: 'POST', path, id, scope: 'message:send' as const, perSecond, run };
}

const RECIPIENTS_MAX = 1000;
const CALLBACK_MAX = 4000;

function send({ account, body }: Call, channel: Channel): Answer {
  const messages = listOf(objectOf(body).messages).map(objectOf);
  const problem = messages.length === 0 ? 'messages is required' : firstProblem(messages, channel);
  if (problem !== null) return broken(badRequest(problem), problem);
  const sent = messages.flatMap((message) => recipientsOf(message, channel));
  if (sent.length > RECIPIENTS_MAX) return broken(badRequest('too many recipients'), 'more than 1000 recipients');
  const bulkId = crypto.randomUUID();
  const results = sent.map((one): Json => {
    const status = accept(account, channel, one);
    const isFinal = status !== PENDING;
    if (!isFinal) account.later(() => report(account, bulkId, one));
    const address = channel === 'whatsapp' ? { to: one.to } : { destination: one.to };
    return { ...address, messageId: one.messageId, status };
  });
  return ok({ bulkId, messages: results });
}

function firstProblem(messages: readonly JsonObject[], channel: Channel): string | null {
  for (const message of messages) {
    const problem = PROBLEMS[channel](message);
    if (problem !== null) return problem;
  }
  return null;
}

const PROBLEMS: { readonly [channel in Channel]: (message: JsonObject) => string | null } = {
  email: (message) => {
    const content = objectOf(message.content);
    if (textOf(message.sender) === '') return 'sender is required';
    const hasContent = ['templateId', 'subject'].some((name) => textOf(content[name]) !== '');
    if (!hasContent) return 'content.subject is required without content.templateId';
    const recipients = listOf(message.destinations)
      .flatMap((one) => listOf(objectOf(one).to))
      .map(objectOf);
    if (recipients.length === 0) return 'destinations with to is required';
    const texts = [content.defaultPlaceholders, ...recipients.map((one) => one.placeholders)];
    if (texts.some((text) => text !== undefined && !isObject(parseJson(textOf(text)))))
      return 'placeholders is a JSON text';
    return recipients.some((one) => emailProblem(one.destination) !== null)
      ? 'destination is invalid'
      : common(message);
  },
  sms: (message) => {
    const destinations = listOf(message.destinations).map(objectOf);
    if (destinations.length === 0) return 'destinations is required';
    if (textOf(objectOf(message.content).text) === '') return 'content.text is required';
    return destinations.some((one) => phoneProblem(one.to) !== null) ? 'to is invalid' : common(message);
  },
  whatsapp: (message) => {
    const content = objectOf(message.content);
    if (phoneProblem(message.from) !== null) return 'from is invalid';
    if (phoneProblem(message.to) !== null) return 'to is invalid';
    if (textOf(content.templateName) === '' || textOf(content.language) === '')
      return 'content.templateName and content.language are required';
    const { body } = objectOf(content.templateData);
    if (!isObject(body) || listOf(body.placeholders).some((one) => typeof one !== 'string'))
      return 'content.templateData.body.placeholders is a list of texts';
    return common({ webhooks: { callbackData: message.callbackData ?? '' } });
  },
};

const common = ({ webhooks }: JsonObject): string | null =>
  textOf(objectOf(webhooks).callbackData).length > CALLBACK_MAX ? 'callbackData is too long' : null;

function recipientsOf(message: JsonObject, channel: Channel): Sent[] {
  const webhooks = objectOf(message.webhooks);
  if (channel === 'whatsapp') return [sentTo(message, message, message.to, message.notifyUrl, message.callbackData)];
  const { url } = objectOf(webhooks.delivery);
  const destinations = listOf(message.destinations).map(objectOf);
  if (channel === 'sms') return destinations.map((one) => sentTo(message, one, one.to, url, webhooks.callbackData));
  return destinations.flatMap((one) =>
    listOf(one.to).map((to) => sentTo(message, objectOf(to), objectOf(to).destination, url, webhooks.callbackData)),
  );
}

function sentTo(
  body: JsonObject,
  one: JsonObject,
  to: Json | undefined,
  url: Json | undefined,
  data: Json | undefined,
): Sent {
  return {
    messageId: textOf(one.messageId) || crypto.randomUUID(),
    to: textOf(to),
    body,
    notifyUrl: textOf(url),
    callbackData: textOf(data) || null,
  };
}

const PENDING = {
  groupId: 1,
  groupName: 'PENDING',
  id: 26,
  name: 'PENDING_ACCEPTED',
  description: 'Message sent to next instance',
};
const DUPLICATE = {
  groupId: 5,
  groupName: 'REJECTED',
  id: 23,
  name: 'REJECTED_DUPLICATE_MESSAGE_ID',
  description: 'Message with this id was sent already',
};
const DELIVERED = {
  groupId: 3,
  groupName: 'DELIVERED',
  id: 5,
  name: 'DELIVERED_TO_HANDSET',
  description: 'Message delivered to handset',
};

/** The same id a second time is the same message. */
function accept({ state }: Account, channel: Channel, { messageId, to, body, callbackData }: Sent): JsonObject {
  if (state.messages.has(messageId)) return DUPLICATE;
  state.messages.set(messageId, { messageId, channel, to, body, callbackData });
  state.revision += 1;
  return PENDING;
}

async function report(account: Account, bulkId: string, sent: Sent): Promise<void> {
  if (sent.notifyUrl === '') return;
  const at = new Date(account.now()).toISOString().replace('Z', '+0000');
  await account.post(sent.notifyUrl, {
    results: [
      {
        bulkId,
        messageId: sent.messageId,
        to: sent.to,
        sentAt: at,
        doneAt: at,
        messageCount: 1,
        status: DELIVERED,
        error: { groupId: 0, groupName: 'OK', id: 0, name: 'NO_ERROR', description: 'No Error', permanent: false },
        ...(sent.callbackData === null ? {} : { callbackData: sent.callbackData }),
      },
    ],
  });
}
