// Connect, 2.14.1–2.14.4: a customer's wallet, the offers of the programme, issuing one and taking one back.
import type { Programme } from '../../domain/programme/programme.ts';
import type { OfferDefinition } from '../../domain/programme/schema-offers.ts';
import type { UserOffer } from '../../domain/state.ts';
import { findOfferOwner, readStock, readWallet } from '../../storage/offers.ts';
import { PAGE_MAX } from '../../storage/pages.ts';
import { readAccounts } from '../../storage/points.ts';
import { ask, type Call, findCustomer, submit } from './call.ts';
import { readConnect, refOfUser, userFields } from './connect-request.ts';
import { badArgument, translated } from './errors.ts';
import { flag, given, list, text, whole } from './fields.ts';
import { isGuid } from './guids.ts';
import { isoOrNull } from './instants.ts';
import { isActivated, spendablePoints } from './user-view.ts';

const NAME_MAX = 60;
const REASON_MAX = 200;
const TAKE_DEFAULT = 100;
const TAKE_MAX = 1_000;
const SKIP_MAX = 100_000;
const OFFERS_MAX = 100;
/** Wallets larger than ten pages are nobody's. */
const WALLET_PAGES_MAX = 10;

const paging = { skip: given(whole(0, SKIP_MAX)), take: given(whole(0, TAKE_MAX)), culture: given(text(20)) };

const walletFields = { ...userFields, ...paging, include_pending_extended_data: given(flag) };

/** What can be redeemed, now or later: redeemed, expired and revoked offers are left out. */
export async function getUserOffers(call: Call) {
  const asked = readConnect(call, walletFields);
  const record = await findCustomer(call, refOfUser(asked));
  const open = await openOffers(call, record.id);
  const accounts = await readAccounts(call.site.pool, record.id, call.now());
  const skip = asked.skip ?? 0;
  const group = { id: call.site.guids.of('offer_group', 'all'), name: 'All Offers', sort_order: 0 };
  return {
    user: { opted_in: record.profile.optedIn, activated: isActivated(record.profile) },
    user_id: record.id,
    user_offers: open
      .slice(skip, skip + (asked.take ?? TAKE_DEFAULT))
      .map((offer) => userOfferView(call, offer, group.id)),
    total_records: open.length,
    offer_groups: [group],
    offer_categories: [group],
    total_points: accounts.reduce((sum, { available, held, pending }) => sum + available + held + pending, 0),
    available_points: spendablePoints(call.programme, accounts),
  };
}

