// What routes about providers need; only servers that were made with it have them.
import { EngineError } from '../../pipeline/submission.ts';
import type { AdapterDeps } from '../deps.ts';

export function deliveryOf({ delivery }: AdapterDeps): NonNullable<AdapterDeps['delivery']> {
  if (delivery === undefined) throw new EngineError('not_found');
  return delivery;
}
