// The lists of promo codes, and one box that finds a code however it was typed.
import type { Schemas } from '@laurel/sdk';
import { Button, Group, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { textIn } from '../parts/entry-form.ts';
import { count } from '../parts/figures.tsx';
import { ChoiceFilter, Filters, TextFilter } from '../parts/filters.tsx';
import { instantOr } from '../parts/instant.tsx';
import { ButtonLink, TextLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { DraftMark } from '../programme/draft-mark.tsx';
import { changeOf, type Draft, entriesOf, useDraft } from '../programme/save-entry.ts';
import type { PromoSearch } from './routes.ts';
import { KINDS, LIST_STATUSES } from './words.ts';

type Row = {
  readonly list: string;
  readonly title: string;
  readonly status: keyof typeof LIST_STATUSES;
  /** Null while it is nowhere but in the draft. */
  readonly live: Schemas['PromoList'] | null;
  readonly change: 'add' | 'change' | 'remove' | null;
};

export function PromoLists() {
  const notAllowed = useReason('programme:write');
  const lists = useQuery(read('listPromoLists', {}));
  const draft = useDraft();
  return (
    <Page
      title="Promo codes"
      intro="Lists of codes, and what claiming one of them gives."
      action={
        <ButtonLink to="/codes/new" reason={notAllowed}>
          Create promo code list
        </ButtonLink>
      }
    >
      <FindCode />
      <Shown query={lists}>
        {({ items }) => (draft.isLoading ? null : <ListTable rows={rowsOf(items, draft.data ?? null)} />)}
      </Shown>
    </Page>
  );
}

function FindCode() {
  const [code, setCode] = useState('');
  const navigate = useNavigate();
  const find = (event: FormEvent): void => {
    event.preventDefault();
    if (code.trim() !== '') navigate({ to: '/codes/find/$code', params: { code: code.trim() } });
  };
  return (
    <Group component="form" onSubmit={find} gap="xs" align="flex-end">
      <TextInput
        label="Find a code"
        description="Case, blanks and dashes make no difference."
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
        w={320}
      />
      <Button type="submit" variant="default">
        Find code
      </Button>
    </Group>
  );
}

function rowsOf(live: readonly Schemas['PromoList'][], draft: Draft | null): readonly Row[] {
  const known = new Set(live.map(({ list }) => list));
  const added = draft === null ? [] : [...entriesOf(draft, 'promo_lists')].filter(([name]) => !known.has(name));
  const drafted = added.map(([list, definition]): Row => {
    const title = textIn(definition, 'title') || list;
    return { list, title, status: 'draft', live: null, change: 'add' };
  });
  const published = live.map((one): Row => {
    const change = draft === null ? null : changeOf(draft, 'promo_lists', one.list);
    return { list: one.list, title: one.title, status: one.status, live: one, change };
  });
  return [...drafted, ...published];
}

function ListTable({ rows }: { rows: readonly Row[] }) {
  const search = useSearch({ from: '/frame/codes' });
  const navigate = useNavigate({ from: '/codes' });
  const filter = (change: PromoSearch) => navigate({ search: { ...search, ...change }, replace: true });
  if (rows.length === 0) {
    return <Empty title="No promo code lists yet">Create one, then make or upload its codes.</Empty>;
  }
  const found = rows.filter((row) => matches(row, search));
  return (
    <>
      <Filters>
        <TextFilter label="Name" value={search.text} onChange={(text) => filter({ text })} />
        <ChoiceFilter
          label="Status"
          value={search.status}
          choices={Object.entries(LIST_STATUSES).map(([value, { word }]) => ({ value, label: word }))}
          onChange={(status) => filter({ status })}
        />
      </Filters>
      {found.length === 0 ? (
        <Empty title="No list matches">Change the filters above.</Empty>
      ) : (
        <Rows label="Promo code lists" columns={COLUMNS} rows={found} rowKey={({ list }) => list} />
      )}
    </>
  );
}

function matches({ title, list, status }: Row, search: PromoSearch): boolean {
  const isNamed = `${title} ${list}`.toLowerCase().includes((search.text ?? '').toLowerCase());
  return isNamed && (search.status === undefined || status === search.status);
}

const capOf = (live: Row['live']): string =>
  live === null ? '–' : live.entry_cap === null ? 'none' : count(live.entry_cap);
const codesOf = (live: Row['live']): string => (live === null ? '–' : (live.code ?? count(live.codes)));

const COLUMNS: readonly Column<Row>[] = [
  { header: 'Status', cell: ({ status }) => <Status {...LIST_STATUSES[status]} />, width: 120 },
  {
    header: 'Name',
    cell: ({ list, title, live, change }) => (
      <>
        <TextLink to={`/codes/lists/${list}`}>{title}</TextLink> {live === null ? null : <DraftMark change={change} />}
      </>
    ),
  },
  { header: 'Type', cell: ({ live }) => (live === null ? '–' : KINDS[live.kind]) },
  { header: 'Starts', cell: ({ live }) => instantOr(live?.starts_at, 'at once') },
  { header: 'Ends', cell: ({ live }) => instantOr(live?.ends_at, 'no end') },
  { header: 'Claim count', cell: ({ live }) => (live === null ? '–' : count(live.claims)), align: 'right' },
  { header: 'Entry cap', cell: ({ live }) => capOf(live), align: 'right' },
  { header: 'Codes', cell: ({ live }) => codesOf(live), align: 'right' },
];
