// The contract of Postmark, for the shared suite.

import { type ContractCase, engagement, ID, ISO, KEY, MESSAGE, NOBODY, TWO_ADDRESSES } from '../contract/case.ts';
import { NO_EMAIL } from '../request.ts';
import { postmark } from './postmark.ts';

const Metadata = { laurel_message_id: ID };
const ids = { MessageID: 'pm-1', Metadata };

export const postmarkCase: ContractCase = {
  connector: postmark,
  settings: { from: 'Shop <hello@shop.example>', tag: 'loyalty', stream: 'broadcast' },
  access: (base) => ({ url: base, key: KEY, secrets: [] }),
  message: MESSAGE,
  arrives: {
    path: '/email/withTemplate',
    headers: { 'x-postmark-server-token': KEY, 'content-type': 'application/json', accept: 'application/json' },
    body: {
      From: 'Shop <hello@shop.example>',
      To: 'jane@example.com',
      TemplateAlias: 'birthday-1',
      TemplateModel: { first_name: 'Jane', points: 200 },
      Tag: 'loyalty',
      MessageStream: 'broadcast',
      Metadata,
    },
  },
  accepted: { status: 200, body: '{"To":"jane@example.com","MessageID":"pm-1","ErrorCode":0,"Message":"OK"}' },
  reference: 'pm-1',
  variations: [
    {
      title: 'a template by its number',
      message: { templateId: '12345' },
      settings: { from: 'a@shop.example' },
      path: '/email/withTemplate',
      body: {
        From: 'a@shop.example',
        To: 'jane@example.com',
        TemplateId: 12345,
        TemplateModel: { first_name: 'Jane', points: 200 },
        Metadata,
      },
    },
    {
      title: 'its own content, to be unsubscribed from',
      message: { templateId: null },
      settings: { from: 'a@shop.example', unsubscribe_url: 'https://shop.example/u/{customer_id}' },
      path: '/email',
      body: {
        From: 'a@shop.example',
        To: 'jane@example.com',
        Subject: 'Happy birthday',
        TextBody: 'Dear Jane, 200 points',
        HtmlBody: '<p>Dear Jane, 200 points</p>',
        Headers: [
          { Name: 'List-Unsubscribe', Value: `<https://shop.example/u/${MESSAGE.recipient.customerId}>` },
          { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' },
        ],
        Metadata,
      },
    },
  ],
  judgements: [
    ...[10, 405, 412, 413].map((code) => ({
      answer: { status: 422, body: JSON.stringify({ ErrorCode: code, Message: 'account' }) },
      result: { kind: 'pause', reason: `answered 422 (${code}: account)` } as const,
    })),
    {
      answer: { status: 422, body: '{"ErrorCode":406,"Message":"inactive recipient"}' },
      result: { kind: 'dead', reason: 'answered 422 (406: inactive recipient)' },
    },
  ],
  refusals: [
    { message: { recipient: NOBODY }, reason: NO_EMAIL },
    { message: { recipient: TWO_ADDRESSES }, reason: NO_EMAIL },
  ],
  callbacks: [
    {
      body: JSON.stringify({ RecordType: 'Delivery', DeliveredAt: ISO, ...ids }),
      tells: [engagement({ kind: 'delivered', reference: 'pm-1' })],
    },
    {
      body: JSON.stringify({ RecordType: 'Open', ReceivedAt: ISO, FirstOpen: true, ...ids }),
      tells: [engagement({ kind: 'opened', reference: 'pm-1' })],
    },
    {
      body: JSON.stringify({ RecordType: 'Click', ReceivedAt: ISO, OriginalLink: 'https://x.example', ...ids }),
      tells: [engagement({ kind: 'clicked', reference: 'pm-1', detail: { url: 'https://x.example' } })],
    },
    {
      body: JSON.stringify({ RecordType: 'Bounce', BouncedAt: ISO, Type: 'HardBounce', Description: 'gone', ...ids }),
      tells: [engagement({ kind: 'bounced', reference: 'pm-1', detail: { type: 'HardBounce', reason: 'gone' } })],
    },
    {
      body: JSON.stringify({ RecordType: 'SpamComplaint', BouncedAt: ISO, Type: 'SpamComplaint', ...ids }),
      tells: [engagement({ kind: 'spam', reference: 'pm-1', detail: { type: 'SpamComplaint' } })],
    },
    {
      body: JSON.stringify({ RecordType: 'SubscriptionChange', ChangedAt: ISO, SuppressSending: true, ...ids }),
      tells: [engagement({ kind: 'unsubscribed', reference: 'pm-1' })],
    },
    {
      body: JSON.stringify({ RecordType: 'SubscriptionChange', ChangedAt: ISO, SuppressSending: false, ...ids }),
      tells: [],
    },
  ],
  missing: ['settings.from is missing: the sender, such as Shop <hello@shop.example>.'],
  badVariant: {
    variant: { text: 'x' },
    problem: 'The variant has neither a template_id nor a subject with text or html.',
  },
};
