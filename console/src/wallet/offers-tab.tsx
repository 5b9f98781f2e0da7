// Offers by where they stand: issued, available, redeemed, expired, and those that this customer is excluded from.
import { Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { TabLinks } from '../parts/tab-links.tsx';
import { Allowed } from './allowed.tsx';
import { AvailableOffers } from './available-offers.tsx';
import { useCustomer } from './customer.ts';
import { OfferExclusions } from './offer-exclusions.tsx';
import { OfferRows } from './offer-rows.tsx';

const TABS = [
  ['', 'Issued'],
  ['/available', 'Available'],
  ['/redeemed', 'Redeemed'],
  ['/expired', 'Expired'],
  ['/revoked', 'Revoked'],
  ['/excluded', 'Exclusions'],
] as const;

export function OffersTab() {
  return (
    <Allowed scope="offers:read">
      <Offers />
    </Allowed>
  );
}

function Offers() {
  const customer = useCustomer();
  const { part } = useParams({ strict: false });
  const tabs = TABS.map(([end, label]) => ({ to: `/customers/${customer}/offers${end}`, label }));
  return (
    <Stack>
      <TabLinks label="Offers by where they stand" tabs={tabs} />
      <Part part={part} />
    </Stack>
  );
}

function Part({ part }: { part: string | undefined }) {
  if (part === 'available') return <AvailableOffers />;
  if (part === 'excluded') return <OfferExclusions />;
  if (part === 'redeemed' || part === 'expired' || part === 'revoked') return <OfferRows status={part} />;
  return <OfferRows status="open" />;
}
