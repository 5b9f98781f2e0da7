// Core, 2.6: requests about a customer's data. SessionM's `restrict` and `reinstate` stop and resume processing. Who calls has
// checked whose wish it is; the file of an export is had where privacy is read, not here.
import { z } from 'zod';
import type { FactBody } from '../../domain/facts.ts';
import type { PrivacyRequest } from '../../domain/privacy/privacy.ts';
import { isoText } from '../../domain/time.ts';
import { readCustomer } from '../../storage/customers.ts';
import { listRequests, type OwnedRequest, type RequestFilter, readRequest } from '../../storage/privacy/requests.ts';
import { type Call, refOfPath, submit } from './call.ts';
import { badArgument, translated } from './errors.ts';
import { object, read } from './fields.ts';

const TYPES = ['forget', 'export', 'restrict', 'reinstate'] as const;
type Type = (typeof TYPES)[number];

/** Legal holds are ours alone, and are not shown. */
const KIND_OF: { readonly [type in Type]: PrivacyRequest['kind'] } = {
  forget: 'forget',
  export: 'export',
  restrict: 'stop',
  reinstate: 'resume',
};

const bodySchema = object({
  privacy_request: object({ type: z.enum(TYPES, 'must be forget, export, restrict or reinstate') }),
});

const PAGE = 100;

export async function createPrivacyRequest(call: Call) {
  const { type } = read(bodySchema, call.body).privacy_request;
  const answer = await submit(call, { customer: refOfPath(call), body: factOf(call, type) });
  const made = answer.record.outcomes.find((outcome) => outcome.kind === 'privacy');
  const request = made === undefined ? null : await readRequest(call.site.pool, answer.customerId, made.request_id);
  if (request === null) throw translated('internal', {});
  return { privacy_request: requestView(request) };
}

function factOf({ actor }: Call, type: Type): FactBody {
  const identity = { method: 'other', by: actor.name } as const;
  switch (type) {
    case 'forget':
      return { kind: 'customer.forget', identity, reason: 'requested', note: null };
    case 'export':
      return { kind: 'export.request', identity, format: 'zip', note: null };
    case 'restrict':
      return { kind: 'processing.stop', identity, note: null };
    case 'reinstate':
      return { kind: 'processing.resume', identity, note: null };
  }
}

export async function listPrivacyRequests(call: Call) {
  return { privacy_requests: await requestsOf(call, undefined) };
}

export async function listUserPrivacyRequests(call: Call) {
  const customer = refOfPath(call);
  const id = customer.kind === 'id' ? customer.id : await call.site.engine.resolve(customer);
  if ((await readCustomer(call.site.pool, id)) === null) throw translated('customer_not_found', { customer: id });
  return { privacy_requests: await requestsOf(call, id) };
}

async function requestsOf(call: Call, customerId: string | undefined) {
  const type = typeAsked(call);
  const filter: RequestFilter = { customerId, kind: type === null ? undefined : KIND_OF[type] };
  const { items } = await listRequests(call.site.pool, filter, { limit: PAGE, after: null });
  return items.filter((request) => typeOf(request) !== null).map(requestView);
}

function typeAsked(call: Call): Type | null {
  const given = call.query.get('type');
  if (given === null || given === '') return null;
  const type = TYPES.find((one) => one === given);
  if (type === undefined) throw badArgument('type', 'must be forget, export, restrict or reinstate');
  return type;
}

function typeOf({ kind }: PrivacyRequest): Type | null {
  return TYPES.find((type) => KIND_OF[type] === kind) ?? null;
}

function requestView(request: OwnedRequest) {
  const { id, customerId, status, requestedAt, completedAt } = request;
  return {
    id,
    user_id: customerId,
    type: typeOf(request),
    state: status,
    created_at: isoText(requestedAt),
    completed_at: completedAt === null ? null : isoText(completedAt),
  };
}
