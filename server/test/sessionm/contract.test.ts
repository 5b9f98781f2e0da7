// A migration engineer's test: one member through every call of the contract, in the order in which a client makes them, with
// the field names and types that clients were written against.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, KEY, openSessionm, RETAILER } from './harness.ts';
import { guidLike, holds, isoLike } from './shapes.ts';

let world: Awaited<ReturnType<typeof openSessionm>>;
let client: Client;
let id = '';

before(async () => {
  world = await openSessionm();
  client = world.client;
});
after(() => world.close());

const ANN = {
  external_id: 'C-1001',
  external_id_type: 'acme',
  email: 'a@example.com',
  first_name: 'Ann',
  last_name: 'Lee',
  opted_in: 'true',
  gender: 'f',
  dob: '1990-05-17',
  address: '1 Main',
  address2: '',
  city: 'Boston',
  state: 'MA',
  zip: '02110',
  country: 'USA',
  phone_numbers: [{ phone_number: '+1 617 555 0100', phone_type: 'mobile', preference_flags: ['primary'] }],
  user_profile: { favourite_roast: 'dark' },
  some_field_of_theirs: { that: 'nobody knows' },
};

/** The `user` object, as every call gives it. */
const USER = {
  id: guidLike,
  external_id: 'string',
  opted_in: 'boolean',
  activated: 'boolean',
  proxy_ids: 'array',
  available_points: 'number',
  test_points: 'number',
  unclaimed_achievement_count: 'number',
  email: 'string',
  gender: 'string',
  dob: /^\d{4}-\d\d-\d\d$/,
  created_at: isoLike,
  updated_at: isoLike,
  registered_at: isoLike,
  address: 'string',
  address2: null,
  city: 'string',
  zip: 'string',
  dma: null,
  state: 'string',
  country: 'string',
  suspended: 'boolean',
  last_name: 'string',
  first_name: 'string',
  profile_photo_url: 'string',
  test_account: 'boolean',
  account_status: 'string',
} as const;

test('2.1.1 create: standard profile, custom profile and identifier in one call', async () => {
  const { user } = await client.core('POST', '/users', { user: ANN });
  holds(user, USER);
  assert.deepEqual(user.identifiers, [{ external_id: 'C-1001', external_id_type: 'acme' }]);
  assert.deepEqual(user.user_profile, { _version: 1, favourite_roast: 'dark' });
  assert.deepEqual(user.phone_numbers, [
    {
      phone_number: '+1 617 555 0100',
      phone_type: 'mobile',
      preference_flags: ['primary'],
      verified_ownership: false,
    },
  ]);
  assert.equal(user.opted_in, true);
  assert.equal(user.account_status, 'good');
  id = user.id;
});

test('2.1.2 confirm: the account is activated until the address changes', async () => {
  assert.equal((await client.core('POST', `/users/${id}/confirm`)).user.activated, true);
  const moved = await client.core('PUT', `/users/${id}`, { user: { email: 'ann@example.com' } });
  assert.equal(moved.user.activated, false);
  await client.core('PUT', `/users/${id}`, { user: { email: 'a@example.com' } });
});

test('2.1.3 retrieve: by id and by external id, each flag adds its own part', async () => {
  const plain = (await client.core('GET', `/users/${id}`)).user;
  holds(plain, USER);
  assert.equal(plain.tier, 'green');
  const parts = ['identifiers', 'user_profile', 'tier_details'];
  const withParts = async (query: string) => {
    const { user } = await client.core('GET', `/external/users/C-1001?${query}`);
    const added = parts.filter((part) => part in user);
    for (const part of added) delete user[part];
    assert.deepEqual(user, plain, `${query} changes more than its part`);
    return added;
  };
  assert.deepEqual(await withParts(''), []);
  assert.deepEqual(await withParts('user[user_profile]=true'), ['user_profile']);
  assert.deepEqual(await withParts('show_identifiers=true'), ['identifiers']);
  assert.deepEqual(await withParts('expand_incentives=true'), ['tier_details']);
  const all = 'user%5Buser_profile%5D=true&expand_incentives=true&show_identifiers=true';
  assert.deepEqual(await withParts(all), parts);
});

test('2.1.4 retrieve many', async () => {
  const { users } = await client.core('GET', `/users/?user_ids[]=${id}&user_ids[]=${id}&user[user_profile]=true`);
  assert.equal(users.length, 1);
  holds(users[0], USER);
  assert.equal(users[0].user_profile.favourite_roast, 'dark');
});

