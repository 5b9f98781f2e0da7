// Campaigns, audiences and offers over /v1, as marketers and agents use them, on the real engine.
import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { readProgrammeFolder } from '../../src/jobs/programme-folder.ts';
import { verifyBooks } from '../../src/jobs/verify.ts';
import { startTestServer, type TestServer } from './test-server.ts';

const COFFEE = path.resolve(import.meta.dirname, '../../../programs/coffee');
const NOW = Date.parse('2030-03-02T08:00:00Z');
const GIVES = 'outcomes: [{ kind: points, amount: 5, source: promo }]';
const MORE = `
audiences: { vips: { title: VIPs, when: '"vip" in customer.tags' } }
offers:
  cup: { title: A free cup, type: manual_fulfillment, inventory: 3, per_customer: 2, valid_for: 30 days }
  old: { title: Over, type: manual_fulfillment, ends_at: '2026-01-01T00:00:00Z' }
campaigns:
  tastings: { title: Two tastings, behavior: { event: tasting_visit, times: 2 }, limit: { times: 1, per: ever }, ${GIVES} }
  gift:
    title: A gift
    audience: vips
    behavior: { event: tasting_visit }
    limit: { times: 1, per: ever }
    outcomes: [{ kind: offer, offer: cup }, { kind: points, amount: 7, source: promo }]
  chosen: { title: Chosen, opt_in: true, behavior: { event: tasting_visit }, limit: { times: 9, per: ever }, ${GIVES} }
`;

let server: TestServer;
let files: Record<string, string>;
before(async () => {
  server = await startTestServer();
  server.clock.set(NOW);
  files = { ...(await readProgrammeFolder(COFFEE)), 'more.yaml': MORE };
  await apply(files);
});
after(async () => {
  const { differences } = await verifyBooks(server.database.pool);
  assert.deepEqual(differences, []);
  await server.close();
});

async function apply(next: Record<string, string>, headers = {}): Promise<void> {
  const { status, body } = await server.call('POST', '/v1/programme/apply', { files: next }, headers);
  assert.equal(status, 200, JSON.stringify(body));
}

/** The clock goes on with every call, so that what comes later is later. */
let calls = 0;

