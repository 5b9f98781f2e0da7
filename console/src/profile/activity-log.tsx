// The activity log: each engagement, the newest first, filtered by type and day, told live; beside it how the customer stands
// among all others, and the notes.

import { Button, Stack } from '@mantine/core';
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useCallback } from 'react';
import { pages, read, refresh } from '../api/laurel.ts';
import { instants } from '../parts/local-time.ts';
import { Empty } from '../parts/states.tsx';
import { useLiveActivity } from './live-activity.ts';
import { LogFilters } from './log-filters.tsx';
import { LogRows } from './log-rows.tsx';
import { Metrics } from './metrics.tsx';
import { NotesWidget } from './notes-widget.tsx';
import { PurchaseSheet } from './purchase-sheet.tsx';
import { changed } from './search.ts';
import { WhySheet } from './why-sheet.tsx';

const FROM = '/frame/customers/$customer/activity/';

const NOTHING = (
  <Empty title="No activity">What the customer does, and what is done for them, appears here as it happens.</Empty>
);
const NOTHING_FITS = <Empty title="No activity fits the filters">Choose other types or a longer time.</Empty>;

export function ActivityLog() {
  const { customer } = useParams({ from: FROM });
  return (
    <div className="profile-panes">
      <Log customer={customer} />
      <Stack gap="lg" component="aside" aria-label="Metrics and notes">
        <Metrics customer={customer} />
        <NotesWidget customer={customer} />
      </Stack>
    </div>
  );
}

function Log({ customer }: { customer: string }) {
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: '/customers/$customer/activity/' });
  const go = (part: Parameters<typeof changed<typeof search>>[1]): void => {
    navigate({ search: changed(search, part), replace: true, resetScroll: false });
  };
  const types = useQuery({ ...read('listActivityTypes', {}), staleTime: Number.POSITIVE_INFINITY });
  const { type } = search;
  const query = { ...(type === undefined ? {} : { type }), ...instants(search, 'here') };
  const log = useInfiniteQuery(pages('listActivity', { path: { customer }, query }));
  const client = useQueryClient();
  const onNews = useCallback(() => void refresh(client, ['getCustomerHeader']), [client]);
  const live = useLiveActivity(customer, type, onNews);
  const showNews = (): void => {
    live.seen();
    refresh(client, ['listActivity']);
  };
  const isFiltered = Object.keys(query).length > 0;
  return (
    <Stack>
      <LogFilters label="Type of activity" types={types.data?.items ?? []} search={search} onChange={go} />
      <div className="profile-live" aria-live="polite">
        {live.news === 0 ? null : (
          <Button size="compact-sm" onClick={showNews}>
            Show {live.news} new
          </Button>
        )}
      </div>
      <LogRows
        label="Activity log"
        query={log}
        empty={isFiltered ? NOTHING_FITS : NOTHING}
        onWhy={(why) => go({ why })}
        onPurchase={(purchase) => go({ purchase })}
      />
      <WhySheet customer={customer} decision={search.why ?? null} onClose={() => go({ why: null })} />
      <PurchaseSheet customer={customer} purchase={search.purchase ?? null} onClose={() => go({ purchase: null })} />
    </Stack>
  );
}
