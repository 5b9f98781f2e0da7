// The contract of Mailgun, for the shared suite.

import { type ContractCase, engagement, ID, KEY, MESSAGE, NOBODY, SECONDS, TWO_ADDRESSES } from '../contract/case.ts';
import { NO_EMAIL } from '../request.ts';
import { mailgun } from './mailgun.ts';

const settings = { domain: 'mail.shop.example', from: 'Shop <hello@mail.shop.example>' };
const callback = (event: { readonly [name: string]: string | object }): string =>
  JSON.stringify({
    signature: { timestamp: String(SECONDS), token: 't', signature: 's' },
    'event-data': {
      timestamp: SECONDS,
      'user-variables': { laurel_message_id: ID },
      message: { headers: { 'message-id': '2026@mail.shop.example' } },
      ...event,
    },
  });
const reference = '2026@mail.shop.example';

export const mailgunCase: ContractCase = {
  connector: mailgun,
  settings: { ...settings, tag: 'loyalty' },
  access: (base) => ({ url: base, key: KEY, secrets: [] }),
  message: MESSAGE,
  arrives: {
    path: '/v3/mail.shop.example/messages',
    headers: { authorization: `Basic ${Buffer.from(`api:${KEY}`).toString('base64')}` },
    body: {
      from: 'Shop <hello@mail.shop.example>',
      to: 'jane@example.com',
      subject: 'Happy birthday',
      template: 'birthday-1',
      't:variables': '{"first_name":"Jane","points":200}',
      'v:laurel_message_id': ID,
      'o:tag': 'loyalty',
    },
  },
  accepted: { status: 200, body: '{"id":"<2026@mail.shop.example>","message":"Queued. Thank you."}' },
  reference,
  variations: [
    {
      title: 'its own content, to be unsubscribed from',
      message: { templateId: null },
      settings: { ...settings, unsubscribe_mailto: 'off@shop.example', test_mode: true },
      path: '/v3/mail.shop.example/messages',
      body: {
        from: 'Shop <hello@mail.shop.example>',
        to: 'jane@example.com',
        subject: 'Happy birthday',
        text: 'Dear Jane, 200 points',
        html: '<p>Dear Jane, 200 points</p>',
        'v:laurel_message_id': ID,
        'o:testmode': 'yes',
        'h:List-Unsubscribe': `<mailto:off@shop.example?subject=${ID}>`,
      },
    },
  ],
  judgements: [
    {
      answer: { status: 400, body: '{"message":"to parameter is not a valid address"}' },
      result: { kind: 'dead', reason: 'answered 400: to parameter is not a valid address' },
    },
  ],
  refusals: [
    { message: { recipient: NOBODY }, reason: NO_EMAIL },
    { message: { recipient: TWO_ADDRESSES }, reason: NO_EMAIL },
  ],
  callbacks: [
    { body: callback({ event: 'delivered' }), tells: [engagement({ kind: 'delivered', reference })] },
    { body: callback({ event: 'opened' }), tells: [engagement({ kind: 'opened', reference })] },
    {
      body: callback({ event: 'clicked', url: 'https://x.example' }),
      tells: [engagement({ kind: 'clicked', reference, detail: { url: 'https://x.example' } })],
    },
    {
      body: callback({ event: 'failed', severity: 'permanent', 'delivery-status': { description: 'no such user' } }),
      tells: [engagement({ kind: 'bounced', reference, detail: { reason: 'no such user' } })],
    },
    { body: callback({ event: 'failed', severity: 'temporary' }), tells: [] },
    { body: callback({ event: 'complained' }), tells: [engagement({ kind: 'spam', reference })] },
    { body: callback({ event: 'unsubscribed' }), tells: [engagement({ kind: 'unsubscribed', reference })] },
    { body: callback({ event: 'accepted' }), tells: [] },
  ],
  missing: [
    'settings.domain is missing: the sending domain, such as mail.shop.example.',
    'settings.from is missing: the sender, such as Shop <hello@mail.shop.example>.',
  ],
  badVariant: { variant: { template_id: 't' }, problem: 'The variant has no subject.' },
};
