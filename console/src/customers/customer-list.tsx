// The list of customers: found as one types, scrolled through to the last, some or all of them tagged.
import { Button, Group, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pages, read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { count } from '../parts/figures.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Failure, Waiting } from '../parts/states.tsx';
import { CustomerRows, labelOf } from './customer-rows.tsx';
import { type CustomerSearch, isEverybody, queryOf } from './search.ts';
import { SearchBar } from './search-bar.tsx';
import { NOBODY, type Selection, SelectionBar } from './selection-bar.tsx';

/** A list that one has scrolled far into is not read again from its beginning because some seconds have passed. */
const STALE_MS = 300_000;

const nobodyYet = (
  <Empty title="No customers yet" action={<AddLink />}>
    They come by themselves once a shop or an app sends sign-ups. Until then add one by hand, or import a file.
  </Empty>
);
const nobodyFound = (
  <Empty title="Nobody found">
    The box finds e-mail addresses, identifiers and names by how they begin, and phone and card numbers by all their
    digits.
  </Empty>
);

export function CustomerList() {
  const search = useSearch({ from: '/frame/customers' });
  const query = queryOf(search);
  const customers = useInfiniteQuery({
    ...pages('searchCustomers', { query: { ...query, order: 'newest' } }),
    staleTime: STALE_MS,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
  });
  const total = useQuery({ ...read('countCustomers', { query }), placeholderData: keepPreviousData });
  const [selection, setSelection] = useState<Selection>(NOBODY);
  const rows = customers.data?.pages.flatMap((page) => page.items);
  const labels = new Map(rows?.map((one) => [one.id, labelOf(one)]));
  return (
    <Page title="Customers" action={<Actions />}>
      <SearchBar search={search} onSearch={() => setSelection(NOBODY)} />
      <Group justify="space-between" mih={36}>
        <Found total={total.data} search={query} />
        <SelectionBar
          selection={selection}
          search={query}
          total={total.data}
          labelOf={(id) => labels.get(id) ?? id}
          onChange={setSelection}
        />
      </Group>
      {customers.error !== null ? <Failure error={customers.error} retry={() => customers.refetch()} /> : null}
      {rows === undefined && customers.error === null ? <Waiting rows={10} /> : null}
      {rows?.length === 0 ? (isEverybody(query) ? nobodyYet : nobodyFound) : null}
      {rows === undefined || rows.length === 0 ? null : (
        <CustomerRows
          key={JSON.stringify(query)}
          rows={rows}
          more={customers.hasNextPage && !customers.isFetchingNextPage ? customers.fetchNextPage : null}
          selection={selection}
          onSelect={setSelection}
        />
      )}
    </Page>
  );
}

export type Total = { readonly count: number; readonly is: 'exact' | 'estimate' | 'at_least' };

/** As exactly as it is known. */
export function totalWords({ count: found, is }: Total): string {
  if (is === 'estimate') return `about ${count(found)}`;
  return is === 'at_least' ? `more than ${count(found)}` : count(found);
}

function Found({ total, search }: { total: Total | undefined; search: CustomerSearch }) {
  if (total === undefined) return <span />;
  const words = `${totalWords(total)} ${total.count === 1 ? 'customer' : 'customers'}`;
  return (
    <Text size="sm" c="dimmed" role="status">
      {isEverybody(search) ? `${words}, the newest first` : `${words} found`}
    </Text>
  );
}

function AddLink() {
  return (
    <Button component={Link} to="/customers/new" variant="default">
      Add profile
    </Button>
  );
}

function Actions() {
  const reason = useReason('customers:write');
  const importing = useReason('admin');
  return (
    <>
      <ActionLink to="/customers/imports" label="Import" reason={importing} variant="default" />
      <ActionLink to="/customers/new" label="Add profile" reason={reason} variant="filled" />
    </>
  );
}

type ActionLinkProps = {
  readonly to: string;
  readonly label: string;
  readonly reason: string | null;
  readonly variant: 'default' | 'filled';
};

function ActionLink({ to, label, reason, variant }: ActionLinkProps) {
  if (reason !== null) {
    return (
      <Button variant={variant} data-disabled aria-disabled title={reason}>
        {label}
      </Button>
    );
  }
  return (
    <Button component={Link} to={to} variant={variant}>
      {label}
    </Button>
  );
}
