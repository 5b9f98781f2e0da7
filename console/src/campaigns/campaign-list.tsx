// The list of campaigns, and the same as a calendar: which run, since when, whom they reached.
import { Anchor, Checkbox, Group, NativeSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { laurel, read, refresh, sentenceOf } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { useDraft } from '../programme/save-entry.ts';
import { CampaignCalendar } from './campaign-calendar.tsx';
import { type CampaignRow, matching, rowsOf, STATES } from './campaign-rows.ts';
import { CAMPAIGN_KINDS } from './kinds.ts';
import type { CampaignSearch } from './routes.ts';

const NEW = <LinkButton to="/campaigns/new/edit">New campaign</LinkButton>;

export function CampaignList() {
  const search: CampaignSearch = useSearch({ strict: false });
  const live = useQuery(read('listCampaigns', {}));
  const draft = useDraft();
  return (
    <Page title="Campaigns" action={NEW}>
      <Shown query={live}>
        {({ items }) => {
          const rows = rowsOf(items, draft.data);
          if (rows.length === 0)
            return (
              <Empty title="No campaign yet" action={NEW}>
                A campaign gives members something for what they do, or on a day of theirs. It reads as one sentence:
                who, when, what they get, and what we send.
              </Empty>
            );
          return <Found rows={matching(rows, search)} search={search} />;
        }}
      </Shown>
    </Page>
  );
}

function Found({ rows, search }: { rows: readonly CampaignRow[]; search: CampaignSearch }) {
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const pick = (name: string): void => {
    const next = new Set(picked);
    if (!next.delete(name)) next.add(name);
    setPicked(next);
  };
  const chosen = rows.filter(({ name }) => picked.has(name));
  return (
    <Stack gap="sm">
      <Filters search={search} />
      {search.view === 'calendar' ? (
        <CampaignCalendar rows={rows} from={search.from} />
      ) : rows.length === 0 ? (
        <Empty title="No campaign matches">Take a filter away to see more.</Empty>
      ) : (
        <>
          {chosen.length === 0 ? null : <Bulk chosen={chosen} onDone={() => setPicked(new Set())} />}
          <Rows label="Campaigns" columns={columns(picked, pick)} rows={rows} rowKey={({ name }) => name} />
        </>
      )}
    </Stack>
  );
}

function Filters({ search }: { search: CampaignSearch }) {
  const navigate = useNavigate();
  const go = (part: Record<string, string | undefined>): void => {
    const next = Object.entries({ ...search, ...part }).filter(([, value]) => value !== undefined && value !== '');
    navigate({ to: '/campaigns', search: Object.fromEntries(next), replace: true });
  };
  return (
    <Group gap="sm" align="end">
      <TextInput
        label="Find"
        placeholder="Name or sentence"
        value={search.q ?? ''}
        onChange={(event) => go({ q: event.currentTarget.value })}
      />
      <NativeSelect
        label="Status"
        value={search.state ?? ''}
        data={[
          { value: '', label: 'All' },
          ...Object.entries(STATES).map(([value, { word }]) => ({ value, label: word })),
        ]}
        onChange={(event) => go({ state: event.currentTarget.value })}
      />
      <SegmentedControl
        aria-label="View"
        value={search.view ?? 'list'}
        data={[
          { value: 'list', label: 'List' },
          { value: 'calendar', label: 'Calendar' },
        ]}
        onChange={(view) => go({ view: view === 'calendar' ? view : undefined })}
      />
    </Group>
  );
}

function columns(picked: ReadonlySet<string>, pick: (name: string) => void): readonly Column<CampaignRow>[] {
  return [
    {
      header: 'Selected',
      isHeaderHidden: true,
      width: 40,
      cell: ({ name, title }) => (
        <Checkbox aria-label={`Select ${title}`} checked={picked.has(name)} onChange={() => pick(name)} />
      ),
    },
    { header: 'Status', width: 150, cell: ({ state }) => <Status {...STATES[state]} /> },
    { header: 'Campaign', cell: (row) => <Name row={row} /> },
    { header: 'Type', cell: ({ kind }) => CAMPAIGN_KINDS[kind] ?? kind },
    { header: 'Start', cell: ({ startsAt }) => (startsAt === null ? '–' : <Instant at={startsAt} />) },
    { header: 'End', cell: ({ endsAt }) => (endsAt === null ? '–' : <Instant at={endsAt} />) },
    { header: 'Priority', align: 'right', cell: ({ priority }) => priority },
    { header: 'Given', align: 'right', cell: ({ results }) => figure(results?.given) },
    { header: 'Points', align: 'right', cell: ({ results }) => figure(results?.points) },
    { header: 'Offers', align: 'right', cell: ({ results }) => figure(results?.offers) },
  ];
}

function figure(value: number | undefined): string {
  return value === undefined ? '–' : count(value);
}

function Name({ row }: { row: CampaignRow }) {
  return (
    <Stack gap={0} maw={420}>
      <Anchor component={Link} to={`/campaigns/${row.name}`} size="sm">
        {row.title}
      </Anchor>
      <Text size="xs" c="dimmed" lineClamp={2}>
        {row.isChanged && row.state !== 'unpublished' ? 'Changed in the draft. ' : ''}
        {row.sentence}
      </Text>
    </Stack>
  );
}

/** One after the other, as each step is a version of the programme; what cannot take it is told. */
function Bulk({ chosen, onDone }: { chosen: readonly CampaignRow[]; onDone: () => void }) {
  const mayWrite = useReason('campaigns:write');
  const client = useQueryClient();
  const step = useMutation({
    mutationFn: async ({ id, rows }: { id: 'pauseCampaign' | 'resumeCampaign'; rows: readonly CampaignRow[] }) => {
      for (const { name } of rows) await laurel.call(id, { path: { campaign: name } });
      return rows.length;
    },
    onSuccess: (done) => {
      notifications.show({ message: `${done} ${done === 1 ? 'campaign' : 'campaigns'} changed.` });
      onDone();
    },
    onError: (error) => notifications.show({ color: 'red', message: sentenceOf(error) }),
    onSettled: () => refresh(client, ['listCampaigns', 'getCampaign']),
  });
  const running = chosen.filter(({ state }) => state === 'active' || state === 'scheduled');
  const paused = chosen.filter(({ state }) => state === 'paused');
  return (
    <Group gap="xs" role="group" aria-label="Selected campaigns">
      <Text size="sm">{chosen.length} selected</Text>
      <ReasonedButton
        variant="default"
        size="xs"
        loading={step.isPending}
        reason={mayWrite ?? (running.length === 0 ? 'None of them runs.' : null)}
        onClick={() => step.mutate({ id: 'pauseCampaign', rows: running })}
      >
        {`Pause ${running.length}`}
      </ReasonedButton>
      <ReasonedButton
        variant="default"
        size="xs"
        loading={step.isPending}
        reason={mayWrite ?? (paused.length === 0 ? 'None of them is paused.' : null)}
        onClick={() => step.mutate({ id: 'resumeCampaign', rows: paused })}
      >
        {`Resume ${paused.length}`}
      </ReasonedButton>
    </Group>
  );
}
