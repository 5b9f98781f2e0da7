// What Laurel is measured against: the same rules, tables and answers in the ordinary design. One handler, one transaction
// for each event, one plain statement for each row, a pool of ten connections. It serves `POST /v1/events` and nothing else.
import Fastify, { type FastifyInstance } from 'fastify';
import type pg from 'pg';
import { z } from 'zod';
import type { Actor, Json } from '../../server/src/domain/facts.ts';
import type { ProgrammeHistory } from '../../server/src/domain/programme/programme.ts';
import { totalLimits } from '../../server/src/domain/quotas.ts';
import { createGate } from '../../server/src/http/authenticate.ts';
import { failureOf, Refused } from '../../server/src/http/problem.ts';
import { decisionJson } from '../../server/src/http/v1/decision-shape.ts';
import { eventFact, eventInput } from '../../server/src/http/v1/events.ts';
import { type Clock, EngineError } from '../../server/src/pipeline/submission.ts';
import { createEventHandler } from './handle-event.ts';

export const NAIVE_CONNECTIONS = 10;

export type NaiveDeps = {
  readonly pool: pg.Pool;
  /** Read once: a new version needs a restart. */
  readonly history: ProgrammeHistory;
  readonly engineId: number;
  readonly clock: Clock;
};

export function createNaiveServer(deps: NaiveDeps): FastifyInstance {
  if (totalLimits(deps.history.live).length > 0) {
    throw new Error('The naive server keeps no limits in total: measure with a programme that has none.');
  }
  const app = Fastify();
  const gate = createGate({ pool: deps.pool, clock: deps.clock });
  const handleEvent = createEventHandler(deps);

  app.post<{ Body: Json }>('/v1/events', async (request, reply) => {
    const caller = await gate.identify(request.headers.authorization);
    if (!caller.scopes.has('events:write') && !caller.scopes.has('admin')) {
      throw new EngineError('forbidden', { scope: 'events:write' });
    }
    const answer = await handleEvent(requestOf(request.body, caller.actor));
    if (answer.record.refusal !== undefined) throw new Refused(answer);
    if (answer.isReplay) reply.header('idempotent-replay', 'true');
    return decisionJson(answer, false);
  });
  app.setErrorHandler(async (error, request, reply) => {
    const found = failureOf(error instanceof z.ZodError ? new EngineError('validation') : error);
    if (found === null) throw error;
    return reply
      .code(found.problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify({ ...found.problem, request_id: request.id }));
  });
  return app;
}

function requestOf(sent: Json, actor: Actor) {
  const { customer, body, operation, key, occurredAt } = eventFact(eventInput.parse(sent));
  const idempotency = key === undefined ? null : { operation, key, sent };
  return { customer, body, occurredAt: occurredAt ?? null, idempotency, actor };
}
