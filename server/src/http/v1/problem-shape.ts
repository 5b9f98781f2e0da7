// The shape of a problem document, for the contract: what `problem.ts` builds.
import { z } from 'zod';
import { codes } from '../errors-document.ts';
import type { Problem } from '../problem.ts';
import { uuid } from './shapes.ts';

export const problemShape = z
  .strictObject({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(codes()).meta({ description: 'See docs/errors.md.' }),
    detail: z.string(),
    retryable: z.boolean(),
    errors: z
      .array(
        z.union([
          z.strictObject({
            in: z.enum(['body', 'query', 'path', 'header']),
            pointer: z.string(),
            problem: z.string(),
            expected: z.string(),
          }),
          z.strictObject({
            file: z.string(),
            path: z.string(),
            line: z.int().nullable(),
            problem: z.string(),
            expected: z.string(),
          }),
        ]),
      )
      .optional(),
    request_id: z.string().optional(),
    decision_id: uuid.optional(),
    customer_id: uuid.optional(),
    replayed: z.boolean().optional(),
  })
  .meta({ id: 'Problem' });

/** In answers that hold several: the request id stands in the header of the whole. */
export function problemJson({ errors, ...problem }: Problem): z.output<typeof problemShape> {
  return errors === undefined ? problem : { ...problem, errors: [...errors] };
}
