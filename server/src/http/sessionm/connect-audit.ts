// Connect, 2.13.4: the point audit log, with the limits that its documentation names. Clients that send no dates get the
// last year, so that every reply stays within one.

import type { EntryKind } from '../../domain/state.ts';
import { type Instant, shift } from '../../domain/time.ts';
import { AUDIT_KINDS, readPointAudit } from '../../storage/points.ts';
import { AUDIT_TYPES, auditView } from './audit-view.ts';
import { type Call, findCustomer } from './call.ts';
import { readConnect, refOfUser, userFields } from './connect-request.ts';
import { badArgument } from './errors.ts';
import { flag, given, instant, list, text, whole } from './fields.ts';
import { accountNamed, sourceNamed } from './names.ts';

const TAKE_DEFAULT = 100;
const TAKE_MAX = 1_000;
const SKIP_MAX = 2_147_483_647;
const NAMED_MAX = 10;
const TYPES_MAX = 5;
const YEAR = { count: 1, unit: 'year' } as const;

const fields = {
  ...userFields,
  from_date: given(instant),
  to_date: given(instant),
  point_account_ids: given(list(text(60), NAMED_MAX)),
  point_source_ids: given(list(text(60), NAMED_MAX)),
  modification_types: given(list(text(60), TYPES_MAX)),
  exclude_specified_modification_types: given(flag),
  skip: given(whole(0, SKIP_MAX)),
  take: given(whole(1, TAKE_MAX)),
};

/** The newest first. */
export async function fetchPointAuditLogs(call: Call) {
  const asked = readConnect(call, fields);
  const range = rangeOf(call.now(), asked.from_date ?? null, asked.to_date ?? null);
  const { id } = await findCustomer(call, refOfUser(asked));
  const { rows, total } = await readPointAudit(call.site.pool, id, {
    ...range,
    accounts: asked.point_account_ids?.map((one) => accountNamed(call, one)),
    sources: asked.point_source_ids?.map((one) => sourceNamed(call, one)),
    kinds: kindsOf(asked.modification_types, asked.exclude_specified_modification_types ?? false),
    order: 'newest',
    limit: asked.take ?? TAKE_DEFAULT,
    skip: asked.skip ?? 0,
    withTotal: true,
  });
  return { total_records: total ?? rows.length, results: rows.map((row) => auditView(call, id, row)) };
}

/** Up to and including `to_date`; without dates the last year, and whatever a clock ahead of ours has dated. */
function rangeOf(now: Instant, from: Instant | null, to: Instant | null): { from: Instant; to?: Instant } {
  const end = to ?? (from === null ? now : Math.max(now, from));
  const start = from ?? shift(end, YEAR, -1);
  if (end < start) throw badArgument('to_date', 'must not be before from_date');
  if (shift(start, YEAR, 1) < end) throw badArgument('to_date', 'must be at most one year after from_date');
  return to === null ? { from: start } : { from: start, to: end + 1 };
}

function kindsOf(types: readonly string[] | undefined, isExcluded: boolean): readonly EntryKind[] | undefined {
  if (types === undefined || types.length === 0) return undefined;
  const named = types.flatMap(kindsNamed);
  return AUDIT_KINDS.filter((kind) => named.includes(kind) !== isExcluded);
}

/** By word or by number: `point_issuance`, `1`. */
function kindsNamed(given: string): readonly EntryKind[] {
  const kinds = AUDIT_KINDS.filter((kind) => {
    const type = AUDIT_TYPES[kind];
    return type !== undefined && (type.word === given.toLowerCase() || String(type.number) === given);
  });
  if (kinds.length > 0) return kinds;
  const known = [...new Set(Object.values(AUDIT_TYPES).map(({ word }) => word))].join(', ');
  throw badArgument('modification_types', `must be some of ${known}`);
}
