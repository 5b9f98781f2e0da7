// A request for what is above a limit, as the API shows it: to whoever asked, and to those who may decide.
import { z } from 'zod';
import { withoutNumber } from '../../domain/cards/number.ts';
import { isoText } from '../../domain/time.ts';
import { APPROVAL_STATUSES, type Approval } from '../../storage/approvals.ts';
import { isoOrNull } from './customer-shape.ts';
import { instant, instantOrNull, json, jsonObject, uuid } from './shapes.ts';

const personShape = z.strictObject({ id: uuid, name: z.string() });

export const approvalShape = z
  .strictObject({
    id: uuid,
    customer_id: uuid,
    status: z.enum(APPROVAL_STATUSES),
    action: z.string().meta({ description: 'The kind of the fact that is asked for.' }),
    asked: json.meta({ description: 'The fact as it was asked for.' }),
    reason: jsonObject.meta({ description: 'What of which limit it exceeds.' }),
    requested_by: personShape,
    requested_at: instant,
    expires_at: instant,
    decided_by: personShape.nullable(),
    decided_at: instantOrNull,
    note: z.string().nullable(),
    decision_id: uuid.nullable().meta({ description: 'The decision that the request became once it was approved.' }),
    refusal: z.string().nullable().meta({ description: 'Why the approved fact was refused after all.' }),
  })
  .meta({ id: 'Approval' });
export type ApprovalJson = z.output<typeof approvalShape>;

export function approvalJson(approval: Approval): ApprovalJson {
  const { kind, ...asked } = withoutNumber(approval.body);
  return {
    id: approval.id,
    customer_id: approval.customerId,
    status: approval.status,
    action: kind,
    asked: { kind, ...asked },
    reason: approval.reason,
    requested_by: { id: approval.requestedBy.id, name: approval.requestedBy.name },
    requested_at: isoText(approval.requestedAt),
    expires_at: isoText(approval.expiresAt),
    decided_by: approval.decidedBy,
    decided_at: isoOrNull(approval.decidedAt),
    note: approval.note,
    decision_id: approval.factId,
    refusal: approval.refusal,
  };
}
