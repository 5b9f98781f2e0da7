// The contract of Infobip, for the shared suite: one case for e-mail, SMS and WhatsApp, one for flows of Moments.

import { type ContractCase, engagement, ID, KEY, MESSAGE, NOBODY, PLAIN_CALLBACK } from '../contract/case.ts';
import { NO_EMAIL } from '../request.ts';
import { infobip } from './infobip.ts';
import { NO_PHONE } from './messages.ts';

const settings = {
  from: 'Laurel <hello@shop.example>',
  reply_to: 'help@shop.example',
  sms_from: 'Laurel',
  whatsapp_from: '+44 1134 960000',
  language: 'en',
};
const access = (base: string) => ({ url: base, key: KEY, secrets: [] });
const headers = { authorization: `App ${KEY}`, 'content-type': 'application/json' };
const NO_UNSUBSCRIBE = { purpose: 'programme' } as const;
const TRACKED = { tracking: { track: true, trackOpens: true, trackClicks: true } };

const answered = (status: object): string =>
  JSON.stringify({ bulkId: 'b-1', messages: [{ messageId: ID, destination: 'jane@example.com', status }] });
const PENDING = { groupId: 1, groupName: 'PENDING', id: 7, name: 'PENDING_ENROUTE', description: 'Message sent' };
const rejected = (name: string) => ({
  groupId: 5,
  groupName: 'REJECTED',
  id: 1,
  name,
  description: 'It was not taken',
});

const delivery = (groupName: string, error = 'NO_ERROR', callbackData = 'x') => ({
  messageId: ID,
  to: 'jane@example.com',
  sentAt: '2026-05-10T03:59:59.000+0000',
  doneAt: '2026-05-10T04:00:00.000+0000',
  status: { groupName, name: `${groupName}_1` },
  error: { name: error },
  callbackData,
});
const tracking = (notificationType: string, more: object = {}): string =>
  JSON.stringify({ notificationType, messageId: ID, sendDateTime: 1704106800000, ...more });

