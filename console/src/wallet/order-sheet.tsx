// One order: what it holds, where its delivery stands, and taking it back.

import type { Schemas } from '@laurel/sdk';
import { Drawer, Group, Select, Stack, Table, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { typeLabel } from '../offers/offer-types.ts';
import { ConfirmDialog, FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';
import { OFFER_STATUS, ORDER_STATUS } from './words.ts';

type Order = Schemas['Order'];
type OrderProps = { readonly order: Order; readonly onClose: () => void };

export function OrderSheet({ order, onClose }: { order: string; onClose: () => void }) {
  const customer = useCustomer();
  const query = useQuery(read('getOrder', { path: { customer, order } }));
  return (
    <Drawer opened onClose={onClose} title="Order" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <Shown query={query}>{(one) => <OrderDetail order={one} />}</Shown>
    </Drawer>
  );
}

function OrderDetail({ order }: { order: Order }) {
  const reason = useReason('offers:write');
  const [asked, setAsked] = useState<'delivery' | 'cancel' | null>(null);
  const closed = (): void => setAsked(null);
  const undelivered = order.delivery === null ? 'Nothing of this order is sent.' : null;
  const cancelled = order.status === 'cancelled' ? 'It is cancelled already.' : null;
  return (
    <Stack>
      <Facts order={order} />
      <Group gap="xs">
        <ReasonedButton variant="default" reason={reason ?? undelivered} onClick={() => setAsked('delivery')}>
          Change delivery
        </ReasonedButton>
        <ReasonedButton variant="default" reason={reason ?? cancelled} onClick={() => setAsked('cancel')}>
          Cancel order
        </ReasonedButton>
      </Group>
      {asked === 'delivery' ? <ChangeDelivery order={order} onClose={closed} /> : null}
      {asked === 'cancel' ? <CancelOrder order={order} onClose={closed} /> : null}
    </Stack>
  );
}

function Facts({ order }: { order: Order }) {
  const lines: readonly (readonly [string, ReactNode])[] = [
    ['Status', <Status key="status" {...ORDER_STATUS[order.status]} />],
    ['Date', <Instant key="date" at={order.date} />],
    ['Name', order.name],
    ['Offer Type', typeLabel(order.offer_type)],
    ['Quantity', count(order.quantity)],
    ['Points Spent', count(order.points_spent)],
    ['Order ID', <ShortId key="id" id={order.order_id} label="order" />],
    ['Store', order.store],
    ['Delivery', order.delivery ?? 'nothing is sent'],
    ['Tracking', order.tracking ?? '–'],
    ['Offers', order.user_offers.map(({ status }) => OFFER_STATUS[status].word).join(', ')],
    ['Cancelled because', order.cancel_reason ?? '–'],
    ['Last changed by', order.updated_by],
  ];
  return (
    <Table className="rows" aria-label="Order">
      <Table.Tbody>
        {lines.map(([label, value]) => (
          <Table.Tr key={label}>
            <Table.Th scope="row">{label}</Table.Th>
            <Table.Td>{value}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

type Delivery = 'pending' | 'shipped' | 'delivered';
const DELIVERIES: readonly Delivery[] = ['pending', 'shipped', 'delivered'];

function ChangeDelivery({ order, onClose }: OrderProps) {
  const customer = useCustomer();
  const [delivery, setDelivery] = useState<Delivery>(DELIVERIES.find((one) => one === order.delivery) ?? 'pending');
  const [tracking, setTracking] = useState(order.tracking ?? '');
  const act = useAct('updateOrder', { said: 'The delivery is changed.', onDone: onClose });
  const body = { delivery, tracking: tracking.trim() === '' ? null : tracking.trim() };
  return (
    <FormDialog
      isOpen
      title={`Change the delivery of ${order.name}`}
      verb="Change delivery"
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path: { customer, order: order.order_id }, body })}
    >
      <Select
        label="Delivery"
        description="It never goes backwards; what is sent counts as redeemed."
        allowDeselect={false}
        data={[...DELIVERIES]}
        value={delivery}
        onChange={(value) => setDelivery(DELIVERIES.find((one) => one === value) ?? delivery)}
      />
      <TextInput label="Tracking" value={tracking} onChange={(event) => setTracking(event.currentTarget.value)} />
    </FormDialog>
  );
}

function CancelOrder({ order, onClose }: OrderProps) {
  const customer = useCustomer();
  const act = useAct('cancelOrder', { said: 'The order is cancelled.', onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      title={`Cancel the order of ${order.name}`}
      verb="Cancel order"
      isDanger
      asksReason
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onConfirm={(reason) => act.mutate({ path: { customer, order: order.order_id }, body: { reason } })}
    >
      {count(order.points_spent)} points go back to the deposits that they came from, and the offers leave the wallet.
    </ConfirmDialog>
  );
}
