// The check list of the customer profile: each endpoint that it names is served, and each test that it names is there.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { root } from './support/source-files.ts';

const DOCUMENT = readFileSync(path.join(root, 'docs/seed-003.md'), 'utf8');
const contract = z
  .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
  .parse(JSON.parse(readFileSync(path.join(root, 'openapi.json'), 'utf8')));

/** `GET …/notes/{note}?x=` is `get /v1/customers/{}/notes/{}`. */
function shapeOf(method: string, address: string): string {
  const whole = address.replace(/^…/, '/v1/customers/{customer}').replace(/[?`].*$/, '');
  return `${method.toLowerCase()} ${whole.replace(/\{[^}]*\}|…/g, '{}')}`;
}

const served = new Set(
  Object.entries(contract.paths).flatMap(([address, methods]) =>
    Object.keys(methods).map((method) => shapeOf(method, address)),
  ),
);

test('every endpoint that the check list names is served', () => {
  const named = [...DOCUMENT.matchAll(/`(GET|POST|PUT|PATCH|DELETE) ([^`]+)`/g)];
  assert.ok(named.length > 80, `only ${named.length} endpoints were found in the check list`);
  const missing = named
    .map(([, method = '', address = '']) => shapeOf(method, address))
    .filter((one) => !served.has(one));
  assert.deepEqual([...new Set(missing)], []);
});

test('every test that the check list names is there, and has a test of that name', () => {
  const named = [...DOCUMENT.matchAll(/(server\/[\w/.-]+\.test\.ts)`?(?:: ([^|`;]+))?/g)];
  assert.ok(named.length > 80, `only ${named.length} tests were found in the check list`);
  const missing = named.flatMap(([, file = '', title = '']) => {
    if (!existsSync(path.join(root, file))) return [file];
    const text = readFileSync(path.join(root, file), 'utf8');
    return text.includes(title.trim()) ? [] : [`${file}: ${title.trim()}`];
  });
  assert.deepEqual(missing, []);
});

test('every row of the check list names a test, or where its rows stand', () => {
  const rows = DOCUMENT.split('\n').filter((line) => /^\| (?!line |-)/.test(line) && !line.startsWith('|---'));
  const bare = rows.filter((row) => !/\.test\.ts/.test(row) && !/\| see /.test(row));
  assert.deepEqual(bare, []);
});
