#!/usr/bin/env node
// npm run check: types, lint and format, unused code, generated files fresh. The rules of the repository are tests.
// Plain JavaScript that Node 20 can start; one line for each step, the whole output of those that fail.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { ensureInstalled, nodeBinary, root } from './bootstrap.js';

const STEP_TIMEOUT_MS = 300_000;

ensureInstalled();
const node = nodeBinary();

/** The script behind a command that npm installed; the console and the SDK may bring their own version. */
const tool = (name, ...parts) => path.join(root, 'node_modules', name, ...parts);
const typescript = tool('typescript', 'bin', 'tsc');

const steps = [
  { name: 'types: server', command: [typescript, '-p', 'server'] },
  { name: 'types: domain, without Node', command: [typescript, '-p', 'server/src/domain'] },
  { name: 'types: console', command: [typescript, '-p', 'console'], needs: 'console/tsconfig.json' },
  { name: 'types: sdk', command: [typescript, '-p', 'sdk'], needs: 'sdk/tsconfig.json' },
  {
    name: 'lint and format',
    command: [tool('@biomejs', 'biome', 'bin', 'biome'), 'ci', '--colors=off', '--error-on-warnings'],
  },
  { name: 'unused code', command: [tool('knip', 'bin', 'knip.js'), '--no-progress'] },
  { name: 'generated files', command: ['bin/laurel.js', 'generate', '--check'], needs: 'server/src/cli/main.ts' },
];

let failed = 0;
for (const { name, command, needs } of steps) {
  if (needs !== undefined && !existsSync(path.join(root, needs))) continue;
  const started = performance.now();
  const result = spawnSync(node, command, { cwd: root, encoding: 'utf8', timeout: STEP_TIMEOUT_MS });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const passed = result.status === 0;
  process.stdout.write(`${passed ? 'ok  ' : 'FAIL'}  ${name} (${seconds} s)\n`);
  if (passed) continue;
  failed += 1;
  const output = result.error ? String(result.error) : `${result.stdout}${result.stderr}`;
  process.stdout.write(`${output.trimEnd().replaceAll(/^/gm, '      ')}\n`);
}
process.stdout.write(failed === 0 ? 'All checks hold.\n' : `${failed} of the checks failed.\n`);
process.exitCode = failed === 0 ? 0 : 1;
