// What would change if a document went live: compared part by part with what is live, and written as a readable diff.
// Both sides have their defaults filled in, so writing out a default is no change. How many customers a change touches is
// asked of the database by the caller.

import { type Span, spanText, UNITS } from '../time.ts';
import { type Path, writePath } from './issue.ts';
import type { ProgrammeDocument } from './schema.ts';
import type { Warning } from './warnings.ts';

export type PlanChange = {
  readonly kind: 'add' | 'change' | 'remove';
  /** Keys from the root; parts of a list that have an id are named by it. */
  readonly path: Path;
  /** Null for what is added. */
  readonly before: string | null;
  /** Null for what is removed. */
  readonly after: string | null;
  /** Customers who have, hold or are in what changes; null when it was not asked for or no customer can have it. */
  readonly customers: number | null;
};

type Parts = { readonly [key: string]: unknown };

export function planProgramme(live: ProgrammeDocument | null, next: ProgrammeDocument): readonly PlanChange[] {
  const nothing: Parts = Object.fromEntries(
    Object.entries(next).map(([key, value]) => [key, isParts(value) ? {} : undefined]),
  );
  // The settings of a first programme are all new; those left at their defaults are not worth a line each.
  const before: Parts = live ?? { ...nothing, settings: next.settings };
  return compareParts([], before, next);
}

function compareParts(path: Path, before: Parts, after: Parts): readonly PlanChange[] {
  const changes = keysInOrder(before, after).flatMap((key) =>
    compare([...path, placeOf(key)], partOf(before, key), partOf(after, key)),
  );
  return [...orderChange(path, before, after), ...changes];
}

/** Names begin with a letter, so a number is a position in a list. */
function placeOf(key: string): string | number {
  return /^\d+$/.test(key) ? Number(key) : key;
}

function partOf(parts: Parts, key: string): unknown {
  return Object.hasOwn(parts, key) ? parts[key] : undefined;
}

/** The order of the new document; what was removed stands behind its former neighbour. */
function keysInOrder(before: Parts, after: Parts): readonly string[] {
  const keys = Object.keys(after);
  let place = 0;
  for (const key of Object.keys(before)) {
    const found = keys.indexOf(key);
    if (found >= 0) place = found + 1;
    else {
      keys.splice(place, 0, key);
      place += 1;
    }
  }
  return keys;
}

function compare(path: Path, before: unknown, after: unknown): readonly PlanChange[] {
  if (before === undefined && after === undefined) return [];
  if (before === undefined) return [{ kind: 'add', path, before: null, after: summary(after), customers: null }];
  if (after === undefined) return [{ kind: 'remove', path, before: summary(before), after: null, customers: null }];
  if (isVariant(before, after)) return changed(path, before, after);
  if (isParts(before) && isParts(after)) return compareParts(path, before, after);
  if (isPartsList(before) && isPartsList(after)) return compareParts(path, byId(before), byId(after));
  return changed(path, before, after);
}

function changed(path: Path, before: unknown, after: unknown): readonly PlanChange[] {
  const [was, is] = [shownValue(before), shownValue(after)];
  return was === is ? [] : [{ kind: 'change', path, before: was, after: is, customers: null }];
}

/** Two kinds of one thing (an expiry that was rolling and is fixed) have no parts to compare. */
function isVariant(before: unknown, after: unknown): boolean {
  return isParts(before) && isParts(after) && before.kind !== after.kind;
}

function isParts(value: unknown): value is Parts {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isSpan(value);
}

function isPartsList(value: unknown): value is readonly Parts[] {
  return Array.isArray(value) && value.length > 0 && value.every(isParts);
}

function byId(items: readonly Parts[]): Parts {
  return Object.fromEntries(items.map((item, index) => [typeof item.id === 'string' ? item.id : String(index), item]));
}

/** Sections whose order means something: spending draws from accounts as written, equal campaigns run as written. */
const ORDERED = new Set(['accounts', 'campaigns']);

function orderChange(path: Path, before: Parts, after: Parts): readonly PlanChange[] {
  if (path.length !== 1 || !ORDERED.has(String(path[0]))) return [];
  const was = Object.keys(before).filter((key) => Object.hasOwn(after, key));
  const is = Object.keys(after).filter((key) => Object.hasOwn(before, key));
  if (was.join() === is.join()) return [];
  return [{ kind: 'change', path: [...path, 'order'], before: was.join(', '), after: is.join(', '), customers: null }];
}

/** A whole part by its title alone: what it says in full stands in the files. */
function summary(value: unknown): string {
  if (!isParts(value)) return shownValue(value);
  return typeof value.title === 'string' ? JSON.stringify(value.title) : '';
}

const SHOWN_MAX = 160;

function shownValue(value: unknown): string {
  const text = written(value);
  return text.length > SHOWN_MAX ? `${text.slice(0, SHOWN_MAX)}…` : text;
}

function written(value: unknown): string {
  if (isSpan(value)) return spanText(value);
  if (Array.isArray(value)) return `[${value.map(written).join(', ')}]`;
  if (isParts(value)) {
    const parts = Object.entries(value).filter(([, part]) => part !== undefined);
    return `{ ${parts.map(([key, part]) => `${key}: ${written(part)}`).join(', ')} }`;
  }
  return typeof value === 'string' && !/^[\w@.:+/-]+$/.test(value) ? JSON.stringify(value) : String(value);
}

const SIGNS = { add: '+', change: '~', remove: '-' } as const;

/** The plan as text, one change a line. */
export function renderPlan(changes: readonly PlanChange[], warnings: readonly Warning[]): string {
  const lines = changes.map(
    (change) => `${SIGNS[change.kind]} ${writePath(change.path)}${valuesOf(change)}${customersOf(change)}`,
  );
  if (lines.length === 0) lines.push('No changes.');
  else lines.push('', totals(changes));
  if (warnings.length > 0) lines.push('', 'Warnings:');
  for (const { path, sentence } of warnings) lines.push(`! ${path}: ${sentence}`);
  return `${lines.join('\n')}\n`;
}

function valuesOf({ kind, before, after }: PlanChange): string {
  if (kind === 'change') return `  ${before} → ${after}`;
  const value = after ?? before;
  return value === null || value === '' ? '' : `  ${value}`;
}

function customersOf({ customers }: PlanChange): string {
  if (customers === null) return '';
  return `  (${customers} ${customers === 1 ? 'customer' : 'customers'})`;
}

function totals(changes: readonly PlanChange[]): string {
  const count = (kind: PlanChange['kind']) => changes.filter((change) => change.kind === kind).length;
  return `${count('add')} to add, ${count('change')} to change, ${count('remove')} to remove.`;
}

function isSpan(value: unknown): value is Span {
  if (typeof value !== 'object' || value === null || !('count' in value) || !('unit' in value)) return false;
  return typeof value.count === 'number' && UNITS.some((unit) => unit === value.unit);
}
