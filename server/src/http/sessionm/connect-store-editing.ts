// Connect, 2.14.7: writing reward stores and what they sell. Each call is a new version of the programme, in which nothing but
// the store changes; what a store may say is for publishing to judge.
import type { Json, JsonObject } from '../../domain/facts.ts';
import { declared } from '../../domain/programme/programme.ts';
import { readProgramme } from '../../domain/programme/read.ts';
import { isoText } from '../../domain/time.ts';
import { publishEntry } from '../../jobs/publish-entry.ts';
import { readVersion } from '../../storage/programmes.ts';
import type { Call } from './call.ts';
import { readConnect, userFields } from './connect-request.ts';
import { storeNamed, storeOfferNamed, storeOfferView, storeView } from './connect-stores.ts';
import { badArgument, invalid, translated } from './errors.ts';
import { clearable, given, instant, list, text, whole } from './fields.ts';
import { accountNamed, levelNamed } from './names.ts';

const NAME_MAX = 200;
const TEXT_MAX = 2_000;
const ACCOUNTS_MAX = 100;
const COUNT_MAX = 1_000_000_000;

const dates = { start_date: clearable(instant), end_date: clearable(instant) };

const storeFields = {
  retailer_id: userFields.retailer_id,
  id: given(text(NAME_MAX)),
  name: given(text(NAME_MAX)),
  internal_name: given(text(NAME_MAX)),
  description: clearable(text(TEXT_MAX)),
  point_account_ids: list(text(NAME_MAX), ACCOUNTS_MAX),
  tier_level_ids: given(list(text(NAME_MAX), ACCOUNTS_MAX)),
  audience: clearable(text(TEXT_MAX)),
  ...dates,
};

/** Without an id a new store; what an edit leaves out stays. */
export async function createOrEditStore(call: Call) {
  const asked = readConnect(call, storeFields);
  if (asked.point_account_ids.length === 0) throw badArgument('point_account_ids', 'must not be empty');
  const isNew = asked.id === undefined;
  const title = asked.name;
  if (isNew && title === undefined) throw badArgument('name', 'is required');
  const { stores } = call.programme.document;
  const store =
    asked.id === undefined ? freeName(asked.internal_name ?? title ?? '', stores) : storeNamed(call, asked.id);
  const tiers = tiersOf(call, asked.tier_level_ids);
  const definition = changed(isNew ? { items: {} } : await written(call, store), {
    title,
    description: asked.description,
    accounts: asked.point_account_ids.map((id) => accountNamed(call, id)),
    tiers,
    audience: asked.audience,
    ...datesOf(asked),
  });
  const live = await publish(call, store, definition);
  return storeView(live, store, storeOf(live, store));
}

const offerFields = {
  retailer_id: userFields.retailer_id,
  reward_store_id: text(NAME_MAX),
  id: given(text(NAME_MAX)),
  reward_store_offer_id: given(text(NAME_MAX)),
  offer_id: given(text(NAME_MAX)),
  root_offer_id: given(text(NAME_MAX)),
  internal_name: given(text(NAME_MAX)),
  price: given(whole(0, COUNT_MAX)),
  quantity: clearable(whole(1, COUNT_MAX)),
  max_per_user: clearable(whole(1, 10_000)),
  ...dates,
};

/** Without an id a new item of the store; an edit names the offer by its `root_offer_id`. */
export async function addOrEditOffer(call: Call) {
  const asked = readConnect(call, offerFields);
  const store = storeNamed(call, asked.reward_store_id);
  const id = asked.id ?? asked.reward_store_offer_id;
  const named = asked.root_offer_id ?? asked.offer_id;
  if (named === undefined) throw badArgument('root_offer_id', 'is required');
  const offer = call.site.guids.find('offer', named, Object.keys(call.programme.document.offers));
  if (offer === null) throw translated('unknown_offer', { offer: named });
  if (id === undefined && asked.price === undefined) throw badArgument('price', 'is required');
  const definition = await written(call, store);
  const items = objectOf(definition.items);
  const item = id === undefined ? freeName(asked.internal_name ?? offer, items) : storeOfferNamed(call, store, id);
  const entry = changed(objectOf(items[item]), {
    offer,
    price: asked.price,
    quantity: asked.quantity,
    per_customer: asked.max_per_user,
    ...datesOf(asked),
  });
  const live = await publish(call, store, { ...definition, items: { ...items, [item]: entry } });
  const one = storeOf(live, store).items[item];
  if (one === undefined) throw translated('unknown_store_item', { store, item });
  return storeOfferView(live, store, item, one);
}

function storeOf(call: Call, store: string) {
  const found = declared(call.programme.document.stores, store);
  if (found === undefined) throw translated('unknown_store', { store });
  return found;
}

type Dated = { readonly start_date?: number | null | undefined; readonly end_date?: number | null | undefined };

function datesOf({ start_date: start, end_date: end }: Dated) {
  const written = (at: number | null | undefined) => (typeof at === 'number' ? isoText(at) : at);
  return { starts_at: written(start), ends_at: written(end) };
}

function tiersOf(call: Call, ids: readonly string[] | undefined): Json | undefined {
  if (ids === undefined) return undefined;
  const levels = ids.map((id) => levelNamed(call, undefined, id));
  const [first] = levels;
  if (first === undefined) return null;
  if (levels.some(({ system }) => system !== first.system))
    throw badArgument('tier_level_ids', 'must be of one tier system');
  return { system: first.system, levels: levels.map(({ level }) => level) };
}

/** Undefined leaves a field as it was, null takes it out. */
function changed(before: JsonObject, fields: { readonly [field: string]: Json | undefined }): JsonObject {
  const given = Object.entries(fields).filter(([, value]) => value !== undefined);
  const all = { ...before, ...Object.fromEntries(given) };
  return Object.fromEntries(Object.entries(all).filter((pair): pair is [string, Json] => pair[1] !== null));
}

function objectOf(value: Json | undefined): JsonObject {
  return isObject(value) ? value : {};
}

function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A store as its authors wrote it, without defaults. */
async function written(call: Call, store: string): Promise<JsonObject> {
  const live = await readVersion(call.site.pool, null);
  if (live === null) throw translated('programme_missing');
  const reading = readProgramme(live.files);
  return reading.ok ? objectOf(objectOf(reading.input.stores)[store]) : {};
}

const SLUG_MAX = 50;

/** A name that the programme takes and does not have yet. */
function freeName(wanted: string, taken: { readonly [name: string]: unknown }): string {
  const slug = wanted
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, SLUG_MAX);
  const base = slug === '' ? 'store' : slug;
  for (let copy = 1; ; copy += 1) {
    const name = copy === 1 ? base : `${base}-${copy}`;
    if (!Object.hasOwn(taken, name)) return name;
  }
}

/** Gives the call as the new version sees it. */
async function publish(call: Call, store: string, definition: JsonObject): Promise<Call> {
  const { pool, clock, programmes } = call.site;
  const published = await publishEntry(
    { pool, clock, programmes },
    {
      section: 'stores',
      name: store,
      definition,
      expected: undefined,
      note: null,
      by: call.actor,
      unknown: { code: 'unknown_store', detail: { store } },
    },
  );
  if (published.kind === 'refused') {
    const problems = published.issues.map(({ path, problem, expected }) => [
      path,
      [`${problem}; expected ${expected}`],
    ]);
    throw invalid(Object.fromEntries(problems));
  }
  const history = await programmes.refresh();
  return history === null ? call : { ...call, programme: history.live };
}
