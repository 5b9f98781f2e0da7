// How rows of a table travel to the database in one set: each column an array, unnested side by side. Builds the insert of
// the hot path from a list of columns, because a hundred numbered parameters written by hand go wrong unseen.
import { bigints, booleans, dates, instants, ints, jsons, smallints, texts, uuids, writtenJsons } from './arrays.ts';

export type Column<Row> = {
  readonly name: string;
  readonly type: string;
  /** The expression that makes the column's value of the unnested one, where they differ. */
  readonly from?: string;
  readonly encode: (rows: readonly Row[]) => Buffer;
};

/** A column whose value the database makes itself, the same for all rows of a statement. */
type Computed = { readonly name: string; readonly value: string };

export type Table<Row> = {
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly computed?: readonly Computed[];
  /** The key on which an existing row is replaced; absent where rows are only ever added. */
  readonly upsertOn?: readonly string[];
};

type Encoder<T> = (values: readonly (T | null)[]) => Buffer;

function column<Row, T>(name: string, type: string, encoder: Encoder<T>, pick: (row: Row) => T | null): Column<Row> {
  return { name, type, encode: (rows) => encoder(rows.map(pick)) };
}

export function uuid<Row>(name: string, pick: (row: Row) => string | null): Column<Row> {
  return column(name, 'uuid', uuids, pick);
}

export function text<Row>(name: string, pick: (row: Row) => string | null): Column<Row> {
  return column(name, 'text', texts, pick);
}

export function bigint<Row>(name: string, pick: (row: Row) => number | null): Column<Row> {
  return column(name, 'bigint', bigints, pick);
}

export function int<Row>(name: string, pick: (row: Row) => number | null): Column<Row> {
  return column(name, 'integer', ints, pick);
}

export function smallint<Row>(name: string, pick: (row: Row) => number | null): Column<Row> {
  return column(name, 'smallint', smallints, pick);
}

export function bool<Row>(name: string, pick: (row: Row) => boolean | null): Column<Row> {
  return column(name, 'boolean', booleans, pick);
}

export function instant<Row>(name: string, pick: (row: Row) => number | null): Column<Row> {
  return column(name, 'timestamptz', instants, pick);
}

export function date<Row>(name: string, pick: (row: Row) => string | null): Column<Row> {
  return column(name, 'date', dates, pick);
}

/** A string is taken as JSON written out already. */
export function json<Row>(name: string, pick: (row: Row) => string | object | null): Column<Row> {
  return column(name, 'jsonb', jsons, pick);
}

/** JSON that is only written and read back whole: the column's type is json. */
export function writtenJson<Row>(name: string, pick: (row: Row) => string | object | null): Column<Row> {
  return column(name, 'json', writtenJsons, pick);
}

/** Lists of texts travel as JSON: arrays of arrays would have to be of one length. */
export function textArray<Row>(name: string, pick: (row: Row) => readonly string[]): Column<Row> {
  return {
    ...column(name, 'jsonb', jsons, pick),
    from: `array(select jsonb_array_elements_text(r.${name}))`,
  };
}

/** For rows that cannot be there yet: looking for one, and marking a tentative row as final, costs half of an insert. */
export function addedOnly<Row>({ name, columns }: Table<Row>): Table<Row> {
  return { name, columns };
}

/** The insert of all rows, its parameters numbered from `first`; it returns one row for each row written. */
export function insertStatement<Row>(table: Table<Row>, first: number): string {
  const names = table.columns.map(({ name }) => name);
  const arrays = table.columns.map(({ type }, index) => `$${first + index}::${type}[]`);
  const values = table.columns.map(({ name, from }) => from ?? `r.${name}`);
  const computed = table.computed ?? [];
  return `insert into laurel.${table.name} (${[...names, ...computed.map(({ name }) => name)].join(', ')})
    select ${[...values, ...computed.map(({ value }) => value)].join(', ')}
    from   unnest(${arrays.join(', ')}) as r(${names.join(', ')})
    ${conflictClause(table)} returning 1`;
}

function conflictClause<Row>({ columns, upsertOn }: Table<Row>): string {
  if (upsertOn === undefined) return '';
  const set = columns.filter(({ name }) => !upsertOn.includes(name)).map(({ name }) => `${name} = excluded.${name}`);
  return `on conflict (${upsertOn.join(', ')}) do update set ${set.join(', ')}`;
}
