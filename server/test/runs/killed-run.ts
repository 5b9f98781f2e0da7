// A birthday run with points, an offer and a message each, over a server of real processes that is killed in the middle, again and
// again, and started again; and what is left of it at the end. The size is the caller's: a test, or the bench.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { Checkout, descendants, type Started, until } from '../cli/instance.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

export type KilledRun = {
  /** What had been done at each kill: customers with an award, and messages that the receiver had seen. */
  readonly kills: readonly { readonly awards: number; readonly seen: number }[];
  /** Of these tables, customers who have exactly one row of the campaign, and all its rows. */
  readonly rows: { readonly [table in Table]: { readonly single: number; readonly all: number } };
  readonly delivered: number;
  /** Ids of messages in the table that the receiver has not seen, and ids seen that are in no table. */
  readonly unseen: number;
  readonly unknown: number;
  /** How often the receiver saw a message that it had seen before. */
  readonly repeated: number;
  readonly differences: number;
  readonly seconds: number;
};

const TABLES = {
  point_entry: `rule = 'campaign/birthday' and kind = 'deposit'`,
  user_offer: `rule = 'campaign/birthday'`,
  message: `rule = 'campaign/birthday'`,
} as const;
type Table = keyof typeof TABLES;

const PROGRAMME = `
name: killed
title: Killed in the middle
time_zone: UTC
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
offers: { half: { title: Half price, type: percent_check_discount, amount: 50, valid_for: 30 days } }
providers: { messaging: { title: Messaging, connector: webhook, concurrency: 16 } }
messages:
  birthday:
    title: Birthday
    purpose: programme
    variants:
      messaging: { body: { customer: '{{ customer.external_id }}', points: '{{ outcome.points.amount }}', offer: '{{ outcome.offer.user_offer_id }}' } }
campaigns:
  birthday:
    title: Birthday
    trigger: { kind: date, attribute: birth_on, offset: -7 days, at: '00:00' }
    outcomes:
      - { kind: points, amount: 200, source: promo, rank: 1 }
      - { kind: offer, offer: half, rank: 2 }
      - { kind: message, message: birthday, rank: 3 }
`;

const DAY_MS = 86_400_000;
const LIMIT_MS = 20 * 60_000;

export async function killedRun(size: {
  readonly customers: number;
  /** The server is killed as soon as this share of the customers has an award. */
  readonly killsAt: readonly number[];
  /** And once more when this share of the messages has been seen. */
  readonly killAtSeen: number;
}): Promise<KilledRun> {
  const startedAt = performance.now();
  const scene = await openScene();
  let server = await scene.checkout.start();
  try {
    await importCustomers(scene, server, size.customers);
    await call(scene, server, '/v1/runs', JSON.stringify({ kind: 'occasions' }), 'application/json');
    const kills: { awards: number; seen: number }[] = [];
    const killAndStart = async (isTime: () => Promise<boolean> | boolean): Promise<void> => {
      // Known before it is time, so that nothing goes on while they are being found.
      const pids = await pidsOf(server);
      await until('the time to kill', isTime, LIMIT_MS, 2);
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      await server.exited;
      kills.push({ awards: await awarded(scene), seen: scene.seen.size });
      server = await scene.checkout.start();
    };
    for (const share of size.killsAt)
      await killAndStart(async () => (await awarded(scene)) >= Math.max(1, Math.floor(share * size.customers)));
    await killAndStart(() => scene.seen.size >= size.killAtSeen * size.customers);
    await until('every message is delivered', async () => (await delivered(scene)) >= size.customers, LIMIT_MS, 50);
    return { kills, ...(await findings(scene)), seconds: (performance.now() - startedAt) / 1_000 };
  } finally {
    server.process.kill('SIGTERM');
    await server.exited;
    await scene.close();
  }
}

type Scene = {
  readonly checkout: Checkout;
  readonly database: TestDatabase;
  /** Ids of messages, and how often each arrived. */
  readonly seen: ReadonlyMap<string, number>;
  readonly authorization: string;
  close(): Promise<void>;
};

