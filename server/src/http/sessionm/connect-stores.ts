// Connect, 2.14.7: reward stores, what they sell, and buying with points. Writing stores is in connect-store-editing.ts.

import type { Hindrance } from '../../domain/offers/availability.ts';
import { isWithin } from '../../domain/offers/availability.ts';
import type { StoreDefinition, StoreItemDefinition } from '../../domain/programme/schema-stores.ts';
import { shelvesOf } from '../../domain/stores/shelf.ts';
import { accountsOf, itemKey } from '../../domain/stores/store-item.ts';
import { inspectCustomer } from '../../pipeline/inspect.ts';
import { readAccounts } from '../../storage/points.ts';
import { readStockLeft } from '../../storage/stock.ts';
import { balancesView } from './balances-view.ts';
import { type Call, findCustomer, submit } from './call.ts';
import { readConnect, refOfUser, userFields } from './connect-request.ts';
import { badArgument, translated } from './errors.ts';
import { flag, given, list, text, whole } from './fields.ts';
import { accountNamed } from './names.ts';
import { definitionOf, offerNames } from './offers-view.ts';

const NAME_MAX = 200;
const STORES_MAX = 100;
const TAKE_DEFAULT = 100;
const TAKE_MAX = 1_000;
const SKIP_MAX = 2_147_483_647;
const QUANTITY_MAX = 100;
const POINTS_MAX = 1_000_000_000_000;

const paging = { skip: given(whole(0, SKIP_MAX)), take: given(whole(0, TAKE_MAX)), culture: given(text(20)) };

/** Of everybody, or of one customer: then `left` and reasons are theirs. */
async function shelves(call: Call, customerId: string | null) {
  const stock = await readStockLeft(call.site.pool, call.programme);
  const inspected =
    customerId === null ? null : await inspectCustomer(call.site.pool, call.site.programmes, customerId, call.now());
  const asked = inspected === null ? null : { ...inspected, now: call.now(), quantity: 1, left: stock.left };
  return { stock, shelves: asked === null ? [] : shelvesOf(asked) };
}

const storesFields = { ...userFields, ...paging, include_point_balances: given(flag) };

/** The stores that are open to the customer now. */
export async function getUserRewardStores(call: Call) {
  const asked = readConnect(call, storesFields);
  const record = await findCustomer(call, refOfUser(asked));
  const found = await shelves(call, record.id);
  const open = found.shelves.filter(({ hindrance }) => hindrance === null);
  const skip = asked.skip ?? 0;
  const figures =
    asked.include_point_balances === true ? await readAccounts(call.site.pool, record.id, call.now()) : null;
  return {
    user_id: record.id,
    total_records: open.length,
    reward_stores: open
      .slice(skip, skip + (asked.take ?? TAKE_DEFAULT))
      .map(({ store, definition }) => storeView(call, store, definition)),
    ...(figures === null ? {} : { point_account_balances: balancesView(call, record.id, figures) }),
  };
}

export function storeView(call: Call, store: string, definition: StoreDefinition) {
  return {
    id: storeGuid(call, store),
    internal_name: store,
    name: definition.title,
    description: definition.description ?? null,
    start_date: definition.starts_at ?? null,
    end_date: definition.ends_at ?? null,
    is_active: isWithin(definition, call.now()),
    point_account_ids: accountsOf(call.programme, definition).map((name) => call.site.guids.of('account', name)),
    tier_levels: definition.tiers?.levels ?? [],
  };
}

const storeGuid = (call: Call, store: string): string => call.site.guids.of('reward_store', store);

export function storeNamed(call: Call, asked: string): string {
  const name = call.site.guids.find('reward_store', asked, Object.keys(call.programme.document.stores));
  if (name === null) throw translated('unknown_store', { store: asked });
  return name;
}

const SORT_COLUMNS = ['internal_name', 'start_date', 'end_date'] as const;

const offersFields = {
  ...userFields,
  ...paging,
  user_id: given(text(NAME_MAX)),
  reward_store_ids: given(list(text(NAME_MAX), STORES_MAX)),
  limit_to_only_active: given(flag),
  limit_to_only_obtainable: given(flag),
  exclude_free_offers: given(flag),
  include_expired: given(flag),
  min_price: given(whole(0, POINTS_MAX)),
  max_price: given(whole(0, POINTS_MAX)),
  sort_column: given(text(40)),
  sort_direction: given(text(10)),
  quantity: given(whole(1, QUANTITY_MAX)),
};

type Filters = {
  readonly limit_to_only_active?: boolean | undefined;
  readonly limit_to_only_obtainable?: boolean | undefined;
  readonly exclude_free_offers?: boolean | undefined;
  readonly include_expired?: boolean | undefined;
  readonly min_price?: number | undefined;
  readonly max_price?: number | undefined;
};
type Listed = {
  readonly store: string;
  readonly item: string;
  readonly definition: StoreItemDefinition;
  /** Undefined where nobody asked for a customer. */
  readonly hindrance: Hindrance | null | undefined;
};

