// One step of a ladder: the level, who is on it now, and its behaviors in sentences, each with the way to change it.
import { Box, Group, List, Progress, Stack, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Status } from '../parts/status.tsx';
import { BehaviorDialog } from './behavior-dialog.tsx';
import { type Definition, list, text } from './definition.ts';
import { useWriteReason } from './draft.ts';
import { EntranceDialog, LevelDialog, MaintenanceDialog } from './level-dialogs.tsx';
import type { Draft } from './save-entry.ts';
import { type Behavior, behaviorsOf, levelSentences } from './tier-words.ts';

type LevelStepProps = {
  readonly draft: Draft;
  readonly system: string;
  readonly level: string;
  readonly definition: Definition;
  /** Null while nobody knows. */
  readonly customers: number | null;
  readonly total: number;
};

type Open = 'level' | 'entrance' | 'maintenance' | { readonly behavior: number | null; readonly isPurchase: boolean };

export function LevelStep({ draft, system, level, definition, customers, total }: LevelStepProps) {
  const [open, setOpen] = useState<Open | null>(null);
  const title = text(definition, 'title') || level;
  const { entrance, maintenance } = levelSentences(draft.document, definition);
  const behaviors = behaviorsOf(draft.document, definition);
  const dialog = { draft, system, level, title, onClose: () => setOpen(null) };
  return (
    <li>
      <Group justify="space-between" wrap="nowrap">
        <Text fw={600}>{title}</Text>
        <Population title={title} customers={customers} total={total} />
        <Edit what={`level ${title}`} onClick={() => setOpen('level')}>
          Edit level
        </Edit>
      </Group>
      <Stack gap={4} mt={4}>
        <Part name="Entrance" sentences={entrance}>
          <Edit what={`entrance of ${title}`} onClick={() => setOpen('entrance')}>
            Edit
          </Edit>
        </Part>
        {[true, false].map((isPurchase) => (
          <Behaviors
            key={String(isPurchase)}
            name={isPurchase ? 'Purchase' : 'Event'}
            title={title}
            behaviors={behaviors.filter((one) => one.isPurchase === isPurchase)}
            onOpen={(behavior) => setOpen({ behavior, isPurchase })}
          />
        ))}
        <Part
          name="Maintenance"
          sentences={maintenance.length > 0 ? maintenance : ['None: nobody falls from this level.']}
        >
          <Edit
            what={`maintenance of ${title}`}
            verb={maintenance.length > 0 ? 'Edit' : 'Add'}
            onClick={() => setOpen('maintenance')}
          >
            {maintenance.length > 0 ? 'Edit' : 'Add'}
          </Edit>
        </Part>
        <Benefits benefits={list(definition, 'benefits').map((one) => text(one))} />
      </Stack>
      {open === 'level' ? <LevelDialog {...dialog} /> : null}
      {open === 'entrance' ? <EntranceDialog {...dialog} /> : null}
      {open === 'maintenance' ? <MaintenanceDialog {...dialog} /> : null}
      {open !== null && typeof open !== 'string' ? (
        <BehaviorDialog {...dialog} index={open.behavior} isPurchase={open.isPurchase} />
      ) : null}
    </li>
  );
}

type PopulationProps = Pick<LevelStepProps, 'customers' | 'total'> & { readonly title: string };

function Population({ title, customers, total }: PopulationProps) {
  if (customers === null) return <Box flex={1} />;
  const share = total === 0 ? 0 : (100 * customers) / total;
  return (
    <Group flex={1} gap="sm" justify="flex-end" wrap="nowrap">
      <Progress value={share} w={160} size="sm" aria-label={`Share of members in ${title}`} visibleFrom="sm" />
      <Text size="sm" style={{ whiteSpace: 'nowrap' }}>
        {count(customers)} {customers === 1 ? 'member' : 'members'}
      </Text>
    </Group>
  );
}

function Part({ name, sentences, children }: { name: string; sentences: readonly string[]; children?: ReactNode }) {
  return (
    <Group align="flex-start" wrap="nowrap" gap="sm">
      <Text size="sm" c="dimmed" w={96} style={{ flex: 'none' }}>
        {name}
      </Text>
      <Text size="sm" flex={1}>
        {sentences.join(' ')}
      </Text>
      {children}
    </Group>
  );
}

type BehaviorsProps = {
  readonly name: 'Purchase' | 'Event';
  readonly title: string;
  readonly behaviors: readonly Behavior[];
  /** Null for a new one. */
  readonly onOpen: (index: number | null) => void;
};

function Behaviors({ name, title, behaviors, onOpen }: BehaviorsProps) {
  const add = (
    <Edit what={`${name.toLowerCase()} behavior to ${title}`} verb="Add" onClick={() => onOpen(null)}>
      Add
    </Edit>
  );
  return (
    <>
      {behaviors.map(({ index, sentence, rule, isUnlimited, isPurchase }) => (
        <Group key={index} align="flex-start" wrap="nowrap" gap="sm">
          <Text size="sm" c="dimmed" w={96} style={{ flex: 'none' }}>
            {name}
          </Text>
          <Group flex={1} gap="xs">
            <Text size="sm">{sentence}</Text>
            {isUnlimited && !isPurchase ? <Status word="No limit set" tone="warn" /> : null}
          </Group>
          <Edit what={`${text(rule, 'title') || text(rule, 'id')} of ${title}`} onClick={() => onOpen(index)}>
            Edit
          </Edit>
          {index === behaviors.at(-1)?.index ? add : null}
        </Group>
      ))}
      {behaviors.length > 0 ? null : (
        <Part name={name} sentences={['None.']}>
          {add}
        </Part>
      )}
    </>
  );
}

function Benefits({ benefits }: { benefits: readonly string[] }) {
  if (benefits.length === 0) return null;
  return (
    <Group align="flex-start" wrap="nowrap" gap="sm">
      <Text size="sm" c="dimmed" w={96} style={{ flex: 'none' }}>
        Benefits
      </Text>
      <List size="sm">
        {benefits.map((benefit) => (
          <List.Item key={benefit}>{benefit}</List.Item>
        ))}
      </List>
    </Group>
  );
}

type EditProps = {
  readonly what: string;
  readonly verb?: string;
  readonly onClick: () => void;
  readonly children: string;
};

function Edit({ what, verb = 'Edit', onClick, children }: EditProps) {
  const reason = useWriteReason();
  return (
    <ReasonedButton reason={reason} size="compact-xs" variant="subtle" onClick={onClick} label={`${verb} ${what}`}>
      {children}
    </ReasonedButton>
  );
}
