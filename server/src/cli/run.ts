// laurel run: expiry, maintenance, the occasions of campaigns or metrics now, in this process, with an engine of its own. Goes
// on with a run that was interrupted, and watches one that another process is at.
import { setTimeout as delay } from 'node:timers/promises';
import { executeRun, openRun, type RunParams, type RunRow, readRun } from '../jobs/runs.ts';
import { type Instance, runDepsOf } from '../main.ts';
import { type Command, CommandError, parseOptions, print, usageError, withInstance } from './command.ts';
import { createProgress, grouped, type Progress, timeText } from './progress.ts';
import { type Stopping, watchSignals } from './signals.ts';

/** The words of the command line, and the kinds of runs that they mean. */
const KINDS = { expiry: 'expiry', maintenance: 'maintenance', campaigns: 'occasions', metrics: 'metrics' } as const;
type Word = keyof typeof KINDS;
const LOOK_AGAIN_MS = 500;

export const run: Command = {
  usage: 'run expiry|maintenance|campaigns|metrics [--tier-system NAME] [--campaign NAME]',
  summary: 'Expire points, maintain tiers, celebrate the occasions of campaigns that are due, or reckon metrics.',
  details: [
    '',
    'A run that was interrupted goes on where it was. Ctrl-C lets go of it after the customers under way.',
    'With --tier-system only members with maintenance due in that system are visited; whatever else is due',
    'for them is done with it.',
  ],
  async run(args) {
    const options = { 'tier-system': { type: 'string' }, campaign: { type: 'string' } } as const;
    const { values, positionals } = parseOptions(this, args, options);
    const [given, ...others] = positionals;
    const { 'tier-system': tierSystem, campaign } = values;
    if (!isWord(given) || others.length > 0) throw usageError(this);
    const kind = KINDS[given];
    if ((tierSystem !== undefined && kind !== 'maintenance') || (campaign !== undefined && kind !== 'occasions')) {
      throw usageError(this);
    }
    const params: RunParams = {
      ...(tierSystem === undefined ? {} : { tierSystem }),
      ...(campaign === undefined ? {} : { campaign }),
    };
    return withInstance(async (instance) => {
      const actor = { kind: 'cli' as const, name: 'command line' };
      const opened = await openRun(instance.pool, { kind, params, actor });
      if (!opened.isNew)
        print(`Going on with run ${opened.run.id}, of which ${grouped(opened.run.visited)} customers are done.`);
      return carryOut(instance, opened.run);
    });
  },
};

function isWord(text: string | undefined): text is Word {
  return text !== undefined && Object.hasOwn(KINDS, text);
}

async function carryOut(instance: Instance, opened: RunRow): Promise<number> {
  const stopping = watchSignals();
  const progress = createProgress(opened.kind);
  const startedAt = performance.now();
  try {
    const ended = await executeOrWatch(instance, opened, { stopping, progress });
    progress.end();
    return report(ended, (performance.now() - startedAt) / 1000);
  } finally {
    progress.end();
    stopping.release();
  }
}

type Watching = { readonly stopping: Stopping; readonly progress: Progress };

/** Carries the run out; while somebody else is at it, shows how far they are, and takes over when they are gone. */
async function executeOrWatch(instance: Instance, opened: RunRow, { stopping, progress }: Watching): Promise<RunRow> {
  const engine = await instance.openEngine({ live: false, bulk: true });
  const deps = runDepsOf(instance, engine);
  const show = (row: RunRow) => progress.show(row.visited, row.total, `${grouped(row.changed)} changed`);
  try {
    for (;;) {
      const carried = await executeRun(deps, opened.id, { signal: stopping.asked, onProgress: show });
      const row = carried ?? (await readRun(instance.pool, opened.id));
      if (row === null) throw new CommandError(`The run ${opened.id} is gone.`);
      const isOpen = row.status === 'waiting' || row.status === 'running';
      if (!isOpen || stopping.asked.aborted) return row;
      show(row);
      await delay(LOOK_AGAIN_MS);
    }
  } finally {
    await engine.close();
  }
}

function report(row: RunRow, seconds: number): number {
  const done = `${grouped(row.visited)} customers visited, ${grouped(row.changed)} changed`;
  switch (row.status) {
    case 'done':
      print(`Run ${row.id} is done: ${done}, ${timeText(seconds)}.`);
      if (row.error !== null) print(row.error);
      return 0;
    case 'cancelled':
      throw new CommandError(`Run ${row.id} was cancelled: ${done}.`);
    case 'failed':
      throw new CommandError(`Run ${row.id} failed: ${row.error ?? 'no reason was recorded'}. ${done} before that.`);
    case 'waiting':
    case 'running':
      throw new CommandError(`Run ${row.id} was stopped: ${done}. The same command goes on with it.`);
  }
}
