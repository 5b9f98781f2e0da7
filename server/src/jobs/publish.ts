// Plans and publishes versions of the programme: checked, compared with what is live, held against what customers have,
// then made live in one transaction. Reading folders and answering HTTP are for callers.
import { createHash } from 'node:crypto';
import type pg from 'pg';
import { checkMessages } from '../delivery/check-messages.ts';
import { findBreaches } from '../delivery/contracts.ts';
import { type Before, marksAfterPublishing } from '../domain/campaigns/states.ts';
import type { Code } from '../domain/codes.ts';
import type { Actor, JsonObject } from '../domain/facts.ts';
import { PARTITIONS } from '../domain/ids.ts';
import { canonicalText } from '../domain/programme/canonical.ts';
import { type CheckedProgramme, checkProgramme } from '../domain/programme/compile.ts';
import {
  ISSUES_MAX,
  issueText,
  located,
  type Path,
  type ProgrammeIssue,
  writePath,
} from '../domain/programme/issue.ts';
import { type PlanChange, planProgramme } from '../domain/programme/plan.ts';
import { isPlatformEvent } from '../domain/programme/platform-events.ts';
import type { Metric, Programme } from '../domain/programme/programme.ts';
import type { ProgrammeFiles } from '../domain/programme/read.ts';
import type { Warning } from '../domain/programme/warnings.ts';
import type { Instant } from '../domain/time.ts';
import type { Clock } from '../pipeline/submission.ts';
import { beginWithLocks } from '../storage/partitions.ts';
import {
  countCustomers,
  insertVersion,
  lockPublishing,
  readVersion,
  type StoredProgramme,
  type Subject,
} from '../storage/programmes.ts';
import { oldestRunningTx } from '../storage/tally-backfill.ts';
import { inTransaction } from '../storage/transaction.ts';
import { backfillAll, backfillSince } from './backfill.ts';
import { actorName } from './campaign-states.ts';

export type Publication = {
  readonly files: ProgrammeFiles;
  readonly actor: Actor;
  readonly note: string | null;
  /** The second person who agreed to it, where the programme asks for one. */
  readonly approvedBy?: string;
  /** The version that the plan was made against, 0 for none: refused when another one went live meanwhile. */
  readonly expectedVersion?: number;
};

export type Refused = {
  readonly kind: 'refused';
  readonly code: Extract<Code, 'programme_invalid' | 'programme_changed' | 'programme_in_use' | 'approval_needed'>;
  readonly detail: JsonObject;
  readonly issues: readonly ProgrammeIssue[];
};

export type Planned = {
  readonly kind: 'planned';
  /** What the plan was made against; 0 when nothing is live. */
  readonly liveVersion: number;
  readonly isUnchanged: boolean;
  readonly changes: readonly PlanChange[];
  readonly warnings: readonly Warning[];
  /** What would be refused: parts that are dropped although customers have them, in words. */
  readonly inUse: readonly string[];
};

export type Published = {
  readonly kind: 'published' | 'unchanged';
  readonly version: number;
  readonly changes: readonly PlanChange[];
  readonly warnings: readonly Warning[];
};

/** Publications that overtake each other; more than these at once are an error of whoever sends them. */
const ATTEMPTS_MAX = 5;

export async function planPublication(pool: pg.Pool, files: ProgrammeFiles, clock: Clock): Promise<Planned | Refused> {
  const prepared = await prepare(pool, files, clock);
  if (prepared.kind === 'refused') return prepared;
  const { live, isUnchanged, changes, warnings } = prepared;
  return {
    kind: 'planned',
    liveVersion: live?.version ?? 0,
    isUnchanged,
    changes,
    warnings,
    inUse: changes.flatMap(inUseWords),
  };
}

export async function publishProgramme(
  pool: pg.Pool,
  publication: Publication,
  clock: Clock,
): Promise<Published | Refused> {
  const { expectedVersion } = publication;
  let liveVersion = 0;
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const prepared = await prepare(pool, publication.files, clock);
    if (prepared.kind === 'refused') return prepared;
    liveVersion = prepared.live?.version ?? 0;
    const { isUnchanged, changes, warnings } = prepared;
    if (isUnchanged) return { kind: 'unchanged', version: liveVersion, changes, warnings };
    if (expectedVersion !== undefined && !isOfFiles(prepared.live, expectedVersion)) break;
    if (needsApproval(prepared, publication)) return refused('approval_needed', {});
    const outcome = await goLive(pool, prepared, publication);
    if (outcome !== 'overtaken') return outcome;
  }
  return refused('programme_changed', { live: liveVersion, planned: expectedVersion ?? liveVersion });
}

/** What is live says so, not what comes next; whoever has the server itself may publish without anybody. */
function needsApproval({ before }: Prepared, { actor, approvedBy }: Publication): boolean {
  const isAsked = before?.document.settings.publish_approval === true;
  return isAsked && approvedBy === undefined && (actor.kind === 'api' || actor.kind === 'agent');
}

