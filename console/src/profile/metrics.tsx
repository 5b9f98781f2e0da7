// How the customer stands among all others: lifetime value, churn, recency, frequency and spending beside the median, and what
// they are likely to buy next. The figures are reckoned at night; where there is none, the reason stands in its place.

import type { Schemas } from '@laurel/sdk';
import { SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { read } from '../api/laurel.ts';
import { Instant } from '../parts/instant.tsx';
import { Shown } from '../parts/states.tsx';
import { Status, type Tone } from '../parts/status.tsx';
import { useMoney } from './care.ts';
import { BesideMedian, Share } from './small-charts.tsx';

type CustomerMetrics = Schemas['CustomerMetrics'];

const REASONS = {
  not_computed: 'Reckoned every night; not yet for this customer.',
  no_purchases: 'No purchases yet.',
  left_out: 'Left out: a test persona, or processing is stopped.',
  no_model: 'Too few customers have come back so far to tell.',
  none_found: 'Nothing is bought together with what they bought.',
} as const;
const BANDS: { readonly [band in 'low' | 'medium' | 'high']: Tone } = { low: 'good', medium: 'warn', high: 'bad' };
const SPANS = [
  { value: 'days_7', label: '7 days' },
  { value: 'days_30', label: '30 days' },
  { value: 'lifetime', label: 'Lifetime' },
] as const;
const percent = (share: number): string => `${Math.round(share * 100)} %`;

export function Metrics({ customer }: { customer: string }) {
  const query = useQuery(read('getCustomerMetrics', { path: { customer } }));
  return (
    <Stack gap="sm" component="section" aria-label="Performance metrics">
      <Title order={2}>Performance metrics</Title>
      <Shown query={query} rows={4}>
        {(metrics) => (
          <>
            <Value metrics={metrics} />
            <Churn metrics={metrics} />
            <Rfm metrics={metrics} />
            <Affinities metrics={metrics} />
            {metrics.as_of === null ? null : (
              <Text size="xs" c="dimmed">
                Purchases up to <Instant at={metrics.as_of} />
              </Text>
            )}
          </>
        )}
      </Shown>
    </Stack>
  );
}

type MetricProps = { readonly metrics: CustomerMetrics };

function Metric({
  title,
  reason,
  children,
}: {
  title: string;
  reason: keyof typeof REASONS | null;
  children: ReactNode;
}) {
  return (
    <section aria-label={title}>
      <Title order={3}>{title}</Title>
      {reason === null ? (
        children
      ) : (
        <Text size="sm" c="dimmed">
          {REASONS[reason]}
        </Text>
      )}
    </section>
  );
}

function Value({ metrics }: MetricProps) {
  const { amount, percentile, reason } = metrics.lifetime_value;
  const money = useMoney();
  return (
    <Metric title="Customer lifetime value" reason={reason}>
      {percentile === null ? null : (
        <Share label="Rank among all customers" share={percentile / 100}>
          Top {Math.max(1, Math.round(100 - percentile))} % of all customers
        </Share>
      )}
      {amount === null ? null : (
        <Text size="sm" c="dimmed">
          {money(amount)} expected within a year
        </Text>
      )}
    </Metric>
  );
}

function Churn({ metrics }: MetricProps) {
  const { risk, band, percentile, reason } = metrics.churn;
  return (
    <Metric title="Risk of churn" reason={reason}>
      {risk === null || band === null ? null : (
        <Share label="Risk of churn" share={risk}>
          <Status word={band} tone={BANDS[band]} /> {percent(risk)}
        </Share>
      )}
      {percentile === null ? null : (
        <Text size="sm" c="dimmed">
          Higher than of {Math.round(percentile)} % of those who buy
        </Text>
      )}
    </Metric>
  );
}

function Rfm({ metrics }: MetricProps) {
  const [span, setSpan] = useState<string>('days_30');
  const money = useMoney();
  const chosen = SPANS.find(({ value }) => value === span)?.value ?? 'days_30';
  const { recency_days: recency, frequency, monetary } = metrics.rfm[chosen];
  return (
    <Metric title="Recency, frequency, spending" reason={metrics.rfm.reason}>
      <Stack gap="xs">
        <SegmentedControl
          aria-label="Time"
          size="xs"
          fullWidth
          data={SPANS.map((one) => ({ ...one }))}
          value={span}
          onChange={setSpan}
        />
        <BesideMedian title="Days since a purchase" figure={recency} format={(days) => String(Math.round(days))} />
        <BesideMedian title="Purchases" figure={frequency} format={(times) => String(Math.round(times))} />
        <BesideMedian title="Spent" figure={monetary} format={money} />
      </Stack>
    </Metric>
  );
}

function Affinities({ metrics }: MetricProps) {
  const { items, reason } = metrics.affinities;
  return (
    <Metric title="Likely to buy next" reason={items.length === 0 ? (reason ?? 'none_found') : null}>
      <Stack gap={4} component="ul" p={0} m={0} style={{ listStyle: 'none' }}>
        {items.map(({ item, name, probability }) => (
          <li key={item}>
            <Share label={`Probability of ${name ?? item}`} share={probability}>
              {name ?? item} · {percent(probability)}
            </Share>
          </li>
        ))}
      </Stack>
    </Metric>
  );
}
