// The contract of webhooks, for the shared suite.

import { type ContractCase, ID, ISO_MS, KEY, MESSAGE, PLAIN_CALLBACK, SECRET, VARIABLES } from '../contract/case.ts';
import { webhook } from './webhook.ts';

const { recipient } = MESSAGE;

export const webhookCase: ContractCase = {
  connector: webhook,
  settings: {},
  access: (base) => ({ url: `${base}/hook?sig=hidden-in-query`, key: KEY, secrets: [SECRET] }),
  message: MESSAGE,
  arrives: {
    path: '/hook?sig=hidden-in-query',
    headers: { authorization: `Bearer ${KEY}`, 'webhook-id': ID, 'content-type': 'application/json' },
    body: { first_name: 'Jane', points: 200 },
  },
  accepted: { status: 204, body: '' },
  reference: null,
  variations: [
    {
      title: 'the default body when the variant has none',
      message: { body: null },
      path: '/hook?sig=hidden-in-query',
      body: {
        type: 'loyalty.message',
        timestamp: ISO_MS,
        data: {
          message_id: ID,
          template_id: 'birthday-1',
          channel: 'email',
          purpose: 'marketing',
          recipient: {
            customer_id: recipient.customerId,
            external_id: 'M-1001',
            email: 'jane@example.com',
            phone: '+15550100',
            first_name: 'Jane',
            last_name: 'Doe',
          },
          subject: 'Happy birthday',
          text: 'Dear Jane, 200 points',
          html: '<p>Dear Jane, 200 points</p>',
          ...VARIABLES,
        },
      },
    },
    {
      title: 'a body that is a list',
      message: { body: [1, 'two'] },
      path: '/hook?sig=hidden-in-query',
      body: [1, 'two'],
    },
  ],
  refusals: [],
  callbacks: [PLAIN_CALLBACK],
  missing: [],
  badVariant: null,
};
