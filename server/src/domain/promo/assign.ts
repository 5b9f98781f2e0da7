// Codes that are given to one customer before they claim them: by an agent or by a rule, the next free one of a list or one
// that is named; and taken back again. An assigned code can be claimed by nobody else.

import { type Draft, emit, nextId, refuse, requireSlice } from '../draft.ts';
import type { PromoList } from '../programme/programme.ts';
import { assignedRow, setPromoClaim } from './claim.ts';
import { normalCode, shownCode } from './code.ts';
import { drawSlice, type PromoCode } from './promo.ts';

export type Assignment = {
  readonly list: string;
  readonly code: string | null;
  readonly rule: string | null;
  readonly reason: string | null;
};

export function assignCode(draft: Draft, wanted: Assignment): void {
  const list = draft.programme.promoLists.get(wanted.list) ?? refuse('unknown_promo_list', { list: wanted.list });
  if (draft.state.profile?.optedIn !== true) refuse('opted_out');
  if (list.code !== null) refuse('promo_list_kind', { list: list.name, kind: list.definition.kind });
  if (list.endsAt !== null && draft.now >= list.endsAt) refuse('promo_code_expired');
  const { code, written } = wanted.code === null ? drawCode(draft, list) : freeCode(draft, list, wanted.code);
  emit(draft, { kind: 'promo_code', code, status: 'assigned' });
  const shown = shownCode(code, written);
  setPromoClaim(draft, {
    id: nextId(draft),
    code,
    written: shown,
    list: list.name,
    isSingle: true,
    status: 'assigned',
    error: null,
    rule: wanted.rule,
    reason: wanted.reason,
    by: draft.fact.actor.name,
    at: draft.now,
    claimedAt: null,
  });
  const properties = { list: list.name, code: shown };
  draft.cascade.raise(draft, { name: '__platform.promo.assigned', quantity: 1, properties, at: draft.now });
}

/** The next one that load has drawn for this customer; asked for when there is none yet. */
function drawCode(draft: Draft, { name }: PromoList): PromoCode {
  const drawn = [...draft.state.promoCodes.values()].filter((one) => one.list === name && one.isDrawn);
  const free = drawn.find(({ status }) => status === 'free');
  if (free !== undefined) return free;
  let draws = 1;
  while (draft.state.has.has(drawSlice(name, draws))) draws += 1;
  // Fewer came than were drawn: the list is used up.
  if (draws - 1 > drawn.length) refuse('promo_list_empty', { list: name });
  requireSlice(draft, drawSlice(name, draws));
  throw new Error('a draw that is there was asked for');
}

function freeCode(draft: Draft, { name }: PromoList, written: string): PromoCode {
  const found = draft.state.promoCodes.get(normalCode(written));
  if (found === undefined || found.list !== name) return refuse('promo_code_unknown');
  if (found.status !== 'free') return refuse('promo_code_state', { status: found.status });
  return found;
}

export function cancelAssigned(draft: Draft, written: string, reason: string): void {
  const code = normalCode(written);
  const found = draft.state.promoCodes.get(code);
  const row = assignedRow(draft, code);
  if (found === undefined || found.holder !== 'this') return refuse('promo_code_unknown');
  if (found.status !== 'assigned' || row === undefined) return refuse('promo_code_state', { status: found.status });
  emit(draft, { kind: 'promo_code', code, status: 'cancelled' });
  setPromoClaim(draft, { ...row, status: 'cancelled', reason, by: draft.fact.actor.name });
}
