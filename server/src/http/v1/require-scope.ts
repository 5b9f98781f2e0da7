// What a request needs beside the scope of its route, where that depends on what it asks for.
import { allows } from '../../access/permissions.ts';
import { EngineError } from '../../pipeline/submission.ts';
import type { Scope } from '../../storage/api-keys.ts';
import type { Caller } from '../authenticate.ts';

/** Rejects with `forbidden`. */
export function requireScope({ scopes }: Pick<Caller, 'scopes'>, scope: Scope): void {
  if (!allows(scopes, scope)) throw new EngineError('forbidden', { scope });
}
