// laurel messages and laurel providers on a real database: what they list and change, and that secrets come over standard input.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { openPost, type Post, Receiver, SECRET_KEY } from '../delivery/harness.ts';

const LAUREL = path.resolve(import.meta.dirname, '../../../bin/laurel.js');
const COMMAND_WAIT_MS = 60_000;
const SECRET = `whsec_${Buffer.from('a signing secret, long enough!').toString('base64')}`;

let post: Post;
let receiver: Receiver;
let dataDir: string;

before(async () => {
  post = await openPost();
  receiver = await Receiver.open();
  dataDir = mkdtempSync(path.join(tmpdir(), 'laurel-cli-test-'));
  await post.dispatch();
});
after(async () => {
  await post.close();
  await receiver.close();
  rmSync(dataDir, { recursive: true, force: true });
});

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string };

function laurel(args: readonly string[], input = ''): Promise<Ended> {
  const env = {
    PATH: process.env.PATH,
    HOME: process.env.HOME,
    LAUREL_DATA: dataDir,
    DATABASE_URL: post.harness.database.url,
    LAUREL_SECRET_KEY: SECRET_KEY,
    LAUREL_ALLOW_PRIVATE_TARGETS: '1',
  };
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [LAUREL, ...args],
      { env, timeout: COMMAND_WAIT_MS, cwd: dataDir },
      (error, stdout, stderr) => resolve({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
    child.stdin?.end(input);
  });
}

async function succeeds(args: readonly string[], input = ''): Promise<string> {
  const { code, stdout, stderr } = await laurel(args, input);
  assert.equal(code, 0, `${args.join(' ')}: ${stdout}${stderr}`);
  assert.ok(!`${stdout}${stderr}`.includes(SECRET));
  return stdout;
}

async function fails(sentence: RegExp, args: readonly string[], input = ''): Promise<void> {
  const { code, stderr } = await laurel(args, input);
  assert.equal(code, 1, `${args.join(' ')} did not fail`);
  assert.match(stderr, sentence);
  assert.doesNotMatch(stderr, /\n {4}at |hunter2/, 'no stack, no secret');
}

test('a message is found in the tray, an address is set, and it is sent again', async () => {
  await post.join('ann');
  const id = await post.event('ann', 'other');
  await post.untilStatus(id, 'tray');
  assert.match(await succeeds(['messages', 'list', '--status', 'tray']), new RegExp(`^${id} +other +other +tray`, 'm'));
  assert.match(await succeeds(['providers', 'set', 'other', 'url'], `${receiver.url}\n`), /url is set/);
  await succeeds(['providers', 'set', 'other', 'add-secret'], SECRET);
  assert.match(await succeeds(['providers', 'list']), /^other +webhook +working +0 +0 +store +1 \(store\)/m);
  // The dispatcher reads the store every two seconds.
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  assert.match(await succeeds(['messages', 'replay', id]), /sent again/);
  // Commands have the clock of the machine, and it is due by that one.
  post.harness.now = Date.now();
  await post.untilStatus(id, 'delivered');
  const shown = await succeeds(['messages', 'show', id]);
  assert.match(shown, /^status +delivered$/m);
  assert.match(shown, /^request +POST \{address\}$/m);
  assert.match(shown, /^ *2 .* delivered +200/m);
});

test('a provider is paused and resumed', async () => {
  assert.match(await succeeds(['providers', 'pause', 'other', 'their maintenance']), /until `laurel providers resume/);
  assert.match(await succeeds(['providers', 'list']), /^other .* paused by command line: their maintenance$/m);
  await fails(/paused already: their maintenance/, ['providers', 'pause', 'other', 'again']);
  await succeeds(['providers', 'resume', 'other']);
  await fails(/not paused/, ['providers', 'resume', 'other']);
});

test('what is called wrongly fails with a sentence', async () => {
  const nobody = '01900000-0000-7000-8000-00000000ffff';
  await Promise.all([
    fails(/There is no message/, ['messages', 'show', nobody]),
    fails(/Usage: laurel messages/, ['messages', 'replay', '--status', 'dead']),
    fails(/no status lost/, ['messages', 'list', '--status', 'lost']),
    fails(/no instant/, ['messages', 'list', '--from', 'yesterday']),
    fails(/Usage: laurel providers/, ['providers', 'set', 'other', 'key', 'hunter2', 'more']),
    fails(/no provider nobody/, ['providers', 'set', 'nobody', 'key'], 'k'),
    fails(/A signing secret is not one: expected whsec_ and/, ['providers', 'set', 'other', 'secrets'], 'hunter2\n'),
    fails(/one line/, ['providers', 'set', 'other', 'key'], 'hunter2\nb\n'),
  ]);
});
