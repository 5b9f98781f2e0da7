// The real server in real processes: killed in the middle of its work, its PostgreSQL killed, and connections cut between
// COMMIT and its answer. After each, everything that was answered is there exactly once, and `laurel verify` holds.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Checkout, descendants, type Started, until } from '../cli/instance.ts';
import { testDatabase } from '../support/database.ts';
import { DropProxy } from '../support/drop-proxy.ts';
import { Shop } from './shop.ts';

const KEY = 'proof-of-the-road';
const SECRET = 'kept-by-nobody-but-this-test';
const SETTINGS = { LAUREL_DEMO: '0', LAUREL_API_KEY: KEY, LAUREL_API_SECRET: SECRET };
/** So many answers between one blow and the next. */
const ANSWERS = 80;
const CUTS = 8;

let checkout: Checkout;
let server: Started | null = null;

before(async () => {
  checkout = await Checkout.open(SETTINGS);
});
after(async () => {
  if (server !== null) await stop(server);
  await until('PostgreSQL stops', () => postmaster(checkout) === null);
  await checkout.remove();
});

test('the server is killed in the middle: the next start goes on, and nothing answered is lost or done twice', async () => {
  server = await checkout.start();
  const shop = await openShop(server);
  const before = shop.answered;
  await shop.until('answers', () => shop.answered >= before + ANSWERS);
  await kill(server);
  await delay(100);
  await shop.closeDoors();
  assert.ok((shop.failures.get(0) ?? 0) > 0, 'nothing was under way');
  server = await checkout.start();
  await settled(shop, server, checkout);
});

test('PostgreSQL is killed in the middle: callers are told when to come back, it is started again, and work goes on', async () => {
  assert.ok(server !== null);
  const shop = await openShop(server);
  await shop.until('answers', () => shop.answered >= ANSWERS);
  process.kill(postmaster(checkout) ?? assert.fail('no PostgreSQL'), 'SIGKILL');
  await shop.until('a 503', () => (shop.failures.get(503) ?? 0) > 0);
  const { answered } = shop;
  await shop.until('answers again', () => shop.answered >= answered + ANSWERS);
  await shop.closeDoors();
  await settled(shop, server, checkout);
  const strange = [...shop.failures.keys()].filter((status) => status !== 503);
  assert.deepEqual(strange, [], 'only 503 was to be expected');
});

test('connections are cut between COMMIT and its answer: the server finds out, and its callers notice nothing', async () => {
  const database = await testDatabase();
  const proxy = await DropProxy.open(database.url);
  const other = await Checkout.open({ ...SETTINGS, DATABASE_URL: proxy.url, LAUREL_OWNER_DATABASE_URL: database.url });
  const started = await other.start();
  try {
    const shop = await openShop(started);
    for (let cut = 0; cut < CUTS; cut += 1) {
      const { answered } = shop;
      proxy.cutNext(cut % 3 === 2 ? 'before' : 'after');
      await shop.until('the cut, and answers', () => proxy.cutCount > cut && shop.answered > answered + 10);
    }
    await shop.closeDoors();
    assert.deepEqual([...shop.failures], []);
    await settled(shop, started, other);
  } finally {
    await stop(started);
    await proxy.close();
    await database.close();
    await other.remove();
  }
});

async function openShop({ url }: Started): Promise<Shop> {
  const shop = new Shop(KEY, SECRET);
  shop.url = url;
  await shop.enrol();
  shop.openDoors();
  return shop;
}

async function settled(shop: Shop, { url }: Started, place: Checkout): Promise<void> {
  shop.url = url;
  await shop.settle();
  await shop.checkBalances();
  const verified = await place.laurel('verify');
  assert.equal(verified.code, 0, verified.stdout + verified.stderr);
}

/** All processes of the server at once; PostgreSQL is not one of them. */
async function kill({ process: child, exited }: Started): Promise<void> {
  const pid = child.pid ?? assert.fail('never started');
  for (const one of [...(await descendants(pid)).map((below) => below.pid), pid]) process.kill(one, 'SIGKILL');
  await exited;
}

async function stop({ process: child, exited }: Started): Promise<void> {
  child.kill('SIGTERM');
  await exited;
}

function postmaster(place: Checkout): number | null {
  try {
    return Number(readFileSync(path.join(place.dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    // No file, no server.
    return null;
  }
}
