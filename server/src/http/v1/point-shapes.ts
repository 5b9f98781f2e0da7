// What requests about points carry, and what the audit log and holds look like. Amounts are whole points.
import { z } from 'zod';
import type { Reasoned } from '../../domain/care/reason-codes.ts';
import { type DepositItem, NO_REFERENCE, type Reference, type SpendItem } from '../../domain/facts.ts';
import type { Hold } from '../../domain/state.ts';
import { isoText } from '../../domain/time.ts';
import type { PointAuditRow } from '../../storage/points.ts';
import { isoOrNull } from './customer-shape.ts';
import {
  customerAddress,
  instant,
  instantInput,
  instantOrNull,
  nameInput,
  POINTS_MAX,
  points,
  pointsInput,
  uuid,
} from './shapes.ts';

const ITEMS_MAX = 100;
const ACCOUNTS_MAX = 20;
const REASON_MAX = 500;
const RANK_MAX = 10_000;
const REFERENCE_MAX = 200;

const referenceText = z.string().min(1).max(REFERENCE_MAX).nullable().default(null);
const referenceInput = z
  .strictObject({ type: referenceText, id: referenceText, transaction_id: referenceText })
  .optional()
  .meta({ description: 'Shown in the audit log. It is no idempotency key.' });
const rankInput = z.int().min(0).max(RANK_MAX).default(0);
const accountsInput = z
  .array(nameInput)
  .min(1)
  .max(ACCOUNTS_MAX)
  .nullable()
  .default(null)
  .meta({ description: 'Accounts to draw from; the default accounts when left out.' });
export const reasonInput = z.string().min(1).max(REASON_MAX);
/** For what agents do by hand: words, a code of the programme, or both. */
export const reasonFields = {
  reason: reasonInput.optional(),
  reason_code: nameInput.optional().meta({ description: 'Needed where the programme declares `reason_codes`.' }),
};
type ReasonGiven = { readonly reason?: string | undefined; readonly reason_code?: string | undefined };
export const hasReason = ({ reason, reason_code }: ReasonGiven): boolean =>
  reason !== undefined || reason_code !== undefined;
export const REASON_NEEDED = 'a reason, a reason_code, or both';

const depositInput = z.strictObject({
  account: nameInput.nullable().default(null),
  source: nameInput,
  amount: pointsInput,
  rank: rankInput,
  reference: referenceInput,
  available_at: instantInput.nullable().default(null).meta({ description: 'Pending until then.' }),
  expires_at: instantInput.nullable().default(null).meta({ description: "Instead of the account's expiry policy." }),
});
const spendInput = z.strictObject({
  amount: pointsInput,
  accounts: accountsInput,
  rank: rankInput,
  reference: referenceInput,
  force: z.boolean().default(false).meta({ description: 'Draws below zero where the account would refuse.' }),
});

const silentInput = z
  .boolean()
  .default(false)
  .meta({ description: 'No platform events follow; tiers are still judged.' });
const partialInput = z.boolean().default(false).meta({ description: 'A refused item does not stop the others.' });

export const depositsInput = z.strictObject({
  deposits: z.array(depositInput).min(1).max(ITEMS_MAX),
  occurred_at: instantInput.optional(),
  partial: partialInput,
  silent: silentInput,
});
export const spendsInput = z.strictObject({
  spends: z.array(spendInput).min(1).max(ITEMS_MAX),
  occurred_at: instantInput.optional(),
  partial: partialInput,
  silent: silentInput,
});
export const adjustmentInput = z
  .strictObject({
    account: nameInput,
    source: nameInput,
    amount: z
      .int()
      .min(-POINTS_MAX)
      .max(POINTS_MAX)
      .refine((amount) => amount !== 0, 'a whole number other than 0: positive adds, negative deducts'),
    ...reasonFields,
    reference: referenceInput,
  })
  .refine(hasReason, REASON_NEEDED);
export const holdInput = z.strictObject({
  amount: pointsInput,
  accounts: accountsInput,
  expires_at: instantInput
    .nullable()
    .default(null)
    .meta({ description: 'When it ends by itself; 30 minutes from now.' }),
  reference: referenceInput,
});
export const captureInput = z
  .strictObject({ amount: pointsInput.nullable().default(null), reference: referenceInput })
  .default({ amount: null })
  .meta({ description: 'Without an amount all that is held.' });
export const transferInput = z.strictObject({
  from: nameInput,
  to: nameInput.optional().meta({ description: 'The receiving account; `from` when left out.' }),
  amount: pointsInput,
  to_customer: customerAddress.optional(),
  reference: referenceInput,
});
export const reversalInput = z.strictObject({
  entry_id: uuid.meta({ description: 'The id of a decision, a movement or an entry.' }),
  amount: pointsInput.nullable().default(null),
  reason: reasonInput,
});

export function reasonOf({ reason, reason_code }: ReasonGiven): Reasoned {
  return { reason: reason ?? reason_code ?? '', ...(reason_code === undefined ? {} : { reasonCode: reason_code }) };
}

export function depositItem(input: z.output<typeof depositInput>): DepositItem {
  const { account, source, amount, rank } = input;
  return {
    account,
    source,
    amount,
    rank,
    reference: referenceOf(input.reference),
    availableAt: input.available_at,
    expiresAt: input.expires_at,
  };
}

export function spendItem(input: z.output<typeof spendInput>): SpendItem {
  const { amount, accounts, rank, force } = input;
  return { amount, accounts, rank, force, reference: referenceOf(input.reference) };
}

export function referenceOf(input: z.output<typeof referenceInput>): Reference {
  if (input === undefined) return NO_REFERENCE;
  return { type: input.type, id: input.id, transactionId: input.transaction_id };
}

export const holdShape = z
  .strictObject({
    hold_id: uuid,
    amount: points,
    status: z.enum(['open', 'captured', 'released', 'expired']),
    expires_at: instant,
  })
  .meta({ id: 'Hold' });

export function holdJson({ id, amount, status, expiresAt }: Hold): z.output<typeof holdShape> {
  return { hold_id: id, amount, status, expires_at: isoText(expiresAt) };
}

export const auditShape = z
  .strictObject({
    id: uuid,
    movement_id: uuid,
    kind: z.string(),
    account: z.string(),
    source: z.string().nullable(),
    modification: points.meta({ description: 'Signed: deductions are negative.' }),
    uncollected: points,
    amount_spent: points.nullable().meta({ description: 'Of the points added; null on other rows.' }),
    amount_expired: points.nullable().meta({ description: 'Of the points added; null on other rows.' }),
    reference_type: z.string(),
    reference_id: z.string(),
    transaction_id: z.string().nullable(),
    occurred_at: instant,
    recorded_at: instant,
    available_at: instantOrNull,
    expires_at: instantOrNull,
    rule: z.string().nullable(),
  })
  .meta({ id: 'PointAuditRow' });

export function auditJson(row: PointAuditRow): z.output<typeof auditShape> {
  return {
    id: row.id,
    movement_id: row.movementId,
    kind: row.kind,
    account: row.account,
    source: row.source,
    modification: row.modification,
    uncollected: row.uncollected,
    amount_spent: row.amountSpent,
    amount_expired: row.amountExpired,
    reference_type: row.referenceType,
    reference_id: row.referenceId,
    transaction_id: row.transactionId,
    occurred_at: isoText(row.occurredAt),
    recorded_at: isoText(row.recordedAt),
    available_at: isoOrNull(row.availableAt),
    expires_at: isoOrNull(row.expiresAt),
    rule: row.rule,
  };
}
