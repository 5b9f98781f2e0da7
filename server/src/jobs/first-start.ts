// What an empty database needs before it can serve: a programme, an API key, a retailer id, and people to look at.
// Every step looks whether it was done before, so that a start that was interrupted is completed by the next one.
import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type pg from 'pg';
import { readProgramme } from '../domain/programme/read.ts';
import type { ProgrammeSource } from '../pipeline/programme-cache.ts';
import type { Clock, Engine } from '../pipeline/submission.ts';
import { createApiKey, listApiKeys } from '../storage/api-keys.ts';
import { changeSetting, hasCustomers, keepSetting, readSetting } from '../storage/settings.ts';
import { createDemoCustomers, hasSignIn } from './demo.ts';
import { readProgrammeFolder } from './programme-folder.ts';
import { publishProgramme, type Refused } from './publish.ts';

export type FirstStart = {
  readonly pool: pg.Pool;
  readonly programmes: ProgrammeSource;
  readonly clock: Clock;
  readonly programmeDir: string;
  readonly apiKey: Credentials | null;
  readonly retailerId: string | null;
  readonly isDemo: boolean;
  /** Where a pair that was made up is kept, readable for its owner alone: `key:secret`. */
  readonly keyFile: string;
  readonly openEngine: () => Promise<Pick<Engine, 'submit' | 'close'>>;
};

const KEY_BYTES = 12;
/** 256 bits. */
const SECRET_BYTES = 32;

type Credentials = { readonly key: string; readonly secret: string };

export type FirstStartResult = {
  readonly programme: {
    readonly name: string;
    readonly title: string;
    readonly version: number;
    /** Whether demo customers sign in there, as `web_login`. */
    readonly hasSignIn: boolean;
  };
  /** The folder holds another programme than the live one: a database that has one keeps it. Null otherwise. */
  readonly notApplied: string | null;
  /** The pair that was made up just now; null when there was one. */
  readonly newKey: Credentials | null;
  /** Whether the file with the pair is there. */
  readonly hasKeyFile: boolean;
  readonly retailerId: string;
  /** How many demo customers were created just now. */
  readonly demoCustomers: number;
};

/** The programme has errors: nothing was applied, and nothing can be served. */
export class FirstProgrammeRefused extends Error {
  readonly refused: Refused;

  constructor(folder: string, refused: Refused) {
    super(`The programme in ${folder} has errors and was not applied.`);
    this.name = 'FirstProgrammeRefused';
    this.refused = refused;
  }
}

export async function prepareFirstStart(options: FirstStart): Promise<FirstStartResult> {
  const { pool } = options;
  await applyFirstProgramme(options);
  const history = await options.programmes.refresh();
  if (history === null) throw new Error('No programme is live after the first start applied one.');
  const { document, version } = history.live;
  const newKey = await createFirstKey(options);
  return {
    programme: {
      name: document.name,
      title: document.title ?? document.name,
      version,
      hasSignIn: hasSignIn(history.live),
    },
    notApplied: await otherProgramme(options.programmeDir, document.name),
    newKey,
    hasKeyFile: existsSync(options.keyFile),
    retailerId: await retailerIdOf(pool, options.retailerId),
    demoCustomers: options.isDemo ? await createDemo(options) : 0,
  };
}

/** What was set now counts; else what the first start made up. */
export async function retailerIdOf(pool: pg.Pool, given: string | null): Promise<string> {
  const kept = await keepSetting(pool, 'retailer_id', given ?? randomUUID());
  return given ?? String(kept);
}

async function applyFirstProgramme(options: FirstStart): Promise<void> {
  if ((await options.programmes.refresh()) !== null) return;
  const files = await readProgrammeFolder(options.programmeDir);
  const published = await publishProgramme(
    options.pool,
    { files, actor: { kind: 'cli', name: 'first start' }, note: null, expectedVersion: 0 },
    options.clock,
  );
  // Another process that started at the same time was faster: its version is as good.
  if (published.kind === 'refused' && published.code !== 'programme_changed') {
    throw new FirstProgrammeRefused(options.programmeDir, published);
  }
}

/** The name of the programme in the folder where it is not this one. A folder that is gone, or has errors, says nothing. */
async function otherProgramme(folder: string, live: string): Promise<string | null> {
  if (!existsSync(folder)) return null;
  const reading = readProgramme(await readProgrammeFolder(folder));
  return reading.ok && reading.document.name !== live ? reading.document.name : null;
}

/** The secret is stored before the key is: a crash between the two leaves a file that the next start replaces. */
async function createFirstKey(options: FirstStart): Promise<Credentials | null> {
  const { pool, clock, keyFile } = options;
  if ((await listApiKeys(pool)).length > 0) return null;
  const name = 'First key';
  const settings = { name, scopes: ['admin' as const], rateLimit: null, createdAt: clock.now() };
  if (options.apiKey !== null) {
    await createApiKey(pool, { ...settings, credentials: options.apiKey });
    return null;
  }
  const pair = {
    key: `lk_${randomBytes(KEY_BYTES).toString('hex')}`,
    secret: randomBytes(SECRET_BYTES).toString('base64url'),
  };
  await mkdir(path.dirname(keyFile), { recursive: true });
  await rm(keyFile, { force: true });
  await writeFile(keyFile, `${pair.key}:${pair.secret}\n`, { mode: 0o600 });
  await createApiKey(pool, { ...settings, credentials: pair });
  return pair;
}

async function createDemo(options: FirstStart): Promise<number> {
  const { pool, clock } = options;
  const state = await readSetting(pool, 'demo');
  if (state === 'done' || (state === null && (await hasCustomers(pool)))) return 0;
  await keepSetting(pool, 'demo', 'begun');
  const history = await options.programmes.refresh();
  if (history === null) return 0;
  const engine = await options.openEngine();
  try {
    const count = await createDemoCustomers({ engine, clock }, history.live);
    await changeSetting(pool, 'demo', 'done');
    return count;
  } finally {
    await engine.close();
  }
}
