// What a level asks for: the current figure, the needed one, the requirement in words, and the entries that make up the figure,
// deductions negative.

import type { Schemas } from '@laurel/sdk';
import { Stack, Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { pages } from '../api/laurel.ts';
import { count, Movement } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { useWords, type Words } from './care.ts';
import { TowardsNext } from './header-figures.tsx';
import { words as spaced } from './unknown.ts';

type Requirement = Schemas['TierRequirement'];
type Condition = Requirement['conditions'][number];
type Entry = Schemas['TierEntries']['items'][number];

type TowardsLevelProps = {
  readonly customer: string;
  readonly system: string;
  readonly requirement: Requirement;
  readonly which: 'next' | 'keep';
};

export function TowardsLevel({ customer, system, requirement, which }: TowardsLevelProps) {
  const { level, words, conditions } = requirement;
  const title = which === 'next' ? `Next level: ${level.title}` : `To keep ${level.title}`;
  return (
    <Stack gap="xs" component="section" aria-label={title}>
      <Title order={3}>{title}</Title>
      <Text>{words}</Text>
      {conditions.map((condition, place) => (
        <Stack key={condition.words} gap="xs">
          <dl className="profile-fields">
            <dt>{figureName(condition)}</dt>
            <dd>{count(condition.current)}</dd>
            <dt>Required</dt>
            <dd>{count(condition.needed)}</dd>
          </dl>
          <TowardsNext condition={condition} level={level.title} />
          {condition.counted === null ? null : (
            <Entries customer={customer} system={system} which={which} place={place} title={title} />
          )}
        </Stack>
      ))}
    </Stack>
  );
}

function figureName({ kind }: Condition): string {
  if (kind === 'balance') return 'Current balance';
  return kind === 'points_earned' ? 'Current balance of points earned' : 'Current count';
}

type EntriesProps = {
  readonly customer: string;
  readonly system: string;
  readonly which: 'next' | 'keep';
  readonly place: number;
  readonly title: string;
};

function Entries({ customer, system, which, place, title }: EntriesProps) {
  const words = useWords();
  const entries = useInfiniteQuery(
    pages('listTierEntries', { path: { customer, system }, query: { requirement: which, condition: place } }),
  );
  return (
    <PagedRows
      label={`What counts: ${title}`}
      columns={columnsOf(words.data)}
      query={entries}
      rowKey={({ id }) => id}
      empty={<Text c="dimmed">Nothing counts so far.</Text>}
    />
  );
}

function columnsOf(words: Words | undefined): readonly Column<Entry>[] {
  const titleOf = (items: Words['accounts'] | undefined, name: string | null): string =>
    items?.find((one) => one.name === name)?.title ?? name ?? '–';
  return [
    { header: 'Date and time', cell: ({ at }) => <Instant at={at} /> },
    { header: 'What', cell: ({ reference_type: type, kind }) => type ?? spaced(kind) },
    { header: 'Source', cell: ({ source }) => titleOf(words?.sources, source) },
    { header: 'Account', cell: ({ account }) => titleOf(words?.accounts, account) },
    { header: 'Counts', align: 'right', cell: ({ amount }) => <Movement points={amount} /> },
  ];
}
