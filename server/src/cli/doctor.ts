// laurel doctor: looks for what would hurt later, and says what to do. It repairs nothing.
import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import path from 'node:path';
import { type Instance, openInstance } from '../main.ts';
import { countFailedRuns, countRejectedFacts, excessRights, type ServerFacts, serverFacts } from '../storage/doctor.ts';
import { isCurrent } from '../storage/migrations-state.ts';
import { type Command, failureText, parseOptions, print, quietSettings } from './command.ts';

const POSTGRES_MIN = 150_000;
const CLOCK_SKEW_MAX_MS = 1_000;
const DISK_MIN_BYTES = 2 * 1024 ** 3;
const FAILED_RUNS_DAYS = 7;

type Finding = { readonly level: 'ok' | 'warning' | 'wrong'; readonly text: string };

const ok = (text: string): Finding => ({ level: 'ok', text });
const warning = (text: string): Finding => ({ level: 'warning', text });
const wrong = (text: string): Finding => ({ level: 'wrong', text });

export const doctor: Command = {
  usage: 'doctor',
  summary:
    'Check the installation: database, rights, migrations, programme, clock, disk. Exits with 1 when something is wrong.',
  async run(args) {
    parseOptions(this, args, {});
    const config = quietSettings();
    const findings: Finding[] = [];
    const tell = (finding: Finding) => {
      findings.push(finding);
      print(`${finding.level.padEnd(8)}${finding.text}`);
    };
    tell(
      ok(
        `the settings are valid; the database is ${config.databaseUrl === null ? `embedded in ${config.dataDir}` : 'that of DATABASE_URL'}`,
      ),
    );
    tell(await diskFinding(config.dataDir));
    await examine(config, tell).catch((error: unknown) =>
      tell(wrong(`the database cannot be used: ${failureText(error)}`)),
    );
    return findings.some(({ level }) => level === 'wrong') ? 1 : 0;
  },
};

async function examine(config: ReturnType<typeof quietSettings>, tell: (finding: Finding) => void): Promise<void> {
  const instance = await openInstance(config, 'stderr');
  try {
    const isMigrated = await isCurrent(instance.pool);
    tell(isMigrated ? ok('all migrations are applied') : wrong('migrations are missing: run `laurel migrate`'));
    if (!isMigrated) return;
    const before = Date.now();
    const facts = await serverFacts(instance.pool);
    for (const finding of serverFindings(facts, (before + Date.now()) / 2)) tell(finding);
    const excess = await excessRights(instance.pool);
    tell(
      excess.length === 0
        ? ok(`the role ${facts.role} can only add to the log, the ledger and the tier history`)
        : wrong(`the role ${facts.role} has rights it must not have: ${excess.join(', ')}; revoke them`),
    );
    tell(await programmeFinding(instance));
    for (const finding of await leftovers(instance)) tell(finding);
  } finally {
    await instance.close();
  }
}

function serverFindings(facts: ServerFacts, localNow: number): readonly Finding[] {
  const skewMs = Math.round(Math.abs(facts.now - localNow));
  return [
    facts.versionNumber >= POSTGRES_MIN
      ? ok(`PostgreSQL ${facts.version} answers`)
      : wrong(`PostgreSQL ${facts.version} is too old: 15 or later is needed`),
    ...(facts.isSuperuser
      ? [wrong(`the application works as the superuser ${facts.role}: nothing is append-only for it`)]
      : []),
    ...(facts.isRecovering ? [wrong('the database is a standby: facts cannot be saved there')] : []),
    ...(facts.fsync === 'off' || facts.fullPageWrites === 'off'
      ? [wrong('fsync or full_page_writes is off: a power cut may destroy the database')]
      : []),
    ...(facts.synchronousCommit === 'off'
      ? [wrong('synchronous_commit is off: what was answered may be lost; set it to on')]
      : []),
    skewMs <= CLOCK_SKEW_MAX_MS
      ? ok(`the clocks of this machine and the database differ by ${skewMs} ms`)
      : wrong(`the clocks of this machine and the database differ by ${skewMs} ms: synchronise them`),
  ];
}

async function programmeFinding({ programmes }: Instance): Promise<Finding> {
  const history = await programmes.refresh();
  if (history === null) return wrong('no programme is live: run `laurel apply DIR`');
  const { document, version } = history.live;
  return ok(`the programme ${document.name} is live in version ${version}`);
}

async function leftovers({ pool }: Instance): Promise<readonly Finding[]> {
  const rejected = await countRejectedFacts(pool);
  const failed = await countFailedRuns(pool, FAILED_RUNS_DAYS);
  return [
    rejected === 0
      ? ok('no refused fact waits for a person')
      : warning(`${rejected} facts were refused by the database and wait for a person (GET /v1/rejected-facts)`),
    failed === 0
      ? ok(`no run failed in the last ${FAILED_RUNS_DAYS} days`)
      : warning(`${failed} runs failed in the last ${FAILED_RUNS_DAYS} days: \`laurel runs\` says why`),
  ];
}

async function diskFinding(dataDir: string): Promise<Finding> {
  let folder = dataDir;
  while (!existsSync(folder) && folder !== path.dirname(folder)) folder = path.dirname(folder);
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  const text = `${(free / 1024 ** 3).toFixed(1)} GB are free for ${dataDir}`;
  return free >= DISK_MIN_BYTES ? ok(text) : warning(`${text}: make room before it is full`);
}
