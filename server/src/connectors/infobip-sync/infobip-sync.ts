// Infobip People (Customer Profiles) kept in step: which call does what, with the limits that Infobip documents for an account.
// Each subject is in a file of its own beside this one. Flows and messages are another connector's.

import type { SyncConnector } from '../sync/sync-connector.ts';
import { wordsOf } from './errors.ts';
import { sendEvents } from './events.ts';
import { checkInfobipMapping, INFOBIP_MAPPING } from './mapping.ts';
import { dropContacts, erasePersons, upsertPersons } from './persons.ts';
import { planSetup } from './plan.ts';
import { provision } from './provision.ts';
import { READ_KEYS_MAX, readPersons } from './read.ts';
import { checkAccess, inspect } from './setup.ts';
import { setTag } from './tags.ts';

export const infobipSync: SyncConnector = {
  name: 'infobip',
  title: 'Infobip',
  needs: ['url', 'key'],
  limits: {
    // Documented: 1,000 to a page; by external id as many as fit into an address.
    read: { perSecond: 5, items: READ_KEYS_MAX },
    upsert: { perSecond: 5, items: 1_000 },
    contacts: { perSecond: 5, items: 1 },
    erase: { perSecond: 5, items: 1_000 },
    events: { perSecond: 5, items: 5_000 },
    tags: { perSecond: 5, items: 1_000 },
    attributes: { perSecond: 5, items: 1 },
    // None is published; the others' will do.
    definitions: { perSecond: 5, items: 1 },
  },
  mapping: INFOBIP_MAPPING,
  hasFixedTypes: true,
  headersOf: ({ key }) => (key === null ? {} : { authorization: `App ${key}` }),
  defaultUrl: null,
  reasonIn: wordsOf,
  check: checkAccess,
  inspect,
  plan: planSetup,
  provision,
  checkMapping: checkInfobipMapping,
  dropContacts,
  upsert: upsertPersons,
  setTag,
  sendEvents,
  erase: erasePersons,
  read: readPersons,
};
