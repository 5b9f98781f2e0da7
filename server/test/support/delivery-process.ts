// A process that delivers, for tests that kill it: `delivery-process.ts DATABASE_URL RECEIVER_URL SECRET_KEY`.

import { createSender } from '../../src/connectors/http-sender.ts';
import { AccessBook } from '../../src/delivery/access.ts';
import { POOL_MIN, startDelivery } from '../../src/delivery/dispatcher.ts';
import { SecretBox } from '../../src/delivery/secrets.ts';
import { createProgrammeSource } from '../../src/pipeline/programme-cache.ts';
import { createPool } from '../../src/storage/connection.ts';

const [url = '', receiver = '', secretKey = ''] = process.argv.slice(2);
const pool = createPool({ url, max: POOL_MIN, applicationName: 'delivery process', role: 'laurel_app' });
const log = (detail: object, message: string) => process.stderr.write(`${message} ${JSON.stringify(detail)}\n`);
const settings = { MESSAGING: { url: receiver, key: null, secrets: [] } };
const access = new AccessBook(pool, new SecretBox([secretKey]), settings);
const sender = createSender({ allowPrivateTargets: true });
const clock = { now: () => Date.now() };
startDelivery({
  pool,
  programmes: createProgrammeSource(pool),
  access,
  sender,
  clock,
  logger: { info: log, warn: log, error: log },
});
