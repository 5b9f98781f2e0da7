// Core, 2.1: create, confirm, retrieve, update, delete and search customers.
import { isDateText } from '../../domain/time.ts';
import { NEW_CUSTOMER } from '../../pipeline/engine.ts';
import type { CustomerRef } from '../../pipeline/submission.ts';
import {
  type CustomerRecord,
  type CustomerSearch,
  readCustomer,
  readCustomersByIds,
  searchCustomers,
} from '../../storage/customers.ts';
import { type Call, findCustomer, hasFlag, ownIds, refOfPath, submit } from './call.ts';
import { badArgument, invalid, missing, SessionmError, translated } from './errors.ts';
import { flag, given, object, read } from './fields.ts';
import { isGuid } from './guids.ts';
import { readUser, typed, type UserChange } from './user-patch.ts';
import { partsAsked, userView, userViews } from './user-view.ts';

/** What SessionM shows of a customer who was just written: everything that was sent. */
const WRITTEN = { profile: true, incentives: false, identifiers: true };

const createSchema = object({ upsert: given(flag) });

/** Standard profile, custom profile and identifiers in one call: all or nothing. With `upsert` it updates who is there. */
export async function createUser(call: Call) {
  const change = readUser(call.body);
  const isUpsert = (read(createSchema, call.body).upsert ?? false) || hasFlag(call, 'upsert');
  const patch = { ...change.patch, addIdentifiers: change.identifiers.map(typed) };
  const answer = await submit(call, {
    customer: NEW_CUSTOMER,
    body: { kind: 'customer.save', mode: isUpsert ? 'upsert' : 'create', patch },
  });
  return { user: await viewOf(call, answer.customerId) };
}

export async function updateUser(call: Call) {
  const change = readUser(call.body);
  const customer = refOfPath(call);
  const addIdentifiers = await newIdentifiers(call, customer, change);
  const patch = { ...change.patch, ...(addIdentifiers.length === 0 ? {} : { addIdentifiers }) };
  const answer = await submit(call, { customer, body: { kind: 'customer.save', mode: 'update', patch } });
  return { user: await viewOf(call, answer.customerId) };
}

/** Clients send back what they have read: an external id without a type is the one that the customer has, if there is one. */
async function newIdentifiers(call: Call, customer: CustomerRef, change: UserChange) {
  if (change.identifiers.every(({ type }) => type !== null)) return change.identifiers.map(typed);
  const { profile } = await findCustomer(call, customer);
  return change.identifiers
    .filter(({ type, value }) => type !== null || !profile.identifiers.some((held) => held.value === value))
    .map(typed);
}

export async function confirmUser(call: Call) {
  const customer = refOfPath(call);
  const { profile } = await findCustomer(call, customer);
  if (profile.email === null)
    throw new SessionmError('not_available', 'This customer has no e-mail address to confirm.');
  const patch = { emailConfirmed: true };
  const answer = await submit(call, { customer, body: { kind: 'customer.save', mode: 'update', patch } });
  return { user: await viewOf(call, answer.customerId) };
}

async function viewOf(call: Call, customerId: string) {
  const record = await readCustomer(call.site.pool, customerId);
  if (record === null) throw translated('customer_not_found', { customer: customerId });
  const asked = partsAsked(call);
  return userView(call, record, { ...WRITTEN, incentives: asked.incentives });
}

export async function retrieveUser(call: Call) {
  const record = await findCustomer(call, refOfPath(call));
  return { user: await userView(call, record, partsAsked(call)) };
}

export async function deleteUser(call: Call) {
  await submit(call, { customer: refOfPath(call), body: { kind: 'customer.delete' } });
  return {};
}

const IDS_MAX = 100;

/** `user_ids[]=A&user_ids[]=B`; ids that nobody has are left out. */
export async function retrieveUsers(call: Call) {
  const ids = [...call.query.getAll('user_ids[]'), ...call.query.getAll('user_ids').flatMap((ids) => ids.split(','))];
  if (ids.length === 0) throw missing('user_ids[]');
  if (ids.length > IDS_MAX) throw badArgument('user_ids[]', `holds more than ${IDS_MAX} ids`);
  const wrong = ids.find((id) => !isGuid(id));
  if (wrong !== undefined) throw invalid({ 'user_ids[]': ['must hold ids of customers'] });
  const records = await readCustomersByIds(call.site.pool, [...new Set(await ownIds(call, ids))]);
  return { users: await userViews(call, records.filter(isThere), partsAsked(call)) };
}

/** One customer by exact values, all of which must fit. Several who fit are an error, never a guess. */
export async function searchUser(call: Call) {
  const { items } = await searchCustomers(call.site.pool, await criteria(call), { limit: 2, after: null });
  const [found, other] = items;
  if (found === undefined) throw new SessionmError('user_not_found', 'No customer fits.', { status: 404 });
  if (other !== undefined) {
    throw new SessionmError(
      'argument_error',
      'Several customers fit. Narrow the search down, or list them with search_users.',
    );
  }
  return { user: await userView(call, found, partsAsked(call)) };
}

const TAKE_DEFAULT = 25;
const TAKE_MAX = 100;
/** Pages of a search are counted from the start each time; further on, criteria help more than paging. */
const REACH_MAX = 1_000;

export async function searchUsers(call: Call) {
  const skip = pageNumber(call, 'skip', 0, REACH_MAX);
  const take = pageNumber(call, 'take', TAKE_DEFAULT, TAKE_MAX);
  if (take === 0) return { players: [] };
  const limit = Math.min(skip + take, REACH_MAX);
  const { items } = await searchCustomers(call.site.pool, await criteria(call), { limit, after: null });
  return { players: await userViews(call, items.slice(skip), partsAsked(call)) };
}

async function criteria(call: Call): Promise<CustomerSearch> {
  const value = (...names: readonly string[]): string | undefined =>
    names.map((name) => call.query.get(name)?.trim()).find((found) => found !== undefined && found !== '');
  const dob = value('dob');
  const id = value('user_id', 'id');
  if (dob !== undefined && !isDateText(dob)) throw invalid({ dob: ['must be a date such as 1990-05-17'] });
  if (id !== undefined && !isGuid(id)) throw invalid({ user_id: ['must be the id of a customer'] });
  const search: CustomerSearch = {
    id: id === undefined ? undefined : (await ownIds(call, [id]))[0],
    email: value('email'),
    phone: value('mobile_number', 'phone', 'phone_number'),
    externalId: value('external_id'),
    externalIdType: value('external_id_type'),
    firstName: value('first_name'),
    lastName: value('last_name'),
    birthOn: dob,
    text: value('search', 'q'),
  };
  const { externalIdType: _, ...searched } = search;
  if (Object.values(searched).every((given) => given === undefined)) {
    throw missing('one of email, mobile_number, phone, external_id, user_id, first_name, last_name, dob');
  }
  return search;
}

export function pageNumber(call: Call, name: string, standard: number, max: number): number {
  const given = call.query.get(name);
  if (given === null || given === '') return standard;
  const number = /^\d{1,10}$/.test(given) ? Number(given) : Number.NaN;
  if (!(number <= max)) throw badArgument(name, `must be a whole number from 0 to ${max}`);
  return number;
}

function isThere(record: CustomerRecord): boolean {
  return record.profile.deletedAt === null;
}
