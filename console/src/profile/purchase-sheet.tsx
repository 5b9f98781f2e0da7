// A purchase beside the log: its items with what each earned, how it was paid, its discounts, what is left of it after returns.

import type { Schemas } from '@laurel/sdk';
import { Drawer, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { read } from '../api/laurel.ts';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Shown } from '../parts/states.tsx';
import { Status, type Tone } from '../parts/status.tsx';
import { useMoney, useWords } from './care.ts';
import { lineOf, numberOf, type Open, openList, textOf, words } from './unknown.ts';

type Purchase = Schemas['Purchase'];
type Money = (amount: number) => string;

const TONES: { readonly [status in Purchase['status']]: Tone } = {
  completed: 'good',
  partly_returned: 'warn',
  returned: 'quiet',
  voided: 'bad',
};

type PurchaseSheetProps = {
  readonly customer: string;
  /** Null while none is open. */
  readonly purchase: string | null;
  readonly onClose: () => void;
};

export function PurchaseSheet({ customer, purchase, onClose }: PurchaseSheetProps) {
  return (
    <Drawer
      opened={purchase !== null}
      onClose={onClose}
      title={`Purchase ${purchase ?? ''}`}
      size="xl"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {purchase === null ? null : <Opened customer={customer} transaction={purchase} />}
    </Drawer>
  );
}

function Opened({ customer, transaction }: { customer: string; transaction: string }) {
  const query = useQuery(read('getCustomerTransaction', { path: { customer, transaction } }));
  const money = useMoney();
  return (
    <Shown query={query}>
      {(purchase) => (
        <Stack>
          <Facts purchase={purchase} money={money} />
          <Part title="Items">
            <Items purchase={purchase} money={money} />
          </Part>
          <Part title="Payments">
            <Sent label="Payments" rows={openList(purchase.payments)} money={money} />
          </Part>
          <Part title="Discounts">
            <Sent label="Discounts" rows={openList(purchase.discounts)} money={money} />
          </Part>
        </Stack>
      )}
    </Shown>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title}>
      <Title order={3}>{title}</Title>
      {children}
    </section>
  );
}

function Facts({ purchase, money }: { purchase: Purchase; money: Money }) {
  return (
    <dl className="profile-fields">
      <dt>Status</dt>
      <dd>
        <Status word={words(purchase.status)} tone={TONES[purchase.status]} />
      </dd>
      <dt>When</dt>
      <dd>
        <Instant at={purchase.occurred_at} />
      </dd>
      <dt>Where</dt>
      <dd>{[purchase.store, purchase.channel].filter((one) => one !== null).join(', ') || 'not said'}</dd>
      <dt>Amount</dt>
      <dd>
        {money(purchase.subtotal)} + {money(purchase.tax)} tax = {money(purchase.total)}
      </dd>
      {purchase.net_returned === 0 ? null : (
        <>
          <dt>Returned</dt>
          <dd>{money(purchase.net_returned)}</dd>
        </>
      )}
      <dt>Earned</dt>
      <dd>
        <Earned purchase={purchase} />
      </dd>
      {purchase.promo_codes.length === 0 ? null : (
        <>
          <dt>Promo codes</dt>
          <dd>{purchase.promo_codes.join(', ')}</dd>
        </>
      )}
    </dl>
  );
}

function Earned({ purchase }: { purchase: Purchase }) {
  const known = useWords();
  const titleOf = (name: string): string =>
    known.data?.accounts.find((account) => account.name === name)?.title ?? name;
  if (purchase.earned.length === 0) return <>nothing</>;
  return purchase.earned.map((gain) =>
    gain.kind === 'offer' ? (
      <div key={gain.rule}>an offer{gain.taken_back ? ', taken back' : ''}</div>
    ) : (
      <div key={gain.entry_id}>
        {count(gain.points)} {titleOf(gain.account)}
        {gain.taken_back === 0 ? '' : `, ${count(gain.taken_back)} taken back`}
      </div>
    ),
  );
}

type Line = Purchase['lines'][number];

function Items({ purchase, money }: { purchase: Purchase; money: Money }) {
  const sent = openList(purchase.items);
  const nameOf = ({ line, item }: Line): string => {
    const place = sent.findIndex((one, index) => (textOf(one.line) ?? String(index + 1)) === line);
    return textOf(sent[place]?.name) ?? item ?? `Line ${line}`;
  };
  const pointsOf = ({ line }: Line): number =>
    purchase.earned
      .flatMap((gain) => (gain.kind === 'offer' ? [] : gain.lines))
      .filter((part) => part.line === line)
      .reduce((sum, { points }) => sum + points, 0);
  const columns: readonly Column<Line>[] = [
    { header: 'Item', cell: nameOf },
    { header: 'Quantity', cell: ({ quantity }) => count(quantity), align: 'right' },
    { header: 'Returned', cell: ({ returned }) => count(returned), align: 'right' },
    { header: 'Amount', cell: (line) => money(line.net_bought), align: 'right' },
    { header: 'Earned', cell: (line) => count(pointsOf(line)), align: 'right' },
  ];
  return <Rows label="Items" columns={columns} rows={purchase.lines} rowKey={({ line }) => line} />;
}

/** As the till sent them: the amount, and whatever else it said. */
function Sent({ label, rows, money }: { label: string; rows: readonly Open[]; money: Money }) {
  if (rows.length === 0) return <Text c="dimmed">None were sent.</Text>;
  const numbered = rows.map((row, place) => ({ row, place }));
  const columns: readonly Column<(typeof numbered)[number]>[] = [
    { header: 'What', cell: ({ row }) => textOf(row.name) ?? textOf(row.type) ?? textOf(row.promo_code) ?? label },
    { header: 'Details', cell: ({ row }) => restOf(row) },
    { header: 'Amount', align: 'right', cell: ({ row }) => money(numberOf(row.amount) ?? 0) },
  ];
  return <Rows label={label} columns={columns} rows={numbered} rowKey={({ place }) => String(place)} />;
}

function restOf(row: Open): string {
  const { amount: _amount, name: _name, type: _type, ...rest } = row;
  return lineOf(rest);
}
