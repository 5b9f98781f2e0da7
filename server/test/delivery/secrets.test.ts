// Addresses and secrets of providers are in no row but the sealed one, in no log and in nothing that is read back.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { AccessBook } from '../../src/delivery/access.ts';
import { SecretBox } from '../../src/delivery/secrets.ts';
import { readDeliveries, readMessage } from '../../src/storage/deliveries.ts';
import { eventually, openPost, type Post, Receiver, SECRET_KEY } from './harness.ts';

const KEY = 'key-hunter2-messaging';
const SECRET = `whsec_${Buffer.from('a signing secret, 24 bytes!').toString('base64')}`;
const STORED = `whsec_${Buffer.from('another secret of 24 bytes!').toString('base64')}`;
const HIDDEN = [KEY, SECRET, SECRET.slice(6), STORED, STORED.slice(6), 'query-token-77', 'pass-99'];

let post: Post;
let receiver: Receiver;
let book: AccessBook;

before(async () => {
  post = await openPost();
  receiver = await Receiver.open();
  book = new AccessBook(post.harness.database.pool, new SecretBox([SECRET_KEY]), {});
  const url = receiver.url.replace('http://', 'http://user:pass-99@').concat('?token=query-token-77');
  const otherUrl = url.replace('/hook', '/other');
  await book.write('other', { url: otherUrl, key: null, secrets: [STORED] }, { at: post.harness.now, by: 'ann' });
  await post.dispatch({ messaging: { url, key: KEY, secrets: [SECRET] } });
});

after(async () => {
  await post.close();
  await receiver.close();
});

async function everything(): Promise<string> {
  const { rows } = await post.harness.owner.query<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'laurel' order by 1`,
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const found = await post.harness.owner.query(`select t::text as row from laurel.${name} t`);
    texts.push(...found.rows.map(({ row }) => String(row)));
  }
  return texts.join('\n');
}

test('neither what is sent, nor an answer that repeats it, nor a log shows a secret', async () => {
  await post.join('ann');
  const heads: string[] = [];
  receiver.answer = ({ path }, response) => {
    heads.push(path);
    response
      .writeHead(500)
      .end(path.startsWith('/other') ? `wrong ${STORED} ${path}` : `wrong ${KEY} ${SECRET} ${path}`);
  };
  const failed = [await post.event('ann', 'greet'), await post.event('ann', 'other')];
  for (const id of failed) {
    await eventually(
      async () => (await post.message(id)).attempts === 1,
      5_000,
      () => 'no attempt',
    );
  }
  receiver.answer = (_, response) => response.writeHead(403).end(`refused ${KEY}`);
  const id = await post.event('ann', 'greet');
  await eventually(
    async () => (await readDeliveries(post.harness.database.pool, id)).length === 1,
    5_000,
    () => 'no attempt',
  );
  assert.ok(
    heads.every((path) => path.includes('query-token-77')),
    'the query is sent',
  );
  const shown = [
    await everything(),
    post.logs.join('\n'),
    JSON.stringify(await readMessage(post.harness.database.pool, id)),
    JSON.stringify(await readDeliveries(post.harness.database.pool, failed[0] ?? '')),
    JSON.stringify(book.summary('other')),
  ].join('\n');
  for (const secret of HIDDEN) assert.equal(shown.includes(secret), false, secret);
  assert.match(shown, /\{address\}/);
});

test('the store gives what was written, under the newest key once it is sealed anew', async () => {
  const pool = post.harness.database.pool;
  assert.deepEqual(book.of('other').secrets, [STORED]);
  assert.deepEqual(book.summary('other'), {
    url: 'store',
    key: null,
    secrets: 'store',
    secretCount: 1,
    updatedAt: post.harness.now,
    updatedBy: 'ann',
    isReadable: true,
  });
  const rotated = new AccessBook(pool, new SecretBox(['a newer key, also long enough for us', SECRET_KEY]), {});
  assert.equal(await rotated.reseal({ at: post.harness.now, by: 'cli' }), 1);
  assert.equal(await rotated.reseal({ at: post.harness.now, by: 'cli' }), 0);
  const alone = new AccessBook(pool, new SecretBox(['a newer key, also long enough for us']), {});
  await alone.refresh();
  assert.deepEqual(alone.of('other').secrets, [STORED]);
  await book.refresh();
  assert.equal(book.summary('other').isReadable, false);
  assert.equal(book.of('other').url, null);
});

test('settings go before the store, part by part', async () => {
  const pool = post.harness.database.pool;
  const both = new AccessBook(pool, new SecretBox([SECRET_KEY]), {
    TWO: { url: 'https://set.example', key: null, secrets: [] },
  });
  await both.write(
    'two',
    { url: 'https://stored.example', key: 'k', secrets: [] },
    { at: post.harness.now, by: 'ann' },
  );
  assert.deepEqual(both.of('two'), { url: 'https://set.example', key: 'k', secrets: [] });
  const { url, key } = both.summary('two');
  assert.deepEqual([url, key], ['settings', 'store']);
  assert.equal(await both.remove('two'), true);
  assert.deepEqual(both.of('two'), { url: 'https://set.example', key: null, secrets: [] });
});
