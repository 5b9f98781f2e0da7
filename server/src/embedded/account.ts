// PostgreSQL refuses to run as root: decides which account runs it instead, and how a command is started as it.
// It changes no ownership and starts nothing.

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

export type Account = {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
  /** The capability that lets it pass through folders that only root may enter, null where none can be given. */
  readonly passage: 'dac_read_search' | 'dac_override' | null;
};

export type Command = {
  readonly file: string;
  readonly args: readonly string[];
  readonly uid?: number;
  readonly gid?: number;
};

const SETPRIV = ['/usr/bin/setpriv', '/bin/setpriv'];
const PREFERRED = ['postgres', 'nobody'];

/**
 * The account that runs PostgreSQL, null when this process may run it itself. Data that already belongs to somebody
 * stays with that account, whatever it is called here.
 */
export function chooseAccount(pgData: string): Account | null {
  if (process.platform === 'win32' || process.getuid?.() !== 0) return null;
  const owner = existsSync(pgData) ? statSync(pgData) : null;
  if (owner !== null && owner.uid !== 0) return withPassage(`user ${owner.uid}`, owner.uid, owner.gid, pgData);
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of PREFERRED) {
    const fields = users.find((user) => user[0] === name);
    const uid = Number(fields?.[2]);
    const gid = Number(fields?.[3]);
    if (uid > 0 && gid > 0) return withPassage(name, uid, gid, pgData);
  }
  throw new Error(
    `PostgreSQL refuses to run as root and there is no user ${PREFERRED.join(' or ')}: start Laurel as another user.`,
  );
}

/** The command that runs `file` as `account`, or as this process when there is none. */
export function asAccount(account: Account | null, file: string, args: readonly string[]): Command {
  if (account === null) return { file, args };
  const setpriv = SETPRIV.find((candidate) => existsSync(candidate));
  if (account.passage === null || setpriv === undefined) return { file, args, uid: account.uid, gid: account.gid };
  return { file: setpriv, args: [...privileges(account, account.passage), file, ...args] };
}

/** Whether the account can read `file` and pass through every folder above it. */
export function mayRead(account: Account, file: string): boolean {
  return account.passage !== null || (mayEnter(account, path.dirname(file)) && grants(account, file, 4));
}

function withPassage(name: string, uid: number, gid: number, pgData: string): Account {
  const plain = { name, uid, gid, passage: null };
  // No capability where none is needed.
  if (mayEnter(plain, path.dirname(pgData))) return plain;
  const passage = findPassage(plain);
  if (passage !== null) return { ...plain, passage };
  throw new Error(
    `PostgreSQL runs as ${name}, who may not enter ${path.dirname(pgData)}, and setpriv cannot help here: ` +
      'open the folders above it (chmod o+x) or set LAUREL_DATA to a folder elsewhere.',
  );
}

function mayEnter(account: Account, folder: string): boolean {
  let current = path.resolve(folder);
  while (current !== path.dirname(current)) {
    if (!grants(account, current, 1)) return false;
    current = path.dirname(current);
  }
  return true;
}

function grants(account: Account, file: string, bits: number): boolean {
  const { mode, uid, gid } = statSync(file);
  const shift = uid === account.uid ? 6 : gid === account.gid ? 3 : 0;
  return ((mode >> shift) & bits) === bits;
}

/** Reading is enough; containers often drop that capability and keep the wider one. */
function findPassage(account: Account): Account['passage'] {
  const setpriv = SETPRIV.find((candidate) => existsSync(candidate));
  if (setpriv === undefined) return null;
  for (const passage of ['dac_read_search', 'dac_override'] as const) {
    const probe = spawnSync(setpriv, [...privileges(account, passage), '/bin/true'], { stdio: 'ignore' });
    if (probe.status === 0) return passage;
  }
  return null;
}

function privileges(account: { readonly uid: number; readonly gid: number }, capability: string): string[] {
  return [
    `--reuid=${account.uid}`,
    `--regid=${account.gid}`,
    '--clear-groups',
    `--inh-caps=+${capability}`,
    `--ambient-caps=+${capability}`,
    // access(2) leaves capabilities out for everybody but root, unless told so; initdb looks for its programs with it.
    '--securebits=+no_setuid_fixup',
  ];
}
