// The contract of Klaviyo, for the shared suite.

import {
  type ContractCase,
  engagement,
  ID,
  ISO,
  ISO_MS,
  KEY,
  MESSAGE,
  NOBODY,
  PLAIN_CALLBACK,
} from '../contract/case.ts';
import { klaviyo } from './klaviyo.ts';

export const klaviyoCase: ContractCase = {
  connector: klaviyo,
  settings: {},
  access: (base) => ({ url: base, key: KEY, secrets: [] }),
  message: MESSAGE,
  arrives: {
    path: '/api/events',
    headers: {
      authorization: `Klaviyo-API-Key ${KEY}`,
      'content-type': 'application/vnd.api+json',
      revision: '2026-04-15',
    },
    body: {
      data: {
        type: 'event',
        attributes: {
          properties: { first_name: 'Jane', points: 200, laurel_message_id: ID },
          time: ISO_MS,
          unique_id: ID,
          metric: { data: { type: 'metric', attributes: { name: 'birthday-1' } } },
          profile: {
            data: {
              type: 'profile',
              attributes: {
                external_id: 'M-1001',
                email: 'jane@example.com',
                phone_number: '+15550100',
                first_name: 'Jane',
                last_name: 'Doe',
              },
            },
          },
        },
      },
    },
  },
  accepted: { status: 202, body: '' },
  reference: null,
  judgements: [
    {
      answer: { status: 400, body: '{"errors":[{"id":"1","code":"invalid","detail":"metric is too long"}]}' },
      result: { kind: 'dead', reason: 'answered 400 (invalid: metric is too long)' },
    },
  ],
  refusals: [
    { message: { recipient: NOBODY }, reason: 'the customer has no external id, e-mail address or phone number' },
    { message: { templateId: null }, reason: 'neither the variant nor the provider names an event' },
    { message: { body: { long: 'x'.repeat(102_401) } }, reason: 'a text of more than 102400 bytes' },
    {
      message: { body: Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`p${index}`, 1])) },
      reason: 'more than 400 properties',
    },
  ],
  callbacks: [
    {
      body: JSON.stringify({
        data: [
          {
            topic: 'event:klaviyo.clicked_email',
            payload: {
              data: {
                type: 'event',
                attributes: { datetime: ISO, event_properties: { laurel_message_id: ID, URL: 'https://x.example' } },
              },
            },
          },
        ],
        meta: { klaviyo_webhook_id: 'w' },
      }),
      tells: [engagement({ kind: 'clicked', detail: { url: 'https://x.example' } })],
    },
    PLAIN_CALLBACK,
  ],
  missing: [],
  badVariant: {
    variant: { subject: 'x' },
    problem: 'The variant has no template_id and the provider no settings.metric: the name of the event.',
  },
};
