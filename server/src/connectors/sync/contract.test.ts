// The contract that sync connectors keep, against a real HTTP server: what arrives, who is refused and why, what is about the
// connection and not about the items, what stays secret.

import assert from 'node:assert/strict';
import { after, afterEach, before, describe, test } from 'node:test';
import type { Mapping, Person } from '../../domain/sync/mapping.ts';
import { FIELD_KEYS } from '../../domain/sync/person.ts';
import { brazeSyncCase } from '../braze/sync-contract.ts';
import type { HttpSender } from '../connector.ts';
import { KEY } from '../contract/case.ts';
import { type Answer, type Arrived, closedPort, type Receiver, startReceiver } from '../contract/receiver.ts';
import { customerioSyncCase } from '../customerio/sync-contract.ts';
import { createSender, type Sender } from '../http-sender.ts';
import { infobipSyncCase } from '../infobip-sync/sync-contract.ts';
import { klaviyoSyncCase } from '../klaviyo/sync-contract.ts';
import { CLIENT_SECRET, TOKEN } from '../sfmc/contract.ts';
import { sfmcSyncCase } from '../sfmc/sync-contract.ts';
import { createCall } from './call.ts';
import { CLEARED, EVE, EVENTS, type Expected, JANE, leaver, NOW, type SyncCase } from './contract/case.ts';
import { syncConnectorOf } from './registry.ts';
import {
  type CheckLine,
  SYNC_CONNECTORS,
  type SyncCall,
  SyncForbidden,
  SyncLater,
  type SyncOperation,
} from './sync-connector.ts';

const CASES: readonly SyncCase[] = [infobipSyncCase, brazeSyncCase, klaviyoSyncCase, customerioSyncCase, sfmcSyncCase];

let receiver: Receiver;
let sender: Sender;

before(async () => {
  receiver = await startReceiver();
  sender = createSender({ allowPrivateTargets: true });
});
after(async () => {
  await sender.close();
  await receiver.close();
});
afterEach(() => {
  receiver.arrived.length = 0;
});

type Running = { readonly call: SyncCall; readonly turns: SyncOperation[]; readonly atOnce: { most: number } };

function running({ connector, access }: SyncCase, base = receiver.base, timeoutMs = 5_000): Running {
  const turns: SyncOperation[] = [];
  const turn = async (operation: SyncOperation): Promise<void> => void turns.push(operation);
  const atOnce = { now: 0, most: 0 };
  const http: HttpSender = async (request) => {
    atOnce.now += 1;
    atOnce.most = Math.max(atOnce.most, atOnce.now);
    return sender.http(request).finally(() => {
      atOnce.now -= 1;
    });
  };
  const call = createCall({ connector, access: access(base), http, now: () => NOW, turn, timeoutMs });
  return { turns, atOnce, call };
}

/** Tokens are given to whoever has the client's secret. */
function play(answer: Answer | ((arrived: Arrived) => Answer)): void {
  receiver.answer = (arrived) => {
    if (arrived.path !== '/v2/token') return typeof answer === 'function' ? answer(arrived) : answer;
    const isClient = arrived.body.includes(`"client_secret":"${CLIENT_SECRET}"`) && arrived.body.includes(KEY);
    const body = isClient ? { access_token: TOKEN, expires_in: 1079 } : { error: 'invalid_client' };
    return { status: isClient ? 200 : 401, body: JSON.stringify(body) };
  };
}

const arrivals = (): readonly Arrived[] => receiver.arrived.filter(({ path }) => path !== '/v2/token');

/** In any order: what is sent at once arrives as it likes. */
function assertArrived(expected: readonly Expected[]): void {
  const all: readonly Expected[] = arrivals().map(({ method, path, body }) => ({
    method,
    path,
    body: body === '' ? null : JSON.parse(body),
  }));
  for (const one of expected) {
    const isThere = all.some((arrived) => isSame(arrived, { ...one, method: one.method ?? 'POST' }));
    assert.ok(isThere, `${JSON.stringify(one)} is not in ${JSON.stringify(all)}`);
  }
  assert.equal(all.length, expected.length);
}

