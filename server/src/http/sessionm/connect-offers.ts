// Connect, 2.14.1–2.14.6: a customer's wallet, the offers of the programme, issuing, revoking, changing and redeeming one.
import type { FactBody, JsonObject } from '../../domain/facts.ts';
import { findOfferOwner, readStock } from '../../storage/offers.ts';
import { readAccounts } from '../../storage/points.ts';
import { ask, type Call, findCustomer, submit } from './call.ts';
import { readConnect, refOfUser, userFields } from './connect-request.ts';
import { badArgument, translated } from './errors.ts';
import { clearable, flag, given, instant, list, text, whole } from './fields.ts';
import { isGuid } from './guids.ts';
import { definitionOf, groupOf, offerNames, openOffers, userOfferView } from './offers-view.ts';
import { isActivated, spendablePoints } from './user-view.ts';

const NAME_MAX = 60;
const REASON_MAX = 200;
const TAKE_DEFAULT = 100;
const TAKE_MAX = 1_000;
const SKIP_MAX = 100_000;
const OFFERS_MAX = 100;

const paging = { skip: given(whole(0, SKIP_MAX)), take: given(whole(0, TAKE_MAX)), culture: given(text(20)) };

const walletFields = { ...userFields, ...paging, include_pending_extended_data: given(flag) };

/** What can be redeemed, now or later: redeemed, expired and revoked offers are left out. */
export async function getUserOffers(call: Call) {
  const asked = readConnect(call, walletFields);
  const record = await findCustomer(call, refOfUser(asked));
  const open = await openOffers(call, record.id);
  const accounts = await readAccounts(call.site.pool, record.id, call.now());
  const skip = asked.skip ?? 0;
  const group = groupOf(call);
  return {
    user: { opted_in: record.profile.optedIn, activated: isActivated(record.profile) },
    user_id: record.id,
    user_offers: open.slice(skip, skip + (asked.take ?? TAKE_DEFAULT)).map((offer) => userOfferView(call, offer)),
    total_records: open.length,
    offer_groups: [group],
    offer_categories: [group],
    total_points: accounts.reduce((sum, { available, held, pending }) => sum + available + held + pending, 0),
    available_points: spendablePoints(call.programme, accounts),
  };
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
  offer_excluded: 4,
  offer_not_for_customer: 5,
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
  const named = await offerOwned(call, asked.user_offer_id);
  const body = { kind: 'offer.revoke', userOfferId: named.userOfferId, reason: asked.reason ?? '' } as const;
  const { customerId } = await submit(call, { customer: named.customer, body });
  return { user_id: customerId, user_offer_id: named.userOfferId, status: 'revoked' };
}

async function offerOwned(call: Call, given: string) {
  const userOfferId = given.toLowerCase();
  if (!isGuid(userOfferId)) throw badArgument('user_offer_id', 'must be a GUID');
  const owner = await findOfferOwner(call.site.pool, userOfferId);
  if (owner === null) throw translated('user_offer_not_found', { user_offer: userOfferId });
  return { userOfferId, customer: { kind: 'id', id: owner } as const };
}

const CUSTOM_DATA_MAX = 4_096;

const updateFields = {
  ...userFields,
  user_offer_id: text(NAME_MAX),
  custom_data: clearable(text(CUSTOM_DATA_MAX)),
  remain_pending_extended_data: given(flag),
  update_redemption_dates: given(flag),
  redemption_start_date: clearable(instant),
  redemption_end_date: clearable(instant),
  reason: given(text(REASON_MAX)),
};

/** The FlexField is text; JSON in it is kept as such. Dates change only where `update_redemption_dates` says so. */
export async function updateUserOffer(call: Call) {
  const asked = readConnect(call, updateFields);
  const userOfferId = asked.user_offer_id.toLowerCase();
  if (!isGuid(userOfferId)) throw badArgument('user_offer_id', 'must be a GUID');
  const { redemption_start_date: startsAt, redemption_end_date: expiresAt, custom_data: data } = asked;
  const isDated = asked.update_redemption_dates === true;
  const body: FactBody = {
    kind: 'offer.update',
    userOfferId,
    ...(isDated && startsAt !== undefined ? { startsAt } : {}),
    ...(isDated && expiresAt !== undefined ? { expiresAt } : {}),
    ...(data === undefined ? {} : { customData: customDataOf(data) }),
    reason: asked.reason ?? null,
  };
  const { customerId } = await submit(call, { customer: refOfUser(asked), body });
  return { user_id: customerId, user_offer_id: userOfferId };
}

function customDataOf(data: string | null): JsonObject {
  if (data === null) return {};
  try {
    const parsed: unknown = JSON.parse(data);
    if (isObject(parsed)) return parsed;
  } catch {
    // It is plain text.
  }
  return { text: data };
}

/** JSON.parse gives nothing else. */
function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const redeemFields = { ...revokeFields, user_id: given(text(REASON_MAX)) };

export async function manualRedeem(call: Call) {
  const asked = readConnect(call, redeemFields);
  const named = await offerOwned(call, asked.user_offer_id);
  const customer =
    asked.user_id === undefined ? named.customer : refOfUser({ user_id: asked.user_id, is_session_m: undefined });
  const { userOfferId } = named;
  const reason = asked.reason ?? null;
  const body = { kind: 'offer.redeem', userOfferId, codeHash: null, basket: null, reason } as const;
  const { customerId } = await submit(call, { customer, body });
  return { user_id: customerId, user_offer_id: userOfferId, status: 'redeemed' };
}
