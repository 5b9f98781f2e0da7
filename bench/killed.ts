// Part (e), only when it is asked for: the test that kills the server in the middle of a run of birthdays, at full size.
import { type KilledRun, killedRun } from '../server/test/runs/killed-run.ts';
import type { Databases } from './databases.ts';
import type { Settings } from './settings.ts';

type Bench = { readonly databases: Databases; readonly settings: Settings; readonly say: (text: string) => void };

export async function measureKilled({ databases, settings, say }: Bench): Promise<KilledRun> {
  say('killed: a run over customers that are imported first …');
  // Where the tests' own databases are made.
  process.env.LAUREL_TEST_DATABASE_URL = databases.ownerUrl;
  const customers = settings.killedCustomers;
  const found = await killedRun({ customers, killsAt: [0.1, 0.35, 0.6], killAtSeen: 0.8 });
  const isWhole = Object.values(found.rows).every(({ single, all }) => single === customers && all === customers);
  if (!isWhole || found.delivered !== customers || found.unseen + found.unknown + found.differences > 0)
    throw new Error(`After kills not everybody has everything exactly once: ${JSON.stringify(found)}`);
  return found;
}
