// What is above a limit waits for a second person: kept as it was asked for, then decided by the engine as the fact that it
// would have been, with both names on it. Limits themselves are judged by the domain.
import type pg from 'pg';
import { boundsOf, GOODWILL_ACTIONS, giftsOf, useName } from '../domain/access/goodwill.ts';
import type { Actor, FactBody } from '../domain/facts.ts';
import { DAY_MS, type Instant, isoText } from '../domain/time.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import { type Answer, type Clock, type Engine, EngineError } from '../pipeline/submission.ts';
import type { Scope } from '../storage/api-keys.ts';
import * as table from '../storage/approvals.ts';
import { allows } from './permissions.ts';
import { write } from './users.ts';

export type ApprovalDeps = {
  readonly pool: pg.Pool;
  readonly engine: Pick<Engine, 'submit'>;
  readonly programmes: ProgrammeSource;
  readonly clock: Clock;
};

/** Whoever asked has to ask again after so long: what was right then may be wrong now. */
const OPEN_MS = 7 * DAY_MS;

/** Keeps a refused fact as a request; the same refusal again finds the same request. Null: it was refused for something else. */
export async function requestApproval(
  { pool, clock }: Pick<ApprovalDeps, 'pool' | 'clock'>,
  asked: { readonly answer: Answer; readonly body: FactBody; readonly actor: Actor },
): Promise<table.Approval | null> {
  const { answer, body, actor } = asked;
  const { refusal } = answer.record;
  if (refusal?.code !== 'over_limit' || actor.id === undefined) return null;
  const { factId: id, customerId, recordedAt } = answer;
  await table.insertApproval(pool, {
    id,
    customerId,
    body,
    reason: refusal.detail,
    requestedBy: { kind: actor.kind, name: actor.name, id: actor.id },
    requestedAt: recordedAt,
    expiresAt: recordedAt + OPEN_MS,
  });
  return table.readApproval(pool, id, clock.now());
}

export type Deciding = {
  readonly id: string;
  readonly actor: Actor;
  readonly scopes: ReadonlySet<Scope>;
  readonly note: string | null;
};

/**
 * Of two at once, one wins. When a server dies between the claim and the fact, the same call again completes it: the fact
 * is known by its key.
 */
export async function approve(
  deps: ApprovalDeps,
  deciding: Deciding,
): Promise<{ readonly approval: table.Approval; readonly answer: Answer }> {
  const { pool } = deps;
  const now = deps.clock.now();
  const found = await findOpen(pool, deciding, now);
  if (found.status === 'open') {
    await checkApprover(deps, found, deciding);
    await claim(deps, found, { status: 'approved', deciding, now });
  }
  const approval = await required(pool, found.id, now);
  if (approval.decidedBy === null)
    throw new EngineError('approval_closed', { approval: found.id, status: approval.status });
  const answer = await deps.engine.submit(submissionOf(approval, approval.decidedBy));
  const { refusal } = answer.record;
  await table.finishApproval(pool, approval, { factId: answer.factId, refusal: refusal?.code ?? null });
  return { approval: await required(pool, approval.id, now), answer };
}

export async function reject(deps: ApprovalDeps, deciding: Deciding): Promise<table.Approval> {
  const now = deps.clock.now();
  const found = await findOpen(deps.pool, deciding, now);
  if (found.status !== 'open') throw new EngineError('approval_closed', { approval: found.id, status: found.status });
  await claim(deps, found, { status: 'rejected', deciding, now });
  return required(deps.pool, found.id, now);
}

/** Open, or approved by somebody and not decided yet. */
async function findOpen(pool: pg.Pool, { id, actor }: Deciding, now: Instant): Promise<table.Approval> {
  const found = await table.readApproval(pool, id, now);
  if (found === null) throw new EngineError('approval_not_found', { approval: id });
  if (found.requestedBy.id === actor.id || actor.id === undefined)
    throw new EngineError('own_request', { approval: id });
  if (found.status === 'expired')
    throw new EngineError('approval_expired', { approval: id, expires_at: isoText(found.expiresAt) });
  const isUnderWay = found.status === 'approved' && found.factId === null;
  if (found.status !== 'open' && !isUnderWay)
    throw new EngineError('approval_closed', { approval: id, status: found.status });
  return found;
}

/** Nobody agrees to what they could not give themselves, or to something for an account of their own. */
async function checkApprover(
  deps: ApprovalDeps,
  { customerId, body }: table.Approval,
  { actor: { restraint }, scopes }: Deciding,
): Promise<void> {
  if (restraint?.ownCustomers.includes(customerId) === true)
    throw new EngineError('own_account', { customer: customerId });
  const history = deps.programmes.current() ?? (await deps.programmes.refresh());
  if (history === null) throw new EngineError('programme_missing');
  for (const gift of giftsOf(body, history.live.defaultAccounts[0] ?? '')) {
    const scope = GOODWILL_ACTIONS[gift.action];
    if (!allows(scopes, scope)) throw new EngineError('beyond_own_rights', { scope });
    const limit = restraint === undefined ? null : (boundsOf(restraint, gift)?.perAction ?? null);
    if (limit !== null && gift.amount > limit)
      throw new EngineError('approver_over_limit', { what: useName(gift), amount: gift.amount, limit });
  }
}

type Claim = { readonly status: 'approved' | 'rejected'; readonly deciding: Deciding; readonly now: Instant };

async function claim({ pool }: ApprovalDeps, found: table.Approval, { status, deciding, now }: Claim): Promise<void> {
  const { actor, note } = deciding;
  if (actor.id === undefined) throw new EngineError('own_request', { approval: found.id });
  const by = { name: actor.name, id: actor.id };
  if (!(await table.claimApproval(pool, found, { status, by, at: now, note }))) {
    const { status: is } = await required(pool, found.id, now);
    throw new EngineError('approval_closed', { approval: found.id, status: is });
  }
  const target = { kind: 'approval', id: found.id, name: found.requestedBy.name };
  const detail = { customer_id: found.customerId, note };
  await write(
    pool,
    { actor, at: now },
    status === 'approved' ? 'approval.approved' : 'approval.rejected',
    target,
    detail,
  );
}

function submissionOf({ id, customerId, body, requestedBy }: table.Approval, by: table.Person) {
  const actor: Actor = {
    ...requestedBy,
    approved: { request: id, by: by.name, byId: by.id },
  };
  return {
    customer: { kind: 'id', id: customerId },
    body,
    occurredAt: null,
    idempotency: { operation: 'approval', key: id, sent: id },
    actor,
    lane: 'live',
    isHistory: false,
  } as const;
}

async function required(pool: pg.Pool, id: string, now: Instant): Promise<table.Approval> {
  const found = await table.readApproval(pool, id, now);
  if (found === null) throw new EngineError('approval_not_found', { approval: id });
  return found;
}
