// npm run bench: measures Laurel beside what it is compared with, in one run, on databases of its own, and prints ratios.
// Goals that are missed are said; only wrong books or a failed measurement fail the bench.
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { measureBulk } from './bulk.ts';
import { measureCampaigns } from './campaigns.ts';
import { type Databases, startDatabases } from './databases.ts';
import { measureKilled } from './killed.ts';
import { measureLive } from './live.ts';
import { measureMetrics } from './metrics.ts';
import { bulkText, campaignsText, killedText, liveText, metricsText, runsText, syncText } from './report.ts';
import { measureRuns } from './runs.ts';
import { readSettings, type Settings, USAGE } from './settings.ts';
import { measureSync } from './sync.ts';

const SATURATING = '256';

// Not by exitCode: whatever was under way when the bench was stopped would keep it here.
process.exit(await main(process.argv.slice(2)));

async function main(args: readonly string[]): Promise<number> {
  const settings = parse(args);
  if (settings === null) {
    console.error(USAGE);
    return 2;
  }
  const stopped = Promise.withResolvers<never>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => stopped.reject(new Error(`Stopped by ${signal}.`)));
  }
  const databases = await startDatabases();
  try {
    await Promise.race([measure(databases, settings), stopped.promise]);
    return 0;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return 1;
  } finally {
    await databases.stop();
  }
}

function parse(args: readonly string[]): Settings | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        quick: { type: 'boolean', default: false },
        large: { type: 'boolean', default: false },
        connections: { type: 'string', default: SATURATING },
        profile: { type: 'string' },
      },
    });
    const { quick, large, connections, profile } = values;
    return readSettings({
      positionals,
      quick,
      large,
      connections: Number(connections),
      profileDir: profile ?? null,
    });
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return null;
  }
}

async function measure(databases: Databases, settings: Settings): Promise<void> {
  const startMs = performance.now();
  const say = (text: string): void => {
    console.error(`${((performance.now() - startMs) / 1000).toFixed(0).padStart(4)} s  ${text}`);
  };
  const bench = { databases, settings, say };
  const gib = (totalmem() / 2 ** 30).toFixed(0);
  console.log(`${cpus().length} cores, ${gib} GB, PostgreSQL ${databases.version}, Node ${process.versions.node}\n`);
  if (settings.parts.includes('live')) console.log(`${liveText(await measureLive(bench), settings)}\n`);
  if (settings.parts.includes('bulk')) console.log(`${bulkText(await measureBulk(bench), settings)}\n`);
  if (settings.parts.includes('runs')) console.log(`${runsText(await measureRuns(bench), settings)}\n`);
  if (settings.parts.includes('campaigns')) console.log(`${campaignsText(await measureCampaigns(bench))}\n`);
  if (settings.parts.includes('metrics')) console.log(`${metricsText(await measureMetrics(bench))}\n`);
  if (settings.parts.includes('sync')) console.log(`${syncText(await measureSync(bench))}\n`);
  if (settings.parts.includes('killed')) console.log(`${killedText(await measureKilled(bench))}\n`);
  say('done; the books of every database measured were verified.');
}
