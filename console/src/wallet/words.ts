// The words of a customer's wallet: what statuses of offers, orders, codes and campaigns are called, and how they look.
import type { Schemas } from '@laurel/sdk';
import type { Tone } from '../parts/status.tsx';

type Word = { readonly word: string; readonly tone: Tone };

export const OFFER_STATUS: Readonly<Record<Schemas['UserOffer']['status'], Word>> = {
  issued: { word: 'Issued', tone: 'good' },
  locked: { word: 'Locked', tone: 'warn' },
  redeemed: { word: 'Redeemed', tone: 'quiet' },
  expired: { word: 'Expired', tone: 'quiet' },
  revoked: { word: 'Revoked', tone: 'bad' },
};

export const ORDER_STATUS: Readonly<Record<Schemas['Order']['status'], Word>> = {
  issued: { word: 'Issued', tone: 'good' },
  partly_redeemed: { word: 'Partly redeemed', tone: 'good' },
  redeemed: { word: 'Redeemed', tone: 'quiet' },
  expired: { word: 'Expired', tone: 'quiet' },
  revoked: { word: 'Revoked', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'bad' },
};

export const CODE_STATUS: Readonly<Record<Schemas['PromoClaim']['status'], Word>> = {
  assigned: { word: 'Assigned', tone: 'warn' },
  claimed: { word: 'Claimed', tone: 'good' },
  failed: { word: 'Failed', tone: 'bad' },
  cancelled: { word: 'Cancelled', tone: 'quiet' },
};

export const MESSAGE_STATUS: Readonly<Record<Schemas['Message']['status'], Word>> = {
  waiting: { word: 'Waiting', tone: 'warn' },
  delivered: { word: 'Delivered', tone: 'good' },
  tray: { word: 'In the tray', tone: 'quiet' },
  suppressed: { word: 'Suppressed', tone: 'quiet' },
  cancelled: { word: 'Cancelled', tone: 'quiet' },
  dead: { word: 'Dead letter', tone: 'bad' },
};

export const CAMPAIGN_KIND: Readonly<Record<Schemas['CampaignStanding']['kind'], string>> = {
  promotion: 'Promotion',
  messaging: 'Messaging',
  loyalty_rule: 'Loyalty Rule',
};

/** A name of the programme or the contract as people read it: `fixed_amount_check_discount` → `fixed amount check discount`. */
export function plain(name: string): string {
  return name.replaceAll('_', ' ');
}
