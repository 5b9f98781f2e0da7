// The offers that this customer cannot be issued, and lifting an exclusion.

import type { Schemas } from '@laurel/sdk';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';

type Exclusion = Schemas['OfferExclusion'];

const empty = <Empty title="No exclusions">This customer can be issued every offer that is for them.</Empty>;

export function OfferExclusions() {
  const customer = useCustomer();
  const exclusions = useQuery(read('listOfferExclusions', { path: { customer } }));
  const [lifted, setLifted] = useState<Exclusion | null>(null);
  return (
    <>
      <Shown query={exclusions}>
        {({ items }) =>
          items.length === 0 ? (
            empty
          ) : (
            <Rows label="Exclusions" columns={columns(setLifted)} rows={items} rowKey={(one) => one.exclusion_id} />
          )
        }
      </Shown>
      {lifted === null ? null : <Lift exclusion={lifted} onClose={() => setLifted(null)} />}
    </>
  );
}

function columns(onLift: (exclusion: Exclusion) => void): readonly Column<Exclusion>[] {
  return [
    { header: 'Status', cell: ({ status }) => <ExclusionStatus status={status} /> },
    { header: 'Offer', cell: (exclusion) => exclusion.title },
    { header: 'Excluded', cell: (exclusion) => <Act at={exclusion.at} by={exclusion.by} why={exclusion.reason} /> },
    { header: 'Lifted', cell: (exclusion) => <Lifted exclusion={exclusion} /> },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (exclusion) =>
        exclusion.status === 'excluded' ? <LiftButton exclusion={exclusion} onClick={() => onLift(exclusion)} /> : null,
    },
  ];
}

function ExclusionStatus({ status }: { status: Exclusion['status'] }) {
  return status === 'excluded' ? <Status word="Excluded" tone="bad" /> : <Status word="Lifted" tone="quiet" />;
}

function Act({ at, by, why }: { at: string; by: string | null; why: string | null }) {
  return (
    <>
      <Instant at={at} />
      <Text size="xs" c="dimmed">
        {[why, by].filter((part) => part !== null).join(' · ')}
      </Text>
    </>
  );
}

function Lifted({ exclusion }: { exclusion: Exclusion }) {
  if (exclusion.lifted_at === null) return <>–</>;
  return <Act at={exclusion.lifted_at} by={exclusion.lifted_by} why={exclusion.lifted_reason} />;
}

function LiftButton({ exclusion, onClick }: { exclusion: Exclusion; onClick: () => void }) {
  const reason = useReason('offers:write');
  return (
    <ReasonedButton variant="default" size="compact-sm" reason={reason} onClick={onClick}>
      Lift exclusion<span className="sr-only"> of {exclusion.title}</span>
    </ReasonedButton>
  );
}

function Lift({ exclusion, onClose }: { exclusion: Exclusion; onClose: () => void }) {
  const customer = useCustomer();
  const act = useAct('liftOfferExclusion', { said: 'The exclusion is lifted.', onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      title={`Lift the exclusion of ${exclusion.title}`}
      verb="Lift exclusion"
      asksReason
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onConfirm={(reason) => act.mutate({ path: { customer, offer: exclusion.offer }, body: { reason } })}
    >
      The customer can be issued the offer again.
    </ConfirmDialog>
  );
}
