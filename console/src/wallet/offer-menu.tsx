// The quick actions of one offer in the wallet.
import type { Schemas } from '@laurel/sdk';
import { useState } from 'react';
import { useReason } from '../api/session.ts';
import {
  ChangeDates,
  MarkRedeemed,
  ReturnToIssued,
  RevokeOffer,
  UnlockOffer,
  UpdateFlexField,
} from './offer-forms.tsx';
import { type RowAction, RowMenu } from './row-menu.tsx';

type UserOffer = Schemas['UserOffer'];
type Choice = 'redeem' | 'revoke' | 'dates' | 'flex' | 'reinstate' | 'unlock';

const LABELS: Readonly<Record<Choice, string>> = {
  redeem: 'Mark as Redeemed',
  revoke: 'Revoke and Exclude',
  dates: 'Change Redemption Dates',
  flex: 'Update User Offer FlexField',
  reinstate: 'Return to Issued',
  unlock: 'Unlock',
};

/** Which actions a tab of the wallet offers; whether one works is the server's to say. */
const CHOICES: Readonly<Record<UserOffer['status'], readonly Choice[]>> = {
  issued: ['redeem', 'dates', 'flex', 'revoke'],
  locked: ['unlock', 'redeem', 'flex', 'revoke'],
  redeemed: ['reinstate', 'flex'],
  expired: ['dates', 'flex'],
  revoked: [],
};

export function OfferMenu({ offer }: { offer: UserOffer }) {
  const reason = useReason('offers:write');
  const [chosen, setChosen] = useState<Choice | null>(null);
  const choices = CHOICES[offer.status];
  if (choices.length === 0) return null;
  const actions = choices.map(
    (choice): RowAction => ({
      label: LABELS[choice],
      onChoose: () => setChosen(choice),
      reason,
      isDanger: choice === 'revoke',
    }),
  );
  return (
    <>
      <RowMenu of={offer.title} actions={actions} />
      {chosen === null ? null : <ChosenDialog chosen={chosen} offer={offer} onClose={() => setChosen(null)} />}
    </>
  );
}

type ChosenProps = { readonly chosen: Choice; readonly offer: UserOffer; readonly onClose: () => void };

function ChosenDialog({ chosen, ...props }: ChosenProps) {
  if (chosen === 'redeem') return <MarkRedeemed {...props} />;
  if (chosen === 'revoke') return <RevokeOffer {...props} />;
  if (chosen === 'dates') return <ChangeDates {...props} />;
  if (chosen === 'flex') return <UpdateFlexField {...props} />;
  if (chosen === 'unlock') return <UnlockOffer {...props} />;
  return <ReturnToIssued {...props} />;
}
