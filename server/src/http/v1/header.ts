// The header of a customer's profile: who they are, how their account stands, points in each account, level in each tier
// system. Everything in one answer; the parts have reads of their own, too.
import { z } from 'zod';
import { DAY_MS, isoText } from '../../domain/time.ts';
import { readLastAction } from '../../storage/activity.ts';
import type { App } from '../app.ts';
import type { AdapterDeps } from '../deps.ts';
import { accountShape, accountsJson } from './account-shape.ts';
import { customerFields, customerJson, isoOrNull } from './customer-shape.ts';
import { findCustomer } from './find-customer.ts';
import { customerParams, instantOrNull } from './shapes.ts';
import { progressJson, progressShape, readProgress } from './tier-shape.ts';

/** Who did something within the last year counts as active. */
const ACTIVE_DAYS = 365;

const text = z.string().nullable();
const { id, identifiers, email, first_name, last_name, birth_on, language, locale, status, opted_in, test_persona } =
  customerFields;

const headerShape = z
  .strictObject({
    id,
    name: text.meta({ description: 'First and last name; null when neither is known.' }),
    first_name,
    last_name,
    email,
    external_id: text.meta({ description: 'The newest identifier of the type `external`.' }),
    identifiers,
    birth_on,
    language,
    locale,
    status: status.meta({ description: 'Of the account.' }),
    active: z.boolean().meta({ description: `Whether the customer did something in the last ${ACTIVE_DAYS} days.` }),
    last_activity_at: instantOrNull,
    opted_in,
    test_persona,
    joined_at: customerFields.created_at,
    processing_stopped_at: instantOrNull.meta({
      description: 'Until processing is resumed, nothing is earned or sent.',
    }),
    accounts: z.array(accountShape),
    tiers: z.array(progressShape),
  })
  .meta({ id: 'CustomerHeader' });

export function headerRoutes(app: App, deps: AdapterDeps): void {
  app.get(
    '/v1/customers/:customer/header',
    {
      config: { scope: 'customers:read' },
      schema: {
        operationId: 'getCustomerHeader',
        summary: 'Who a customer is, with balances and tiers, at a glance',
        tags: ['Customers'],
        params: customerParams,
        response: { 200: headerShape },
      },
    },
    async ({ params }) => {
      const record = await findCustomer(deps, params.customer);
      const [accounts, tiers, lastAt] = await Promise.all([
        accountsJson(deps, record.id),
        readProgress(deps, record.id),
        readLastAction(deps.pool, record.id),
      ]);
      const customer = customerJson(record);
      const name = [customer.first_name, customer.last_name].filter((part) => part !== null && part !== '').join(' ');
      return {
        id: customer.id,
        name: name === '' ? null : name,
        first_name: customer.first_name,
        last_name: customer.last_name,
        email: customer.email,
        external_id: customer.identifiers.find(({ type }) => type === 'external')?.value ?? null,
        identifiers: customer.identifiers,
        birth_on: customer.birth_on,
        language: customer.language,
        locale: customer.locale,
        status: customer.status,
        active: lastAt !== null && lastAt > deps.clock.now() - ACTIVE_DAYS * DAY_MS,
        last_activity_at: isoOrNull(lastAt),
        opted_in: customer.opted_in,
        test_persona: customer.test_persona,
        joined_at: isoText(record.profile.createdAt),
        processing_stopped_at: customer.processing_stopped_at,
        accounts,
        tiers: tiers.map(progressJson),
      };
    },
  );
}
