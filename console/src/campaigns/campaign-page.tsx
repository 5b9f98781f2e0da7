// One campaign: its sentence, its state and the steps that can be taken, and what it gave, day by day, beside its control group.

import type { ResultOf } from '@laurel/sdk';
import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { isCode, read, sentenceOf, useChange } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Day, Instant } from '../parts/instant.tsx';
import { LinkButton } from '../parts/link-button.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { STATES } from './campaign-rows.ts';
import { DayBars } from './day-bars.tsx';
import { CAMPAIGN_KINDS } from './kinds.ts';

type Campaign = ResultOf<'getCampaign'>;
type Results = ResultOf<'getCampaignResults'>;

const BACK = { to: '/campaigns', label: 'Campaigns' };

export function CampaignPage() {
  const { campaign = '' } = useParams({ strict: false });
  const query = useQuery(read('getCampaign', { path: { campaign } }));
  const edit = <LinkButton to={`/campaigns/${campaign}/edit`}>Edit campaign</LinkButton>;
  if (isCode(query.error, 'unknown_campaign'))
    return (
      <Page title={campaign} back={BACK} action={edit}>
        <Empty title="Not published yet">
          It stands in the draft of the programme. Edit it, then review and launch it.
        </Empty>
      </Page>
    );
  return (
    <Shown query={query}>
      {(found) => (
        <Page title={found.title} back={BACK} intro={found.sentence.text} action={edit}>
          <Group gap="lg">
            <Text size="sm" component="div">
              <Status {...STATES[found.state]} />
            </Text>
            <Text size="sm">{CAMPAIGN_KINDS[found.kind]}</Text>
            <Text size="sm">
              {found.starts_at === null ? (
                'Runs always'
              ) : (
                <>
                  From <Instant at={found.starts_at} />
                </>
              )}
              {found.ends_at === null ? (
                ''
              ) : (
                <>
                  {' '}
                  to <Instant at={found.ends_at} />
                </>
              )}
            </Text>
            {found.approved_by === null ? null : <Text size="sm">Approved by {found.approved_by}</Text>}
          </Group>
          <Steps campaign={found} />
          <Gave campaign={found} />
        </Page>
      )}
    </Shown>
  );
}

type Step = 'submit' | 'approve' | 'pause' | 'resume';
const STEPS: { readonly [state in Campaign['state']]: Step | null } = {
  draft: 'submit',
  review: 'approve',
  scheduled: 'pause',
  active: 'pause',
  paused: 'resume',
  ended: null,
};
const VERBS = {
  submit: 'Hand in campaign',
  approve: 'Approve campaign',
  pause: 'Pause campaign',
  resume: 'Resume campaign',
};
const DONE = { submit: 'Handed in.', approve: 'Approved.', pause: 'Paused.', resume: 'Resumed.' };

function Steps({ campaign }: { campaign: Campaign }) {
  const [isEnding, setEnding] = useState(false);
  const mayWrite = useReason('campaigns:write');
  const step = STEPS[campaign.state];
  const told = (message: string) => ({ onDone: () => notifications.show({ message }) });
  const steps = {
    submit: useChange('submitCampaign', told(DONE.submit)),
    approve: useChange('approveCampaign', told(DONE.approve)),
    pause: useChange('pauseCampaign', told(DONE.pause)),
    resume: useChange('resumeCampaign', told(DONE.resume)),
  };
  const end = useChange('endCampaign', { onDone: () => setEnding(false) });
  const path = { campaign: campaign.campaign };
  if (step === null) return null;
  const { mutate, isPending, error } = steps[step];
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <ReasonedButton variant="default" reason={mayWrite} loading={isPending} onClick={() => mutate({ path })}>
          {VERBS[step]}
        </ReasonedButton>
        <ReasonedButton variant="default" reason={mayWrite} onClick={() => setEnding(true)}>
          End campaign
        </ReasonedButton>
      </Group>
      {error === null ? null : (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {sentenceOf(error)}
        </Text>
      )}
      <ConfirmDialog
        title={`End ${campaign.title} for good`}
        verb="End campaign"
        isOpen={isEnding}
        isDanger
        isBusy={end.isPending}
        error={end.error}
        onClose={() => setEnding(false)}
        onConfirm={() => end.mutate({ path })}
      >
        It gives nothing any more, and cannot be resumed. What it gave stays.
      </ConfirmDialog>
    </Stack>
  );
}

function Gave({ campaign }: { campaign: Campaign }) {
  const query = useQuery(read('getCampaignResults', { path: { campaign: campaign.campaign } }));
  return (
    <Shown query={query}>
      {({ total, days }) =>
        days.length === 0 ? (
          <Empty title="It gave nothing yet">
            What it gives is counted here, day by day, beside its control group.
          </Empty>
        ) : (
          <Stack gap="md">
            <Totals total={total} percent={campaign.control_group} />
            <DayBars
              label="Times given, day by day"
              days={days.toReversed().map(({ day, given }) => ({ day, value: given }))}
            />
            <Rows label="What it gave, day by day" columns={COLUMNS} rows={days} rowKey={({ day }) => day} />
          </Stack>
        )
      }
    </Shown>
  );
}

function Totals({ total, percent }: { total: Results['total']; percent: number }) {
  const figures = [
    { label: 'Times given', value: total.given },
    { label: 'Points', value: total.points },
    { label: 'Offers', value: total.offers },
    { label: 'Messages', value: total.messages },
    { label: percent === 0 ? 'No control group' : `Control group (${percent} %)`, value: total.control },
  ];
  return (
    <SimpleGrid cols={{ base: 2, sm: 5 }}>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <Text fz="xl" fw={600}>
            {count(value)}
          </Text>
          <Text size="sm" c="dimmed">
            {label}
          </Text>
        </div>
      ))}
    </SimpleGrid>
  );
}

const COLUMNS: readonly Column<Results['days'][number]>[] = [
  { header: 'Day', cell: ({ day }) => <Day on={day} /> },
  { header: 'Times given', align: 'right', cell: ({ given }) => count(given) },
  { header: 'Control', align: 'right', cell: ({ control }) => count(control) },
  { header: 'Points', align: 'right', cell: ({ points }) => count(points) },
  { header: 'Offers', align: 'right', cell: ({ offers }) => count(offers) },
  { header: 'Messages', align: 'right', cell: ({ messages }) => count(messages) },
];
