// Tags of many customers at once, each answered in its place. Files of tags come in by import.
import { z } from 'zod';
import type { Json } from '../../domain/facts.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { BATCH_BODY_MAX_BYTES, parse } from '../edge.ts';
import { BATCH_MAX, batchModeInput, batchShape, itemsInput, submitBatch } from './batch.ts';
import { tagInput, ttlInput } from './labels.ts';
import { customerAddress, keyInput } from './shapes.ts';
import type { FactRequest } from './submit.ts';

const itemInput = z
  .strictObject({
    customer: customerAddress,
    tag: tagInput,
    ttl_seconds: ttlInput,
    idempotency_key: keyInput.optional(),
  })
  .meta({ id: 'BatchTag' });

export function tagBatchRoutes(app: App, deps: AdapterDeps): void {
  app.post(
    '/v1/tags/batch',
    {
      config: { scope: 'customers:write' },
      bodyLimit: BATCH_BODY_MAX_BYTES,
      schema: {
        operationId: 'addTagsToMany',
        summary: `Add up to ${BATCH_MAX} tags, each answered on its own`,
        tags: ['Tags'],
        body: z.strictObject({ tags: itemsInput('BatchTagInput'), ...batchModeInput }),
        response: { 200: batchShape },
      },
    },
    async (request, reply) => {
      const { tags, ...mode } = request.body;
      const batch = { field: 'tags', count: tags.length, mode, factOf: itemFact };
      return submitBatch(deps.engine, { request, reply }, batch);
    },
  );
}

function itemFact(item: Json): FactRequest {
  const { customer, tag, ttl_seconds, idempotency_key } = parse('body', itemInput, item);
  return {
    customer,
    body: { kind: 'tags.change', add: [{ tag, ttlSeconds: ttl_seconds }], remove: [], reset: [] },
    operation: 'tags.add',
    ...(idempotency_key === undefined ? {} : { key: idempotency_key }),
  };
}
