// Dialogs of one card that ask for more than a reason: adjust, transfer, report, rename.
import { NumberInput, Radio, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { FormDialog } from '../parts/dialog.tsx';
import { missingReason, ReasonField } from '../parts/reason.tsx';
import { useAct } from './act.ts';
import { type Card, cardName } from './card-words.ts';
import { useCustomer } from './customer.ts';
import { minorDigits, minorMoney, toMinor } from './minor-units.ts';

type FormProps = { readonly card: Card; readonly onClose: () => void };

export function AdjustCard({ card, onClose }: FormProps) {
  const customer = useCustomer();
  const [way, setWay] = useState('add');
  const [typed, setTyped] = useState<string | number>('');
  const [why, setWhy] = useState('');
  const act = useAct('adjustCard', { said: 'The balance is adjusted.', onDone: onClose });
  const size = toMinor(typed, card.currency);
  const amount = way === 'add' ? size : -size;
  const reason = size === 0 ? 'Say by how much.' : missingReason(why);
  return (
    <FormDialog
      isOpen
      title={`Adjust the balance of ${cardName(card)}`}
      verb="Adjust balance"
      reason={reason}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path: { customer, card: card.card_id }, body: { amount, reason: why.trim() } })}
    >
      <SegmentedControl
        aria-label="Add or deduct"
        value={way}
        onChange={setWay}
        data={[
          { value: 'add', label: 'Add' },
          { value: 'deduct', label: 'Deduct' },
        ]}
      />
      <NumberInput
        label={`Amount in ${card.currency}`}
        required
        min={0}
        decimalScale={minorDigits(card.currency)}
        value={typed}
        onChange={setTyped}
      />
      <Text size="sm">
        Balance: {minorMoney(card.balance, card.currency)} now, {minorMoney(card.balance + amount, card.currency)} then.
      </Text>
      <ReasonField value={why} onChange={setWhy} />
    </FormDialog>
  );
}

export function TransferCard({ card, others, onClose }: FormProps & { readonly others: readonly Card[] }) {
  const customer = useCustomer();
  const [to, setTo] = useState<string | null>(null);
  const [why, setWhy] = useState('');
  const act = useAct('transferCard', { said: 'The balance is transferred.', onDone: onClose });
  const receivers = others.filter(
    (one) => one.card_id !== card.card_id && one.status === 'registered' && one.currency === card.currency,
  );
  const data = receivers.map((one) => ({
    value: one.card_id,
    label: `${cardName(one)} (${minorMoney(one.balance, one.currency)})`,
  }));
  const reason = to === null ? 'Choose the card that receives it.' : missingReason(why);
  return (
    <FormDialog
      isOpen
      title={`Transfer the balance of ${cardName(card)}`}
      verb="Transfer balance"
      reason={reason}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => {
        if (to === null) return;
        act.mutate({ path: { customer, card: card.card_id }, body: { to_card_id: to, reason: why.trim() } });
      }}
    >
      <Text size="sm">All of it, {minorMoney(card.balance, card.currency)}, goes to the other card.</Text>
      <Select
        label="To card"
        required
        data={data}
        value={to}
        onChange={setTo}
        placeholder={data.length === 0 ? 'No other registered card in this currency' : 'Choose a card'}
      />
      <ReasonField value={why} onChange={setWhy} />
    </FormDialog>
  );
}

export function ReportCard({ card, onClose }: FormProps) {
  const customer = useCustomer();
  const [as, setAs] = useState<'lost' | 'stolen'>(card.actions.includes('report_lost') ? 'lost' : 'stolen');
  const [why, setWhy] = useState('');
  const act = useAct('reportCard', { said: `The card is reported ${as}.`, onDone: onClose });
  return (
    <FormDialog
      isOpen
      title={`Report ${cardName(card)} as lost or stolen`}
      verb={`Report card ${as}`}
      reason={missingReason(why)}
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path: { customer, card: card.card_id }, body: { as, reason: why.trim() } })}
    >
      <Radio.Group label="It is" value={as} onChange={(value) => setAs(value === 'stolen' ? 'stolen' : 'lost')}>
        <Stack gap="xs" pt="xs">
          <Radio value="lost" label="Lost" disabled={!card.actions.includes('report_lost')} />
          <Radio value="stolen" label="Stolen" disabled={!card.actions.includes('report_stolen')} />
        </Stack>
      </Radio.Group>
      <ReasonField value={why} onChange={setWhy} />
    </FormDialog>
  );
}

export function RenameCard({ card, onClose }: FormProps) {
  const customer = useCustomer();
  const [nickname, setNickname] = useState(card.nickname ?? '');
  const act = useAct('updateCard', { said: 'The card has another nickname.', onDone: onClose });
  const body = { nickname: nickname.trim() === '' ? null : nickname.trim() };
  return (
    <FormDialog
      isOpen
      title={`Rename ${cardName(card)}`}
      verb="Rename card"
      isBusy={act.isPending}
      error={act.error}
      onClose={onClose}
      onSubmit={() => act.mutate({ path: { customer, card: card.card_id }, body })}
    >
      <TextInput
        label="Nickname"
        maxLength={100}
        value={nickname}
        onChange={(event) => setNickname(event.currentTarget.value)}
      />
    </FormDialog>
  );
}
