// A customer's offers of one status, each with the quick actions that fit it.

import type { Schemas } from '@laurel/sdk';
import { Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { pages } from '../api/laurel.ts';
import { typeLabel } from '../offers/offer-types.ts';
import { Instant } from '../parts/instant.tsx';
import { type Column, PagedRows } from '../parts/rows.tsx';
import { Empty } from '../parts/states.tsx';
import { Status } from '../parts/status.tsx';
import { useCustomer } from './customer.ts';
import { OfferMenu } from './offer-menu.tsx';
import { OFFER_STATUS } from './words.ts';

type UserOffer = Schemas['UserOffer'];
type Shown = 'open' | 'redeemed' | 'expired' | 'revoked';

const EMPTY: Readonly<Record<Shown, readonly [title: string, words: string]>> = {
  open: ['No offers in the wallet', 'Issue one under Available, or let a campaign do it.'],
  redeemed: ['Nothing redeemed yet', 'What is redeemed is listed here and can be returned to Issued.'],
  expired: ['Nothing expired', 'What was not redeemed in time is listed here. Other redemption dates bring it back.'],
  revoked: ['Nothing revoked', 'What was taken back from the wallet is listed here.'],
};

export function OfferRows({ status }: { status: Shown }) {
  const customer = useCustomer();
  const offers = useInfiniteQuery(pages('listOffersOfCustomer', { path: { customer }, query: { status } }));
  const [title, words] = EMPTY[status];
  return (
    <PagedRows
      label={`Offers: ${status === 'open' ? 'issued' : status}`}
      query={offers}
      columns={status === 'redeemed' ? REDEEMED : ISSUED}
      rowKey={(offer) => offer.user_offer_id}
      empty={<Empty title={title}>{words}</Empty>}
    />
  );
}

const FIRST: readonly Column<UserOffer>[] = [
  { header: 'Status', cell: (offer) => <Status {...OFFER_STATUS[offer.status]} /> },
  { header: 'Name', cell: (offer) => <Name offer={offer} /> },
  { header: 'Offer Type', cell: (offer) => (offer.type === null ? '–' : typeLabel(offer.type)) },
  { header: 'Issued', cell: (offer) => <Instant at={offer.issued_at} /> },
];

const LAST: Column<UserOffer> = {
  header: 'Actions',
  isHeaderHidden: true,
  align: 'right',
  cell: (offer) => <OfferMenu offer={offer} />,
};

const ISSUED: readonly Column<UserOffer>[] = [
  ...FIRST,
  { header: 'Redeemable from', cell: (offer) => <Maybe at={offer.starts_at} none="at once" /> },
  { header: 'Expires', cell: (offer) => <Maybe at={offer.expires_at} none="never" /> },
  LAST,
];

const REDEEMED: readonly Column<UserOffer>[] = [
  ...FIRST,
  { header: 'Redeemed', cell: (offer) => <Maybe at={offer.redeemed_at} none="–" /> },
  { header: 'Transaction', cell: (offer) => offer.transaction_id ?? '–' },
  LAST,
];

function Maybe({ at, none }: { at: string | null; none: string }) {
  return at === null ? none : <Instant at={at} />;
}

/** What is kept with the offer for other systems stands below its name. */
function Name({ offer }: { offer: UserOffer }) {
  const kept = Object.entries(offer.custom_data ?? {});
  return (
    <>
      {offer.title}
      {kept.length === 0 ? null : (
        <Text size="xs" c="dimmed">
          {kept
            .map(([key, value]) => `${key}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
            .join(' · ')}
        </Text>
      )}
    </>
  );
}