/** Everything that is wrong with files, as publishing would tell it. */
export async function findProblems(files: ProgrammeFiles, clock: Clock): Promise<readonly ProgrammeIssue[]> {
  return issuesOf(checkProgramme(files, 1, clock.now()), clock.now());
}

/** Whether the live files are those of this version: steps of campaigns since then change no file. */
export function isOfFiles(live: StoredProgramme | null, version: number): boolean {
  return live === null ? version === 0 : version >= live.published && version <= live.version;
}

/** The files of a version (the live one unless named) exactly as they were published; null when there is none. */
export async function exportProgramme(pool: pg.Pool, version?: number): Promise<ProgrammeFiles | null> {
  const stored = await readVersion(pool, version ?? null);
  return stored?.files ?? null;
}

function refused(code: Refused['code'], detail: JsonObject, issues: readonly ProgrammeIssue[] = []): Refused {
  return { kind: 'refused', code, detail, issues };
}

type Prepared = {
  readonly kind: 'prepared';
  readonly live: StoredProgramme | null;
  /** What is live now, as its authors and people left it. */
  readonly before: Before | null;
  readonly next: Programme;
  readonly input: JsonObject;
  readonly hash: string;
  readonly isUnchanged: boolean;
  readonly changes: readonly PlanChange[];
  readonly warnings: readonly Warning[];
  /** What is counted for the first time. */
  readonly newMetrics: readonly Metric[];
};

async function prepare(pool: pg.Pool, files: ProgrammeFiles, clock: Clock): Promise<Prepared | Refused> {
  const live = await readVersion(pool, null);
  // Two versions never begin at one instant, and a clock that was set back makes no version older than the one before.
  const liveFrom = Math.max(clock.now(), (live?.liveFrom ?? 0) + 1);
  const checked = checkProgramme(files, (live?.version ?? 0) + 1, liveFrom);
  const issues = await issuesOf(checked, liveFrom);
  if (issues.length > 0 || !checked.ok) return refused('programme_invalid', { errors: issues.length }, issues);
  const before = live === null ? null : compiledOf(live);
  const hash = hashOf(checked.document);
  const isSameText = live !== null && canonicalText(live.files) === canonicalText(files);
  const newMetrics = [...checked.programme.metrics.values()].filter((metric) => !before?.metrics.has(metric.name));
  const changes = await withCustomers(pool, planProgramme(before?.document ?? null, checked.document));
  return {
    kind: 'prepared',
    live,
    before: live === null || before === null ? null : { document: before.document, marks: live.campaigns },
    next: checked.programme,
    input: checked.input,
    hash,
    isUnchanged: isSameText && live.hash === hash,
    changes,
    warnings: [
      ...checked.warnings,
      ...changes.flatMap(lossWarning),
      ...uncountedWarnings(checked.programme, newMetrics),
    ],
    newMetrics: live === null ? [] : newMetrics,
  };
}

/** Compiling tells what no version may have; what messages need is looked at here alone, so loading a version stays cheap. */
async function issuesOf(checked: CheckedProgramme, now: Instant): Promise<readonly ProgrammeIssue[]> {
  const reading = checked.ok ? checked : checked.reading;
  const found = reading === null ? [] : located(await checkMessages(reading.document), reading.locate);
  const issues = checked.ok ? found : [...checked.issues, ...found].slice(0, ISSUES_MAX);
  if (issues.length > 0 || !checked.ok) return issues;
  return located(await findBreaches(checked.document, now), checked.locate);
}

function compiledOf(live: StoredProgramme): Programme {
  const checked = checkProgramme(live.files, live.version, live.liveFrom);
  if (checked.ok) return checked.programme;
  const [first] = checked.issues;
  throw new Error(
    `Version ${live.version} is live but does not compile: ${first === undefined ? '' : issueText(first)}`,
  );
}

/** The same document has the same hash, in whatever order its keys were written and with or without its defaults. */
function hashOf(document: object): string {
  return createHash('sha256').update(canonicalText(document)).digest('hex');
}

