// Core, 2.10: promotions, which are promo lists here, with their batches of codes. A promotion that is written is a new version of
// the programme; what it gives beside points and offers is kept as it stands there.
import { randomUUID } from 'node:crypto';
import type { JsonObject } from '../../domain/facts.ts';
import { declared, type PromoList } from '../../domain/programme/programme.ts';
import { readProgramme } from '../../domain/programme/read.ts';
import { normalCode, PREFIX, shownCode } from '../../domain/promo/code.ts';
import { publishEntry } from '../../jobs/publish-entry.ts';
import { EngineError } from '../../pipeline/submission.ts';
import { readVersion } from '../../storage/programmes.ts';
import {
  insertGeneration,
  type PromoGeneration,
  readGeneration,
  readGenerations,
} from '../../storage/promo-generations.ts';
import { cancelFreeCode, countClaims, type FoundCode, findCode, searchCodes } from '../../storage/promo-search.ts';
import { refusedProgramme } from '../v1/programme.ts';
import { statusOf } from '../v1/promo-shapes.ts';
import { type Call, submit } from './call.ts';
import { badArgument, translated } from './errors.ts';
import { given, instant, list, object, read, text, whole } from './fields.ts';
import { isGuid } from './guids.ts';
import { isoOrNull } from './instants.ts';
import { standardAccount, standardSource } from './names.ts';

const NAME_MAX = 200;
const CODE_MAX = 64;
const OFFERS_MAX = 20;
const COUNT_MAX = 10_000_000;
const PAGE_MAX = 1_000;
const PAGE = 100;
const AMOUNT_MAX = 1_000_000_000;

const promotionSchema = object({
  promotion: object({
    name: given(text(NAME_MAX)),
    code_type: given(text(20)),
    code: given(text(CODE_MAX)),
    start_date: given(instant),
    end_date: given(instant),
    points: given(whole(1, AMOUNT_MAX)),
    offer_ids: given(list(text(NAME_MAX), OFFERS_MAX)),
    global_entry_cap: given(whole(1, AMOUNT_MAX)),
  }),
});

const generationSchema = object({
  generation: object({ count: whole(1, COUNT_MAX), prefix: given(text(12)) }),
});

export async function listPromotions(call: Call) {
  const lists = [...call.programme.promoLists.values()];
  const claims = await countClaims(
    call.site.pool,
    lists.map(({ name }) => name),
  );
  return { promotions: lists.map((one) => promotionView(call, one, claims.get(one.name) ?? 0)) };
}

export async function getPromotion(call: Call) {
  return { promotion: await viewOf(call, promotionOf(call)) };
}

export async function createPromotion(call: Call) {
  const { promotion } = read(promotionSchema, call.body);
  const title = promotion.name ?? missingName();
  const name = freeName(call, title);
  const definition = { title, kind: kindOf(promotion.code_type ?? 'single_use'), ...definitionOf(call, promotion) };
  return write(call, name, definition);
}

export async function updatePromotion(call: Call) {
  const { name } = promotionOf(call);
  const { promotion } = read(promotionSchema, call.body);
  const before = await writtenDefinition(call, name);
  const title = promotion.name === undefined ? {} : { title: promotion.name };
  return write(call, name, { ...before, ...title, ...definitionOf(call, promotion) });
}

function missingName(): never {
  throw badArgument('promotion.name', 'is required');
}

type Sent = {
  readonly code?: string | undefined;
  readonly start_date?: number | undefined;
  readonly end_date?: number | undefined;
  readonly points?: number | undefined;
  readonly offer_ids?: readonly string[] | undefined;
  readonly global_entry_cap?: number | undefined;
};

/** What was sent; what was left out stays as it is. */
function definitionOf(call: Call, sent: Sent): JsonObject {
  const { code, start_date, end_date, points, offer_ids: offers, global_entry_cap: cap } = sent;
  return {
    ...(code === undefined ? {} : { code }),
    ...(start_date === undefined ? {} : { starts_at: isoOrNull(start_date) }),
    ...(end_date === undefined ? {} : { ends_at: isoOrNull(end_date) }),
    ...(cap === undefined ? {} : { global_entry_cap: cap }),
    ...(points === undefined && offers === undefined ? {} : { outcomes: outcomesOf(call, points, offers ?? []) }),
  };
}

function outcomesOf(call: Call, points: number | undefined, offers: readonly string[]): JsonObject[] {
  const account = standardAccount(call);
  const source = standardSource(call, account);
  const names = Object.keys(call.programme.document.offers);
  return [
    ...(points === undefined ? [] : [{ kind: 'points', amount: points, account, source }]),
    ...offers.map((one) => {
      const offer = call.site.guids.find('offer', one, names);
      if (offer === null) throw translated('unknown_offer', { offer: one });
      return { kind: 'offer', offer };
    }),
  ];
}

function kindOf(codeType: string): string {
  const kind = codeType.toLowerCase();
  if (kind !== 'single_use' && kind !== 'multi_use' && kind !== 'third_party')
    throw badArgument('promotion.code_type', 'must be single_use, multi_use or third_party');
  return kind;
}

/** The title in the letters that names have; with a number where there is one already. */
function freeName({ programme }: Call, title: string): string {
  const letters = title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 50);
  const base = letters === '' ? 'promotion' : letters;
  let name = base;
  for (let copy = 2; programme.promoLists.has(name); copy += 1) name = `${base}-${copy}`;
  return name;
}

