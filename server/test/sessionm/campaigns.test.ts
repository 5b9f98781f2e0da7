// Campaigns and offers as SessionM clients call them: tiles with progress, opting in, the wallet, stock, issuing, revoking.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Client, KEY, openSessionm, RETAILER } from './harness.ts';
import { guidLike, holds, isoLike } from './shapes.ts';

const GIVES = 'outcomes: [{ kind: points, amount: 5, account: beans, source: promo }]';
const MORE = `
  chosen:
    title: Chosen
    kind: loyalty_rule
    opt_in: true
    behavior: { event: tasting_visit }
    limit: { times: 9, per: ever }
    payload: { type: banner, offer_id: cup }
    outcomes: [{ kind: offer, offer: tea }]
  letter: { title: Letter, kind: messaging, audience: '"vip" in customer.tags', behavior: { event: tasting_visit }, limit: { times: 1, per: ever }, ${GIVES} }
  compared: { title: Compared, control_group: 90, behavior: { event: tasting_visit }, limit: { times: 1, per: ever }, ${GIVES} }
  later: { title: Later, starts_at: '2090-01-01T00:00:00Z', behavior: { event: tasting_visit }, limit: { times: 1, per: ever }, ${GIVES} }
offers:
  cup: { title: A free cup, description: Any size, type: manual_fulfillment, inventory: 2, valid_for: 30 days, image: 'https://shop.example/cup.png' }
  tea: { title: Free tea, type: fixed_amount_check_discount, amount: 300, per_customer: 1 }
`;

let world: Awaited<ReturnType<typeof openSessionm>>;
let client: Client;
let id = '';

before(async () => {
  world = await openSessionm();
  client = world.client;
  await world.publish((file) => (file.includes('\n  taster:') ? file + MORE : file));
  const { user } = await client.core('POST', '/users', {
    user: { external_id: 'C-1', email: 'a@example.com', opted_in: true },
  });
  id = user.id;
});
after(() => world.close());

async function offers(action: string, body: object) {
  const reply = await client.send('POST', `/offers/api/2.0/offers/${action}`, { retailer_id: RETAILER, ...body });
  assert.deepEqual([reply.status, reply.body.status, reply.body.errors], [200, 'ok', null], JSON.stringify(reply.body));
  return reply.body.payload;
}

async function offersError(action: string, body: object) {
  const { body: sent } = await client.send('POST', `/offers/api/2.0/offers/${action}`, {
    retailer_id: RETAILER,
    ...body,
  });
  assert.equal(sent.status, 'error', JSON.stringify(sent));
  return sent.errors.code;
}

const nameOf = ({ name }: { name: string }) => name;

test('a customer sees the campaigns that concern them, with progress, and none of a control group', async () => {
  const { campaigns } = await client.core('GET', `/users/${id}/campaigns`);
  const shown = campaigns.tiles.map(nameOf);
  assert.ok(shown.includes('Two tastings') && shown.includes('Chosen'));
  assert.equal(shown.includes('Letter'), false, 'not in its audience');
  assert.equal(shown.includes('Later'), false, 'not begun');
  const chosen = campaigns.tiles.find((one: { name: string }) => one.name === 'Chosen');
  holds(chosen, {
    campaign_id: guidLike,
    campaign_type: 'Loyalty Rule',
    start_date: null,
    end_date: null,
    opted_in: false,
    progress: { state: 'eligible' },
    template: { type: 'string', message: { header: 'Chosen', description: null, image_url: null } },
    custom_payload: { type: 'banner', offer_id: 'cup' },
  });
  assert.ok(campaigns.promotions.every((one: { campaign_type: string }) => one.campaign_type === 'Promotion'));
  await client.core('POST', `/users/${id}/events`, { events: { tasting_visit: 1 } });
  const external = await client.core('GET', `/external/users/C-1/campaigns?sections=behaviors,offers?creatives=tiles`);
  assert.equal('promotions' in external.campaigns, false);
  const taster = external.campaigns.tiles.find((one: { name: string }) => one.name === 'Two tastings');
  assert.deepEqual(taster.progress, { state: 'in_progress', count: 1, required: 2 });
  assert.equal(taster.behaviors[0].required, 2);
});

test('in the control group of 90 %, most customers are not shown the campaign', async () => {
  let shown = 0;
  for (let n = 0; n < 20; n += 1) {
    const { user } = await client.core('POST', '/users', { user: { external_id: `group-${n}`, opted_in: true } });
    const { campaigns } = await client.core('GET', `/users/${user.id}/campaigns`);
    if (campaigns.tiles.map(nameOf).includes('Compared')) shown += 1;
  }
  assert.ok(shown < 15, `${shown} of 20`);
});

