// Finds the customers behind references before their facts are queued. All look-ups of a moment travel in one statement;
// while it is under way, the next gather.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { IDENTIFIER_TYPE_DEFAULT } from '../domain/customers/profile.ts';
import type { FactBody } from '../domain/facts.ts';
import { isUniformId, LEGACY_TYPE } from '../domain/ids.ts';
import { findCustomer, findKeys, identifierTypeOf, type OwnedKey } from '../storage/keys.ts';
import { withClient } from './connections.ts';
import { classify } from './failures.ts';
import { derivedCustomerId, isUuid } from './hashes.ts';
import type { Health } from './health.ts';
import { type CustomerRef, EngineError, type Idempotency, type LookedFor, type LookedUp } from './submission.ts';

/** For `customer.save`: whoever has one of the identifiers to add, else a customer that does not exist yet. */
export const NEW_CUSTOMER = { kind: 'id', id: '00000000-0000-0000-0000-000000000000' } as const satisfies CustomerRef;

/** Ids derived from an identifier are tried in this order: a deleted customer keeps its id, and its identifier is free. */
const CANDIDATES = 4;
const GENERATIONS_MAX = 1_000;
const LOOK_UPS_MAX = 500;

type LookUp = LookedFor & { readonly resolve: (found: LookedUp) => void; readonly reject: (error: unknown) => void };

export class Resolver {
  readonly #pool: pg.Pool;
  readonly #health: Health;
  #lookUps: LookUp[] = [];
  #isBusy = false;

  constructor(pool: pg.Pool, health: Health) {
    this.#pool = pool;
    this.#health = health;
  }

  /** The customer that a reference names; ids of our kind are taken at their word, others may be aliases. */
  async find(ref: CustomerRef): Promise<string> {
    if (ref.kind === 'id') return this.#findId(ref.id.toLowerCase());
    const { keys } = await this.#lookUp({ values: [ref.value], customerIds: [] });
    const owner = ownerOf(ref, keys);
    if (owner === null) throw new EngineError('customer_not_found', { customer: ref.value });
    return owner;
  }

  /** What many customers are known by, and which ids are taken; look-ups of other callers travel along. */
  lookUp(wanted: LookedFor): Promise<LookedUp> {
    return this.#lookUp(wanted);
  }