test('2.1.5 update: only what is sent changes; phones are replaced, and read as null once cleared', async () => {
  const { user } = await client.core('PUT', '/external/users/C-1001', {
    user: { external_id: 'C-1001', city: 'Salem', address2: null, phone_numbers: [] },
  });
  holds(user, USER);
  assert.equal(user.city, 'Salem');
  assert.equal(user.first_name, 'Ann');
  assert.equal(user.phone_numbers, null);
  assert.deepEqual(user.identifiers, [{ external_id: 'C-1001', external_id_type: 'acme' }]);
});

test('2.1.7 search: one by exact value, many as players', async () => {
  const found = await client.core('GET', '/users/search?email=A@Example.com&show_identifiers=true');
  assert.equal(found.user.id, id);
  assert.equal(found.user.tier, 'green');
  const { players } = await client.core(
    'GET',
    '/users/search_users?last_name=le&advanced_search_params[user_profile]=true',
  );
  assert.equal(players.length, 1);
  holds(players[0], USER);
  assert.equal(players[0].user_profile.favourite_roast, 'dark');
});

test('2.2 custom profile: POST and PUT change what is sent and count the version', async () => {
  const url = '/models/user_profile';
  const first = await client.core('POST', `/external/users/C-1001${url}`, {
    user_profile: { interests: ['tea'], is_anomalous: true },
  });
  assert.deepEqual(first.user_profile, {
    _version: 2,
    favourite_roast: 'dark',
    interests: ['tea'],
    is_anomalous: true,
  });
  const put = await client.core('PUT', `/users/${id}${url}`, {
    user_profile: { ...first.user_profile, interests: null },
  });
  assert.deepEqual(put.user_profile, { _version: 3, favourite_roast: 'dark', is_anomalous: true });
  assert.deepEqual((await client.core('GET', `/users/${id}${url}`)).user_profile, put.user_profile);
  const model = await client.core('PUT', `/users/${id}/models/prefs`, { prefs: { seat: 'window' } });
  assert.equal(model.prefs.seat, 'window');
});

test('2.3 events: full form, shorthand, several at once; a transaction id counts once', async () => {
  const login = { transaction_id: 'evt-1', qty: '1', date: '2026-06-15T10:00:00Z', context: { channel: 'web' } };
  const reply = await client.core('POST', '/external/users/C-1001/events', { events: { web_login: login } });
  assert.deepEqual(reply.user, { id, available_points: 10 });
  holds(reply.behaviors[0], {
    campaign_id: null,
    behavior_id: guidLike,
    name: 'Daily sign-in',
    state: 'completed',
    count: 'number',
    outcomes: 'array',
  });
  holds(reply.behaviors[0].outcomes[0], { type: 'points', amount: 'number', point_account_id: guidLike });
  const again = await client.core('POST', `/users/${id}/events`, { events: { web_login: login } });
  assert.equal(again.user.available_points, 10);
  assert.equal(again.events.web_login.replayed, true);
  world.time.now += 86_400_000;
  const both = await client.core('POST', `/users/${id}/events`, { events: { web_login: 1, tasting_visit: '1' } });
  assert.equal(both.user.available_points, 20);
  const taster = both.behaviors.find(({ name }: { name: string }) => name === 'Two tastings');
  assert.deepEqual([taster.state, taster.count, taster.required], ['in_progress', 1, 2]);
  const second = await client.core('POST', `/users/${id}/events`, { events: { tasting_visit: 1 } });
  const given = second.behaviors.find(({ name }: { name: string }) => name === 'Two tastings');
  assert.equal(given.state, 'completed');
  assert.match(given.campaign_id, guidLike);
  assert.equal(given.outcomes[0].amount, 5);
});

test('2.4 tags: counted without a time to live, expiring with one', async () => {
  await client.core('POST', `/users/${id}/tags`, { tags: ['vip'] });
  const { tags } = await client.core('POST', '/external/users/C-1001/tags', { tags: ['vip', 'fan'] });
  assert.deepEqual(tags, { fan: { count: 1 }, taster: { count: 1 }, vip: { count: 2 } });
  const expiring = await client.core('POST', `/users/${id}/tags`, { tags: ['lapsed'], ttl: 3600 });
  assert.match(expiring.tags.lapsed.expires_at, isoLike);
  await client.core('DELETE', `/users/${id}/tags/fan`);
  world.time.now += 3_600_001;
  assert.deepEqual((await client.core('GET', `/users/${id}/tags`)).tags, { taster: { count: 1 }, vip: { count: 2 } });
});

