// What adapters hand to the pipeline and what they get back. Adapters parse and authenticate; they decide nothing.

import type { Code } from '../domain/codes.ts';
import type { DecisionRecord } from '../domain/decision.ts';
import type { Actor, FactBody, Json, JsonObject } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import type { OwnedKey } from '../storage/keys.ts';

/** A customer by our id, or by one of their identifiers (type null: whichever type has the value, if only one has). */
export type CustomerRef =
  | { readonly kind: 'id'; readonly id: string }
  | { readonly kind: 'identifier'; readonly type: string | null; readonly value: string };

export type Lane = 'live' | 'bulk';

export type Submission = {
  readonly customer: CustomerRef;
  /** The receiving customer of a transfer between two. */
  readonly peer?: CustomerRef;
  readonly body: FactBody;
  /** When it happened; null: now. */
  readonly occurredAt: Instant | null;
  /** Null: every call is new. */
  readonly idempotency: Idempotency | null;
  readonly actor: Actor;
  readonly lane: Lane;
  /** History is booked without outcomes and without the lateness limit. */
  readonly isHistory: boolean;
  /** Aborted when the caller has gone; a fact still waiting is then dropped undecided. */
  readonly signal?: AbortSignal;
};

export type Idempotency = {
  /** What kind of request the key is for: `event:web_login`, `points.deposit`, …; keys of different operations never meet. */
  readonly operation: string;
  readonly key: string;
  /** What the client sent, before defaults: the same key with another body is refused. */
  readonly sent: Json;
};

export type Answer = {
  readonly factId: string;
  readonly customerId: string;
  readonly occurredAt: Instant;
  readonly recordedAt: Instant;
  readonly programmeVersion: number;
  /** True when this key was answered before, and this is that answer again. */
  readonly isReplay: boolean;
  readonly record: DecisionRecord;
};

/** Failures that leave no fact behind. Refusals by the domain are answers: see `record.refusal`. */
export class EngineError extends Error {
  readonly code: Code;
  readonly detail: JsonObject;
  readonly retryAfterS: number | null;

  constructor(code: Code, detail: JsonObject = {}, retryAfterS: number | null = null) {
    super(code);
    this.name = 'EngineError';
    this.code = code;
    this.detail = detail;
    this.retryAfterS = retryAfterS;
  }
}

/** The pipeline as adapters, jobs and the command line see it. */
export type Engine = {
  /** Resolves after COMMIT with the decision, also when it is a refusal; rejects with an EngineError. */
  submit(submission: Submission): Promise<Answer>;
  /** Decides on the live state and saves nothing. */
  preview(submission: Submission): Promise<Answer>;
  /** Finds the customer behind a reference; rejects with customer_not_found, customer_deleted or identifier_ambiguous. */
  resolve(ref: CustomerRef): Promise<string>;
  /** Feeds facts of one partition, in customer order, to the bulk lane; resolves when all are decided. */
  submitChunk(chunk: Chunk): Promise<ChunkResult>;
  /**
   * Feeds facts of many customers, each with a body of its own, to the bulk lane; resolves when all are over, with one
   * ending for each in their order. Facts of one customer keep their order. A fact that changes nothing is not saved, nor
   * is a refusal: what was refused may be sent again under its key.
   */
  submitAll(facts: readonly BulkFact[]): Promise<readonly BulkEnding[]>;
  /** The same on the live state, in one look, saving nothing. */
  previewAll(facts: readonly BulkFact[]): Promise<readonly BulkEnding[]>;
  /** Who holds these values (e-mail addresses, identifiers), and which of these customer ids are taken. */
  lookUp(wanted: LookedFor): Promise<LookedUp>;
  /** Stops taking facts on, decides what waits, and closes its connections. */
  close(): Promise<void>;
};

export type Chunk = {
  readonly partition: number;
  readonly customerIds: readonly string[];
  readonly body: FactBody;
  readonly actor: Actor;
  /** The same for each of the customers: whoever was decided under it before is not decided again. */
  readonly idempotency?: Idempotency;
};

/** Its customer is known already: whoever feeds many facts has looked them up together. */
export type BulkFact = Pick<Submission, 'body' | 'idempotency' | 'actor' | 'isHistory'> & {
  readonly customerId: string;
  /** When it happened; absent or null: now. */
  readonly occurredAt?: Instant | null;
};

export type BulkEnding =
  | { readonly kind: 'answered'; readonly answer: Answer; readonly isSaved: boolean }
  | { readonly kind: 'failed'; readonly error: unknown };

export type LookedFor = { readonly values: readonly string[]; readonly customerIds: readonly string[] };
export type LookedUp = { readonly keys: readonly OwnedKey[]; readonly taken: ReadonlySet<string> };

/** `changed`: customers for whom something was saved. */
export type ChunkResult = { readonly visited: number; readonly changed: number };

export type Clock = { now(): Instant };
