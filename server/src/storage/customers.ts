// Reads customers: by id, by search, in order. Every search goes through an index; what finds by values that belong to one
// customer (id, e-mail, identifier, phone) is looked up first, the rest narrows it down. Deleted ones come only when asked for.
import type pg from 'pg';
import { z } from 'zod';
import { plainNumber } from '../domain/cards/number.ts';
import type { CustomerProfile } from '../domain/customers/profile.ts';
import type { DateText } from '../domain/time.ts';
import { CUSTOMER_COLUMNS, type CustomerRow, digitsOf, profileOf } from './customers-rows.ts';
import { CARD_KIND, EMAIL_KIND, emailKey, identifierKey } from './keys.ts';
import {
  cursorOf,
  instantPart,
  type Page,
  type PageOf,
  pageOf,
  readCursor,
  rowsToRead,
  textPart,
  uuidPart,
} from './pages.ts';

export type CustomerRecord = { readonly id: string; readonly profile: CustomerProfile };

/** As many as a page of a list view asks for at once. */
export const IDS_MAX = 100;

/** Deleted ones included: the caller decides what they are to it. */
export async function readCustomer(db: pg.Pool | pg.ClientBase, id: string): Promise<CustomerRecord | null> {
  const { rows } = await db.query<CustomerRow>({
    name: 'read-customer',
    text: `select ${CUSTOMER_COLUMNS} from laurel.customer c where c.customer_id = $1`,
    values: [id],
  });
  return rows[0] === undefined ? null : recordOf(rows[0]);
}

/** In the order asked for, deleted ones included; ids that nobody has are left out. */
export async function readCustomersByIds(
  db: pg.Pool | pg.ClientBase,
  ids: readonly string[],
): Promise<readonly CustomerRecord[]> {
  if (ids.length > IDS_MAX) throw new RangeError(`At most ${IDS_MAX} customers are read at once, not ${ids.length}.`);
  const { rows } = await db.query<CustomerRow>(
    `select ${CUSTOMER_COLUMNS} from laurel.customer c where c.customer_id = any($1::uuid[]) order by c.customer_id`,
    [ids],
  );
  const found = new Map(rows.map((row) => [row.customer_id, recordOf(row)]));
  return ids.flatMap((id) => found.get(id.toLowerCase()) ?? []);
}

const CREATED_CURSOR = z.tuple([instantPart, uuidPart]);

export const CUSTOMER_ORDERS = ['oldest', 'newest'] as const;
export type CustomerOrder = (typeof CUSTOMER_ORDERS)[number];

