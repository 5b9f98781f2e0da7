// Live offers: those that can be issued to this customer now, and why the others cannot.

import type { Schemas } from '@laurel/sdk';
import { NumberInput, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { typeLabel } from '../offers/offer-types.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { missingReason, ReasonField } from '../parts/reason.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';

type Offer = Schemas['AvailableOffer'];

const empty = (
  <Empty title="No live offers">Offers are declared in the programme; those that are live appear here.</Empty>
);

export function AvailableOffers() {
  const customer = useCustomer();
  const offers = useQuery(read('listAvailableOffers', { path: { customer } }));
  const [issued, setIssued] = useState<Offer | null>(null);
  return (
    <>
      <Shown query={offers}>
        {({ items }) =>
          items.length === 0 ? (
            empty
          ) : (
            <Rows label="Available offers" columns={columns(setIssued)} rows={items} rowKey={(one) => one.offer} />
          )
        }
      </Shown>
      {issued === null ? null : <IssueOffer offer={issued} onClose={() => setIssued(null)} />}
    </>
  );
}

function columns(onIssue: (offer: Offer) => void): readonly Column<Offer>[] {
  return [
    { header: 'Name', cell: (offer) => <Name offer={offer} /> },
    { header: 'Offer Type', cell: (offer) => typeLabel(offer.type) },
    { header: 'Left', align: 'right', cell: (offer) => (offer.left === null ? 'no limit' : count(offer.left)) },
    { header: 'Ends', cell: (offer) => (offer.ends_at === null ? 'never' : <Instant at={offer.ends_at} />) },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (offer) => <IssueButton offer={offer} onClick={() => onIssue(offer)} />,
    },
  ];
}

function Name({ offer }: { offer: Offer }) {
  return (
    <>
      {offer.title}
      <Text size="xs" c="dimmed">
        {offer.reason?.detail ?? offer.description}
      </Text>
    </>
  );
}

function IssueButton({ offer, onClick }: { offer: Offer; onClick: () => void }) {
  const forbidden = useReason('offers:write');
  return (
    <ReasonedButton
      variant="default"
      size="compact-sm"
      reason={forbidden ?? offer.reason?.detail ?? null}
      onClick={onClick}
    >
      Issue offer<span className="sr-only"> {offer.title}</span>
    </ReasonedButton>
  );
}

function IssueOffer({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const customer = useCustomer();
  const [quantity, setQuantity] = useState<string | number>(1);
  const [why, setWhy] = useState('');
  const act = useAct('issueOffer', { said: `${offer.title} is in the wallet.`, onDone: onClose });
  const body = { offer: offer.offer, quantity: Number(quantity), reason: why.trim() };
  return (
    <FormDialog
      isOpen
      title={`Issue ${offer.title}`}
      verb="Issue offer"
      reason={missingReason(why)}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path: { customer }, body })}
    >
      <Text size="sm">It is in the member's wallet at once and listed under Issued.</Text>
      <NumberInput label="How many" min={1} allowDecimal={false} value={quantity} onChange={setQuantity} />
      <ReasonField value={why} onChange={setWhy} />
    </FormDialog>
  );
}