async function writtenDefinition({ site }: Call, name: string): Promise<JsonObject> {
  const live = await readVersion(site.pool, null);
  const reading = live === null ? null : readProgramme(live.files);
  if (reading === null || !reading.ok) throw new EngineError('programme_missing');
  const lists = reading.input.promo_lists;
  const found = isObject(lists) ? lists[name] : undefined;
  return isObject(found) ? found : {};
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

async function write(call: Call, name: string, definition: JsonObject) {
  const { site, actor: by } = call;
  const unknown = { code: 'unknown_promo_list', detail: { list: name } } as const;
  const entry = { section: 'promo_lists', name, definition, expected: undefined, note: null, by, unknown } as const;
  const published = await publishEntry(site, entry);
  if (published.kind === 'refused') throw refusedProgramme(published);
  const written = (await site.programmes.refresh())?.live.promoLists.get(name);
  if (written === undefined) throw translated('unknown_promo_list', { list: name });
  return { promotion: await viewOf(call, written) };
}

/** By its id, or by the name that it has in the programme. */
function promotionOf(call: Call): PromoList {
  const { promotion_id: id = '' } = call.params;
  const { promoLists } = call.programme;
  const found = promoLists.get(call.site.guids.find('promotion', id, promoLists.keys()) ?? '');
  if (found === undefined) throw translated('unknown_promo_list', { list: id });
  return found;
}

async function viewOf(call: Call, one: PromoList) {
  const claims = await countClaims(call.site.pool, [one.name]);
  return promotionView(call, one, claims.get(one.name) ?? 0);
}

function promotionView({ site, now }: Call, one: PromoList, claims: number) {
  const { definition } = one;
  const points = definition.outcomes.find((outcome) => outcome.kind === 'points');
  return {
    id: site.guids.of('promotion', one.name),
    name: definition.title,
    code_type: definition.kind,
    code: definition.code ?? null,
    status: statusOf(one, now()),
    start_date: isoOrNull(one.startsAt),
    end_date: isoOrNull(one.endsAt),
    points: points?.kind === 'points' && typeof points.amount === 'number' ? points.amount : null,
    offer_ids: definition.outcomes.flatMap((outcome) =>
      outcome.kind === 'offer' ? [site.guids.of('offer', outcome.offer)] : [],
    ),
    global_entry_cap: definition.global_entry_cap ?? null,
    claim_count: claims,
  };
}

export async function generateCodes(call: Call) {
  const { name, definition } = promotionOf(call);
  const { count: wanted, prefix: asked = '' } = read(generationSchema, call.body).generation;
  const prefix = normalCode(asked);
  if (!PREFIX.test(prefix)) throw badArgument('generation.prefix', 'must be letters and digits');
  if (definition.kind !== 'single_use') throw translated('promo_list_kind', { list: name, kind: definition.kind });
  const id = randomUUID();
  const generation = { id, list: name, kind: 'generated', prefix, wanted, actor_name: call.actor.name } as const;
  await insertGeneration(call.site.pool, { ...generation, now: call.now() });
  return { generation: generationView(await generationNamed(call, name, id)) };
}

export async function listGenerations(call: Call) {
  const { name } = promotionOf(call);
  const { items } = await readGenerations(call.site.pool, name, { limit: PAGE_MAX, after: null });
  return { generations: items.map(generationView) };
}

export async function getGeneration(call: Call) {
  return {
    generation: generationView(await generationNamed(call, promotionOf(call).name, call.params.generation_id ?? '')),
  };
}

async function generationNamed({ site }: Call, name: string, id: string): Promise<PromoGeneration> {
  const found = isGuid(id) ? await readGeneration(site.pool, id) : null;
  if (found === null || found.list !== name) throw translated('not_found');
  return found;
}

function generationView({ id, status, wanted, made, prefix, created_at }: PromoGeneration) {
  return { id, status, count: wanted, generated: made, prefix, created_at: isoOrNull(created_at) };
}

export async function listCodes(call: Call) {
  const { name } = promotionOf(call);
  const { query } = call;
  const generation = query.get('generation_id');
  const limit = Math.min(PAGE_MAX, Math.max(1, Number(query.get('per_page')) || PAGE));
  const page = await searchCodes(call.site.pool, {
    list: name,
    generation: generation !== null && isGuid(generation) ? generation : null,
    status: null,
    customerId: null,
    limit,
    after: query.get('after'),
  });
  return { codes: page.items.map((one) => codeView(call, one)), next: page.next };
}

export async function getCode(call: Call) {
  return { code: codeView(call, await codeNamed(call)) };
}

/** A code that is a customer's is taken back by a fact of that customer. */
export async function cancelCode(call: Call) {
  const { site, actor } = call;
  const { code } = await codeNamed(call);
  const reason = call.query.get('reason') ?? 'cancelled';
  if (!(await cancelFreeCode(site.pool, code, { by: actor.name, reason, now: call.now() }))) {
    const { status, customer_id: id } = await codeNamed(call);
    if (status !== 'assigned' || id === null) throw translated('promo_code_state', { status });
    await submit(call, { customer: { kind: 'id', id }, body: { kind: 'promo.cancel', code, reason } });
  }
  return { code: codeView(call, await codeNamed(call)) };
}

async function codeNamed({ site, params }: Call): Promise<FoundCode> {
  const found = await findCode(site.pool, normalCode(params.code ?? ''));
  if (found === null) throw translated('promo_code_unknown');
  return found;
}

function codeView({ site, programme }: Call, row: FoundCode) {
  return {
    code: shownCode(row.code, row.written),
    promotion_id: site.guids.of('promotion', row.list),
    promotion_name: declared(programme.document.promo_lists, row.list)?.title ?? row.list,
    generation_id: row.generation,
    status: row.status,
    claimed: row.status === 'claimed',
    user_id: row.customer_id,
    updated_at: isoOrNull(row.changed_at),
  };
}
