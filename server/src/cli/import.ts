// laurel import: customers from a CSV file, and what they bring along, in this process with an engine of its own. Goes on
// with an import that was interrupted, and ends with figures that tie the files to the books.
import { readFile } from 'node:fs/promises';
import { type Mapping, type MappingSection, readMapping } from '../jobs/import/columns.ts';
import { executeImport } from '../jobs/import/execute.ts';
import { openImport } from '../jobs/import/open.ts';
import { writeRejected } from '../jobs/import/rejected-file.ts';
import type { Instance } from '../main.ts';
import type { PipelineEngine } from '../pipeline/engine.ts';
import { IMPORT_KINDS, type ImportKind, type ImportRow, type Sums } from '../storage/imports.ts';
import { leaseHolderName } from '../storage/lease-holders.ts';
import { type Command, CommandError, parseOptions, print, usageError, withInstance } from './command.ts';
import { createProgress, grouped, timeText } from './progress.ts';
import { type Stopping, watchSignals } from './signals.ts';
import { tableText } from './text-table.ts';

/** Files that come along with customers, in the order in which they are imported. */
const COMPANIONS = ['balances', 'tiers', 'tags'] as const satisfies readonly MappingSection[];

type Stage = {
  readonly kind: ImportKind;
  readonly file: string;
  readonly mapping: Mapping;
  readonly rejected: string;
};

type Conditions = {
  readonly source: string | null;
  readonly isDryRun: boolean;
  readonly isWelcoming: boolean;
  readonly withCustomers: boolean;
};

export const importFile: Command = {
  usage: 'import customers|balances|tiers|tags|transactions FILE',
  summary: 'Import customers and what they bring along from CSV files.',
  details: [
    '',
    'With customers: --balances FILE, --tiers FILE and --tags FILE are imported after them.',
    '--mapping FILE    which column is which field, where the header does not say it (YAML or JSON)',
    '--dry-run         reads, checks and decides every row, and saves nothing',
    '--welcome         new customers set off rules and messages like those who sign up',
    '--source NAME     balances, tiers and tags are known again by it; the file’s name unless given',
    '--rejected FILE   where rejected rows go; FILE.rejected.csv beside each file unless given',
    '',
    'The same command goes on with an import that was interrupted. docs/import.md lists the fields.',
  ],
  async run(args) {
    const { values, positionals } = parseOptions(this, args, {
      balances: { type: 'string' },
      tiers: { type: 'string' },
      tags: { type: 'string' },
      mapping: { type: 'string' },
      source: { type: 'string' },
      rejected: { type: 'string' },
      'dry-run': { type: 'boolean', default: false },
      welcome: { type: 'boolean', default: false },
    });
    const [given, file, ...others] = positionals;
    const kind = IMPORT_KINDS.find((known) => known === given);
    if (kind === undefined || file === undefined || others.length > 0) throw usageError(this);
    const companions = COMPANIONS.flatMap((name) => (values[name] === undefined ? [] : [{ name, file: values[name] }]));
    if (companions.length > 0 && kind !== 'customers') throw usageError(this);
    const mapping = values.mapping === undefined ? '{}' : await readFile(values.mapping, 'utf8');
    const stages: readonly Stage[] = [
      { kind, file, mapping: readMapping(mapping, null), rejected: values.rejected ?? `${file}.rejected.csv` },
      ...companions.map((one) => ({
        kind: one.name,
        file: one.file,
        mapping: readMapping(mapping, one.name),
        rejected: `${one.file}.rejected.csv`,
      })),
    ];
    const conditions: Conditions = {
      source: values.source ?? null,
      isDryRun: values['dry-run'],
      isWelcoming: values.welcome,
      withCustomers: values['dry-run'] && companions.length > 0,
    };
    return withInstance((instance) => importAll(instance, stages, conditions));
  },
};

async function importAll(instance: Instance, stages: readonly Stage[], conditions: Conditions): Promise<number> {
  const stopping = watchSignals();
  const engine = await instance.openEngine({ live: false, bulk: true });
  try {
    for (const stage of stages) await importOne({ instance, engine, stopping }, stage, conditions);
    return 0;
  } finally {
    stopping.release();
    await engine.close();
  }
}

type Site = { readonly instance: Instance; readonly engine: PipelineEngine; readonly stopping: Stopping };

