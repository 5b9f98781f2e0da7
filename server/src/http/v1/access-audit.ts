// The log of access: sign-ins, and every change to users, roles, groups, keys and requests. What was done to customers
// stands in their own log.
import { z } from 'zod';
import { isoText } from '../../domain/time.ts';
import { listAccessEntries } from '../../storage/access-audit.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { cursorInput, instant, jsonObject, keyInput, limitInput, nameInput, pageOf, uuid } from './shapes.ts';

const PAGE = 100;
const tags = ['Users'];

const entryShape = z
  .strictObject({
    id: uuid,
    at: instant,
    actor: z.strictObject({ kind: z.enum(['api', 'agent', 'run', 'cli']), id: uuid.nullable(), name: z.string() }),
    action: z.string(),
    target: z.strictObject({ kind: z.string(), id: z.string(), name: z.string() }),
    detail: jsonObject,
  })
  .meta({ id: 'AccessEntry' });

export function accessAuditRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/access-audit',
    {
      config: { scope: 'audit:read' },
      schema: {
        operationId: 'listAccessAudit',
        summary: 'Who changed what of access, and who signed in; newest first',
        tags,
        querystring: z.strictObject({
          action: nameInput.optional(),
          actor_id: uuid.optional(),
          target_id: keyInput.optional(),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: pageOf(entryShape) },
      },
    },
    async ({ query }) => {
      const { items, next } = await listAccessEntries(deps.pool, {
        action: query.action,
        actorId: query.actor_id,
        targetId: query.target_id,
        limit: query.limit,
        after: query.after ?? null,
      });
      return {
        items: items.map(({ id, at, actor, action, target, detail }) => ({
          id,
          at: isoText(at),
          actor: { kind: actor.kind, id: actor.id ?? null, name: actor.name },
          action,
          target,
          detail,
        })),
        next,
      };
    },
  );
}
