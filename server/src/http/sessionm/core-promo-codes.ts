// Core, 2.10: what a customer does with promo codes: claiming, what came of it, lockout and limiter.
import { limiterOf, lockoutOf } from '../../domain/promo/lockout.ts';
import type { PromoClaim } from '../../domain/promo/promo.ts';
import { inspectCustomer } from '../../pipeline/inspect.ts';
import { readPromoClaims } from '../../storage/promo-claims.ts';
import { type Call, findCustomer, refOfPath, submit } from './call.ts';
import { translated } from './errors.ts';
import { object, read, text } from './fields.ts';
import { isoOrNull } from './instants.ts';

const CODE_MAX = 100;
const PAGE_MAX = 1_000;
const claimSchema = object({ code: text(CODE_MAX) });

export async function claimPromoCode(call: Call) {
  const { code } = read(claimSchema, call.body);
  const { record } = await submit(call, { customer: refOfPath(call), body: { kind: 'promo.claim', code } });
  const claimed = record.outcomes.find((outcome) => outcome.kind === 'promo_code');
  if (claimed?.kind !== 'promo_code') throw new Error('a claim told nothing of its code');
  // A try that failed was decided and kept; to the client it is an error.
  if (claimed.error !== null) throw translated(claimed.error);
  // What the code gave, without what follows from it: a level reached gives of its own.
  const rule = `promo/${claimed.list}`;
  const points = record.outcomes.reduce(
    (sum, one) => (one.kind === 'points' && one.rule === rule ? sum + one.amount : sum),
    0,
  );
  return {
    code: {
      code: claimed.code,
      promotion_id: claimed.list === null ? null : call.site.guids.of('promotion', claimed.list),
      status: claimed.status,
    },
    outcomes: {
      points,
      offers: record.outcomes.flatMap((one) =>
        one.kind === 'offer' && one.rule === rule
          ? [{ offer_id: call.site.guids.of('offer', one.offer), user_offer_id: one.user_offer_id }]
          : [],
      ),
    },
  };
}

export function listPromoCodes(call: Call) {
  return codesOf(call, ['assigned', 'claimed', 'cancelled']);
}

export function listInvalidCodes(call: Call) {
  return codesOf(call, ['failed']);
}

async function codesOf(call: Call, statuses: readonly PromoClaim['status'][]) {
  const { id } = await findCustomer(call, refOfPath(call));
  const after = call.query.get('after');
  const { items, next } = await readPromoClaims(call.site.pool, id, { statuses, list: null, limit: PAGE_MAX, after });
  return {
    codes: items.map(({ written, list, status, error, at, claimedAt }) => ({
      code: written,
      promotion_id: list === null ? null : call.site.guids.of('promotion', list),
      status,
      error,
      created_at: isoOrNull(at),
      claimed_at: isoOrNull(claimedAt),
    })),
    next,
  };
}

export async function getLockout(call: Call) {
  const { lockout } = await policiesOf(call);
  return { lockout: { locked_out: lockout.lockedUntil !== null, ...lockoutView(lockout) } };
}

function lockoutView({ lockedUntil, badTries, left }: ReturnType<typeof lockoutOf>) {
  return { locked_until: isoOrNull(lockedUntil), failed_attempts: badTries, attempts_left: left };
}

export async function resetLockout(call: Call) {
  const reason = call.query.get('reason') ?? 'reset';
  await submit(call, { customer: refOfPath(call), body: { kind: 'promo.unlock', reason } });
  return getLockout(call);
}

export async function getLimiter(call: Call) {
  const { limiter } = await policiesOf(call);
  return { limiter: limiter === null ? null : { ...limiter, left: Math.max(0, limiter.times - limiter.used) } };
}

async function policiesOf(call: Call) {
  const { pool, programmes } = call.site;
  const { id } = await findCustomer(call, refOfPath(call));
  const found = await inspectCustomer(pool, programmes, id, call.now());
  if (found === null) throw translated('customer_not_found', { customer: id });
  const { programme, state } = found;
  const timeZone = state.profile?.timeZone ?? programme.document.time_zone;
  return {
    lockout: lockoutOf(programme, state, call.now()),
    limiter: limiterOf(programme, state, { now: call.now(), timeZone }),
  };
}
