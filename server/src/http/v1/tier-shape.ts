// Where a customer stands in each tier system: level, what is missing to the next, what keeps the present one.
import { z } from 'zod';
import {
  type Counted,
  type LevelSummary,
  type RequirementProgress,
  type SystemProgress,
  tierProgress,
} from '../../domain/tiers/progress.ts';
import { isoText } from '../../domain/time.ts';
import type { TierHistoryRow } from '../../storage/tiers.ts';
import type { AdapterDeps } from '../deps.ts';
import { isoOrNull } from './customer-shape.ts';
import { inspect } from './inspect.ts';
import { instant, instantOrNull, uuid } from './shapes.ts';

const levelShape = z
  .strictObject({ name: z.string(), title: z.string(), rank: z.int(), benefits: z.array(z.string()) })
  .meta({ id: 'TierLevel' });

const countedShape = z
  .strictObject({
    kind: z.enum(['points_earned', 'balance', 'events']),
    account: z.string().nullable(),
    since: instantOrNull,
    until: instantOrNull,
  })
  .meta({ description: 'Which entries make up the figure: those after `since`, up to `until`.' });

const requirementShape = z
  .strictObject({
    level: levelShape,
    match: z.enum(['all', 'any', 'none']),
    words: z.string(),
    conditions: z.array(
      z.strictObject({
        kind: z.string(),
        account: z.string().nullable(),
        event: z.string().nullable(),
        current: z.number(),
        needed: z.number(),
        compare: z.enum(['at_least', 'at_most', 'exactly']),
        missing: z.number(),
        met: z.boolean(),
        words: z.string(),
        counted: countedShape.nullable(),
      }),
    ),
    missing: z.number(),
    met: z.boolean(),
  })
  .meta({ id: 'TierRequirement' });

export const progressShape = z
  .strictObject({
    system: z.string(),
    title: z.string(),
    primary: z.boolean(),
    level: levelShape.nullable(),
    status: z.enum(['none', 'permanent', 'secured', 'open']).meta({
      description: 'Whether what keeps the level is there already (`secured`), not yet (`open`), or never asked for.',
    }),
    since: instantOrNull,
    maintenance_at: instantOrNull,
    anniversary_at: instantOrNull,
    next: requirementShape.nullable(),
    keep: requirementShape.nullable(),
  })
  .meta({ id: 'TierProgress' });
type ProgressJson = z.output<typeof progressShape>;
type RequirementJson = z.output<typeof requirementShape>;

export async function readProgress(deps: AdapterDeps, customerId: string): Promise<readonly SystemProgress[]> {
  const { state, programme } = await inspect(deps, customerId);
  return tierProgress(programme, state, deps.clock.now());
}

export function progressJson(progress: SystemProgress): ProgressJson {
  const { system, title, primary, level, status } = progress;
  return {
    system,
    title,
    primary,
    level: level === null ? null : levelJson(level),
    status,
    since: isoOrNull(progress.since),
    maintenance_at: isoOrNull(progress.maintenanceAt),
    anniversary_at: isoOrNull(progress.anniversaryAt),
    next: progress.next === null ? null : requirementJson(progress.next),
    keep: progress.keep === null ? null : requirementJson(progress.keep),
  };
}

function levelJson(level: LevelSummary): z.output<typeof levelShape> {
  return { ...level, benefits: [...level.benefits] };
}

function requirementJson({ level, match, words, conditions, missing, isMet }: RequirementProgress): RequirementJson {
  return {
    level: levelJson(level),
    match,
    words,
    conditions: conditions.map((condition) => ({
      kind: condition.kind,
      account: condition.account,
      event: condition.event,
      current: condition.current,
      needed: condition.needed,
      compare: condition.compare,
      missing: condition.missing,
      met: condition.isMet,
      words: condition.words,
      counted: condition.counted === null ? null : countedJson(condition.counted),
    })),
    missing,
    met: isMet,
  };
}

function countedJson(counted: Counted): z.output<typeof countedShape> {
  if (counted.kind === 'balance') return { kind: 'balance', account: counted.account, since: null, until: null };
  return {
    kind: counted.kind,
    account: counted.kind === 'points_earned' ? counted.account : null,
    since: isoOrNull(counted.since),
    until: isoText(counted.until),
  };
}

export const moveShape = z
  .strictObject({
    id: uuid,
    decision_id: uuid,
    system: z.string(),
    from: z.string().nullable(),
    to: z.string(),
    reason: z.string(),
    note: z.string().nullable(),
    occurred_at: instant,
    recorded_at: instant,
    maintenance_at: instantOrNull,
    actor: z.strictObject({ kind: z.string(), name: z.string() }).nullable(),
  })
  .meta({ id: 'TierMove' });

export function moveJson(move: TierHistoryRow): z.output<typeof moveShape> {
  return {
    id: move.id,
    decision_id: move.factId,
    system: move.system,
    from: move.from,
    to: move.to,
    reason: move.reason,
    note: move.note,
    occurred_at: isoText(move.occurredAt),
    recorded_at: isoText(move.recordedAt),
    maintenance_at: isoOrNull(move.maintenanceAt),
    actor: move.actor === null ? null : { ...move.actor },
  };
}