test('2.13.1 deposit: by GUID or by name, a level is reached at once', async () => {
  const { tiers } = await client.core('GET', '/tiers');
  assert.equal(tiers.length, 6);
  const payload = await client.connect('/user_points/deposit', {
    user_id: id,
    deposit_details: [
      {
        point_source_id: 'care',
        point_account_id: 'beans',
        amount: 100,
        rank: 0,
        reference_id: 'ref-1',
        reference_type: 'CampaignID124-MakeGood',
      },
    ],
    allow_partial_success: false,
    disable_event_publishing: false,
    culture: 'en_US',
  });
  holds(payload, {
    retailer_id: RETAILER,
    user_id: id,
    details: 'array',
    audits: 'array',
    time_of_occurrence: isoLike,
  });
  holds(payload.details[0], {
    account_name: 'Beans',
    user_point_account_id: guidLike,
    point_account_id: guidLike,
    point_source_id: guidLike,
    amount_deposited: 'number',
    remaining_balance: 'number',
    reference_id: 'ref-1',
    reference_type: 'CampaignID124-MakeGood',
    idempotency_id: null,
    error_status: 'number',
    message: null,
  });
  // 20 by sign-ins, 5 by the campaign, 100 now, and 25 for having become Roast.
  assert.deepEqual(payload.summary, { amount_deposited: 100, remaining_balance: 150 });
  const { user } = await client.core('GET', `/users/${id}?expand_incentives=true`);
  assert.equal(user.tier, 'roast');
  const guid = payload.details[0];
  const more = await client.connect('/user_points/deposit', {
    user_id: 'C-1001',
    is_session_m: 'false',
    deposit_details: [{ point_source_id: guid.point_source_id, point_account_id: guid.point_account_id, amount: '10' }],
  });
  assert.equal(more.summary.remaining_balance, 160);
});

test('2.1.3 expanded: tiers of all systems with progress, and balances', async () => {
  const { user } = await client.core('GET', `/users/${id}?expand_incentives=true`);
  holds(user, {
    tier: 'roast',
    tier_system: 'club',
    tier_points: 'number',
    next_tier_points: 'number',
    tier_ends_value: 'number',
    tier_entered_at: isoLike,
    tier_resets_at: isoLike,
    maintenance_required_points: 'number',
    maintenance_points: 'number',
  });
  assert.deepEqual([user.tier_points, user.next_tier_points, user.tier_ends_value], [160, 40, 200]);
  assert.equal(user.maintenance_required_points, 50);
  const { tier_levels: levels, point_account_balances: balances } = user.tier_details;
  assert.equal(levels.length, 2);
  const overview = {
    id: guidLike,
    tier_system_id: guidLike,
    retailer_id: RETAILER,
    name: 'string',
    rank: 'number',
    status: 'number',
  };
  const [club] = levels;
  holds(club, {
    id: guidLike,
    tier_system_id: guidLike,
    tier_level_id: guidLike,
    user_id: id,
    join_date: isoLike,
    next_maintenance_eval_date: isoLike,
    tier_overview: overview,
    next_tier_overview: overview,
    tier_progress: 'array',
  });
  assert.deepEqual([club.tier_overview.name, club.next_tier_overview.name], ['Roast', 'Reserve']);
  assert.equal(club.tier_overview.id, club.tier_level_id);
  const [tree] = club.tier_progress;
  holds(tree, { rule_tree_id: guidLike, rules: 'array' });
  const [rule] = tree.rules;
  holds(rule, {
    query_result: 'number',
    rule_id: guidLike,
    parent_id: guidLike,
    tree_id: tree.rule_tree_id,
    rule_passed: false,
    discriminator: 'number',
    rule_tree_name: 'Reserve entrance',
    rule: {
      discriminator: 'number',
      target_balance: 'number',
      comparison: 'number',
      id: rule.rule_id,
      retailer_id: RETAILER,
      parent_id: guidLike,
      rank: 'number',
      is_new: false,
      constraints: 'array',
    },
  });
  assert.deepEqual([rule.query_result, rule.rule.target_balance], [160, 200]);
  const [constraint] = rule.rule.constraints;
  holds(constraint, {
    discriminator: 'number',
    point_accounts: 'object',
    id: guidLike,
    rule_id: rule.rule_id,
    rank: 'number',
    version: 'number',
    is_new: false,
  });
  assert.deepEqual(Object.values(constraint.point_accounts), ['Beans']);
  const [, explorer] = levels;
  assert.deepEqual([explorer.tier_overview.name, explorer.tier_progress[0].rules[0].query_result], ['Taster', 2]);
  holds(balances, { retailer_id: RETAILER, user_id: id, summary: 'object', details: 'array' });
  assert.deepEqual(balances.summary, { total_points: 160, life_time_points: 160 });
  holds(balances.details[0], {
    account_name: 'Beans',
    user_point_account_id: guidLike,
    point_account_id: guidLike,
    grouping_label: null,
    available_balance: 'number',
    life_time_value: 'number',
  });
});

