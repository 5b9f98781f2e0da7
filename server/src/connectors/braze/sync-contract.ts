// The contract of Braze as a customer-data platform, for the shared suite.

import type { JsonObject } from '../../domain/facts.ts';
import { KEY } from '../contract/case.ts';
import { clearedTo, EVE, EVENT_IDS, EVENT_TIME, isAbout, JANE, NOW, type SyncCase } from '../sync/contract/case.ts';
import { brazeSync } from './braze-sync.ts';

const path = '/users/track';
const attributes = (...list: readonly JsonObject[]) => [{ path, body: { attributes: list } }];
const accepted = { status: 201, body: '{"message":"success"}' };

export const brazeSyncCase: SyncCase = {
  connector: brazeSync,
  access: (base) => ({ url: base, key: KEY, secrets: [] }),
  headers: { authorization: `Bearer ${KEY}`, 'content-type': 'application/json' },
  accepted,
  results: [
    { customerId: JANE.customerId, kind: 'accepted', remoteId: null },
    { customerId: EVE.customerId, kind: 'accepted', remoteId: null },
  ],
  upsert: attributes(
    {
      external_id: 'M-1001',
      email: 'jane@example.com',
      phone: '+15550100',
      first_name: 'Jane',
      last_name: null,
      loyalty_available_points: 120.5,
      loyalty_next_tier: null,
      loyalty_opt_in_status: true,
      loyalty_member: true,
    },
    {
      external_id: 'M-1002',
      first_name: 'Eve',
      last_name: 'Doe',
      loyalty_available_points: 0,
      loyalty_next_tier: 'Gold',
      loyalty_opt_in_status: false,
      loyalty_member: false,
    },
  ),
  events: [
    {
      path,
      body: {
        events: [
          {
            external_id: 'M-1001',
            name: 'LOY_POINT_ACCRUAL',
            time: EVENT_TIME.iso,
            properties: { points: 10, balance: 120.5, on_hold: false, event_id: EVENT_IDS[0] },
          },
          {
            external_id: 'M-1002',
            name: 'Tier_Upgrade',
            time: EVENT_TIME.iso,
            properties: { system: 'main', to_tier: 'Gold', event_id: EVENT_IDS[1] },
          },
        ],
      },
    },
  ],
  contacts: attributes({ external_id: 'M-1001', _update_existing_only: true, email: null }),
  untag: attributes({ external_id: 'M-1002', _update_existing_only: true, loyalty_member: false }),
  erase: attributes({
    external_id: 'M-1001',
    _update_existing_only: true,
    ...clearedTo(null),
    loyalty_member: false,
  }),
  delete: attributes({
    external_id: 'M-1001',
    _update_existing_only: true,
    email: null,
    phone: null,
    first_name: null,
    ...clearedTo(null),
    loyalty_member: false,
  }),
  checkAnswer: { status: 400, body: '{"message":"nothing is in it"}' },
  check: [{ path, body: { attributes: [], events: [] } }],
  refuses(arrived) {
    if (!isAbout(arrived, EVE)) return accepted;
    const list = arrived.body.startsWith('{"events"') ? 'events' : 'attributes';
    const error = { type: 'a value is too long', input_array: list, index: 1 };
    return { status: 201, body: JSON.stringify({ message: 'success', errors: [error] }) };
  },
  refusal: { code: 'refused', reason: 'a value is too long' },
  refusesAll: { answer: { status: 400, body: '{"message":"Bad syntax"}' }, areEventsHalved: false },
  busy: { headers: { 'x-ratelimit-reset': String(NOW / 1_000 + 90) }, afterMs: 90_000 },
  reserved: ['email_subscribe', 'push_subscribe', 'subscription_groups', 'external_id', 'loyalty_member'],
};
