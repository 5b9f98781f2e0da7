// Takes back a movement of points, whole or in part. What was used of a deposit by then stays used; the server says how far.

import type { Schemas } from '@laurel/sdk';
import { NumberInput, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import { fieldErrors, useChange } from '../api/laurel.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { count } from '../parts/figures.tsx';
import { tell } from '../parts/outcome.tsx';
import { missingReason } from '../parts/reason.tsx';
import { useCareReason } from './care.ts';

type Row = Schemas['PointAuditRow'];

const REVERSIBLE = ['deposit', 'spend'];

export function reversible({ kind }: Row): boolean {
  return REVERSIBLE.includes(kind);
}

type ReversePointsProps = { readonly customer: string; readonly row: Row; readonly onClose: () => void };

export function ReversePoints({ customer, row, onClose }: ReversePointsProps) {
  const most = Math.abs(row.modification);
  const [points, setPoints] = useState(most);
  const [why, setWhy] = useState('');
  const refused = useCareReason(customer, 'points:write');
  const reverse = useChange('reversePoints', {
    onDone: (result) => {
      tell(result, 'Taken back.');
      onClose();
    },
  });
  const errors = fieldErrors(reverse.error);
  const missing = missingReason(why) ?? (points < 1 ? 'Say how many points first.' : null);
  const submit = (): void =>
    reverse.mutate({
      path: { customer },
      body: { entry_id: row.id, reason: why.trim(), ...(points === most ? {} : { amount: points }) },
    });
  return (
    <FormDialog
      isOpen
      isDanger
      title={`Reverse ${count(row.modification)} points`}
      verb="Reverse points"
      reason={refused ?? missing}
      error={reverse.error}
      isBusy={reverse.isPending}
      onClose={onClose}
      onSubmit={submit}
    >
      <Text size="sm">{row.modification > 0 ? 'The points are taken away again.' : 'The points are given back.'}</Text>
      <Textarea
        label="Reason"
        required
        data-autofocus
        value={why}
        onChange={(event) => setWhy(event.currentTarget.value)}
        error={errors.reason}
      />
      <NumberInput
        label="Points"
        min={1}
        max={most}
        allowDecimal={false}
        value={points}
        onChange={(value) => setPoints(Number(value))}
        error={errors.amount}
      />
    </FormDialog>
  );
}
