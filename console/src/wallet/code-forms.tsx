// Claims a promo code for the customer, or assigns them one of a list. A try that fails is kept with its error.

import { Select, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { queryClient, read, refresh } from '../api/laurel.ts';
import { FormDialog } from '../parts/dialog.tsx';
import { missingReason, ReasonField } from '../parts/reason.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';

type FormProps = { readonly onClose: () => void };

export function ClaimCode({ onClose }: FormProps) {
  const customer = useCustomer();
  const [code, setCode] = useState('');
  const act = useAct('claimPromoCode', { said: 'The code is claimed.', onDone: onClose });
  // A try in vain is a fact, too: it is in the list and counts towards the lockout.
  const onError = (): Promise<void> => refresh(queryClient, ['listPromoCodesOfCustomer', 'getPromoLockout']);
  return (
    <FormDialog
      isOpen
      title="Claim a promo code for this customer"
      verb="Claim promo code"
      reason={code.trim() === '' ? 'Say the code.' : null}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path: { customer }, body: { code: code.trim() } }, { onError })}
    >
      <TextInput
        label="Promo code"
        description="Case, blanks and dashes make no difference."
        required
        data-autofocus
        autoComplete="off"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

export function AssignCode({ onClose }: FormProps) {
  const customer = useCustomer();
  const lists = useQuery(read('listPromoLists', {}));
  const [list, setList] = useState<string | null>(null);
  const [code, setCode] = useState('');
  const [why, setWhy] = useState('');
  const act = useAct('assignPromoCode', { said: 'The code is assigned.', onDone: onClose });
  const data = (lists.data?.items ?? []).map((one) => ({ value: one.list, label: `${one.title} (${one.status})` }));
  const missing = list === null ? 'Choose a list.' : missingReason(why);
  return (
    <FormDialog
      isOpen
      title="Assign a promo code to this customer"
      verb="Assign promo code"
      reason={missing}
      isBusy={act.isPending}
      error={act.error ?? lists.error}
      onClose={onClose}
      onSubmit={() => {
        if (list === null) return;
        const one = code.trim() === '' ? {} : { code: code.trim() };
        act.mutate({ path: { customer }, body: { list, ...one, reason: why.trim() } });
      }}
    >
      <Select label="Promo list" required data={data} value={list} onChange={setList} />
      <TextInput
        label="Promo code"
        description="Empty: the next free one of the list."
        autoComplete="off"
        value={code}
        onChange={(event) => setCode(event.currentTarget.value)}
      />
      <ReasonField value={why} onChange={setWhy} />
    </FormDialog>
  );
}
