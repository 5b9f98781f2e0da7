// What a run looks for and what it asks of the engine for everybody it finds. Walking over the customers is runs.ts.
import type pg from 'pg';
import type { Actor, FactBody } from '../domain/facts.ts';
import type { Programme } from '../domain/programme/programme.ts';
import { assertNever, DAY_MS, type Instant, type Span, shift } from '../domain/time.ts';
import type { Clock } from '../pipeline/submission.ts';
import { closeSearches, countClose, findClose } from '../storage/close-to-tier.ts';
import { countSelected, findSelected } from '../storage/customer-selection.ts';
import { countDue, type DueSearch, findDue, type IdRange } from '../storage/due.ts';
import { countOccasions, findOccasions, type OccasionSearch } from '../storage/occasions.ts';
import type { CustomerChange, RunRow } from '../storage/runs.ts';
import { occasionRules, occasionSearch } from './occasions.ts';

/** Months differ in length, so that a date less a month may be due although it is later than now and a month. */
const CALENDAR_SLACK_MS = 4 * DAY_MS;

/** One search of a run, and what is asked of the engine for everybody it finds. */
export type Work = {
  /** Ascending within the run; empty where it is the only one. */
  readonly step: string;
  readonly body: FactBody;
  /** Left out: the engine itself. */
  readonly actor?: Actor;
  /** For what must not happen twice to anybody in this run, and would. */
  readonly key?: string;
  find(range: IdRange, limit: number): Promise<readonly string[]>;
  count(range: IdRange): Promise<number>;
};

/** Looking anew for what is due costs nothing; for occasions all time zones are gone through, so that is done less often. */
const LOOK_AGAIN_MS = 60_000;

export function worksOf(
  { pool, clock }: { readonly pool: pg.Pool; readonly clock: Clock },
  run: RunRow,
  programme: Programme,
): readonly Work[] {
  const { kind } = run;
  if (kind === 'metrics' || kind === 'figures' || kind === 'sync_backfill' || kind === 'sync_reconcile')
    throw new Error(`A run of ${kind} asks nothing of the engine.`);
  if (kind === 'changes') return [changeWork(pool, run)];
  if (kind !== 'occasions') {
    const search = () => searchOf(run, kind, programme, clock.now());
    const due: Work = {
      step: '',
      body: { kind: 'due' },
      find: (range, limit) => findDue(pool, search(), range, limit),
      count: (range) => countDue(pool, search(), range),
    };
    return kind === 'maintenance' ? [due, ...closeWorks({ pool, clock }, run, programme)] : [due];
  }
  return occasionRules(programme, run.params.campaign ?? null).map((rule) => {
    let made: { readonly at: Instant; readonly search: OccasionSearch | null } = {
      at: Number.NEGATIVE_INFINITY,
      search: null,
    };
    const search = () => {
      const now = clock.now();
      if (Math.abs(now - made.at) >= LOOK_AGAIN_MS) made = { at: now, search: occasionSearch(programme, rule, now) };
      return made.search;
    };
    return {
      step: rule.id,
      body: { kind: 'campaign.occasion', campaign: rule.id.slice('campaign/'.length) },
      find: async (range, limit) => {
        const open = search();
        return open === null ? [] : findOccasions(pool, open, range, limit);
      },
      count: async (range) => {
        const open = search();
        return open === null ? 0 : countOccasions(pool, open, range);
      },
    };
  });
}

/** Who has come close to a level without a decision of their own is told by one: entrance is looked at as ever. */
function closeWorks(
  { pool, clock }: { readonly pool: pg.Pool; readonly clock: Clock },
  run: RunRow,
  programme: Programme,
): readonly Work[] {
  const system = run.params.tierSystem ?? null;
  const asked = () => ({ searches: closeSearches(programme, system, clock.now()), now: clock.now() });
  if (asked().searches.length === 0) return [];
  return [
    {
      step: 'close',
      body: { kind: 'tier.requalify', system },
      actor: { kind: 'run', name: 'maintenance' },
      find: (range, limit) => findClose(pool, asked(), range, limit),
      count: (range) => countClose(pool, asked(), range),
    },
  ];
}

/** A tag is counted up each time it is given: whoever was visited before a run was broken off is known by the run's key. */
function changeWork(pool: pg.Pool, { id, params, actor }: RunRow): Work {
  const { change, search = {}, by } = params;
  if (change === undefined) throw new Error('A run of changes says what is to be changed.');
  return {
    step: '',
    body: changeBody(change),
    actor: by ?? { kind: 'run', name: actor },
    key: id,
    find: (range, limit) => findSelected(pool, search, range, limit),
    count: (range) => countSelected(pool, search, range),
  };
}

export function changeBody(change: CustomerChange): FactBody {
  switch (change.kind) {
    case 'tag': {
      const { tag, ttlSeconds } = change;
      return { kind: 'tags.change', add: [{ tag, ttlSeconds }], remove: [], reset: [] };
    }
    case 'untag':
      return { kind: 'tags.change', add: [], remove: [change.tag], reset: [] };
    default:
      return assertNever(change);
  }
}

function searchOf(run: RunRow, runKind: 'expiry' | 'maintenance', programme: Programme, now: Instant): DueSearch {
  const notices: { account: string; until: Instant }[] = [];
  const inactivity: { account: string; until: Instant }[] = [];
  for (const [account, { expiry }] of programme.accounts) {
    if (expiry.kind === 'inactivity') inactivity.push({ account, until: looseShift(now, expiry.after, -1) });
    else if ('notice' in expiry && expiry.notice !== undefined) {
      notices.push({ account, until: looseShift(now, expiry.notice, 1) });
    }
  }
  const kind = run.params.only === 'holds' ? 'holds' : runKind;
  return { kind, now, tierSystem: run.params.tierSystem ?? null, notices, inactivity };
}

function looseShift(at: Instant, span: Span, sign: 1 | -1): Instant {
  return shift(at, span, sign) + CALENDAR_SLACK_MS;
}
