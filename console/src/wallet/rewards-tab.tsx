// The rewards of a customer: what was bought with points or given as an order, and where its delivery stands.

import type { Schemas } from '@laurel/sdk';
import { Anchor, Stack } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { pages } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { typeLabel } from '../offers/offer-types.ts';
import { ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { Allowed } from './allowed.tsx';
import { BuyReward } from './buy-reward.tsx';
import { useCustomer } from './customer.ts';
import { OrderSheet } from './order-sheet.tsx';
import { ORDER_STATUS } from './words.ts';

type Order = Schemas['Order'];

const empty = <Empty title="No rewards yet">What this customer buys with points is listed here.</Empty>;

export function RewardsTab() {
  return (
    <Allowed scope="offers:read">
      <Rewards />
    </Allowed>
  );
}

function Rewards() {
  const customer = useCustomer();
  const { order } = useSearch({ from: '/frame/customers/$customer/activity/rewards' });
  const navigate = useNavigate({ from: '/customers/$customer/activity/rewards' });
  const orders = useInfiniteQuery(pages('listOrders', { path: { customer } }));
  const reason = useReason('offers:write');
  const [isBuying, setIsBuying] = useState(false);
  return (
    <Stack gap="sm">
      <div>
        <ReasonedButton variant="default" reason={reason} onClick={() => setIsBuying(true)}>
          Buy reward
        </ReasonedButton>
      </div>
      <PagedRows label="Rewards" query={orders} columns={COLUMNS} rowKey={(one) => one.order_id} empty={empty} />
      {isBuying ? <BuyReward onClose={() => setIsBuying(false)} /> : null}
      {order === undefined ? null : <OrderSheet order={order} onClose={() => navigate({ search: {} })} />}
    </Stack>
  );
}

const COLUMNS: readonly Column<Order>[] = [
  { header: 'Status', cell: (order) => <Status {...ORDER_STATUS[order.status]} /> },
  { header: 'Date', cell: (order) => <Instant at={order.date} /> },
  { header: 'Name', cell: (order) => <OrderLink order={order} /> },
  { header: 'Offer Type', cell: (order) => typeLabel(order.offer_type) },
  { header: 'Quantity', align: 'right', cell: (order) => count(order.quantity) },
  { header: 'Points Spent', align: 'right', cell: (order) => count(order.points_spent) },
  { header: 'Order ID', cell: (order) => <ShortId id={order.order_id} label="order" /> },
];

function OrderLink({ order }: { order: Order }) {
  const customer = useCustomer();
  return (
    <Anchor
      inherit
      renderRoot={(props) => (
        <Link
          to="/customers/$customer/activity/rewards"
          params={{ customer }}
          search={{ order: order.order_id }}
          {...props}
        />
      )}
    >
      {order.name}
    </Anchor>
  );
}
