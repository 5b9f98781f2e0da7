// What rules can speak of: the fields of customers and events with their types, and the events there are; of the programme as it
// is being edited, so that what was drafted a moment ago can be used.
import { z } from 'zod';
import { PLATFORM_EVENTS } from '../../domain/programme/platform-events.ts';
import { type ProgrammeDocument, programmeSchema } from '../../domain/programme/schema.ts';
import { customerVariables, eventVariables } from '../../domain/programme/variables.ts';
import type { FieldGroup } from '../../domain/rules/expression.ts';
import { isField } from '../../domain/rules/expression-schema.ts';
import { readDraft } from '../../jobs/programme-draft.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';

const EVENTS_MAX = 1_000;

const fieldShape = z
  .strictObject({
    field: z.string().meta({ description: 'As it stands in an expression.' }),
    label: z.string(),
    group: z.enum(['customer', 'custom', 'points', 'tiers', 'tag_counts', 'event']),
    type: z.enum(['string', 'int', 'double', 'bool', 'date', 'datetime', 'string_list', 'json']),
    optional: z.boolean().meta({ description: 'It may be missing; then a condition on it is not met.' }),
    values: z.array(z.string()).nullable().meta({ description: 'The only ones it may have.' }),
  })
  .meta({ id: 'RuleField' });
type FieldJson = z.output<typeof fieldShape>;

export function ruleFieldRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/programme/fields',
    {
      config: { scope: 'campaigns:read' },
      schema: {
        operationId: 'getRuleFields',
        summary: 'What rules and audiences can speak of, with the draft in account',
        tags: ['Programme'],
        querystring: z.strictObject({
          events: z.string().max(EVENTS_MAX).optional().meta({
            description: 'Names, with commas between: the properties that all of them have come along.',
          }),
        }),
        response: {
          200: z.strictObject({
            fields: z.array(fieldShape),
            events: z.array(z.strictObject({ event: z.string(), title: z.string(), platform: z.boolean() })),
          }),
        },
      },
    },
    async ({ query }) => {
      const document = await documentOf(deps);
      const names = (query.events ?? '').split(',').filter((name) => name !== '');
      return {
        fields: [...customerFields(document), ...(names.length === 0 ? [] : eventFields(document, names))],
        events: eventsOf(document),
      };
    },
  );
}

/** The draft where it can be read as a programme, else what is live. */
async function documentOf({ pool, programmes }: AdapterDeps): Promise<ProgrammeDocument> {
  const history = await programmes.refresh();
  if (history === null) throw new EngineError('programme_missing');
  const read = programmeSchema.safeParse((await readDraft(pool)).document);
  return read.success ? read.data : history.live.document;
}

const GROUPS = ['custom', 'points', 'tiers', 'tag_counts'] as const;

function customerFields(document: ProgrammeDocument): readonly FieldJson[] {
  const { customer } = customerVariables(document);
  if (customer === undefined) return [];
  const own = fieldsIn(customer, 'customer', (name) => ({ group: 'customer', label: words(name) }));
  const nested = GROUPS.flatMap((group) => {
    const fields = customer[group];
    return fields === undefined || isField(fields)
      ? []
      : fieldsIn(fields, `customer.${group}`, (name) => ({ group, label: labelOf(document, group, name) }));
  });
  return [...own, ...nested];
}

function eventFields(document: ProgrammeDocument, events: readonly string[]): readonly FieldJson[] {
  const { event } = eventVariables(document, events);
  const [first = ''] = events;
  const titleOf = (name: string) => document.events[first]?.properties[name]?.title ?? words(name);
  return event === undefined ? [] : fieldsIn(event, 'event', (name) => ({ group: 'event', label: titleOf(name) }));
}

function fieldsIn(
  fields: FieldGroup,
  path: string,
  told: (name: string) => Pick<FieldJson, 'group' | 'label'>,
): readonly FieldJson[] {
  return Object.entries(fields).flatMap(([name, field]) => {
    if (!isField(field)) return [];
    const { type, optional, values } = field;
    return [
      { field: pathTo(path, name), ...told(name), type, optional, values: values === undefined ? null : [...values] },
    ];
  });
}

function pathTo(path: string, name: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(name) ? `${path}.${name}` : `${path}[${JSON.stringify(name)}]`;
}

function labelOf(document: ProgrammeDocument, group: (typeof GROUPS)[number], name: string): string {
  switch (group) {
    case 'custom':
      return document.attributes[name]?.title ?? words(name);
    case 'points':
      return `${document.accounts[name]?.title ?? name} available`;
    case 'tiers':
      return `Level in ${document.tier_systems[name]?.title ?? name}`;
    case 'tag_counts':
      return `Times tagged ${name}`;
  }
}

const WORDS: { readonly [field: string]: string } = {
  id: 'Customer id',
  email: 'E-mail',
  birth_on: 'Date of birth',
  opted_in: 'Opted in',
  opted_in_at: 'Opted in since',
  created_at: 'Signed up at',
  test_persona: 'Is a test persona',
  tags: 'Tags',
  qty: 'Quantity',
  name: 'Event',
};

function words(name: string): string {
  const plain = name.replaceAll(/[_-]/g, ' ');
  return WORDS[name] ?? `${plain.slice(0, 1).toUpperCase()}${plain.slice(1)}`;
}

function eventsOf(document: ProgrammeDocument) {
  const own = Object.entries(document.events).map(([event, { title }]) => ({
    ...{ event, title: title ?? words(event) },
    platform: false,
  }));
  const platform = Object.entries(PLATFORM_EVENTS).map(([event, { title }]) => ({ event, title, platform: true }));
  return [...own, ...platform];
}
