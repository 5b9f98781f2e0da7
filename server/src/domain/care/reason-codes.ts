// Reasons for what agents do by hand. Where the programme lists them, nothing else counts as one.

import { type Draft, refuse } from '../draft.ts';
import { declared } from '../programme/programme.ts';

export type Reasoned = { readonly reason: string; readonly reasonCode?: string };

/** Clients that have one field for the reason may write the code there. */
export function checkReason(draft: Draft, { reason, reasonCode }: Reasoned): void {
  const codes = draft.programme.document.reason_codes;
  const known = Object.keys(codes);
  const code = reasonCode ?? reason;
  if (known.length > 0 && declared(codes, code) === undefined)
    refuse('unknown_reason_code', { reason_code: code, known });
}
