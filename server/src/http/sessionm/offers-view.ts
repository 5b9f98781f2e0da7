// Offers of wallets as the SessionM API shows them.
import type { Programme } from '../../domain/programme/programme.ts';
import type { OfferDefinition } from '../../domain/programme/schema-offers.ts';
import type { UserOffer } from '../../domain/state.ts';
import { readWallet } from '../../storage/offers.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import type { Call } from './call.ts';
import { isoOrNull } from './instants.ts';

/** Wallets larger than ten pages are nobody's. */
const WALLET_PAGES_MAX = 10;

/** All offers are of one group. */
export function groupOf({ site: { guids } }: Call) {
  return { id: guids.of('offer_group', 'all'), name: 'All Offers', sort_order: 0 };
}

export async function openOffers(call: Call, customerId: string): Promise<readonly UserOffer[]> {
  const offers: UserOffer[] = [];
  let after: string | null = null;
  for (let page = 0; page < WALLET_PAGES_MAX; page += 1) {
    const found = await readWallet(call.site.pool, customerId, {
      statuses: ['issued', 'locked'],
      now: call.now(),
      limit: PAGE_MAX,
      after,
    });
    offers.push(...found.items);
    after = found.next;
    if (after === null) break;
  }
  return offers;
}

export function userOfferView(call: Call, offer: UserOffer) {
  const definition = definitionOf(call.programme, offer.offer);
  const now = call.now();
  return {
    id: offer.id,
    ...offerNames(call, offer.offer),
    offer_group_id: groupOf(call).id,
    offer_type: definition?.type ?? null,
    description: definition?.description ?? null,
    terms: definition?.terms ?? null,
    pos_discount_id: definition?.pos_discount_id ?? null,
    status: offer.status,
    is_redeemable: offer.status === 'issued' && (offer.startsAt === null || offer.startsAt <= now),
    start_date: isoOrNull(offer.startsAt ?? offer.issuedAt),
    expiration_date: isoOrNull(offer.expiresAt),
    redemption_start_date: isoOrNull(offer.startsAt ?? offer.issuedAt),
    redemption_end_date: isoOrNull(offer.expiresAt),
    is_locked: offer.status === 'locked',
    pending_extended_data: false,
    custom_data: Object.keys(offer.customData).length === 0 ? null : JSON.stringify(offer.customData),
    media: definition?.image === undefined ? [] : [{ uri: definition.image, category_name: 'image' }],
  };
}

export function definitionOf({ document }: Programme, offer: string): OfferDefinition | undefined {
  return document.offers[offer];
}

export function offerNames(call: Call, offer: string) {
  const id = call.site.guids.of('offer', offer);
  return { offer_id: id, root_offer_id: id, name: definitionOf(call.programme, offer)?.title ?? offer };
}