/** By when they joined, the oldest first where nothing else is asked for. */
export async function listCustomers(
  db: pg.Pool | pg.ClientBase,
  page: Page & { readonly includeDeleted?: boolean | undefined; readonly order?: CustomerOrder | undefined },
): Promise<PageOf<CustomerRecord>> {
  const [createdAt, id] = readCursor(page.after, CREATED_CURSOR) ?? [null, null];
  const [beyond, direction] = page.order === 'newest' ? ['<', 'desc'] : ['>', 'asc'];
  const { rows } = await db.query<CustomerRow>(
    `select ${CUSTOMER_COLUMNS}
     from   laurel.customer c
     where  ($1::timestamptz is null or (c.created_at, c.customer_id) ${beyond} ($1, $2::uuid))
       and  ($3::boolean or c.deleted_at is null)
     order by c.created_at ${direction}, c.customer_id ${direction}
     limit  $4`,
    [createdAt === null ? null : new Date(createdAt), id, page.includeDeleted ?? false, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, {
    item: recordOf,
    cursor: (row) => cursorOf([row.created_at, row.customer_id]),
  });
}

const BIRTH_CURSOR = z.tuple([z.iso.date(), uuidPart]);

/** Who is younger than so many years on a day, those first who will be old enough soonest. */
export async function listBelowAge(
  db: pg.Pool | pg.ClientBase,
  age: { readonly years: number; readonly on: DateText },
  page: Page,
): Promise<PageOf<CustomerRecord>> {
  const [birthOn, id] = readCursor(page.after, BIRTH_CURSOR) ?? [null, null];
  const { rows } = await db.query<CustomerRow>(
    `select ${CUSTOMER_COLUMNS}
     from   laurel.customer c
     where  c.deleted_at is null
       and  c.birth_on > ($1::date - make_interval(years => $2))::date
       and  ($3::date is null or (c.birth_on, c.customer_id) > ($3, $4::uuid))
     order by c.birth_on, c.customer_id
     limit  $5`,
    [age.on, age.years, birthOn, id, rowsToRead(page.limit)],
  );
  return pageOf(rows, page.limit, { item: recordOf, cursor: (row) => cursorOf([row.birth_on, row.customer_id]) });
}

/** All that are given must hold. */
export type CustomerSearch = {
  readonly id?: string | undefined;
  readonly email?: string | undefined;
  readonly externalId?: string | undefined;
  /** Only together with `externalId`; without it the value may be of any type. */
  readonly externalIdType?: string | undefined;
  /** Compared by its digits. */
  readonly phone?: string | undefined;
  /** Upper and lower case are the same. */
  readonly firstName?: string | undefined;
  /** How the name begins; upper and lower case are the same. */
  readonly lastName?: string | undefined;
  readonly birthOn?: DateText | undefined;
  /**
   * What somebody types into one box: an id, phone or card number, an e-mail address or external id or how it begins, else a
   * name. Asked for alone.
   */
  readonly text?: string | undefined;
  readonly includeDeleted?: boolean | undefined;
  /** Of everybody; what is searched for comes by name. */
  readonly order?: CustomerOrder | undefined;
};

export async function searchCustomers(
  db: pg.Pool | pg.ClientBase,
  search: CustomerSearch,
  page: Page,
): Promise<PageOf<CustomerRecord>> {
  const isDeletedToo = search.includeDeleted ?? false;
  const text = search.text?.trim() ?? '';
  if (text !== '') {
    const named = await idsNamed(db, text, isDeletedToo);
    const begun = (await idsBegun(db, text)).filter((id) => !named.includes(id));
    const byName = namesIn(text).map((names) => ({ ...names, notIds: [...named, ...begun], isDeletedToo }));
    return searchLegs(db, [{ ids: named, isDeletedToo }, { ids: begun, isDeletedToo }, ...byName], page);
  }
  const ids = await idsOf(db, search, isDeletedToo);
  const { firstName, lastName, birthOn } = search;
  if (ids === undefined && firstName === undefined && lastName === undefined && birthOn === undefined) {
    return listCustomers(db, { ...page, includeDeleted: isDeletedToo, order: search.order });
  }
  return searchLegs(db, [{ ids, firstName, lastName, birthOn, isDeletedToo }], page);
}

/** One way of looking; a search goes through its legs in order, each to its end. */
type Leg = Pick<CustomerSearch, 'firstName' | 'lastName' | 'birthOn'> & {
  readonly ids?: readonly string[] | undefined;
  /** Found by an earlier leg. */
  readonly notIds?: readonly string[];
  readonly isDeletedToo: boolean;
};

/** What somebody may mean by words that name nobody exactly: the start of a last name, or a first name and such a start. */
export function namesIn(text: string): readonly Pick<Leg, 'firstName' | 'lastName'>[] {
  const [first, ...others] = text.split(/\s+/);
  if (first === undefined || others.length === 0) return [{ lastName: text }, { firstName: text }];
  return [{ lastName: text }, { firstName: first, lastName: others.join(' ') }];
}

const LEG_CURSOR = z.tuple([z.int().min(0), textPart, textPart, uuidPart]);
type Place = z.output<typeof LEG_CURSOR>;

async function searchLegs(
  db: pg.Pool | pg.ClientBase,
  legs: readonly Leg[],
  page: Page,
): Promise<PageOf<CustomerRecord>> {
  let place = readCursor<Place>(page.after, LEG_CURSOR);
  const wanted = rowsToRead(page.limit);
  const found: { readonly row: FoundRow; readonly leg: number }[] = [];
  for (let index = place?.[0] ?? 0; index < legs.length && found.length < wanted; index += 1) {
    const leg = legs[index];
    if (leg === undefined) break;
    for (const row of await readLeg(db, leg, place, wanted - found.length)) found.push({ row, leg: index });
    place = null;
  }
  return pageOf(found, page.limit, {
    item: ({ row }) => recordOf(row),
    cursor: ({ row, leg }) => cursorOf([leg, row.last_key, row.first_key, row.customer_id]),
  });
}

type FoundRow = CustomerRow & { readonly last_key: string; readonly first_key: string };

/** Sorts after every character that a name can go on with. */
export const LAST_CHARACTER = '\u{10ffff}';
/** As the indexes have them. */
export const LAST_KEY = `lower(coalesce(c.last_name, '')) collate "C"`;
export const FIRST_KEY = `lower(coalesce(c.first_name, '')) collate "C"`;

function legStatement(isByName: boolean): string {
  const order = isByName ? `${LAST_KEY}, ${FIRST_KEY}, c.customer_id` : 'c.customer_id';
  const place = isByName ? '$9, $10, $7' : '$7';
  return `
select ${CUSTOMER_COLUMNS}, ${LAST_KEY} as last_key, ${FIRST_KEY} as first_key
from   laurel.customer c
where  ($1::boolean or c.deleted_at is null)
  and  ($2::uuid[] is null or c.customer_id = any($2))
  and  ($3::uuid[] is null or c.customer_id <> all($3))
  and  ($4::text is null or (${LAST_KEY} >= lower($4) and ${LAST_KEY} < lower($4) || '${LAST_CHARACTER}'))
  and  ($5::text is null or ${FIRST_KEY} = lower($5))
  and  ($6::date is null or c.birth_on = $6)
  and  ($7::uuid is null or (${order}) > (${place}))
order by ${order}
limit  $8`;
}

/** Unnamed statements on purpose: each is planned for the values that it looks for. */
async function readLeg(
  db: pg.Pool | pg.ClientBase,
  leg: Leg,
  place: Place | null,
  rowsMax: number,
): Promise<readonly FoundRow[]> {
  if (leg.ids?.length === 0) return [];
  const [, lastKey, firstKey, id] = place ?? [null, null, null, null];
  const isByName = leg.lastName !== undefined || leg.firstName !== undefined;
  const { rows } = await db.query<FoundRow>(legStatement(isByName), [
    leg.isDeletedToo,
    leg.ids ?? null,
    leg.notIds ?? null,
    leg.lastName ?? null,
    leg.firstName ?? null,
    leg.birthOn ?? null,
    id,
    rowsMax,
    ...(isByName ? [lastKey, firstKey] : []),
  ]);
  return rows;
}

/** A value of one customer can stand with many others as a phone number; more than these are not told apart. */
const MATCHES_MAX = 1_000;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PHONE = /^\+?[\d\s()./-]+$/;
/** In groups, as numbers stand on cards. */
const CARD = /^[\d\s-]{8,40}$/;
/** Not words of a name. */
const BEGINNING = /^\S{3,}$/;
/** More than that and nobody looks through them: they type on. */
const BEGINNINGS_MAX = 50;
/** Shorter ones are house numbers and the like. */
const PHONE_DIGITS_MIN = 6;

/** Whom a text names exactly, by whatever it may be. */
export async function idsNamed(
  db: pg.Pool | pg.ClientBase,
  text: string,
  isDeletedToo: boolean,
): Promise<readonly string[]> {
  const ids = new Set<string>(UUID.test(text) ? [text.toLowerCase()] : []);
  const finders = [
    () => idsByIdentifier(db, { externalId: text }, isDeletedToo),
    ...(text.includes('@') ? [() => idsByEmail(db, text, isDeletedToo)] : []),
    ...(PHONE.test(text) && digitsOf(text).length >= PHONE_DIGITS_MIN ? [() => idsByPhone(db, text)] : []),
    ...(CARD.test(text) ? [() => idsByCard(db, text)] : []),
  ];
  for (const find of finders) for (const id of await find()) ids.add(id);
  return [...ids];
}

/** Who has all the values that belong to one customer; undefined when none was given. */
export async function idsOf(
  db: pg.Pool | pg.ClientBase,
  search: CustomerSearch,
  isDeletedToo: boolean,
): Promise<readonly string[] | undefined> {
  const found: (readonly string[])[] = [];
  const { id, email, externalId, externalIdType, phone } = search;
  if (id !== undefined) found.push(UUID.test(id) ? [id.toLowerCase()] : []);
  if (email !== undefined) found.push(await idsByEmail(db, email, isDeletedToo));
  if (externalId !== undefined) {
    found.push(await idsByIdentifier(db, { externalId, externalIdType }, isDeletedToo));
  }
  if (phone !== undefined) found.push(await idsByPhone(db, phone));
  const [first, ...others] = found;
  return first?.filter((one) => others.every((other) => other.includes(one)));
}

type IdRow = { readonly customer_id: string };

/** Deleted customers have given their keys up, so they are found by what their profile still says. */
async function idsByEmail(
  db: pg.Pool | pg.ClientBase,
  email: string,
  isDeletedToo: boolean,
): Promise<readonly string[]> {
  const { rows } = await db.query<IdRow>(
    `select k.customer_id from laurel.customer_key k where k.kind = $1 and k.value = $2
     union
     select c.customer_id from laurel.customer c where $3::boolean and c.deleted_at is not null and lower(c.email) = $2
     order by 1
     limit $4`,
    [EMAIL_KIND, emailKey(email).value, isDeletedToo, MATCHES_MAX],
  );
  return rows.map((row) => row.customer_id);
}

async function idsByIdentifier(
  db: pg.Pool | pg.ClientBase,
  { externalId, externalIdType }: Pick<CustomerSearch, 'externalId' | 'externalIdType'>,
  isDeletedToo: boolean,
): Promise<readonly string[]> {
  const value = externalId ?? '';
  const type = externalIdType ?? null;
  const { rows } = await db.query<IdRow>(
    `select k.customer_id from laurel.customer_key k
     where  k.value = $1 and k.kind <> $2 and ($3::text is null or k.kind = $3)
     union
     select c.customer_id from laurel.customer c
     where  $4::boolean and c.deleted_at is not null and c.identifiers @> $5::jsonb
     order by 1
     limit $6`,
    [
      value,
      EMAIL_KIND,
      type === null ? null : identifierKey(type, value).kind,
      isDeletedToo,
      JSON.stringify([type === null ? { value } : { type, value }]),
      MATCHES_MAX,
    ],
  );
  return rows.map((row) => row.customer_id);
}

/** Of a card that is not removed. Only the whole number finds it: nobody is to feel their way along numbers of cards. */
async function idsByCard(db: pg.Pool | pg.ClientBase, text: string): Promise<readonly string[]> {
  const { rows } = await db.query<IdRow>(
    'select k.customer_id from laurel.customer_key k where k.kind = $1 and k.value = $2 order by 1 limit 1',
    [CARD_KIND, plainNumber(text)],
  );
  return rows.map((row) => row.customer_id);
}

/** Whose e-mail address or identifier begins with a text, as it is typed or in lower case. */
export async function idsBegun(db: pg.Pool | pg.ClientBase, text: string): Promise<readonly string[]> {
  if (!BEGINNING.test(text)) return [];
  const { rows } = await db.query<IdRow>(
    `select f.customer_id
     from   unnest($1::text[]) as t(beginning)
            cross join lateral (
              select k.customer_id
              from   laurel.customer_key k
              where  k.value collate "C" >= t.beginning and k.value collate "C" < t.beginning || '${LAST_CHARACTER}'
                and  k.kind <> $2
              order  by k.value collate "C"
              limit  $3) as f
     limit  $3`,
    [[...new Set([text, emailKey(text).value])], CARD_KIND, BEGINNINGS_MAX],
  );
  return rows.map((row) => row.customer_id);
}

/** Materialised, or the order would tempt the planner to walk all customers by id. */
async function idsByPhone(db: pg.Pool | pg.ClientBase, phone: string): Promise<readonly string[]> {
  const digits = digitsOf(phone);
  if (digits === '') return [];
  const { rows } = await db.query<IdRow>(
    `with found as materialized (
       select c.customer_id from laurel.customer c where c.phone_digits @> array[$1::text]
     )
     select f.customer_id from found f order by f.customer_id limit $2`,
    [digits, MATCHES_MAX],
  );
  return rows.map((row) => row.customer_id);
}

function recordOf(row: CustomerRow): CustomerRecord {
  return { id: row.customer_id, profile: profileOf(row) };
}
