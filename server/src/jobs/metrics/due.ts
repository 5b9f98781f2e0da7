// Says when the nightly run of metrics is to be opened: at three in the morning where the programme lives, or as soon as
// something runs after that, once a day. It opens nothing.
import type pg from 'pg';
import { dayOf, HOUR_MS, type Instant, startOfDay } from '../../domain/time.ts';
import { hasPurchases } from '../../storage/metric-base.ts';
import { readProgrammeZone } from '../../storage/programmes.ts';
import { hasMetricsRunSince } from '../../storage/runs.ts';

/** Past midnight, so that the day before is whole, and before anybody looks at the figures. */
const HOURS_AFTER_MIDNIGHT = 3;

export async function isMetricsDue(pool: pg.Pool, now: Instant): Promise<boolean> {
  const zone = await readProgrammeZone(pool);
  if (zone === null) return false;
  const from = startOfDay(dayOf(now, zone), zone) + HOURS_AFTER_MIDNIGHT * HOUR_MS;
  if (now < from || !(await hasPurchases(pool))) return false;
  return !(await hasMetricsRunSince(pool, from));
}
