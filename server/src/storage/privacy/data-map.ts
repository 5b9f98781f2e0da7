// What every column of every table is to a person's privacy, how an export reads it, and what forgetting does with it. Erasing
// and exporting are made from this map; a test holds it against the catalog, so that nothing is stored that it does not name.
import { CUSTOMER_TABLES } from './map-customers.ts';
import { FAMILY_TABLES } from './map-families.ts';
import { LOG_TABLES } from './map-log.ts';
import { OTHER_TABLES } from './map-other.ts';
import { USER_TABLES } from './map-users.ts';

/**
 * `identity`: tells who somebody is. `personal`: what is known or was said about them. `ledger`: amounts, dates and states under
 * our own ids, which stay for the books. `id`: an id of ours. `staff`: who of the staff did it: kept for audits, not given out.
 * `machine`: of the machinery. `config`: of no customer.
 */
export const COLUMN_CLASSES = ['identity', 'personal', 'ledger', 'id', 'staff', 'machine', 'config'] as const;
export type ColumnClass = (typeof COLUMN_CLASSES)[number];

/** A class, and where null will not do, the SQL of what stays in the place of an erased value. */
type Column = ColumnClass | readonly [ColumnClass, blank: string];

/**
 * `delete`: the rows go. `blank`: what is identity or personal is emptied. `log`: the same, by the database's own function, since
 * the application may not change these. `road`: the decision itself has emptied it. `retention`: no customer's id is in it; it
 * goes when its time is over. `none`: nothing personal in it.
 */
export const TREATMENTS = ['delete', 'blank', 'log', 'road', 'retention', 'none'] as const;
type Treatment = (typeof TREATMENTS)[number];

export type TableData = {
  readonly about: string;
  readonly forget: Treatment;
  /** The file of the export that has its rows; null: nothing of it is given out. */
  readonly export: string | null;
  readonly columns: { readonly [column: string]: Column };
  /** SQL that also changes when columns are emptied; `$2` is now. */
  readonly also?: { readonly [column: string]: string };
};

export type DataMap = { readonly [table: string]: TableData };

export const DATA_MAP: DataMap = {
  ...CUSTOMER_TABLES,
  ...FAMILY_TABLES,
  ...LOG_TABLES,
  ...OTHER_TABLES,
  ...USER_TABLES,
};

export function classOf(column: Column): ColumnClass {
  return typeof column === 'string' ? column : column[0];
}

export function isErased(column: Column): boolean {
  const kind = classOf(column);
  return kind === 'identity' || kind === 'personal';
}

/** The SQL that stands in the place of an erased value. */
export function blankOf(column: Column): string {
  return typeof column === 'string' ? 'null' : column[1];
}

/** What is given out to the person: not who of the staff did it, and nothing of the machinery. */
export function isGivenOut(column: Column): boolean {
  const kind = classOf(column);
  return kind !== 'staff' && kind !== 'machine' && kind !== 'config';
}
