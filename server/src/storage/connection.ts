// How every connection to PostgreSQL is made and what its values become in JavaScript, here and nowhere else.
// It holds no SQL of the application and no retry: whoever runs a transaction knows whether it may run again.
import pg from 'pg';

export type PoolOptions = {
  readonly url: string;
  readonly max: number;
  readonly applicationName: string;
  /** The role the session takes; without one it stays the login. */
  readonly role?: 'laurel_app';
  /** Overrides of the limits below, for migrations and reports. */
  readonly limits?: Partial<SessionLimits>;
  /** Instants as Date and the like, as libraries expect that bring their own SQL. */
  readonly hasPlainValues?: boolean;
  /** Told when an idle connection breaks. The pool has dropped it already; the next query gets a new one. */
  readonly onIdleError?: (error: Error) => void;
};

type SessionLimits = {
  readonly statementMs: number;
  readonly lockMs: number;
  readonly idleInTransactionMs: number;
};

/** Longer than any statement of the road, short enough that a stalled holder of a partition frees it. */
const SESSION_LIMITS: SessionLimits = { statementMs: 15_000, lockMs: 5_000, idleInTransactionMs: 5_000 };

const CONNECT_TIMEOUT_MS = 10_000;
const KEEP_ALIVE_DELAY_MS = 10_000;
const IDLE_TIMEOUT_MS = 60_000;

/** Type numbers of PostgreSQL whose text form is turned into something other than a string or a small number. */
const INT8 = 20;
const INT8_ARRAY = 1016;
const DATE = 1082;
const DATE_ARRAY = 1182;
const TIMESTAMPTZ = 1184;
const TIMESTAMPTZ_ARRAY = 1185;

/** A pool whose connections are set up by the start-up packet: no query of its own, and nothing to forget. */
export function createPool(options: PoolOptions): pg.Pool {
  const pool = new pg.Pool({ ...clientConfig(options), max: options.max, idleTimeoutMillis: IDLE_TIMEOUT_MS });
  // Without a listener a connection that breaks while idle would end the process.
  pool.on('error', options.onIdleError ?? (() => undefined));
  return pool;
}

/** What a single client needs to behave like those of a pool. */
export function clientConfig(options: Omit<PoolOptions, 'max'>): pg.ClientConfig {
  const { url, inherited } = takeOptions(options.url);
  return {
    connectionString: url,
    application_name: options.applicationName,
    options: [inherited, startupOptions(options)].filter((part) => part !== '').join(' '),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_DELAY_MS,
    ...(options.hasPlainValues === true ? {} : { types: { getTypeParser: parserOf } }),
  };
}

function startupOptions(options: Omit<PoolOptions, 'max'>): string {
  const limits = { ...SESSION_LIMITS, ...options.limits };
  const settings: Readonly<Record<string, string | number>> = {
    timezone: 'UTC',
    search_path: 'laurel',
    datestyle: 'ISO',
    ...(options.role === undefined ? {} : { role: options.role }),
    statement_timeout: limits.statementMs,
    lock_timeout: limits.lockMs,
    idle_in_transaction_session_timeout: limits.idleInTransactionMs,
    // The server notices within 25 s that a client's machine is gone, and frees its locks.
    tcp_keepalives_idle: 10,
    tcp_keepalives_interval: 5,
    tcp_keepalives_count: 3,
  };
  return Object.entries(settings)
    .map(([name, value]) => `-c ${name}=${value}`)
    .join(' ');
}

/** `pg` lets options in the URL replace ours; they are put before ours instead. */
function takeOptions(given: string): { url: string; inherited: string } {
  if (!given.includes('options=')) return { url: given, inherited: '' };
  const url = new URL(given);
  const inherited = url.searchParams.get('options') ?? '';
  url.searchParams.delete('options');
  return { url: url.href, inherited };
}

type Parser = (value: string) => unknown;

function parserOf(oid: number, format?: 'text' | 'binary'): Parser {
  switch (oid) {
    case INT8:
      return parseInteger;
    case DATE:
      return parseText;
    case TIMESTAMPTZ:
      return parseInstant;
    case INT8_ARRAY:
      return (value) => parsePlainArray(value, parseInteger);
    case DATE_ARRAY:
      return (value) => parsePlainArray(value, parseText);
    case TIMESTAMPTZ_ARRAY:
      return (value) => parsePlainArray(value, parseInstant);
    default:
      return pg.types.getTypeParser(oid, format ?? 'text');
  }
}

/** bigint → number. Points and money are checked to be safe integers in the domain; the table may not hold others. */
function parseInteger(value: string): number {
  const number = Number(value);
  if (!Number.isSafeInteger(number)) throw new RangeError(`bigint ${value} is beyond ±(2^53 − 1).`);
  return number;
}

/** timestamptz in UTC ("2026-02-03 04:05:06.789+00") → milliseconds since 1970; microseconds are cut off. */
function parseInstant(value: string): number {
  const instant = Date.parse(`${value.slice(0, 10)}T${value.slice(11, -3)}Z`);
  if (Number.isNaN(instant)) throw new RangeError(`timestamptz ${value} is not within the years 1 to 9999.`);
  return instant;
}

function parseText(value: string): string {
  return value;
}

/** One-dimensional arrays whose items need no escaping: numbers, dates, instants (the last are quoted). */
function parsePlainArray<T>(value: string, parse: (item: string) => T): (T | null)[] {
  if (value === '{}') return [];
  return value
    .slice(1, -1)
    .split(',')
    .map((item) => (item === 'NULL' ? null : parse(item.startsWith('"') ? item.slice(1, -1) : item)));
}
