// The customer that a path or body names, for reading. Deleted ones are not found, except by whoever asks for them.
import { isUniformId } from '../../domain/ids.ts';
import type { CustomerRef } from '../../pipeline/submission.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { type CustomerRecord, readCustomer } from '../../storage/customers.ts';
import type { AdapterDeps } from '../deps.ts';

export async function findCustomer(deps: AdapterDeps, ref: CustomerRef): Promise<CustomerRecord> {
  const id = ref.kind === 'id' && isUniformId(ref.id) ? ref.id : await deps.engine.resolve(ref);
  const record = await readCustomer(deps.pool, id);
  if (record === null) throw new EngineError('customer_not_found', { customer: id });
  const { mergedInto } = record.profile;
  if (mergedInto !== null) throw new EngineError('customer_merged', { customer: id, into: mergedInto });
  if (record.profile.forgottenAt !== null) throw new EngineError('customer_forgotten', { customer: id });
  if (record.profile.deletedAt !== null) throw new EngineError('customer_deleted', { customer: id });
  return record;
}