test('2.13.2 balances: the same object, on both paths and versions', async () => {
  const { user } = await client.core('GET', `/users/${id}?expand_incentives=true`);
  const balances = user.tier_details.point_account_balances;
  const body = { retailer_id: RETAILER, user_id: id, culture: 'en-US' };
  for (const base of ['/incentives/api/1.0', '/incentives/api/2.0', '/api/1.0', '/api/2.0']) {
    for (const action of ['balance', 'all_balances']) {
      const reply = await client.send('POST', `${base}/user_points/${action}`, body);
      assert.deepEqual(reply.body, { status: 'ok', errors: null, payload: balances });
    }
  }
});

test('2.13.3 spend: oldest first, known again by its idempotency id', async () => {
  const body = {
    culture: 'en-US',
    user_id: id,
    spend_details: [
      {
        id: RETAILER,
        timestamp: '0001-01-01T00:00:00',
        overdraft_id: null,
        amount: 50,
        point_account_ids: ['beans'],
        reference_id: 'order-1',
        reference_type: 'Order',
        transaction_id: null,
        force_spend: false,
        rank: 0,
        is_return: false,
        idempotency_id: 'spend-1',
        point_source_id: 'web',
      },
    ],
    allow_partial_success: false,
    disable_event_publishing: false,
    parallel_mode: false,
  };
  const payload = await client.connect('/user_points/spend_multiple', body);
  holds(payload.details[0], {
    account_name: 'Beans',
    user_point_account_id: guidLike,
    point_account_id: guidLike,
    amount_spent: 'number',
    remaining_balance: 'number',
    reference_id: 'order-1',
    reference_type: 'Order',
    tracking_id: guidLike,
    idempotency_id: 'spend-1',
    error_status: 0,
    retailer_id: RETAILER,
    user_id: id,
    point_source_id: guidLike,
    idempotency_summary: null,
    message: null,
    error_response: null,
  });
  assert.deepEqual(payload.summary, { amount_spent: 50, remaining_balance: 110 });
  assert.equal(payload.audits[0].modification, -50);
  const again = await client.connect('/user_points/spend_multiple', body);
  assert.equal(again.details[0].idempotency_summary, 'replayed');
  assert.deepEqual(again.summary, payload.summary);
  const flat = await client.connect('/user_points/spend', { user_id: id, amount: 10 });
  assert.deepEqual(flat.summary, { amount_spent: 10, remaining_balance: 100 });
});

test('2.13.3 transfer: between accounts and between members', async () => {
  const own = await client.connect('/user_points/transfer', {
    user_id: id,
    from_point_account_id: 'beans',
    to_point_account_id: 'gift',
    amount: 20,
    idempotency_id: 'transfer-1',
  });
  assert.equal(own.from_account.remaining_balance, 80);
  const { user: bo } = await client.core('POST', '/users', { user: { email: 'bo@example.com' } });
  const given = await client.connect('/user_points/transfer', { user_id: id, to_user_id: bo.id, amount: 30 });
  assert.deepEqual([given.user_id, given.to_user_id, given.amount_transferred], [id, bo.id, 30]);
  assert.equal((await client.core('GET', `/users/${bo.id}`)).user.available_points, 30);
});

