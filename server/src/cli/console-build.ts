// Builds the console when it is missing or older than its sources. What was built bears the hash of what it was built from; a
// build that fails leaves the one before it. Nothing is served here.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { ROOT } from '../config.ts';
import { CommandError } from './command.ts';

const CONSOLE = path.join(ROOT, 'console');
const BUILT = path.join(CONSOLE, 'dist');
const STAMP = '.built-from';
const SOURCES = ['console/{src,public}/**/*.*', 'console/{index.html,package.json,vite.config.ts}', 'sdk/src/**/*.ts'];
const BUILD_MS = 300_000;
const OUTPUT_SHOWN = 4_000;

/** True when it had to be built. */
export async function buildConsole(say: (line: string) => void): Promise<boolean> {
  const hash = await hashOfSources();
  if (await isBuiltFrom(hash)) return false;
  say('Building the console …');
  await mkdir(path.join(CONSOLE, 'node_modules'), { recursive: true });
  const folder = await mkdtemp(path.join(CONSOLE, 'node_modules', 'build-'));
  try {
    await runBuild(folder);
    await writeFile(path.join(folder, STAMP), hash);
    await replaceBuild(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return true;
}

async function hashOfSources(): Promise<string> {
  const files: string[] = [];
  for await (const file of glob(SOURCES, { cwd: ROOT })) files.push(file);
  const hash = createHash('sha256');
  for (const file of files.sort()) hash.update(file).update(await readFile(path.join(ROOT, file)));
  return hash.digest('hex');
}

async function isBuiltFrom(hash: string): Promise<boolean> {
  const stamp = path.join(BUILT, STAMP);
  return existsSync(stamp) && (await readFile(stamp, 'utf8')) === hash;
}

/** Two that build at once end with the same files: whoever comes second finds its place taken. */
async function replaceBuild(folder: string): Promise<void> {
  const old = `${folder}-old`;
  if (existsSync(BUILT)) await rename(BUILT, old).catch(() => {});
  await rename(folder, BUILT).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  });
  await rm(old, { recursive: true, force: true });
}

async function runBuild(folder: string): Promise<void> {
  const vite = path.join(
    path.dirname(createRequire(path.join(CONSOLE, 'package.json')).resolve('vite/package.json')),
    'bin/vite.js',
  );
  const args = [vite, 'build', CONSOLE, '--outDir', folder, '--emptyOutDir', '--logLevel', 'warn'];
  const child = spawn(process.execPath, args, { cwd: CONSOLE, timeout: BUILD_MS, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-OUTPUT_SHOWN);
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  if (code !== 0) throw new CommandError(`The console could not be built:\n${output.trim()}`);
}