export const infobipCase: ContractCase = {
  connector: infobip,
  settings,
  access,
  message: { ...MESSAGE, ...NO_UNSUBSCRIBE, body: { first_name: 'Jane', points: 200 } },
  arrives: {
    path: '/email/4/messages',
    headers,
    body: {
      messages: [
        {
          sender: 'Laurel <hello@shop.example>',
          destinations: [
            {
              to: [
                {
                  destination: 'jane@example.com',
                  messageId: ID,
                  placeholders: '{"first_name":"Jane","points":200}',
                },
              ],
              replyTo: 'help@shop.example',
            },
          ],
          content: { subject: 'Happy birthday', templateId: 'birthday-1' },
          webhooks: { callbackData: ID },
        },
      ],
      options: TRACKED,
    },
  },
  accepted: { status: 200, body: answered(PENDING) },
  reference: ID,
  variations: [
    {
      title: 'an e-mail of our own with the way to unsubscribe',
      message: { templateId: null, purpose: 'marketing' },
      settings: { from: 'l@shop.example', track: false, unsubscribe_url: 'https://shop.example/u?m={message_id}' },
      path: '/email/4/messages',
      body: {
        messages: [
          {
            sender: 'l@shop.example',
            destinations: [{ to: [{ destination: 'jane@example.com', messageId: ID }] }],
            content: {
              subject: 'Happy birthday',
              text: 'Dear Jane, 200 points',
              html: '<p>Dear Jane, 200 points</p>',
              headers: JSON.stringify({
                'List-Unsubscribe': `<https://shop.example/u?m=${ID}>`,
                'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
              }),
            },
            webhooks: { callbackData: ID },
          },
        ],
        options: { tracking: { track: false, trackOpens: false, trackClicks: false } },
      },
    },
    {
      title: 'an SMS under our id',
      message: { channel: 'sms', templateId: null, body: null },
      settings: { ...settings, validity_minutes: 720 },
      path: '/sms/3/messages',
      body: {
        messages: [
          {
            sender: 'Laurel',
            destinations: [{ to: '15550100', messageId: ID }],
            content: { text: 'Dear Jane, 200 points' },
            options: { validityPeriod: { amount: 720, timeUnit: 'MINUTES' } },
            webhooks: { callbackData: ID },
          },
        ],
      },
    },
    {
      title: 'a WhatsApp template',
      message: {
        channel: 'whatsapp',
        templateId: 'points_earned',
        body: { placeholders: ['Jane\n', 200, null], header: { type: 'TEXT', placeholder: 'x' }, language: 'de' },
      },
      path: '/whatsapp/1/message/template',
      body: {
        messages: [
          {
            from: '441134960000',
            to: '15550100',
            messageId: ID,
            content: {
              templateName: 'points_earned',
              templateData: {
                body: { placeholders: ['Jane ', '200', ''] },
                header: { type: 'TEXT', placeholder: 'x' },
              },
              language: 'de',
            },
            callbackData: ID,
          },
        ],
      },
    },
  ],
  judgements: [
    // An earlier attempt arrived although its answer did not.
    {
      answer: { status: 200, body: answered(rejected('REJECTED_DUPLICATE_MESSAGE_ID')) },
      result: { kind: 'delivered', reference: ID },
    },
    {
      answer: { status: 200, body: answered(rejected('REJECTED_DESTINATION')) },
      result: { kind: 'dead', reason: 'refused: REJECTED_DESTINATION, It was not taken' },
    },
    {
      answer: { status: 200, body: answered(rejected('REJECTED_NOT_ENOUGH_CREDITS')) },
      result: { kind: 'pause', reason: 'refused: REJECTED_NOT_ENOUGH_CREDITS, It was not taken' },
    },
    {
      answer: {
        status: 400,
        body: JSON.stringify({
          errorCode: 'E400',
          description: 'Request cannot be processed.',
          violations: [{ property: 'messages[0].sender', violation: 'must not be blank' }],
        }),
      },
      result: {
        kind: 'dead',
        reason: 'answered 400: E400: Request cannot be processed.: messages[0].sender must not be blank',
      },
    },
    {
      answer: {
        status: 429,
        body: '{"requestError":{"serviceException":{"messageId":"TOO_MANY_REQUESTS","text":"Too many requests"}}}',
      },
      result: { kind: 'retry', reason: 'answered 429: TOO_MANY_REQUESTS: Too many requests', afterMs: null },
    },
  ],
  refusals: [
    { message: { recipient: NOBODY }, reason: NO_EMAIL },
    { message: { templateId: null, subject: null }, reason: 'the message has no subject' },
    { message: { templateId: null }, settings: {}, reason: 'settings.from is missing: who e-mails come from' },
    { message: { channel: 'sms', recipient: NOBODY }, reason: NO_PHONE },
    // Without its country a number is somebody else's.
    { message: { channel: 'sms', recipient: { ...MESSAGE.recipient, phone: '0664 1234567' } }, reason: NO_PHONE },
    { message: { channel: 'sms', text: null }, reason: 'the message has no text' },
    {
      message: { channel: 'whatsapp' },
      settings: { whatsapp_from: '1' },
      reason: 'nothing says in which language the template is registered',
    },
    { message: { channel: 'push' }, reason: 'Infobip sends by email, sms, whatsapp and flow, not by push.' },
  ],
  callbacks: [
    {
      body: JSON.stringify({
        results: [
          delivery('DELIVERED'),
          delivery('UNDELIVERABLE', 'EC_UNKNOWN_SUBSCRIBER'),
          delivery('EXPIRED'),
          delivery('PENDING'),
          { ...delivery('DELIVERED', 'NO_ERROR', ID), messageId: 'ib-9' },
          { messageId: ID, to: '15550100', seenAt: '2026-05-10T04:00:00.000+0000' },
        ],
      }),
      tells: [
        engagement({ kind: 'delivered' }),
        engagement({ kind: 'bounced', detail: { reason: 'EC_UNKNOWN_SUBSCRIBER' } }),
        engagement({ kind: 'failed', detail: { reason: 'EXPIRED_1' } }),
        engagement({ kind: 'delivered' }),
        engagement({ kind: 'opened' }),
      ],
    },
    { body: tracking('OPENED'), tells: [engagement({ kind: 'opened', at: null })] },
    {
      body: tracking('CLICKED', { url: 'https://x.example' }),
      tells: [engagement({ kind: 'clicked', at: null, detail: { url: 'https://x.example' } })],
    },
    { body: tracking('UNSUBSCRIBED'), tells: [engagement({ kind: 'unsubscribed', at: null })] },
    { body: tracking('COMPLAINED'), tells: [engagement({ kind: 'spam', at: null })] },
    { body: tracking('LATE_BOUNCE'), tells: [engagement({ kind: 'bounced', at: null })] },
    PLAIN_CALLBACK,
  ],
  missing: [],
  badVariant: { variant: { text: 'x' }, problem: 'The provider lacks settings.from: who e-mails come from.' },
};

