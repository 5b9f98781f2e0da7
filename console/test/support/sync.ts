// A customer-data platform beside the console: the stand-in, and the process that keeps it in step with the server's database.
import { openDeliveryParts } from '../../../server/src/delivery/parts.ts';
import { createProgrammeSource } from '../../../server/src/pipeline/programme-cache.ts';
import { startSync } from '../../../server/src/sync/worker.ts';
import type { TestServer } from '../../../server/test/http/test-server.ts';
import { type Infobip, startInfobip } from '../../../stand-ins/infobip/server.ts';

/** As the server of the tests has it: what is sealed by one is read by the other. */
const SECRET_KEY = 'a key of a test, long enough for one';

/** What the stand-in takes. */
const SILENT = { info: () => undefined, warn: () => undefined, error: () => undefined };

export const KEY = 'infobip-stand-in';

export type Platform = {
  readonly infobip: Infobip;
  /** Makes the connection `infobip` and starts it, as an operator would. */
  setUp(): Promise<void>;
  close(): Promise<void>;
};

export async function startPlatform(server: TestServer): Promise<Platform> {
  const { database, clock } = server;
  const infobip = await startInfobip({ limits: 'none', key: KEY });
  const { pool } = database;
  const settings = { secretKey: SECRET_KEY, dataDir: '/nowhere', mayTargetPrivate: true, providers: {} };
  const { access, sender, close } = openDeliveryParts(pool, settings);
  const programmes = createProgrammeSource(pool);
  const sync = startSync({ pool, programmes, access, sender, clock, logger: SILENT });
  return {
    infobip,
    setUp: async () => {
      const at = '/v1/sync/connections/infobip';
      await server.ok('PUT', at, { connector: 'infobip' });
      await server.ok('PUT', `${at}/access`, { url: infobip.url, key: KEY });
      await server.ok('POST', `${at}/setup`);
    },
    close: async () => {
      await sync.stop();
      await close();
      await infobip.close();
    },
  };
}
