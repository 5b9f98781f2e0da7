// The contract of Customer.io, for the shared suite.

import { type ContractCase, engagement, ID, KEY, MESSAGE, NOBODY, PLAIN_CALLBACK, SECONDS } from '../contract/case.ts';
import { NO_EMAIL } from '../request.ts';
import { customerio } from './customerio.ts';

const reference = 'RPILAgUBcRhIBqSfeiIwdIYJKxTY';
const data = { delivery_id: reference, identifiers: { id: 'M-1001' } };
const event = (metric: string, more: { readonly [name: string]: string } = {}): string =>
  JSON.stringify({ event_id: 'e', object_type: 'email', metric, timestamp: SECONDS, data: { ...data, ...more } });

export const customerioCase: ContractCase = {
  connector: customerio,
  settings: {},
  access: (base) => ({ url: base, key: KEY, secrets: [] }),
  message: MESSAGE,
  arrives: {
    path: '/v1/send/email',
    headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
    body: {
      transactional_message_id: 'birthday-1',
      to: 'jane@example.com',
      identifiers: { id: 'M-1001' },
      message_data: { first_name: 'Jane', points: 200, laurel_message_id: ID },
    },
  },
  accepted: { status: 200, body: JSON.stringify({ delivery_id: reference, queued_at: SECONDS }) },
  reference,
  variations: [
    {
      title: 'an event, under an id that stays the same',
      message: { body: { points: 200, reply_to: 'eve@example.com' } },
      settings: { mode: 'event' },
      path: '/api/v2/entity',
      body: {
        type: 'person',
        identifiers: { id: 'M-1001' },
        action: 'event',
        name: 'birthday-1',
        id: '01KR7E2Z00FAY8VVR14D2PF2DB',
        timestamp: SECONDS,
        attributes: { points: 200, laurel_message_id: ID },
      },
    },
  ],
  judgements: [
    {
      answer: { status: 400, body: '{"meta":{"error":"unknown template"}}' },
      result: { kind: 'dead', reason: 'answered 400: unknown template' },
    },
  ],
  refusals: [
    { message: { recipient: NOBODY }, reason: NO_EMAIL },
    { message: { templateId: null }, reason: 'the variant names no transactional message' },
    {
      message: { body: { text: 'x'.repeat(32_768) } },
      settings: { mode: 'event' },
      reason: "the event is larger than Customer.io's 32768 bytes",
    },
  ],
  callbacks: [
    ...(['delivered', 'opened', 'bounced', 'unsubscribed', 'failed'] as const).map((kind) => ({
      body: event(kind),
      tells: [engagement({ messageId: null, reference, kind })],
    })),
    {
      body: event('clicked', { href: 'https://x.example' }),
      tells: [engagement({ messageId: null, reference, kind: 'clicked', detail: { url: 'https://x.example' } })],
    },
    { body: event('spammed'), tells: [engagement({ messageId: null, reference, kind: 'spam' })] },
    { body: event('drafted'), tells: [] },
    PLAIN_CALLBACK,
  ],
  missing: [],
  badVariant: { variant: { subject: 'x' }, problem: 'The variant has no template_id: the transactional message.' },
};
