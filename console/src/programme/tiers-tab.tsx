// Tier systems as ladders: the highest level at the top, each with how many are on it and its behaviors in sentences.
import { Badge, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { may, useMe } from '../api/session.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { type Definition, entries, flag, group, number, text } from './definition.ts';
import { useWriteReason } from './draft.ts';
import { EntryActions, EntryStatus } from './entry-actions.tsx';
import { AddLevelDialog } from './level-dialogs.tsx';
import { LevelStep } from './level-step.tsx';
import { Head } from './points-tab.tsx';
import { type Draft, useDraft } from './save-entry.ts';
import { AddSystemDialog, SystemDialog } from './system-dialogs.tsx';

function usePopulation() {
  const me = useMe();
  return useQuery({ ...read('getTierPopulation', {}), enabled: may(me, 'tiers:read') });
}

export function TiersTab() {
  return <Shown query={useDraft()}>{(draft) => <TierSystems draft={draft} />}</Shown>;
}

function TierSystems({ draft }: { draft: Draft }) {
  const [isAdding, setAdding] = useState(false);
  const systems = entries(draft.document, 'tier_systems');
  return (
    <Stack gap="xl">
      <Head title="Tier systems" verb="Add tier system" isMain onAdd={() => setAdding(true)} />
      {systems.length === 0 ? (
        <Empty title="No tier system yet">Levels that members reach by what they earn or do.</Empty>
      ) : (
        systems.map(([name, system]) => <TierSystem key={name} draft={draft} name={name} system={system} />)
      )}
      {isAdding ? <AddSystemDialog draft={draft} onClose={() => setAdding(false)} /> : null}
    </Stack>
  );
}

type TierSystemProps = { readonly draft: Draft; readonly name: string; readonly system: Definition };

function TierSystem({ draft, name, system }: TierSystemProps) {
  const [open, setOpen] = useState<'system' | 'level' | null>(null);
  const reason = useWriteReason();
  const title = text(system, 'title') || name;
  const levels = Object.entries(group(system, 'levels'))
    .map(([level, definition]) => ({ level, definition: group(definition) }))
    .toSorted((a, b) => (number(b.definition, 'rank') ?? 0) - (number(a.definition, 'rank') ?? 0));
  const population = usePopulation();
  const counts = new Map(
    (population.data?.items ?? []).filter((one) => one.system === name).map((one) => [one.level, one.customers]),
  );
  const total = [...counts.values()].reduce((sum, customers) => sum + customers, 0);
  return (
    <Stack component="section" gap="xs" aria-label={title}>
      <Group justify="space-between">
        <Group gap="sm">
          <Title order={3}>{title}</Title>
          {flag(system, 'primary') ? (
            <Badge variant="light" color="gray" autoContrast>
              Primary
            </Badge>
          ) : null}
          <Text size="sm" component="span">
            <EntryStatus draft={draft} section="tier_systems" name={name} />
          </Text>
        </Group>
        <Group gap={4}>
          <ReasonedButton
            reason={reason}
            size="compact-xs"
            variant="subtle"
            onClick={() => setOpen('level')}
            label={`Add level to ${title}`}
          >
            Add level
          </ReasonedButton>
          <EntryActions
            draft={draft}
            section="tier_systems"
            name={name}
            called={`tier system ${title}`}
            onEdit={() => setOpen('system')}
          />
        </Group>
      </Group>
      <ol className="ladder" aria-label={`Levels of ${title}`}>
        {levels.map(({ level, definition }) => (
          <LevelStep
            key={level}
            draft={draft}
            system={name}
            level={level}
            definition={definition}
            customers={population.data === undefined ? null : (counts.get(level) ?? 0)}
            total={total}
          />
        ))}
      </ol>
      {open === 'system' ? <SystemDialog draft={draft} name={name} onClose={() => setOpen(null)} /> : null}
      {open === 'level' ? <AddLevelDialog draft={draft} system={name} onClose={() => setOpen(null)} /> : null}
    </Stack>
  );
}