async function goLive(
  pool: pg.Pool,
  prepared: Prepared,
  publication: Publication,
): Promise<Published | Refused | 'overtaken'> {
  const { next, newMetrics, live, before, changes, warnings } = prepared;
  const backfill = { programme: next, metrics: newMetrics };
  const sinceTx = newMetrics.length > 0 ? await oldestRunningTx(pool) : null;
  if (sinceTx !== null) await backfillAll(pool, backfill);
  const isQuiet = sinceTx !== null || changes.some(isDrop);
  const publish = async (client: pg.PoolClient): Promise<Published | Refused | 'overtaken'> => {
    await lockPublishing(client);
    const newest = await readVersion(client, null);
    if (newest?.version !== live?.version) return 'overtaken';
    const inUse = (await withCustomers(client, changes.filter(isDrop))).flatMap(inUseWords);
    if (inUse.length > 0) return refused('programme_in_use', { what: inUse.join(', ') });
    if (sinceTx !== null) await backfillSince(client, backfill, sinceTx);
    await insertVersion(client, {
      version: next.version,
      liveFrom: next.liveFrom,
      document: prepared.input,
      files: publication.files,
      hash: prepared.hash,
      appliedBy: publication.actor.name,
      note: publication.note,
      approvedBy: publication.approvedBy ?? null,
      campaigns: marksAfterPublishing(before, next.document, actorName(publication.actor)),
      published: next.version,
    });
    return { kind: 'published', version: next.version, changes, warnings };
  };
  return inTransaction(pool, publish, (client) => beginPublishing(client, isQuiet));
}

/**
 * `isQuiet` takes the locks of all partitions: no fact is decided between looking at what customers have, counting the
 * last past events, and the new version. It waits for one batch at most in each partition.
 */
function beginPublishing(client: pg.PoolClient, isQuiet: boolean): Promise<unknown> {
  const partitions = isQuiet ? Array.from({ length: PARTITIONS }, (_, partition) => partition) : [];
  return beginWithLocks(client, { partitions, waitFor: partitions, isLive: false });
}

async function withCustomers(
  db: Pick<pg.Pool | pg.PoolClient, 'query'>,
  changes: readonly PlanChange[],
): Promise<PlanChange[]> {
  const counted = new Map<string, number>();
  const result: PlanChange[] = [];
  for (const change of changes) {
    const subject = change.kind === 'add' ? null : subjectOf(change.path);
    if (subject === null) {
      result.push(change);
      continue;
    }
    const key = JSON.stringify(subject);
    const customers = counted.get(key) ?? (await countCustomers(db, subject));
    counted.set(key, customers);
    result.push({ ...change, customers });
  }
  return result;
}

function subjectOf(path: Path): Subject | null {
  const [section, name, part, level] = path.map(String);
  if (name === undefined) return null;
  switch (section) {
    case 'tier_systems':
      return part === 'levels' && level !== undefined
        ? { kind: 'level', system: name, level }
        : { kind: 'system', system: name };
    case 'accounts':
      return { kind: 'account', name };
    case 'attributes':
      return { kind: 'attribute', name };
    case 'sources':
      return { kind: 'source', name };
    case 'card_types':
      return { kind: 'card_type', name };
    default:
      return null;
  }
}

/** Dropping these would leave customers in a level, or with points, that nothing describes. */
function isDrop({ kind, path }: PlanChange): boolean {
  if (kind !== 'remove') return false;
  const [section, , part] = path;
  if (section === 'accounts' || section === 'card_types') return path.length === 2;
  return section === 'tier_systems' && (path.length === 2 || (path.length === 4 && part === 'levels'));
}

function inUseWords(change: PlanChange): readonly string[] {
  if (!isDrop(change) || change.customers === null || change.customers === 0) return [];
  return [`${writePath(change.path)} (${customersInWords(change.customers)})`];
}

function customersInWords(customers: number): string {
  return `${customers} ${customers === 1 ? 'customer' : 'customers'}`;
}

/** Values of attributes and sources of points stay where they are; rules cannot read them any more. */
function lossWarning(change: PlanChange): readonly Warning[] {
  const { kind, path, customers } = change;
  if (customers === null || customers === 0) return [];
  const [section, name, field] = path;
  const who = customersInWords(customers);
  if (section === 'attributes' && kind === 'remove' && path.length === 2) {
    return [
      {
        path: writePath(path),
        sentence: `${who} have a value for the attribute ${name}: it is kept, but nothing reads it any more.`,
      },
    ];
  }
  if (section === 'attributes' && field === 'type') {
    return [
      {
        path: writePath(path),
        sentence: `${who} have a value of the old type of ${name}: rules that read it will not be met.`,
      },
    ];
  }
  if (section === 'sources' && kind === 'remove' && path.length === 2) {
    return [
      {
        path: writePath(path),
        sentence: `${who} have points from the source ${name}: they keep them under that name.`,
      },
    ];
  }
  return [];
}

/** What the engine itself raised in the past is not in the log as an event, so it cannot be counted afterwards. */
function uncountedWarnings(programme: Programme, metrics: readonly Metric[]): readonly Warning[] {
  const raised = new Set(
    [...programme.rulesById.values()].flatMap((rule) =>
      rule.outcomes.flatMap(({ definition }) => (definition.kind === 'event' ? [definition.event] : [])),
    ),
  );
  const names = new Set(metrics.map((metric) => metric.event));
  return [...names]
    .filter((name) => isPlatformEvent(name) || raised.has(name))
    .map((name) => ({
      path: '',
      sentence: `Occurrences of ${name} that the engine itself raised are counted from publication on.`,
    }));
}
