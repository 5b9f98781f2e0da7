// How the explanation of a decision looks in answers. What it says comes from the domain.
import { z } from 'zod';
import type { Explanation } from '../../domain/explain.ts';
import { uuid } from './shapes.ts';

export const explanationShape = z
  .strictObject({
    decision_id: uuid.nullable().meta({ description: 'Null for a preview: nothing was recorded.' }),
    programme_version: z.int(),
    summary: z.string(),
    lines: z.array(
      z.strictObject({
        rule: z.string(),
        title: z.string(),
        verdict: z.string(),
        met: z.boolean(),
        sentence: z.string(),
        needed: z.number().optional(),
        actual: z.number().optional(),
      }),
    ),
  })
  .meta({ id: 'Explanation' });

export function explanationJson(
  { summary, lines }: Explanation,
  decisionId: string | null,
  version: number,
): z.output<typeof explanationShape> {
  return {
    decision_id: decisionId,
    programme_version: version,
    summary,
    lines: lines.map((line) => ({ ...line })),
  };
}
