// Array parameters in PostgreSQL's binary wire format: `pg` sends a Buffer as it is, so that
// `unnest($1::uuid[], $2::bigint[])` receives them without quoting and parsing text. Reads nothing back.
// The format is that of array_send in src/backend/utils/adt/arrayfuncs.c and of the element types' *_send.

/** Type numbers from pg_type.dat. */
const OID = {
  json: 114,
  double: 701,
  bool: 16,
  bigint: 20,
  smallint: 21,
  integer: 23,
  text: 25,
  date: 1082,
  timestamptz: 1184,
  uuid: 2950,
  jsonb: 3802,
} as const;

/** dimensions, null flag, element type, length, lower bound: four bytes each. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
/** PostgreSQL counts from 2000-01-01. */
const EPOCH_MS = 946_684_800_000;
const EPOCH_DAYS = 10_957;
const DAY_MS = 86_400_000;
const UINT32 = 2 ** 32;
/** A UTF-16 code unit takes at most three bytes in UTF-8. */
const UTF8_BYTES_PER_UNIT = 3;

type Values<T> = readonly (T | null)[];

export function uuids(values: Values<string>): Buffer {
  return fixed(values, { oid: OID.uuid, bytes: 16, write: writeUuid });
}

/** Safe integers only; 8 bytes on the wire. */
export function bigints(values: Values<number>): Buffer {
  return fixed(values, { oid: OID.bigint, bytes: 8, write: writeBigint });
}

export function ints(values: Values<number>): Buffer {
  return fixed(values, {
    oid: OID.integer,
    bytes: 4,
    write: (buffer, value, at) => buffer.writeInt32BE(whole(value), at),
  });
}

export function smallints(values: Values<number>): Buffer {
  return fixed(values, {
    oid: OID.smallint,
    bytes: 2,
    write: (buffer, value, at) => buffer.writeInt16BE(whole(value), at),
  });
}

export function doubles(values: Values<number>): Buffer {
  return fixed(values, {
    oid: OID.double,
    bytes: 8,
    write: (buffer, value, at) => buffer.writeDoubleBE(value, at),
  });
}

export function booleans(values: Values<boolean>): Buffer {
  return fixed(values, { oid: OID.bool, bytes: 1, write: (buffer, value, at) => buffer.writeUInt8(value ? 1 : 0, at) });
}

/** Milliseconds since 1970 → timestamptz[]. */
export function instants(values: Values<number>): Buffer {
  return fixed(values, { oid: OID.timestamptz, bytes: 8, write: writeInstant });
}

/** 'YYYY-MM-DD' → date[]. */
export function dates(values: Values<string>): Buffer {
  return fixed(values, { oid: OID.date, bytes: 4, write: writeDate });
}

export function texts(values: Values<string>): Buffer {
  return utf8(values, OID.text, '');
}

/** jsonb[]. A string is taken as JSON already written out; anything else is written out here. */
export function jsons(values: Values<string | object>): Buffer {
  // jsonb's wire format opens with its version number.
  return utf8(values.map(writtenOut), OID.jsonb, '\u0001');
}

/** json[], see `jsons`. */
export function writtenJsons(values: Values<string | object>): Buffer {
  return utf8(values.map(writtenOut), OID.json, '');
}

function writtenOut(value: string | object | null): string | null {
  return value === null || typeof value === 'string' ? value : JSON.stringify(value);
}

type Fixed<T> = {
  readonly oid: number;
  readonly bytes: number;
  readonly write: (buffer: Buffer, value: T, at: number) => void;
};

function fixed<T>(values: Values<T>, type: Fixed<T>): Buffer {
  const buffer = Buffer.allocUnsafe(HEADER_BYTES + values.length * (LENGTH_BYTES + type.bytes));
  let at = HEADER_BYTES;
  let hasNull = false;
  for (const value of values) {
    if (value === null) {
      hasNull = true;
      at = buffer.writeInt32BE(NULL_LENGTH, at);
      continue;
    }
    at = buffer.writeInt32BE(type.bytes, at);
    type.write(buffer, value, at);
    at += type.bytes;
  }
  return finish(buffer, { oid: type.oid, count: values.length, hasNull, end: at });
}