function isSame(one: unknown, other: unknown): boolean {
  try {
    assert.deepEqual(one, other);
    return true;
  } catch {
    return false;
  }
}

/** All but three fields disabled. */
function smallMapping({ connector: { mapping } }: SyncCase): Mapping {
  const off = FIELD_KEYS.filter((field) => !CLEARED.includes(field));
  return { ...mapping, ...Object.fromEntries(off.map((field) => [field, { ...mapping[field], enabled: false }])) };
}

test('every sync connector has a case', () => {
  assert.deepEqual(
    CASES.map(({ connector }) => connector.name),
    SYNC_CONNECTORS,
  );
});

for (const one of CASES) {
  const { connector } = one;
  describe(connector.name, () => {
    test('is found by its name', () => {
      assert.equal(syncConnectorOf(connector.name), connector);
    });

    test('sends persons, with the key that proves who it is', async () => {
      play(one.accepted);
      const { call, turns } = running(one);
      assert.deepEqual(await connector.upsert(call, [JANE, EVE]), one.results);
      assertArrived(one.upsert);
      for (const { headers } of arrivals()) {
        for (const [name, value] of Object.entries(one.headers)) assert.equal(headers[name], value, name);
      }
      assert.deepEqual(
        turns,
        one.upsert.map(() => 'upsert'),
      );
    });

    test('sends events by their titles or ids, with their time', async () => {
      play(one.accepted);
      const { call, turns } = running(one);
      assert.deepEqual(await connector.sendEvents(call, EVENTS), { kind: 'taken', refused: [] });
      assertArrived(one.events);
      assert.deepEqual(
        turns,
        one.events.map(() => 'events'),
      );
    });

    test('takes an old address off, and leaves alone who has none', async () => {
      play(one.accepted);
      await connector.dropContacts(running(one).call, [leaver(JANE, ['old@example.com']), leaver(EVE)]);
      assertArrived(one.contacts);
    });

    test('says who is no member any more', async () => {
      play(one.accepted);
      assert.deepEqual(await connector.setTag(running(one).call, false, [leaver(EVE)]), []);
      assertArrived(one.untag);
    });

    test('empties what the mapping made', async () => {
      play(one.accepted);
      const { call } = running(one);
      assert.deepEqual(await connector.erase(call, [leaver(JANE)], 'clear', smallMapping(one)), []);
      assertArrived(one.erase);
    });

    test('deletes, or leaves nothing that it wrote', async () => {
      play(one.accepted);
      const { call } = running(one);
      assert.deepEqual(await connector.erase(call, [leaver(JANE)], 'delete', smallMapping(one)), []);
      assertArrived(one.delete);
    });

    test('tells the one that is refused from the one that is not', async () => {
      play(one.refuses);
      const { call } = running(one);
      const refused = { customerId: EVE.customerId, kind: 'refused', ...one.refusal };
      assert.deepEqual(await connector.upsert(call, [JANE, EVE]), [one.results[0], refused]);
      const reason = one.eventReason ?? one.refusal.reason;
      const [, { id }] = EVENTS;
      assert.deepEqual(await connector.sendEvents(call, EVENTS), { kind: 'taken', refused: [{ id, reason }] });
      assert.deepEqual(await connector.setTag(call, false, [leaver(JANE), leaver(EVE)]), [refused]);
      assert.deepEqual(await connector.erase(call, [leaver(JANE), leaver(EVE)], 'clear', connector.mapping), [refused]);
    });

    test('sends many in pieces, and few pieces at once', async () => {
      play(one.accepted);
      const many = Array.from({ length: 160 }, (_, number) =>
        leaver({ ...JANE, customerId: `c-${number}`, key: `M-${2_000 + number}` }, ['old@example.com']),
      );
      const { call, atOnce } = running(one);
      await connector.dropContacts(call, many);
      const contacts = arrivals().length;
      assert.deepEqual(await connector.erase(call, many, 'clear', connector.mapping), []);
      const keysIn = ({ path, body }: Arrived) => new Set(`${path}${body}`.match(/M-2\d{3}/g)).size;
      const erased = arrivals().slice(contacts);
      for (const arrived of erased) assert.ok(keysIn(arrived) <= (connector.limits.erase?.items ?? 0));
      for (const arrived of arrivals().slice(0, contacts)) {
        assert.ok(keysIn(arrived) <= (connector.limits.contacts?.items ?? 0));
      }
      assert.equal(new Set(erased.flatMap(({ body }) => body.match(/M-2\d{3}/g) ?? [])).size, many.length);
      assert.ok(atOnce.most <= 20, String(atOnce.most));
    });

    const { refusesAll } = one;
    if (refusesAll !== null) {
      test('finds the one to blame when all of them are refused', async () => {
        play((arrived) => (arrived.body.includes(EVE.key) ? refusesAll.answer : one.accepted));
        const { call } = running(one);
        const persons: readonly Person[] = [JANE, { ...JANE, key: 'M-3' }, EVE, { ...JANE, key: 'M-4' }];
        const results = await connector.upsert(call, persons);
        assert.deepEqual(
          results.map(({ kind }) => kind === 'refused'),
          [false, false, true, false],
        );
        const result = await connector.sendEvents(call, EVENTS);
        assert.equal(result.kind, refusesAll.areEventsHalved ? 'taken' : 'refused');
        if (result.kind === 'taken')
          assert.deepEqual(
            result.refused.map(({ id }) => id),
            [EVENTS[1].id],
          );
      });
    }

    test('waits as long as the platform says', async () => {
      play({ status: 429, headers: one.busy.headers, body: '' });
      const { call } = running(one);
      const late = (error: unknown) => error instanceof SyncLater && error.afterMs === one.busy.afterMs;
      await assert.rejects(connector.upsert(call, [JANE, EVE]), late);
      await assert.rejects(connector.sendEvents(call, EVENTS), late);
    });

    test('asks for later when the platform fails or does not answer', async () => {
      const later = (error: unknown) => error instanceof SyncLater && error.afterMs === null;
      play({ status: 503, body: '' });
      await assert.rejects(connector.upsert(running(one).call, [JANE]), later);
      play({ status: 200, body: '', isSilent: true });
      await assert.rejects(connector.upsert(running(one, receiver.base, 150).call, [JANE]), later);
      const nobody = `http://127.0.0.1:${await closedPort()}`;
      await assert.rejects(connector.sendEvents(running(one, nobody).call, EVENTS), later);
    });

    test('stops the connection when the key is wrong, and asks for later when the address is', async () => {
      for (const [status, failure] of [
        [401, SyncForbidden],
        [403, SyncForbidden],
        [404, SyncLater],
        [302, SyncLater],
      ] as const) {
        play({ status, body: '' });
        await assert.rejects(connector.upsert(running(one).call, [JANE, EVE]), failure, String(status));
        await assert.rejects(connector.sendEvents(running(one).call, EVENTS), failure, String(status));
      }
    });

    test('hides its secrets, even when the platform repeats them', async () => {
      const words = `bad ${KEY} ${TOKEN} ${CLIENT_SECRET} ${one.headers.authorization ?? ''}`;
      const said = JSON.stringify({
        message: words,
        meta: { error: words },
        errors: [{ detail: words, type: words, message: words }],
      });
      play({ status: 403, body: said });
      const { key } = one.access(receiver.base);
      await assert.rejects(connector.upsert(running(one).call, [JANE]), ({ message }: Error) => {
        assert.match(message, /bad/);
        const secrets = [key ?? KEY, one.headers.authorization?.split(' ')[1] ?? KEY];
        for (const secret of secrets) assert.ok(!message.includes(secret), message);
        return true;
      });
    });

    const isRefused = ({ ok, reason }: CheckLine) => !ok && reason !== null;
    test('checks the key without writing anything', async () => {
      play(one.checkAnswer);
      const lines = await connector.check(running(one).call);
      assert.ok(lines.length > 0 && lines.every(({ ok }) => ok), JSON.stringify(lines));
      assertArrived(one.check);
      for (const status of [401, 403, 404]) {
        play({ status, body: '' });
        const refused = await connector.check(running(one).call);
        assert.ok(status === 404 ? refused.some(isRefused) : refused.every(isRefused), JSON.stringify(refused));
      }
    });

    test('maps each field to a place of its own that it may have', () => {
      const all = FIELD_KEYS.map((field) => ({ field, ...connector.mapping[field] }));
      const targets = all.flatMap(({ kind, target }) => (kind === 'standard' || kind === 'custom' ? [target] : []));
      assert.equal(new Set(targets).size, targets.length);
      for (const { field, ...mapping } of all) assert.equal(connector.checkMapping(field, mapping), null, field);
    });

    test('takes no field to consent, to what it keeps for itself, or away from the identity', () => {
      const custom = connector.mapping.zip_code;
      for (const target of one.reserved) {
        assert.notEqual(connector.checkMapping('zip_code', { ...custom, target }), null, target);
      }
      assert.notEqual(connector.checkMapping('loyalty_id', { ...custom, target: 'another' }), null);
      assert.notEqual(connector.checkMapping('zip_code', connector.mapping.loyalty_id), null);
    });

    test('asks only for turns that have a limit', async () => {
      play(one.accepted);
      const { call, turns } = running(one);
      await connector.upsert(call, [JANE]);
      await connector.sendEvents(call, EVENTS);
      await connector.dropContacts(call, [leaver(JANE, ['old@example.com'])]);
      await connector.setTag(call, true, [leaver(JANE)]);
      await connector.erase(call, [leaver(JANE)], 'delete', connector.mapping);
      await connector.check(call);
      for (const operation of turns) assert.ok((connector.limits[operation]?.perSecond ?? 0) > 0, operation);
    });
  });
}

