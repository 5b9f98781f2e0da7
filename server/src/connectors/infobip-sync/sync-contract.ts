// The contract of Infobip as a customer-data platform, for the shared suite. That each request is valid by Infobip's own
// specification is tested against its stand-in.

import { KEY } from '../contract/case.ts';
import { clearedTo, EVE, EVENT_IDS, EVENT_TIME, isAbout, JANE, type SyncCase } from '../sync/contract/case.ts';
import { infobipSync } from './infobip-sync.ts';

const TAG = '/people/2/tags/Loyalty/persons';
const people = (...keys: readonly string[]) => ({
  people: keys.map((identifier) => ({ query: { type: 'EXTERNAL_ID', identifier } })),
});
const results = [
  { index: 0, id: 101, status: 'CREATED' },
  { index: 1, id: 102, status: 'NOT_MODIFIED' },
];
const accepted = { status: 207, body: JSON.stringify({ results, errors: [] }) };
const details = [{ property: 'persons[1].nickName', message: 'is too long' }];

export const infobipSyncCase: SyncCase = {
  connector: infobipSync,
  access: (base) => ({ url: base, key: KEY, secrets: [] }),
  headers: { authorization: `App ${KEY}`, 'content-type': 'application/json' },
  accepted,
  results: [
    { customerId: JANE.customerId, kind: 'created', remoteId: '101' },
    { customerId: EVE.customerId, kind: 'unchanged', remoteId: '102' },
  ],
  upsert: [
    {
      method: 'PATCH',
      path: '/people/3/persons/upsert',
      body: {
        persons: [
          {
            externalId: 'M-1001',
            first_name: 'Jane',
            last_name: '',
            contactInformation: [
              { type: 'EMAIL', identifier: 'jane@example.com', primary: true },
              { type: 'PHONE', identifier: '+15550100', primary: true },
            ],
            tags: ['Loyalty'],
            customAttributes: {
              loyalty_available_points: 120.5,
              loyalty_next_tier: null,
              loyalty_opt_in_status: true,
            },
          },
          {
            externalId: 'M-1002',
            first_name: 'Eve',
            last_name: 'Doe',
            customAttributes: {
              loyalty_available_points: 0,
              loyalty_next_tier: 'Gold',
              loyalty_opt_in_status: false,
            },
          },
        ],
      },
    },
  ],
  events: [
    {
      path: '/people/3/events',
      body: [
        {
          eventId: EVENT_IDS[0],
          definitionId: 'loyPointAccrual',
          occurredTime: EVENT_TIME.iso,
          identifier: { type: 'EXTERNAL_ID', id: 'M-1001' },
          properties: { points: 10, balance: 120.5, on_hold: false },
        },
        {
          eventId: EVENT_IDS[1],
          definitionId: 'tierUpgrade',
          occurredTime: EVENT_TIME.iso,
          identifier: { type: 'EXTERNAL_ID', id: 'M-1002' },
          properties: { system: 'main', to_tier: 'Gold' },
        },
      ],
    },
  ],
  contacts: [
    {
      method: 'DELETE',
      path: '/people/2/persons/contactInformation?type=EXTERNAL_ID&identifier=M-1001',
      body: { contactInformation: { email: [{ address: 'old@example.com' }] } },
    },
  ],
  untag: [{ method: 'DELETE', path: TAG, body: people('M-1002') }],
  erase: [
    { method: 'DELETE', path: TAG, body: people('M-1001') },
    {
      method: 'PATCH',
      path: '/people/2/persons/batch',
      body: {
        people: [
          {
            query: { type: 'EXTERNAL_ID', identifier: 'M-1001' },
            update: { customAttributes: clearedTo(null, ['Loyalty Available Points', 'Loyalty Next Tier']) },
          },
        ],
      },
    },
    {
      method: 'PATCH',
      path: '/people/2/persons/batch',
      body: { people: [{ query: { type: 'EXTERNAL_ID', identifier: 'M-1001' }, update: { externalId: null } }] },
    },
  ],
  check: [
    { method: 'GET', path: '/people/2/customAttributes?limit=1', body: null },
    { method: 'PATCH', path: TAG, body: people() },
    { path: '/people/3/events', body: [] },
  ],
  delete: [{ method: 'DELETE', path: '/people/2/persons/batch', body: people('M-1001') }],
  checkAnswer: accepted,
  refuses(arrived) {
    if (!isAbout(arrived, EVE) || arrived.path === '/people/2/persons/batch') return accepted;
    const { path } = arrived;
    const error = { index: 1, code: 400100, message: 'Invalid', details };
    if (path === '/people/3/persons/upsert') {
      return { status: 207, body: JSON.stringify({ results: results.slice(0, 1), errors: [error] }) };
    }
    const all = path === TAG ? { code: 400100, message: 'Invalid', details } : { title: 'Bad', errors: [error] };
    return { status: 400, body: JSON.stringify(all) };
  },
  refusal: { code: '400100', reason: 'Invalid (nickName: is too long)' },
  eventReason: 'Invalid (nickName: is too long) (400100)',
  refusesAll: { answer: { status: 400, body: '{"code":400103,"message":"Malformed"}' }, areEventsHalved: false },
  busy: { headers: { 'retry-after': '3' }, afterMs: 3_000 },
  reserved: ['{x}', ''],
};