export async function getRewardStoreOffers(call: Call) {
  const asked = readConnect(call, offersFields);
  const { user_id: userId } = asked;
  if (asked.limit_to_only_obtainable === true && userId === undefined)
    throw badArgument('limit_to_only_obtainable', 'needs a user_id');
  const record = userId === undefined ? null : await findCustomer(call, refOfUser({ ...asked, user_id: userId }));
  const found = await shelves(call, record?.id ?? null);
  const { stores } = call.programme.document;
  const names = asked.reward_store_ids?.map((id) => storeNamed(call, id)) ?? Object.keys(stores);
  const listed = names
    .flatMap((store): readonly Listed[] =>
      Object.entries(stores[store]?.items ?? {}).map(([item, definition]) => {
        const shelf = found.shelves.find((one) => one.store === store);
        return { store, item, definition, hindrance: shelf?.items.find((one) => one.item === item)?.hindrance };
      }),
    )
    .filter((one) => isWanted(call, one, asked))
    .toSorted(sortedBy(asked.sort_column, asked.sort_direction));
  const skip = asked.skip ?? 0;
  return {
    total_records: listed.length,
    results: listed.slice(skip, skip + (asked.take ?? TAKE_DEFAULT)).map((one) => ({
      ...storeOfferView(call, one.store, one.item, one.definition),
      available_inventory_remaining: found.stock.leftOf(itemKey(one.store, one.item)),
      ...(one.hindrance === undefined
        ? {}
        : { is_obtainable: one.hindrance === null, reason: one.hindrance?.code ?? null }),
    })),
  };
}

function isWanted(call: Call, { definition, hindrance }: Listed, filters: Filters): boolean {
  const isOver = definition.ends_at !== undefined && Date.parse(definition.ends_at) <= call.now();
  if (isOver && filters.include_expired !== true) return false;
  if (filters.limit_to_only_active === true && !isWithin(definition, call.now())) return false;
  if (filters.exclude_free_offers === true && definition.price === 0) return false;
  if (filters.limit_to_only_obtainable === true && hindrance !== null) return false;
  return definition.price >= (filters.min_price ?? 0) && definition.price <= (filters.max_price ?? POINTS_MAX);
}

function sortedBy(column: string | undefined, direction: string | undefined) {
  const wanted = SORT_COLUMNS.find((one) => one === (column ?? 'start_date').toLowerCase());
  if (wanted === undefined) throw badArgument('sort_column', `must be one of ${SORT_COLUMNS.join(', ')}`);
  const sign = direction?.toLowerCase() === 'desc' ? -1 : 1;
  const dateOf = (at: string | undefined) => (at === undefined ? 0 : Date.parse(at));
  return (a: Listed, b: Listed): number => {
    const byName = a.item < b.item ? -1 : a.item > b.item ? 1 : 0;
    if (wanted === 'internal_name') return sign * byName;
    const key = wanted === 'start_date' ? 'starts_at' : 'ends_at';
    return sign * (dateOf(a.definition[key]) - dateOf(b.definition[key])) || byName;
  };
}

export function storeOfferView(call: Call, store: string, item: string, definition: StoreItemDefinition) {
  const offer = definitionOf(call.programme, definition.offer);
  return {
    id: call.site.guids.of('reward_store_offer', `${store}/${item}`),
    reward_store_id: storeGuid(call, store),
    internal_name: item,
    ...offerNames(call, definition.offer),
    offer_type: offer?.type ?? null,
    description: offer?.description ?? null,
    terms: offer?.terms ?? null,
    price: definition.price,
    start_date: definition.starts_at ?? null,
    end_date: definition.ends_at ?? null,
    is_active: isWithin(definition, call.now()),
    total_inventory: definition.quantity ?? null,
    max_per_user: definition.per_customer ?? null,
    media: offer?.image === undefined ? [] : [{ uri: offer.image, category_name: 'image' }],
  };
}

export function storeOfferNamed(call: Call, store: string, asked: string): string {
  const items = Object.keys(call.programme.document.stores[store]?.items ?? {});
  const path = call.site.guids.find(
    'reward_store_offer',
    asked,
    items.map((item) => `${store}/${item}`),
  );
  const name = path === null ? items.find((item) => item === asked) : path.slice(store.length + 1);
  if (name === undefined) throw translated('unknown_store_item', { store, item: asked });
  return name;
}

const purchaseFields = {
  ...userFields,
  reward_store_id: text(NAME_MAX),
  reward_store_offer_id: text(NAME_MAX),
  quantity: given(whole(1, QUANTITY_MAX)),
  point_account_ids: given(list(text(NAME_MAX), STORES_MAX)),
  idempotency_id: given(text(NAME_MAX)),
  culture: given(text(20)),
};

/** Spends the points and issues the offer in one decision. */
export async function purchaseOffer(call: Call) {
  const asked = readConnect(call, purchaseFields);
  const store = storeNamed(call, asked.reward_store_id);
  const item = storeOfferNamed(call, store, asked.reward_store_offer_id);
  const accounts = asked.point_account_ids?.map((id) => accountNamed(call, id)) ?? [];
  const quantity = asked.quantity ?? 1;
  const answer = await submit(call, {
    customer: refOfUser(asked),
    body: { kind: 'store.purchase', store, item, quantity, accounts: accounts.length === 0 ? null : accounts },
    idempotency:
      asked.idempotency_id === undefined
        ? null
        : { operation: 'store.purchase', key: asked.idempotency_id, sent: { store, item, quantity, accounts } },
  });
  const { outcomes } = answer.record;
  const order = outcomes.find((one) => one.kind === 'order');
  const bought = outcomes.flatMap((one) =>
    one.kind === 'offer' && one.order_id === order?.order_id && one.status === 'issued' ? [one] : [],
  );
  const figures = await readAccounts(call.site.pool, answer.customerId, call.now());
  return {
    user_id: answer.customerId,
    order_id: order?.order_id ?? null,
    reward_store_id: storeGuid(call, store),
    reward_store_offer_id: call.site.guids.of('reward_store_offer', `${store}/${item}`),
    quantity,
    points_spent: order?.points ?? 0,
    user_offers: bought.map((one) => ({
      user_offer_id: one.user_offer_id,
      ...offerNames(call, one.offer),
      expiration_date: one.expires_at,
    })),
    point_account_balances: balancesView(call, answer.customerId, figures),
  };
}