test('batches to Customer.io stay below its sizes, and what is too large for any is refused unsent', async () => {
  play(customerioSyncCase.accepted);
  const { connector } = customerioSyncCase;
  const { call } = running(customerioSyncCase);
  const of = (key: string, length: number): Person => ({ ...JANE, key, custom: { text: 'ä'.repeat(length) } });
  const persons = [of('M-0', 20_000), ...Array.from({ length: 40 }, (_, number) => of(`M-${number + 1}`, 15_000))];
  const results = await connector.upsert(call, persons);
  assert.deepEqual(
    results.map(({ kind }) => kind),
    ['refused', ...Array.from({ length: 40 }, () => 'accepted')],
  );
  const sizes = arrivals().map(({ body }) => Buffer.byteLength(body));
  assert.equal(sizes.length, 3);
  assert.ok(Math.max(...sizes) <= 512_000, String(sizes));
  const sent = arrivals().flatMap(({ body }) => [...body.matchAll(/"id":"(M-\d+)"/g)].map(([, key]) => key));
  assert.deepEqual(
    sent,
    persons.slice(1).map(({ key }) => key),
  );
});

test('a token of Marketing Cloud that was revoked is asked for once again', async () => {
  let hasRevoked = false;
  play(() => {
    const isFirst = !hasRevoked;
    hasRevoked = true;
    return isFirst ? { status: 401, body: '' } : sfmcSyncCase.accepted;
  });
  const { call } = running(sfmcSyncCase);
  assert.deepEqual(await sfmcSyncCase.connector.upsert(call, [JANE]), [sfmcSyncCase.results[0]]);
  assert.equal(arrivals().length, 2);
  assert.ok(receiver.arrived.some(({ path }) => path === '/v2/token'));
});

test('a client that Marketing Cloud does not know stops the connection', async () => {
  const stranger: SyncCase = {
    ...sfmcSyncCase,
    access: (url) => ({ url, key: 'another', secrets: ['its secret'] }),
  };
  play(sfmcSyncCase.accepted);
  await assert.rejects(stranger.connector.upsert(running(stranger).call, [JANE]), SyncForbidden);
  assert.equal(arrivals().length, 0);
});
