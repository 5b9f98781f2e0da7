// Runs and imports under way, with how far they are. What is over is not here any more.
import { Group, Progress, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { read } from '../api/laurel.ts';
import { may, useMe } from '../api/session.ts';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';

const LOOK_EVERY_MS = 3_000;
const LOOKED_AT = 20;

type Job = {
  readonly id: string;
  readonly title: string;
  readonly done: number;
  readonly total: number | null;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'cancelled';
  readonly startedAt: string;
};

const RUN_TITLES = {
  expiry: 'Expiry of points',
  maintenance: 'Maintenance of levels',
  occasions: 'Campaigns of the day',
  metrics: 'Metrics of members',
  figures: 'Figures of past days',
  sync_backfill: 'Sending all members to the customer-data platform',
  sync_reconcile: 'Comparing with the customer-data platform',
} as const;

export function RunningJobs() {
  const jobs = useJobs();
  if (jobs.length === 0) return null;
  return (
    <Stack gap="md" component="section" aria-label="Under way">
      <Title order={2}>Under way</Title>
      {jobs.map((job) => (
        <Running key={job.id} job={job} />
      ))}
    </Stack>
  );
}

function useJobs(): readonly Job[] {
  const me = useMe();
  const query = { limit: LOOKED_AT };
  const often = { refetchInterval: LOOK_EVERY_MS };
  const runs = useQuery({ ...read('listRuns', { query }), ...often, enabled: may(me, 'runs:write') });
  const imports = useQuery({ ...read('listImports', { query }), ...often, enabled: may(me, 'admin') });
  const all: readonly Job[] = [
    ...(runs.data?.items ?? []).map(({ id, kind, change, visited, total, status, started_at }) => ({
      id,
      title: kind === 'changes' || change !== null ? changeTitle(change) : RUN_TITLES[kind],
      done: visited,
      total,
      status,
      startedAt: started_at,
    })),
    ...(imports.data?.items ?? []).map(({ id, kind, dry_run, done, total, status, started_at }) => ({
      id,
      title: `${dry_run ? 'Dry run' : 'Import'} of ${kind}`,
      done,
      total,
      status,
      startedAt: started_at,
    })),
  ];
  return all.filter(({ status }) => status === 'waiting' || status === 'running');
}

const PUSH_TITLES: Readonly<Record<string, string>> = {
  sync_tag: 'Giving customers the Loyalty tag',
  sync_untag: 'Taking the Loyalty tag off customers',
};

function changeTitle(change: { readonly kind: string; readonly tag: string | null } | null): string {
  if (change === null) return 'Change of customers';
  if (change.tag === null) return PUSH_TITLES[change.kind] ?? 'Pushing customers to the platform';
  return change.kind === 'tag' ? `Tagging with ${change.tag}` : `Taking the tag ${change.tag} off`;
}

function Running({ job: { title, done, total, status, startedAt } }: { job: Job }) {
  const share = total === null || total === 0 ? 0 : Math.min(100, (done / total) * 100);
  const words = status === 'waiting' ? 'waiting' : `${count(done)}${total === null ? '' : ` of ${count(total)}`}`;
  return (
    <Group gap="md" wrap="nowrap">
      <Text size="sm" w={220} truncate>
        {title}
      </Text>
      <Progress value={share} flex={1} maw={400} aria-label={title} />
      <Text size="sm" w={160}>
        {words}
      </Text>
      <Text size="sm" c="dimmed">
        <Instant at={startedAt} />
      </Text>
    </Group>
  );
}
