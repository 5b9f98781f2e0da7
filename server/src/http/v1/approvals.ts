// Requests above a limit: listed, approved or rejected by a second person. They begin as the answer 202 of the route that
// was called; nothing here makes one.
import { z } from 'zod';
import { approve, reject } from '../../access/approvals.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { APPROVAL_STATUSES, listApprovals, readApproval } from '../../storage/approvals.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { Refused } from '../problem.ts';
import { approvalJson, approvalShape } from './approval-shape.ts';
import { cursorInput, limitInput, pageOf, uuid } from './shapes.ts';
import { callerOf } from './submit.ts';

const PAGE = 50;
const NOTE_MAX = 1_000;
const tags = ['Approvals'];
const read = { scope: 'approvals:read' } as const;
const config = { scope: 'approvals:write' } as const;
const params = z.strictObject({ approval: uuid });
const noteInput = z
  .strictObject({ note: z.string().min(1).max(NOTE_MAX).nullable().default(null) })
  .default({ note: null });

export function approvalRoutes(app: App, deps: AdapterDeps): void {
  readRoutes(app, deps);
  decideRoutes(app, deps);
}

function readRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/approvals',
    {
      config: read,
      schema: {
        operationId: 'listApprovals',
        summary: 'Requests above a limit, newest first',
        tags,
        querystring: z.strictObject({
          status: z.enum(APPROVAL_STATUSES).optional(),
          customer_id: uuid.optional(),
          requested_by: uuid.optional(),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: pageOf(approvalShape) },
      },
    },
    async ({ query }) => {
      const { items, next } = await listApprovals(deps.pool, {
        status: query.status,
        customerId: query.customer_id,
        requestedBy: query.requested_by,
        now: deps.clock.now(),
        limit: query.limit,
        after: query.after ?? null,
      });
      return { items: items.map(approvalJson), next };
    },
  );

  app.get(
    '/v1/approvals/:approval',
    {
      config: read,
      schema: { operationId: 'getApproval', summary: 'One request', tags, params, response: { 200: approvalShape } },
    },
    async ({ params: { approval } }) => {
      const found = await readApproval(deps.pool, approval, deps.clock.now());
      if (found === null) throw new EngineError('approval_not_found', { approval });
      return approvalJson(found);
    },
  );
}

function decideRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/approvals/:approval/approve',
    {
      config,
      schema: {
        operationId: 'approveRequest',
        summary: 'Agree: the fact is decided now, with both names on it',
        tags,
        params,
        body: noteInput,
        response: { 200: approvalShape },
      },
    },
    async (request) => {
      const { actor, scopes } = callerOf(request);
      const deciding = { id: request.params.approval, actor, scopes, note: request.body.note };
      const { approval, answer } = await approve(deps, deciding);
      if (answer.record.refusal !== undefined) throw new Refused(answer);
      return approvalJson(approval);
    },
  );

  app.post(
    '/v1/approvals/:approval/reject',
    {
      config,
      schema: {
        operationId: 'rejectRequest',
        summary: 'Refuse: nothing is given',
        tags,
        params,
        body: noteInput,
        response: { 200: approvalShape },
      },
    },
    async (request) => {
      const { actor, scopes } = callerOf(request);
      const deciding = { id: request.params.approval, actor, scopes, note: request.body.note };
      return approvalJson(await reject(deps, deciding));
    },
  );
}
