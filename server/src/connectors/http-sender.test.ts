// Where messages may go: every spelling of a private address is refused, names are checked when a connection is made, and an
// answer cannot fill the memory.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import { type Receiver, startReceiver } from './contract/receiver.ts';
import { createSender, type Sender } from './http-sender.ts';
import { SendError } from './send-error.ts';
import { createGuard, isPublic, type Lookup } from './target-guard.ts';

let receiver: Receiver;
const senders: Sender[] = [];
before(async () => {
  receiver = await startReceiver();
});
after(() => receiver.close());
afterEach(async () => {
  receiver.arrived.length = 0;
  await Promise.all(senders.splice(0).map((sender) => sender.close()));
});

function open(options: { allowPrivateTargets: boolean; lookup?: Lookup }): Sender {
  const sender = createSender(options);
  senders.push(sender);
  return sender;
}

const request = (url: string) => ({ method: 'POST', url, headers: {}, body: 'x', timeoutMs: 2_000 }) as const;

async function failure(sender: Sender, url: string): Promise<string> {
  const error: unknown = await sender.http(request(url)).then(
    () => null,
    (reason) => reason,
  );
  assert.ok(error instanceof SendError, `${url}: ${String(error)}`);
  return error.failure;
}

describe('addresses', () => {
  test('private, local, reserved and multicast ones are not public', () => {
    const refused = [
      ...[
        '0.0.0.0',
        '0.1.2.3',
        '10.0.0.1',
        '100.64.0.1',
        '127.0.0.1',
        '127.255.255.255',
        '169.254.169.254',
        '172.16.0.1',
      ],
      ...['172.31.255.255', '192.0.0.8', '192.168.1.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
      ...[
        '::',
        '::1',
        'fc00::1',
        'fd12:3456::1',
        'fe80::1',
        'fe80::1%eth0',
        'fec0::1',
        'ff02::1',
        '100::1',
        '2001:db8::1',
      ],
      ...[
        '::ffff:127.0.0.1',
        '::ffff:7f00:1',
        '::ffff:10.0.0.1',
        '::127.0.0.1',
        '64:ff9b::127.0.0.1',
        '64:ff9b::a00:1',
      ],
      ...['64:ff9b:1::1', '2002:7f00:1::', '2001:0:7f00:1::', '0:0:0:0:0:ffff:7f00:0001', 'not an address', ''],
    ];
    for (const address of refused) assert.equal(isPublic(address), false, address);
  });

  test('public ones are, also behind IPv6', () => {
    const allowed = ['1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.0.1', '100.128.0.1', '2606:4700::1111', '2a00::1'];
    for (const address of [...allowed, '::ffff:1.1.1.1', '64:ff9b::1.1.1.1'])
      assert.equal(isPublic(address), true, address);
  });
});

describe('without private targets', () => {
  test('no spelling of loopback gets through', async () => {
    const port = new URL(receiver.base).port;
    const hosts = [
      '127.0.0.1',
      '127.1',
      '2130706433',
      '0x7f000001',
      '0x7f.1',
      '0177.0.0.1',
      '017700000001',
      '127.0.0.1.',
    ];
    const v6 = ['[::1]', '[::ffff:127.0.0.1]', '[::ffff:7f00:1]', '[64:ff9b::7f00:1]', '[0:0:0:0:0:0:0:1]', '[::]'];
    const sender = open({ allowPrivateTargets: false });
    for (const host of [...hosts, ...v6, '0.0.0.0', '0', '１２７.0.0.1', 'localhost']) {
      assert.equal(await failure(sender, `https://${host}:${port}/`), 'forbidden', host);
    }
    assert.deepEqual(receiver.arrived, []);
  });

  test('a name is refused when any of its addresses is private', async () => {
    const lookup: Lookup = async () => [
      { address: '1.1.1.1', family: 4 },
      { address: '10.0.0.1', family: 4 },
    ];
    const sender = open({ allowPrivateTargets: false, lookup });
    assert.equal(await failure(sender, 'https://both.example/'), 'forbidden');
    await assert.rejects(sender.resolve('both.example'), SendError);
  });

  test('only https is spoken', async () => {
    const sender = open({ allowPrivateTargets: false });
    for (const url of ['http://one.one.one.one/', 'ftp://one.one.one.one/', 'file:///etc/passwd', 'tray:', 'x']) {
      assert.equal(await failure(sender, url), 'forbidden', url);
    }
  });
});

describe('with names', () => {
  test('the address that was looked up is the one connected to: there is no second look-up', async () => {
    let asked = 0;
    // The first answer is harmless; whoever asked twice would be sent elsewhere.
    const lookup: Lookup = async () => {
      asked += 1;
      return [{ address: asked === 1 ? '127.0.0.1' : '192.0.2.1', family: 4 }];
    };
    const sender = open({ allowPrivateTargets: true, lookup });
    const { status } = await sender.http(request(receiver.base.replace('127.0.0.1', 'rebind.example')));
    assert.deepEqual([status, asked], [200, 1]);
    assert.equal(receiver.arrived[0]?.headers.host?.startsWith('rebind.example'), true);
  });

  test('a name that turns private is refused from then on', async () => {
    let address = '1.1.1.1';
    const guard = createGuard({ mayTargetPrivate: false, lookup: async () => [{ address, family: 4 }] });
    assert.deepEqual(await guard.addressesOf('turns.example'), [{ address: '1.1.1.1', family: 4 }]);
    address = '127.0.0.1';
    await assert.rejects(guard.addressesOf('turns.example'), SendError);
  });

  test('a name without an address is a failed connection', async () => {
    const unknown = open({ allowPrivateTargets: true, lookup: async () => Promise.reject(new Error('ENOTFOUND')) });
    assert.equal(await failure(unknown, 'http://unknown.example/'), 'connection');
    const empty = open({ allowPrivateTargets: true, lookup: async () => [] });
    assert.equal(await failure(empty, 'http://empty.example/'), 'connection');
  });
});

describe('answers', () => {
  test('at most 64 KB are read, and the next request works', async () => {
    const sender = open({ allowPrivateTargets: true });
    receiver.answer = { status: 200, body: 'é'.repeat(1_000_000) };
    const long = await sender.http(request(receiver.base));
    assert.equal(Buffer.byteLength(long.body), 65_536);
    receiver.answer = { status: 200, headers: { 'X-Some': 'thing', 'set-cookie': 'a=1' }, body: 'ok' };
    const short = await sender.http(request(receiver.base));
    assert.deepEqual([short.body, short.headers['x-some']], ['ok', 'thing']);
  });

  test('redirects are answers', async () => {
    const sender = open({ allowPrivateTargets: true });
    receiver.answer = { status: 307, headers: { location: `${receiver.base}/next` }, body: '' };
    assert.equal((await sender.http(request(`${receiver.base}/first`))).status, 307);
    assert.deepEqual(
      receiver.arrived.map((arrived) => arrived.path),
      ['/first'],
    );
  });

  test('silence ends at the time limit', async () => {
    const sender = open({ allowPrivateTargets: true });
    receiver.answer = { status: 200, body: '', isSilent: true };
    const started = performance.now();
    const error: unknown = await sender.http({ ...request(receiver.base), timeoutMs: 100 }).catch((reason) => reason);
    assert.ok(error instanceof SendError && error.failure === 'timeout');
    assert.ok(performance.now() - started < 1_500);
  });
});