async function openScene(): Promise<Scene> {
  const folder = await mkdtemp(path.join(tmpdir(), 'laurel-killed-'));
  await writeFile(path.join(folder, 'programme.yaml'), PROGRAMME);
  const database = await testDatabase();
  const receiver = await openReceiver();
  const [key, secret] = ['killed-run', randomUUID()];
  const checkout = await Checkout.open({
    DATABASE_URL: database.url,
    LAUREL_OWNER_DATABASE_URL: database.url,
    LAUREL_PROGRAMME: folder,
    LAUREL_DEMO: '0',
    LAUREL_API_KEY: key,
    LAUREL_API_SECRET: secret,
    LAUREL_PROVIDER_MESSAGING_URL: receiver.url,
    LAUREL_ALLOW_PRIVATE_TARGETS: '1',
  });
  return {
    checkout,
    database,
    seen: receiver.seen,
    authorization: `Basic ${Buffer.from(`${key}:${secret}`).toString('base64')}`,
    close: async () => {
      await receiver.close();
      await database.close();
      await checkout.remove();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openReceiver() {
  const seen = new Map<string, number>();
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const id = String(request.headers['webhook-id']);
    seen.set(id, (seen.get(id) ?? 0) + 1);
    request.resume().on('end', () => response.writeHead(200).end('ok'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    seen,
    url: `http://127.0.0.1:${port}/hook`,
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** Their birthday is three days from now, so that everybody's occasion has been open for four. */
async function importCustomers(scene: Scene, server: Started, customers: number): Promise<void> {
  const day = new Date(Date.now() + 3 * DAY_MS).toISOString().slice(5, 10);
  // The 29th of February is no date of a common year.
  const birthOn = day === '02-29' ? '1992-02-29' : `1990-${day}`;
  const rows = Array.from({ length: customers }, (_, n) => `k${n},Kim${n},k${n}@example.com,${birthOn},true`);
  const csv = `external_id,first_name,email,birth_on,opted_in\n${rows.join('\n')}\n`;
  await call(scene, server, '/v1/imports?kind=customers', csv, 'text/csv');
  const statusOf = async () => {
    const { rows } = await scene.database.owner.query<{ status: string; created: number; rejected: number }>(
      'select status, created, rejected from laurel.import',
    );
    return rows[0];
  };
  await until(
    'the import is over',
    async () => !['waiting', 'running'].includes((await statusOf())?.status ?? ''),
    LIMIT_MS,
  );
  const ended = await statusOf();
  if (ended?.status !== 'done' || ended.created !== customers)
    throw new Error(`The import is ${JSON.stringify(ended)}.`);
}

async function call(scene: Scene, { url }: Started, target: string, body: string, type: string): Promise<void> {
  const headers = { authorization: scene.authorization, 'content-type': type };
  const response = await fetch(`${url}${target}`, { method: 'POST', headers, body });
  const text = await response.text();
  // The schedule may have been faster.
  if (!response.ok && !text.includes('run_in_progress')) throw new Error(`${target}: ${response.status} ${text}`);
}

async function pidsOf({ process: child }: Started): Promise<readonly number[]> {
  const pid = child.pid ?? 0;
  return [...(await descendants(pid)).map((below) => below.pid), pid];
}

async function countOf({ database }: Scene, table: Table, where = 'true'): Promise<number> {
  const { rows } = await database.owner.query<{ n: number }>(
    `select count(*) as n from laurel.${table} where ${TABLES[table]} and ${where}`,
  );
  return rows[0]?.n ?? Number.NaN;
}

function awarded(scene: Scene): Promise<number> {
  return countOf(scene, 'point_entry');
}

function delivered(scene: Scene): Promise<number> {
  return countOf(scene, 'message', `status = 'delivered'`);
}

async function findings(scene: Scene): Promise<Omit<KilledRun, 'kills' | 'seconds'>> {
  const { seen, database } = scene;
  const { rows } = await database.owner.query<{ id: string }>(`select id from laurel.message`);
  const ids = new Set(rows.map(({ id }) => id));
  return {
    rows: {
      point_entry: await rowsOf(scene, 'point_entry'),
      user_offer: await rowsOf(scene, 'user_offer'),
      message: await rowsOf(scene, 'message'),
    },
    delivered: await delivered(scene),
    unseen: [...ids].filter((id) => !seen.has(id)).length,
    unknown: [...seen.keys()].filter((id) => !ids.has(id)).length,
    repeated: [...seen.values()].reduce((sum, times) => sum + times - 1, 0),
    differences: (await verifyBooks(database.pool)).differenceCount,
  };
}

async function rowsOf({ database }: Scene, table: Table): Promise<{ readonly single: number; readonly all: number }> {
  const { rows } = await database.owner.query<{ single: number; all: number }>(
    `select count(*) filter (where n = 1) as single, coalesce(sum(n), 0)::bigint as all
     from   laurel.customer c
            left join (select customer_id, count(*) as n from laurel.${table} where ${TABLES[table]} group by 1) t
              using (customer_id)`,
  );
  return rows[0] ?? { single: 0, all: 0 };
}