async function ok(method: string, url: string, body?: unknown, headers = {}) {
  calls += 1;
  server.clock.set(NOW + calls * 1_000);
  const reply = await server.call(method, url, body, headers);
  assert.ok(reply.status < 300, `${method} ${url}: ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

async function codeOf(method: string, url: string, body?: unknown, headers = {}): Promise<string> {
  const reply = await server.call(method, url, body, headers);
  assert.ok(reply.status >= 400, `${method} ${url}: ${reply.status}`);
  return reply.body.code;
}

async function join(value: string): Promise<string> {
  await ok('POST', '/v1/customers', { identifiers: [{ value }], opted_in: true });
  return `external:${value}`;
}

const visit = (customer: string) => ok('POST', '/v1/events', { customer, event: 'tasting_visit' });

async function standings(customer: string): Promise<Record<string, string>> {
  const { items } = await ok('GET', `/v1/customers/${customer}/campaigns`);
  return Object.fromEntries(items.map((one: { campaign: string; state: string }) => [one.campaign, one.state]));
}

test('a customer goes from eligible through in progress to completed', async () => {
  const customer = await join('walker');
  assert.deepEqual(await standings(customer), { tastings: 'eligible', chosen: 'eligible' });
  await visit(customer);
  const { items } = await ok('GET', `/v1/customers/${customer}/campaigns?state=in_progress`);
  assert.deepEqual(
    items.map((one: { campaign: string; progress: object }) => [one.campaign, one.progress]),
    [['tastings', { has: 1, need: 2 }]],
  );
  await visit(customer);
  assert.equal((await standings(customer)).tastings, 'completed');
});

test('an opt-in campaign gives after the opt-in, an agent closes a campaign, each as a decision', async () => {
  const customer = await join('chooser');
  const optIn = await ok('POST', `/v1/customers/${customer}/campaigns/chosen/opt-in`, undefined, {
    'idempotency-key': 'o1',
  });
  assert.deepEqual(optIn.outcomes, [{ kind: 'campaign', campaign: 'chosen', action: 'opted_in' }]);
  const again = await ok('POST', `/v1/customers/${customer}/campaigns/chosen/opt-in`, undefined, {
    'idempotency-key': 'o1',
  });
  assert.equal(again.replayed, true);
  const { outcomes } = await visit(customer);
  assert.equal(outcomes.find((one: { kind: string }) => one.kind === 'points')?.rule, 'campaign/chosen');
  await ok('POST', `/v1/customers/${customer}/campaigns/tastings/complete`, { reason: 'moved by an agent' });
  assert.equal((await standings(customer)).tastings, 'completed');
  const complete = `/v1/customers/${customer}/campaigns/tastings/complete`;
  assert.equal(await codeOf('POST', complete, { reason: 'again' }), 'campaign_completed');
  assert.equal(await codeOf('POST', `/v1/customers/${customer}/campaigns/tastings/opt-in`), 'not_opt_in');
  assert.equal(await codeOf('POST', `/v1/customers/${customer}/campaigns/nothing/opt-in`), 'unknown_campaign');
});

test('results count what a campaign gave, without test personas', async () => {
  const before = (await ok('GET', '/v1/campaigns/gift/results')).total;
  const customer = await join('vip-1');
  await ok('POST', `/v1/customers/${customer}/tags`, { tags: [{ tag: 'vip' }] });
  await ok('POST', '/v1/customers', { identifiers: [{ value: 'persona' }], opted_in: true, test_persona: true });
  await ok('POST', '/v1/customers/external:persona/tags', { tags: [{ tag: 'vip' }] });
  await visit(customer);
  await visit('external:persona');
  const { total, days } = await ok('GET', '/v1/campaigns/gift/results');
  assert.deepEqual(total, {
    given: before.given + 1,
    control: 0,
    points: before.points + 7,
    offers: before.offers + 1,
    messages: 0,
  });
  assert.equal(days[0].day, '2030-03-02');
  const { items } = await ok('GET', '/v1/campaigns?state=active');
  assert.deepEqual(items.find((one: { campaign: string }) => one.campaign === 'gift').results, total);
});

test('a paused campaign gives nothing from the next event on, resumed it gives again, ended it is over', async () => {
  const customer = await join('pausing');
  await ok('POST', `/v1/customers/${customer}/campaigns/chosen/opt-in`);
  assert.equal((await ok('POST', '/v1/campaigns/chosen/pause')).state, 'paused');
  const paused = await visit(customer);
  assert.equal(
    paused.outcomes.some((one: { rule?: string }) => one.rule === 'campaign/chosen'),
    false,
  );
  const why = await ok('GET', `/v1/customers/${customer}/decisions/${paused.decision_id}/explain`);
  assert.ok(why.lines.some((line: { sentence: string }) => line.sentence === 'Chosen: it is paused.'));
  assert.equal(await codeOf('POST', '/v1/campaigns/chosen/pause'), 'campaign_state');
  assert.equal((await ok('POST', '/v1/campaigns/chosen/resume')).state, 'active');
  const resumed = await visit(customer);
  assert.ok(resumed.outcomes.some((one: { rule?: string }) => one.rule === 'campaign/chosen'));
  assert.equal((await ok('POST', '/v1/campaigns/chosen/end')).state, 'ended');
  assert.equal(await codeOf('POST', '/v1/campaigns/chosen/resume'), 'campaign_state');
  const { items } = await ok('GET', '/v1/programme/versions?limit=2');
  assert.deepEqual(
    items.map((one: { note: string }) => one.note),
    ['campaign chosen: end', 'campaign chosen: resume'],
  );
});

test('a plan made before a campaign was paused can still be applied, and the campaign stays as it was', async () => {
  const { live_version } = await ok('POST', '/v1/programme/plan', { files });
  await ok('POST', '/v1/campaigns/tastings/pause');
  const changed = { ...files, 'more.yaml': MORE.replace('Two tastings', 'Both tastings') };
  await ok('POST', '/v1/programme/apply', { files: changed, expected_version: live_version });
  const found = await ok('GET', '/v1/campaigns/tastings');
  assert.deepEqual([found.title, found.state, found.definition.title], ['Both tastings', 'paused', 'Both tastings']);
  assert.equal(
    await codeOf('POST', '/v1/programme/apply', { files, expected_version: live_version }),
    'programme_changed',
  );
  await ok('POST', '/v1/campaigns/tastings/resume');
});

test('with approval a new campaign waits until another key than the one that published it approves', async () => {
  const author = { authorization: (await server.makeKey(['admin'])).authorization };
  const names = await ok('POST', '/v1/api-keys', { name: 'second', scopes: ['campaigns:write', 'campaigns:read'] });
  const second = { authorization: `Basic ${Buffer.from(`${names.key}:${names.secret}`).toString('base64')}` };
  const more = `${MORE}  fresh: { title: Fresh, behavior: { event: tasting_visit }, limit: { times: 1, per: ever }, ${GIVES} }\n`;
  const programme = (files['programme.yaml'] ?? '').replace('settings:', 'settings:\n  campaign_approval: true');
  assert.notEqual(programme, files['programme.yaml']);
  await apply({ ...files, 'more.yaml': more, 'programme.yaml': programme }, author);
  const customer = await join('waiting');
  const given = async () =>
    (await visit(customer)).outcomes.some((one: { rule?: string }) => one.rule === 'campaign/fresh');
  assert.equal((await ok('GET', '/v1/campaigns/fresh')).state, 'review');
  assert.equal(await given(), false);
  assert.equal(await codeOf('POST', '/v1/campaigns/fresh/approve', undefined, author), 'same_approver');
  assert.equal((await ok('POST', '/v1/campaigns/fresh/approve', undefined, second)).state, 'active');
  assert.equal(await given(), true);
  const { approved_by, submitted_by } = await ok('GET', '/v1/campaigns/fresh');
  assert.deepEqual([submitted_by, approved_by], ['api:test', 'api:second']);
});

test('a key is itself whatever it is called: another of the same name may approve, and a new name makes nobody else', async () => {
  const makeKey = async () => {
    const made = await ok('POST', '/v1/api-keys', { name: 'twin', scopes: ['admin'] });
    const authorization = `Basic ${Buffer.from(`${made.key}:${made.secret}`).toString('base64')}`;
    return { id: made.id, caller: { authorization } };
  };
  const [author, twin] = [await makeKey(), await makeKey()];
  const definition = `{ title: Twin, behavior: { event: tasting_visit }, draft: true, ${GIVES} }`;
  const programme = (files['programme.yaml'] ?? '').replace('settings:', 'settings:\n  campaign_approval: true');
  await apply({ ...files, 'more.yaml': `${MORE}  twin: ${definition}\n`, 'programme.yaml': programme });
  assert.equal((await ok('POST', '/v1/campaigns/twin/submit', undefined, author.caller)).state, 'review');
  await server.database.owner.query(`update laurel.api_key set name = 'renamed' where id = $1`, [author.id]);
  // What is known of a key is read anew after a while.
  calls += 60;
  await ok('GET', '/v1/campaigns');
  assert.equal(await codeOf('POST', '/v1/campaigns/twin/approve', undefined, author.caller), 'same_approver');
  assert.equal((await ok('POST', '/v1/campaigns/twin/approve', undefined, twin.caller)).state, 'active');
  const { approved_by, submitted_by } = await ok('GET', '/v1/campaigns/twin');
  assert.deepEqual([submitted_by, approved_by], ['api:renamed', 'api:twin']);
});

test('an audience is counted and sampled by name, and an expression before it is published', async () => {
  const vips = await ok('GET', '/v1/audiences/vips');
  assert.deepEqual([vips.count, vips.exact, vips.sample.length], [1, true, 1]);
  const preview = await ok('POST', '/v1/audiences/preview', { when: 'customer.tags.exists(t, t == "vip")' });
  assert.deepEqual([preview.exact, preview.sample], [false, vips.sample]);
  assert.ok(preview.count > 1);
  const wrong = await server.call('POST', '/v1/audiences/preview', { when: 'customer.tag == "vip"' });
  assert.deepEqual(
    [wrong.status, wrong.body.errors[0].pointer, wrong.body.errors[0].expected],
    [422, '/when', 'customer.tags'],
  );
  assert.equal(await codeOf('GET', '/v1/audiences/nobody'), 'not_found');
});

test('an offer is given by hand within its limits, expires with its date, and goes back into stock when revoked', async () => {
  const customer = await join('wallet');
  const give = { offer: 'cup', reason: 'goodwill' };
  const left = async () =>
    (await ok('GET', '/v1/offers')).items.find((one: { offer: string }) => one.offer === 'cup').left;
  const before = await left();
  const first = await ok('POST', `/v1/customers/${customer}/offers`, give);
  const [outcome] = first.outcomes;
  assert.deepEqual([outcome.kind, outcome.offer, outcome.status], ['offer', 'cup', 'issued']);
  assert.equal(await left(), before - 1);
  assert.equal(
    await codeOf('POST', `/v1/customers/${customer}/offers`, { ...give, quantity: 3 }),
    'offer_limit_reached',
  );
  assert.equal(
    await codeOf('POST', `/v1/customers/${customer}/offers`, { offer: 'old', reason: 'x' }),
    'offer_not_live',
  );
  const revoke = `/v1/customers/${customer}/offers/${outcome.user_offer_id}/revoke`;
  const revoked = await ok('POST', revoke, { reason: 'by mistake' });
  assert.equal(revoked.outcomes[0].status, 'revoked');
  assert.equal(await left(), before);
  assert.equal(await codeOf('POST', revoke, { reason: 'again' }), 'user_offer_state');
  const other = `/v1/customers/${customer}/offers/${revoked.decision_id}/revoke`;
  assert.equal(await codeOf('POST', other, { reason: 'x' }), 'user_offer_not_found');
  await ok('POST', `/v1/customers/${customer}/offers`, give);
  const statuses = async () =>
    (await ok('GET', `/v1/customers/${customer}/offers`)).items.map((one: { status: string }) => one.status);
  assert.deepEqual(await statuses(), ['issued', 'revoked']);
  calls += 40 * 86_400;
  assert.deepEqual(await statuses(), ['expired', 'revoked'], 'past its date, whether or not a run came by');
  const expired = await ok('GET', `/v1/customers/${customer}/offers?status=expired`);
  assert.equal(expired.items.length, 1);
  await visit(customer);
  assert.deepEqual(await statuses(), ['expired', 'revoked']);
});

test('reading and changing campaigns need their scopes', async () => {
  const { authorization } = await server.makeKey(['campaigns:read']);
  await ok('GET', '/v1/campaigns', undefined, { authorization });
  assert.equal(await codeOf('POST', '/v1/campaigns/gift/pause', undefined, { authorization }), 'forbidden');
  assert.equal(await codeOf('GET', '/v1/offers', undefined, { authorization }), 'forbidden');
});

test('a campaign is written, changed and taken out alone, and the rest of the files stays as it was', async () => {
  const definition = {
    title: 'Rainy days',
    kind: 'promotion',
    behavior: { event: 'tasting_visit' },
    limit: { times: 1, per: 'day' },
    outcomes: [{ kind: 'points', amount: 3, source: 'promo' }],
  };
  const before = (await ok('GET', '/v1/programme/export')).files;
  const written = await ok('PUT', '/v1/campaigns/rainy', { definition, note: 'for the autumn' });
  assert.deepEqual(
    written.changes.map((change: { kind: string; path: string }) => `${change.kind} ${change.path}`),
    ['add campaigns.rainy'],
  );
  const customer = await join('rain');
  assert.equal((await visit(customer)).outcomes.length > 0, true);
  const after = (await ok('GET', '/v1/programme/export')).files;
  assert.deepEqual({ ...after, 'campaigns/rainy.yaml': undefined }, { ...before, 'campaigns/rainy.yaml': undefined });

  // One that stands among others in a file that people wrote.
  const changed = { ...definition, title: 'Three tastings', behavior: { event: 'tasting_visit', times: 3 } };
  await ok('PUT', '/v1/campaigns/tastings', { definition: changed });
  assert.equal((await ok('GET', '/v1/campaigns/tastings')).title, 'Three tastings');
  assert.equal((await ok('GET', '/v1/campaigns/gift')).title, 'A gift');

  assert.equal(
    await codeOf('PUT', '/v1/campaigns/rainy', { definition: { title: 'No outcomes' } }),
    'programme_invalid',
  );
  const stale = { definition: { ...definition, title: 'Late' }, expected_version: 1 };
  assert.equal(await codeOf('PUT', '/v1/campaigns/rainy', stale), 'programme_changed');
  assert.equal(await codeOf('DELETE', '/v1/campaigns/nothing'), 'unknown_campaign');
  await ok('DELETE', '/v1/campaigns/rainy');
  assert.equal(await codeOf('GET', '/v1/campaigns/rainy'), 'unknown_campaign');
  assert.equal((await ok('GET', '/v1/programme/export')).files['campaigns/rainy.yaml'], undefined);
  await apply(files);
});
