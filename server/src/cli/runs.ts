// laurel runs: what ran lately, what is running, and the way to cancel it.
import { cancelRun, type RunRow, readRuns } from '../jobs/runs.ts';
import { type Command, CommandError, parseOptions, print, withInstance } from './command.ts';
import { grouped } from './progress.ts';
import { tableText } from './text-table.ts';

const SHOWN = 20;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export const runs: Command = {
  usage: 'runs [--cancel ID]',
  summary: `List the last ${SHOWN} runs, or cancel an open one.`,
  async run(args) {
    const { values } = parseOptions(this, args, { cancel: { type: 'string' } });
    return withInstance(async ({ pool }) => {
      const { cancel } = values;
      if (cancel === undefined) {
        const rows = await readRuns(pool, { limit: SHOWN, after: null });
        print(
          rows.length === 0
            ? 'No run yet.'
            : tableText(['run', 'kind', 'status', 'started', 'visited', 'changed', 'by'], rows.map(cells)),
        );
        return 0;
      }
      if (!UUID.test(cancel) || !(await cancelRun(pool, cancel)))
        throw new CommandError(`There is no open run ${cancel}.`);
      print(`Run ${cancel} is cancelled. What it has done stays done.`);
      return 0;
    });
  },
};

function cells(row: RunRow): readonly string[] {
  const { tierSystem, only, connection } = row.params;
  const of = row.total === null ? '' : ` of ${grouped(row.total)}`;
  return [
    row.id,
    [row.kind, tierSystem, only, connection].filter((part) => part !== undefined).join(' '),
    row.error === null ? row.status : `${row.status}: ${row.error}`,
    new Date(row.startedAt).toISOString(),
    `${grouped(row.visited)}${of}`,
    grouped(row.changed),
    row.actor,
  ];
}