  /** An id that a customer brought along from another system leads to the one that the customer has here. */
  async #findId(id: string): Promise<string> {
    if (isUniformId(id)) return id;
    const { keys } = await this.#lookUp({ values: [id], customerIds: [] });
    return ownerOf({ kind: 'identifier', type: LEGACY_TYPE, value: id }, keys) ?? checkedId(id);
  }

  /** The same, made sure of: deleted customers and unknown ids are told apart from those who are there. */
  async findExisting(ref: CustomerRef): Promise<string> {
    const id = await this.find(ref);
    try {
      const found = await withClient(this.#pool, (client) => findCustomer(client, id));
      if (found === null) throw new EngineError('customer_not_found', { customer: id });
      if (found.mergedInto !== null) throw new EngineError('customer_merged', { customer: id, into: found.mergedInto });
      if (found.forgottenAt !== null) throw new EngineError('customer_forgotten', { customer: id });
      if (found.deletedAt !== null) throw new EngineError('customer_deleted', { customer: id });
      return id;
    } catch (error) {
      throw this.#explain(error);
    }
  }

  /** The customer that a save creates or changes. */
  async findForSave(
    ref: CustomerRef,
    body: Extract<FactBody, { kind: 'customer.save' }>,
    idempotency: Idempotency | null,
  ): Promise<string> {
    if (ref.kind === 'id' && ref.id !== NEW_CUSTOMER.id) return this.#findId(ref.id.toLowerCase());
    if (body.mode === 'update') return this.find(ref);
    const named = ref.kind === 'identifier' ? [ref] : [];
    const added = (body.patch.addIdentifiers ?? []).map(
      ({ type, value }) => ({ kind: 'identifier', type, value }) as const,
    );
    const first = named[0] ?? added[0];
    if (first !== undefined) return this.#findOrDerive(first, [...named, ...added]);
    // The same key comes to the same customer, and there finds what it did the first time.
    if (idempotency !== null) return derivedCustomerId('key', [idempotency.operation, idempotency.key], 0);
    return randomUUID();
  }

  async #findOrDerive(
    first: Extract<CustomerRef, { kind: 'identifier' }>,
    all: readonly Extract<CustomerRef, { kind: 'identifier' }>[],
  ): Promise<string> {
    const values = all.map(({ value }) => value);
    const parts = [first.type ?? IDENTIFIER_TYPE_DEFAULT, first.value];
    for (let generation = 0; generation < GENERATIONS_MAX; generation += CANDIDATES) {
      const candidates = Array.from({ length: CANDIDATES }, (_, index) =>
        derivedCustomerId('identifier', parts, generation + index),
      );
      const { keys, taken } = await this.#lookUp({ values, customerIds: candidates });
      for (const ref of all) {
        const owner = ownerOf(ref, keys);
        if (owner !== null) return owner;
      }
      const free = candidates.find((id) => !taken.has(id));
      if (free !== undefined) return free;
    }
    throw new EngineError('identifier_taken', { identifier: parts.join(':') });
  }

  async #lookUp(wanted: LookedFor): Promise<LookedUp> {
    // The database has no text with U+0000, and would refuse the look-ups of all others with it.
    if (wanted.values.some((value) => value.includes('\u0000'))) throw new EngineError('validation');
    const { promise, resolve, reject } = Promise.withResolvers<LookedUp>();
    this.#lookUps.push({ ...wanted, resolve, reject });
    if (!this.#isBusy) {
      this.#isBusy = true;
      setImmediate(() => void this.#run());
    }
    return promise;
  }

  async #run(): Promise<void> {
    while (this.#lookUps.length > 0) {
      const batch = this.#lookUps.splice(0, LOOK_UPS_MAX);
      try {
        const found = await withClient(this.#pool, (client) =>
          findKeys(client, unique(batch, 'values'), unique(batch, 'customerIds')),
        );
        this.#health.markBack();
        for (const lookUp of batch) lookUp.resolve(found);
      } catch (error) {
        const failure = this.#explain(error);
        for (const lookUp of batch) lookUp.reject(failure);
      }
    }
    this.#isBusy = false;
  }

  /** Look-ups change nothing, so whatever keeps the database from answering is told at once. */
  #explain(error: unknown): unknown {
    const failure = classify(error);
    if (failure.kind !== 'retry') return error;
    if (failure.isAway) this.#health.markAway();
    return new EngineError('unavailable', {}, 1);
  }
}

function unique(lookUps: readonly LookUp[], field: 'values' | 'customerIds'): readonly string[] {
  return [...new Set(lookUps.flatMap((lookUp) => lookUp[field]))];
}

/** Null when nobody has it. Several customers may have a value under different types: then the type must be named. */
function ownerOf(ref: Extract<CustomerRef, { kind: 'identifier' }>, keys: readonly OwnedKey[]): string | null {
  const matching = keys.filter((key) => {
    const type = identifierTypeOf(key.kind);
    return key.value === ref.value && type !== null && (ref.type === null || type === ref.type);
  });
  const owners = new Set(matching.map(({ customerId }) => customerId));
  if (owners.size > 1) {
    const types = matching.map(({ kind }) => identifierTypeOf(kind) ?? '').sort();
    throw new EngineError('identifier_ambiguous', { value: ref.value, types });
  }
  return matching[0]?.customerId ?? null;
}

function checkedId(id: string): string {
  const lower = id.toLowerCase();
  if (!isUuid(lower)) throw new EngineError('customer_not_found', { customer: id });
  return lower;
}
