// The contract of Salesforce Marketing Cloud as a customer-data platform, for the shared suite.

import type { JsonObject } from '../../domain/facts.ts';
import { KEY } from '../contract/case.ts';
import { clearedTo, EVE, EVENT_IDS, EVENT_TIME, isAbout, JANE, type SyncCase } from '../sync/contract/case.ts';
import { CLIENT_SECRET, TOKEN } from './contract.ts';
import { sfmcSync } from './sfmc-sync.ts';

const path = '/interaction/v1/events';
const event = (key: string, contact: string, data: JsonObject) => ({
  path,
  body: { ContactKey: contact, EventDefinitionKey: key, Data: { loyalty_id: contact, ...data } },
});
const forgotten = [event('loyaltyProfile', 'M-1001', { first_name: null, ...clearedTo(null), loyalty_member: false })];
const accepted = { status: 201, body: '{"eventInstanceId":"e-1"}' };

export const sfmcSyncCase: SyncCase = {
  connector: sfmcSync,
  access: (base) => ({ url: base, key: KEY, secrets: [CLIENT_SECRET] }),
  headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json; charset=UTF-8' },
  accepted,
  results: [
    { customerId: JANE.customerId, kind: 'accepted', remoteId: null },
    { customerId: EVE.customerId, kind: 'accepted', remoteId: null },
  ],
  upsert: [
    event('loyaltyProfile', 'M-1001', {
      email: 'jane@example.com',
      phone: '+15550100',
      first_name: 'Jane',
      last_name: null,
      loyalty_available_points: 120.5,
      loyalty_next_tier: null,
      loyalty_opt_in_status: true,
      loyalty_member: true,
    }),
    event('loyaltyProfile', 'M-1002', {
      first_name: 'Eve',
      last_name: 'Doe',
      loyalty_available_points: 0,
      loyalty_next_tier: 'Gold',
      loyalty_opt_in_status: false,
      loyalty_member: false,
    }),
  ],
  events: [
    event('loyPointAccrual', 'M-1001', {
      event_id: EVENT_IDS[0],
      occurred_at: EVENT_TIME.iso,
      points: 10,
      balance: 120.5,
      on_hold: false,
    }),
    event('tierUpgrade', 'M-1002', {
      event_id: EVENT_IDS[1],
      occurred_at: EVENT_TIME.iso,
      system: 'main',
      to_tier: 'Gold',
    }),
  ],
  contacts: [],
  untag: [event('loyaltyMember', 'M-1002', { loyalty_member: false })],
  erase: forgotten,
  delete: forgotten,
  checkAnswer: { status: 400, body: '{"message":"nothing is in it"}' },
  check: [{ path, body: {} }],
  refuses: (arrived) =>
    isAbout(arrived, EVE) ? { status: 400, body: '{"message":"Contact is inactive","errorcode":30003}' } : accepted,
  refusal: { code: '30003', reason: 'Contact is inactive' },
  refusesAll: null,
  busy: { headers: { 'retry-after': '30' }, afterMs: 30_000 },
  reserved: ['loyalty_id', 'loyalty_member'],
};
