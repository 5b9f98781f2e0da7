// From a parsed request to the pipeline and back: who asks, under which idempotency key, and what a refusal becomes.
// Which fact a request is, is said by the routes.
import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import type { FactBody, Json } from '../../domain/facts.ts';
import type { Instant } from '../../domain/time.ts';
import type { Answer, CustomerRef, Engine, Submission } from '../../pipeline/submission.ts';
import type { Caller } from '../authenticate.ts';
import { parse } from '../edge.ts';
import { Refused } from '../problem.ts';
import { type DecisionJson, decisionJson } from './decision-shape.ts';
import { keyInput } from './shapes.ts';

export type FactRequest = {
  readonly customer: CustomerRef;
  readonly peer?: CustomerRef;
  readonly body: FactBody;
  /** Keys of different operations never meet; see docs/api.md. */
  readonly operation: string;
  /** Instead of the Idempotency-Key header. */
  readonly key?: string;
  readonly occurredAt?: Instant;
  /** Instead of the body as it was sent: where the path says what the fact is. */
  readonly sent?: Json;
};

/** Of a request and its reply, what submitting needs. */
export type Exchange = {
  readonly request: {
    readonly caller: Caller | null;
    readonly sent: Json;
    readonly headers: IncomingHttpHeaders;
  };
  readonly reply: { readonly raw: ServerResponse; header(name: string, value: string): unknown };
};

/** Answers the decision; throws Refused when it is a refusal. */
export async function submitFact(engine: Engine, exchange: Exchange, fact: FactRequest): Promise<Answer> {
  const answer = await engine.submit(submissionOf(exchange, fact));
  if (answer.record.refusal !== undefined) throw new Refused(answer, fact.body);
  if (answer.isReplay) exchange.reply.header('idempotent-replay', 'true');
  return answer;
}

export async function decide(
  engine: Engine,
  exchange: Exchange,
  fact: FactRequest & { readonly withTrace?: boolean | undefined },
): Promise<DecisionJson> {
  return decisionJson(await submitFact(engine, exchange, fact), fact.withTrace ?? false);
}

export function submissionOf({ request, reply }: Exchange, fact: FactRequest): Submission {
  const key = fact.key ?? idempotencyKey(request);
  return {
    customer: fact.customer,
    ...(fact.peer === undefined ? {} : { peer: fact.peer }),
    body: fact.body,
    occurredAt: fact.occurredAt ?? null,
    idempotency: key === null ? null : { operation: fact.operation, key, sent: fact.sent ?? request.sent },
    actor: callerOf(request).actor,
    lane: 'live',
    isHistory: false,
    signal: goneSignal(reply),
  };
}

export function idempotencyKey(request: Exchange['request']): string | null {
  const header = request.headers['idempotency-key'];
  return header === undefined ? null : parse('header', keyInput, header);
}

export function callerOf(request: Exchange['request']): Caller {
  if (request.caller === null) throw new Error('a route that submits facts must name a scope');
  return request.caller;
}

/** Aborted when the connection closes before the answer is written. */
export function goneSignal(reply: Exchange['reply']): AbortSignal {
  const gone = new AbortController();
  reply.raw.once('close', () => {
    if (!reply.raw.writableEnded) gone.abort();
  });
  return gone.signal;
}
