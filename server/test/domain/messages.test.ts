// When a message may go out, and what reports on messages do to the customer.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capPeriodStart, type MaySendQuestion, maySend } from '../../src/domain/messages/may-send.ts';
import { at, compiled, World } from '../support/world.ts';

const PROGRAMME = `
name: shop
title: Shop
time_zone: UTC
accounts: { points: { title: Points, default: true } }
sources: { promo: { title: Promo } }
attributes: { size: { type: int } }
events: { visit: {} }
providers: { mail: { title: Mail, connector: tray, quiet_hours: { from: '21:00', to: '08:00' }, cap: { times: 2, per: day } } }
messages: { hello: { title: Hello, purpose: programme, variants: { mail: { text: hi } } } }
campaigns:
  live: { title: L, behavior: { event: visit }, outcomes: [{ kind: message, message: hello }] }
  paused: { title: P, paused: true, behavior: { event: visit }, outcomes: [{ kind: message, message: hello }] }
  over: { title: O, ends_at: '2026-05-01T00:00:00Z', behavior: { event: visit }, outcomes: [{ kind: message, message: hello }] }
  clicked: { title: C, behavior: { event: __platform.message.clicked }, outcomes: [{ kind: points, amount: 3, source: promo }] }
`;

const programme = compiled(PROGRAMME);
const provider = programme.document.providers.mail;
assert.ok(provider !== undefined);

const NOON = '2026-05-10T12:00:00Z';

type Case = {
  readonly purpose?: 'programme' | 'marketing';
  readonly rule?: string;
  readonly until?: MaySendQuestion['message']['until'];
  readonly dueAt?: string;
  readonly patch?: Parameters<World['join']>[1];
  readonly had?: number;
  readonly now?: string;
};

function ask(given: Case, change: (world: World) => void = () => undefined): string {
  const { purpose = 'marketing', rule = 'campaign/live', until = null, had = 0, now = NOON, patch } = given;
  const world = new World(programme).join('2026-01-10', { consents: { email: true }, ...patch });
  change(world);
  const dueAt = at(given.dueAt ?? now);
  const message = { purpose, rule, dueAt, until };
  const { profile } = world.state;
  assert.ok(provider !== undefined);
  const judged = maySend({ message, channel: 'email', profile, programme, provider, hadInPeriod: had, now: at(now) });
  if (judged.kind === 'wait') return `${judged.reason} ${new Date(judged.until).toISOString()}`;
  return judged.kind === 'send' ? 'send' : judged.reason;
}

test('marketing needs the programme opt-in and consent for its channel, programme messages need the opt-in alone', () => {
  assert.equal(ask({}), 'send');
  assert.equal(ask({ patch: { consents: { email: false } } }), 'no_consent');
  assert.equal(ask({ patch: { consents: { sms: true, email: false } } }), 'no_consent');
  assert.equal(ask({ patch: { consents: { email: false } }, purpose: 'programme' }), 'send');
  assert.equal(ask({ patch: { optedIn: false }, purpose: 'programme' }), 'opted_out');
  assert.equal(ask({ patch: { optedIn: false } }), 'opted_out');
});

test('nothing goes to a customer who is deleted or suspended', () => {
  assert.equal(ask({ patch: { status: 'suspended' }, purpose: 'programme' }), 'customer_suspended');
  assert.equal(
    ask({ purpose: 'programme' }, (world) => world.decided({ kind: 'customer.delete' }, '2026-02-01')),
    'customer_deleted',
  );
});

test('a campaign that was paused or dropped sends nothing more; one that is over sends no more marketing', () => {
  assert.equal(ask({ rule: 'campaign/paused', purpose: 'programme' }), 'campaign_paused');
  assert.equal(ask({ rule: 'campaign/gone', purpose: 'programme' }), 'campaign_gone');
  assert.equal(ask({ rule: 'campaign/over' }), 'campaign_ended');
  assert.equal(ask({ rule: 'campaign/over', purpose: 'programme' }), 'send');
  assert.equal(ask({ rule: 'club/roast/sign-in' }), 'send');
});

test("quiet hours are those of the customer's day, run past midnight, and hold for marketing", () => {
  assert.equal(ask({ now: '2026-05-10T20:59:59Z' }), 'send');
  assert.equal(ask({ now: '2026-05-10T21:00:00Z' }), 'quiet_hours 2026-05-11T08:00:00.000Z');
  assert.equal(ask({ now: '2026-05-11T07:59:59Z' }), 'quiet_hours 2026-05-11T08:00:00.000Z');
  assert.equal(ask({ now: '2026-05-11T08:00:00Z' }), 'send');
  assert.equal(ask({ now: '2026-05-10T21:00:00Z', purpose: 'programme' }), 'send');
  const tokyo = { timeZone: 'Asia/Tokyo' };
  assert.equal(ask({ now: '2026-05-10T12:00:00Z', patch: tokyo }), 'quiet_hours 2026-05-10T23:00:00.000Z');
  assert.equal(ask({ now: '2026-05-10T23:00:00Z', patch: tokyo }), 'send');
});

