// What screens of the programme need of the draft beside save-entry.ts: how much it changes, and taking single changes back.
import type { Schemas } from '@laurel/sdk';
import { useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import type { Draft } from './save-entry.ts';

export type DraftChange = Draft['changes'][number];
export type Problem = Schemas['ProgrammeProblem'];

/** What an edit of the draft makes old. */
export const DRAFT_READS = ['getProgrammeDraft', 'getProgrammeDraftFiles'] as const;

/** How much there is to publish: entries, or files where only their text differs. */
export function sizeOf({ changes, changed_files }: Draft): number {
  return changes.length > 0 ? changes.length : changed_files.length;
}

export function useWriteReason(): string | null {
  return useReason('programme:write');
}

export function useDiscardEntry() {
  return useChange('discardDraftEntry', { refreshes: DRAFT_READS });
}

export function useRemoveEntry(onDone: () => void) {
  return useChange('deleteDraftEntry', { refreshes: DRAFT_READS, onDone });
}
