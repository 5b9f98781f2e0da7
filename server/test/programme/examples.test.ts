// The example programmes of a welcome and of a birthday: each can be published as it is, welcomes nobody twice whichever
// trigger comes first, and celebrates the days that it names on those days.
import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';
import { checkProgramme } from '../../src/domain/programme/compile.ts';
import { issueText } from '../../src/domain/programme/issue.ts';
import type { Programme } from '../../src/domain/programme/programme.ts';
import type { ProgrammeFiles } from '../../src/domain/programme/read.ts';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { publishProgramme } from '../../src/jobs/publish.ts';
import { creation, event, openHarness, submission } from '../pipeline/harness.ts';
import { World } from '../support/world.ts';

const PROGRAMS = path.resolve(import.meta.dirname, '../../../programs');

function filesOf(name: string): Promise<ProgrammeFiles> {
  return readProgrammeFolder(path.join(PROGRAMS, name));
}

function compiled(files: ProgrammeFiles): Programme {
  const checked = checkProgramme(files, 1, 0);
  assert.ok(checked.ok, checked.ok ? '' : checked.issues.map(issueText).join('\n'));
  assert.deepEqual(checked.warnings, []);
  return checked.programme;
}

/** Footwear with the campaigns running that are paused in the example. */
async function allDays(): Promise<Programme> {
  const files = await filesOf('footwear');
  return compiled(
    Object.fromEntries(Object.entries(files).map(([name, text]) => [name, text.replaceAll('paused: true', '')])),
  );
}

const points = (one: World): number => one.state.balances.get('points')?.deposited ?? 0;

for (const name of ['home-goods', 'footwear']) {
  test(`${name} is published without an error and without a warning`, async () => {
    const harness = await openHarness(null);
    try {
      const publication = { files: await filesOf(name), actor: { kind: 'cli', name: 'test' } as const, note: null };
      const published = await publishProgramme(harness.database.pool, publication, { now: () => harness.now });
      assert.equal(published.kind, 'published', JSON.stringify(published));
      assert.deepEqual('warnings' in published ? published.warnings : null, []);
    } finally {
      await harness.close();
    }
  });
}

test('nobody is welcomed twice, whichever trigger comes first, and both at once', async () => {
  const harness = await openHarness(null);
  const publication = { files: await filesOf('home-goods'), actor: { kind: 'cli', name: 'test' } as const, note: null };
  await publishProgramme(harness.database.pool, publication, { now: () => harness.now });
  const engines = await Promise.all([harness.engine(), harness.engine()]);
  const send = (index: number, ...request: Parameters<typeof submission>) =>
    engines[index % engines.length]?.submit(submission(...request));
  const welcomes = (customer: string) =>
    harness.count(
      'message',
      `message = 'welcome' and customer_id in
         (select customer_id from laurel.customer_key where value = '${customer}')`,
    );
  try {
    await send(0, 'profile-first', creation('profile-first'));
    await send(0, 'profile-first', event('signup_completed'));
    assert.equal(await welcomes('profile-first'), 1);

    // Not a member yet when the profile is created: the event comes first.
    await send(0, 'event-first', creation('event-first', { optedIn: false }));
    assert.equal(await welcomes('event-first'), 0);
    await send(0, 'event-first', creation('event-first', { optedIn: true }));
    await send(0, 'event-first', event('signup_completed'));
    await send(0, 'event-first', event('signup_completed'));
    assert.equal(await welcomes('event-first'), 1);

    await send(0, 'brought-along', creation('brought-along'), { isHistory: true });
    assert.equal(await welcomes('brought-along'), 0, 'an import welcomes nobody');
    await send(0, 'brought-along', event('signup_completed'));
    assert.equal(await welcomes('brought-along'), 1);

    const crowd = Array.from({ length: 20 }, (_, index) => `crowd-${index}`);
    await Promise.all(crowd.map((one) => send(0, one, creation(one, { optedIn: false }))));
    await Promise.all(
      crowd.flatMap((one, index) => [
        send(index, one, creation(one, { optedIn: true })),
        send(index + 1, one, event('signup_completed')),
        send(index, one, event('signup_completed')),
        send(index + 1, one, event('signup_completed')),
      ]),
    );
    await Promise.all(crowd.map((one, index) => send(index, one, event('signup_completed'))));
    assert.equal(await harness.count('message', `message = 'welcome'`), 23);
    assert.equal(await harness.count('balance', 'deposited = 100'), 23);
    assert.equal(await harness.count('balance', 'deposited <> 100'), 0);
  } finally {
    await harness.close();
  }
});

