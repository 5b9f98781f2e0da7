// A customer's whole state as the engine sees it, for reads that go beyond single tables. Nothing is locked or saved.
import { type Inspected, inspectCustomer } from '../../pipeline/inspect.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { AdapterDeps } from '../deps.ts';

export async function inspect(deps: AdapterDeps, customerId: string): Promise<Inspected> {
  const found = await inspectCustomer(deps.pool, deps.programmes, customerId, deps.clock.now());
  if (found === null) throw new EngineError('customer_not_found', { customer: customerId });
  return found;
}
