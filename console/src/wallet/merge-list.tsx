// The customers that were merged into this one, and taking a merge back.

import type { Schemas } from '@laurel/sdk';
import { Modal, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { read } from '../api/laurel.ts';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, ReasonedButton } from '../parts/dialog.tsx';
import { Instant } from '../parts/instant.tsx';
import { type Column, Rows } from '../parts/rows.tsx';
import { ShortId } from '../parts/short-id.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { useAct } from './act.ts';

type Merged = Schemas['MergedCustomer'];
type ListProps = { readonly customer: string; readonly onClose: () => void };

export function MergeList({ customer, onClose }: ListProps) {
  const merges = useQuery(read('listMerges', { path: { customer } }));
  const [undone, setUndone] = useState<Merged | null>(null);
  if (undone !== null) return <Unmerge customer={customer} merged={undone} onClose={onClose} />;
  return (
    <Modal
      opened
      onClose={onClose}
      title="Customers merged into this one"
      size="lg"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Shown query={merges} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title="None">Nobody was merged into this customer.</Empty>
          ) : (
            <Stack>
              <Rows
                label="Merged customers"
                columns={columns(setUndone)}
                rows={items}
                rowKey={(merged) => merged.decision_id}
              />
            </Stack>
          )
        }
      </Shown>
    </Modal>
  );
}

function columns(onUndo: (merged: Merged) => void): readonly Column<Merged>[] {
  return [
    { header: 'Customer', cell: (merged) => <ShortId id={merged.customer_id} label="customer" /> },
    { header: 'Merged', cell: (merged) => <Instant at={merged.merged_at} /> },
    { header: 'By', cell: (merged) => merged.merged_by },
    {
      header: 'Actions',
      isHeaderHidden: true,
      align: 'right',
      cell: (merged) => <UndoButton onClick={() => onUndo(merged)} />,
    },
  ];
}

function UndoButton({ onClick }: { onClick: () => void }) {
  const reason = useReason('customers:write');
  return (
    <ReasonedButton variant="default" size="compact-sm" reason={reason} onClick={onClick}>
      Take merge back
    </ReasonedButton>
  );
}

function Unmerge({ customer, merged, onClose }: ListProps & { readonly merged: Merged }) {
  const act = useAct('unmergeCustomer', { said: 'The merge is taken back.', onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      title="Take the merge back"
      verb="Take merge back"
      isDanger
      asksReason
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onConfirm={(reason) => act.mutate({ path: { customer }, body: { other: merged.customer_id, reason } })}
    >
      What is left of the points that came goes back, with the identifiers, the e-mail and the offers that are still
      there. What was spent since stays spent. Possible for 30 days.
    </ConfirmDialog>
  );
}
