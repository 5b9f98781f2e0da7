// Who stands on which level, the highest at the top, with how many came to it in the last days.

import type { Schemas } from '@laurel/sdk';
import { Group, Stack, Text, Title } from '@mantine/core';
import { count, sum } from '../parts/figures.tsx';

type System = Schemas['Overview']['tiers'][number];
type Level = System['levels'][number];

export function TierLadder({ tiers }: { tiers: readonly System[] }) {
  if (tiers.length === 0) return null;
  return (
    <Stack gap="md" component="section" aria-label="Members by level">
      <Title order={2}>Members by level</Title>
      {tiers.map(({ system, title, levels }) => (
        <Ladder key={system} title={title} levels={levels.toSorted((a, b) => b.rank - a.rank)} />
      ))}
    </Stack>
  );
}

function Ladder({ title, levels }: { title: string; levels: readonly Level[] }) {
  const most = Math.max(1, ...levels.map(({ members }) => members ?? 0));
  return (
    <Stack gap={6}>
      <Text size="sm" c="dimmed">
        {title}
      </Text>
      {levels.map((level) => (
        <Step key={level.level} level={level} share={(level.members ?? 0) / most} />
      ))}
    </Stack>
  );
}

function Step({ level: { title, members, entered }, share }: { level: Level; share: number }) {
  const came = sum(entered);
  return (
    <Group gap="sm" wrap="nowrap">
      <Text size="sm" w={96} truncate>
        {title}
      </Text>
      <div className="ladder-bar" aria-hidden="true">
        <div style={{ width: `${share * 100}%` }} />
      </div>
      <Text size="sm" w={72} ta="right">
        {members === null ? '…' : count(members)}
      </Text>
      <Text size="sm" c="dimmed" w={120}>
        {came === 0 ? '' : `${count(came)} came to it`}
      </Text>
    </Group>
  );
}
