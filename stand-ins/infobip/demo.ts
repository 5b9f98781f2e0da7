// npm run infobip-demo: the stand-in as a process of its own, with its page, until Ctrl-C. It says what to start Laurel with.

import { parseArgs } from 'node:util';
import { startInfobip } from './server.ts';

const KEY = 'infobip-demo-key';
const PORT = '4010';
const CAMPAIGN = 200000000000001;

const { values } = parseArgs({ options: { port: { type: 'string', default: PORT } } });
const port = Number(values.port);
if (!Number.isInteger(port) || port < 0 || port > 65_535) {
  process.stderr.write(`--port takes a number between 0 and 65535, not ${values.port}\n`);
  process.exit(2);
}
await main();

async function main(): Promise<void> {
  const infobip = await startInfobip({ port, key: KEY, delayMs: 1000 }).catch((error: unknown) => {
    process.stderr.write(`The stand-in did not start: ${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  });
  infobip.addFlow({ campaignId: CAMPAIGN, name: 'Welcome to the club' });
  process.stdout.write(`Infobip's stand-in runs. Its people, attributes, tags, events and flows: ${infobip.url}/portal

Start Laurel beside it with these settings:

  LAUREL_PROVIDER_INFOBIP_URL=${infobip.url}
  LAUREL_PROVIDER_INFOBIP_KEY=${KEY}
  LAUREL_ALLOW_PRIVATE_TARGETS=1

for example:

  LAUREL_PROVIDER_INFOBIP_URL=${infobip.url} LAUREL_PROVIDER_INFOBIP_KEY=${KEY} LAUREL_ALLOW_PRIVATE_TARGETS=1 npm start

A flow takes participants: campaign ${CAMPAIGN}. Ctrl-C ends the stand-in, and what it holds is gone.
`);
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve());
  });
  await infobip.close();
}
