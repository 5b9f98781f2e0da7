// The point of sale, 2.17: finding a customer with their offers, and locking, unlocking, redeeming and reinstating an offer.
import type { OutcomeRecord } from '../../domain/decision.ts';
import type { FactBody } from '../../domain/facts.ts';
import { discountFor } from '../../domain/offers/discount.ts';
import type { Basket } from '../../domain/offers/offer-fact.ts';
import { declared } from '../../domain/programme/programme.ts';
import type { UserOffer } from '../../domain/state.ts';
import { isoText } from '../../domain/time.ts';
import { EngineError, type Idempotency } from '../../pipeline/submission.ts';
import { type CustomerRecord, type CustomerSearch, searchCustomers } from '../../storage/customers.ts';
import { findCodeOwner, findOfferOwner, readUserOffer } from '../../storage/offers.ts';
import { readAccounts } from '../../storage/points.ts';
import { hashOfLookupCode } from '../lookup-codes.ts';
import { balancesView } from './balances-view.ts';
import { type Call, findCustomer, submit } from './call.ts';
import { badArgument, missing, SessionmError, translated } from './errors.ts';
import { given, text } from './fields.ts';
import { isGuid } from './guids.ts';
import { openOffers, userOfferView } from './offers-view.ts';
import { basketOf, transactionField } from './pos-basket.ts';
import { decimalOf, readPos } from './pos-request.ts';
import { spendablePoints, userView } from './user-view.ts';

const VALUE_MAX = 200;
const CODE_MAX = 40;
const PARTS = { profile: true, incentives: false, identifiers: true };

const lookupFields = {
  email: given(text(VALUE_MAX)),
  phone: given(text(VALUE_MAX)),
  user_id: given(text(VALUE_MAX)),
  external_customer_id: given(text(VALUE_MAX)),
  transaction: given(transactionField),
};

/** Exactly one customer must have one of the values; with a transaction, only the offers that take something off it are told. */
export async function posLookup(call: Call) {
  const { storeId, payload: looked } = readPos(call, lookupFields);
  const record = await theCustomer(call, looked);
  const figures = await readAccounts(call.site.pool, record.id, call.now());
  const open = await openOffers(call, record.id);
  const basket = looked.transaction === undefined ? null : await basketOf(call, storeId, looked.transaction);
  const payload = {
    user: await userView(call, record, PARTS),
    spendable_points: spendablePoints(call.programme, figures),
    point_accounts: balancesView(call, record.id, figures),
    user_offers: open.flatMap((offer) => offerFor(call, record.id, offer, basket)),
  };
  return { payload };
}

function offerFor(call: Call, customerId: string, offer: UserOffer, basket: Basket | null) {
  const view = userOfferView(call, offer);
  if (basket === null) return [view];
  const definition = declared(call.programme.document.offers, offer.offer);
  const isOurs = offer.status === 'issued' || offer.transactionId === basket.transactionId;
  if (definition === undefined || !isOurs || (offer.startsAt !== null && offer.startsAt > call.now())) return [];
  const found = discountFor(definition, basket);
  return found.ok ? [{ ...view, discount: discountView(call, { customerId, offer, ...found }) }] : [];
}

type Looked = {
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly user_id?: string | undefined;
  readonly external_customer_id?: string | undefined;
};

async function theCustomer(call: Call, looked: Looked): Promise<CustomerRecord> {
  const { email, phone, user_id: userId, external_customer_id: externalId } = looked;
  if (email === undefined && phone === undefined && userId === undefined && externalId === undefined)
    throw missing('email, phone, user_id or external_customer_id');
  const found = new Map<string, CustomerRecord>();
  const add = (records: readonly CustomerRecord[]) => {
    for (const record of records) found.set(record.id, record);
  };
  if (userId !== undefined) add(await byId(call, userId));
  if (email !== undefined) add(await search(call, { email }));
  if (phone !== undefined) add(await search(call, { phone: phone.replaceAll(/\D/g, '') }));
  if (externalId !== undefined) add(await search(call, { externalId }));
  const [first] = found.values();
  if (first === undefined)
    throw translated('customer_not_found', { customer: userId ?? externalId ?? email ?? phone ?? '' });
  if (found.size > 1) throw new SessionmError('multiple_users_found', 'More than one customer has these values.');
  return first;
}

async function byId(call: Call, userId: string): Promise<readonly CustomerRecord[]> {
  if (!isGuid(userId)) throw badArgument('user_id', 'must be a GUID');
  try {
    return [await findCustomer(call, { kind: 'id', id: userId.toLowerCase() })];
  } catch (error) {
    const isUnknown = error instanceof EngineError || (error instanceof SessionmError && error.status === 404);
    if (isUnknown) return [];
    throw error;
  }
}

async function search(call: Call, wanted: CustomerSearch): Promise<readonly CustomerRecord[]> {
  return (await searchCustomers(call.site.pool, wanted, { limit: 2, after: null })).items;
}

const lockFields = {
  offer_lookup_code: text(CODE_MAX),
  offer_lookup_type: given(text(CODE_MAX)),
  transaction: transactionField,
};

