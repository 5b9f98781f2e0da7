// Each move between levels: from, to, why in a word and in full, who.

import type { Schemas } from '@laurel/sdk';
import { Button } from '@mantine/core';
import type { ComponentProps } from 'react';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { useWords, type Words } from './care.ts';
import { words as spaced } from './unknown.ts';

type Move = Schemas['TierMove'];

const NOTHING = <Empty title="No moves">The customer is where everybody begins.</Empty>;

type TierMovesProps = {
  readonly query: ComponentProps<typeof PagedRows<Move>>['query'];
  readonly onWhy: (decision: string) => void;
};

export function TierMoves({ query, onWhy }: TierMovesProps) {
  const words = useWords();
  return (
    <PagedRows
      label="Moves between levels"
      columns={columnsOf(words.data, onWhy)}
      query={query}
      rowKey={({ id }) => id}
      empty={NOTHING}
    />
  );
}

function columnsOf(words: Words | undefined, onWhy: (decision: string) => void): readonly Column<Move>[] {
  const systemOf = (name: string) => words?.tier_systems.find((one) => one.name === name);
  const levelOf = (system: string, level: string | null): string =>
    systemOf(system)?.levels.find(({ name }) => name === level)?.title ?? level ?? '–';
  return [
    { header: 'Date and time', cell: ({ occurred_at: at }) => <Instant at={at} /> },
    { header: 'Tier system', cell: ({ system }) => systemOf(system)?.title ?? system },
    { header: 'From', cell: ({ system, from }) => levelOf(system, from) },
    { header: 'To', cell: ({ system, to }) => levelOf(system, to) },
    { header: 'How', cell: ({ reason, note }) => (note === null ? spaced(reason) : `${spaced(reason)}: ${note}`) },
    { header: 'By', cell: ({ actor }) => actor?.name ?? '–' },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: ({ decision_id: decision, system, to }) => (
        <Button variant="subtle" size="compact-sm" onClick={() => onWhy(decision)}>
          Why?<span className="sr-only">&nbsp;{levelOf(system, to)}</span>
        </Button>
      ),
    },
  ];
}
