// What /v1 says of customers on customer-data platforms, and of events that were set aside.
import { z } from 'zod';
import { SYNC_CUSTOMER_STATUSES } from '../../storage/sync-customers.ts';
import { SET_ASIDE_STATUSES } from '../../storage/sync-events.ts';
import { instant, instantOrNull, jsonObject, uuid } from './shapes.ts';
import { connectionStatus, eventKey } from './sync-shape.ts';

const customerState = {
  status: z.enum(SYNC_CUSTOMER_STATUSES).meta({
    description:
      '`pending`: to be sent. `failed`: refused there, see reason. `left`: opted out, and not a member there any more.',
  }),
  result: z.string().nullable().meta({ description: 'Of the last attempt: created, updated, unchanged, refused.' }),
  reason: z.string().nullable().meta({ description: "In the platform's words." }),
  synced_at: instantOrNull,
  tried_at: instantOrNull,
  attempts: z.int().meta({ description: 'In a row without success.' }),
  next_at: instantOrNull.meta({ description: 'When it is looked at again without anything happening.' }),
  key: z.string().meta({ description: 'By which the platform knows them.' }),
  remote_id: z.string().nullable(),
  tagged: z.boolean().meta({ description: 'Carries the Loyalty tag there.' }),
  untagged_by_hand: z.boolean().meta({ description: 'The tag was taken off by hand, and stays off.' }),
};

export const syncedCustomerShape = z
  .strictObject({
    customer_id: uuid,
    first_name: z.string().nullable().meta({ description: 'Null as well when the caller may not read customers.' }),
    last_name: z.string().nullable(),
    email: z.string().nullable(),
    ...customerState,
  })
  .meta({ id: 'SyncedCustomer' });

export const customerSyncShape = z
  .strictObject({
    connection: z.string(),
    title: z.string(),
    connection_status: connectionStatus,
    sent: z.boolean().meta({ description: 'False: nothing of this customer is sent, see not_sent_because.' }),
    not_sent_because: z.string().nullable(),
    state: z.strictObject(customerState).nullable().meta({ description: 'Null: never sent.' }),
    set_aside: z.int().meta({ description: 'Events that could not be delivered.' }),
  })
  .meta({ id: 'CustomerSync' });

export const setAsideShape = z
  .strictObject({
    id: uuid,
    customer_id: uuid,
    event: eventKey,
    title: z.string(),
    occurred_at: instant,
    properties: jsonObject,
    status: z.enum(SET_ASIDE_STATUSES).meta({
      description: '`waiting`: until its customer is known there. `dead`: refused. `expired`: too old to be taken.',
    }),
    reason: z.string(),
    attempts: z.int(),
    set_aside_at: instant,
  })
  .meta({ id: 'SyncSetAsideEvent' });
