// The rules of the repository that matter, as tests: who may import whom, a domain without clock and chance, one
// reader of the environment, files of a readable size, exact versions, and documents that name paths which exist.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { findFiles, readSource, root, type SourceFile } from './support/source-files.ts';

/** The layers of ARCHITECTURE.md. What is not listed may import nothing of ours but its own folder. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  config: [],
  embedded: [],
  storage: ['domain'],
  pipeline: ['domain', 'storage'],
  access: ['domain', 'storage', 'pipeline'],
  connectors: ['domain'],
  delivery: ['domain', 'storage', 'connectors'],
  sync: ['domain', 'storage', 'pipeline', 'connectors', 'delivery'],
  jobs: ['domain', 'storage', 'pipeline', 'delivery', 'sync'],
  http: ['domain', 'storage', 'pipeline', 'access', 'delivery', 'sync', 'jobs'],
  // `laurel start` is a command like the others: the command line alone starts the composition root.
  cli: ['domain', 'storage', 'pipeline', 'access', 'delivery', 'sync', 'jobs', 'config', 'embedded', 'main'],
  main: [
    'domain',
    'storage',
    'pipeline',
    'access',
    'connectors',
    'delivery',
    'sync',
    'jobs',
    'http',
    'config',
    'embedded',
  ],
};

const LINES_MAX = 600;
/** The launcher passes a cleaned environment on to PostgreSQL's programs. */
const ENVIRONMENT_READERS = ['server/src/config.ts', 'server/src/embedded/cluster.ts'];
const IMPURE = [
  'Date.now',
  'new Date()',
  'Date()',
  'Math.random',
  'Temporal.Now',
  'setTimeout()',
  'setInterval()',
  'setImmediate()',
  'queueMicrotask()',
  'fetch()',
];
const IMPURE_OBJECTS = ['crypto', 'performance', 'process', 'globalThis'];
/** Pure ones: shapes, YAML, expressions, regular expressions in linear time, templates. */
const DOMAIN_PACKAGES = ['zod', '@marcbachmann/cel-js', 're2js', 'yaml', 'liquidjs'];
const EXACT_VERSION = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

const sources = findFiles(['server/src/**/*.ts']).map(readSource);
const program = sources.filter((source) => !source.path.endsWith('.test.ts'));
const domain = program.filter((source) => layerOf(source.path) === 'domain');

function layerOf(file: string): string {
  const [first = ''] = path.relative('server/src', file).split(path.sep);
  return first.replace(/\.ts$/, '');
}

const packageOf = (specifier: string): string =>
  specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');

test('the rules look at something', () => {
  assert.ok(sources.length >= 20, `only ${sources.length} files were read`);
  assert.ok(sources.some((source) => source.imports.some((found) => found.isLocal)));
  const config = sources.find((source) => source.path === 'server/src/config.ts');
  assert.ok(config?.uses.has('process.env'), 'the parser no longer finds process.env where it is');
});

test('each layer imports only what the table allows', () => {
  const wrong = program.flatMap((source) => {
    const layer = layerOf(source.path);
    const allowed = [layer, ...(LAYERS[layer] ?? [])];
    return source.imports
      .filter(
        (found) =>
          found.isLocal &&
          found.target !== 'server/package.json' &&
          !(found.target.startsWith('server/src/') && allowed.includes(layerOf(found.target))),
      )
      .map((found) => `${source.path} imports ${found.target}: ${layer} may import ${allowed.join(', ')}`);
  });
  assert.deepEqual(wrong, []);
});

test('the domain imports no module of Node and no package but those of the rules', () => {
  const wrong = domain.flatMap((source) =>
    source.imports
      .filter((found) => !found.isLocal && !DOMAIN_PACKAGES.includes(packageOf(found.target)))
      .map((found) => `${source.path} imports ${found.target}`),
  );
  assert.deepEqual(wrong, []);
});

test('the domain has no clock, no chance and no I/O', () => {
  const wrong = domain.flatMap((source) =>
    [...source.uses]
      .filter((use) => IMPURE.includes(use) || IMPURE_OBJECTS.includes(use.split('.')[0] ?? ''))
      .map((use) => `${source.path} uses ${use}`),
  );
  assert.deepEqual(wrong, []);
});

