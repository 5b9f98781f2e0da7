// A process that carries out a run of metrics and tells how far it is, so that a test can kill it in the middle.
import { measure } from '../../src/jobs/metrics/measure.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createPool } from '../../src/storage/connection.ts';
import { leaseHolderName } from '../../src/storage/lease-holders.ts';
import { leaseRun } from '../../src/storage/runs.ts';

const [url = '', id = '', now = ''] = process.argv.slice(2);
const pool = createPool({ url, max: 4, applicationName: 'laurel test metrics', role: 'laurel_app' });
const worker = leaseHolderName();
const leased = await leaseRun(pool, worker, { id, deadWorkers: [] });
if (leased === null) throw new Error(`The run ${id} is not to be had.`);
const clock = { now: () => Date.parse(now) };
const deps = { pool, programmes: createProgrammeSource(pool), clock, worker };
await measure(deps, leased, { onProgress: ({ visited }) => process.send?.({ visited }) });
await pool.end();
