// What the `type` of a problem points at: one code in a few words. Generated from the table, like docs/errors.md.
import { z } from 'zod';
import { CODES } from '../domain/codes.ts';
import { EngineError } from '../pipeline/submission.ts';
import type { App } from './app.ts';
import { isCode } from './errors-document.ts';

const shape = z.strictObject({ code: z.string(), status: z.int(), retryable: z.boolean(), meaning: z.string() });

export function problemPages(app: App): void {
  app.get(
    '/problems/:code',
    {
      schema: {
        operationId: 'getProblem',
        summary: 'What an error code means',
        tags: ['Operation'],
        params: z.strictObject({ code: z.string().max(100) }),
        response: { 200: shape },
      },
    },
    async ({ params: { code } }) => {
      if (!isCode(code)) throw new EngineError('not_found');
      const { status, isRetryable, sentence } = CODES[code];
      return { code, status, retryable: isRetryable, meaning: sentence };
    },
  );
}
