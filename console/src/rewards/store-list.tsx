// The list of reward stores: which are open, for whom, and what they draw from.
import type { Schemas } from '@laurel/sdk';
import { useQuery } from '@tanstack/react-query';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { textIn } from '../parts/entry-form.ts';
import { count } from '../parts/figures.tsx';
import { instantOr } from '../parts/instant.tsx';
import { ButtonLink, TextLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { DraftMark } from '../programme/draft-mark.tsx';
import { changeOf, type Draft, entriesOf, useDraft } from '../programme/save-entry.ts';
import { accessText } from './access-words.ts';

type Live = Schemas['RewardStore'];
type Row = {
  readonly store: string;
  readonly title: string;
  /** Null while it is nowhere but in the draft. */
  readonly live: Live | null;
  readonly change: 'add' | 'change' | 'remove' | null;
};

export function StoreList() {
  const notAllowed = useReason('programme:write');
  const stores = useQuery(read('listRewardStores', {}));
  const draft = useDraft();
  return (
    <Page
      title="Reward stores"
      intro="Where members buy offers with their points."
      action={
        <ButtonLink to="/rewards/new" reason={notAllowed}>
          Add reward store
        </ButtonLink>
      }
    >
      <Shown query={stores}>
        {({ items }) => (draft.isLoading ? null : <Stores rows={rowsOf(items, draft.data ?? null)} />)}
      </Shown>
    </Page>
  );
}

function rowsOf(live: readonly Live[], draft: Draft | null): readonly Row[] {
  const known = new Set(live.map(({ store }) => store));
  const added = draft === null ? [] : [...entriesOf(draft, 'stores')].filter(([name]) => !known.has(name));
  const drafted = added.map(([store, definition]): Row => {
    return { store, title: textIn(definition, 'title') || store, live: null, change: 'add' };
  });
  const published = live.map((one): Row => {
    const change = draft === null ? null : changeOf(draft, 'stores', one.store);
    return { store: one.store, title: one.title, live: one, change };
  });
  return [...drafted, ...published];
}

function Stores({ rows }: { rows: readonly Row[] }) {
  if (rows.length === 0) {
    return <Empty title="No reward stores yet">A store sells offers for points, to all members or to some.</Empty>;
  }
  return <Rows label="Reward stores" columns={COLUMNS} rows={rows} rowKey={({ store }) => store} />;
}

function StoreStatus({ live }: { live: Live | null }) {
  if (live === null) return <Status word="Draft" tone="warn" />;
  return live.open ? <Status word="Open" tone="good" /> : <Status word="Closed" tone="quiet" />;
}

const COLUMNS: readonly Column<Row>[] = [
  { header: 'Status', cell: ({ live }) => <StoreStatus live={live} />, width: 110 },
  {
    header: 'Name',
    cell: ({ store, title, live, change }) => (
      <>
        <TextLink to={`/rewards/${store}`}>{title}</TextLink> {live === null ? null : <DraftMark change={change} />}
      </>
    ),
  },
  { header: 'Access', cell: ({ live }) => (live === null ? '–' : accessText(live)) },
  { header: 'Points of', cell: ({ live }) => live?.accounts.join(', ') ?? '–' },
  { header: 'Offers', cell: ({ live }) => (live === null ? '–' : count(live.items.length)), align: 'right' },
  { header: 'Opens', cell: ({ live }) => instantOr(live?.starts_at, 'at once') },
  { header: 'Closes', cell: ({ live }) => instantOr(live?.ends_at, 'no end date') },
];
