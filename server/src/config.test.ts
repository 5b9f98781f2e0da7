// The settings: defaults, faults, suggestions, and that the example file documents exactly these.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { ConfigError, ROOT, readConfig, SETTING_NAMES } from './config.ts';

const example = readFileSync(path.join(ROOT, 'laurel.example.env'), 'utf8');

function problemsOf(env: Record<string, string>): readonly string[] {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}

test('without settings everything has its default', () => {
  assert.deepEqual(readConfig({}), {
    warnings: [],
    config: {
      port: 4000,
      host: '127.0.0.1',
      dataDir: path.join(ROOT, 'data'),
      databaseUrl: null,
      ownerDatabaseUrl: null,
      programmeDir: path.join(ROOT, 'programs/coffee'),
      isDemo: true,
      apiKey: null,
      retailerId: null,
      secretKey: null,
      publicUrl: 'http://localhost:4000',
      oidc: null,
      trustProxy: false,
      logLevel: 'info',
      mayTargetPrivate: false,
      messagesKeptDays: 400,
      providers: {},
    },
  });
});

test('the example file names every setting, in order, with its default', () => {
  const lines = example.split('\n').flatMap((line) => /^#?([A-Z_]+)=(.*)$/.exec(line) ?? []);
  const names = lines.filter((_, index) => index % 3 === 1).filter((name) => !name.startsWith('LAUREL_PROVIDER_'));
  assert.deepEqual(names, SETTING_NAMES);
  const defaults = Object.fromEntries(
    example.split('\n').flatMap((line) => {
      const found = /^([A-Z_]+)=(.+)$/.exec(line);
      return found ? [[found[1], found[2]]] : [];
    }),
  );
  assert.deepEqual(readConfig(defaults), readConfig({}));
});

test('every fault is named at once, with what was expected', () => {
  assert.deepEqual(
    problemsOf({ PORT: '70000', LAUREL_DEMO: 'yes', LAUREL_LOG_LEVEL: 'loud', LAUREL_API_KEY: 'coffee-shop' }),
    [
      'PORT is "70000": expected a number from 0 to 65535.',
      'LAUREL_DEMO is "yes": expected 0 or 1.',
      'LAUREL_LOG_LEVEL is "loud": expected trace or debug or info or warn or error or fatal or silent.',
      'LAUREL_API_KEY is set and LAUREL_API_SECRET is not: expected LAUREL_API_SECRET as well.',
    ],
  );
});

test('each of these is refused', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['PORT', '4000.5'],
    ['PORT', '-1'],
    ['HOST', 'http://x'],
    ['DATABASE_URL', 'mysql://u:p@h/d'],
    ['DATABASE_URL', 'postgres://u:p@h'],
    ['LAUREL_RETAILER_ID', 'coffee'],
    ['LAUREL_SECRET_KEY', 'short'],
    ['LAUREL_PUBLIC_URL', 'loyalty.example.com'],
    ['LAUREL_TRUST_PROXY', 'everyone'],
    ['LAUREL_TRUST_PROXY', '99'],
    ['LAUREL_ALLOW_PRIVATE_TARGETS', 'true'],
  ];
  for (const [name, value] of cases)
    assert.match(problemsOf({ [name]: value })[0] ?? '', new RegExp(`^${name} is `), value);
});

test('a secret is not repeated in the message about it', () => {
  const problems = problemsOf({
    LAUREL_API_KEY: 'coffee-shop',
    LAUREL_API_SECRET: 'tiny-secret',
    DATABASE_URL: 'pg://u:hunter2@h/d',
  });
  assert.equal(problems.length, 2);
  assert.doesNotMatch(problems.join(), /tiny-secret|hunter2/);
});

test('providers have settings of their own, by their names', () => {
  const { config, warnings } = readConfig({
    LAUREL_PROVIDER_MESSAGING_URL: 'https://hooks.example.com/in?token=1',
    LAUREL_PROVIDER_MESSAGING_SECRET: 'whsec_new whsec_old',
    LAUREL_PROVIDER_POST_MARK_KEY: 'k',
    LAUREL_PROVIDER_EMPTY_URL: '',
  });
  assert.deepEqual(warnings, []);
  assert.deepEqual(config.providers, {
    MESSAGING: { url: 'https://hooks.example.com/in?token=1', key: null, secrets: ['whsec_new', 'whsec_old'] },
    POST_MARK: { url: null, key: 'k', secrets: [] },
  });
  const [problem = ''] = problemsOf({ LAUREL_PROVIDER_MESSAGING_URL: 'hunter2' });
  assert.match(problem, /^LAUREL_PROVIDER_MESSAGING_URL is \(not shown\): expected/);
});

test('an empty value counts as none', () => {
  assert.equal(readConfig({ PORT: '', DATABASE_URL: '' }).config.port, 4000);
});

test('an unknown LAUREL_ variable is reported with the name it resembles', () => {
  assert.deepEqual(
    readConfig({ LAUREL_PROGRAM: 'x', LAUREL_MOON_PHASE: 'full', OTHER: '1', LAUREL_TEST_DATABASE_URL: 'x' }).warnings,
    [
      'LAUREL_MOON_PHASE is not a setting of Laurel and is ignored.',
      'LAUREL_PROGRAM is not a setting of Laurel and is ignored: did you mean LAUREL_PROGRAMME?',
    ],
  );
});

test('paths are relative to the checkout, proxies are a number or a list', () => {
  const { config } = readConfig({
    LAUREL_DATA: '../elsewhere',
    LAUREL_TRUST_PROXY: '10.0.0.1,10.1.0.0/16',
    LAUREL_PUBLIC_URL: 'https://a.example/',
  });
  assert.equal(config.dataDir, path.resolve(ROOT, '../elsewhere'));
  assert.deepEqual(config.trustProxy, ['10.0.0.1', '10.1.0.0/16']);
  assert.equal(config.publicUrl, 'https://a.example');
  assert.equal(readConfig({ LAUREL_TRUST_PROXY: '2' }).config.trustProxy, 2);
});
