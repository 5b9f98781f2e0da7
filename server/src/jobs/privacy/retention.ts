// Drops what was kept long enough, as the live programme says under `settings.retention`: each night, so much at a time. The
// dry run says what would go.
import type pg from 'pg';
import type { Programme } from '../../domain/programme/programme.ts';
import { type Instant, shift } from '../../domain/time.ts';
import type { ProgrammeSource } from '../../pipeline/programme-cache.ts';
import type { Clock } from '../../pipeline/submission.ts';
import { countExpired, dropExpired, RETAINED, type Retained } from '../../storage/privacy/retention.ts';

export type RetentionDeps = {
  readonly pool: pg.Pool;
  readonly programmes: Pick<ProgrammeSource, 'refresh'>;
  readonly clock: Clock;
};

export type RetentionLine = {
  readonly kind: Retained;
  /** What is older goes; null: it is kept. */
  readonly before: Instant | null;
  readonly rows: number;
  /** There is more than was counted, or than was dropped this time. */
  readonly isMore: boolean;
};

/** Rows that one statement drops, and one call for each kind. A night has some twenty calls. */
const ROWS_AT_ONCE = 5_000;
const ROWS_MAX = 100_000;

export async function listExpired(deps: RetentionDeps): Promise<readonly RetentionLine[]> {
  const borders = await bordersOf(deps);
  const lines: RetentionLine[] = [];
  for (const { kind, before } of borders) {
    const counted =
      before === null ? { rows: 0, isMore: false } : await countExpired(deps.pool, kind, { before, limit: ROWS_MAX });
    lines.push({ kind, before, ...counted });
  }
  return lines;
}

export async function applyRetention(deps: RetentionDeps): Promise<readonly RetentionLine[]> {
  const lines: RetentionLine[] = [];
  for (const { kind, before } of await bordersOf(deps)) {
    if (before === null) continue;
    let rows = 0;
    let isMore = true;
    while (isMore && rows < ROWS_MAX) {
      const dropped = await dropExpired(deps.pool, kind, { before, limit: ROWS_AT_ONCE });
      rows += dropped;
      isMore = dropped === ROWS_AT_ONCE;
    }
    lines.push({ kind, before, rows, isMore });
  }
  return lines;
}

async function bordersOf({ programmes, clock }: RetentionDeps) {
  const history = await programmes.refresh();
  if (history === null) return [];
  const now = clock.now();
  return RETAINED.map((kind) => ({ kind, before: borderOf(history.live, kind, now) }));
}

/** A file says itself until when it can be had. */
function borderOf({ document }: Programme, kind: Retained, now: Instant): Instant | null {
  if (kind === 'exports') return now;
  const span = document.settings.retention[kind];
  return span === undefined ? null : shift(now, span, -1);
}