test('all campaigns come page by page, without progress of anybody', async () => {
  const found = await client.core('GET', '/campaigns?page=1');
  holds(found, { page: 1, page_size: 25, number_of_pages: 1, campaigns: { tiles: 'array', promotions: 'array' } });
  assert.ok(found.campaigns.tiles.every((one: object) => !('progress' in one)));
  assert.equal(found.campaigns.tiles.map(nameOf).includes('Later'), false);
});

test('opting in shows, and makes the campaign give; one that is not for the customer is not available', async () => {
  const { campaigns } = await client.core('GET', `/users/${id}/campaigns`);
  const { campaign_id } = campaigns.tiles.find((one: { name: string }) => one.name === 'Chosen');
  const { campaign } = await client.core('POST', `/users/${id}/campaigns/${campaign_id}/opt_in`, {});
  assert.equal(campaign.opted_in, true);
  const sent = await client.core('POST', `/users/${id}/events`, { events: { tasting_visit: 1 } });
  assert.ok(JSON.stringify(sent).includes('"type":"offer"'), JSON.stringify(sent));
  const one = await client.core('GET', `/users/${id}/campaigns/chosen`);
  assert.equal(one.campaign.campaign_id, campaign_id);
  assert.equal((await client.coreError('GET', `/users/${id}/campaigns/letter`)).code, 'not_available');
  assert.deepEqual(
    [
      (await client.coreError('GET', `/users/${id}/campaigns/none`)).status,
      (await client.coreError('GET', '/users/nobody/campaigns')).code,
    ],
    [404, 'user_not_found'],
  );
});

test('an offer is issued, shown in the wallet, counted, and revoked', async () => {
  const cup = (await offers('fetch_offers_details', { offer_ids: ['cup'] })).results[0];
  holds(cup, {
    offer_id: guidLike,
    acquisition_count: 0,
    redemption_count: 0,
    total_inventory: 2,
    available_inventory_remaining: 2,
  });
  const issued = await offers('acquisition/issue', {
    user_id: id,
    offer_id: cup.offer_id,
    quantity: 1,
    issue_exact_version: false,
  });
  holds(issued.status_list[0], {
    user_id: id,
    user_offer_id: guidLike,
    offer_id: cup.offer_id,
    root_offer_id: cup.offer_id,
    pending_extended_data: false,
    fail_reason: 0,
  });
  const wallet = await offers('get_user_offers', { user_id: id, skip: 0, take: 1000, culture: 'en-US' });
  holds(wallet, {
    user: { opted_in: true, activated: 'boolean' },
    user_id: id,
    total_records: 2,
    offer_groups: 'array',
    offer_categories: 'array',
    total_points: 'number',
    available_points: 'number',
  });
  holds(wallet.user_offers[0], {
    id: issued.status_list[0].user_offer_id,
    offer_id: cup.offer_id,
    offer_group_id: guidLike,
    offer_type: 'manual_fulfillment',
    name: 'A free cup',
    description: 'Any size',
    is_redeemable: true,
    start_date: isoLike,
    expiration_date: isoLike,
    redemption_end_date: isoLike,
    media: 'array',
  });
  assert.equal(
    (await offers('get_user_offers', { user_id: 'C-1', is_session_m: false, skip: 1, take: 5 })).user_offers.length,
    1,
  );
  const full = await offers('acquisition/issue', { user_id: id, offer_id: 'cup', quantity: 2 });
  assert.deepEqual([full.status_list[0].fail_reason, full.status_list[0].user_offer_id], [1, null]);
  const { user_offer_id } = issued.status_list[0];
  await offers('acquisition/revoke', { user_offer_id, reason: 'mistake' });
  assert.equal(await offersError('acquisition/revoke', { user_offer_id }), 'user_offer_state');
  const counted = (await offers('fetch_offers_details', { offer_ids: [cup.offer_id] })).results[0];
  assert.deepEqual([counted.acquisition_count, counted.available_inventory_remaining], [0, 2]);
  assert.equal((await offers('get_user_offers', { user_id: id })).total_records, 1);
  assert.equal(await offersError('acquisition/issue', { user_id: id, offer_id: 'nothing' }), 'not_found');
});

test('the key of the path and the retailer are checked as everywhere', async () => {
  const other = await client.send('POST', '/offers/api/2.0/offers/get_user_offers', { retailer_id: KEY, user_id: id });
  assert.equal(other.status, 401);
});
