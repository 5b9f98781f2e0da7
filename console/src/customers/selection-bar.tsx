// What is selected in the list, and what can be done with it: one, several, or all that the search finds.
import { Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { AskDialog } from '../sync/ask-dialog.tsx';
import { type Total, totalWords } from './customer-list.tsx';
import type { CustomerSearch } from './search.ts';
import { allWords, type ChangeKind, TagDialog } from './tag-dialog.tsx';

/** `isAll`: everybody whom the search finds, whether loaded or not. */
export type Selection = { readonly isAll: boolean; readonly ids: ReadonlySet<string> };
export const NOBODY: Selection = { isAll: false, ids: new Set() };
/** As many as one call takes; more are tagged as all of a search. */
const PICKED_MAX = 1_000;

type Props = {
  readonly selection: Selection;
  readonly search: CustomerSearch;
  readonly total: Total | undefined;
  /** What somebody who is loaded is called. */
  readonly labelOf: (id: string) => string;
  readonly onChange: (selection: Selection) => void;
};

export function SelectionBar({ selection, search, total, labelOf, onChange }: Props) {
  const [kind, setKind] = useState<ChangeKind | null>(null);
  const { isAll, ids } = selection;
  const allowed = useReason('customers:write');
  const tooMany =
    ids.size > PICKED_MAX ? `At most ${count(PICKED_MAX)} at once; select all of the search instead.` : null;
  const reason = allowed ?? tooMany;
  const whom = isAll ? 'all of the search' : `${count(ids.size)} selected`;
  if (!isAll && ids.size === 0) return null;
  return (
    <Group gap="xs" role="toolbar" aria-label="Selected customers">
      <Text size="sm" fw={500}>
        {isAll && total !== undefined ? `All of the search: ${totalWords(total)}` : whom}
      </Text>
      {isAll ? null : (
        <Button size="xs" variant="subtle" onClick={() => onChange({ isAll: true, ids: new Set() })}>
          Select all of the search
        </Button>
      )}
      <ReasonedButton size="xs" variant="default" reason={reason} onClick={() => setKind('tag')}>
        Tag
      </ReasonedButton>
      <ReasonedButton size="xs" variant="default" reason={reason} onClick={() => setKind('untag')}>
        Untag
      </ReasonedButton>
      <PushButton selection={selection} search={search} total={total} labelOf={labelOf} tooMany={tooMany} />
      <Button size="xs" variant="subtle" onClick={() => onChange(NOBODY)}>
        Clear
      </Button>
      {kind === null ? null : (
        <TagDialog kind={kind} selection={selection} search={search} total={total} onClose={() => setKind(null)} />
      )}
    </Group>
  );
}

type PushProps = Pick<Props, 'selection' | 'search' | 'total' | 'labelOf'> & { readonly tooMany: string | null };

/** To a customer-data platform. */
function PushButton({ selection: { isAll, ids }, search, total, labelOf, tooMany }: PushProps) {
  const [isAsked, setAsked] = useState(false);
  const [mayPush, maySearch] = [useReason('sync:write'), useReason('customers:write')];
  const refused = mayPush ?? (isAll ? maySearch : null);
  const named = [...ids].map((id) => ({ id, name: labelOf(id) }));
  const asked = isAll ? { search, number: allWords(total) } : { named };
  return (
    <>
      <ReasonedButton size="xs" variant="default" reason={refused ?? tooMany} onClick={() => setAsked(true)}>
        Push again
      </ReasonedButton>
      {isAsked ? <AskDialog asked={asked} onClose={() => setAsked(false)} /> : null}
    </>
  );
}
