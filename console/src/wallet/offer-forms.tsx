// The dialogs of one offer in the wallet. Each asks for the reason, which stands in the customer's history.

import type { Schemas } from '@laurel/sdk';
import { Checkbox, JsonInput, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../parts/dialog.tsx';
import { instantOf, localOf } from '../parts/local-time.ts';
import { missingReason, ReasonField } from '../parts/reason.tsx';
import { useAct } from './act.ts';
import { useCustomer } from './customer.ts';

type FormProps = { readonly offer: Schemas['UserOffer']; readonly onClose: () => void };

function usePath(offer: Schemas['UserOffer']) {
  return { customer: useCustomer(), user_offer: offer.user_offer_id };
}

export function MarkRedeemed({ offer, onClose }: FormProps) {
  const path = usePath(offer);
  const [why, setWhy] = useState('');
  const act = useAct('redeemOffer', { said: `${offer.title} is redeemed.`, onDone: onClose });
  return (
    <FormDialog
      isOpen
      title={`Mark ${offer.title} as redeemed`}
      verb="Mark as redeemed"
      reason={missingReason(why)}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path, body: { reason: why.trim() } })}
    >
      <Text size="sm">It is used up on behalf of the member, as if it had been shown at a till.</Text>
      <ReasonField value={why} onChange={setWhy} />
    </FormDialog>
  );
}

export function UnlockOffer({ offer, onClose }: FormProps) {
  const path = usePath(offer);
  const [why, setWhy] = useState('');
  const act = useAct('unlockOffer', { said: `${offer.title} can be redeemed again.`, onDone: onClose });
  return (
    <FormDialog
      isOpen
      title={`Unlock ${offer.title}`}
      verb="Unlock offer"
      reason={missingReason(why)}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path, body: { reason: why.trim() } })}
    >
      <Text size="sm">It is kept for a transaction at a till. Unlock it only when that one will not come.</Text>
      <ReasonField value={why} onChange={setWhy} />
    </FormDialog>
  );
}

export function RevokeOffer({ offer, onClose }: FormProps) {
  const path = usePath(offer);
  const [exclude, setExclude] = useState(true);
  const [why, setWhy] = useState('');
  const said = exclude ? `${offer.title} is revoked, and this customer excluded.` : `${offer.title} is revoked.`;
  const act = useAct('revokeOffer', { said, onDone: onClose });
  return (
    <FormDialog
      isOpen
      title={exclude ? `Revoke ${offer.title} and exclude the customer` : `Revoke ${offer.title}`}
      verb={exclude ? 'Revoke and exclude' : 'Revoke offer'}
      isDanger
      reason={missingReason(why)}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path, body: { reason: why.trim(), exclude } })}
    >
      <ReasonField value={why} onChange={setWhy} />
      <Text size="sm">It leaves the wallet and goes back into stock.</Text>
      <Checkbox
        label="Exclude: this customer cannot be issued the offer again until the exclusion is lifted"
        checked={exclude}
        onChange={(event) => setExclude(event.currentTarget.checked)}
      />
    </FormDialog>
  );
}

export function ChangeDates({ offer, onClose }: FormProps) {
  const path = usePath(offer);
  const [from, setFrom] = useState(localOf(offer.starts_at));
  const [until, setUntil] = useState(localOf(offer.expires_at));
  const [why, setWhy] = useState('');
  const act = useAct('changeOfferOfCustomer', { said: `${offer.title} has other redemption dates.`, onDone: onClose });
  const body = { starts_at: instantOf(from), expires_at: instantOf(until), reason: why.trim() };
  return (
    <FormDialog
      isOpen
      title={`Change the redemption dates of ${offer.title}`}
      verb="Change redemption dates"
      reason={missingReason(why)}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path, body })}
    >
      <TextInput
        type="datetime-local"
        label="Redeemable from"
        description="Empty: at once. In your own time zone."
        value={from}
        onChange={(event) => setFrom(event.currentTarget.value)}
      />
      <TextInput
        type="datetime-local"
        label="Expires"
        description="Empty: never. A date to come brings an expired offer back into the wallet."
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <ReasonField value={why} onChange={setWhy} />
    </FormDialog>
  );
}

/** Null for what is no JSON object. */
function objectOf(text: string): Record<string, unknown> | null {
  if (text.trim() === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

export function UpdateFlexField({ offer, onClose }: FormProps) {
  const path = usePath(offer);
  const [text, setText] = useState(JSON.stringify(offer.custom_data ?? {}, null, 2));
  const [why, setWhy] = useState('');
  const act = useAct('changeOfferOfCustomer', { said: 'The data kept with the offer is updated.', onDone: onClose });
  const data = objectOf(text);
  return (
    <FormDialog
      isOpen
      title={`Update the FlexField of ${offer.title}`}
      verb="Update FlexField"
      reason={data === null ? 'The data is not a JSON object.' : missingReason(why)}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => {
        if (data !== null) act.mutate({ path, body: { custom_data: data, reason: why.trim() } });
      }}
    >
      <JsonInput
        label="User Offer FlexField"
        description="Data that other systems need beside the offer, as a JSON object."
        autosize
        minRows={4}
        value={text}
        onChange={setText}
        error={data === null ? 'Not a JSON object, such as {"table": 4}.' : null}
      />
      <ReasonField value={why} onChange={setWhy} />
    </FormDialog>
  );
}

export function ReturnToIssued({ offer, onClose }: FormProps) {
  const path = usePath(offer);
  const [until, setUntil] = useState('');
  const [why, setWhy] = useState('');
  const act = useAct('reinstateOffer', { said: `${offer.title} is in the wallet again.`, onDone: onClose });
  const expires = instantOf(until);
  const body = { reason: why.trim(), ...(expires === null ? {} : { expires_at: expires }) };
  return (
    <FormDialog
      isOpen
      title={`Return ${offer.title} to Issued`}
      verb="Return to issued"
      reason={missingReason(why)}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path, body })}
    >
      <Text size="sm">For example when it was used for a transaction that was cancelled later.</Text>
      <TextInput
        type="datetime-local"
        label="Expires"
        description="Empty: as before. Past its date it expires at once."
        value={until}
        onChange={(event) => setUntil(event.currentTarget.value)}
      />
      <ReasonField value={why} onChange={setWhy} />
    </FormDialog>
  );
}
