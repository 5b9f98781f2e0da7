// One request as its handler sees it, and the few things that every handler does with the engine: find the customer, submit,
// turn a refusal into an error. Envelopes, authentication and routes are elsewhere.
import type pg from 'pg';
import type { Actor, FactBody } from '../../domain/facts.ts';
import { isUniformId, LEGACY_TYPE } from '../../domain/ids.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import type { Instant } from '../../domain/time.ts';
import type { ProgrammeSource } from '../../pipeline/programme-cache.ts';
import type { Answer, Clock, CustomerRef, Engine, Idempotency } from '../../pipeline/submission.ts';
import { type CustomerRecord, readCustomer } from '../../storage/customers.ts';
import { identifierKey } from '../../storage/keys.ts';
import { translated } from './errors.ts';
import { type Guids, isGuid } from './guids.ts';

/** What the adapter stands on, the same for all requests. */
export type Site = {
  readonly pool: pg.Pool;
  readonly engine: Engine;
  readonly programmes: ProgrammeSource;
  readonly clock: Clock;
  readonly guids: Guids;
};

export type Call = {
  readonly site: Site;
  readonly programme: Programme;
  /** Asked for anew after a fact was decided: what it booked is dated later than the request. */
  now(): Instant;
  readonly actor: Actor;
  /** Aborted when the caller has gone. */
  readonly signal: AbortSignal;
  readonly params: { readonly [name: string]: string };
  readonly query: URLSearchParams;
  readonly body: unknown;
};

export function hasFlag(call: Call, name: string): boolean {
  const value = call.query.get(name)?.toLowerCase();
  return value === 'true' || value === '1';
}

/** The customer of a Core path: `…/users/:user_id` or `…/external/users/:external_id`. */
export function refOfPath(call: Call): CustomerRef {
  const { user_id: userId, external_id: externalId } = call.params;
  if (userId !== undefined) return refOfId(userId);
  return { kind: 'identifier', type: call.query.get('external_id_type'), value: externalId ?? '' };
}

/** An id of ours, or whatever else is taken for an external id. */
export function refOfId(userId: string): CustomerRef {
  return isGuid(userId) ? { kind: 'id', id: userId.toLowerCase() } : { kind: 'identifier', type: null, value: userId };
}

/** Ids that customers brought along from another system become theirs; all others stay as they are. */
export async function ownIds(call: Call, ids: readonly string[]): Promise<readonly string[]> {
  const foreign = ids.map((id) => id.toLowerCase()).filter((id) => !isUniformId(id));
  if (foreign.length === 0) return ids;
  const { keys } = await call.site.engine.lookUp({ values: foreign, customerIds: [] });
  const legacy = identifierKey(LEGACY_TYPE, '').kind;
  const owners = new Map(keys.flatMap((key) => (key.kind === legacy ? [[key.value, key.customerId] as const] : [])));
  return ids.map((id) => owners.get(id.toLowerCase()) ?? id);
}

export async function findCustomer(call: Call, ref: CustomerRef): Promise<CustomerRecord> {
  const id = ref.kind === 'id' && isUniformId(ref.id) ? ref.id : await call.site.engine.resolve(ref);
  const record = await readCustomer(call.site.pool, id);
  if (record === null || record.profile.deletedAt !== null) throw translated('customer_not_found', { customer: id });
  return record;
}

export type Asked = {
  readonly customer: CustomerRef;
  readonly body: FactBody;
  readonly peer?: CustomerRef;
  readonly occurredAt?: Instant | null;
  readonly idempotency?: Idempotency | null;
};

/** The engine's answer, refusals included. */
export function ask(call: Call, asked: Asked): Promise<Answer> {
  const { actor, signal } = call;
  return call.site.engine.submit({
    customer: asked.customer,
    ...(asked.peer === undefined ? {} : { peer: asked.peer }),
    body: asked.body,
    occurredAt: asked.occurredAt ?? null,
    idempotency: asked.idempotency ?? null,
    actor,
    lane: 'live',
    isHistory: false,
    signal,
  });
}

/** The engine's answer where it agreed; a refusal is thrown as the error that the client gets. */
export async function submit(call: Call, asked: Asked): Promise<Answer> {
  const answer = await ask(call, asked);
  const { refusal } = answer.record;
  if (refusal !== undefined) throw translated(refusal.code, refusal.detail);
  return answer;
}
