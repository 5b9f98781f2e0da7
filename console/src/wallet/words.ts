// The words of a customer's wallet: what statuses of offers, orders, codes and campaigns are called, and how they look.
import type { Schemas } from '@laurel/sdk';
import type { StatusWord } from '../parts/status.tsx';

export const OFFER_STATUS: Readonly<Record<Schemas['UserOffer']['status'], StatusWord>> = {
  issued: { word: 'Issued', tone: 'good' },
  locked: { word: 'Locked', tone: 'warn' },
  redeemed: { word: 'Redeemed', tone: 'quiet' },
  expired: { word: 'Expired', tone: 'quiet' },
  revoked: { word: 'Revoked', tone: 'bad' },
};

export const ORDER_STATUS: Readonly<Record<Schemas['Order']['status'], StatusWord>> = {
  issued: { word: 'Issued', tone: 'good' },
  partly_redeemed: { word: 'Partly redeemed', tone: 'good' },
  redeemed: { word: 'Redeemed', tone: 'quiet' },
  expired: { word: 'Expired', tone: 'quiet' },
  revoked: { word: 'Revoked', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'bad' },
};

export const CODE_STATUS: Readonly<Record<Schemas['PromoClaim']['status'], StatusWord>> = {
  assigned: { word: 'Assigned', tone: 'warn' },
  claimed: { word: 'Claimed', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'quiet' },
};

/** A name of the programme or the contract as people read it: `fixed_amount_check_discount` → `fixed amount check discount`. */
export function plain(name: string): string {
  return name.replaceAll('_', ' ');
}
