// The contract of SendGrid, for the shared suite.

import { type ContractCase, engagement, ID, KEY, MESSAGE, NOBODY, SECONDS, TWO_ADDRESSES } from '../contract/case.ts';
import { NO_EMAIL } from '../request.ts';
import { sendgrid } from './sendgrid.ts';

const personalization = {
  to: [{ email: 'jane@example.com', name: 'Jane Doe' }],
  custom_args: { laurel_message_id: ID },
};
const event = { timestamp: SECONDS, sg_message_id: 'sg-1.filter0001', laurel_message_id: ID };

export const sendgridCase: ContractCase = {
  connector: sendgrid,
  settings: { from: 'hello@shop.example', from_name: 'Shop', category: 'loyalty', unsubscribe_group: 7, sandbox: true },
  access: (base) => ({ url: base, key: KEY, secrets: [] }),
  message: MESSAGE,
  arrives: {
    path: '/v3/mail/send',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: {
      personalizations: [{ ...personalization, dynamic_template_data: { first_name: 'Jane', points: 200 } }],
      from: { email: 'hello@shop.example', name: 'Shop' },
      template_id: 'birthday-1',
      categories: ['loyalty'],
      asm: { group_id: 7 },
      mail_settings: { sandbox_mode: { enable: true } },
    },
  },
  accepted: { status: 202, headers: { 'x-message-id': 'sg-1' }, body: '' },
  reference: 'sg-1',
  variations: [
    {
      title: 'its own content when the variant names no template',
      message: { templateId: null, purpose: 'programme' },
      settings: { from: 'hello@shop.example', unsubscribe_group: 7, unsubscribe_mailto: 'off@shop.example' },
      path: '/v3/mail/send',
      body: {
        personalizations: [personalization],
        from: { email: 'hello@shop.example' },
        subject: 'Happy birthday',
        content: [
          { type: 'text/plain', value: 'Dear Jane, 200 points' },
          { type: 'text/html', value: '<p>Dear Jane, 200 points</p>' },
        ],
      },
    },
    {
      title: 'marketing that can be unsubscribed from',
      settings: { from: 'hello@shop.example', unsubscribe_url: 'https://shop.example/u?m={message_id}' },
      path: '/v3/mail/send',
      body: {
        personalizations: [{ ...personalization, dynamic_template_data: { first_name: 'Jane', points: 200 } }],
        from: { email: 'hello@shop.example' },
        template_id: 'birthday-1',
        headers: {
          'List-Unsubscribe': `<https://shop.example/u?m=${ID}>`,
          'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
        },
      },
    },
  ],
  judgements: [
    {
      answer: { status: 400, body: '{"errors":[{"message":"from is not verified","field":"from"}]}' },
      result: { kind: 'dead', reason: 'answered 400: from is not verified' },
    },
    {
      answer: { status: 429, headers: { 'x-ratelimit-reset': String(SECONDS + 30) }, body: '' },
      result: { kind: 'retry', reason: 'answered 429', afterMs: 30_000 },
    },
  ],
  refusals: [
    { message: { recipient: NOBODY }, reason: NO_EMAIL },
    { message: { recipient: TWO_ADDRESSES }, reason: NO_EMAIL },
  ],
  callbacks: [
    {
      body: JSON.stringify([
        { ...event, event: 'processed' },
        { ...event, event: 'delivered' },
        { ...event, event: 'open' },
        { ...event, event: 'click', url: 'https://x.example' },
        { ...event, event: 'bounce', reason: 'no such user', type: 'bounce' },
        { ...event, event: 'dropped', reason: 'Bounced Address' },
        { ...event, event: 'spamreport' },
        { ...event, event: 'group_unsubscribe' },
      ]),
      tells: [
        engagement({ kind: 'delivered', reference: 'sg-1' }),
        engagement({ kind: 'opened', reference: 'sg-1' }),
        engagement({ kind: 'clicked', reference: 'sg-1', detail: { url: 'https://x.example' } }),
        engagement({ kind: 'bounced', reference: 'sg-1', detail: { reason: 'no such user', type: 'bounce' } }),
        engagement({ kind: 'failed', reference: 'sg-1', detail: { reason: 'Bounced Address' } }),
        engagement({ kind: 'spam', reference: 'sg-1' }),
        engagement({ kind: 'unsubscribed', reference: 'sg-1' }),
      ],
    },
  ],
  missing: ['settings.from is missing: the address that messages come from, of a verified sender.'],
  badVariant: {
    variant: { subject: 'x' },
    problem: 'The variant has neither a template_id nor a subject with text or html.',
  },
};
