// Core, 2.5: timelines, read from the log of decisions. Two views: what a member's statement shows, and what an account audit
// asks for. The ids of streams, categories and event types are ours.

import type { OutcomeRecord } from '../../domain/decision.ts';
import type { JsonObject } from '../../domain/facts.ts';
import { isoText } from '../../domain/time.ts';
import { readDecisions, type StoredDecision } from '../../storage/facts.ts';
import { accountView } from './balances-view.ts';
import { type Call, findCustomer, refOfPath } from './call.ts';
import { pageNumber } from './core-users.ts';
import { badArgument, SessionmError } from './errors.ts';
import { secondsOf } from './instants.ts';

type Category = { readonly id: number; readonly name: string; readonly slug: string };
type EventType = { readonly id: number; readonly name: string; readonly slug: string; readonly category: Category };

const ACCOUNT: Category = { id: 1, name: 'Account', slug: 'account' };
const ENGAGEMENT: Category = { id: 2, name: 'Engagement', slug: 'engagement' };
const INCENTIVES: Category = { id: 4, name: 'Incentives', slug: 'incentives' };

const TYPES = {
  created: { id: 1, name: 'Account Created', slug: 'account_created', category: ACCOUNT },
  updated: { id: 2, name: 'Account Updated', slug: 'account_updated', category: ACCOUNT },
  deleted: { id: 3, name: 'Account Deleted', slug: 'account_deleted', category: ACCOUNT },
  restored: { id: 4, name: 'Account Restored', slug: 'account_restored', category: ACCOUNT },
  tags: { id: 5, name: 'Tags Changed', slug: 'tags_changed', category: ACCOUNT },
  event: { id: 20, name: 'Custom Event', slug: 'custom_event', category: ENGAGEMENT },
  deposit: { id: 40, name: 'Incentives Point Deposit', slug: 'incentives_point_deposit', category: INCENTIVES },
  spend: { id: 41, name: 'Incentives Point Spend', slug: 'incentives_point_spend', category: INCENTIVES },
  expire: { id: 42, name: 'Incentives Point Expiration', slug: 'incentives_point_expiration', category: INCENTIVES },
  transfer: { id: 43, name: 'Incentives Point Transfer', slug: 'incentives_point_transfer', category: INCENTIVES },
  reversal: { id: 44, name: 'Incentives Point Reversal', slug: 'incentives_point_reversal', category: INCENTIVES },
  tier: { id: 45, name: 'Incentives Tier Change', slug: 'incentives_tier_change', category: INCENTIVES },
  earned: { id: 60, name: 'Points Earned', slug: 'points_earned', category: ACCOUNT },
  used: { id: 61, name: 'Points Used', slug: 'points_used', category: ACCOUNT },
  moved: { id: 62, name: 'Tier Adjusted', slug: 'tier_adjusted', category: ACCOUNT },
} as const satisfies { [key: string]: EventType };

type View = {
  readonly types: readonly EventType[];
  readonly kinds: readonly StoredDecision['kind'][] | undefined;
  readonly read: (decision: StoredDecision) => readonly Entry[];
};
type Entry = { readonly type: EventType; readonly payload: JsonObject; readonly account?: string };

const VIEWS: { readonly [name: string]: View } = {
  END_USER_MEMBER_STATEMENT: {
    types: [
      TYPES.created,
      TYPES.event,
      TYPES.deposit,
      TYPES.spend,
      TYPES.expire,
      TYPES.transfer,
      TYPES.reversal,
      TYPES.tier,
    ],
    kinds: undefined,
    read: statementOf,
  },
  ACCOUNT_AUDIT_LOG: {
    types: [
      TYPES.created,
      TYPES.updated,
      TYPES.deleted,
      TYPES.restored,
      TYPES.tags,
      TYPES.earned,
      TYPES.used,
      TYPES.moved,
    ],
    kinds: [
      'customer.save',
      'customer.delete',
      'customer.restore',
      'points.deposit',
      'points.spend',
      'points.adjust',
      'points.capture',
      'points.transfer',
      'points.reverse',
      'tags.change',
      'tier.move',
    ],
    read: auditOf,
  },
};

const COUNT_DEFAULT = 50;
const COUNT_MAX = 200;
const PAGE = 200;
/** A customer whose decisions hold nothing of a view is not read to the end. */
const PAGES_MAX = 10;

export async function timeline(call: Call) {
  const { view: name = '' } = call.params;
  const view = VIEWS[name.toUpperCase()];
  if (view === undefined) {
    const known = Object.keys(VIEWS).join(', ');
    throw new SessionmError('not_found', `There is no view ${name}; there are ${known}.`, { status: 404 });
  }
  const record = await findCustomer(call, refOfPath(call));
  const wanted = typesWanted(call, view);
  const count = pageNumber(call, 'count', COUNT_DEFAULT, COUNT_MAX);
  const found = count === 0 ? [] : await collect(call, record.id, { view, wanted, count });
  const stream = call.site.guids.of('stream', name.toUpperCase());
  const target = Number.parseInt(record.id.slice(0, 8), 16);
  return {
    result: found.map((one) => rowView(call, one, { stream, target, customerId: record.id })),
    grouping_field: 'event_stream_event_type_id',
    count: found.length,
    event_types: view.types.map((type) => ({
      id: type.id,
      name: type.name,
      slug: type.slug,
      event_stream_event_category_id: type.category.id,
      event_stream_stream_id: stream,
    })),
  };
}

