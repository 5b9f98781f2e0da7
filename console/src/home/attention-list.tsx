// What needs a person, each with the way to where it is dealt with.

import type { Schemas } from '@laurel/sdk';
import { Anchor, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { read } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { Shown } from '../parts/states.tsx';

type Item = Schemas['Attention']['items'][number];

const FRESH_MS = 30_000;
/** As many as the server counts. */
const COUNTED_MAX = 1_000;

const WORDS: { readonly [kind in Item['kind']]: { readonly one: string; readonly many: string; readonly to: string } } =
  {
    approvals: { one: 'request to approve', many: 'requests to approve', to: '/settings/approvals' },
    dead_letters: {
      one: 'message could not be delivered',
      many: 'messages could not be delivered',
      to: '/messages/dead',
    },
    paused_campaigns: { one: 'campaign is paused', many: 'campaigns are paused', to: '/campaigns' },
    campaigns_in_review: { one: 'campaign waits for review', many: 'campaigns wait for review', to: '/campaigns' },
    paused_providers: { one: 'provider takes no messages', many: 'providers take no messages', to: '/messages' },
    paused_syncs: {
      one: 'customer-data platform is told nothing',
      many: 'customer-data platforms are told nothing',
      to: '/settings/sync',
    },
    sync_events: {
      one: 'event was refused by the customer-data platform',
      many: 'events were refused by the customer-data platform',
      to: '/settings/sync',
    },
    failed_runs: { one: 'run failed this week', many: 'runs failed this week', to: '/settings/runs' },
    failed_imports: { one: 'import failed this week', many: 'imports failed this week', to: '/customers/imports' },
    rejected_facts: {
      one: 'fact was refused by the database',
      many: 'facts were refused by the database',
      to: '/messages/rejected',
    },
    privacy_requests: { one: 'privacy request is open', many: 'privacy requests are open', to: '/settings/privacy' },
  };

export function AttentionList() {
  const attention = useQuery({ ...read('listAttention', {}), refetchInterval: FRESH_MS });
  return (
    <Stack gap="md" component="section" aria-label="Needs a person">
      <Title order={2}>Needs a person</Title>
      <Shown query={attention} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Text size="sm" c="dimmed">
              Nothing: no requests, no failures.
            </Text>
          ) : (
            <Stack gap={6}>
              {items.map((item) => (
                <Line key={item.kind} item={item} />
              ))}
            </Stack>
          )
        }
      </Shown>
    </Stack>
  );
}

function Line({ item: { kind, count: number } }: { item: Item }) {
  const { one, many, to } = WORDS[kind];
  const shown = number >= COUNTED_MAX ? `${count(COUNTED_MAX)} or more` : count(number);
  return (
    <Group gap="xs" wrap="nowrap">
      <span className="dot" style={{ background: 'var(--laurel-warn)' }} aria-hidden="true" />
      <Anchor component={Link} to={to} size="sm">
        {shown} {number === 1 ? one : many}
      </Anchor>
    </Group>
  );
}
