// What all kinds of rows have in common: the customer they name, and how cells become a row. Fields write into a row that
// is theirs alone while it is read.
import type { Identifier, ProfilePatch } from '../../domain/customers/profile.ts';
import type { Json } from '../../domain/facts.ts';
import type { Instant } from '../../domain/time.ts';

type Mutable<T> = { -readonly [key in keyof T]: T[key] };

/** One row as its cells say it; what a kind does not know stays as it is here. */
export type RowDraft = {
  id: string | null;
  externalId: string | null;
  externalIdType: string | null;
  /** All that names the customer, an alias among them, once the cells are read. */
  identifiers: readonly Identifier[];
  /** The id of the old system, where it can be ours. */
  ownId: string | null;
  /** Of customers. */
  readonly patch: Mutable<ProfilePatch>;
  readonly consents: { [channel: string]: boolean };
  readonly custom: { [attribute: string]: Json };
  phone: string | null;
  phoneType: string | null;
  /** Of balances, tiers and tags: texts by field, amounts, instants. */
  readonly names: { [field: string]: string };
  readonly amounts: { [field: string]: number };
  readonly moments: { [field: string]: Instant };
  neverExpires: boolean;
};

/** Null when the cell is understood; else what was expected. Empty cells are never given to it. */
export type Field = { readonly name: string; readonly read: (row: RowDraft, cell: string) => string | null };

export function newRow(): RowDraft {
  return {
    id: null,
    externalId: null,
    externalIdType: null,
    identifiers: [],
    ownId: null,
    patch: {},
    consents: {},
    custom: {},
    phone: null,
    phoneType: null,
    names: {},
    amounts: {},
    moments: {},
    neverExpires: false,
  };
}

/** A field whose value is read by one function and put in its place by another. */
export function field<Value>(
  name: string,
  expected: string,
  readAndPut: { readonly read: (cell: string) => Value | null; readonly put: (row: RowDraft, value: Value) => void },
): Field {
  return {
    name,
    read: (row, cell) => {
      const value = readAndPut.read(cell);
      if (value === null) return expected;
      readAndPut.put(row, value);
      return null;
    },
  };
}
