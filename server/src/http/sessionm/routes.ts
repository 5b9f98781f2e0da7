// The addresses of the SessionM API and who answers them. Families differ in base path and envelope, not in how they work.
import type { Call } from './call.ts';
import { fetchPointAuditLogs } from './connect-audit.ts';
import {
  fetchOffersDetails,
  getUserOffers,
  issueOffer,
  manualRedeem,
  revokeOffer,
  updateUserOffer,
} from './connect-offers.ts';
import { balance, deposit, spend, spendMultiple, transfer } from './connect-points.ts';
import { addOrEditOffer, createOrEditStore } from './connect-store-editing.ts';
import { getRewardStoreOffers, getUserRewardStores, purchaseOffer } from './connect-stores.ts';
import { fetchUserTiers, moveUser, qualify, triggerUserEvent, userProgress } from './connect-tiers.ts';
import { getStoreTransactions } from './connect-transactions.ts';
import { listCampaigns, listUserCampaigns, optIn, retrieveUserCampaign } from './core-campaigns.ts';
import { sendEvents } from './core-events.ts';
import { changePoints, listPoints, listTiers } from './core-legacy.ts';
import { listMerges, mergeAccounts } from './core-merge.ts';
import { readModel, writeModel } from './core-models.ts';
import { addNote, editNote, listNotes, removeNote } from './core-notes.ts';
import { createPrivacyRequest, listPrivacyRequests, listUserPrivacyRequests } from './core-privacy.ts';
import {
  claimPromoCode,
  getLimiter,
  getLockout,
  listInvalidCodes,
  listPromoCodes,
  resetLockout,
} from './core-promo-codes.ts';
import {
  cancelCode,
  createPromotion,
  generateCodes,
  getCode,
  getGeneration,
  getPromotion,
  listCodes,
  listGenerations,
  listPromotions,
  updatePromotion,
} from './core-promotions.ts';
import { addTags, listTags, removeTag } from './core-tags.ts';
import { timeline } from './core-timelines.ts';
import {
  confirmUser,
  createUser,
  deleteUser,
  retrieveUser,
  retrieveUsers,
  searchUser,
  searchUsers,
  updateUser,
} from './core-users.ts';
import { posLock, posLookup, posRedeem, posReinstate, posUnlock } from './pos-offers.ts';
import { sendPosTransaction } from './pos-transactions.ts';

export type Route = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly handler: (call: Call) => Promise<object>;
};

const route = (method: Route['method'], path: string, handler: Route['handler']): Route => ({ method, path, handler });

/** Actions on one customer, who is named by our id or by an external one. */
const ONE_USER: readonly Route[] = [
  route('GET', '', retrieveUser),
  route('PUT', '', updateUser),
  route('DELETE', '', deleteUser),
  route('POST', '/confirm', confirmUser),
  route('GET', '/models/:model', readModel),
  route('POST', '/models/:model', writeModel),
  route('PUT', '/models/:model', writeModel),
  route('POST', '/events', sendEvents),
  route('POST', '/merge_accounts', mergeAccounts),
  route('GET', '/merge_accounts', listMerges),
  route('GET', '/privacy_requests', listUserPrivacyRequests),
  route('POST', '/privacy_requests', createPrivacyRequest),
  route('GET', '/tags', listTags),
  route('POST', '/tags', addTags),
  route('DELETE', '/tags/:tag', removeTag),
  route('GET', '/notes', listNotes),
  route('POST', '/notes', addNote),
  route('PUT', '/notes/:note_id', editNote),
  route('DELETE', '/notes/:note_id', removeNote),
  route('GET', '/timelines/:view', timeline),
  route('GET', '/campaigns', listUserCampaigns),
  route('GET', '/campaigns/:campaign_id', retrieveUserCampaign),
  route('POST', '/campaigns/:campaign_id/opt_in', optIn),
  route('POST', '/codes', claimPromoCode),
  route('GET', '/codes', listPromoCodes),
  route('GET', '/codes/invalid', listInvalidCodes),
  route('GET', '/lockout', getLockout),
  route('DELETE', '/lockout', resetLockout),
  route('GET', '/limiter', getLimiter),
  route('GET', '/points', listPoints),
  route('POST', '/points', changePoints),
];

