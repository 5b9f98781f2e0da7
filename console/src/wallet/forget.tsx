// Forgets a customer: the reason and how identity was verified first, then the word typed out, because nothing brings it back.

import type { Schemas } from '@laurel/sdk';
import { Select, Text, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';
import { FORGET_REASONS, type ForgetReason, IDENTITY_METHODS, type IdentityMethod, methodOf } from './privacy-words.ts';

const WORD = 'forget';

export function Forget({ state }: { state: Schemas['PrivacyState'] }) {
  const forbidden = useReason('privacy:write');
  const held = state.legal_hold_at === null ? null : 'A legal hold forbids it. Lift the hold first.';
  const [isAsking, setIsAsking] = useState(false);
  return (
    <>
      <ReasonedButton variant="light" color="red" reason={forbidden ?? held} onClick={() => setIsAsking(true)}>
        Forget customer
      </ReasonedButton>
      {isAsking ? <ForgetDialog onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}

function ForgetDialog({ onClose }: { onClose: () => void }) {
  const customer = useCustomer();
  const [reason, setReason] = useState<ForgetReason | null>(null);
  const [method, setMethod] = useState<IdentityMethod | null>(null);
  const [note, setNote] = useState('');
  const [typed, setTyped] = useState('');
  const act = useAct('forgetCustomer', { said: 'The customer is forgotten.', onDone: onClose });
  return (
    <FormDialog
      isOpen
      title="Forget this customer for good"
      verb="Forget customer"
      isDanger
      reason={missingOf(reason, method, typed)}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => {
        if (reason === null || method === null) return;
        const noted = note.trim() === '' ? {} : { note: note.trim() };
        act.mutate({ path: { customer }, body: { identity: { method }, reason, ...noted } });
      }}
    >
      <Select
        label="Reason"
        required
        data={[...FORGET_REASONS]}
        value={reason}
        onChange={(value) => setReason(FORGET_REASONS.find((one) => one.value === value)?.value ?? null)}
      />
      <Select
        label="How identity was verified"
        required
        data={[...IDENTITY_METHODS]}
        value={method}
        onChange={(value) => setMethod(methodOf(value))}
      />
      <Textarea label="Note" value={note} onChange={(event) => setNote(event.currentTarget.value)} />
      <Text size="sm">
        Profile, identifiers, contents of facts, messages, notes and everything calculated are erased. The ledger stays
        without a name.
      </Text>
      <TextInput
        label={`Type "${WORD}" to go on`}
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

function missingOf(reason: ForgetReason | null, method: IdentityMethod | null, typed: string): string | null {
  if (reason === null) return 'Say the reason first.';
  if (method === null) return 'Say how identity was verified.';
  return typed.trim().toLowerCase() === WORD ? null : `Type "${WORD}" to go on.`;
}
