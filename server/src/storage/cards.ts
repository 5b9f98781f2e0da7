// Cards as they now are, and the history of their balances, which is only added to. Writing them is save's.
import type pg from 'pg';
import { z } from 'zod';
import { type Card, type CardEntry, isOpenCard } from '../domain/cards/card.ts';
import { nameOf } from '../domain/records.ts';
import type { CustomerState } from '../domain/state.ts';
import type { Instant } from '../domain/time.ts';
import { texts, uuids } from './arrays.ts';
import { cursorOf, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';
import type { RecordTable } from './records.ts';
import { bigint, bool, instant, text, uuid } from './tables.ts';

type CardItem = readonly [
  id: string,
  number: string,
  type: string,
  design: string | null,
  nickname: string | null,
  status: Card['status'],
  balance: number,
  currency: string,
  expiresAt: string | null,
  registeredAt: string,
  updatedAt: string,
  leftWith: number | null,
];

/** Of a row `r`. */
const CARD_ITEM = `json_build_array(r.id, r.number, r.type, r.design, r.nickname, r.status, r.balance, r.currency, r.expires_at,
       r.registered_at, r.updated_at, r.left_with)`;

function cardOf(item: CardItem): Card {
  const [id, number, type, design, nickname, status, balance, currency, expiresAt, registeredAt, updatedAt, leftWith] =
    item;
  return {
    id,
    number,
    type,
    design,
    nickname,
    status,
    balance,
    currency,
    expiresAt: expiresAt === null ? null : Date.parse(expiresAt),
    registeredAt: Date.parse(registeredAt),
    updatedAt: Date.parse(updatedAt),
    leftWith,
  };
}

export const CARDS: RecordTable<'card', CardItem> = {
  family: 'card',
  table: {
    name: 'card',
    columns: [
      uuid('customer_id', (row) => row.customerId),
      uuid('id', (row) => row.id),
      text('number', (row) => row.number),
      text('type', (row) => row.type),
      text('design', (row) => row.design),
      text('nickname', (row) => row.nickname),
      text('status', (row) => row.status),
      bigint('balance', (row) => row.balance),
      text('currency', (row) => row.currency),
      instant('expires_at', (row) => row.expiresAt),
      instant('registered_at', (row) => row.registeredAt),
      instant('updated_at', (row) => row.updatedAt),
      bigint('left_with', (row) => row.leftWith),
      bool('is_open', (row) => isOpenCard(row)),
    ],
    upsertOn: ['customer_id', 'id'],
  },
  item: CARD_ITEM,
  rowOf: cardOf,
  open: `r.status <> 'removed'`,
};

type EntryItem = readonly [
  id: string,
  cardId: string,
  at: string,
  activity: CardEntry['activity'],
  change: number,
  balance: number,
  reason: string | null,
  author: string,
  otherCardId: string | null,
  reference: string | null,
];

function entryOf(item: EntryItem): CardEntry {
  const [id, cardId, at, activity, change, balance, reason, author, otherCardId, reference] = item;
  return { id, cardId, at: Date.parse(at), activity, change, balance, reason, author, otherCardId, reference };
}

const ENTRY_ITEM = `json_build_array(r.id, r.card_id, r.at, r.activity, r.change, r.balance, r.reason, r.author, r.other_card_id,
       r.reference)`;

export const CARD_ENTRIES: RecordTable<'card_entry', EntryItem> = {
  family: 'card_entry',
  table: {
    name: 'card_entry',
    columns: [
      uuid('customer_id', (row) => row.customerId),
      uuid('id', (row) => row.id),
      uuid('card_id', (row) => row.cardId),
      instant('at', (row) => row.at),
      text('activity', (row) => row.activity),
      bigint('change', (row) => row.change),
      bigint('balance', (row) => row.balance),
      text('reason', (row) => row.reason),
      text('author', (row) => row.author),
      uuid('other_card_id', (row) => row.otherCardId),
      text('reference', (row) => row.reference),
    ],
  },
  item: ENTRY_ITEM,
  rowOf: entryOf,
  open: 'false',
};

/** Cards whose date has come, of some customers, into their states. */
export async function loadDueCards(
  client: pg.PoolClient,
  { customerIds, now }: { readonly customerIds: readonly string[]; readonly now: Instant },
  states: ReadonlyMap<string, CustomerState>,
): Promise<void> {
  const { rows } = await client.query<{ customer_id: string; item: CardItem }>({
    name: 'load-due-cards',
    text: `select r.customer_id, ${CARD_ITEM} as item
           from   laurel.card r
           where  r.customer_id = any($1::uuid[]) and r.is_open and r.expires_at <= $2
           order  by r.customer_id, r.id`,
    values: [uuids(customerIds), new Date(now)],
  });
  for (const { customer_id, item } of rows) {
    const row = cardOf(item);
    states.get(customer_id)?.records.set(nameOf('card', row.id), { family: 'card', row });
  }
}

/** What was on cards with these numbers when they were last removed, from whosever account. */
export async function readCardsLeft(
  client: pg.PoolClient,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await client.query<{ number: string; left_with: number }>({
    name: 'read-cards-left',
    text: `select distinct on (r.number) r.number, r.left_with
           from   laurel.card r
           where  r.number = any($1::text[]) and r.status = 'removed'
           order  by r.number, r.updated_at desc, r.id desc`,
    values: [texts(numbers)],
  });
  return new Map(rows.map(({ number, left_with }) => [number, left_with]));
}

type Db = Pick<pg.Pool, 'query'>;

/** A customer's cards, the newest first; those that were removed only when asked for. */
export async function readCards(
  db: Db,
  customerId: string,
  query: Page & { readonly withRemoved: boolean; readonly now: Instant },
): Promise<PageOf<Card>> {
  const [after] = readCursor(query.after, z.tuple([uuidPart])) ?? [null];
  const { rows } = await db.query<{ item: CardItem }>(
    `select ${CARD_ITEM} as item
     from   laurel.card r
     where  r.customer_id = $1
       and  ($2::uuid is null or r.id < $2)
       and  ($3 or r.status <> 'removed')
     order  by r.id desc
     limit  $4`,
    [customerId, after, query.withRemoved, rowsToRead(query.limit)],
  );
  return pageOf(rows, query.limit, {
    item: ({ item }) => asOf(cardOf(item), query.now),
    cursor: ({ item }) => cursorOf([item[0]]),
  });
}

export async function readCard(
  db: Db,
  customerId: string,
  { id, now }: { readonly id: string; readonly now: Instant },
): Promise<Card | null> {
  const { rows } = await db.query<{ item: CardItem }>(
    `select ${CARD_ITEM} as item from laurel.card r where r.customer_id = $1 and r.id = $2`,
    [customerId, id],
  );
  return rows[0] === undefined ? null : asOf(cardOf(rows[0].item), now);
}

/** Past its date a card counts as expired and empty, whether or not that has been booked. */
function asOf(card: Card, now: Instant): Card {
  const isPast = isOpenCard(card) && card.expiresAt !== null && card.expiresAt <= now;
  return isPast ? { ...card, status: 'expired', balance: 0 } : card;
}

/** The changes of a card's balance, the newest first. */
export async function readCardEntries(
  db: Db,
  { customerId, cardId }: { readonly customerId: string; readonly cardId: string },
  query: Page,
): Promise<PageOf<CardEntry>> {
  const [after] = readCursor(query.after, z.tuple([uuidPart])) ?? [null];
  const { rows } = await db.query<{ item: EntryItem }>(
    `select ${ENTRY_ITEM} as item
     from   laurel.card_entry r
     where  r.customer_id = $1 and r.card_id = $2
       and  ($3::uuid is null or r.id < $3)
     order  by r.id desc
     limit  $4`,
    [customerId, cardId, after, rowsToRead(query.limit)],
  );
  return pageOf(rows, query.limit, {
    item: ({ item }) => entryOf(item),
    cursor: ({ item }) => cursorOf([item[0]]),
  });
}
