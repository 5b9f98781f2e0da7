// Which column of a file is which field: by the names in the header, or as a mapping file says. A header that nobody knows
// stops the import before its first row: a misspelt column would otherwise be lost in silence.
import { parse as parseYaml } from 'yaml';
import { z } from 'zod';
import type { Programme } from '../../domain/programme/programme.ts';
import type { ImportKind, ImportOptions } from '../../storage/imports.ts';
import { invalidFile } from './csv.ts';
import { customerFields } from './customer-row.ts';
import type { Field } from './row.ts';
import { balanceFields, tagFields, tierFields } from './state-rows.ts';
import { transactionFields } from './transaction-rows.ts';

/** What a mapping says of one file: columns by their header; `null` leaves one out. */
const partSchema = z.strictObject({
  columns: z.record(z.string(), z.string().nullable()).default({}),
  delimiter: z.string().length(1).optional(),
});
/** One for the file itself, and one each for those that come with it. */
const mappingSchema = z.strictObject({
  ...partSchema.shape,
  balances: partSchema.optional(),
  tiers: partSchema.optional(),
  tags: partSchema.optional(),
});

export type Mapping = Pick<ImportOptions, 'columns' | 'delimiter'>;

export type MappingSection = 'balances' | 'tiers' | 'tags';

/** YAML or JSON; the error says what a mapping looks like. `section`: of a file that comes with another. */
export function readMapping(text: string, section: MappingSection | null): Mapping {
  const found = mappingSchema.safeParse(parsed(text));
  if (!found.success) {
    throw invalidFile('the mapping is not understood. It holds `columns:` with one `Header: field` per line.');
  }
  const part = section === null ? found.data : found.data[section];
  return { columns: part?.columns ?? {}, delimiter: part?.delimiter ?? null };
}

function parsed(text: string): unknown {
  try {
    return parseYaml(text);
  } catch {
    // Where the YAML breaks off says less than what a mapping should look like, and it may repeat values.
    return null;
  }
}

export const REJECTED_PREFIX = 'rejected_';

export type Column = { readonly name: string; readonly field: Field };

/** One for each column of the file; null for those that are left out. */
export function columnsOf(
  kind: ImportKind,
  header: readonly string[],
  { mapping, programme }: { readonly mapping: Mapping; readonly programme: Programme },
): readonly (Column | null)[] {
  const fieldOf = fieldFinder(kind, programme);
  const problems: string[] = [];
  const taken = new Map<string, string>();
  const columns = header.map((title): Column | null => {
    const isMapped = Object.hasOwn(mapping.columns, title);
    const name = isMapped ? (mapping.columns[title] ?? null) : plain(title);
    // Columns that a file of rejected rows has beside those of its source: once corrected, it is imported as it is.
    if (name === null || name.startsWith(REJECTED_PREFIX)) return null;
    const found = fieldOf(name);
    if (found === null) {
      problems.push(`the column ${quoted(title)} is no field of ${kind}`);
      return null;
    }
    const other = taken.get(found.name);
    if (other !== undefined) problems.push(`the columns ${quoted(other)} and ${quoted(title)} are both ${found.name}`);
    taken.set(found.name, title);
    return { name: title, field: found };
  });
  for (const title of Object.keys(mapping.columns)) {
    if (!header.includes(title))
      problems.push(`the mapping names a column ${quoted(title)} that the file does not have`);
  }
  for (const alternatives of REQUIRED[kind]) {
    if (!alternatives.some((name) => taken.has(name))) problems.push(`there is no column ${alternatives.join(' or ')}`);
  }
  if (problems.length > 0) {
    throw invalidFile(
      `${problems.join('; ')}. docs/import.md lists the fields; a mapping renames columns or leaves them out.`,
    );
  }
  return columns;
}

/** One of each must be there. */
const REQUIRED: Readonly<Record<ImportKind, readonly (readonly string[])[]>> = {
  customers: [['external_id', 'id']],
  balances: [['external_id', 'id'], ['amount'], ['earned_at']],
  tiers: [['external_id', 'id'], ['level'], ['since']],
  tags: [['external_id', 'id'], ['tag']],
  transactions: [['external_id', 'id'], ['occurred_at'], ['amount']],
};

function fieldFinder(kind: ImportKind, programme: Programme): (name: string) => Field | null {
  switch (kind) {
    case 'customers':
      return customerFields(programme);
    case 'balances':
      return balanceFields(programme);
    case 'tiers':
      return tierFields(programme);
    case 'tags':
      return tagFields(programme);
    case 'transactions':
      return transactionFields(programme);
  }
}

/** `First Name`, `first-name` and `first_name` are the same. */
function plain(title: string): string {
  return title
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
}

/** Headers are shown in messages, not whole books. */
function quoted(title: string): string {
  return `"${title.slice(0, 60)}"`;
}
