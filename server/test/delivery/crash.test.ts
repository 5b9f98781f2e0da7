// A process that delivers dies in the middle, several times: nothing is lost, and what arrives again is the same.
import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { eventually, openPost, type Post, Receiver, SECRET_KEY } from './harness.ts';

const PROCESS = path.resolve(import.meta.dirname, '../support/delivery-process.ts');
const MESSAGES = 300;
const KILLS = 3;

let post: Post;
let receiver: Receiver;
const children = new Set<ChildProcess>();

before(async () => {
  post = await openPost();
  post.harness.now = Date.now() - 1_000;
  receiver = await Receiver.open();
});

after(async () => {
  for (const child of children) child.kill('SIGKILL');
  await post.close();
  await receiver.close();
});

function deliver(): ChildProcess {
  const child = spawn(process.execPath, [PROCESS, post.harness.database.url, receiver.url, SECRET_KEY], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  children.add(child);
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
  children.delete(child);
}

test('messages under way when the process is killed arrive again, with the same id and the same bytes', async () => {
  const ids: string[] = [];
  for (let n = 0; n < MESSAGES; n += 1) {
    await post.join(`c${n}`);
    ids.push(await post.event(`c${n}`, 'greet', n % 2 === 0 ? 'bulk' : 'live'));
  }
  // The receiver has taken it, and the sender never hears of it.
  for (let round = 1; round <= KILLS; round += 1) {
    const from = receiver.received.length;
    receiver.answer = (_, response) => {
      if (receiver.received.length - from < 40) response.writeHead(200).end();
    };
    const child = deliver();
    await receiver.until(from + 44, 30_000);
    await kill(child);
  }
  receiver.answer = (_, response) => response.writeHead(200).end();
  deliver();
  await eventually(
    async () => (await post.harness.count('message', `status = 'delivered'`)) === MESSAGES,
    40_000,
    () => 'not all are delivered',
  );
  const seen = Map.groupBy(receiver.received, ({ id }) => id);
  assert.deepEqual([...seen.keys()].sort(), [...ids].sort());
  const bytes = [...seen.values()].map((times) => new Set(times.map(({ body }) => body)).size);
  assert.equal(Math.max(...bytes), 1);
  const again = receiver.received.length - MESSAGES;
  assert.ok(again >= KILLS && again <= KILLS * 100, `${again} arrived again`);
});
