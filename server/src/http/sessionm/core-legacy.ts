// Core, 2.12: what SessionM calls deprecated and its clients still call: points added or removed by number, their history,
// and the levels of tiers as a list.
import type { Condition, Level, TierSystem } from '../../domain/programme/programme.ts';
import { POINTS_MAX } from '../../domain/programme/schema-basics.ts';
import { readAccounts, readPointAudit } from '../../storage/points.ts';
import { auditView } from './audit-view.ts';
import { type Call, findCustomer, refOfPath, submit } from './call.ts';
import { pageNumber } from './core-users.ts';
import { badArgument } from './errors.ts';
import { given, object, read, text, whole } from './fields.ts';
import { accountNamed, sourceNamed, standardAccount, standardSource } from './names.ts';
import { spendablePoints } from './user-view.ts';

const bodySchema = object({
  points: whole(-POINTS_MAX, POINTS_MAX),
  reason: given(text(200)),
  point_account_id: given(text(60)),
  point_source_id: given(text(60)),
  reference_id: given(text(200)),
  reference_type: given(text(200)),
});

/** Positive adds, negative removes; on the first default account, unless the client names another. Answers what was booked. */
export async function changePoints(call: Call) {
  const asked = read(bodySchema, call.body);
  if (asked.points === 0) throw badArgument('points', 'must not be 0');
  const account =
    asked.point_account_id === undefined ? standardAccount(call) : accountNamed(call, asked.point_account_id);
  const source = asked.point_source_id;
  const answer = await submit(call, {
    customer: refOfPath(call),
    body: {
      kind: 'points.adjust',
      account,
      source: source === undefined ? standardSource(call, account) : sourceNamed(call, source),
      amount: asked.points,
      reason: asked.reason ?? '',
      reference: {
        type: asked.reference_type ?? asked.reason ?? null,
        id: asked.reference_id ?? null,
        transactionId: null,
      },
    },
  });
  const booked = answer.record.outcomes.filter((outcome) => outcome.kind === 'points' && outcome.rule === null);
  const figures = await readAccounts(call.site.pool, answer.customerId, call.now());
  return {
    points: booked.reduce((sum, outcome) => sum + (outcome.kind === 'points' ? outcome.amount : 0), 0),
    user: { id: answer.customerId, available_points: spendablePoints(call.programme, figures) },
  };
}

const TAKE_DEFAULT = 100;
const TAKE_MAX = 1_000;
const SKIP_MAX = 2_147_483_647;

/** The newest first. */
export async function listPoints(call: Call) {
  const { id } = await findCustomer(call, refOfPath(call));
  const { rows, total } = await readPointAudit(call.site.pool, id, {
    order: 'newest',
    limit: Math.max(1, pageNumber(call, 'take', TAKE_DEFAULT, TAKE_MAX)),
    skip: pageNumber(call, 'skip', 0, SKIP_MAX),
    withTotal: true,
  });
  return { total_records: total ?? rows.length, points: rows.map((row) => auditView(call, id, row)) };
}

export async function listTiers(call: Call) {
  return {
    tiers: call.programme.tierSystems.flatMap((system) => system.levels.map((level) => tierView(call, system, level))),
  };
}

function tierView({ site: { guids } }: Call, system: TierSystem, level: Level) {
  const next = system.levels.find((other) => other.rank > level.rank);
  const idOf = (one: Level) => guids.of('tier_level', `${system.name}/${one.name}`);
  const entrance = level.requirement?.conditions ?? [];
  const stay = level.maintenance?.minimum_stay;
  const counted = entrance.filter((condition) => condition.kind === 'events');
  return {
    id: idOf(level),
    name: level.definition.title,
    identifier: level.name,
    next_tier_id: next === undefined ? null : idOf(next),
    required_num_days_in_tier: stay === undefined ? null : daysIn(stay),
    required_points: pointsIn(entrance),
    required_application_achievement_ids: counted.map(({ event }) => guids.of('event', event)),
    required_num_achievements: counted[0]?.test.value ?? null,
    max_inactive_days: null,
    required_application_achievement_id: counted[0] === undefined ? null : guids.of('event', counted[0].event),
    num_days_to_earn_required_achievement: counted[0]?.span == null ? null : daysIn(counted[0].span),
    required_sponsor_points: null,
    multiplier: '1.0',
    tier_system_id: guids.of('tier_system', system.name),
    maintenance_required_points: pointsIn(level.maintenance?.requirement.conditions ?? []),
  };
}

function pointsIn(conditions: readonly Condition[]): number | null {
  for (const condition of conditions) {
    if (condition.kind === 'points_earned' || condition.kind === 'balance') return condition.test.value;
  }
  return null;
}

const DAYS = { minute: 1 / 1_440, hour: 1 / 24, day: 1, week: 7, month: 30, year: 365 } as const;

/** SessionM counts in days; months and years are given as 30 and 365 of them. */
function daysIn(span: { readonly count: number; readonly unit: keyof typeof DAYS }): number {
  return Math.round(span.count * DAYS[span.unit]);
}