test('the birthday comes one week before, at midnight where the customer is, to those who opted in', async () => {
  const footwear = compiled(await filesOf('footwear'));
  const profile = { birthOn: '1990-05-17', timeZone: 'America/Los_Angeles', consents: { email: true } };
  const one = new World(footwear).join('2026-01-10', { ...profile, custom: { shoe_size: 8.5 } });
  const celebrate = (world: World, now: string) =>
    world.decided({ kind: 'campaign.occasion', campaign: 'birthday' }, now);
  celebrate(one, '2026-05-10T06:59:59Z');
  assert.equal(points(one), 0);
  const decision = celebrate(one, '2026-05-10T07:00:00Z');
  assert.equal(points(one), 200);
  const [offer] = [...one.state.offers.values()];
  assert.equal(offer?.offer, 'birthday-50');
  assert.equal(new Date(offer?.expiresAt ?? 0).toISOString(), '2026-06-01T07:00:00.000Z', 'through 31 May');
  assert.ok(decision.kind === 'decided');
  const sent = decision.effects.filter((effect) => effect.kind === 'message');
  assert.deepEqual(
    sent.map(({ message }) => [message.message, message.provider, message.dueAt]),
    [['birthday', 'messaging', Date.parse('2026-05-10T07:00:00Z')]],
  );

  const guest = new World(footwear).join('2026-05-12', { ...profile, optedIn: false });
  assert.equal(points(guest), 0);
  guest.decided({ kind: 'customer.save', mode: 'update', patch: { optedIn: true } }, '2026-05-13');
  assert.equal(points(guest), 200, 'who opts in within the week gets it at once');
  const child = new World(footwear).send(
    { kind: 'customer.save', mode: 'create', patch: { birthOn: '2015-05-17' } },
    '2026-05-12',
  );
  assert.equal(child.kind === 'refused' ? child.record.refusal?.code : child.kind, 'too_young');
});

test('the other days are those that their names promise, and give nothing while paused', async () => {
  const days: readonly (readonly [campaign: string, at: string, gives: number])[] = [
    ['mothers_day', '2026-05-03T04:00:00Z', 50],
    ['fathers_day', '2026-06-14T04:00:00Z', 50],
    ['enrolment_anniversary', '2027-01-10T05:00:00Z', 100],
    ['running_anniversary', '2026-08-01T04:00:00Z', 25],
  ];
  const running = await allDays();
  const paused = compiled(await filesOf('footwear'));
  const profile = { country: 'US', timeZone: 'America/New_York', custom: { running_since: '2015-08-01' } };
  for (const [campaign, at, gives] of days) {
    const before = new Date(Date.parse(at) - 1).toISOString();
    const given = (programme: Programme, now: string, patch = profile) => {
      const one = new World(programme).join('2026-01-10', patch);
      one.decided({ kind: 'campaign.occasion', campaign }, now);
      return points(one);
    };
    assert.equal(given(running, before), 0, `${campaign} is not early`);
    assert.equal(given(running, at), gives, campaign);
    assert.equal(given(paused, at), 0, `${campaign} is paused`);
    if (campaign === 'mothers_day') assert.equal(given(running, at, { ...profile, country: 'GB' }), 0);
  }
});
