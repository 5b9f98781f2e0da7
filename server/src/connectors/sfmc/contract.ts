// The contract of Salesforce Marketing Cloud, for the shared suite.

import {
  type ContractCase,
  CREATED_AT,
  engagement,
  ID,
  KEY,
  MESSAGE,
  NOBODY,
  PLAIN_CALLBACK,
} from '../contract/case.ts';
import { NO_EMAIL } from '../request.ts';
import { sfmc } from './sfmc.ts';

export const CLIENT_SECRET = 'client-secret-77';
export const TOKEN = 'token-4711';
const composite = { jobId: '1', batchId: '2', listId: '3', subscriberId: '4' };
const reference = '1.2.3.4';

export const sfmcCase: ContractCase = {
  connector: sfmc,
  settings: {},
  access: (base) => ({ url: base, key: KEY, secrets: [CLIENT_SECRET] }),
  message: { ...MESSAGE, body: { first_name: 'Jane', offer: { title: 'Half price' }, points: 200, none: null } },
  arrives: {
    path: `/messaging/v1/email/messages/${ID}`,
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json; charset=UTF-8' },
    body: {
      definitionKey: 'birthday-1',
      recipient: {
        contactKey: 'M-1001',
        to: 'jane@example.com',
        attributes: { first_name: 'Jane', offer_title: 'Half price', points: '200' },
      },
    },
  },
  accepted: { status: 202, body: JSON.stringify({ requestId: 'r', errorcode: 0, responses: [{ messageKey: ID }] }) },
  reference: ID,
  variations: [
    {
      title: 'an SMS',
      message: { channel: 'sms', body: null },
      path: `/messaging/v1/sms/messages/${ID}`,
      body: { definitionKey: 'birthday-1', recipient: { contactKey: 'M-1001', to: '+15550100', attributes: {} } },
    },
    {
      title: 'the entry into a journey',
      message: { templateId: 'APIEvent-1', body: { points: 200 } },
      settings: { mode: 'journey' },
      path: '/interaction/v1/events',
      body: { ContactKey: 'M-1001', EventDefinitionKey: 'APIEvent-1', Data: { points: 200 } },
    },
  ],
  judgements: [
    // An earlier attempt arrived although its answer did not.
    { answer: { status: 409, body: '{"message":"duplicate"}' }, result: { kind: 'delivered', reference: ID } },
    {
      answer: { status: 400, body: '{"message":"Unable to find definition","errorcode":30001}' },
      result: { kind: 'dead', reason: 'answered 400: Unable to find definition' },
    },
  ],
  refusals: [
    { message: { recipient: NOBODY }, reason: NO_EMAIL },
    { message: { templateId: null }, reason: 'the variant names no definition or event key' },
  ],
  callbacks: [
    {
      body: JSON.stringify([
        {
          eventCategoryType: 'TransactionalSendEvents.EmailSent',
          timestampUTC: CREATED_AT,
          composite,
          info: { to: 'jane@example.com', messageKey: ID, status: 'Sent' },
        },
        { eventCategoryType: 'EngagementEvents.EmailOpen', timestampUTC: CREATED_AT / 1_000, composite, info: {} },
        {
          eventCategoryType: 'EngagementEvents.EmailClick',
          timestampUTC: CREATED_AT,
          composite,
          info: { contentLink: 'https://x.example' },
        },
        {
          eventCategoryType: 'TransactionalSendEvents.EmailBounced',
          timestampUTC: CREATED_AT,
          composite,
          info: { messageKey: ID, reason: 'no such user' },
        },
        { eventCategoryType: 'EngagementEvents.EmailUnsubscribe', timestampUTC: CREATED_AT, composite, info: {} },
        { eventCategoryType: 'AutomationInstanceCompleted', timestampUTC: CREATED_AT },
      ]),
      tells: [
        engagement({ kind: 'delivered', reference }),
        engagement({ kind: 'opened', messageId: null, reference }),
        engagement({ kind: 'clicked', messageId: null, reference, detail: { url: 'https://x.example' } }),
        engagement({ kind: 'bounced', reference, detail: { reason: 'no such user' } }),
        engagement({ kind: 'unsubscribed', messageId: null, reference }),
      ],
    },
    PLAIN_CALLBACK,
  ],
  missing: [],
  badVariant: {
    variant: { subject: 'x' },
    problem: 'The variant has no template_id: the definition or event key.',
  },
};
