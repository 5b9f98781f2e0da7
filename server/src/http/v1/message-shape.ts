// Messages as /v1 shows them, and the filters by which they are listed, replayed and cancelled.
import { z } from 'zod';
import { isoText } from '../../domain/time.ts';
import type { DeliveryRecord, MessageDetail, MessageFilter, MessageRecord } from '../../storage/deliveries.ts';
import { MESSAGE_STATUSES } from '../../storage/outbox.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { findCustomer } from './find-customer.ts';
import {
  customerAddress,
  defined,
  instant,
  instantInput,
  instantOrNull,
  jsonObject,
  nameInput,
  uuid,
} from './shapes.ts';

const RULE_MAX = 200;
const CAMPAIGN = 'campaign/';

export const messageShape = z
  .strictObject({
    id: uuid,
    customer_id: uuid,
    message: z.string(),
    provider: z.string(),
    purpose: z.enum(['programme', 'marketing']),
    rule: z.string().meta({ description: 'What sent it, such as `campaign/welcome`; `test` for test sends.' }),
    campaign: z.string().nullable(),
    programme_version: z.int(),
    lane: z.enum(['live', 'bulk']),
    test: z.boolean().meta({ description: 'For a test persona, or a test send.' }),
    status: z.enum(MESSAGE_STATUSES),
    reason: z.string().nullable().meta({ description: 'Why it waits, lies in the tray, was suppressed or given up.' }),
    decided_at: instant,
    due_at: instant,
    next_attempt_at: instantOrNull.meta({ description: 'Of a message that waits; null otherwise.' }),
    attempts: z.int(),
    reference: z.string().nullable().meta({ description: 'The id that the provider gave it.' }),
    finished_at: instantOrNull,
    report: z.enum(['delivered', 'failed']).nullable().meta({
      description: 'What became of it, as the provider says later when it is asked, such as of a Moments flow.',
    }),
    report_reason: z.string().nullable(),
  })
  .meta({ id: 'Message' });

export const requestShape = z
  .strictObject({
    method: z.enum(['POST', 'PUT']),
    url: z.string().meta({ description: '`{address}` stands for the address of the provider.' }),
    headers: z.record(z.string(), z.string()).meta({
      description: 'Without authorization and signatures, which each attempt adds.',
    }),
    body: z.string(),
  })
  .meta({ id: 'MessageRequest' });

export const messageInFullShape = messageShape
  .extend({
    variables: jsonObject.meta({ description: 'What was fixed when it was decided: event, campaign, points, offers.' }),
    connector: z.string().nullable(),
    request: requestShape
      .nullable()
      .meta({ description: 'What every attempt sends, the same bytes each time; null before the first one.' }),
  })
  .meta({ id: 'MessageInFull' });

export const deliveryShape = z
  .strictObject({
    attempt: z.int(),
    at: instant,
    result: z.enum(['delivered', 'retry', 'dead', 'pause']),
    status: z.int().nullable().meta({ description: "The receiver's status; null where no answer came." }),
    response: z.string().meta({ description: 'The first few kilobytes of the answer, without secrets.' }),
    reason: z.string().nullable(),
    duration_ms: z.int(),
  })
  .meta({ id: 'Delivery' });

/** What lists and changes of many may be narrowed by. */
export const filterInput = {
  customer: customerAddress.optional(),
  provider: nameInput.optional(),
  message: nameInput.optional().meta({ description: "The message's name in the programme." }),
  campaign: nameInput.optional(),
  rule: z.string().min(1).max(RULE_MAX).optional().meta({ description: 'What sent it, where that is no campaign.' }),
  from: instantInput.optional().meta({ description: 'Decided at this instant or later.' }),
  to: instantInput.optional().meta({ description: 'Decided before this instant.' }),
};
type FilterInput = z.output<z.ZodObject<typeof filterInput>>;

export async function filterOf(deps: AdapterDeps, given: FilterInput): Promise<MessageFilter> {
  const { customer, campaign, provider, message, from, to } = given;
  const record = customer === undefined ? null : await findCustomer(deps, customer);
  return defined({
    customerId: record?.id,
    provider,
    message,
    rule: campaign === undefined ? given.rule : `${CAMPAIGN}${campaign}`,
    from,
    to,
  });
}

export function messageJson(message: MessageRecord): z.output<typeof messageShape> {
  return {
    id: message.id,
    customer_id: message.customerId,
    message: message.message,
    provider: message.provider,
    purpose: message.purpose,
    rule: message.rule,
    campaign: message.rule.startsWith(CAMPAIGN) ? message.rule.slice(CAMPAIGN.length) : null,
    programme_version: message.programmeVersion,
    lane: message.lane,
    test: message.isTest,
    status: message.status,
    reason: message.reason,
    decided_at: isoText(message.createdAt),
    due_at: isoText(message.dueAt),
    next_attempt_at: message.status === 'waiting' ? isoText(message.nextAt) : null,
    attempts: message.attempts,
    reference: message.reference,
    finished_at: isoOrNull(message.finishedAt),
    report: message.report,
    report_reason: message.reportReason,
  };
}

export function messageInFullJson(message: MessageDetail): z.output<typeof messageInFullShape> {
  const { variables, request } = message;
  return {
    ...messageJson(message),
    variables,
    connector: request?.connector ?? null,
    request: request === null ? null : requestJson(request),
  };
}

type Request = z.output<typeof requestShape>;

export function requestJson({ method, url, headers, body }: Readonly<Request>): Request {
  return { method, url, headers: { ...headers }, body };
}

export function deliveryJson(delivery: DeliveryRecord): z.output<typeof deliveryShape> {
  const { attempt, at, result, status, response, reason, durationMs } = delivery;
  return { attempt, at: isoText(at), result, status, response, reason, duration_ms: durationMs };
}
