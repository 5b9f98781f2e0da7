// The rows of the activity log and of the account audit log: when, what, its details, who; from a row one asks why, and opens
// a purchase.

import type { Schemas } from '@laurel/sdk';
import { Button, Group } from '@mantine/core';
import type { ComponentProps, ReactNode } from 'react';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { useMoney } from './care.ts';
import { Details } from './details.tsx';

type Row = Schemas['LogRow'];

type LogRowsProps = {
  readonly label: string;
  readonly query: ComponentProps<typeof PagedRows<Row>>['query'];
  readonly empty: ReactNode;
  readonly onWhy: (decision: string) => void;
  readonly onPurchase: (transaction: string) => void;
};

export function LogRows({ label, query, empty, onWhy, onPurchase }: LogRowsProps) {
  const money = useMoney();
  const columns: readonly Column<Row>[] = [
    { header: 'Date and time', cell: ({ at }) => <Instant at={at} />, width: 112 },
    { header: 'Type', cell: ({ title }) => title, width: 144 },
    { header: 'Additional details', cell: (row) => <Details row={row} money={money} /> },
    { header: 'By', cell: ({ actor }) => actor.name, width: 96 },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      width: 1,
      cell: (row) => <RowActions row={row} onWhy={onWhy} onPurchase={onPurchase} />,
    },
  ];
  return <PagedRows label={label} columns={columns} query={query} rowKey={({ id }) => id} empty={empty} />;
}

type RowActionsProps = Pick<LogRowsProps, 'onWhy' | 'onPurchase'> & { readonly row: Row };

function RowActions({ row, onWhy, onPurchase }: RowActionsProps) {
  const { reference } = row;
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      {reference?.kind === 'transaction' ? (
        <Button variant="subtle" size="compact-sm" onClick={() => onPurchase(reference.id)}>
          Open
          <span className="sr-only">&nbsp;purchase {reference.id}</span>
        </Button>
      ) : null}
      <Button variant="subtle" size="compact-sm" onClick={() => onWhy(row.decision_id)}>
        Why?<span className="sr-only">&nbsp;{row.title}</span>
      </Button>
    </Group>
  );
}
