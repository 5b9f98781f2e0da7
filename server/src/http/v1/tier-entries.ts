// What counts towards a level, or towards keeping one: the entries behind a figure of tier progress, deductions negative.
import { z } from 'zod';
import { isoText } from '../../domain/time.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { type CountedEntry, readCountedEntries } from '../../storage/tiers.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { findCustomer } from './find-customer.ts';
import { cursorInput, customerAddress, instant, limitInput, nameInput, points } from './shapes.ts';
import { readProgress } from './tier-shape.ts';

const PAGE = 50;
/** Of a requirement; see the schema of programmes. */
const CONDITIONS_MAX = 20;

const entryShape = z.strictObject({
  id: z.string(),
  at: instant,
  amount: points,
  kind: z.string(),
  account: z.string().nullable(),
  source: z.string().nullable(),
  reference_type: z.string().nullable(),
  rule: z.string().nullable(),
});

const entriesShape = z
  .strictObject({
    level: z.string(),
    words: z.string(),
    current: z.number(),
    needed: z.number(),
    items: z.array(entryShape),
    next: z.string().nullable().meta({ description: 'Pass as `after` for the next page; null on the last one.' }),
  })
  .meta({ id: 'TierEntries' });

export function tierEntryRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/tiers/:system/entries',
    {
      config: { scope: 'tiers:read' },
      schema: {
        operationId: 'listTierEntries',
        summary: 'The entries that count towards a level, newest first',
        tags: ['Tiers'],
        params: z.strictObject({ customer: customerAddress, system: nameInput }),
        querystring: z.strictObject({
          requirement: z
            .enum(['next', 'keep'])
            .default('next')
            .meta({ description: 'Of the next level, or of keeping the present one.' }),
          condition: z.coerce.number().int().min(0).max(CONDITIONS_MAX).default(0),
          limit: limitInput(PAGE_MAX, PAGE),
          after: cursorInput,
        }),
        response: { 200: entriesShape },
      },
    },
    async ({ params, query }) => {
      const { id } = await findCustomer(deps, params.customer);
      const progress = (await readProgress(deps, id)).find(({ system }) => system === params.system);
      if (progress === undefined) throw new EngineError('unknown_tier_system', { system: params.system });
      const requirement = query.requirement === 'next' ? progress.next : progress.keep;
      const condition = requirement?.conditions[query.condition];
      if (requirement === null || condition === undefined) throw new EngineError('not_found');
      const page = { limit: query.limit, after: query.after ?? null };
      const { items, next } =
        condition.counted === null
          ? { items: [], next: null }
          : await readCountedEntries(deps.pool, id, condition.counted, page);
      const { current, needed, words } = condition;
      return { level: requirement.level.name, words, current, needed, items: items.map(entryJson), next };
    },
  );
}

function entryJson(entry: CountedEntry): z.output<typeof entryShape> {
  const { id, amount, kind, account, source, rule } = entry;
  return { id, at: isoText(entry.at), amount, kind, account, source, reference_type: entry.referenceType, rule };
}
