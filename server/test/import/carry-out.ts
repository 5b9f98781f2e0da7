// A process that carries out one import and tells of its progress: what the tests of crashes kill.
// Its engine is like that of the program; only the database comes from the command line.
import { executeImport } from '../../src/jobs/import/execute.ts';
import { createEngine } from '../../src/pipeline/engine.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createPool } from '../../src/storage/connection.ts';
import { leaseHolderName } from '../../src/storage/lease-holders.ts';

const [url = '', id = '', rowsAtOnce = ''] = process.argv.slice(2);
const connect = () => createPool({ url, max: 8, applicationName: 'laurel test', role: 'laurel_app' });
const pool = connect();
const programmes = createProgrammeSource(pool);
const logger = { warn: () => undefined, error: (fields: object, message: string) => console.error(message, fields) };
const engine = await createEngine({
  pool: connect(),
  programmes,
  clock: { now: () => Date.now() },
  logger,
  roles: { live: false, bulk: true },
});
const deps = { pool, engine, programmes, worker: leaseHolderName() };
await executeImport(deps, id, {
  rowsAtOnce: Number(rowsAtOnce),
  onProgress: ({ done }) => {
    if (done > 0) process.stdout.write(`${done}\n`);
  },
});
