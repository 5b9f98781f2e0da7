// One row of the point audit log, as SessionM's audit object. The numbers and words of its types are ours: the contract
// shows none.
import type { OutcomeRecord } from '../../domain/decision.ts';
import type { EntryKind } from '../../domain/state.ts';
import { isoText } from '../../domain/time.ts';
import type { Answer } from '../../pipeline/submission.ts';
import type { PointAuditRow } from '../../storage/points.ts';
import { accountView } from './balances-view.ts';
import type { Call } from './call.ts';

type AuditType = { readonly number: number; readonly word: string };

export const AUDIT_TYPES: { readonly [kind in EntryKind]?: AuditType } = {
  deposit: { number: 1, word: 'point_issuance' },
  spend: { number: 2, word: 'point_redemption' },
  capture: { number: 2, word: 'point_redemption' },
  transfer_in: { number: 3, word: 'point_transfer_in' },
  transfer_out: { number: 4, word: 'point_transfer_out' },
  expire: { number: 5, word: 'point_expiration' },
  roll_in: { number: 6, word: 'point_roll_over' },
  reverse: { number: 7, word: 'point_reversal' },
  restore: { number: 8, word: 'point_restoration' },
  uncollected: { number: 9, word: 'point_uncollected' },
};

type Shown = Pick<
  PointAuditRow,
  | 'id'
  | 'movementId'
  | 'kind'
  | 'account'
  | 'source'
  | 'modification'
  | 'amountSpent'
  | 'amountExpired'
  | 'transactionId'
  | 'occurredAt'
  | 'recordedAt'
> & { readonly referenceType: string | null; readonly referenceId: string };

export function auditView(call: Call, customerId: string, row: Shown) {
  const { guids } = call.site;
  const type = AUDIT_TYPES[row.kind];
  return {
    id: row.id,
    retailer_id: guids.retailerId,
    user_id: customerId,
    ...accountView(call, customerId, row.account),
    modification: row.modification,
    amount_spent: row.amountSpent ?? 0,
    amount_expired: row.amountExpired ?? 0,
    audit_type: type?.number ?? 0,
    modification_type: type?.word ?? row.kind,
    modification_entity_id: row.movementId,
    reference_type: row.referenceType,
    reference_id: row.referenceId,
    spend_weight: 0,
    point_source_id: row.source === null ? null : guids.of('source', row.source),
    point_source_name: sourceTitle(call, row.source),
    time_of_occurrence: isoText(row.occurredAt),
    request_id: requestOf(row.id),
    create_date: isoText(row.recordedAt),
    transaction_id: row.transactionId,
    idempotency_id: null,
  };
}

function sourceTitle({ programme }: Call, source: string | null): string | null {
  return source === null ? null : (programme.document.sources[source]?.title ?? source);
}

/** Entries begin like the fact that made them. */
function requestOf(entryId: string): string {
  return `${entryId.slice(0, 32)}0000`;
}

type PointsOutcome = Extract<OutcomeRecord, { kind: 'points' }>;
export type Cause = {
  readonly referenceType: string | null;
  readonly referenceId: string | null;
  readonly transactionId: string | null;
};

/** The audit row that an outcome of an answer has become, without another look at the database. */
export function auditOfOutcome(call: Call, answer: Answer, outcome: PointsOutcome, cause: Cause) {
  return auditView(call, answer.customerId, {
    id: outcome.entry_id,
    movementId: outcome.movement_id,
    kind: outcome.entry,
    account: outcome.account,
    source: outcome.source,
    modification: outcome.amount,
    amountSpent: null,
    amountExpired: null,
    referenceType: cause.referenceType,
    referenceId: cause.referenceId ?? outcome.entry_id,
    transactionId: cause.transactionId,
    occurredAt: answer.occurredAt,
    recordedAt: answer.recordedAt,
  });
}
