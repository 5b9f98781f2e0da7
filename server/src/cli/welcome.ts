// What `laurel start` prints once everything answers: where to look, and a request that works as it stands.
import path from 'node:path';
import { type Config, ROOT } from '../config.ts';
import { DEMO_IDENTIFIER } from '../jobs/demo.ts';
import type { FirstStartResult } from '../jobs/first-start.ts';

export type Welcome = {
  readonly url: string;
  readonly config: Config;
  readonly prepared: FirstStartResult;
  readonly isNew: boolean;
  /** For the first administrator; null when there are users. */
  readonly setupToken: string | null;
  readonly keyFile: string;
};

/** What LAUREL_PROGRAMME is when nobody sets it: whoever lives by another programme meant nothing by it. */
const STANDARD_PROGRAMME = path.join(ROOT, 'programs', 'coffee');

export function welcomeText({ url, config, prepared, isNew, setupToken, keyFile }: Welcome): string {
  const base = reachable(url);
  const { programme, newKey, demoCustomers } = prepared;
  const rows: readonly (readonly [string, string | null])[] = [
    ['Console', `${base}/`],
    ['Reference', `${base}/docs`],
    ['Health', `${base}/health`],
    ['Programme', `${programme.title}, version ${programme.version}`],
    ['', notAppliedText(config, prepared)],
    ['Data', config.databaseUrl === null ? config.dataDir : 'the PostgreSQL of DATABASE_URL'],
    ['Demo', demoCustomers > 0 ? `${demoCustomers} customers were created, external:${DEMO_IDENTIFIER} is one` : null],
    ['Retailer id', isNew ? prepared.retailerId : null],
    ['Set-up token', setupToken === null ? null : `${setupToken}  (makes the first administrator)`],
    ['API key', newKey === null ? null : newKey.key],
    ['API secret', newKey === null ? null : `${newKey.secret}  (shown once; the pair is kept in ${keyFile})`],
  ];
  const lines = rows.flatMap(([label, value]) => (value === null ? [] : [`  ${label.padEnd(12)} ${value}`]));
  return ['', 'Laurel is running.', '', ...lines, '', ...trial(base, { config, prepared, keyFile }), ''].join('\n');
}

/** A request by whoever may read the secret: nothing has to be copied. */
function trial(
  base: string,
  { config, prepared, keyFile }: Pick<Welcome, 'config' | 'prepared' | 'keyFile'>,
): readonly string[] {
  const credentials =
    config.apiKey !== null
      ? '"$LAUREL_API_KEY:$LAUREL_API_SECRET"'
      : prepared.hasKeyFile
        ? `"$(cat ${quoted(shortest(keyFile))})"`
        : null;
  if (credentials === null) return ['Make an API key with `npx laurel key create NAME`.'];
  if (!config.isDemo) return ['See which programme is live:', '', `  curl -u ${credentials} ${base}/v1/programme`];
  if (!prepared.programme.hasSignIn) {
    const address = `${base}/v1/customers/external:${DEMO_IDENTIFIER}`;
    return ['Look at a member, as your shop would:', '', `  curl -u ${credentials} '${address}?expand=balances,tiers'`];
  }
  const json = "-H 'content-type: application/json'";
  return [
    'Sign a member in, as your shop would:',
    '',
    `  curl -u ${credentials} ${json} ${base}/v1/events \\`,
    `    -d '{"customer":"external:${DEMO_IDENTIFIER}","event":"web_login"}'`,
  ];
}

/** Who names a programme and sees another one should not have to find out why. */
function notAppliedText({ programmeDir }: Config, { notApplied }: FirstStartResult): string | null {
  if (notApplied === null || programmeDir === STANDARD_PROGRAMME) return null;
  const folder = shortest(programmeDir);
  return `not ${notApplied}: this data has one already. \`npx laurel apply ${folder}\`, or another LAUREL_DATA`;
}

function shortest(file: string): string {
  const relative = path.relative(process.cwd(), file);
  return relative.startsWith('..') ? file : relative;
}

function quoted(file: string): string {
  return /^[\w./-]+$/.test(file) ? file : `'${file.replaceAll("'", "'\\''")}'`;
}

/** An address to type: "every interface" is none. */
function reachable(url: string): string {
  const parsed = new URL(url);
  if (['0.0.0.0', '[::]', '127.0.0.1', '[::1]'].includes(parsed.hostname)) parsed.hostname = 'localhost';
  return parsed.origin;
}
