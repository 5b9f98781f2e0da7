// The lanes of the sync between the engine and the stand-in of Infobip: who is sent, what becomes of those who leave, of addresses
// that change hands, of what is refused, and of processes that die.
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import { readRun } from '../../src/storage/runs.ts';
import { startBackfill, startReconciliation } from '../../src/sync/backfill.ts';
import { readConnection, resumeConnection } from '../../src/sync/connections.ts';
import { askForAll, listSetAside } from '../../src/sync/customers.ts';
import { deposit, event } from '../pipeline/harness.ts';
import { ACTOR, KEY, openSyncHarness, type SyncHarness } from './harness.ts';

let bench: SyncHarness;
let sync: ReturnType<SyncHarness['start']>;
let early: string;

before(async () => {
  bench = await openSyncHarness();
  early = await bench.join('early');
  await bench.setUp();
  sync = bench.start();
});
after(() => bench.close());
afterEach(() => assert.deepEqual(bench.infobip.violations, []));

const points = (id: string) => bench.person(id)?.custom['Loyalty Available Points'];
const isMember = (id: string) => bench.person(id)?.tags.includes('Loyalty') === true;
const statusOf = async (id: string) => (await bench.stateOf(id))?.status ?? null;

test('who opts in is there as a member, and what changes of them follows', async () => {
  const ann = await bench.join('ann');
  await bench.until(() => isMember(ann), 'ann is no member there');
  assert.deepEqual(bench.person(ann)?.emails, ['ann@example.com']);
  await bench.submit('ann', event('visit'));
  await bench.until(() => points(ann) === 10, 'the points of ann are not there');
  await bench.until(() => bench.eventsOf(ann).includes('loyPointAccrual'), 'the event of ann is not there');
  assert.equal(await statusOf(ann), 'synced');
});

test('who has not opted in, and who is a test persona, is not sent', async () => {
  const out = await bench.join('out', { optedIn: false });
  const persona = await bench.join('persona', { testPersona: true });
  await bench.submit('persona', event('visit'));
  const last = await bench.join('last');
  await bench.until(() => isMember(last), 'last is no member there');
  await bench.caughtUp();
  assert.deepEqual([bench.person(out), bench.person(persona)], [null, null]);
  assert.deepEqual([await statusOf(out), await statusOf(persona)], [null, null]);
});

test('who opts out is told of once more, without the tag, and never again', async () => {
  const bob = await bench.join('bob');
  await bench.until(() => isMember(bob), 'bob is no member there');
  await bench.submit('bob', { kind: 'customer.save', mode: 'update', patch: { optedIn: false } });
  await bench.until(async () => (await statusOf(bob)) === 'left', 'bob has not left');
  assert.equal(isMember(bob), false);
  assert.equal(bench.person(bob)?.custom['Loyalty Opt In Status'], false);
  assert.ok(bench.person(bob)?.custom['Loyalty Opt Out Date']);
  await bench.until(() => bench.eventsOf(bob).at(-1) === 'loyOptOut', 'the opt-out of bob is not there');
  await bench.submit('bob', { kind: 'customer.save', mode: 'update', patch: { firstName: 'Robert' } });
  await bench.caughtUp();
  assert.equal(bench.person(bob)?.standard.firstName ?? '', '');
  await bench.submit('bob', { kind: 'customer.save', mode: 'update', patch: { optedIn: true } });
  await bench.until(() => isMember(bob), 'bob is not back');
  assert.equal(bench.person(bob)?.standard.firstName, 'Robert');
});

test('an e-mail address that two members swap ends with each at the right one', async () => {
  const cleo = await bench.join('cleo');
  const dora = await bench.join('dora');
  await bench.until(() => isMember(cleo) && isMember(dora), 'they are no members there');
  const save = (name: string, email: string) =>
    bench.submit(name, { kind: 'customer.save', mode: 'update', patch: { email } });
  await save('cleo', 'between@example.com');
  await save('dora', 'cleo@example.com');
  await save('cleo', 'dora@example.com');
  await bench.until(
    () =>
      bench.person(cleo)?.emails.join() === 'dora@example.com' &&
      bench.person(dora)?.emails.join() === 'cleo@example.com',
    'the addresses are not swapped',
  );
});

test('a number that two members have stays with the first; the other is sent without it', async () => {
  const phones = [{ number: '+41791234567', type: null, flags: [], verified: false }];
  const eva = await bench.join('eva', { phones });
  await bench.until(() => isMember(eva), 'eva is no member there');
  const finn = await bench.join('finn', { phones });
  await bench.until(() => isMember(finn), 'finn is no member there');
  assert.deepEqual([bench.person(eva)?.phones, bench.person(finn)?.phones], [['41791234567'], []]);
});

test('who is refused is set aside with the reason, with their events, until it is put right', async () => {
  const gus = await bench.join('gus', { email: null, phones: [] });
  await bench.until(() => isMember(gus), 'gus is no member there');
  const custom = { email: `${'g'.repeat(250)}@example.com` };
  await bench.submit('gus', { kind: 'customer.save', mode: 'update', patch: custom });
  await bench.until(async () => (await statusOf(gus)) === 'failed', 'gus is not refused');
  const state = await bench.stateOf(gus);
  assert.ok((state?.reason ?? '') !== '' && state?.nextAt !== null, JSON.stringify(state));
  await bench.submit('gus', event('visit'));
  await bench.until(async () => {
    const { items } = await listSetAside(bench.desk, 'infobip', { status: 'waiting', limit: 10, after: null });
    return items.some(({ customerId }) => customerId === gus);
  }, 'the event of gus does not wait');
  await bench.submit('gus', { kind: 'customer.save', mode: 'update', patch: { email: 'gus@example.com' } });
  await bench.until(async () => (await statusOf(gus)) === 'synced', 'gus is not put right');
  await bench.until(() => bench.eventsOf(gus).includes('loyPointAccrual'), 'the event of gus was not delivered');
});