/** Below `/priv`. */
export const CORE_ROUTES: readonly Route[] = [
  route('POST', '/users', createUser),
  route('GET', '/users', retrieveUsers),
  route('GET', '/users/', retrieveUsers),
  route('GET', '/users/search', searchUser),
  route('GET', '/users/search_users', searchUsers),
  route('GET', '/privacy_requests', listPrivacyRequests),
  route('GET', '/tiers', listTiers),
  route('GET', '/campaigns', listCampaigns),
  route('GET', '/promotions', listPromotions),
  route('POST', '/promotions', createPromotion),
  route('GET', '/promotions/:promotion_id', getPromotion),
  route('PUT', '/promotions/:promotion_id', updatePromotion),
  route('GET', '/promotions/:promotion_id/generations', listGenerations),
  route('POST', '/promotions/:promotion_id/generations', generateCodes),
  route('GET', '/promotions/:promotion_id/generations/:generation_id', getGeneration),
  route('GET', '/promotions/:promotion_id/codes', listCodes),
  route('GET', '/codes/:code', getCode),
  route('DELETE', '/codes/:code', cancelCode),
  ...below('/users/:user_id', ONE_USER),
  ...below('/external/users/:external_id', ONE_USER),
].map((one) => ({ ...one, path: `/:api_version/apps/:api_key${one.path}` }));

const INCENTIVES: readonly Route[] = [
  route('POST', '/user_points/deposit', deposit),
  route('POST', '/user_points/balance', balance),
  route('POST', '/user_points/all_balances', balance),
  route('POST', '/user_points/spend', spend),
  route('POST', '/user_points/spend_multiple', spendMultiple),
  route('POST', '/user_points/transfer', transfer),
  route('POST', '/user_points/fetch_point_audit_logs', fetchPointAuditLogs),
  route('POST', '/point_audit_logs/fetch_point_audit_logs', fetchPointAuditLogs),
  route('POST', '/user_events/trigger_user_event', triggerUserEvent),
  route('POST', '/movement/move_user', moveUser),
  route('POST', '/movement/qualifying', qualify),
  route('POST', '/user_tiers/fetch_user_tiers', fetchUserTiers),
  route('POST', '/progress/rule_tree/user_progress', userProgress),
];

/** Below `/incentives/api`, and below `/api` as some documents print it; both versions do the same. */
export const CONNECT_ROUTES: readonly Route[] = ['/1.0', '/2.0'].flatMap((version) => below(version, INCENTIVES));

const OFFERS: readonly Route[] = [
  route('POST', '/offers/get_user_offers', getUserOffers),
  route('POST', '/offers/fetch_offers_details', fetchOffersDetails),
  route('POST', '/offers/acquisition/issue', issueOffer),
  route('POST', '/offers/acquisition/revoke', revokeOffer),
  route('POST', '/offers/acquisition/update', updateUserOffer),
  route('POST', '/offers/redemption/manual_redeem', manualRedeem),
  route('POST', '/offers/rewardstores/get_user_reward_stores', getUserRewardStores),
  route('POST', '/offers/rewardstores/get_reward_store_offers', getRewardStoreOffers),
  route('POST', '/offers/rewardstores/purchase_offer', purchaseOffer),
  route('POST', '/offers/rewardstores/create_or_edit', createOrEditStore),
  route('POST', '/offers/rewardstores/add_or_edit_offer', addOrEditOffer),
];

/** Below `/offers/api`, and below `/api`. */
export const OFFER_ROUTES: readonly Route[] = ['/1.0', '/2.0'].flatMap((version) => below(version, OFFERS));

function below(base: string, routes: readonly Route[]): readonly Route[] {
  return routes.map((one) => ({ ...one, path: base + one.path }));
}

/** Below `/api/2.0`, in the envelope of tills. */
export const POS_ROUTES: readonly Route[] = [
  route('POST', '/send_transaction', sendPosTransaction),
  route('POST', '/lookup', posLookup),
  route('POST', '/lock', posLock),
  route('POST', '/unlock', posUnlock),
  route('POST', '/redeem', posRedeem),
  route('POST', '/reinstate', posReinstate),
];

/** Below `/transactions/api/1.0`. */
export const TRANSACTION_ROUTES: readonly Route[] = [
  route('POST', '/transactions/info/get_store_transactions', getStoreTransactions),
];
