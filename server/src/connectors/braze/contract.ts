// The contract of Braze, for the shared suite.

import {
  type ContractCase,
  CREATED_AT,
  engagement,
  ID,
  ISO_MS,
  KEY,
  MESSAGE,
  PLAIN_CALLBACK,
  SECONDS,
} from '../contract/case.ts';
import { braze } from './braze.ts';

const properties = { first_name: 'Jane', points: 200, laurel_message_id: ID };

export const brazeCase: ContractCase = {
  connector: braze,
  settings: {},
  access: (base) => ({ url: base, key: KEY, secrets: [] }),
  message: MESSAGE,
  arrives: {
    path: '/campaigns/trigger/send',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: {
      campaign_id: 'birthday-1',
      recipients: [{ external_user_id: 'M-1001', send_to_existing_only: true, trigger_properties: properties }],
    },
  },
  accepted: { status: 201, body: '{"message":"success","dispatch_id":"d-77"}' },
  reference: 'd-77',
  variations: [
    {
      title: 'a Canvas',
      settings: { trigger: 'canvas', existing_only: false },
      path: '/canvas/trigger/send',
      body: {
        canvas_id: 'birthday-1',
        recipients: [{ external_user_id: 'M-1001', send_to_existing_only: false, canvas_entry_properties: properties }],
      },
    },
    {
      title: 'a custom event when the variant names no template',
      message: { templateId: null },
      settings: { event: 'loyalty_birthday' },
      path: '/users/track',
      body: {
        events: [
          { external_id: 'M-1001', name: 'loyalty_birthday', time: ISO_MS, properties, _update_existing_only: true },
        ],
      },
    },
  ],
  judgements: [
    {
      answer: { status: 201, body: '{"message":"success","errors":["\'external_user_id\' is unknown"]}' },
      result: { kind: 'dead', reason: "Braze refused it: 'external_user_id' is unknown" },
    },
    {
      answer: { status: 429, headers: { 'x-ratelimit-reset': String(SECONDS + 90) }, body: '{"message":"slow down"}' },
      result: { kind: 'retry', reason: 'answered 429: slow down', afterMs: 90_000 },
    },
  ],
  refusals: [
    { message: { body: { text: 'x'.repeat(51_200) } }, reason: "the properties are larger than Braze's 51200 bytes" },
  ],
  callbacks: [
    {
      body: JSON.stringify({
        events: [
          { event_type: 'users.messages.email.Open', time: SECONDS, properties: { dispatch_id: 'd-77' } },
          {
            event_type: 'users.messages.email.Click',
            time: SECONDS,
            properties: { dispatch_id: 'd-77', url: 'https://x.example' },
          },
          {
            event_type: 'users.messages.email.Bounce',
            time: SECONDS,
            properties: { dispatch_id: 'd-77', bounce_reason: 'full' },
          },
          { event_type: 'users.messages.email.MarkAsSpam', time: SECONDS, properties: { dispatch_id: 'd-77' } },
          { event_type: 'users.messages.email.Unsubscribe', time: SECONDS, properties: { dispatch_id: 'd-77' } },
          { event_type: 'users.messages.email.Delivery', time: SECONDS, properties: { dispatch_id: 'd-77' } },
          { event_type: 'users.messages.email.Send', time: SECONDS, properties: { dispatch_id: 'd-77' } },
        ],
      }),
      tells: (['opened', 'clicked', 'bounced', 'spam', 'unsubscribed', 'delivered'] as const).map((kind) => {
        const details = { clicked: { url: 'https://x.example' }, bounced: { reason: 'full' } };
        const detail = kind === 'clicked' || kind === 'bounced' ? details[kind] : {};
        return engagement({ messageId: null, reference: 'd-77', kind, at: CREATED_AT, detail });
      }),
    },
    PLAIN_CALLBACK,
  ],
  missing: [],
  badVariant: null,
};
