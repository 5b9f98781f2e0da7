// The committed contract, its types in the SDK and the table of errors are what the code gives, and the contract is whole.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { errorsDocument } from '../../src/http/errors-document.ts';
import { openapiDocument } from '../../src/http/openapi.ts';

const ROOT = path.resolve(import.meta.dirname, '../../..');
const committed = (name: string): string => readFileSync(path.join(ROOT, name), 'utf8');

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];
type Operation = { operationId: string; summary: string; tags: string[]; parameters?: { name: string; in: string }[] };

test('openapi.json is what the routes give (npx laurel generate writes it)', async () => {
  assert.ok((await openapiDocument()) === committed('openapi.json'), 'openapi.json is stale');
});

test('docs/errors.md is what the table of codes gives', () => {
  assert.equal(committed('docs/errors.md'), errorsDocument());
});

test('the types of the SDK are those of the contract', () => {
  const made = execFileSync(process.execPath, [path.join(ROOT, 'sdk/generate.ts')], {
    input: committed('openapi.json'),
    encoding: 'utf8',
    maxBuffer: 16 * 1_048_576,
  });
  assert.ok(made === committed('sdk/src/generated/contract.ts'), 'sdk/src/generated/contract.ts is stale');
});

test('each operation has an id of its own, words, a tag and all parameters of its path', () => {
  const { paths } = JSON.parse(committed('openapi.json'));
  const ids = new Set<string>();
  for (const [route, methods] of Object.entries<Record<string, Operation>>(paths)) {
    for (const [method, operation] of Object.entries(methods)) {
      assert.ok(METHODS.includes(method), `${method} ${route}`);
      assert.ok(!ids.has(operation.operationId), operation.operationId);
      ids.add(operation.operationId);
      assert.ok(operation.summary.length > 0 && operation.tags.length === 1, operation.operationId);
      const inPath = (operation.parameters ?? []).filter((one) => one.in === 'path').map(({ name }) => name);
      assert.deepEqual(
        inPath.sort(),
        [...route.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort(),
        `${method} ${route}`,
      );
    }
  }
  assert.ok(ids.size >= 50, `${ids.size} operations`);
});

test('every reference of the contract leads somewhere', () => {
  const text = committed('openapi.json');
  const { components } = JSON.parse(text);
  const names = [...text.matchAll(/"#\/components\/schemas\/(\w+)"/g)].map((match) => String(match[1]));
  assert.ok(names.length > 50);
  assert.deepEqual(
    [...new Set(names)].filter((name) => !(name in components.schemas)),
    [],
  );
  const unused = Object.keys(components.schemas).filter((name) => !names.includes(name));
  assert.deepEqual(unused, []);
});
