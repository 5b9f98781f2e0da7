// Four figures of the last thirty days, each with the way that it went.

import type { Schemas } from '@laurel/sdk';
import { Alert, Anchor, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { count, roughly, sum } from '../parts/figures.tsx';
import { type Line, Sparkline } from './sparkline.tsx';

export type Overview = Schemas['Overview'];

export function FourFigures({ overview }: { overview: Overview }) {
  const { members, points, messages, is_complete: isComplete } = overview;
  const account = points[0];
  return (
    <Stack gap="sm" component="section" aria-label="The last 30 days">
      {isComplete ? null : (
        <Alert color="yellow" variant="light">
          Days of the past are still being counted. Sums are too small until then.
        </Alert>
      )}
      <SimpleGrid cols={{ base: 2, lg: 4 }} spacing="xl">
        <Figure
          label="Active members"
          value={members.active_30d === null ? (members.active.at(-1) ?? 0) : members.active_30d}
          note={members.active_30d === null ? 'today' : `in 30 days${ofTotal(members.total)}`}
          lines={[{ values: members.active, tone: 'main' }]}
        />
        <Figure
          label={`${account?.title ?? 'Points'} outstanding`}
          value={account?.outstanding ?? 0}
          note={<PointsLink />}
          lines={[{ values: account?.outstanding_by_day ?? [], tone: 'main' }]}
        />
        <Figure
          label={`${account?.title ?? 'Points'} issued`}
          value={sum(account?.issued ?? [])}
          note={`${count(sum(account?.used ?? []))} used (dashed)`}
          lines={[
            { values: account?.issued ?? [], tone: 'main' },
            { values: account?.used ?? [], tone: 'second' },
          ]}
        />
        <Figure
          label="Messages delivered"
          value={sum(messages.delivered)}
          note={`${count(sum(messages.failed))} failed`}
          lines={[{ values: messages.delivered, tone: 'main' }]}
        />
      </SimpleGrid>
    </Stack>
  );
}

function ofTotal(total: number | null): string {
  return total === null ? '' : `, of ${count(total)}`;
}

function PointsLink() {
  return (
    <Anchor component={Link} to="/home/points" size="sm">
      Points and liability
    </Anchor>
  );
}

type FigureProps = {
  readonly label: string;
  readonly value: number;
  readonly note: ReactNode;
  readonly lines: readonly Line[];
};

function Figure({ label, value, note, lines }: FigureProps) {
  return (
    <Stack gap={4} component="section" aria-label={label}>
      <Text size="sm" c="dimmed">
        {label}
      </Text>
      <Group gap="xs" align="baseline">
        <Text fz={28} fw={600} lh={1.2} title={count(value)}>
          {value < 100_000 ? count(value) : roughly(value)}
        </Text>
      </Group>
      <Sparkline label={`${label}, the last 30 days`} lines={lines} />
      <Text size="sm" c="dimmed" component="div">
        {note}
      </Text>
    </Stack>
  );
}