test('no more marketing than the cap allows', () => {
  assert.equal(ask({ had: 1 }), 'send');
  assert.equal(ask({ had: 2 }), 'frequency_cap');
  assert.equal(ask({ had: 2, purpose: 'programme' }), 'send');
});

test("a cap's period begins with the customer's day, week, month or year", () => {
  const now = at('2026-05-14T23:30:00Z');
  const start = (per: Parameters<typeof capPeriodStart>[1], zone: string) =>
    new Date(capPeriodStart(now, per, zone)).toISOString();
  assert.equal(start('day', 'UTC'), '2026-05-14T00:00:00.000Z');
  assert.equal(start('day', 'Europe/Berlin'), '2026-05-14T22:00:00.000Z');
  assert.equal(start('week', 'UTC'), '2026-05-11T00:00:00.000Z');
  assert.equal(start('month', 'UTC'), '2026-05-01T00:00:00.000Z');
  assert.equal(start('year', 'UTC'), '2026-01-01T00:00:00.000Z');
  assert.equal(start('ever', 'UTC'), '1970-01-01T00:00:00.000Z');
});

test('a message waits for an attribute, looks ever less often, and goes without it when its time is over', () => {
  const until = { attribute: 'size', latest: at('2026-05-10T12:05:00Z') };
  const dueAt = NOON;
  const purpose = 'programme';
  assert.equal(ask({ until, dueAt, purpose }), 'attribute 2026-05-10T12:00:01.000Z');
  assert.equal(ask({ until, dueAt, purpose, now: '2026-05-10T12:00:20Z' }), 'attribute 2026-05-10T12:00:30.000Z');
  assert.equal(ask({ until, dueAt, purpose, now: '2026-05-10T12:04:50Z' }), 'attribute 2026-05-10T12:05:00.000Z');
  assert.equal(ask({ until, dueAt, purpose, now: '2026-05-10T12:05:00Z' }), 'send');
  assert.equal(ask({ until, dueAt, purpose, patch: { custom: { size: 42 } } }), 'send');
  const name = { attribute: 'first_name', latest: until.latest };
  assert.equal(ask({ until: name, dueAt, purpose, patch: { firstName: 'Ann' } }), 'send');
});

const REPORT = {
  kind: 'engagement',
  messageId: '01900000-0000-7000-8000-000000000001',
  message: 'hello',
  provider: 'mail',
  channel: 'email',
  campaign: 'live',
  url: null,
} as const;

function events(world: World, body: Parameters<World['decided']>[0]): readonly string[] {
  const decision = world.decided(body, NOON);
  assert.equal(decision.kind, 'decided');
  return decision.kind === 'decided'
    ? decision.effects.flatMap((effect) => (effect.kind === 'event' ? [effect.name] : []))
    : [];
}

test('a report on a message is a platform event that rules listen to', () => {
  const world = new World(programme).join('2026-01-10');
  assert.deepEqual(events(world, { ...REPORT, engagement: 'opened' }), ['__platform.message.opened']);
  events(world, { ...REPORT, engagement: 'clicked', url: 'https://shop.example/' });
  assert.equal(world.available('points', NOON), 3);
});

test('a spam report or an unsubscription ends the consent of its channel, and only that', () => {
  for (const engagement of ['spam', 'unsubscribed'] as const) {
    const world = new World(programme).join('2026-01-10', { consents: { email: true, sms: true } });
    assert.deepEqual(events(world, { ...REPORT, engagement }), [
      `__platform.message.${engagement}`,
      '__platform.user.updated',
    ]);
    assert.deepEqual(world.state.profile?.consents.email, { given: false, at: at(NOON), source: engagement });
    assert.equal(world.state.profile?.consents.sms?.given, true);
    assert.equal(world.state.profile?.optedIn, true);
    assert.deepEqual(events(world, { ...REPORT, engagement }), [`__platform.message.${engagement}`]);
  }
});

test('a report about a customer who never said anything about the channel is kept as a refusal', () => {
  const world = new World(programme).join('2026-01-10');
  events(world, { ...REPORT, engagement: 'unsubscribed', channel: 'sms' });
  assert.equal(world.state.profile?.consents.sms?.given, false);
});
