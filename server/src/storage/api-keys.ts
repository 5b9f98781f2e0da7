// API keys: who may call, and what. Secrets are long and random, so their SHA-256 is kept and nothing slower is needed.
// Checking a presented secret is the adapters' work; here keys are made, found, listed and revoked.
import { hash, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { GoodwillLimit } from '../domain/access/goodwill.ts';
import type { Instant } from '../domain/time.ts';

/** `admin` covers all others; `sessionm` is the Core, Connect and POS families in one. */
export const SCOPES = [
  'customers:read',
  'customers:write',
  'events:write',
  'transactions:read',
  'transactions:write',
  'catalogue:read',
  'catalogue:write',
  'points:read',
  'points:write',
  'tiers:read',
  'tiers:write',
  'campaigns:read',
  'campaigns:write',
  'offers:read',
  'offers:write',
  'codes:read',
  'codes:write',
  'codes:claim',
  'cards:read',
  'cards:write',
  'cards:numbers',
  'messages:read',
  'messages:write',
  'programme:read',
  'programme:write',
  'runs:write',
  'sync:read',
  'sync:write',
  'users:read',
  'users:write',
  'approvals:read',
  'approvals:write',
  'audit:read',
  'analytics:read',
  'privacy:read',
  'privacy:write',
  'sessionm',
  'admin',
] as const;
export type Scope = (typeof SCOPES)[number];

export type ApiKey = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  /** Requests a minute; null: no limit. */
  readonly rateLimit: number | null;
  /** What it may give by hand; none of an action: as much as it likes. */
  readonly limits: readonly GoodwillLimit[];
  readonly createdAt: Instant;
  readonly revokedAt: Instant | null;
};

export type NewApiKey = {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly rateLimit: number | null;
  readonly limits?: readonly GoodwillLimit[];
  readonly createdAt: Instant;
  /** Made here when left out. */
  readonly credentials?: { readonly key: string; readonly secret: string };
};

type Db = pg.Pool | pg.PoolClient;

type Row = {
  readonly id: string;
  readonly key: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly rate_limit: number | null;
  readonly limits: readonly GoodwillLimit[];
  readonly created_at: Instant;
  readonly revoked_at: Instant | null;
};

/** Keys are few and made by hand; a list longer than this is a mistake. */
const LIST_MAX = 1_000;
const KEY_BYTES = 12;
/** 256 bits. */
const SECRET_BYTES = 32;

const COLUMNS = 'k.id, k.key, k.name, k.scopes, k.rate_limit, k.limits, k.created_at, k.revoked_at';

/** The secret is in the answer and nowhere else; null when another key has the name `credentials.key`. */
export async function createApiKey(
  db: Db,
  given: NewApiKey,
): Promise<{ readonly apiKey: ApiKey; readonly secret: string } | null> {
  const { key, secret } = given.credentials ?? {
    key: `lk_${randomBytes(KEY_BYTES).toString('hex')}`,
    secret: randomBytes(SECRET_BYTES).toString('base64url'),
  };
  const { rows } = await db.query<Row>(
    `insert into laurel.api_key as k (id, key, secret_hash, name, scopes, rate_limit, limits, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (key) do nothing
     returning ${COLUMNS}`,
    [
      randomUUID(),
      key,
      hashSecret(secret),
      given.name,
      given.scopes,
      given.rateLimit,
      JSON.stringify(given.limits ?? []),
      new Date(given.createdAt),
    ],
  );
  const [row] = rows;
  return row === undefined ? null : { apiKey: apiKeyOf(row), secret };
}

/** The key that a caller names, revoked ones included, with the hash of its secret. */
export async function findApiKey(
  db: Db,
  key: string,
): Promise<{ readonly apiKey: ApiKey; readonly secretHash: Buffer } | null> {
  const { rows } = await db.query<Row & { readonly secret_hash: Buffer }>(
    `select ${COLUMNS}, k.secret_hash
       from laurel.api_key k
      where k.key = $1`,
    [key],
  );
  const [row] = rows;
  return row === undefined ? null : { apiKey: apiKeyOf(row), secretHash: row.secret_hash };
}

/** Newest first, revoked ones included. */
export async function listApiKeys(db: Db): Promise<readonly ApiKey[]> {
  const { rows } = await db.query<Row>(
    `select ${COLUMNS}
       from laurel.api_key k
      order by k.created_at desc, k.id
      limit $1`,
    [LIST_MAX],
  );
  return rows.map(apiKeyOf);
}

/** Revoking twice keeps the first date; null when there is no such key. */
export async function revokeApiKey(db: Db, id: string, at: Instant): Promise<ApiKey | null> {
  const { rows } = await db.query<Row>(
    `update laurel.api_key k
        set revoked_at = coalesce(k.revoked_at, $2)
      where k.id = $1
      returning ${COLUMNS}`,
    [id, new Date(at)],
  );
  const [row] = rows;
  return row === undefined ? null : apiKeyOf(row);
}

export function hashSecret(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

/** A scope that a later version wrote and this one does not know grants nothing here. */
function apiKeyOf(row: Row): ApiKey {
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    scopes: SCOPES.filter((scope) => row.scopes.includes(scope)),
    rateLimit: row.rate_limit,
    limits: row.limits,
    createdAt: row.created_at,
    revokedAt: row.revoked_at,
  };
}
