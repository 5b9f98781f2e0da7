// What every request of tills has: the envelope with store, client and the id under which it is processed once; and money, which
// travels as decimals there and is whole units of the smallest unit here.

import { z } from 'zod';
import { minorUnits } from '../../domain/purchases/currency.ts';
import type { Call } from './call.ts';
import { invalid } from './errors.ts';
import { given, object, read, text } from './fields.ts';

const ID_MAX = 200;
const MONEY_MAX = 1_000_000_000;

const envelope = object({
  store_id: text(ID_MAX),
  client_id: text(ID_MAX),
  request_id: text(ID_MAX),
  culture: given(text(20)),
  request_payload: object({}).loose(),
});

/** Store and client ids need no registration. */
export function readPos<Shape extends z.ZodRawShape>(call: Call, shape: Shape) {
  const { store_id: storeId, request_id: requestId, request_payload: sent } = read(envelope, call.body);
  return { storeId, requestId, payload: read(object(shape), sent), sent };
}

/** A decimal number or its text; refunds are below zero. */
export const decimal = z.unknown().transform((value, context): number => {
  const number = typeof value === 'string' && /^[+-]?\d{1,12}(\.\d{1,6})?$/.test(value.trim()) ? Number(value) : value;
  if (typeof number === 'number' && Number.isFinite(number) && Math.abs(number) <= MONEY_MAX) return number;
  const isAbsent = value === undefined || value === null || value === '';
  context.addIssue({ code: 'custom', message: isAbsent ? 'is required' : 'must be a decimal number' });
  return z.NEVER;
});

/** `12.50` → 1250; a fraction of the smallest unit is a slip of the sender. */
export function minorOf(call: Call, field: string, amount: number): number {
  const scaled = amount * minorUnits(call.programme.document.currency);
  const whole = Math.round(scaled);
  if (Math.abs(scaled - whole) > 1e-4) throw invalid({ [field]: ['has more decimals than the currency'] });
  return whole;
}

export function decimalOf(call: Call, minor: number): number {
  return minor / minorUnits(call.programme.document.currency);
}
