// Beside the sentence: who it would reach now, what it would have given lately, and what it would do for one customer, and why.

import type { ResultOf, Schemas } from '@laurel/sdk';
import { Divider, Group, List, NativeSelect, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { laurel, sentenceOf } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { Members } from '../audiences/members.tsx';
import { ReasonedButton } from '../parts/dialog.tsx';
import { count, money } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { Status } from '../parts/status.tsx';
import { CustomerPicker } from './customer-picker.tsx';
import { DayBars } from './day-bars.tsx';
import type { Definition } from './definition.ts';

type BesideProps = {
  readonly campaign: string;
  readonly definition: Definition;
  readonly audience: Schemas['AudienceMembers'] | null;
  /** Why nothing can be tried yet. */
  readonly unfinished: string | null;
};

export function Beside({ campaign, definition, audience, unfinished }: BesideProps) {
  const draft = { campaign, definition: { ...definition } };
  return (
    <Stack gap="md" component="aside" aria-label="What it would do">
      <Stack gap={4} aria-live="polite">
        <Text fw={600} size="sm">
          Who that is now
        </Text>
        {audience === null ? <Text size="sm">–</Text> : <Members audience={audience} />}
      </Stack>
      <Divider />
      <Trial draft={draft} unfinished={unfinished} />
      <Divider />
      <Tried draft={draft} unfinished={unfinished} />
    </Stack>
  );
}

type DraftProps = {
  readonly draft: { readonly campaign: string; readonly definition: Record<string, unknown> };
  readonly unfinished: string | null;
};

const SPANS = [
  { value: '7', label: 'the last 7 days' },
  { value: '30', label: 'the last 30 days' },
  { value: '90', label: 'the last 90 days' },
];

function Trial({ draft, unfinished }: DraftProps) {
  const [days, setDays] = useState('30');
  const trial = useMutation({
    mutationFn: () => laurel.call('tryCampaignOnBase', { body: { ...draft, days: Number(days) } }),
  });
  return (
    <Stack gap="xs">
      <Group align="end" gap="xs">
        <NativeSelect
          label="Try it on"
          data={SPANS}
          value={days}
          onChange={(event) => setDays(event.currentTarget.value)}
        />
        <ReasonedButton variant="default" reason={unfinished} loading={trial.isPending} onClick={() => trial.mutate()}>
          Try on the real base
        </ReasonedButton>
      </Group>
      {trial.error === null ? null : (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {sentenceOf(trial.error)}
        </Text>
      )}
      {trial.data === undefined ? null : <TrialFigures trial={trial.data} />}
    </Stack>
  );
}

export function TrialFigures({ trial }: { trial: ResultOf<'tryCampaignOnBase'> }) {
  const { given, points, offers, messages, cost, currency, reach, days, outliers } = trial;
  const parts = [
    points > 0 ? `${count(points)} points` : null,
    offers > 0 ? `${count(offers)} offers` : null,
    messages > 0 ? `${count(messages)} messages` : null,
  ].filter((part) => part !== null);
  return (
    <Stack gap={6} role="region" aria-label="What it would have given">
      <Text size="sm">
        {trial.exact ? 'It' : 'About: it'} would have reached <b>{count(reach)}</b>{' '}
        {reach === 1 ? 'customer' : 'customers'}, <b>{count(given)}</b> times
        {parts.length === 0 ? '' : `: ${parts.join(', ')}`}.
        {cost > 0 ? ` Offers worth ${money(cost / 100, currency)}.` : ''}
      </Text>
      {trial.exact ? null : (
        <Text size="xs" c="dimmed">
          Scaled up from {count(trial.tried)} of {count(trial.customers)} customers, {count(trial.reach_tried)} of whom
          it would have reached.
        </Text>
      )}
      {trial.spent_on === null ? null : (
        <Status word={`All of its budget would have been spent on ${trial.spent_on}`} tone="warn" />
      )}
      {trial.left_out.length === 0 ? null : (
        <Text size="xs" c="dimmed">
          Not in the figures, because nothing of the past raises it anew: {trial.left_out.join(', ')}.
        </Text>
      )}
      <DayBars label="Times given, day by day" days={days.map(({ day, given: times }) => ({ day, value: times }))} />
      {outliers.length === 0 ? null : (
        <Text size="xs" c="dimmed">
          Most for one customer: {count(outliers[0]?.given ?? 0)} times, {count(outliers[0]?.points ?? 0)} points.
        </Text>
      )}
    </Stack>
  );
}

function Tried({ draft, unfinished }: DraftProps) {
  const [customer, setCustomer] = useState<string | null>(null);
  const mayRead = useReason('customers:read');
  const tried = useMutation({
    mutationFn: (id: string) => laurel.call('tryCampaignOnCustomer', { body: { ...draft, customer: id } }),
  });
  const missing = customer === null ? 'Choose a customer first.' : null;
  return (
    <Stack gap="xs">
      <Group align="end" gap="xs">
        <CustomerPicker label="Try it on one customer" description="A test persona, or a member" onPick={setCustomer} />
        <ReasonedButton
          variant="default"
          reason={mayRead ?? unfinished ?? missing}
          loading={tried.isPending}
          onClick={() => customer !== null && tried.mutate(customer)}
        >
          Try
        </ReasonedButton>
      </Group>
      {tried.error === null ? null : (
        <Text size="sm" c="var(--mantine-color-error)" role="alert">
          {sentenceOf(tried.error)}
        </Text>
      )}
      {tried.data === undefined ? null : <Why tried={tried.data} campaign={draft.campaign} />}
    </Stack>
  );
}

function Why({ tried, campaign }: { tried: ResultOf<'tryCampaignOnCustomer'>; campaign: string }) {
  const own = tried.explanation.lines.filter(({ rule }) => rule === `campaign/${campaign}`);
  const lines = own.length > 0 ? own : tried.explanation.lines;
  return (
    <Stack gap={4} role="region" aria-label="What it would do for this customer">
      <Group gap="xs">
        <Status word={tried.given ? 'Would give' : 'Would give nothing'} tone={tried.given ? 'good' : 'quiet'} />
        <Text size="xs" c="dimmed">
          <Instant at={tried.at} />
        </Text>
      </Group>
      <List size="sm" listStyleType="none">
        {lines.map(({ sentence }) => (
          <List.Item key={sentence}>{sentence}</List.Item>
        ))}
      </List>
      {lines.length === 0 ? <Text size="sm">{tried.explanation.summary}</Text> : null}
    </Stack>
  );
}
