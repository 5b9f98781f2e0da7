// The draft of the programme, which everybody who may write it shares: read, and changed entry by entry. Screens show its
// document, and mark what it changes.
import type { Schemas } from '@laurel/sdk';
import { useQuery } from '@tanstack/react-query';
import { type laurel, read, useChange } from '../api/laurel.ts';
import { may, useMe, useReason } from '../api/session.ts';
import { keyText } from './draft-words.ts';

export type Draft = Schemas['ProgrammeDraft'];
export type DraftChange = Draft['changes'][number];
export type Problem = Schemas['ProgrammeProblem'];
export type Section = Parameters<typeof laurel.call<'putDraftEntry'>>[1]['path']['section'];
export type EntryKey = { readonly section: Section; readonly name: string };

/** What an edit of the draft makes old. */
export const DRAFT_READS = ['getProgrammeDraft', 'getProgrammeDraftFiles'] as const;

export function useDraft() {
  const me = useMe();
  return useQuery({ ...read('getProgrammeDraft', {}), enabled: may(me, 'programme:read') });
}

/** What the draft changes of an entry; undefined when nothing. */
export function changeOf(
  draft: Draft,
  key: { readonly section: string; readonly name: string },
): DraftChange | undefined {
  return draft.changes.find((change) => keyText(change) === keyText(key));
}

/** How much there is to publish: entries, or files where only their text differs. */
export function sizeOf({ changes, changed_files }: Draft): number {
  return changes.length > 0 ? changes.length : changed_files.length;
}

export function useWriteReason(): string | null {
  return useReason('programme:write');
}

export function useDiscardEntry(onDone?: () => void) {
  return useChange('discardDraftEntry', { refreshes: DRAFT_READS, ...(onDone === undefined ? {} : { onDone }) });
}

export function useRemoveEntry(onDone?: () => void) {
  return useChange('deleteDraftEntry', { refreshes: DRAFT_READS, ...(onDone === undefined ? {} : { onDone }) });
}

export function useSaveEntry(onDone?: (saved: Schemas['DraftSaved']) => void) {
  return useChange('putDraftEntry', { refreshes: DRAFT_READS, ...(onDone === undefined ? {} : { onDone }) });
}
