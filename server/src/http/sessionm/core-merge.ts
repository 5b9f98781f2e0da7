// Core, 2.7: two accounts in one. The persistent one is named by the path, the legacy one by the body; what it held moves over,
// and it behaves as deleted afterwards.
import { isoText } from '../../domain/time.ts';
import { readMerged } from '../../storage/merges.ts';
import { type Call, findCustomer, refOfId, refOfPath, submit } from './call.ts';
import { badArgument } from './errors.ts';
import { given, object, read, text } from './fields.ts';

const bodySchema = object({
  legacy_external_id: given(text(200)),
  legacy_user_id: given(text(200)),
  reason: given(text(200)),
});

export async function mergeAccounts(call: Call) {
  const { legacy_external_id: externalId, legacy_user_id: userId, reason } = read(bodySchema, call.body);
  if (externalId === undefined && userId === undefined) throw badArgument('legacy_external_id', 'is required');
  const peer =
    externalId === undefined
      ? refOfId(userId ?? '')
      : ({ kind: 'identifier', type: call.query.get('external_id_type'), value: externalId } as const);
  const answer = await submit(call, {
    customer: refOfPath(call),
    peer,
    body: { kind: 'customer.merge', reason: reason ?? 'merge_accounts', tiers: 'keep' },
  });
  return { merge: { id: answer.factId, user_id: answer.customerId, created_at: isoText(answer.recordedAt) } };
}

/** The entries of merges, the newest first. */
export async function listMerges(call: Call) {
  const { id } = await findCustomer(call, refOfPath(call));
  const merged = await readMerged(call.site.pool, id);
  return {
    merges: merged.map((one) => ({
      id: one.mergeId,
      user_id: id,
      legacy_user_id: one.customerId,
      created_at: isoText(one.mergedAt),
    })),
  };
}