async function importOne(site: Site, stage: Stage, conditions: Conditions): Promise<void> {
  const { pool, programmes } = site.instance;
  const { isDryRun, isWelcoming, withCustomers } = conditions;
  const { row, isNew } = await openImport(site.instance, {
    kind: stage.kind,
    file: stage.file,
    source: conditions.source,
    isUploaded: false,
    options: { ...stage.mapping, isDryRun, isWelcoming: stage.kind === 'customers' && isWelcoming, withCustomers },
    actor: { kind: 'cli', name: 'command line' },
  });
  if (!isNew && !isDryRun) print(`Going on with ${stage.file} behind row ${grouped(row.done)}.`);
  const progress = createProgress(stage.kind);
  const startedAt = performance.now();
  progress.show(row.done, row.total);
  const deps = { pool, engine: site.engine, programmes, worker: leaseHolderName() };
  const ended = await executeImport(deps, row.id, {
    signal: site.stopping.asked,
    onProgress: ({ done, total, rejected }) => progress.show(done, total, `${grouped(rejected)} rejected`),
  }).finally(() => progress.end());
  if (ended === null)
    throw new CommandError(`Another process is at the import of ${stage.file}. Wait until it is over.`);
  report(stage, ended, { seconds: (performance.now() - startedAt) / 1000, before: row.done });
  if (ended.rejected === 0) return;
  const written = await writeRejected(pool, ended, stage.rejected);
  print(`The ${grouped(written)} rejected rows are in ${stage.rejected}, each with its reason.`);
}

function report({ file }: Stage, row: ImportRow, took: { readonly seconds: number; readonly before: number }): void {
  switch (row.status) {
    case 'done':
      break;
    case 'failed':
      throw new CommandError(`The import of ${file} failed behind row ${grouped(row.done)}. ${row.error ?? ''}`);
    case 'cancelled':
      throw new CommandError(`The import of ${file} was cancelled behind row ${grouped(row.done)}.`);
    case 'waiting':
    case 'running':
      throw new CommandError(
        `The import of ${file} was stopped behind row ${grouped(row.done)}. The same command goes on with it.`,
      );
  }
  const rate = Math.round((row.done - took.before) / Math.max(0.001, took.seconds));
  const counts = [
    `${grouped(row.created)} new`,
    ...(row.kind === 'customers' ? [`${grouped(row.changed)} changed`] : []),
    `${grouped(row.unchanged)} there already`,
    `${grouped(row.rejected)} rejected`,
  ];
  const dry = row.options.isDryRun ? 'Dry run, nothing was saved. ' : '';
  print(
    `${dry}${file}: ${grouped(row.done)} rows, ${counts.join(', ')}; ${timeText(took.seconds)}, ${grouped(rate)}/s.`,
  );
  const table = reconciliation(row);
  if (table !== null) print(`\n${table}\n`);
}

/** Per account or level: what the file says, what became of it, and what the books say of the same source. */
function reconciliation({ kind, sums }: ImportRow): string | null {
  const names = [...new Set([...Object.keys(sums.file), ...Object.keys(sums.books ?? {})])].sort();
  if (kind === 'customers' || kind === 'tags' || kind === 'transactions' || names.length === 0) return null;
  const figures = names.map((name) => {
    const { imported, known, rejected } = sums.file[name] ?? { imported: NOTHING, known: NOTHING, rejected: NOTHING };
    return { name, imported, known, rejected, books: sums.books?.[name] ?? (sums.books === null ? null : NOTHING) };
  });
  if (kind === 'tiers') {
    return tableText(
      ['level', 'in the file', 'imported', 'there already', 'rejected', 'on the books'],
      figures.map(({ name, imported, known, rejected, books }) => [
        name,
        ...[imported.rows + known.rows + rejected.rows, imported.rows, known.rows, rejected.rows].map(grouped),
        books === null ? '' : grouped(books.rows),
      ]),
    );
  }
  return tableText(
    ['account', '', 'in the file', 'imported', 'there already', 'rejected', 'on the books'],
    figures.flatMap(({ name, imported, known, rejected, books }) =>
      MEASURES.map(({ title, of }, index) => [
        index === 0 ? name : '',
        title,
        ...[of(imported) + of(known) + of(rejected), of(imported), of(known), of(rejected)].map(grouped),
        books === null ? '' : grouped(of(books)),
      ]),
    ),
  );
}

const NOTHING: Sums = { rows: 0, amount: 0, spent: 0 };

const MEASURES: readonly { readonly title: string; readonly of: (sums: Sums) => number }[] = [
  { title: 'lots', of: (sums) => sums.rows },
  { title: 'points', of: (sums) => sums.amount },
  { title: 'spent of them', of: (sums) => sums.spent },
];
