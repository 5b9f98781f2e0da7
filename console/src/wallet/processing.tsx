// Stops and resumes the processing of a customer's data, and sets and lifts a legal hold.

import type { Schemas } from '@laurel/sdk';
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import { useReason } from '../api/session.ts';
import { ConfirmDialog, FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';

type StateProps = { readonly state: Schemas['PrivacyState'] };
type DialogProps = { readonly isSet: boolean; readonly onClose: () => void };

export function Processing({ state }: StateProps) {
  const reason = useReason('privacy:write');
  const [isAsking, setIsAsking] = useState(false);
  const isStopped = state.processing === 'stopped';
  return (
    <>
      <ReasonedButton variant="default" reason={reason} onClick={() => setIsAsking(true)}>
        {isStopped ? 'Resume processing' : 'Stop processing'}
      </ReasonedButton>
      {isAsking ? <ProcessingDialog isSet={isStopped} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}

function ProcessingDialog({ isSet, onClose }: DialogProps) {
  const customer = useCustomer();
  const [note, setNote] = useState('');
  const said = isSet ? 'Processing is resumed.' : 'Processing is stopped.';
  const act = useAct(isSet ? 'resumeProcessing' : 'stopProcessing', { said, onDone: onClose });
  return (
    <FormDialog
      isOpen
      title={isSet ? "Resume processing of the customer's data" : "Stop processing of the customer's data"}
      verb={isSet ? 'Resume processing' : 'Stop processing'}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path: { customer }, body: note.trim() === '' ? {} : { note: note.trim() } })}
    >
      <Textarea
        label="Note"
        description={
          isSet
            ? 'What came due meanwhile is carried out; facts that were refused may be sent again.'
            : 'Facts about the customer are refused and nothing is sent, until processing is resumed.'
        }
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </FormDialog>
  );
}

export function LegalHold({ state }: StateProps) {
  const reason = useReason('privacy:write');
  const [isAsking, setIsAsking] = useState(false);
  const isHeld = state.legal_hold_at !== null;
  return (
    <>
      <ReasonedButton variant="default" reason={reason} onClick={() => setIsAsking(true)}>
        {isHeld ? 'Lift legal hold' : 'Set legal hold'}
      </ReasonedButton>
      {isAsking ? <HoldDialog isSet={isHeld} onClose={() => setIsAsking(false)} /> : null}
    </>
  );
}

function HoldDialog({ isSet, onClose }: DialogProps) {
  const customer = useCustomer();
  const said = isSet ? 'The legal hold is lifted.' : 'The legal hold is set.';
  const act = useAct(isSet ? 'liftLegalHold' : 'setLegalHold', { said, onDone: onClose });
  return (
    <ConfirmDialog
      isOpen
      title={isSet ? 'Lift the legal hold' : 'Set a legal hold'}
      verb={isSet ? 'Lift legal hold' : 'Set legal hold'}
      asksReason
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onConfirm={(reason) => act.mutate({ path: { customer }, body: { reason } })}
    >
      {isSet ? 'The customer can be forgotten again.' : 'The customer cannot be forgotten until the hold is lifted.'}
    </ConfirmDialog>
  );
}
