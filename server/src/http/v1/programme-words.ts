// What the live programme calls things, for whoever cares for customers: the accounts, sources, reason codes, levels and
// attributes that a form offers. Who may change the programme reads the whole of it elsewhere.
import { z } from 'zod';
import type { Programme } from '../../domain/programme/programme.ts';
import { VALUE_TYPES } from '../../domain/programme/schema.ts';
import { minorUnits } from '../../domain/purchases/currency.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { liveProgramme } from './live-programme.ts';

const named = z.strictObject({ name: z.string(), title: z.string() });

const wordsShape = z
  .strictObject({
    version: z.int(),
    title: z.string(),
    currency: z.string(),
    minor_units: z.int().meta({ description: 'How many of its smallest unit the currency has to the whole.' }),
    accounts: z.array(named),
    sources: z.array(named),
    reason_codes: z.array(named).meta({ description: 'Adjustments need one of them, unless there are none.' }),
    tier_systems: z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        levels: z
          .array(z.strictObject({ name: z.string(), title: z.string(), rank: z.int() }))
          .meta({ description: 'Ascending rank.' }),
      }),
    ),
    attributes: z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        type: z.enum(VALUE_TYPES),
        values: z.array(z.string()).nullable().meta({ description: 'Nothing else is taken; null: anything is.' }),
      }),
    ),
    external_systems: z.array(named).meta({ description: 'Where customers may have accounts, too.' }),
    tags: z.array(
      z.strictObject({
        name: z.string(),
        title: z.string(),
        cap: z.int().nullable().meta({ description: 'Not counted beyond, until the count is reset.' }),
      }),
    ),
  })
  .meta({ id: 'ProgrammeWords' });

export function programmeWordRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/programme/words',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'getProgrammeWords',
        summary: 'What accounts, sources, reason codes, levels, attributes and tags are called in the live programme',
        tags: ['Programme'],
        response: { 200: wordsShape },
      },
    },
    async () => wordsJson(await liveProgramme(deps)),
  );
}

function wordsJson({ version, document, tierSystems }: Programme): z.output<typeof wordsShape> {
  return {
    version,
    title: document.title,
    currency: document.currency,
    minor_units: minorUnits(document.currency),
    accounts: namedJson(document.accounts),
    sources: namedJson(document.sources),
    reason_codes: namedJson(document.reason_codes),
    tier_systems: tierSystems.map(({ name, definition, levels }) => ({
      name,
      title: definition.title,
      levels: levels.map((level) => ({ name: level.name, title: level.definition.title, rank: level.rank })),
    })),
    attributes: Object.entries(document.attributes).map(([name, { title, type, values }]) => ({
      name,
      title: title ?? name,
      type,
      values: values ?? null,
    })),
    external_systems: namedJson(document.external_systems),
    tags: Object.entries(document.tags).map(([name, { title, cap }]) => ({
      name,
      title: title ?? name,
      cap: cap ?? null,
    })),
  };
}

function namedJson(record: { readonly [name: string]: { readonly title: string } }): z.output<typeof named>[] {
  return Object.entries(record).map(([name, { title }]) => ({ name, title }));
}
