// The rows of the list, of which only those in sight are in the page: a million of them scroll like twenty. More are fetched
// before one comes to the end, and where one was is remembered for the way back.

import { Box, Checkbox, Table } from '@mantine/core';
import { Link, useElementScrollRestoration } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { queryClient, read } from '../api/laurel.ts';
import { nameOf } from '../parts/customer-name.ts';
import { Instant } from '../parts/instant.tsx';
import { Status, type Tone } from '../parts/status.tsx';
import type { Selection } from './selection-bar.tsx';

const ROW_PX = 40;
/** Rows from the end at which the next page is fetched. */
const AHEAD = 40;
const SCROLL_ID = 'customers';

type Customer = {
  readonly id: string;
  readonly first_name: string | null;
  readonly last_name: string | null;
  readonly email: string | null;
  readonly identifiers: readonly { readonly type: string; readonly value: string }[];
  readonly phones: readonly { readonly number: string }[];
  readonly status: 'good' | 'suspended' | 'closed';
  readonly test_persona: boolean;
  readonly created_at: string;
};

type Props = {
  readonly rows: readonly Customer[];
  /** Fetches the next page; null while it is under way, or when there is none. */
  readonly more: (() => unknown) | null;
  readonly selection: Selection;
  readonly onSelect: (selection: Selection) => void;
};

export function CustomerRows({ rows, more, selection, onSelect }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const before = useElementScrollRestoration({ id: SCROLL_ID });
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    overscan: 12,
    initialOffset: before?.scrollY ?? 0,
  });
  const shown = virtual.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (more !== null && last >= rows.length - AHEAD) more();
  }, [more, last, rows.length]);
  const above = shown[0]?.start ?? 0;
  const below = virtual.getTotalSize() - (shown.at(-1)?.end ?? 0);
  return (
    <Box
      ref={scroller}
      className="customer-list"
      data-scroll-restoration-id={SCROLL_ID}
      role="region"
      aria-label="Customers"
      tabIndex={0}
    >
      <Table className="rows" aria-label="Customers" stickyHeader layout="fixed">
        <Head rows={rows} selection={selection} onSelect={onSelect} />
        <Table.Tbody>
          <Gap height={above} />
          {shown.map(({ index }) => {
            const customer = rows[index];
            return customer === undefined ? null : (
              <Row key={customer.id} customer={customer} index={index} selection={selection} onSelect={onSelect} />
            );
          })}
          <Gap height={below} />
        </Table.Tbody>
      </Table>
    </Box>
  );
}

/** The rows that are not in the page keep their room. */
function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr>
      <td colSpan={7} style={{ height, padding: 0 }} />
    </tr>
  );
}

type HeadProps = Pick<Props, 'rows' | 'selection' | 'onSelect'>;

function Head({ rows, selection, onSelect }: HeadProps) {
  const isAll = selection.isAll || rows.every(({ id }) => selection.ids.has(id));
  const all = (): void => onSelect({ isAll: false, ids: isAll ? new Set() : new Set(rows.map(({ id }) => id)) });
  return (
    <Table.Thead>
      <Table.Tr>
        <Table.Th w={44} scope="col">
          <Checkbox
            size="xs"
            aria-label="Select all that are loaded"
            checked={isAll}
            indeterminate={!isAll && selection.ids.size > 0}
            onChange={all}
          />
        </Table.Th>
        <Table.Th scope="col">Name</Table.Th>
        <Table.Th scope="col" w="26%">
          E-mail
        </Table.Th>
        <Table.Th scope="col">External id</Table.Th>
        <Table.Th scope="col" visibleFrom="md">
          Phone
        </Table.Th>
        <Table.Th scope="col" w={120}>
          Status
        </Table.Th>
        <Table.Th scope="col" w={140}>
          Joined
        </Table.Th>
      </Table.Tr>
    </Table.Thead>
  );
}

type RowProps = Pick<Props, 'selection' | 'onSelect'> & {
  readonly customer: Customer;
  readonly index: number;
};

const STATUS: { readonly [status in Customer['status']]: Tone } = { good: 'good', suspended: 'warn', closed: 'quiet' };

function Row({ customer, index, selection, onSelect }: RowProps) {
  const { id, email, status, created_at: joined } = customer;
  const name = labelOf(customer);
  const isSelected = selection.isAll || selection.ids.has(id);
  const toggle = (): void => {
    const ids = new Set(selection.ids);
    if (!ids.delete(id)) ids.add(id);
    onSelect({ isAll: false, ids });
  };
  const prefetch = (): void => {
    queryClient.prefetchQuery(read('getCustomerHeader', { path: { customer: id } }));
  };
  return (
    <Table.Tr aria-rowindex={index + 2} h={ROW_PX}>
      <Table.Td>
        <Checkbox
          size="xs"
          aria-label={`Select ${name}`}
          checked={isSelected}
          disabled={selection.isAll}
          onChange={toggle}
        />
      </Table.Td>
      <Table.Td>
        <Link to="/customers/$customer" params={{ customer: id }} onMouseEnter={prefetch} onFocus={prefetch}>
          {name}
        </Link>
      </Table.Td>
      <Table.Td>{email ?? '–'}</Table.Td>
      <Table.Td>{customer.identifiers[0]?.value ?? '–'}</Table.Td>
      <Table.Td visibleFrom="md">{customer.phones[0]?.number ?? '–'}</Table.Td>
      <Table.Td>
        <Status word={customer.test_persona ? `${status}, test` : status} tone={STATUS[status]} />
      </Table.Td>
      <Table.Td>
        <Instant at={joined} />
      </Table.Td>
    </Table.Tr>
  );
}

/** What a customer is called where there is room for one name. */
export function labelOf(customer: Customer): string {
  return nameOf(customer) ?? customer.email ?? customer.identifiers[0]?.value ?? customer.id;
}