export function posLock(call: Call) {
  return discounted(call, 'offer.lock');
}

export function posRedeem(call: Call) {
  return discounted(call, 'offer.redeem');
}

async function discounted(call: Call, kind: 'offer.lock' | 'offer.redeem') {
  const request = readPos(call, lockFields);
  const { storeId, payload } = request;
  const { customerId, userOfferId, codeHash } = await lookedUp(call, payload);
  const basket = await basketOf(call, storeId, payload.transaction);
  const named = { userOfferId, codeHash, basket };
  const body: FactBody = kind === 'offer.lock' ? { kind, ...named } : { kind, ...named, reason: null };
  const customer = { kind: 'id', id: customerId } as const;
  const answer = await submit(call, { customer, body, idempotency: onceOf(request, kind) });
  const told = answer.record.outcomes.find((one) => one.kind === 'discount');
  const offer = await readUserOffer(call.site.pool, answer.customerId, { id: userOfferId, now: call.now() });
  if (told === undefined || offer === null) throw translated('user_offer_not_found', { user_offer: userOfferId });
  const at = isoText(answer.recordedAt);
  const { amount, lines } = told;
  return { payload: discountView(call, { customerId: answer.customerId, offer, amount, lines, at }) };
}

type Lookup = { readonly offer_lookup_code: string; readonly offer_lookup_type?: string | undefined };
type LookedUp = { readonly customerId: string; readonly userOfferId: string; readonly codeHash: string | null };

async function lookedUp(call: Call, { offer_lookup_code: code, offer_lookup_type: type }: Lookup): Promise<LookedUp> {
  const kind = type?.toLowerCase() ?? (isGuid(code) ? 'userofferid' : 'ttlcode');
  if (kind === 'userofferid') {
    const userOfferId = guidOf('offer_lookup_code', code);
    return { customerId: await ownerOf(call, userOfferId), userOfferId, codeHash: null };
  }
  if (kind !== 'ttlcode') throw badArgument('offer_lookup_type', 'must be TTLCode or UserOfferId');
  const codeHash = hashOfLookupCode(code);
  const found = await findCodeOwner(call.site.pool, codeHash);
  if (found === null) throw translated('lookup_code_invalid');
  return { ...found, codeHash };
}

const backFields = { user_offer_id: text(CODE_MAX), employee_id: given(text(VALUE_MAX)) };

export async function posUnlock(call: Call): Promise<object> {
  return goBack(call, (userOfferId, reason) => ({ kind: 'offer.unlock', userOfferId, reason }));
}

export async function posReinstate(call: Call): Promise<object> {
  return goBack(call, (userOfferId, reason) => ({ kind: 'offer.reinstate', userOfferId, expiresAt: null, reason }));
}

async function goBack(call: Call, bodyOf: (userOfferId: string, reason: string | null) => FactBody): Promise<object> {
  const request = readPos(call, backFields);
  const { payload } = request;
  const userOfferId = guidOf('user_offer_id', payload.user_offer_id);
  const employee = payload.employee_id;
  const body = bodyOf(userOfferId, employee === undefined ? null : `employee ${employee}`);
  const customer = { kind: 'id', id: await ownerOf(call, userOfferId) } as const;
  await submit(call, { customer, body, idempotency: onceOf(request, body.kind) });
  return {};
}

/** The same request is decided once, and answered as the first time whatever it carries then. */
function onceOf({ requestId }: { readonly requestId: string }, operation: string): Idempotency {
  return { operation: `pos.${operation}`, key: requestId, sent: null };
}

function guidOf(field: string, given: string): string {
  if (!isGuid(given)) throw badArgument(field, 'must be a GUID');
  return given.toLowerCase();
}

async function ownerOf(call: Call, userOfferId: string): Promise<string> {
  const owner = await findOfferOwner(call.site.pool, userOfferId);
  if (owner === null) throw translated('user_offer_not_found', { user_offer: userOfferId });
  return owner;
}

type Discounted = Pick<Extract<OutcomeRecord, { kind: 'discount' }>, 'amount' | 'lines'> & {
  readonly customerId: string;
  readonly offer: UserOffer;
  readonly at?: string;
};

/** As it is passed back with the transaction, in its `discounts`. */
function discountView(call: Call, { customerId, offer, amount, lines, at }: Discounted) {
  const definition = declared(call.programme.document.offers, offer.offer);
  return {
    reference_id: offer.id,
    reference_id_type: 'user_offer_id',
    pos_discount_id: definition?.pos_discount_id ?? null,
    status: offer.status,
    display_name: definition?.title ?? offer.offer,
    image_url: definition?.image ?? null,
    discounted_line_ids: lines.map(({ line }) => line),
    discounted_line_id_quantities: lines.map(({ quantity }) => quantity),
    discount_source: 'offer',
    offer_type: definition?.type ?? null,
    amount: decimalOf(call, amount),
    stack_order: 0,
    applied_time: at ?? isoText(call.now()),
    user_id: customerId,
  };
}
