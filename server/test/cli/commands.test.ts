// The commands without a server: each starts the database, does its work and leaves it stopped; failures are a sentence.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { cp, readdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { progressText, timeText } from '../../src/cli/progress.ts';
import { tableText } from '../../src/cli/text-table.ts';
import { type EmbeddedPostgres, startPostgres } from '../../src/embedded/postgres.ts';
import { Checkout } from './instance.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');

let checkout: Checkout;
/** Started once the tests have seen that commands leave the database as they find it: stopped, and now running. */
let postgres: EmbeddedPostgres | null = null;

before(async () => {
  checkout = await Checkout.open();
});
after(async () => {
  await postgres?.stop();
  await checkout.remove();
});

async function succeeds(...args: readonly string[]): Promise<string> {
  const ended = await checkout.laurel(...args);
  assert.equal(ended.code, 0, `${args.join(' ')}: ${ended.stdout}${ended.stderr}`);
  const isRunning = existsSync(path.join(checkout.dataDir, 'postgres', 'postmaster.pid'));
  assert.equal(isRunning, postgres !== null, 'the database is left as it was found');
  return ended.stdout;
}

async function fails(sentence: RegExp, ...args: readonly string[]): Promise<void> {
  const ended = await checkout.laurel(...args);
  assert.notEqual(ended.code, 0, `${args.join(' ')} did not fail`);
  assert.match(ended.stderr, sentence);
  assert.doesNotMatch(ended.stderr, /\n {4}at /, 'no stack');
}

test('help lists every command, and says more about one', async () => {
  const all = await succeeds('help');
  for (const name of [
    'start',
    'serve',
    'migrate',
    'plan',
    'apply',
    'export',
    'run',
    'runs',
    'verify',
    'messages',
    'providers',
    'customers',
    'key',
  ]) {
    assert.match(all, new RegExp(`^ {2}${name}\\b`, 'm'));
  }
  assert.match(await succeeds('help', 'run'), /^Usage: laurel run expiry\|maintenance/);
});

test('what is called wrongly fails with a sentence', async () => {
  await fails(/There is no command frobnicate/, 'frobnicate');
  await fails(/Usage: laurel run/, 'run', 'birthday');
  await fails(/Unknown option '--often'[\s\S]*Usage: laurel run/, 'run', 'expiry', '--often');
  await fails(/is no folder of a programme/, 'plan', '/nowhere/at/all');
});

test('a database without migrations is refused with what to do', async () => {
  await fails(/run `laurel migrate`/, 'verify');
  const doctor = await checkout.laurel('doctor');
  assert.equal(doctor.code, 1);
  assert.match(doctor.stdout, /wrong +migrations are missing/);
  assert.match(await succeeds('migrate'), /Applied 0001/);
  assert.match(await succeeds('migrate'), /Nothing to apply/);
});

test('a programme is planned, applied, and exported as it was', async () => {
  postgres = await startPostgres({ dataDir: checkout.dataDir });
  await fails(/No programme is live/, 'run', 'expiry');
  await fails(/No programme is live/, 'export', path.join(checkout.dataDir, 'none'));
  assert.match(await succeeds('plan', COFFEE), /Against nothing[\s\S]*\+ tier_systems\.club/);
  assert.match(await succeeds('apply', COFFEE, '--note', 'first'), /Version 1 is live\./);
  assert.match(await succeeds('apply', COFFEE), /live already/);
  const exported = path.join(checkout.dataDir, 'exported');
  await succeeds('export', exported);
  const names = (await readdir(COFFEE, { recursive: true })).filter((name) => name.endsWith('.yaml'));
  assert.ok(names.length >= 5);
  for (const name of names) {
    assert.equal(readFileSync(path.join(exported, name), 'utf8'), readFileSync(path.join(COFFEE, name), 'utf8'), name);
  }
});

test('a programme with errors is refused with file, path and what was expected', async () => {
  const changed = path.join(checkout.dataDir, 'changed');
  await cp(COFFEE, changed, { recursive: true });
  const file = path.join(changed, 'tiers', 'club.yaml');
  await writeFile(file, readFileSync(file, 'utf8').replaceAll('amount: 12,', 'amount: 13,'));
  assert.match(await succeeds('plan', changed), /12 → 13/);
  await fails(/Version 1 went live|Plan again/, 'apply', changed, '--expect', '7');
  await writeFile(file, readFileSync(file, 'utf8').replace('account: beans', 'account: beens'));
  await fails(/tiers\/club\.yaml[\s\S]*beens/, 'apply', changed);
});

test('runs, keys and customers', async () => {
  assert.match(await succeeds('run', 'maintenance', '--tier-system', 'club'), /is done: 0 customers visited/);
  await fails(/no tier system clubb/, 'run', 'maintenance', '--tier-system', 'clubb');
  assert.match(await succeeds('runs'), /maintenance club +done/);
  await fails(/There is no open run/, 'runs', '--cancel', '00000000-0000-4000-8000-000000000000');
  const made = await succeeds('key', 'create', 'Till', '--scopes', 'sessionm,events:write', '--rate-limit', '600');
  const name = /key +(lk_\w+)/.exec(made)?.[1] ?? '';
  assert.match(await succeeds('key', 'list'), new RegExp(`${name} +Till +events:write,sessionm +600/min`));
  assert.match(await succeeds('key', 'revoke', name), /is revoked/);
  await fails(/There is no scope everything/, 'key', 'create', 'X', '--scopes', 'everything');
  await fails(/There is no customer external:nobody/, 'customers', 'get', 'external:nobody');
  assert.match(await succeeds('doctor'), /can only add to the log, the ledger and the tier history/);
});

test('progress is shown with share, rate and time left', () => {
  const text = progressText('expiry', { done: 520_000, total: 1_000_000, perSecond: 11_200, note: '519,870 changed' });
  assert.match(
    text,
    /^expiry {2}█{12}░{12} {2}52 % {2}520,000 of 1,000,000 {2}11,200\/s {2}43 s left {2}519,870 changed$/,
  );
  assert.equal(progressText('verify', { done: 10, total: null, perSecond: 5, note: '' }), 'verify  10  5/s');
  assert.deepEqual([timeText(12.1), timeText(600), timeText(9_000)], ['13 s', '10 min', '2 h 30 min']);
  assert.equal(
    tableText(
      ['a', 'n'],
      [
        ['x', '10'],
        ['longer', '5'],
      ],
    ),
    'a        n\nx       10\nlonger   5',
  );
});
