// Tells the support system what comes into the account audit log: signed requests of a webhook provider, in order, each
// again until it is taken. What was told stands in storage/audit-feed.ts, so whoever comes next goes on there.
import type pg from 'pg';
import type { RenderedMessage, SendContext } from '../connectors/connector.ts';
import { connectorOf } from '../connectors/registry.ts';
import { type LogRow, logRows } from '../domain/care/log-rows.ts';
import { rowView } from '../domain/care/log-view.ts';
import { logKinds } from '../domain/care/log-words.ts';
import type { JsonObject } from '../domain/facts.ts';
import { declared, type Programme, type ProgrammeHistory } from '../domain/programme/programme.ts';
import { type Instant, isoText, MINUTE_MS } from '../domain/time.ts';
import { delayFeed, leaseFeed, moveFeed, openFeed, readExternalIds, readFeedPlace } from '../storage/audit-feed.ts';
import { type FactPlace, readFactFeed } from '../storage/fact-feed.ts';
import { leaseHolderName } from '../storage/lease-holders.ts';
import type { AccessBook } from './access.ts';

export type FeedDeps = {
  readonly pool: pg.Pool;
  readonly programmes: { current(): ProgrammeHistory | null };
  readonly access: Pick<AccessBook, 'refresh' | 'of'>;
  readonly sender: Pick<SendContext, 'http' | 'resolve'>;
  readonly clock: { now(): Instant };
  readonly logger: { warn(detail: object, message: string): void };
};

export const AUDIT_FEED = 'audit';
const TYPE = 'loyalty.audit';
const EVERY_MS = 1_000;
const LEASE_MS = 2 * MINUTE_MS;
/** Read, and told, at once. */
const FACTS = 200;
/** Steps of one pass: then the lease is renewed. */
const STEPS_MAX = 50;
const RETRY_FIRST_MS = 1_000;
const RETRY_MAX_MS = 5 * MINUTE_MS;

/** Passes, one after the other, until it is stopped. Several processes may do this: one of them tells at a time. */
export function startAuditFeed(deps: FeedDeps): { stop(): Promise<void> } {
  const holder = leaseHolderName();
  let isStopped = false;
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<void> = Promise.resolve();
  const pass = async (): Promise<void> => {
    try {
      await tellAudit(deps, holder);
    } catch (error) {
      deps.logger.warn({ reason: error instanceof Error ? error.message : 'unknown' }, 'the audit feed waits');
    }
    if (!isStopped) timer = setTimeout(next, EVERY_MS);
  };
  const next = (): void => {
    running = pass();
  };
  next();
  return {
    stop: async () => {
      isStopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}

/** One pass: tells what there is to tell, and gives how many rows were taken. */
export async function tellAudit(deps: FeedDeps, holder: string): Promise<number> {
  const programme = deps.programmes.current()?.live;
  if (programme?.document.audit_feed === undefined) return 0;
  await openFeed(deps.pool, AUDIT_FEED);
  const now = deps.clock.now();
  if (!(await hasWork(deps, programme, now))) return 0;
  let place = await leaseFeed(deps.pool, AUDIT_FEED, { holder, now, until: now + LEASE_MS });
  let told = 0;
  for (let step = 0; step < STEPS_MAX && place !== null; step += 1) {
    const { facts, after, hasMore } = await readFactFeed(deps.pool, place, { limit: FACTS });
    const rows = facts.flatMap((fact) => wantedRows(programme, fact));
    const refusal = rows.length === 0 ? null : await send(deps, programme, { rows, after });
    if (refusal !== null) {
      await giveUpForNow(deps, holder, refusal);
      return told;
    }
    const moved = { holder, to: after, delivered: rows.length, now: deps.clock.now() };
    if (!(await moveFeed(deps.pool, AUDIT_FEED, moved))) return told;
    told += rows.length;
    place = hasMore ? after : null;
  }
  return told;
}

/** Looks before it writes: each write is a transaction of its own, and in itself no news. */
async function hasWork({ pool }: FeedDeps, programme: Programme, now: Instant): Promise<boolean> {
  const place = await readFeedPlace(pool, AUDIT_FEED, now);
  if (place === null) return false;
  const { facts, hasMore } = await readFactFeed(pool, place, { limit: FACTS });
  return hasMore || facts.some((fact) => wantedRows(programme, fact).length > 0);
}

/** In the order in which it happened: the log itself shows the newest first. */
function wantedRows({ document }: Programme, fact: LogRow['fact']): readonly LogRow[] {
  const kinds = logKinds('audit', document.audit_feed?.types ?? null);
  return logRows(fact, 'audit')
    .filter(({ kind }) => kinds.includes(kind))
    .toReversed();
}

type Told = { readonly rows: readonly LogRow[]; readonly after: FactPlace };

/** Null when it was taken, else why it was not. */
async function send(deps: FeedDeps, programme: Programme, { rows, after }: Told): Promise<string | null> {
  const name = programme.document.audit_feed?.provider ?? '';
  const provider = declared(programme.document.providers, name);
  if (provider === undefined) return `there is no provider ${name}`;
  await deps.access.refresh();
  const access = deps.access.of(name);
  const connector = connectorOf(provider.connector);
  const context = { access, settings: provider.settings };
  const externalIds = await readExternalIds(deps.pool, [...new Set(rows.map(({ fact }) => fact.customerId))]);
  const entries = rows.map((row) => entryOf(row, programme, externalIds));
  const message = messageOf(entries, { id: `audit_${after.tx}_${rows.at(-1)?.fact.factId ?? ''}`, rows });
  const prepared = connector.prepare(message, context);
  if (!prepared.ok) return prepared.reason;
  const { result } = await connector.send(prepared.request, message, {
    ...context,
    ...deps.sender,
    now: deps.clock.now(),
    timeoutMs: provider.timeout_ms,
  });
  return result.kind === 'delivered' ? null : result.reason;
}

function entryOf(row: LogRow, programme: Programme, externalIds: ReadonlyMap<string, string>): JsonObject {
  const { customerId } = row.fact;
  const customer = { id: customerId, external_id: externalIds.get(customerId) ?? null };
  return { ...rowView(row, 'audit', programme), customer };
}

/** What connectors send is a message; this one has a body of its own and no recipient. */
function messageOf(
  entries: readonly JsonObject[],
  { id, rows }: { readonly id: string; readonly rows: readonly LogRow[] },
): RenderedMessage {
  const createdAt = rows.at(-1)?.fact.recordedAt ?? 0;
  return {
    id,
    channel: 'webhook',
    purpose: 'programme',
    templateId: null,
    subject: null,
    text: null,
    html: null,
    body: { type: TYPE, timestamp: isoText(createdAt), data: { entries } },
    recipient: { customerId: '', externalId: null, email: null, phone: null, firstName: null, lastName: null },
    variables: {},
    createdAt,
  };
}

async function giveUpForNow({ pool, clock, logger }: FeedDeps, holder: string, reason: string): Promise<void> {
  logger.warn({ reason }, 'the audit feed was not taken');
  await delayFeed(pool, AUDIT_FEED, {
    holder,
    reason,
    nextAt: (failures) => clock.now() + Math.min(RETRY_MAX_MS, RETRY_FIRST_MS * 2 ** (failures - 1)),
  });
}
