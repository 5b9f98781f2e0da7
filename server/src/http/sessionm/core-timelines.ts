// Core, 2.5: timelines, read from the same rows as the activity log and the account audit log of /v1. Two views: what a
// member's statement shows, and what an account audit asks for. The ids of streams, categories and event types are ours.

import { type LogRow, typeOfRow } from '../../domain/care/log-rows.ts';
import { type LogName, type LogType, logKinds, logTypes } from '../../domain/care/log-words.ts';
import type { Json, JsonObject } from '../../domain/facts.ts';
import { shortHash } from '../../domain/ids.ts';
import { isoText } from '../../domain/time.ts';
import { readLog } from '../../storage/activity.ts';
import { accountView } from './balances-view.ts';
import { type Call, findCustomer, refOfPath } from './call.ts';
import { pageNumber } from './core-users.ts';
import { badArgument, SessionmError } from './errors.ts';
import { secondsOf } from './instants.ts';

type View = { readonly log: LogName; readonly types: readonly LogType[] };

/** What members see of themselves: nothing that agents write or change, and no news of their own profile but that it began. */
const NOT_FOR_MEMBERS: readonly LogType['category'][] = ['account', 'care'];
const STATEMENT = logTypes('activity').filter(
  ({ category, slug }) => slug === 'account_created' || !NOT_FOR_MEMBERS.includes(category),
);

const VIEWS: { readonly [name: string]: View } = {
  END_USER_MEMBER_STATEMENT: { log: 'activity', types: STATEMENT },
  ACCOUNT_AUDIT_LOG: { log: 'audit', types: logTypes('audit') },
};

const COUNT_DEFAULT = 50;
const COUNT_MAX = 200;

export async function timeline(call: Call) {
  const { view: name = '' } = call.params;
  const view = VIEWS[name.toUpperCase()];
  if (view === undefined) {
    const known = Object.keys(VIEWS).join(', ');
    throw new SessionmError('not_found', `There is no view ${name}; there are ${known}.`, { status: 404 });
  }
  const record = await findCustomer(call, refOfPath(call));
  const { log } = view;
  const kinds = logKinds(log, slugsWanted(call, view));
  const count = pageNumber(call, 'count', COUNT_DEFAULT, COUNT_MAX);
  const query = { log, kinds, from: sinceOf(call), limit: Math.max(1, count), after: null };
  const { items } = count === 0 ? { items: [] } : await readLog(call.site.pool, record.id, query);
  const stream = call.site.guids.of('stream', name.toUpperCase());
  const target = Number.parseInt(record.id.slice(0, 8), 16);
  return {
    result: items.map((row) => rowView(call, row, { log, stream, target })),
    grouping_field: 'event_stream_event_type_id',
    count: items.length,
    event_types: view.types.map((type) => ({
      id: numberOf(type.slug),
      name: type.title,
      slug: type.slug,
      event_stream_event_category_id: numberOf(type.category),
      event_stream_stream_id: stream,
    })),
  };
}

/** SessionM's ids of types and categories are numbers: ours follow from their names. */
function numberOf(slug: string): number {
  return Number.parseInt(shortHash(slug).slice(0, 7), 16);
}

function slugsWanted(call: Call, { types }: View): readonly string[] {
  const slugs = [...call.query.getAll('event_types'), ...call.query.getAll('event_types[]')]
    .flatMap((value) => value.split(','))
    .map((slug) => slug.trim().toLowerCase())
    .filter((slug) => slug !== '');
  const known = types.map(({ slug }) => slug);
  if (slugs.length === 0) return known;
  const unknown = slugs.find((slug) => !known.includes(slug));
  if (unknown === undefined) return slugs;
  throw badArgument('event_types', `has no ${unknown}; this view has ${known.join(', ')}`);
}

/** Numbers above this are milliseconds: in seconds they would lie beyond the year 5000. */
const SECONDS_MAX = 100_000_000_000;

function sinceOf(call: Call): number | undefined {
  const since = pageNumber(call, 'since', 0, Number.MAX_SAFE_INTEGER);
  if (since === 0) return undefined;
  return since > SECONDS_MAX ? since : since * 1_000;
}

type Anchor = { readonly log: LogName; readonly stream: string; readonly target: number };

function rowView(call: Call, row: LogRow, { log, stream, target }: Anchor) {
  const { fact, details } = row;
  const type: LogType = typeOfRow(row, log) ?? { slug: row.kind, title: row.kind, category: 'account' };
  const at = secondsOf(fact.occurredAt);
  const created = secondsOf(fact.recordedAt);
  const { account } = details;
  return {
    event_stream_stream_id: stream,
    event_stream_event_category_id: numberOf(type.category),
    event_stream_event_type_id: numberOf(type.slug),
    target_id: target,
    timestamp: at,
    created_at: created,
    event_stream_payload: {
      id: fact.factId,
      user_id: fact.customerId,
      event_type_name: type.title,
      event_type_slug: type.slug,
      event_category_name: titleOf(type.category),
      event_category_slug: type.category,
      created_at: created,
      occurred_at: isoText(fact.occurredAt),
      ...(typeof account === 'string' ? accountView(call, fact.customerId, account) : {}),
      ...(log === 'audit' ? { actor_type: fact.actor.kind, actor_name: fact.actor.name, reason: null } : {}),
      ...payloadOf(details),
    },
    contexts: [],
  };
}

function titleOf(category: string): string {
  return category.charAt(0).toUpperCase() + category.slice(1);
}

/** Details under the names that SessionM's other replies have for them. */
const NAMES: { readonly [field: string]: string } = {
  source: 'point_source',
  event: 'event_name',
  quantity: 'qty',
  properties: 'context',
  system: 'tier_system',
  from: 'previous_tier',
  to: 'tier',
};

function payloadOf(details: JsonObject): JsonObject {
  const shown = Object.entries(details).filter(([field]) => field !== 'account');
  return Object.fromEntries(shown.map(([field, value]): [string, Json] => [NAMES[field] ?? field, value]));
}