test('only the settings read the environment', () => {
  const wrong = program.filter(
    (source) => source.uses.has('process.env') && !ENVIRONMENT_READERS.includes(source.path),
  );
  assert.deepEqual(
    wrong.map((source) => source.path),
    [],
  );
});

test('no file imports itself by a detour', () => {
  assert.deepEqual(findCycles(program), []);
});

/** Types are left out: they are gone when the program runs. */
function findCycles(files: readonly SourceFile[]): string[] {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const state = new Map<string, 'open' | 'done'>();
  const cycles: string[] = [];
  const visit = (file: string, trail: readonly string[]): void => {
    if (state.get(file) === 'open') cycles.push([...trail.slice(trail.indexOf(file)), file].join(' → '));
    if (state.has(file)) return;
    state.set(file, 'open');
    for (const found of byPath.get(file)?.imports ?? [])
      if (found.isLocal && !found.isType) visit(found.target, [...trail, file]);
    state.set(file, 'done');
  };
  for (const file of byPath.keys()) visit(file, []);
  return cycles;
}

test('every imported file exists', () => {
  const wrong = sources.flatMap((source) =>
    source.imports
      .filter((found) => found.isLocal && !existsSync(path.join(root, found.target)))
      .map((found) => `${source.path} imports ${found.target}`),
  );
  assert.deepEqual(wrong, []);
});

test(`no file is longer than ${LINES_MAX} lines`, () => {
  assert.deepEqual(
    sources.filter((source) => source.lines > LINES_MAX).map((source) => `${source.path}: ${source.lines}`),
    [],
  );
});

test('every file says in its first line what it is for', () => {
  const wrong = [...sources.map((source) => source.path), ...findFiles(['server/test/**/*.ts', 'bin/*.js'])].filter(
    (file) => {
      const [first = '', second = ''] = readFileSync(path.join(root, file), 'utf8').split('\n');
      return !/^\/\/ \S/.test(first.startsWith('#!') ? second : first);
    },
  );
  assert.deepEqual(wrong, []);
});

test('every dependency is named with its exact version', () => {
  const wrong = findFiles(['package.json', '*/package.json']).flatMap((file) => {
    const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
      readFileSync(path.join(root, file), 'utf8'),
    );
    return Object.entries<string>({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter(([, version]) => !EXACT_VERSION.test(version))
      .map(([name, version]) => `${file}: ${name} ${version}`);
  });
  assert.deepEqual(wrong, []);
});

test('the lock file says what to install with integrity, and not from where', () => {
  const { packages } = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  const entries = Object.entries<LockEntry>(packages);
  assert.ok(entries.length > 100);
  assert.deepEqual(
    entries.filter(([, entry]) => entry.resolved?.includes('://')).map(([name]) => name),
    [],
  );
  const installed = entries.filter(([name, entry]) => name.includes('node_modules/') && entry.link !== true);
  // Builds of development tools for systems whose packages could not be fetched when the lock was made.
  const isForeignTool = (entry: LockEntry): boolean =>
    entry.dev === true && entry.optional === true && entry.os !== undefined;
  const unsealed = installed.filter(([, entry]) => entry.integrity === undefined && !isForeignTool(entry));
  assert.deepEqual(
    unsealed.map(([name]) => name),
    [],
  );
});

type LockEntry = {
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly os?: readonly string[];
};

test('every path that a document names exists', () => {
  const folders = 'server|bin|console|sdk|programs|docs|bench|deploy';
  const inCode = new RegExp(`\`((?:${folders})/[\\w./-]*)\``, 'g');
  const inLink = /\]\(([^)\s#]+)(?:#[^)]*)?\)/g;
  const wrong = findFiles([
    '*.md',
    'docs/**/*.md',
    'server/**/*.md',
    'programs/**/*.md',
    'sdk/**/*.md',
    'bench/**/*.md',
  ]).flatMap((file) => {
    const text = readFileSync(path.join(root, file), 'utf8').replaceAll(/^```[\s\S]*?^```/gm, '');
    const named = [...text.matchAll(inCode)].map((match) => path.join(root, match[1] ?? ''));
    const linked = [...text.matchAll(inLink)]
      .map((match) => match[1] ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
      .map((target) => path.resolve(root, path.dirname(file), target));
    return [...named, ...linked]
      .filter((target) => !existsSync(target))
      .map((target) => `${file} names ${path.relative(root, target)}`);
  });
  assert.deepEqual(wrong, []);
});