const FLOW = '200000000000001';
const OPERATION = '03f2d474-0508-46bf-9f3d-d8e2c28adaea';
const participant = (status: string, more: object = {}) => ({
  identifyBy: { type: 'EMAIL', identifier: 'jane@example.com' },
  status,
  ...more,
});
const report = (one: object): string =>
  JSON.stringify({ operationId: OPERATION, campaignId: 200000000000001, callbackData: ID, participants: [one] });
const told = (kind: 'delivered' | 'failed', detail = {}) => [
  engagement({ kind, reference: OPERATION, at: null, detail }),
];

export const infobipFlowCase: ContractCase = {
  connector: infobip,
  settings: {},
  access,
  message: { ...MESSAGE, channel: 'flow', templateId: FLOW, body: { pointsEarned: 200, tier: 'Roast', next: null } },
  arrives: {
    path: `/moments/1/flows/${FLOW}/participants`,
    headers,
    body: {
      participants: [
        {
          identifyBy: { type: 'EMAIL', identifier: 'jane@example.com' },
          variables: { pointsEarned: 200, tier: 'Roast' },
        },
      ],
      callbackData: ID,
    },
  },
  accepted: { status: 200, body: JSON.stringify({ operationId: OPERATION }) },
  reference: OPERATION,
  variations: [
    {
      title: 'by phone number and without variables',
      message: { body: null },
      settings: { identify_by: 'phone' },
      path: `/moments/1/flows/${FLOW}/participants`,
      body: { participants: [{ identifyBy: { type: 'PHONE', identifier: '15550100' } }], callbackData: ID },
    },
  ],
  judgements: [
    {
      answer: {
        status: 404,
        body: '{"errorCode":"40401","errorMessage":"Could not find active flow for campaign 1"}',
      },
      result: { kind: 'dead', reason: 'answered 404: 40401: Could not find active flow for campaign 1' },
    },
    {
      answer: { status: 400, body: '{"title":"Bad Request","status":400,"detail":"Failed to read request"}' },
      result: { kind: 'dead', reason: 'answered 400: Failed to read request' },
    },
  ],
  refusals: [
    { message: { recipient: NOBODY }, reason: 'the customer has neither an e-mail address nor a phone number' },
    { message: { templateId: 'welcome' }, reason: 'the template id is not the number of a flow' },
  ],
  callbacks: [
    { body: report(participant('ACCEPTED')), tells: told('delivered') },
    {
      body: report(participant('REJECTED', { errorReason: 'REJECTED_PERSON_ALREADY_IN_FLOW' })),
      tells: told('failed', { reason: 'REJECTED_PERSON_IN_FLOW' }),
    },
    { body: report(participant('PENDING')), tells: [] },
  ],
  missing: [],
  badVariant: {
    variant: { template_id: 'welcome' },
    problem: "The variant's template_id is not the number of a flow, as its address in Moments ends with.",
  },
};
