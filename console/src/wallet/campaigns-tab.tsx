// The campaigns that concern a customer: those under way, and those that they have completed.

import type { Schemas } from '@laurel/sdk';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { CAMPAIGN_KINDS } from '../campaigns/kinds.ts';
import { Instant } from '../parts/instant.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { TabLinks } from '../parts/tab-links.tsx';
import { Allowed } from './allowed.tsx';
import { CampaignMenu } from './campaign-menu.tsx';
import { CampaignWhy, WhyButton } from './campaign-why.tsx';
import { useCustomer } from './customer.ts';

export type Standing = Schemas['CampaignStanding'];

const NONE = {
  active: <Empty title="No active campaigns">No campaign is for this customer at the moment.</Empty>,
  completed: <Empty title="No completed campaigns">What they have completed is listed here.</Empty>,
} as const;

export function CampaignsTab() {
  return (
    <Allowed scope="campaigns:read">
      <Campaigns />
    </Allowed>
  );
}

function Campaigns() {
  const customer = useCustomer();
  const { part } = useParams({ strict: false });
  const standings = useQuery(read('listCampaignsOfCustomer', { path: { customer } }));
  const [asked, setAsked] = useState<Standing | null>(null);
  const shown = part === 'completed' ? 'completed' : 'active';
  const base = `/customers/${customer}/campaigns`;
  const tabs = [
    { to: base, label: 'Active' },
    { to: `${base}/completed`, label: 'Completed' },
  ];
  return (
    <Stack>
      <TabLinks label="Campaigns by where the customer stands" tabs={tabs} />
      <Shown query={standings}>{({ items }) => <Standings all={items} shown={shown} onWhy={setAsked} />}</Shown>
      {asked === null ? null : <CampaignWhy standing={asked} onClose={() => setAsked(null)} />}
    </Stack>
  );
}

type StandingsProps = {
  readonly all: readonly Standing[];
  readonly shown: 'active' | 'completed';
  readonly onWhy: (standing: Standing) => void;
};

function Standings({ all, shown, onWhy }: StandingsProps) {
  const rows = all.filter(({ state }) => (state === 'completed') === (shown === 'completed'));
  if (rows.length === 0) return NONE[shown];
  return <Rows label={`Campaigns: ${shown}`} columns={columns(onWhy)} rows={rows} rowKey={(one) => one.campaign} />;
}

function columns(onWhy: (standing: Standing) => void): readonly Column<Standing>[] {
  return [
    { header: 'Status', cell: (standing) => <StandingStatus standing={standing} /> },
    { header: 'Name', cell: (standing) => standing.title },
    { header: 'Campaign Type', cell: (standing) => CAMPAIGN_KINDS[standing.kind] },
    {
      header: 'Campaign Start Date',
      cell: ({ starts_at }) => (starts_at === null ? 'open' : <Instant at={starts_at} />),
    },
    { header: 'Campaign End Date', cell: ({ ends_at }) => (ends_at === null ? 'open' : <Instant at={ends_at} />) },
    {
      header: 'Why',
      isHeaderHidden: true,
      cell: (standing) => <WhyButton of={standing.title} onClick={() => onWhy(standing)} />,
    },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (standing) => <CampaignMenu standing={standing} />,
    },
  ];
}

function StandingStatus({ standing }: { standing: Standing }) {
  const { state, progress } = standing;
  if (state === 'completed') return <Status word="Completed" tone="quiet" />;
  if (state === 'eligible')
    return <Status word={standing.control ? 'Eligible (control group)' : 'Eligible'} tone="good" />;
  const far = progress === null ? '' : ` ${progress.has} of ${progress.need}`;
  return <Status word={`In Progress${far}`} tone="warn" />;
}
