// Accounts that a customer has in other systems: linked by their id there, and brought in step by what was fetched. Fetching is
// done before the fact is submitted; what came of it is the fact.

import type { ProfilePatch } from '../customers/profile.ts';
import { saveCustomer } from '../customers/save.ts';
import { type Draft, emit, nextId, refuse, requireSlice } from '../draft.ts';
import { declared } from '../programme/programme.ts';
import { recordsOf } from '../records.ts';
import type { Instant } from '../time.ts';

export type ExternalAccount = {
  readonly id: string;
  readonly system: string;
  readonly externalId: string;
  readonly direction: SyncDirection;
  readonly linkedAt: Instant;
  readonly syncedAt: Instant;
  readonly syncedBy: string;
};

/** Whose values are taken over: theirs (`take`), ours (`push`), or nobody's (`link`). */
type SyncDirection = 'take' | 'push' | 'link';

export type ExternalSyncFact = {
  readonly kind: 'external.sync';
  readonly system: string;
  readonly externalId: string;
  readonly direction: SyncDirection;
  /** The identifier, and with `take` what the other system says of the customer. */
  readonly patch: ProfilePatch;
};

export function syncExternal(draft: Draft, body: ExternalSyncFact): void {
  const { system, externalId, direction } = body;
  requireSlice(draft, 'records:external_account');
  if (declared(draft.programme.document.external_systems, system) === undefined)
    refuse('unknown_external_system', { system });
  saveCustomer(draft, 'update', body.patch);
  const known = recordsOf(draft.state, 'external_account').find((account) => account.system === system);
  const account: ExternalAccount = {
    id: known?.id ?? nextId(draft),
    system,
    externalId,
    direction,
    linkedAt: known?.externalId === externalId ? known.linkedAt : draft.now,
    syncedAt: draft.now,
    syncedBy: draft.fact.actor.name,
  };
  emit(draft, { kind: 'record', record: { family: 'external_account', row: account } });
  draft.outcomes.push({ kind: 'external_account', account_id: account.id, system, external_id: externalId, direction });
}