async function openOffers(call: Call, customerId: string): Promise<readonly UserOffer[]> {
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

function userOfferView(call: Call, offer: UserOffer, groupId: string) {
  const definition = definitionOf(call.programme, offer.offer);
  const now = call.now();
  return {
    id: offer.id,
    ...offerNames(call, offer.offer),
    offer_group_id: groupId,
    offer_type: definition?.type ?? null,
    description: definition?.description ?? null,
    terms: definition?.terms ?? null,
    pos_discount_id: definition?.pos_discount_id ?? null,
    status: offer.status,
    is_redeemable: offer.status === 'issued' && (offer.startsAt === null || offer.startsAt <= now),
    start_date: isoOrNull(offer.startsAt ?? offer.issuedAt),
    expiration_date: isoOrNull(offer.expiresAt),
    redemption_end_date: isoOrNull(offer.expiresAt),
    media: definition?.image === undefined ? [] : [{ uri: definition.image, category_name: 'image' }],
  };
}

function definitionOf({ document }: Programme, offer: string): OfferDefinition | undefined {
  return document.offers[offer];
}

function offerNames(call: Call, offer: string) {
  const id = call.site.guids.of('offer', offer);
  return { offer_id: id, root_offer_id: id, name: definitionOf(call.programme, offer)?.title ?? offer };
}

const detailsFields = {
  retailer_id: userFields.retailer_id,
  ...paging,
  offer_ids: given(list(text(NAME_MAX), OFFERS_MAX)),
};

export async function fetchOffersDetails(call: Call) {
  const asked = readConnect(call, detailsFields);
  const { offers } = call.programme.document;
  const names = asked.offer_ids === undefined ? Object.keys(offers) : asked.offer_ids.map((id) => offerNamed(call, id));
  const skip = asked.skip ?? 0;
  const shown = names.slice(skip, skip + (asked.take ?? TAKE_DEFAULT));
  const stock = await readStock(call.site.pool, shown);
  return {
    total_records: names.length,
    results: shown.map((name) => {
      const definition = definitionOf(call.programme, name);
      const { issued = 0, redeemed = 0, used = 0 } = stock.get(name) ?? {};
      const inventory = definition?.inventory ?? null;
      return {
        ...offerNames(call, name),
        offer_type: definition?.type ?? null,
        description: definition?.description ?? null,
        start_date: definition?.starts_at ?? null,
        end_date: definition?.ends_at ?? null,
        acquisition_count: issued,
        redemption_count: redeemed,
        total_inventory: inventory,
        available_inventory_remaining: inventory === null ? null : Math.max(0, inventory - used),
      };
    }),
  };
}

function offerNamed(call: Call, asked: string): string {
  const name = call.site.guids.find('offer', asked, Object.keys(call.programme.document.offers));
  if (name === null) throw translated('unknown_offer', { offer: asked });
  return name;
}

const issueFields = {
  ...userFields,
  offer_id: text(NAME_MAX),
  quantity: given(whole(1, OFFERS_MAX)),
  issue_exact_version: given(flag),
  culture: given(text(20)),
};

/** Why an offer was not given, in numbers of ours; 0 says that it was. */
const FAIL_REASONS: { readonly [code: string]: number } = {
  offer_out_of_stock: 1,
  offer_limit_reached: 2,
  offer_not_live: 3,
};

export async function issueOffer(call: Call) {
  const asked = readConnect(call, issueFields);
  const offer = offerNamed(call, asked.offer_id);
  const body = { kind: 'offer.issue', offer, quantity: asked.quantity ?? 1, reason: 'issued over the API' } as const;
  const answer = await ask(call, { customer: refOfUser(asked), body });
  const { refusal } = answer.record;
  const reason = refusal === undefined ? 0 : FAIL_REASONS[refusal.code];
  if (refusal !== undefined && reason === undefined) throw translated(refusal.code, refusal.detail);
  const id = call.site.guids.of('offer', offer);
  const status = (userOfferId: string | null) => ({
    user_id: answer.customerId,
    user_offer_id: userOfferId,
    offer_id: id,
    root_offer_id: id,
    pending_extended_data: false,
    fail_reason: reason ?? 0,
  });
  const issued = answer.record.outcomes.flatMap((outcome) =>
    outcome.kind === 'offer' && outcome.rule === null ? [status(outcome.user_offer_id)] : [],
  );
  return { status_list: issued.length > 0 ? issued : [status(null)] };
}

const revokeFields = {
  retailer_id: userFields.retailer_id,
  user_offer_id: text(NAME_MAX),
  reason: given(text(REASON_MAX)),
};

/** The call names no customer: whoever has the offer is found by it. */
export async function revokeOffer(call: Call) {
  const asked = readConnect(call, revokeFields);
  const userOfferId = asked.user_offer_id.toLowerCase();
  if (!isGuid(userOfferId)) throw badArgument('user_offer_id', 'must be a GUID');
  const owner = await findOfferOwner(call.site.pool, userOfferId);
  if (owner === null) throw translated('user_offer_not_found', { user_offer: userOfferId });
  const body = { kind: 'offer.revoke', userOfferId, reason: asked.reason ?? '' } as const;
  const { customerId } = await submit(call, { customer: { kind: 'id', id: owner }, body });
  return { user_id: customerId, user_offer_id: userOfferId, status: 'revoked' };
}
