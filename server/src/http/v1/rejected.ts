// Facts that the database refused: looked at, and sent again once the cause is gone. They may hold personal data.
import { z } from 'zod';
import { withoutNumber } from '../../domain/cards/number.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { listRejected, markReplayed, type RejectedRow, readRejected } from '../../storage/rejected-review.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { Refused } from '../problem.ts';
import { isoOrNull } from './customer-shape.ts';
import { decisionJson, decisionShape } from './decision-shape.ts';
import { cursorInput, flagInput, instant, instantOrNull, jsonObject, limitInput, pageOf, uuid } from './shapes.ts';
import { goneSignal } from './submit.ts';

const PAGE = 50;
const tags = ['Rejected facts'];
const config = { scope: 'admin' } as const;

const rejectedShape = z
  .strictObject({
    id: uuid,
    customer_id: uuid,
    kind: z.string(),
    fact: jsonObject,
    sqlstate: z.string(),
    message: z.string(),
    recorded_at: instant,
    replayed_at: instantOrNull,
  })
  .meta({ id: 'RejectedFact' });

export function rejectedRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/rejected-facts',
    {
      config,
      schema: {
        operationId: 'listRejectedFacts',
        summary: 'Facts that the database refused, newest first',
        tags,
        querystring: z.strictObject({ open: flagInput, limit: limitInput(PAGE_MAX, PAGE), after: cursorInput }),
        response: { 200: pageOf(rejectedShape) },
      },
    },
    async ({ query }) => {
      const page = { limit: query.limit, after: query.after ?? null, openOnly: query.open ?? false };
      const { items, next } = await listRejected(deps.pool, page);
      return { items: items.map(rejectedJson), next };
    },
  );

  app.post(
    '/v1/rejected-facts/:fact/replay',
    {
      config,
      schema: {
        operationId: 'replayRejectedFact',
        summary: 'Send a refused fact again; twice does it once',
        tags,
        params: z.strictObject({ fact: uuid }),
        response: { 200: decisionShape },
      },
    },
    async ({ params }, reply) => {
      const rejected = await readRejected(deps.pool, params.fact);
      if (rejected === null) throw new EngineError('not_found');
      const { fact } = rejected;
      const answer = await deps.engine.submit({
        customer: { kind: 'id', id: fact.customerId },
        ...(fact.peerId === null ? {} : { peer: { kind: 'id', id: fact.peerId } }),
        body: fact.body,
        occurredAt: fact.occurredAt,
        idempotency: { operation: 'rejected.replay', key: rejected.id, sent: rejected.id },
        actor: fact.actor,
        lane: 'live',
        isHistory: fact.isHistory,
        signal: goneSignal(reply),
      });
      await markReplayed(deps.pool, rejected.id, deps.clock.now());
      if (answer.record.refusal !== undefined) throw new Refused(answer);
      return decisionJson(answer, false);
    },
  );
}

function rejectedJson(row: RejectedRow): z.output<typeof rejectedShape> {
  return {
    id: row.id,
    customer_id: row.customerId,
    kind: row.fact.body.kind,
    fact: { ...withoutNumber(row.fact.body) },
    sqlstate: row.sqlstate,
    message: row.message,
    recorded_at: isoText(row.recordedAt),
    replayed_at: isoOrNull(row.replayedAt),
  };
}
