// One offer: what it gives and to whom, its numbers, and what can be done with it. Giving it to a customer is done on the
// customer's page.
import { Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { notifications } from '@mantine/notifications';
import { useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useReason } from '../api/session.ts';
import { FormDialog, ReasonedButton } from '../parts/dialog.tsx';
import { numberIn, textIn, textsIn } from '../parts/entry-form.ts';
import { type FactPair, Facts } from '../parts/facts.tsx';
import { count } from '../parts/figures.tsx';
import { Instant } from '../parts/instant.tsx';
import { ButtonLink } from '../parts/link.tsx';
import { Page } from '../parts/page.tsx';
import { Empty, Shown } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { DraftMark } from '../programme/draft-mark.tsx';
import { type Definition, type Draft, isDefinition, useSaveEntry } from '../programme/save-entry.ts';
import { moneyIn } from './offer-money.ts';
import { type OfferRow, STATUSES, useOffers } from './offer-rows.ts';
import { typeLabel, typeOf } from './offer-types.ts';

const BACK = { to: '/offers', label: 'Offers' };

export function OfferPage() {
  const { offer } = useParams({ from: '/frame/offers/$offer' });
  const offers = useOffers();
  return (
    <Shown query={offers}>
      {(rows) => {
        const row = rows.find((one) => one.offer === offer);
        if (row === undefined) return <NoSuchOffer offer={offer} />;
        return <OfferDetail row={row} draft={offers.draft} />;
      }}
    </Shown>
  );
}

function NoSuchOffer({ offer }: { offer: string }) {
  return (
    <Page title="Offer" back={BACK}>
      <Empty title={`The programme has no offer ${offer}`}>It may have been taken out, or never been published.</Empty>
    </Page>
  );
}

function OfferDetail({ row, draft }: { row: OfferRow; draft: Draft | null }) {
  const { offer, title, status, live, definition, change } = row;
  return (
    <Page title={title} back={BACK} action={<OfferActions row={row} draft={draft} />}>
      <Group gap="sm">
        <Status {...STATUSES[status]} />
        <Text size="sm" c="dimmed">
          {typeLabel(row.type)}
        </Text>
        {live === null ? null : <DraftMark change={change} />}
      </Group>
      {live === null ? null : (
        <Group gap="xl" aria-label="Numbers" role="group">
          <Figure name="Issued" value={count(live.issued)} />
          <Figure name="Redeemed" value={count(live.redeemed)} />
          <Figure name="Left" value={live.left === null ? 'unlimited' : count(live.left)} />
        </Group>
      )}
      <Paper withBorder p="md">
        <Facts facts={factsOf(offer, row, definition ?? {}, currencyOf(draft))} />
      </Paper>
    </Page>
  );
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <Stack gap={0}>
      <Text size="sm" c="dimmed">
        {name}
      </Text>
      <Text size="xl" fw={600}>
        {value}
      </Text>
    </Stack>
  );
}

function OfferActions({ row, draft }: { row: OfferRow; draft: Draft | null }) {
  const [isEnding, ending] = useDisclosure(false);
  const notAllowed = useReason('programme:write');
  const notLive = row.live === null || row.status === 'ended' ? 'It is not live.' : null;
  return (
    <>
      <ReasonedButton variant="default" reason={notAllowed ?? notLive} onClick={ending.open}>
        End offer
      </ReasonedButton>
      <ButtonLink variant="default" to={`/offers/${row.offer}/duplicate`} reason={notAllowed}>
        Duplicate offer
      </ButtonLink>
      <ButtonLink to={`/offers/${row.offer}/edit`} reason={notAllowed}>
        Edit offer
      </ButtonLink>
      {draft === null || row.definition === null ? null : (
        <EndOffer
          row={row}
          definition={row.definition}
          revision={draft.revision}
          isOpen={isEnding}
          onClose={ending.close}
        />
      )}
    </>
  );
}

type EndProps = {
  readonly row: OfferRow;
  readonly definition: Definition;
  readonly revision: number;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

function EndOffer({ row, definition, revision, isOpen, onClose }: EndProps) {
  const saving = useSaveEntry('offers', revision, () => {
    onClose();
    notifications.show({ message: 'The end is in the draft. The offer ends once the draft is published.' });
  });
  const end = () =>
    saving.mutate({ name: row.offer, definition: { ...definition, ends_at: new Date().toISOString() } });
  return (
    <FormDialog
      title={`End ${row.title} with the draft`}
      verb="End offer"
      isOpen={isOpen}
      isBusy={saving.isPending}
      error={saving.error}
      onClose={onClose}
      onSubmit={end}
    >
      <Text size="sm">
        Nobody is given it any more once the draft is published. What is in wallets stays, and can be redeemed for as
        long as each says.
      </Text>
    </FormDialog>
  );
}

const currencyOf = (draft: Draft | null): string => textIn(draft?.document ?? {}, 'currency') || 'USD';

function factsOf(offer: string, row: OfferRow, definition: Definition, currency: string): readonly FactPair[] {
  const type = typeOf(row.type);
  const amount = row.live?.amount ?? numberIn(definition, 'amount');
  const facts: readonly (FactPair | null)[] = [
    { name: 'Name in the programme', value: offer },
    amount === null || type === undefined ? null : { name: 'Amount', value: amountText(amount, type.amount, currency) },
    { name: 'Starts', value: row.startsAt === null ? 'at once' : <Instant at={row.startsAt} /> },
    { name: 'Ends', value: row.endsAt === null ? 'no end' : <Instant at={row.endsAt} /> },
    { name: 'Can be redeemed for', value: textIn(definition, 'valid_for') || 'until it ends' },
    { name: 'Who can be given it', value: textIn(definition, 'audience') || 'everybody' },
    { name: 'Per customer', value: numberIn(definition, 'per_customer') ?? 'as often as they are given it' },
    textFact('Description', definition, 'description'),
    textFact('Terms', definition, 'terms'),
    textFact('Code at the tills', definition, 'pos_discount_id'),
    listFact('Stores', textsIn(definition, 'stores')),
    listFact('Applies to', choiceIn(definition, 'applies_to')),
    listFact('Has to be bought', choiceIn(definition, 'buys')),
    moneyFact('Minimum spend', numberIn(definition, 'minimum_spend'), currency),
    moneyFact('At most off', numberIn(definition, 'max_discount'), currency),
  ];
  return facts.filter((fact) => fact !== null);
}

function textFact(name: string, definition: Definition, field: string): FactPair | null {
  const value = textIn(definition, field);
  return value === '' ? null : { name, value };
}

function listFact(name: string, values: readonly string[]): FactPair | null {
  return values.length === 0 ? null : { name, value: values.join(', ') };
}

function moneyFact(name: string, amount: number | null, currency: string): FactPair | null {
  return amount === null ? null : { name, value: moneyIn(amount, currency) };
}

function choiceIn(definition: Definition, name: string): readonly string[] {
  const choice = definition[name];
  return isDefinition(choice) ? [...textsIn(choice, 'items'), ...textsIn(choice, 'categories')] : [];
}

function amountText(amount: number, kind: string | null, currency: string): ReactNode {
  if (kind === 'percent') return `${count(amount)} %`;
  if (kind === 'points') return `${count(amount)} points`;
  return kind === null ? '–' : moneyIn(amount, currency);
}