/** Room for the longest possible encoding, one write per value, the rest cut off. */
function utf8(values: Values<string>, oid: number, prefix: string): Buffer {
  let room = HEADER_BYTES;
  for (const value of values) {
    room += LENGTH_BYTES + (value === null ? 0 : prefix.length + value.length * UTF8_BYTES_PER_UNIT);
  }
  const buffer = Buffer.allocUnsafe(room);
  let at = HEADER_BYTES;
  let hasNull = false;
  for (const value of values) {
    if (value === null) {
      hasNull = true;
      at = buffer.writeInt32BE(NULL_LENGTH, at);
      continue;
    }
    const start = at + LENGTH_BYTES;
    const prefixBytes = prefix === '' ? 0 : buffer.write(prefix, start, 'latin1');
    const bytes = prefixBytes + buffer.write(value, start + prefixBytes, 'utf8');
    buffer.writeInt32BE(bytes, at);
    at = start + bytes;
  }
  return finish(buffer, { oid, count: values.length, hasNull, end: at });
}

type Finished = { readonly oid: number; readonly count: number; readonly hasNull: boolean; readonly end: number };

function finish(buffer: Buffer, { oid, count, hasNull, end }: Finished): Buffer {
  buffer.writeInt32BE(1, 0);
  buffer.writeInt32BE(hasNull ? 1 : 0, 4);
  buffer.writeInt32BE(oid, 8);
  buffer.writeInt32BE(count, 12);
  buffer.writeInt32BE(1, 16);
  return buffer.subarray(0, end);
}

/** Places of the hexadecimal digits in a UUID. */
const UUID_DIGITS = [...'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx'].flatMap((mark, at) => (mark === 'x' ? [at] : []));
const UUID_LENGTH = 36;
const NO_DIGIT = 255;
const HEX_VALUES = new Uint8Array(128).fill(NO_DIGIT);
for (const [value, digit] of [...'0123456789abcdef'].entries()) {
  HEX_VALUES[digit.charCodeAt(0)] = value;
  HEX_VALUES[digit.toUpperCase().charCodeAt(0)] = value;
}

/** Digit by digit: batches write tens of thousands, and this takes half of what string functions do. */
function writeUuid(buffer: Buffer, value: string, at: number): void {
  let seen = value.length === UUID_LENGTH ? 0 : NO_DIGIT;
  for (let byte = 0; byte < 16; byte += 1) {
    const high = HEX_VALUES[value.charCodeAt(UUID_DIGITS[byte * 2] ?? 0)] ?? NO_DIGIT;
    const low = HEX_VALUES[value.charCodeAt(UUID_DIGITS[byte * 2 + 1] ?? 0)] ?? NO_DIGIT;
    seen |= high | low;
    buffer[at + byte] = (high << 4) | low;
  }
  if (seen > 15) throw new TypeError(`Not a UUID: ${value}`);
}

function writeBigint(buffer: Buffer, value: number, at: number): void {
  whole(value);
  buffer.writeInt32BE(Math.floor(value / UINT32), at);
  buffer.writeUInt32BE(value >>> 0, at + 4);
}

/** Microseconds leave the safe range in the year 2255, so the two halves are computed apart. */
function writeInstant(buffer: Buffer, value: number, at: number): void {
  const milliseconds = whole(value) - EPOCH_MS;
  const high = Math.floor(milliseconds / UINT32);
  const low = milliseconds - high * UINT32;
  const lowMicroseconds = low * 1000;
  buffer.writeInt32BE(high * 1000 + Math.floor(lowMicroseconds / UINT32), at);
  buffer.writeUInt32BE(lowMicroseconds % UINT32, at + 4);
}

/** The rows of a batch are mostly booked on one day, so the last one is remembered. */
let lastDate = { text: '', days: 0 };

function writeDate(buffer: Buffer, value: string, at: number): void {
  if (value !== lastDate.text) lastDate = { text: value, days: daysOf(value) };
  buffer.writeInt32BE(lastDate.days, at);
}

function daysOf(value: string): number {
  const instant = Date.parse(`${value}T00:00:00Z`);
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(instant) || new Date(instant).toISOString().slice(0, 10) !== value) {
    throw new TypeError(`Not a date: ${value}`);
  }
  return instant / DAY_MS - EPOCH_DAYS;
}

function whole(value: number): number {
  if (!Number.isSafeInteger(value)) throw new RangeError(`Not a safe integer: ${value}`);
  return value;
}
