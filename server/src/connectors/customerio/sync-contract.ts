// The contract of Customer.io as a customer-data platform, for the shared suite.

import type { JsonObject } from '../../domain/facts.ts';
import { KEY } from '../contract/case.ts';
import { clearedTo, EVE, EVENT_TIME, isAbout, JANE, type SyncCase } from '../sync/contract/case.ts';
import { customerioSync } from './customerio-sync.ts';

const SITE_KEY = `site-1:${KEY}`;
const path = '/api/v2/batch';
const batch = (...items: readonly JsonObject[]) => [{ path, body: { batch: items } }];
const person = (key: string, attributes: JsonObject): JsonObject => ({
  type: 'person',
  identifiers: { id: key },
  action: 'identify',
  attributes,
});
const event = (key: string, more: JsonObject): JsonObject => ({
  type: 'person',
  identifiers: { id: key },
  action: 'event',
  timestamp: EVENT_TIME.seconds,
  ...more,
});
const accepted = { status: 200, body: '{}' };

export const customerioSyncCase: SyncCase = {
  connector: customerioSync,
  access: (base) => ({ url: base, key: SITE_KEY, secrets: [] }),
  headers: {
    authorization: `Basic ${Buffer.from(SITE_KEY).toString('base64')}`,
    'content-type': 'application/json',
  },
  accepted,
  results: [
    { customerId: JANE.customerId, kind: 'accepted', remoteId: null },
    { customerId: EVE.customerId, kind: 'accepted', remoteId: null },
  ],
  upsert: batch(
    person('M-1001', {
      email: 'jane@example.com',
      phone: '+15550100',
      first_name: 'Jane',
      last_name: '',
      loyalty_available_points: 120.5,
      loyalty_next_tier: '',
      loyalty_opt_in_status: true,
      loyalty_member: true,
    }),
    person('M-1002', {
      first_name: 'Eve',
      last_name: 'Doe',
      loyalty_available_points: 0,
      loyalty_next_tier: 'Gold',
      loyalty_opt_in_status: false,
      loyalty_member: false,
    }),
  ),
  events: batch(
    event('M-1001', {
      name: 'LOY_POINT_ACCRUAL',
      id: '01KR7E2Z00FAY8VVR14D2PF2DB',
      attributes: { points: 10, balance: 120.5, on_hold: false },
    }),
    event('M-1002', {
      name: 'Tier_Upgrade',
      id: '01KR7E2Z00FAY8VVR14D2PF2DC',
      attributes: { system: 'main', to_tier: 'Gold' },
    }),
  ),
  contacts: batch(person('M-1001', { email: '', _update: true })),
  untag: batch(person('M-1002', { loyalty_member: false, _update: true })),
  erase: batch(person('M-1001', { ...clearedTo(''), loyalty_member: false, _update: true })),
  delete: batch(
    person('M-1001', {
      email: '',
      phone: '',
      first_name: '',
      ...clearedTo(''),
      loyalty_member: false,
      _update: true,
    }),
  ),
  checkAnswer: { status: 400, body: '{"message":"nothing is in it"}' },
  check: [{ path, body: { batch: [] } }],
  refuses(arrived) {
    if (!isAbout(arrived, EVE)) return accepted;
    const error = { batch_index: 1, reason: 'invalid', field: 'attributes.x', message: 'value too long' };
    return { status: 207, body: JSON.stringify({ errors: [error] }) };
  },
  refusal: { code: 'invalid', reason: 'attributes.x: value too long' },
  refusesAll: { answer: { status: 400, body: '{"errors":[{"reason":"malformed"}]}' }, areEventsHalved: true },
  busy: { headers: { 'retry-after': '5' }, afterMs: 5_000 },
  reserved: ['unsubscribed', 'cio_subscription_preferences', 'id', 'loyalty_member'],
};