test('2.13.4 audit log: on both paths, in pages, what was spent of each deposit', async () => {
  const body = { user_id: id, exclude_specified_modification_types: true, skip: 0, take: 1000 };
  const { results, total_records: total } = await client.connect('/point_audit_logs/fetch_point_audit_logs', body);
  assert.equal(results.length, total);
  holds(results[0], {
    id: guidLike,
    retailer_id: RETAILER,
    user_id: id,
    account_name: 'string',
    point_account_id: guidLike,
    user_point_account_id: guidLike,
    modification: 'number',
    amount_spent: 'number',
    amount_expired: 'number',
    audit_type: 'number',
    modification_type: 'string',
    modification_entity_id: guidLike,
    spend_weight: 'number',
    point_source_id: guidLike,
    point_source_name: 'string',
    time_of_occurrence: isoLike,
    request_id: guidLike,
    create_date: isoLike,
    transaction_id: null,
    idempotency_id: null,
  });
  const sum = results.reduce((all: number, row: { modification: number }) => all + row.modification, 0);
  assert.equal(sum, 70);
  const makeGood = results.find((row: { reference_id: string }) => row.reference_id === 'ref-1');
  assert.deepEqual([makeGood.modification, makeGood.point_source_name], [100, 'Customer care']);
  const first = results.at(-1);
  assert.deepEqual([first.modification, first.amount_spent], [10, 10]);
  const reply = await client.send('POST', '/incentives/api/2.0/user_points/fetch_point_audit_logs', {
    retailer_id: RETAILER,
    user_id: id,
    from_date: '2026-01-01',
    to_date: '2026-12-31',
    modification_types: ['point_redemption'],
    skip: 1,
    take: 1,
  });
  assert.equal(reply.body.payload.total_records, 2);
  assert.deepEqual(
    reply.body.payload.results.map((row: { modification: number }) => row.modification),
    [-50],
  );
});

test('2.13.5 trigger: look-ups in capitals find the event', async () => {
  world.time.now += 86_400_000;
  const payload = await client.connect('/user_events/trigger_user_event', {
    user_id: id,
    event_lookup: 'WEB_LOGIN',
    culture: 'en-US',
    include_progress: true,
    is_session_m: 'true',
  });
  assert.equal(payload.outcomes[0].amount, 12);
  assert.equal(payload.tier_levels.length, 2);
  assert.ok(payload.progress.length > 0);
});

test('2.13.6 move and qualify: outcomes only when asked for', async () => {
  const tiers = await client.connect('/user_tiers/fetch_user_tiers', { user_id: id, include_progress: true });
  const [club] = tiers.tier_levels;
  const balance = async () => (await client.connect('/user_points/balance', { user_id: id })).summary.total_points;
  const before = await balance();
  const move = {
    user_id: id,
    tier_system_id: club.tier_system_id,
    tier_level_id: club.next_tier_overview.id,
    process_intermediate_levels: false,
    evaluate_qualifying_rules: false,
    culture: 'en-US',
  };
  const moved = await client.connect('/movement/move_user', move);
  assert.equal(moved.moved, true);
  assert.equal(moved.tier_levels[0].tier_overview.name, 'Reserve');
  assert.equal(await balance(), before);
  assert.equal((await client.connect('/movement/move_user', move)).moved, false);
  await client.connect('/movement/move_user', { user_id: id, tier_level_id: 'roast' });
  const deposit_details = [{ point_source_id: 'care', amount: 40 }];
  const { user: cy } = await client.core('POST', '/users', { user: { external_id: 'cy' } });
  await client.connect('/user_points/deposit', { user_id: cy.id, deposit_details });
  world.time.now += 60_000;
  await world.publish((file) => file.replaceAll('at_least: 50', 'at_least: 30'));
  world.time.now += 60_000;
  const qualified = await client.connect('/movement/qualifying', { user_id: cy.id });
  assert.equal(qualified.moved, true);
  assert.equal(qualified.tier_levels[0].tier_overview.name, 'Roast');
});

test('2.13.7 progress: by the ids of rule trees', async () => {
  const { user } = await client.core('GET', `/users/${id}?expand_incentives=true`);
  const [expected] = user.tier_details.tier_levels[0].tier_progress;
  const one = await client.connect('/progress/rule_tree/user_progress', { user_id: id, ids: [expected.rule_tree_id] });
  assert.deepEqual(one, [expected]);
  const all = await client.connect('/progress/rule_tree/user_progress', { user_id: id });
  assert.deepEqual(
    all.map(({ rule_tree_name }: { rule_tree_name: string }) => rule_tree_name),
    ['Reserve entrance', 'Roast maintenance', 'Explorer entrance'],
  );
});

