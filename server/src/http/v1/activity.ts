// The activity log of a customer and the account audit log: pages of rows read from the fact log, the newest first, and one
// row with everything that is known of it. Nothing is written here.
import { z } from 'zod';
import { AUDIT_FEED } from '../../delivery/audit-feed.ts';
import { type LogRow, logRows } from '../../domain/care/log-rows.ts';
import { rowView } from '../../domain/care/log-view.ts';
import { type LogName, logKinds, logTypes } from '../../domain/care/log-words.ts';
import type { Programme } from '../../domain/programme/programme.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { readLog, readLoggedFact } from '../../storage/activity.ts';
import { readFeedState } from '../../storage/audit-feed.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { InvalidRequest } from '../problem.ts';
import { isoOrNull } from './customer-shape.ts';
import { outcomesJson, outcomesShape } from './decision-shape.ts';
import { findCustomer } from './find-customer.ts';
import { liveProgramme } from './live-programme.ts';
import {
  cursorInput,
  customerAddress,
  customerParams,
  instant,
  instantInput,
  instantOrNull,
  json,
  jsonObject,
  limitInput,
  pageOf,
  uuid,
} from './shapes.ts';

const PAGE = 50;
const TYPES_MAX = 50;
const ACTOR_MAX = 200;
const config = { scope: 'customers:read' } as const;

const typeShape = z.strictObject({ type: z.string(), title: z.string(), category: z.string() });

const rowFields = {
  id: z.string().meta({ description: 'Names the row for the drill-down.' }),
  decision_id: uuid,
  at: instant.meta({ description: 'When it happened.' }),
  recorded_at: instant,
  type: z.string(),
  title: z.string(),
  category: z.string(),
  details: jsonObject,
  actor: z.strictObject({ kind: z.string(), name: z.string() }),
  reference: z
    .strictObject({ kind: z.string(), id: z.string() })
    .nullable()
    .meta({ description: 'What the row is about: a note, a message, an entry of the point audit log, …' }),
};
const rowShape = z.strictObject(rowFields).meta({ id: 'LogRow' });
const oneShape = z
  .strictObject({
    ...rowFields,
    fact: z.string().meta({ description: 'The kind of what was asked for.' }),
    body: json.meta({ description: 'What was asked for; null once the customer was forgotten.' }),
    outcomes: outcomesShape.outcomes,
  })
  .meta({ id: 'LogRowInFull' });
export type RowJson = z.output<typeof rowShape>;

const query = z.strictObject({
  type: z
    .string()
    .max(TYPES_MAX * 60)
    .optional()
    .meta({ description: 'Types of rows, separated by commas; all when left out.' }),
  from: instantInput.optional(),
  to: instantInput.optional(),
  actor: z.string().min(1).max(ACTOR_MAX).optional().meta({ description: 'The name of who did it.' }),
  limit: limitInput(PAGE_MAX, PAGE),
  after: cursorInput,
});

const ABOUT =
  'A page may hold fewer rows than asked for, even none, while `next` is not null: then there is more to look through.';

type Log = { readonly name: LogName; readonly title: string; readonly tag: string; readonly ids: readonly string[] };

const LOGS: readonly Log[] = [
  {
    name: 'activity',
    title: 'activity log',
    tag: 'Activity log',
    ids: ['listActivity', 'getActivity', 'listActivityTypes'],
  },
  {
    name: 'audit',
    title: 'account audit log',
    tag: 'Account audit log',
    ids: ['listAudit', 'getAudit', 'listAuditTypes'],
  },
];

export function activityRoutes(app: App, deps: AdapterDeps): void {
  for (const log of LOGS) {
    listRoute(app, deps, log);
    oneRoute(app, deps, log);
    typesRoute(app, log);
  }
  feedRoute(app, deps);
}

const feedShape = z.strictObject({
  provider: z.string().nullable().meta({ description: 'Null: the programme tells nobody.' }),
  types: z.array(z.string()).nullable().meta({ description: 'Null: all.' }),
  delivered: z.int(),
  delivered_at: instantOrNull,
  failures: z.int().meta({ description: 'Tries since the last delivery that failed.' }),
  reason: z.string().nullable(),
});