test('who is asked for by hand is sent again, and the tag comes off and on', async () => {
  const hal = await bench.join('hal');
  await bench.until(() => isMember(hal), 'hal is no member there');
  const results = await askForAll(bench.desk, 'infobip', { action: 'untag', customerIds: [hal, early] });
  assert.deepEqual(
    results.map(({ kind }) => kind),
    ['queued', 'queued'],
  );
  await bench.until(() => !isMember(hal), 'the tag of hal is still there');
  await bench.until(() => bench.person(early) !== null, 'early was not sent');
  assert.equal(isMember(early), false);
  await askForAll(bench.desk, 'infobip', { action: 'tag', customerIds: [hal, early] });
  await bench.until(() => isMember(hal) && isMember(early), 'the tag is not back');
});

test('when the platform fails, the lane waits and goes on; what was done all the same is not done twice', async () => {
  bench.infobip.faults.next('upsert-persons-partial', 'reset_after');
  bench.infobip.faults.next('send-custom-events', 'reset_after');
  const ida = await bench.join('ida');
  await bench.submit('ida', deposit(7));
  await bench.until(() => bench.logs.some((line) => line.includes('a lane of the sync waits')), 'no lane has waited');
  bench.harness.now += 10_000;
  await bench.until(() => points(ida) === 7, 'ida is not there');
  await bench.until(() => {
    bench.harness.now += 1_000;
    return bench.eventsOf(ida).includes('loyPointAccrual');
  }, 'the event is not there');
  await bench.caughtUp();
  assert.equal(bench.eventsOf(ida).filter((id) => id === 'loyPointAccrual').length, 1);
});

test('a key that is refused pauses the connection until a person has it go on', async () => {
  bench.infobip.setKey('another');
  const jan = await bench.join('jan');
  await bench.until(
    async () => (await readConnection(bench.desk, 'infobip')).status === 'paused',
    'the connection is not paused',
  );
  const { pause } = await readConnection(bench.desk, 'infobip');
  assert.match(pause?.reason ?? '', /401/);
  bench.infobip.setKey(KEY);
  await resumeConnection(bench.desk, 'infobip');
  await bench.until(() => isMember(jan), 'jan is not there');
});

test('a process that dies is replaced by another, which goes on where it stood', async () => {
  await sync.kill();
  const kim = await bench.join('kim');
  sync = bench.start();
  await bench.until(() => isMember(kim), 'kim is not there');
});

test('who was sent by a process that died before it noted that is sent again, even when all is as it was before', async () => {
  await sync.kill();
  // A lease of seconds, and so a time limit of seconds.
  sync = bench.start({ leaseMs: 4_000 });
  const liv = await bench.join('liv');
  await bench.until(() => isMember(liv), 'liv is no member there');
  await bench.caughtUp();
  const save = (email: string) => bench.submit('liv', { kind: 'customer.save', mode: 'update', patch: { email } });
  bench.infobip.faults.next('upsert-persons-partial', 'hang_after');
  await save('liv2@example.com');
  await bench.until(() => bench.person(liv)?.emails.join() === 'liv2@example.com', 'the new address is not there');
  await sync.kill();
  await save('liv@example.com');
  sync = bench.start();
  await bench.until(() => bench.person(liv)?.emails.join() === 'liv@example.com', 'the old address is not back');
});

test('a backfill sends everybody who has opted in, and goes on after its process died', async () => {
  await sync.kill();
  const many: string[] = [];
  for (let at = 0; at < 60; at += 1) many.push(await bench.join(`many-${at}`));
  await bench.harness.owner.query(
    `update laurel.sync_lane set tx = pg_snapshot_xmin(pg_current_snapshot())::text::bigint`,
  );
  const run = await startBackfill(bench.desk, 'infobip', { ask: {}, actor: ACTOR });
  bench.infobip.faults.next('upsert-persons-partial', 'error', 3);
  sync = bench.start();
  await bench.until(() => bench.logs.some((line) => line.includes('a run of the sync waits')), 'nothing has failed');
  await sync.kill();
  sync = bench.start();
  await bench.until(async () => {
    bench.harness.now += 1_000;
    return (await readRun(bench.harness.database.pool, run.id))?.status === 'done';
  }, 'the backfill is not done');
  assert.deepEqual(
    many.filter((id) => !isMember(id)),
    [],
  );
});

test('a reconciliation finds and repairs what somebody changed there', async () => {
  const lea = await bench.join('lea');
  await bench.until(() => isMember(lea), 'lea is not there');
  await bench.caughtUp();
  const person = bench.person(lea);
  assert.ok(person !== null);
  person.custom['Loyalty Available Points'] = 999;
  const run = await startReconciliation(bench.desk, 'infobip', ACTOR);
  await bench.until(
    async () => (await readRun(bench.harness.database.pool, run.id))?.status === 'done',
    'the reconciliation is not done',
  );
  await bench.until(() => points(lea) === 0, 'lea was not repaired');
});

test('who is forgotten is emptied there, and nothing is kept of where', async () => {
  const mia = await bench.join('mia');
  await bench.until(() => isMember(mia), 'mia is not there');
  await bench.submit('mia', {
    kind: 'customer.forget',
    identity: { method: 'document', by: 'agent' },
    reason: 'requested',
    note: null,
  });
  await bench.until(async () => (await statusOf(mia)) === 'erased', 'mia was not erased');
  assert.equal(isMember(mia), false);
  assert.equal((await bench.stateOf(mia))?.key, '');
  await bench.until(async () => (await bench.harness.count('privacy_outbound')) === 0, 'it is still to be told');
});
