// The contract of Twilio, for the shared suite.

import { type ContractCase, engagement, KEY, MESSAGE, NOBODY } from '../contract/case.ts';
import { twilio } from './twilio.ts';

const ACCOUNT = 'AC00000000000000000000000000000001';
const path = `/2010-04-01/Accounts/${ACCOUNT}/Messages.json`;
const report = (status: string): string =>
  new URLSearchParams({
    MessageSid: 'SM1',
    MessageStatus: status,
    ErrorCode: status === 'delivered' ? '' : '30003',
  }).toString();
const tells = (status: string, kind: 'delivered' | 'opened' | 'bounced' | 'failed') => {
  const detail = status === 'delivered' ? { status } : { status, code: '30003' };
  return [engagement({ messageId: null, reference: 'SM1', kind, at: null, detail })];
};

export const twilioCase: ContractCase = {
  connector: twilio,
  settings: { account_sid: ACCOUNT, from: '+15550199', validity_seconds: 3600 },
  access: (base) => ({ url: base, key: KEY, secrets: [] }),
  message: { ...MESSAGE, channel: 'sms', templateId: null, body: null },
  arrives: {
    path,
    headers: {
      authorization: `Basic ${Buffer.from(`${ACCOUNT}:${KEY}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: { To: '+15550100', From: '+15550199', Body: 'Dear Jane, 200 points', ValidityPeriod: '3600' },
  },
  accepted: { status: 201, body: '{"sid":"SM1","status":"queued"}' },
  reference: 'SM1',
  variations: [
    {
      title: 'a WhatsApp template over a messaging service',
      message: { templateId: 'HX1', body: { 1: 'Jane', 2: 200 } },
      settings: {
        account_sid: ACCOUNT,
        messaging_service_sid: 'MG1',
        whatsapp: true,
        status_callback: 'https://loyalty.example/c',
      },
      path,
      body: {
        To: 'whatsapp:+15550100',
        MessagingServiceSid: 'MG1',
        ContentSid: 'HX1',
        ContentVariables: '{"1":"Jane","2":"200"}',
        StatusCallback: 'https://loyalty.example/c',
      },
    },
  ],
  judgements: [
    {
      answer: { status: 400, body: '{"code":21611,"message":"queue full","status":400}' },
      result: { kind: 'retry', reason: 'answered 400 (21611: queue full)', afterMs: null },
    },
    {
      answer: { status: 400, body: '{"code":20005,"message":"not active","status":400}' },
      result: { kind: 'pause', reason: 'answered 400 (20005: not active)' },
    },
    {
      answer: { status: 400, body: '{"code":21211,"message":"invalid To","status":400}' },
      result: { kind: 'dead', reason: 'answered 400 (21211: invalid To)' },
    },
  ],
  refusals: [
    { message: { recipient: NOBODY }, reason: 'the customer has no phone number' },
    { message: { text: 'x'.repeat(1_601) }, reason: "the text is longer than Twilio's 1600 characters" },
    { message: { text: null }, reason: 'the message has no text' },
  ],
  callbacks: [
    { body: report('delivered'), tells: tells('delivered', 'delivered') },
    { body: report('read'), tells: tells('read', 'opened') },
    { body: report('undelivered'), tells: tells('undelivered', 'bounced') },
    { body: report('failed'), tells: tells('failed', 'failed') },
    { body: report('sent'), tells: [] },
  ],
  missing: [
    'settings.account_sid is missing: the account, AC and 32 characters.',
    'settings.from or settings.messaging_service_sid is missing.',
  ],
  badVariant: { variant: { subject: 'x' }, problem: 'The variant has neither a template_id nor a text.' },
};
