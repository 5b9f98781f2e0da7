// Points by month and account for whoever keeps the books, and the same by day as a file.

import type { Schemas } from '@laurel/sdk';
import { Button, Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { Page } from '../parts/page.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';

type Month = Schemas['PointsOfMonth'];

const MONTHS = ['12', '24', '60'] as const;
const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 1 });
const month = new Intl.DateTimeFormat(undefined, { month: 'short', year: 'numeric', timeZone: 'UTC' });

const noAccounts = <Empty title="No accounts">The programme has no account of points yet.</Empty>;

const amount = (header: string, of: (row: Month) => number): Column<Month> => ({
  header,
  align: 'right',
  cell: (row) => count(of(row)),
});

const columns: readonly Column<Month>[] = [
  { header: 'Month', cell: (row) => month.format(Date.parse(`${row.month}-01T00:00:00Z`)) },
  { header: 'Account', cell: (row) => row.title },
  amount('Issued', (row) => row.issued),
  amount('Used', (row) => row.used),
  amount('Expired', (row) => row.expired),
  amount('Taken back', (row) => row.reversed),
  amount('Received', (row) => row.received),
  amount('Sent', (row) => row.sent),
  amount('Outstanding', (row) => row.outstanding),
  { header: 'Breakage', align: 'right', cell: (row) => (row.breakage === null ? '–' : percent.format(row.breakage)) },
];

export function PointsPage() {
  const [months, setMonths] = useState<string>(MONTHS[0]);
  const points = useQuery(read('listPointsByMonth', { query: { months: Number(months) } }));
  return (
    <Page
      title="Points and liability"
      back={{ to: '/', label: 'Home' }}
      intro="Counted from the ledger, test personas left out. Outstanding is what members have and may still use, at the end of the month or now. Breakage is the share of all points given up to then that expired unused."
      action={
        <Button component="a" href="/v1/analytics/points.csv" download>
          Download days as CSV
        </Button>
      }
    >
      <Group>
        <NativeSelect
          label="Months"
          data={[...MONTHS]}
          value={months}
          onChange={(event) => setMonths(event.currentTarget.value)}
        />
      </Group>
      <Shown query={points} rows={8}>
        {({ items }) =>
          items.length === 0 ? (
            noAccounts
          ) : (
            <Rows
              label="Points by month and account"
              columns={columns}
              rows={items}
              rowKey={(row) => `${row.month} ${row.account}`}
            />
          )
        }
      </Shown>
    </Page>
  );
}
