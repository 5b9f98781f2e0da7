// Tables: rows of 40 px without vertical lines, numbers to the right, a head that stays. A row that opens something does so by
// a link or a button in one of its cells, so that the keyboard reaches it.
import { Button, Center, Table } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failure, Waiting } from './states.tsx';

export type Column<Row> = {
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'left' | 'right';
  readonly width?: number | string;
  /** The header is for screen readers alone, as over buttons. */
  readonly isHeaderHidden?: boolean;
};

type RowsProps<Row> = {
  /** What the table lists, for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
};

export function Rows<Row>({ label, columns, rows, rowKey }: RowsProps<Row>) {
  return (
    <Table.ScrollContainer
      className="rows-scroll"
      minWidth={480}
      type="native"
      tabIndex={0}
      role="region"
      aria-label={label}
    >
      <Table className="rows" aria-label={label} stickyHeader>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.header} data-align={column.align} w={column.width} scope="col">
                {column.isHeaderHidden === true ? <span className="sr-only">{column.header}</span> : column.header}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={rowKey(row)}>
              {columns.map((column) => (
                <Table.Td key={column.header} data-align={column.align}>
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

type Pages<Row> = { readonly pages: readonly { readonly items: readonly Row[] }[] };

type PagedRowsProps<Row> = Omit<RowsProps<Row>, 'rows'> & {
  readonly query: Pick<
    UseInfiniteQueryResult<Pages<Row>>,
    'data' | 'error' | 'refetch' | 'hasNextPage' | 'fetchNextPage' | 'isFetchingNextPage'
  >;
  readonly empty: ReactNode;
};

/** A list by cursor: 50 rows, and more on request. */
export function PagedRows<Row>({ query, empty, ...table }: PagedRowsProps<Row>) {
  if (query.error !== null) return <Failure error={query.error} retry={() => query.refetch()} />;
  if (query.data === undefined) return <Waiting />;
  const rows = query.data.pages.flatMap((page) => page.items);
  if (rows.length === 0) return <>{empty}</>;
  return (
    <>
      <Rows {...table} rows={rows} />
      {query.hasNextPage ? (
        <Center>
          <Button variant="default" loading={query.isFetchingNextPage} onClick={() => query.fetchNextPage()}>
            Show more
          </Button>
        </Center>
      ) : null}
    </>
  );
}
