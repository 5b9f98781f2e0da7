// The log of access: who changed what of users, roles, groups, keys and requests, and who signed in. Rows are only added.
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { z } from 'zod';
import type { Actor, JsonObject } from '../domain/facts.ts';
import type { Instant } from '../domain/time.ts';
import { cursorOf, instantPart, type Page, type PageOf, pageOf, readCursor, rowsToRead, uuidPart } from './pages.ts';

type Db = Pick<pg.Pool, 'query'>;

export type AccessEntry = {
  readonly id: string;
  readonly at: Instant;
  readonly actor: Actor;
  readonly action: string;
  readonly target: { readonly kind: string; readonly id: string; readonly name: string };
  readonly detail: JsonObject;
};

type Row = {
  readonly id: string;
  readonly at: Instant;
  readonly actor_kind: Actor['kind'];
  readonly actor_name: string;
  readonly actor_id: string | null;
  readonly action: string;
  readonly target_kind: string;
  readonly target_id: string;
  readonly target_name: string;
  readonly detail: JsonObject;
};

const CURSOR = z.tuple([instantPart, uuidPart]);

export async function addAccessEntry(db: Db, entry: Omit<AccessEntry, 'id'>): Promise<void> {
  await db.query(
    `insert into laurel.access_audit (id, at, actor_kind, actor_name, actor_id, action, target_kind, target_id, target_name,
                                      detail)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      randomUUID(),
      new Date(entry.at),
      entry.actor.kind,
      entry.actor.name,
      entry.actor.id ?? null,
      entry.action,
      entry.target.kind,
      entry.target.id,
      entry.target.name,
      JSON.stringify(entry.detail),
    ],
  );
}

export type AccessFilter = Page & {
  readonly action: string | undefined;
  readonly actorId: string | undefined;
  readonly targetId: string | undefined;
};

/** Newest first. */
export async function listAccessEntries(db: Db, query: AccessFilter): Promise<PageOf<AccessEntry>> {
  const [at, id] = readCursor(query.after, CURSOR) ?? [null, null];
  const { rows } = await db.query<Row>(
    `select a.id, a.at, a.actor_kind, a.actor_name, a.actor_id, a.action, a.target_kind, a.target_id, a.target_name, a.detail
       from laurel.access_audit a
      where ($1::timestamptz is null or (a.at, a.id) < ($1, $2::uuid))
        and ($3::text is null or a.action = $3)
        and ($4::uuid is null or a.actor_id = $4)
        and ($5::text is null or a.target_id = $5)
      order by a.at desc, a.id desc
      limit $6`,
    [
      at === null ? null : new Date(at),
      id,
      query.action ?? null,
      query.actorId ?? null,
      query.targetId ?? null,
      rowsToRead(query.limit),
    ],
  );
  return pageOf(rows, query.limit, { item: entryOf, cursor: (row) => cursorOf([row.at, row.id]) });
}

function entryOf(row: Row): AccessEntry {
  const actor = { kind: row.actor_kind, name: row.actor_name };
  return {
    id: row.id,
    at: row.at,
    actor: row.actor_id === null ? actor : { ...actor, id: row.actor_id },
    action: row.action,
    target: { kind: row.target_kind, id: row.target_id, name: row.target_name },
    detail: row.detail,
  };
}