function feedRoute(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/audit-feed',
    {
      config: { scope: 'messages:read' },
      schema: {
        operationId: 'getAuditFeed',
        summary: 'How far the support system was told of the account audit log',
        tags: ['Account audit log'],
        response: { 200: feedShape },
      },
    },
    async () => {
      const { document } = await liveProgramme(deps);
      const state = await readFeedState(deps.pool, AUDIT_FEED);
      return {
        provider: document.audit_feed?.provider ?? null,
        types: document.audit_feed?.types ?? null,
        delivered: state?.delivered ?? 0,
        delivered_at: isoOrNull(state?.deliveredAt ?? null),
        failures: state?.failures ?? 0,
        reason: state?.reason ?? null,
      };
    },
  );
}

function listRoute(app: App, deps: AdapterDeps, { name, title, tag, ids }: Log): void {
  app.get(
    `/v1/customers/:customer/${name}`,
    {
      config,
      schema: {
        operationId: ids[0] ?? name,
        summary: `The ${title} of a customer, newest first`,
        description: ABOUT,
        tags: [tag],
        params: customerParams,
        querystring: query,
        response: { 200: pageOf(rowShape) },
      },
    },
    async ({ params, query: asked }) => {
      const { id } = await findCustomer(deps, params.customer);
      const programme = await liveProgramme(deps);
      const { items, next } = await readLog(deps.pool, id, {
        log: name,
        kinds: logKinds(name, typesAsked(name, asked.type)),
        from: asked.from,
        to: asked.to,
        actor: asked.actor,
        limit: asked.limit,
        after: asked.after ?? null,
      });
      return { items: items.map((row) => rowJson(row, name, programme)), next };
    },
  );
}

/** Null for all; a type that the log does not have is an error of the caller. */
export function typesAsked(log: LogName, types: string | undefined): readonly string[] | null {
  if (types === undefined) return null;
  const known = logTypes(log).map(({ slug }) => slug);
  const asked = types.split(',').map((type) => type.trim());
  const unknown = asked.find((type) => !known.includes(type));
  if (unknown === undefined) return asked;
  throw new InvalidRequest([
    { in: 'query', pointer: '/type', problem: `there is no type ${unknown}`, expected: `some of ${known.join(', ')}` },
  ]);
}

function oneRoute(app: App, deps: AdapterDeps, { name, title, tag, ids }: Log): void {
  app.get(
    `/v1/customers/:customer/${name}/:row`,
    {
      config,
      schema: {
        operationId: ids[1] ?? name,
        summary: `One row of the ${title} in full`,
        tags: [tag],
        params: z.strictObject({ customer: customerAddress, row: z.string().regex(ROW_ID, 'the id of a row') }),
        response: { 200: oneShape },
      },
    },
    async ({ params }) => {
      const { id } = await findCustomer(deps, params.customer);
      const [factId = '', position = ''] = params.row.split('.');
      const fact = await readLoggedFact(deps.pool, id, factId);
      const rows = fact === null ? [] : logRows(fact, name);
      const row = rows.find((one) => one.position === Number(position));
      if (row === undefined) throw new EngineError('log_row_not_found', { row: params.row });
      const { kind, body, outcomes } = row.fact;
      const shown = rowJson(row, name, await liveProgramme(deps));
      return { ...shown, fact: kind, body, ...onlyOutcomes(outcomes) };
    },
  );
}

export const ROW_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\.\d{1,5}$/;

function onlyOutcomes(outcomes: LogRow['fact']['outcomes']) {
  return { outcomes: outcomesJson({ outcomes, trace: [], balances: {} }).outcomes };
}

function typesRoute(app: App, { name, title, tag, ids }: Log): void {
  app.get(
    `/v1/${name}/types`,
    {
      config,
      schema: {
        operationId: ids[2] ?? name,
        summary: `The types of rows that the ${title} has`,
        tags: [tag],
        response: { 200: z.strictObject({ items: z.array(typeShape) }) },
      },
    },
    async () => ({
      items: logTypes(name).map(({ slug, title: words, category }) => ({ type: slug, title: words, category })),
    }),
  );
}

export function rowJson(row: LogRow, log: LogName, programme: Programme): RowJson {
  const view = rowView(row, log, programme);
  const { details, actor, reference } = view;
  return {
    ...view,
    details: { ...details },
    actor: { ...actor },
    reference: reference === null ? null : { ...reference },
  };
}