test('2.5 timelines: the statement and the account audit', async () => {
  const statement = await client.core('GET', `/external/users/C-1001/timelines/END_USER_MEMBER_STATEMENT?count=200`);
  holds(statement, { result: 'array', grouping_field: 'string', count: 'number', event_types: 'array' });
  const [row] = statement.result;
  holds(row, {
    event_stream_stream_id: guidLike,
    event_stream_event_category_id: 'number',
    event_stream_event_type_id: 'number',
    target_id: 'number',
    timestamp: 'number',
    created_at: 'number',
    contexts: 'array',
    event_stream_payload: {
      event_type_name: 'string',
      event_type_slug: 'string',
      event_category_name: 'string',
      event_category_slug: 'string',
      created_at: 'number',
    },
  });
  holds(statement.event_types[0], {
    id: 'number',
    name: 'string',
    slug: 'string',
    event_stream_event_category_id: 'number',
    event_stream_stream_id: guidLike,
  });
  const slugs = new Set(
    statement.result.map(
      (one: { event_stream_payload: { event_type_slug: string } }) => one.event_stream_payload.event_type_slug,
    ),
  );
  assert.deepEqual([...slugs].sort(), [
    'account_created',
    'custom_event',
    'incentives_point_deposit',
    'incentives_point_spend',
    'incentives_point_transfer',
    'incentives_tier_change',
  ]);
  const audit = await client.core(
    'GET',
    `/users/${id}/timelines/ACCOUNT_AUDIT_LOG?event_types=points_earned,tier_adjusted&count=3`,
  );
  assert.equal(audit.count, 3);
  const since = await client.core(
    'GET',
    `/users/${id}/timelines/ACCOUNT_AUDIT_LOG?since=${Math.floor(world.time.now / 1000) - 3_600}`,
  );
  assert.ok(since.count > 0 && since.count < 10);
});

test('2.8 notes: added, changed and removed, and never on the member statement', async () => {
  const { note } = await client.core('POST', `/users/${id}/notes`, { note: { body: 'Called', reason: 'Lost card' } });
  holds(note, { id: guidLike, body: 'string', reason: 'string', author: 'string', created_at: isoLike });
  const changed = await client.core('PUT', `/external/users/C-1001/notes/${note.id}`, {
    note: { body: 'Called twice' },
  });
  assert.deepEqual([changed.note.id, changed.note.body], [note.id, 'Called twice']);
  const { notes } = await client.core('GET', `/users/${id}/notes`);
  assert.deepEqual(notes, [changed.note]);
  const audit = await client.core('GET', `/users/${id}/timelines/ACCOUNT_AUDIT_LOG?event_types=note_added`);
  assert.equal(audit.result[0].event_stream_payload.text, 'Called');
  const statement = await client.core('GET', `/users/${id}/timelines/END_USER_MEMBER_STATEMENT?count=200`);
  assert.ok(!JSON.stringify(statement).includes('Called'));
  await client.core('DELETE', `/users/${id}/notes/${note.id}`);
  const { status, code } = await client.coreError('DELETE', `/users/${id}/notes/${note.id}`);
  assert.deepEqual([status, code], [404, 'not_found']);
});

test('2.12 legacy: points by number, their history, and levels as a list', async () => {
  const url = `/priv/v2/apps/${KEY}/users/${id}/points`;
  const added = await client.send('POST', url, { points: 50, reason: 'Make-good' });
  const before = added.body.user.available_points;
  const removed = await client.send('POST', url, { points: -20 });
  assert.equal(removed.body.user.available_points, before - 20);
  const { points } = await client.core('GET', `/users/${id}/points?take=2`);
  assert.deepEqual(
    points.map((row: { modification: number }) => row.modification),
    [-20, 50],
  );
  const { tiers } = await client.core('GET', '/tiers');
  holds(tiers[1], {
    id: guidLike,
    name: 'Roast',
    identifier: 'roast',
    next_tier_id: guidLike,
    required_num_days_in_tier: 'number',
    required_points: 'number',
    required_application_achievement_ids: 'array',
    required_num_achievements: null,
    max_inactive_days: null,
    required_application_achievement_id: null,
    num_days_to_earn_required_achievement: null,
    required_sponsor_points: null,
    multiplier: 'string',
    tier_system_id: guidLike,
    maintenance_required_points: 'number',
  });
});

test('2.1.6 delete: gone for every look-up, and its identifier is free', async () => {
  assert.deepEqual(await client.core('DELETE', '/external/users/C-1001'), { status: 'ok' });
  for (const url of [`/users/${id}`, '/external/users/C-1001', '/users/search?email=a@example.com']) {
    const { status, code } = await client.coreError('GET', url);
    assert.deepEqual([status, code], [404, 'user_not_found']);
  }
  assert.deepEqual((await client.core('GET', '/users/search_users?last_name=le')).players, []);
  const again = await client.core('POST', '/users', { user: ANN });
  assert.notEqual(again.user.id, id);
});
