// The files that follow from code, as they should be: the contract, the schema, the types of the SDK, the table of errors.
// It writes none of them; `laurel generate` does.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { ROOT } from '../config.ts';
import { startPostgres } from '../embedded/postgres.ts';
import { errorsDocument } from '../http/errors-document.ts';
import { openapiDocument } from '../http/openapi.ts';
import { clientConfig } from '../storage/connection.ts';
import { migrate } from '../storage/migrate.ts';
import { dumpSchema } from '../storage/schema-dump.ts';

/** The generator needs an older TypeScript than ours, so it stands in the SDK's workspace and runs as a program. */
const CONTRACT_GENERATOR = path.join(ROOT, 'sdk', 'generate.ts');
const GENERATOR_TIMEOUT_MS = 60_000;
const CONTRACT_MAX_BYTES = 16 * 1_024 * 1_024;

/** Text by path, relative to the checkout. */
export async function generateFiles(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(path.join(tmpdir(), 'laurel-generate-'));
  try {
    const openapi = await openapiDocument();
    return new Map([
      ['openapi.json', openapi],
      ['sdk/src/generated/contract.ts', await sdkContract(openapi)],
      ['docs/errors.md', errorsDocument()],
      ['schema.sql', await schemaText(path.join(folder, 'data'))],
    ]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function sdkContract(openapi: string): Promise<string> {
  const run = promisify(execFile)(process.execPath, [CONTRACT_GENERATOR], {
    timeout: GENERATOR_TIMEOUT_MS,
    maxBuffer: CONTRACT_MAX_BYTES,
  });
  run.child.stdin?.end(openapi);
  return (await run).stdout;
}

async function schemaText(dataDir: string): Promise<string> {
  const postgres = await startPostgres({ dataDir, throwaway: true });
  try {
    await migrate({ url: postgres.ownerUrl, appUrl: postgres.url });
    const client = new pg.Client(clientConfig({ url: postgres.ownerUrl, applicationName: 'laurel generate' }));
    await client.connect();
    try {
      return await dumpSchema(client);
    } finally {
      await client.end();
    }
  } finally {
    await postgres.stop();
  }
}
