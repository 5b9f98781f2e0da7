// The contract of Klaviyo as a customer-data platform, for the shared suite.

import type { JsonObject } from '../../domain/facts.ts';
import { KEY } from '../contract/case.ts';
import { clearedTo, EVE, EVENT_IDS, EVENT_TIME, isAbout, JANE, type SyncCase } from '../sync/contract/case.ts';
import { klaviyoSync } from './klaviyo-sync.ts';

const profile = (attributes: JsonObject) => ({
  path: '/api/profile-import',
  body: { data: { type: 'profile', attributes } },
});
const event = (name: string, key: string, attributes: JsonObject) => ({
  path: '/api/events',
  body: {
    data: {
      type: 'event',
      attributes: {
        ...attributes,
        time: EVENT_TIME.iso,
        metric: { data: { type: 'metric', attributes: { name } } },
        profile: { data: { type: 'profile', attributes: { external_id: key } } },
      },
    },
  },
});
const accepted = { status: 201, body: '{"data":{"type":"profile","id":"01GDDKASAP8TKDDA2GRZDSVP4H"}}' };
const remoteId = '01GDDKASAP8TKDDA2GRZDSVP4H';

export const klaviyoSyncCase: SyncCase = {
  connector: klaviyoSync,
  access: (base) => ({ url: base, key: KEY, secrets: [] }),
  headers: {
    authorization: `Klaviyo-API-Key ${KEY}`,
    'content-type': 'application/vnd.api+json',
    revision: '2026-04-15',
  },
  accepted,
  results: [
    { customerId: JANE.customerId, kind: 'created', remoteId },
    { customerId: EVE.customerId, kind: 'created', remoteId },
  ],
  upsert: [
    profile({
      external_id: 'M-1001',
      email: 'jane@example.com',
      phone_number: '+15550100',
      first_name: 'Jane',
      last_name: null,
      properties: {
        loyalty_available_points: 120.5,
        loyalty_next_tier: null,
        loyalty_opt_in_status: true,
        loyalty_member: true,
      },
    }),
    profile({
      external_id: 'M-1002',
      first_name: 'Eve',
      last_name: 'Doe',
      properties: {
        loyalty_available_points: 0,
        loyalty_next_tier: 'Gold',
        loyalty_opt_in_status: false,
        loyalty_member: false,
      },
    }),
  ],
  events: [
    event('LOY_POINT_ACCRUAL', 'M-1001', {
      properties: { points: 10, balance: 120.5, on_hold: false },
      unique_id: EVENT_IDS[0],
    }),
    event('Tier_Upgrade', 'M-1002', { properties: { system: 'main', to_tier: 'Gold' }, unique_id: EVENT_IDS[1] }),
  ],
  contacts: [profile({ external_id: 'M-1001', email: null })],
  untag: [profile({ external_id: 'M-1002', properties: { loyalty_member: false } })],
  erase: [profile({ external_id: 'M-1001', properties: { ...clearedTo(null), loyalty_member: false } })],
  delete: [
    profile({
      external_id: 'M-1001',
      email: null,
      phone_number: null,
      first_name: null,
      properties: { ...clearedTo(null), loyalty_member: false },
    }),
  ],
  checkAnswer: { status: 400, body: '{"message":"nothing is in it"}' },
  check: [
    { path: '/api/profile-import', body: {} },
    { path: '/api/events', body: {} },
  ],
  refuses(arrived) {
    if (!isAbout(arrived, EVE)) return accepted;
    const error = { code: 'invalid', detail: 'Invalid value', source: { pointer: '/data/attributes/x' } };
    return { status: 400, body: JSON.stringify({ errors: [error] }) };
  },
  refusal: { code: 'invalid', reason: 'Invalid value, at /data/attributes/x' },
  refusesAll: null,
  busy: { headers: { 'retry-after': '17' }, afterMs: 17_000 },
  reserved: ['$consent', '$email', 'loyalty_member'],
};