function typesWanted(call: Call, view: View): readonly EventType[] {
  const slugs = [...call.query.getAll('event_types'), ...call.query.getAll('event_types[]')]
    .flatMap((value) => value.split(','))
    .map((slug) => slug.trim().toLowerCase())
    .filter((slug) => slug !== '');
  if (slugs.length === 0) return view.types;
  const unknown = slugs.find((slug) => !view.types.some((type) => type.slug === slug));
  if (unknown === undefined) return view.types.filter(({ slug }) => slugs.includes(slug));
  throw badArgument('event_types', `has no ${unknown}; this view has ${view.types.map(({ slug }) => slug).join(', ')}`);
}

type Found = { readonly decision: StoredDecision; readonly entry: Entry };

/** The newest first, as many as asked for. */
async function collect(
  call: Call,
  customerId: string,
  asked: { readonly view: View; readonly wanted: readonly EventType[]; readonly count: number },
): Promise<readonly Found[]> {
  const { view, wanted, count } = asked;
  const since = sinceOf(call);
  const found: Found[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES_MAX && found.length < count; page += 1) {
    const query = { kinds: view.kinds, from: since, isRefused: false, limit: PAGE, after };
    const { items, next } = await readDecisions(call.site.pool, customerId, query);
    for (const decision of items) {
      for (const entry of view.read(decision)) if (wanted.includes(entry.type)) found.push({ decision, entry });
    }
    if (next === null) break;
    after = next;
  }
  return found.slice(0, count);
}

/** Numbers above this are milliseconds: in seconds they would lie beyond the year 5000. */
const SECONDS_MAX = 100_000_000_000;

function sinceOf(call: Call): number | undefined {
  const since = pageNumber(call, 'since', 0, Number.MAX_SAFE_INTEGER);
  if (since === 0) return undefined;
  return since > SECONDS_MAX ? since : since * 1_000;
}

function rowView(
  call: Call,
  { decision, entry }: Found,
  anchor: { readonly stream: string; readonly target: number; readonly customerId: string },
) {
  const { type, payload, account } = entry;
  const at = secondsOf(decision.occurredAt);
  const created = secondsOf(decision.recordedAt);
  return {
    event_stream_stream_id: anchor.stream,
    event_stream_event_category_id: type.category.id,
    event_stream_event_type_id: type.id,
    target_id: anchor.target,
    timestamp: at,
    created_at: created,
    event_stream_payload: {
      id: decision.factId,
      user_id: anchor.customerId,
      event_type_name: type.name,
      event_type_slug: type.slug,
      event_category_name: type.category.name,
      event_category_slug: type.category.slug,
      created_at: created,
      occurred_at: isoText(decision.occurredAt),
      ...(account === undefined ? {} : accountView(call, anchor.customerId, account)),
      ...payload,
    },
    contexts: [],
  };
}

/** What a member sees: joining, what they did, points and tiers. */
function statementOf(decision: StoredDecision): readonly Entry[] {
  const { record, kind, name, body } = decision;
  const outcomes = record.outcomes.flatMap((outcome) => statementEntry(outcome)).reverse();
  if (kind === 'event') {
    const payload = { event_name: name, qty: body?.quantity ?? null, context: body?.properties ?? null };
    return [...outcomes, { type: TYPES.event, payload }];
  }
  const isCreated = record.outcomes.some((outcome) => outcome.kind === 'profile' && outcome.action === 'created');
  return isCreated ? [...outcomes, { type: TYPES.created, payload: {} }] : outcomes;
}

function statementEntry(outcome: OutcomeRecord): readonly Entry[] {
  if (outcome.kind === 'tier') {
    if (outcome.reason === 'kept' || outcome.reason === 'postponed') return [];
    const { system, from, to, reason } = outcome;
    return [{ type: TYPES.tier, payload: { tier_system: system, previous_tier: from, tier: to, reason } }];
  }
  if (outcome.kind !== 'points') return [];
  const { amount, source, rule } = outcome;
  const payload = { points: amount, point_source: source, rule };
  return [{ type: typeOf(outcome.entry), payload, account: outcome.account }];
}

function typeOf(entry: Extract<OutcomeRecord, { kind: 'points' }>['entry']): EventType {
  if (entry === 'deposit' || entry === 'roll_in') return TYPES.deposit;
  if (entry === 'expire') return TYPES.expire;
  if (entry === 'transfer_in' || entry === 'transfer_out') return TYPES.transfer;
  if (entry === 'reverse' || entry === 'restore' || entry === 'uncollected') return TYPES.reversal;
  return TYPES.spend;
}

const PROFILE_TYPES = {
  created: TYPES.created,
  updated: TYPES.updated,
  deleted: TYPES.deleted,
  restored: TYPES.restored,
} as const;

/** What somebody did to the account, and who. Joining points and tiers that followed by rule are the statement's. */
function auditOf(decision: StoredDecision): readonly Entry[] {
  const { actor, body, record } = decision;
  const by = { actor_type: actor.kind, actor_name: actor.name, reason: body?.reason ?? null };
  return record.outcomes.flatMap((outcome): readonly Entry[] => {
    if (outcome.kind === 'profile') return [{ type: PROFILE_TYPES[outcome.action], payload: by }];
    if (outcome.kind === 'tag')
      return [{ type: TYPES.tags, payload: { ...by, tag: outcome.tag, count: outcome.count } }];
    if (outcome.kind === 'tier' && outcome.reason === 'manual') {
      const { system, from, to } = outcome;
      return [{ type: TYPES.moved, payload: { ...by, tier_system: system, previous_tier: from, tier: to } }];
    }
    if (outcome.kind !== 'points' || outcome.rule !== null) return [];
    const type = outcome.amount > 0 ? TYPES.earned : TYPES.used;
    const payload = { ...by, points: outcome.amount, point_source: outcome.source };
    return [{ type, payload, account: outcome.account }];
  });
}
