// The one way in which the console edits definitions of the programme: entry by entry into the draft on the server, which is
// reviewed and published elsewhere. It knows no section's fields.
import type { GivenTo, ResultOf, Schemas } from '@laurel/sdk';
import { type UseMutationResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef } from 'react';
import { laurel, read, refresh } from '../api/laurel.ts';
import { may, useMe } from '../api/session.ts';

export type Draft = Schemas['ProgrammeDraft'];
export type Section = GivenTo<'putDraftEntry'>['path']['section'];
export type Definition = Readonly<Record<string, unknown>>;
export type Saved = ResultOf<'putDraftEntry'>;

/** The draft, or the live version while there is none. Whoever may not read the programme is shown none. */
export function useDraft() {
  const me = useMe();
  return useQuery({ ...read('getProgrammeDraft', {}), enabled: may(me, 'programme:read') });
}

export function isDefinition(value: unknown): value is Definition {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The entries of a section by their names, as they would be once the draft is published. */
export function entriesOf(draft: Draft, section: Section): ReadonlyMap<string, Definition> {
  const entries = draft.document[section];
  if (!isDefinition(entries)) return new Map();
  return new Map(
    Object.entries(entries).flatMap(([name, entry]) => (isDefinition(entry) ? [[name, entry] as const] : [])),
  );
}

/** How the draft changes an entry; null when it stands as it is live. */
export function changeOf(draft: Draft, section: Section, name: string): 'add' | 'change' | 'remove' | null {
  return draft.changes.find((change) => change.section === section && change.name === name)?.kind ?? null;
}

type Save = { readonly name: string /** Null takes the entry out. */; readonly definition: unknown };

/**
 * Writes an entry of the draft. `openedAt` is the revision that the editor was opened with: what somebody else changed since
 * is refused with `draft_changed`. What is wrong with the entry is answered as `problems`, and saved all the same.
 */
export function useSaveEntry(
  section: Section,
  openedAt: number,
  onSaved: (saved: Saved, name: string) => void,
): UseMutationResult<Saved, Error, Save> {
  const client = useQueryClient();
  const seen = useRef(openedAt);
  return useMutation<Saved, Error, Save>({
    mutationFn: ({ name, definition }) => {
      const path = { section, name };
      if (definition === null) return laurel.call('deleteDraftEntry', { path, query: { revision: seen.current } });
      return laurel.call('putDraftEntry', { path, body: { definition, revision: seen.current } });
    },
    onSuccess: async (saved, { name }) => {
      seen.current = saved.revision;
      await refresh(client, ['getProgrammeDraft']);
      onSaved(saved, name);
    },
  });
}

/** What is wrong with an entry, by the path below it, such as `valid_for` or `items.cup.price`; the entry itself is ''. */
export function problemsOf(saved: Saved | undefined, section: Section, name: string): Readonly<Record<string, string>> {
  const root = `${section}.${name}`;
  const inside = (saved?.problems ?? []).map(({ path, problem, expected }) => {
    const below = path.startsWith(`${root}.`) ? path.slice(root.length + 1) : '';
    return [below, `${problem}: expected ${expected}`] as const;
  });
  return Object.fromEntries(inside);
}
