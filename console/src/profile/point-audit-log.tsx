// The point audit log: every movement of points in its nine columns, times in UTC as in the logs of other systems; what was
// added or used is taken back from its row.

import type { Schemas } from '@laurel/sdk';
import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pages } from '../api/laurel.ts';
import { count, Movement } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { instants } from '../parts/local-time.ts';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Empty } from '../parts/states.tsx';
import { choicesOf, useWords, type Words } from './care.ts';
import { DayFilter } from './log-filters.tsx';
import { ReversePoints, reversible } from './reverse-points.tsx';
import { changed, type PointSearch } from './search.ts';

const FROM = '/frame/customers/$customer/activity/points';
const NOTHING = <Empty title="No movements of points">Nothing was earned or used, or nothing fits the filters.</Empty>;
const NO_WORDS = { accounts: [], sources: [] } satisfies Partial<Words>;

/** As filters offer them; what is left out is shown when nothing is chosen. */
const KINDS = [
  { value: 'deposit', label: 'Deposits' },
  { value: 'spend', label: 'Spending' },
  { value: 'expire', label: 'Expirations' },
  { value: 'reverse', label: 'Reversals' },
  { value: 'transfer_in', label: 'Transfers in' },
  { value: 'transfer_out', label: 'Transfers out' },
  { value: 'capture', label: 'Captured holds' },
  { value: 'uncollected', label: 'Uncollected' },
] as const;

type Row = Schemas['PointAuditRow'];

function columnsOf(words: Pick<Words, 'accounts' | 'sources'>, onReverse: (row: Row) => void): readonly Column<Row>[] {
  const titleOf = (items: Words['accounts'], name: string | null): string =>
    items.find((one) => one.name === name)?.title ?? name ?? '–';
  const orNone = (points: number | null): string => (points === null ? '–' : count(points));
  return [
    { header: 'Transaction ID', cell: ({ transaction_id: id }) => id ?? '–' },
    { header: 'Point Source', cell: ({ source }) => titleOf(words.sources, source) },
    { header: 'Point Account', cell: ({ account }) => titleOf(words.accounts, account) },
    { header: 'Modification', align: 'right', cell: ({ modification }) => <Movement points={modification} /> },
    { header: 'Amount Spent', align: 'right', cell: ({ amount_spent: spent }) => orNone(spent) },
    { header: 'Amount Expired', align: 'right', cell: ({ amount_expired: expired }) => orNone(expired) },
    { header: 'Reference Type', cell: ({ reference_type: type }) => type },
    { header: 'Reference ID', cell: ({ reference_id: id }) => <ShortId id={id} label="reference ID" /> },
    { header: 'Date Time of Occurrence', cell: ({ occurred_at: at }) => <Instant at={at} inUtc /> },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (row) =>
        reversible(row) ? (
          <Button variant="subtle" size="compact-sm" onClick={() => onReverse(row)}>
            Reverse
            <span className="sr-only">&nbsp;the movement of {count(row.modification)}</span>
          </Button>
        ) : null,
    },
  ];
}

export function PointAuditLog() {
  const { customer } = useParams({ from: FROM });
  const search = useSearch({ from: FROM });
  const { account, source, kind } = search;
  const known = KINDS.find(({ value }) => value === kind)?.value;
  const query = {
    ...(account === undefined ? {} : { account: [account] }),
    ...(source === undefined ? {} : { source: [source] }),
    ...(known === undefined ? {} : { kind: [known] }),
    ...instants(search, 'utc'),
  };
  const log = useInfiniteQuery(pages('listPoints', { path: { customer }, query }));
  const words = useWords();
  const [reversed, setReversed] = useState<Row | null>(null);
  return (
    <Stack>
      <Filters search={search} words={words.data ?? NO_WORDS} />
      <div className="profile-nine">
        <PagedRows
          label="Point audit log"
          columns={columnsOf(words.data ?? NO_WORDS, setReversed)}
          query={log}
          rowKey={({ id }) => id}
          empty={NOTHING}
        />
      </div>
      {reversed === null ? null : (
        <ReversePoints customer={customer} row={reversed} onClose={() => setReversed(null)} />
      )}
    </Stack>
  );
}

type FiltersProps = { readonly search: PointSearch; readonly words: Pick<Words, 'accounts' | 'sources'> };

function Filters({ search, words }: FiltersProps) {
  const navigate = useNavigate({ from: '/customers/$customer/activity/points' });
  const go = (part: { readonly [name in keyof PointSearch]?: string | null }): void => {
    navigate({ search: changed(search, part), replace: true, resetScroll: false });
  };
  return (
    <Group align="flex-end" gap="xs">
      <Choose
        label="Point account"
        data={choicesOf(words.accounts)}
        value={search.account}
        onChange={(account) => go({ account })}
      />
      <Choose
        label="Point source"
        data={choicesOf(words.sources)}
        value={search.source}
        onChange={(source) => go({ source })}
      />
      <Choose label="Kind of movement" data={[...KINDS]} value={search.kind} onChange={(kind) => go({ kind })} />
      <DayFilter label="From (UTC)" value={search.from} onChange={(from) => go({ from })} />
      <DayFilter label="To (UTC)" value={search.to} onChange={(to) => go({ to })} />
    </Group>
  );
}

type ChooseProps = {
  readonly label: string;
  readonly data: readonly { readonly value: string; readonly label: string }[];
  readonly value: string | undefined;
  readonly onChange: (value: string) => void;
};

function Choose({ label, data, value, onChange }: ChooseProps) {
  return (
    <NativeSelect
      label={label}
      data={[{ value: '', label: 'All' }, ...data]}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
