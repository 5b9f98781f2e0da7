// laurel start, which `npm start` runs: prepares the instance, then runs the server as two processes and watches them.
// One serves HTTP, the other carries out runs; a run that uses all of a processor never delays an answer.
import { mkdirSync, openSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { makeSetupToken } from '../access/setup.ts';
import type { Config } from '../config.ts';
import { firstStart, keyFileOf, migrateDatabase, openInstance } from '../main.ts';
import { type Command, parseOptions, print, settings } from './command.ts';
import { buildConsole } from './console-build.ts';
import { keepDatabase } from './keep-database.ts';
import { type Stopping, watchSignals } from './signals.ts';
import { superviseServer } from './supervisor.ts';
import { welcomeText } from './welcome.ts';

const LOG_BYTES_MAX = 64 * 1024 * 1024;

export const start: Command = {
  usage: 'start',
  summary: 'Start everything: database, migrations, programme and key at the first start, then the server.',
  details: [
    '',
    'Ctrl-C stops it cleanly, a second Ctrl-C in a hurry. What the server logs stands in the folder log of the data.',
  ],
  async run(args) {
    parseOptions(this, args, {});
    const config = settings();
    return startInstance(config, watchSignals());
  },
};

async function startInstance(config: Config, stopping: Stopping): Promise<number> {
  await buildConsole(print);
  print(config.databaseUrl === null ? 'Starting PostgreSQL …' : 'Connecting to PostgreSQL …');
  const instance = await openInstance({ ...config, logLevel: 'error' }, 'stderr');
  try {
    const applied = await migrateDatabase(instance.database);
    if (applied.length > 0) print(`Applied ${applied.join(', ')}.`);
    if (stopping.asked.aborted) return 0;
    const prepared = await firstStart(instance);
    const setupToken = await makeSetupToken(instance.pool);
    const isNew = prepared.newKey !== null || prepared.demoCustomers > 0;
    if (stopping.asked.aborted) return 0;
    const serving = new AbortController();
    const keeping = keepDatabase(config, instance.database, { signal: serving.signal, say: print });
    try {
      return await superviseServer({
        stopping,
        openLog: (role) => openLog(config, role),
        onReady: (url) => print(welcomeText({ url, config, prepared, isNew, setupToken, keyFile: keyFileOf(config) })),
        say: print,
      });
    } finally {
      serving.abort();
      for (const database of await keeping) await database.close();
    }
  } finally {
    await instance.close();
    stopping.release();
  }
}

/** A log that has grown large gives way to a new one; the one before it is kept. */
function openLog(config: Config, role: string): number {
  const folder = path.join(config.dataDir, 'log');
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, `${role}.log`);
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > LOG_BYTES_MAX) renameSync(file, `${file}.1`);
  return openSync(file, 'a');
}
