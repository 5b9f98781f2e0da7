// What tests of imports share: a programme with points, levels, attributes and a welcome, and files that are written,
// imported and looked at again.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { executeImport, type ImportExecution } from '../../src/jobs/import/execute.ts';
import { type ImportRequest, openImport } from '../../src/jobs/import/open.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { type ImportRow, type Rejection, readRejections } from '../../src/storage/imports.ts';
import { type TestInstance, testInstance } from '../runs/instance.ts';

export const NOW = '2026-11-22T10:00:00Z';

const PROGRAMME = `
name: cafe
title: Café
time_zone: Europe/Berlin
accounts:
  beans: { title: Beans, default: true, expiry: { kind: rolling, after: 12 months } }
  stars: { title: Stars, expiry: { kind: never } }
sources:
  web: { title: Web }
  old: { title: Old system }
attributes:
  shoe_size: { type: double }
  vip: { type: bool }
  interests: { type: string_list }
tier_systems:
  club:
    title: Club
    primary: true
    levels:
      green: { title: Green, rank: 1, entrance: { kind: automatic } }
      gold:
        title: Gold
        rank: 2
        entrance:
          kind: qualify
          conditions: [{ kind: points_earned, account: beans, at_least: 500, within: 12 months }]
        maintenance:
          every: 1 year
          relative_to: join_date
          keep: { conditions: [{ kind: points_earned, account: beans, at_least: 50, within: 12 months }] }
campaigns:
  welcome:
    title: Welcome
    behavior: { event: __platform.user.created }
    outcomes: [{ kind: points, amount: 100, account: beans, source: web }]
`;

export type ImportWorld = {
  readonly instance: TestInstance;
  readonly folder: string;
  file(name: string, content: string | Uint8Array): Promise<string>;
  open(kind: ImportRequest['kind'], file: string, options?: Partial<Options>): Promise<ImportRow>;
  run(kind: ImportRequest['kind'], file: string, options?: Partial<Options>): Promise<Imported>;
  execute(id: string, options?: ImportExecution): Promise<ImportRow>;
  rejections(id: string): Promise<readonly Rejection[]>;
  /** Fails when a value of the books differs from what their log gives. */
  verify(): Promise<void>;
  close(): Promise<void>;
};

type Options = ImportRequest['options'] & { readonly source: string };
type Imported = ImportRow & { readonly rejections: readonly Rejection[] };

export async function importWorld(): Promise<ImportWorld> {
  const instance = await testInstance(PROGRAMME, NOW);
  const folder = await mkdtemp(path.join(tmpdir(), 'laurel-import-'));
  const { pool } = instance.database;
  const deps = { pool, engine: instance.engine, programmes: instance.programmes, worker: 'test' };
  const open: ImportWorld['open'] = async (kind, file, { source, ...options } = {}) => {
    const { row } = await openImport(deps, {
      kind,
      file,
      source: source ?? null,
      isUploaded: false,
      options: { columns: {}, delimiter: null, isDryRun: false, isWelcoming: false, withCustomers: false, ...options },
      actor: { kind: 'cli', name: 'test' },
    });
    return row;
  };
  const execute: ImportWorld['execute'] = async (id, options) => {
    const row = await executeImport(deps, id, options);
    assert.ok(row !== null);
    return row;
  };
  const rejections = (id: string) => readRejections(pool, id, { after: 0, limit: 1_000 });
  return {
    instance,
    folder,
    file: async (name, content) => {
      const file = path.join(folder, name);
      await writeFile(file, content);
      return file;
    },
    open,
    execute,
    rejections,
    run: async (kind, file, options) => {
      const row = await execute((await open(kind, file, options)).id);
      assert.equal(row.status, 'done', row.error ?? row.status);
      return { ...row, rejections: await rejections(row.id) };
    },
    verify: async () => {
      const { differences } = await verifyBooks(pool);
      assert.deepEqual(differences, []);
    },
    close: async () => {
      await instance.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
